"""What a schedule records and a reader need not see: looking up a lock to take it, a list to append to it.

Everything later works on the tidied failure, so the numbers of its steps stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import zip_longest

from threadlab.schedules.controlled_classes import CONTROLLED_CLASSES
from threadlab.schedules.result import Blocked, Failure, Held, Step, Thing
from threadlab.story.analysis.clash import clash

TAKES = frozenset({"acquire", "try to acquire"})
LOCKING = TAKES | {"release"}
WAITING = frozenset({"wait", "wake", "notify", "notify_all"})
FAILED = frozenset({"did not get it", "gave up waiting"})
CHANGES = frozenset({"write", "call", "print", "draw", "advance", "yield"})
ACCESS = frozenset({"read", "write", "call"})

CONTAINERS = frozenset({"list", "dict", "set", "deque", "bytearray"})

_NAMELESS = re.compile(r"(an? \w+)?")
_EVENT = re.compile(r"an? Event")
_PRIMITIVE = re.compile(rf"\[?(an? ({'|'.join(CONTROLLED_CLASSES)})(, )?)+\]?")


def is_primitive(value: str) -> bool:
    """Say whether a value is a lock, a thread or the like, or a list of them: looked up, in order to be used."""
    return _PRIMITIVE.fullmatch(value) is not None


def is_nameless(target: str) -> bool:
    """Say whether a target is known by its type alone, as "a dict"."""
    return _NAMELESS.fullmatch(target) is not None


def datum(step: Step) -> str:
    """Return what a step touches, the same for ``self.items``, ``buffer.items[0]`` and ``self.items.append``."""
    return touched(step).partition("[")[0].rpartition(".")[2]


def touched(step: Step) -> str:
    """Return what a step works on, as the program writes it: ``self.items`` where ``self.items.append`` is called."""
    return step.target.rpartition(".")[0] if step.action == "call" and "." in step.target else step.target


def is_signal(failure: Failure, blocked: Blocked) -> bool:
    """Say whether a stopped thread waits for a semaphore that is released by others than those who take it.

    So it is as well where nobody has taken it: it began at 0, for others to release.
    """
    if blocked.action != "acquire" or blocked.thing is None or blocked.thing.kind != "semaphore":
        return False
    takers: set[str] = set()
    for step in failure.steps:
        if step.thing == blocked.thing and step.action == "release" and step.thread not in takers:
            return True
        if step.thing == blocked.thing and step.action in TAKES and step.effect not in FAILED:
            takers.add(step.thread)
    return not takers


def is_event(failure: Failure, blocked: Blocked) -> bool:
    """Say whether what a stopped thread waits for is an Event, as far as its steps tell."""
    if blocked.thing is not None:
        return blocked.thing.kind == "event"
    seen = [step.value for step in failure.steps if step.thread == blocked.thread and step.target == blocked.target]
    return blocked.action == "wait" and any(_EVENT.fullmatch(value) for value in seen)


def gets_at(first: Step | None, then: Step) -> bool:
    """Say whether the first step only gets at what the next one of the same thread works on."""
    if first is None or first.action != "read" or then.action not in ACCESS or not first.target:
        return False
    if (first.cell, first.line) != (then.cell, then.line):
        return False
    looked_into = then.target == first.target and then.action == "read" and not then.value
    return looked_into or is_nameless(then.target) or then.target.startswith((f"{first.target}[", f"{first.target}."))


def tidy(failure: Failure) -> Failure:
    """Return ``failure`` with everything called by the name that stands in the line, and with each step's locks.

    The engine calls a lock by one name, wherever it is used; a reader looks for the name in the line of the step.
    A race that is none, for no thread had been started yet, is left out.
    """
    names = _Names(failure.steps)
    steps = _called(tuple(names.tidied(step) for step in failure.steps))
    race = failure.race
    if race is not None and is_nameless(race.target):
        race = replace(race, target=next((step.target for step in steps if step.number == race.first), ""))
    blocked = tuple(
        replace(each, target=names.used(each.thread, each.cell, each.line) or each.target)
        if each.action == "acquire"
        else each
        for each in failure.blocked
    )
    tidied = replace(failure, steps=steps, race=race, blocked=blocked, holds=tuple(map(names.held, failure.holds)))
    return tidied if clash(tidied) else replace(tidied, race=None)


def _called(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Call what has no name in one line, as in ``if x in seen``, what another line calls it: ``seen.add(x)``."""
    known: dict[Thing, str] = {}
    for step in steps:
        if step.thing is not None and step.action in ACCESS and not is_nameless(touched(step)):
            known.setdefault(step.thing, touched(step))
    return tuple(
        replace(step, target=known[step.thing])
        if step.thing in known and step.action in ACCESS and step.target and is_nameless(step.target)
        else step
        for step in steps
    )


@dataclass(frozen=True, slots=True)
class _Lock:
    """A lock that a thread holds: the engine's one name for it, the name in the line, and which object it is."""

    name: str
    shown: str
    thing: Thing | None

    def is_that(self, name: str, thing: Thing | None) -> bool:
        """Say whether it is the lock that the engine speaks of."""
        return self.thing == thing if self.thing and thing else self.name == name


class _Names:
    """What each thread looked up last, and under which names it holds its locks."""

    def __init__(self, steps: tuple[Step, ...]) -> None:
        self._last: dict[str, Step] = {}
        self._attributes: dict[str, dict[tuple[str, int, str], Thing]] = {}  # by the line and name of looking one up
        # A semaphore has no owner. One that the thread itself gives back is held meanwhile, as a lock is.
        self._to_give_back = Counter((step.thread, step.target) for step in steps if step.action == "release")
        self._semaphores: dict[str, list[_Lock]] = {}
        self._locks: dict[str, list[_Lock]] = {}  # of each thread

    def tidied(self, step: Step) -> Step:
        last = self._last.get(step.thread)
        self._last[step.thread] = step
        locks = self._locks.get(step.thread, [])
        if step.action in LOCKING:
            name = self._given_back(step, locks) if step.action == "release" else ""
            name = name or self._looked_up(last, step.cell, step.line) or step.target
            before = locks
            locks = self._locks[step.thread] = self._now(step, name, locks)
            self._count_semaphore(step, name, is_lock=locks != before or step.target in step.holding)
            return self._with_locks(replace(step, target=name))
        if step.action in WAITING:
            locks = self._locks[step.thread] = self._now(step, step.target, locks)
        elif last is not None and gets_at(last, step):
            step = replace(step, target=last.target if is_nameless(step.target) else step.target)
        return self._with_locks(self._of_its_owner(step))

    def _of_its_owner(self, step: Step) -> Step:
        """Tell what is kept as an attribute by the object that has it, also where the step is one of a list in it."""
        looked_up = self._attributes.setdefault(step.thread, {})
        thing = step.thing
        if step.action == "read" and thing is not None and thing.kind not in CONTAINERS and thing.kind != "element":
            looked_up[step.cell, step.line, step.target] = thing
        elif step.action in ACCESS and thing is not None and thing.kind in CONTAINERS:
            return replace(step, thing=looked_up.get((step.cell, step.line, touched(step)), thing))
        return step

    def _with_locks(self, step: Step) -> Step:
        held = [*self._locks.get(step.thread, []), *self._semaphores.get(step.thread, [])]
        holding = tuple(lock.shown for lock in held)
        return replace(step, holding=holding, locks=tuple(lock.thing for lock in held))

    def _count_semaphore(self, step: Step, name: str, *, is_lock: bool) -> None:
        key = step.thread, step.target
        held = self._semaphores.setdefault(step.thread, [])
        same = [lock for lock in held if lock.is_that(step.target, step.thing)]
        if step.action == "release":
            self._to_give_back[key] -= 1
            if same:
                held.remove(same[0])
        elif not is_lock and step.effect not in FAILED and self._to_give_back[key] > len(same):
            held.append(_Lock(step.target, name, step.thing))

    @staticmethod
    def _now(step: Step, name: str, locks: list[_Lock]) -> list[_Lock]:
        """Return the locks held after ``step``; of two with one name the one taken last goes first."""
        left = list(locks)
        now = []
        for lock, thing in zip_longest(step.holding, step.locks[: len(step.holding)]):
            known = next((held for held in left if held.is_that(lock, thing)), None)
            if known is not None:
                left.remove(known)
            taken = _Lock(lock, lock, thing).is_that(step.target, step.thing)
            now.append(known or _Lock(lock, name if taken else lock, thing))
        return now

    @staticmethod
    def _given_back(step: Step, locks: list[_Lock]) -> str:
        return next((lock.shown for lock in reversed(locks) if lock.is_that(step.target, step.thing)), "")

    @staticmethod
    def _looked_up(last: Step | None, cell: str, line: int) -> str:
        if (
            last is None
            or last.action != "read"
            or not is_primitive(last.value)
            or (last.cell, last.line) != (cell, line)
        ):
            return ""
        return last.target

    def used(self, thread: str, cell: str, line: int) -> str:
        """Return the name of the lock that a thread has looked up in this line and not yet taken; "" if unknown."""
        return self._looked_up(self._last.get(thread), cell, line)

    def held(self, held: Held) -> Held:
        """Return where a lock was taken, under the name that it was taken by."""
        shown = [lock.shown for lock in self._locks.get(held.thread, []) if lock.is_that(held.lock, held.thing)]
        return replace(held, lock=shown[0]) if len(shown) == 1 else held
