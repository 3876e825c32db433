"""Small programs with waits, time-outs and polls, and all that can come of them: by an enumeration of its own.

Nothing here is the engine's. A program is a few threads of simple statements over three variables, a lock, an event
and a condition. Its states are tuples, each step is a function from a state to the states that may follow, and all
states are gone through once: what may be left at the end, whether somebody may be stuck, and whether a state may be
come to from which no end can be reached.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Statement = tuple[Any, ...]
VARIABLES = ("x", "y", "z")


@dataclass(frozen=True)
class Made:
    """A program: the statements of each thread."""

    threads: tuple[tuple[Statement, ...], ...]

    @property
    def source(self) -> str:
        """The program's text."""
        lines = ["import threading", "import time", "x = y = z = 0"]
        lines += ["lock, event, cond = threading.Lock(), threading.Event(), threading.Condition()"]
        for number, statements in enumerate(self.threads):
            lines += [f"def work{number}():", "    global x, y, z"]
            for statement in statements:
                lines += [f"    {line}" for line in TEXTS[statement[0]].format(*statement[1:]).split("\n")]
        return "\n".join(lines)

    def test(self, condition: str) -> str:
        """The text of a test that runs the threads and asserts a condition."""
        works = ", ".join(f"work{number}" for number in range(len(self.threads)))
        return (
            "def test():\n    import threading\n"
            f"    threads = [threading.Thread(target=work) for work in ({works},)]\n"
            "    for thread in threads: thread.start()\n    for thread in threads: thread.join()\n"
            f"    assert {condition}\n"
        )


TEXTS = {
    "set": "{0} = {1}",
    "add": "{0} += 1",
    "copy": "{0} = {1}",
    "if": "if {0} == {1}:\n    {2} = {3}",
    "locked add": "with lock:\n    {0} += 1",
    "poll": "while {0} != {1}:\n    pass",
    "poll and count": "tries = 0\nwhile {0} != {1}:\n    tries += 1",
    "poll and sleep": "while {0} != {1}:\n    time.sleep(0.1)",
    "poll with lock": "while True:\n    with lock:\n        if {0} == {1}:\n            break",
    "poll with event": "while {0} != {1}:\n    event.wait(0.1)",
    "try": "if lock.acquire(blocking=False):\n    {0} += 1\n    lock.release()",
    "try in time": "if lock.acquire(timeout=1):\n    {0} += 1\n    lock.release()",
    "back off": "while not lock.acquire(blocking=False):\n    time.sleep(0.1)\n{0} += 1\nlock.release()",
    "event set": "event.set()",
    "event clear": "event.clear()",
    "event wait": "event.wait()",
    "event wait in time": "if event.wait(1):\n    {0} = {1}",
    "cond wait": "with cond:\n    while {0} != {1}:\n        cond.wait()",
    "cond wait in time": "with cond:\n    while {0} != {1}:\n        cond.wait(0.1)",
    "cond wait once": "with cond:\n    if not cond.wait(0.1):\n        {0} = {1}",
    "cond tell": "with cond:\n    {0} = {1}\n    cond.notify_all()",
    "cond tell one": "with cond:\n    {0} = {1}\n    cond.notify()",
}


def made(seed: int) -> Made:
    """Return a program, the same for the same seed."""
    dice = random.Random(seed)
    sorts = dice.sample(sorted(TEXTS), 4)
    threads = []
    for _ in range(dice.choice((2, 2, 2, 3))):
        size = dice.choice((1, 2, 2, 3))
        threads.append(tuple(_statement(dice.choice(sorts), dice) for _ in range(size)))
    return Made(tuple(threads))


def _statement(sort: str, dice: random.Random) -> Statement:
    one, other = dice.choice(VARIABLES), dice.choice(VARIABLES)
    value, another = dice.choice((1, 1, 2)), dice.choice((1, 2))
    if sort == "copy":
        return sort, one, other
    if sort == "if":
        return sort, one, value, other, another
    return sort, one, value


# -- what the statements do: micro-steps, each of which is one step of a thread ---------------------------------------

# A state: variables, owner of the lock, whether the event is set, owner of the lock of the condition, who waits in
# order, each with whether it was told and where, and for each thread (statement, micro-step, a value that it has read).
State = tuple[Any, ...]


@dataclass
class Outcomes:
    """All that can come of a program."""

    finals: set[tuple[int, ...]] = field(default_factory=set)
    stuck: bool = False
    hopeless: bool = False
    states: int = 0


def enumerate_states(program: Made, most: int = 60_000) -> Outcomes | None:
    """Go through all states of a program; None if there are too many."""
    start: State = ((0, 0, 0), None, False, None, (), tuple((0, 0, None) for _ in program.threads))
    following: dict[State, list[State]] = {}
    outcomes, left = Outcomes(), [start]
    while left:
        state = left.pop()
        if state in following:
            continue
        following[state] = list(_steps(program, state))
        if len(following) > most:
            return None
        left += following[state]
    ends = {state for state in following if _over(program, state)}
    outcomes.finals = {state[0] for state in ends}
    outcomes.stuck = any(not after and state not in ends for state, after in following.items())
    before: dict[State, list[State]] = {}
    for state, after in following.items():
        for other in after:
            before.setdefault(other, []).append(state)
    hopeful = {state for state, after in following.items() if not after}
    left = list(hopeful)
    while left:
        for state in before.get(left.pop(), ()):
            if state not in hopeful:
                hopeful.add(state)
                left.append(state)
    outcomes.hopeless = len(hopeful) < len(following)
    outcomes.states = len(following)
    return outcomes


def _over(program: Made, state: State) -> bool:
    return all(place[0] == len(statements) for place, statements in zip(state[5], program.threads, strict=True))


def _steps(program: Made, state: State) -> Iterator[State]:
    for me, statements in enumerate(program.threads):
        at, micro, seen = state[5][me]
        if at < len(statements):
            yield from _perform(statements[at], me, micro, seen, state)


def _perform(statement: Statement, me: int, micro: int, seen: Any, state: State) -> Iterator[State]:
    """Give the states after one step of a statement."""
    values, lock, flag, owner, waiters, places = state
    sort = statement[0]
    name = VARIABLES.index(statement[1])
    value = statement[2] if len(statement) > 2 else None

    def go(
        micro: int | None, seen: Any = None, values: Any = values, lock: Any = lock, flag: bool = flag,
        owner: Any = owner, waiters: Any = waiters,
    ) -> State:  # fmt: skip
        """The state with this thread at another micro-step, None: at its next statement."""
        place = (places[me][0] + 1, 0, None) if micro is None else (places[me][0], micro, seen)
        return values, lock, flag, owner, waiters, (*places[:me], place, *places[me + 1 :])

    def put(index: int, what: int) -> tuple[int, ...]:
        return (*values[:index], what, *values[index + 1 :])

    match sort, micro:
        case "set", 0:
            yield go(None, values=put(name, value))
        case ("add", 0) | ("copy", 0):
            yield go(1, values[name if sort == "add" else VARIABLES.index(value)])
        case "add", 1:
            yield go(None, values=put(name, seen + 1))
        case "copy", 1:
            yield go(None, values=put(name, seen))
        case "if", 0:
            yield go(1) if values[name] == value else go(None)
        case "if", 1:
            yield go(None, values=put(VARIABLES.index(statement[3]), statement[4]))
        case ("poll" | "poll and count" | "poll and sleep", 0):
            yield go(None) if values[name] == value else go(1)
        case ("poll" | "poll and count" | "poll and sleep", 1):
            yield go(0)
        case ("locked add" | "poll with lock", 0) if lock is None:
            yield go(1, lock=me)
        case "locked add", 1:
            yield go(2, values[name])
        case "locked add", 2:
            yield go(3, values=put(name, seen + 1))
        case ("locked add" | "try" | "try in time" | "back off", 3):
            yield go(None, lock=None)
        case "poll with lock", 1:
            yield go(3 if values[name] == value else 2)
        case "poll with lock", 2:
            yield go(0, lock=None)
        case "poll with lock", 3:
            yield go(None, lock=None)
        case "poll with event", 0:
            yield go(None) if values[name] == value else go(1)
        case "poll with event", 1:
            yield go(0)  # told or too late: it looks again
        case "try", 0:
            yield go(1, lock=me) if lock is None else go(None)
        case "try in time", 0:
            if lock is None:
                yield go(1, lock=me)
            else:
                yield go(None)
        case "back off", 0:
            yield go(1, lock=me) if lock is None else go(4)
        case "back off", 4:
            yield go(0)
        case ("try" | "try in time" | "back off", 1):
            yield go(2, values[name])
        case ("try" | "try in time" | "back off", 2):
            yield go(3, values=put(name, seen + 1))
        case "event set", 0:
            told = tuple((who, heard or kind == "event", kind) for who, heard, kind in waiters)
            yield go(None, flag=True, waiters=told)
        case "event clear", 0:
            yield go(None, flag=False)
        case ("event wait" | "event wait in time", 0):
            if flag:
                yield go(None) if sort == "event wait" else go(2)
            else:
                yield go(1, waiters=(*waiters, (me, False, "event")))
        case ("event wait" | "event wait in time", 1):
            heard = next(heard for who, heard, _ in waiters if who == me)
            rest = tuple(each for each in waiters if each[0] != me)
            if heard:
                yield go(None, waiters=rest) if sort == "event wait" else go(2, waiters=rest)
            elif sort == "event wait in time":
                yield go(None, waiters=rest)
        case "event wait in time", 2:
            yield go(None, values=put(name, value))
        case ("cond wait" | "cond wait in time", 0) if owner is None:
            yield go(1, owner=me)
        case ("cond wait" | "cond wait in time", 1):
            yield go(5) if values[name] == value else go(2)
        case ("cond wait" | "cond wait in time" | "cond wait once", 2):
            yield go(3, owner=None, waiters=(*waiters, (me, False, "cond")))
        case ("cond wait" | "cond wait in time" | "cond wait once", 3):
            heard = next(heard for who, heard, _ in waiters if who == me)
            if heard:
                yield go(4, "told")
            elif sort != "cond wait":
                yield go(4, "late")
        case ("cond wait" | "cond wait in time" | "cond wait once", 4) if owner is None:
            rest = tuple(each for each in waiters if each[0] != me)  # who gave up leaves them with the lock in hand
            if sort == "cond wait once":
                yield go(5, owner=me, waiters=rest) if seen == "told" else go(6, owner=me, waiters=rest)
            else:
                yield go(1, owner=me, waiters=rest)
        case ("cond wait" | "cond wait in time" | "cond wait once", 5):
            yield go(None, owner=None)
        case "cond wait once", 0 if owner is None:
            yield go(2, owner=me)
        case "cond wait once", 6:
            yield go(5, values=put(name, value))
        case ("cond tell" | "cond tell one", 0) if owner is None:
            yield go(1, owner=me)
        case ("cond tell" | "cond tell one", 1):
            yield go(2, values=put(name, value))
        case ("cond tell" | "cond tell one", 2):
            yield go(3, waiters=_told(waiters, 1 if sort == "cond tell one" else len(waiters)))
        case ("cond tell" | "cond tell one", 3):
            yield go(None, owner=None)
        case _:
            return


def _told(waiters: tuple[Any, ...], count: int) -> tuple[Any, ...]:
    """Tell the first ``count`` who wait at the condition and were not told."""
    result = []
    for who, heard, kind in waiters:
        tells = kind == "cond" and not heard and count > 0
        count -= tells
        result.append((who, heard or tells, kind))
    return tuple(result)
