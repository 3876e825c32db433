"""Names that tell objects apart: a program may call several of them alike, and one of them differently each time.

Two accounts each have a ``self.lock``; of three forks each thread takes ``forks[place]`` first. Where one name would
stand for two objects of a story, each of them gets a name that is only its own: ``forks[2]``, ``self.lock (lock 1)``,
``self.balance of Account 1``. So does a list, or the like, that goes by several names.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from threadlab.schedules.controlled_classes import NAMELESS, NUMBERED
from threadlab.schedules.result import Blocked, Failure, Step, Thing
from threadlab.story.analysis.relevance import CONTAINERS, touched

_OPEN = NUMBERED | CONTAINERS | {"element"}  # kinds that a hidden story may name: no class of the test is among them
_PLAIN = NAMELESS | {"futures"}  # known by other names, or never two alike

Name = Callable[[str, Thing | None], str]


def told_apart(failure: Failure, told: Collection[int], *, hidden: bool) -> Failure:
    """Return ``failure`` with a name for each object that stands for no other object in the story.

    Args:
        failure: the failure, tidied and, where the test is hidden, concealed.
        told: the numbers of the steps that are told.
        hidden: say nothing of what the program calls an object elsewhere, nor of its class.
    """
    name = _naming(list(_named(failure, told)), hidden=hidden)
    race = failure.race
    raced = next((step.thing for step in failure.steps if race and step.number == race.first), None)
    return replace(
        failure,
        steps=tuple(_step(step, name) for step in failure.steps),
        blocked=tuple(
            replace(
                each, target=_looked_at(each, failure, name) if each.action == "spin" else name(each.target, each.thing)
            )
            for each in failure.blocked
        ),
        holds=tuple(replace(each, lock=name(each.lock, each.thing)) for each in failure.holds),
        race=None if race is None else replace(race, target=name(race.target, raced)),
    )


@dataclass(frozen=True, slots=True)
class _Named:
    """A name that stands in the story, and the object it stands for."""

    name: str
    thing: Thing


def _named(failure: Failure, told: Collection[int]) -> Iterator[_Named]:
    """Yield the names in the order of the story."""
    found: list[tuple[str, Thing | None]] = []
    for step in failure.steps:
        if step.number in told:
            found.append((touched(step), step.thing))
            found += zip(step.holding, step.locks, strict=False)
    found += [(blocked.target, blocked.thing) for blocked in failure.blocked]
    found += [(held.lock, held.thing) for held in failure.holds]
    for name, thing in found:
        if thing is not None and thing.kind not in _PLAIN and (name or thing.kind in NUMBERED):
            yield _Named(name, thing)


def _naming(named: list[_Named], *, hidden: bool) -> Name:
    mixed = _mixed(named)
    names = {thing: _own(thing, mixed, named, hidden=hidden) for thing in mixed}

    def name(shown: str, thing: Thing | None) -> str:
        if thing is None:
            return shown
        own = names.get(thing)
        if own is None:
            return f"the {shown}" if shown == thing.kind and not thing.name else shown
        if not shown and thing.kind not in NUMBERED:
            return shown
        if shown in ("", thing.kind) or own.partition("[")[0] == shown.partition("[")[0]:
            return own
        return f"{shown} ({own})" if thing.kind in _OPEN else f"{shown} of {own}"

    return name


def _mixed(named: list[_Named]) -> list[Thing]:
    """Return the objects that share a name with another one, and the containers that have several names."""
    stands_for: dict[tuple[str, str], set[Hashable]] = {}
    called: dict[Thing, set[str]] = {}
    for each in named:
        stands_for.setdefault((each.thing.kind, each.name), set()).add(each.thing.number)
        called.setdefault(each.thing, set()).add(each.name.rpartition(".")[2])
    alike = {key for key, numbers in stands_for.items() if len(numbers) > 1}
    return list(
        dict.fromkeys(
            each.thing
            for each in named
            if (each.thing.kind, each.name) in alike or (each.thing.kind in CONTAINERS and len(called[each.thing]) > 1)
        )
    )


def _own(thing: Thing, mixed: list[Thing], named: list[_Named], *, hidden: bool) -> str:
    """Return what the program keeps the object as, if that says which one it is; else its kind and a number."""

    def kind(of: Thing) -> str:
        return "object" if hidden and of.kind not in _OPEN else of.whole or of.kind

    same = [other for other in mixed if kind(other) == kind(thing)]
    kept = [other.name for other in same]
    taken = {each.name for each in named if each.thing not in same}
    clear = all(name and ("." not in name or "[" in name) for name in kept) and len(set(kept)) == len(kept)
    if clear and not hidden and not taken.intersection(kept):
        return thing.name
    return f"{kind(thing)} {list(dict.fromkeys(map(_number, same))).index(_number(thing)) + 1}"


def _number(thing: Thing) -> Hashable:
    """Return the number of an object; of an element that of its container."""
    return thing.number[0] if thing.kind == "element" and isinstance(thing.number, tuple) else thing.number


def _looked_at(blocked: Blocked, failure: Failure, name: Name) -> str:
    """Return what a thread looks at again and again, by the names of its latest looks."""
    own = [step for step in failure.steps if step.thread == blocked.thread and step.action == "read"]
    latest = {step.target: name(step.target, step.thing) for step in own}
    return ", ".join(latest.get(target, target) for target in blocked.target.split(", "))


def _step(step: Step, name: Name) -> Step:
    holding = tuple(name(lock, thing) for lock, thing in zip_longest(step.holding, step.locks))
    return replace(step, target=name(step.target, step.thing), holding=holding)
