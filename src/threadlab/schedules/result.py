"""What a search says: the verdict, and for a failure the schedule that shows it, as plain data."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Literal

from threadlab.schedules.actions import Action
from threadlab.schedules.failure_kinds import Kind

Verdict = Literal["holds", "fails", "undecided"]


@dataclass(frozen=True, slots=True)
class Thing:
    """Which object it is, for the program may call two by one name, and one by two names."""

    kind: str  # "lock", "list" ...; of an attribute the class of the object that has it; "element" of a container's
    number: Hashable  # the same for the same object, and no other's within one schedule
    name: str = field(default="", compare=False)  # under what name the program keeps it: "forks[2]"
    whole: str = field(default="", compare=False)  # of an element, the kind of its container: "dict"


@dataclass(frozen=True, slots=True)
class Step:
    """One step of one thread: a read or write of shared data, or an operation of a primitive."""

    number: int  # 1, 2, 3 ... in the order of the schedule
    thread: str  # "main", "A", "B" ... in the order of starting
    cell: str  # the name of the text the line stands in: "answer", a cell's name, or "test"
    line: int  # 1-based line in that text; 0 where there is none (the end of a thread)
    source: str  # that line, stripped
    function: str  # the innermost function of that text, "" at module level
    action: Action
    target: str  # what it was done to, as the program names it: "counter", "self.value", "lock", "thread A"
    value: str = ""  # repr of the value read or written, cut to 60 characters; "" where there is none
    effect: str = ""  # for an operation that may go several ways: "got it", "gave up", "woke thread A" ...
    holding: tuple[str, ...] = ()  # names of the locks that the thread holds after the step
    preempted: bool = False  # just before this step another thread was switched away from though it could have gone on
    thing: Thing | None = None  # which object that is; None for a variable, and where it is not known
    locks: tuple[Thing | None, ...] = ()  # which locks those are that it holds, in the order of ``holding``
    more: int = 0  # steps that the thread makes next and that are not written down, nor numbered: it makes very many


@dataclass(frozen=True, slots=True)
class Blocked:
    """A thread that can never go on, and what it waits for."""

    thread: str
    cell: str
    line: int
    source: str
    action: Action  # "spin" for a thread that polls in vain
    target: str  # what it waits for: a lock's name, "thread A" ...
    held_by: str = ""  # the thread that holds it, "" if none does
    thing: Thing | None = None  # which object that is
    function: str = ""  # the innermost function of the text in which it stands, "" at module level


@dataclass(frozen=True, slots=True)
class Held:
    """A lock that was held at the moment of failure, and where it was taken."""

    lock: str
    thread: str
    cell: str
    line: int
    thing: Thing | None = None  # which object that is


@dataclass(frozen=True, slots=True)
class Race:
    """The conflict that does the harm, as step numbers: read (goes stale), other (changes it), write (too late)."""

    first: int  # the step whose result goes stale (or the first of two conflicting steps)
    other: int  # the conflicting step of another thread
    harm: int  # the step that does the harm: overwrites, or acts on what is stale; may equal ``other``
    target: str  # the shared datum


@dataclass(frozen=True, slots=True)
class Failure:
    """One failing schedule, with the fewest preemptions that any failing schedule has."""

    kind: Kind
    message: str  # one sentence, in words for a learner; for an assertion its message or "expected 2, got 1"
    thread: str
    cell: str
    line: int
    steps: tuple[Step, ...]
    replay: str  # a short string that makes ``explore(..., replay=...)`` run exactly this schedule
    expected: str = ""  # for an assertion that compares with ==
    got: str = ""
    exception: str = ""  # the class name of the exception, if there was one
    blocked: tuple[Blocked, ...] = ()
    holds: tuple[Held, ...] = ()
    race: Race | None = None
    preemptions: int = 0
    always: bool = False  # no schedule that was tried goes right: it is not the order of the steps that is to blame
    late: bool = False  # it goes wrong only where much time passes before a look at a clock


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of ``explore``."""

    verdict: Verdict
    schedules: int  # complete schedules run
    threads: int = 0  # the most threads that any schedule had, the main thread included
    failure: Failure | None = None
    reason: str = ""  # why it is undecided
    cell: str = ""  # the text in which what is not modelled was asked for
    line: int = 0  # that line; 0 if it is undecided for another reason, or if that is not known
    polls: tuple[str, ...] = ()  # the places that poll, as "answer:12"
