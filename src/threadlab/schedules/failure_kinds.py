"""The kinds of failure, in one place: what each is to the search, and to whoever draws it.

A new kind is named here, gets its words in ``story/wording/failure_kinds.py``, and is found by ``failure_facts.py``;
mypy and the tests name what is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

Kind = Literal[
    "assertion",  # the test's assertion is false on this schedule
    "exception",  # an exception left the test, or left a thread
    "deadlock",  # every unfinished thread waits for what another of them holds
    "lost-wakeup",  # a thread waits for a notify that can no longer come
    "livelock",  # threads go on running, and none of them can ever get further
    "endless",  # threads run for ever and get on with what they do, and the test waits for their end
    "still-running",  # the test ended while a thread that it must not leave behind was running
    "polls",  # the program waits by asking again and again, where the test forbids that
    "never",  # some_schedule: no schedule at all satisfies the test
]

Standstill = Literal[
    "",  # the threads have not come to a stop
    "waits",  # somebody waits for ever: who waits for whom is drawn
    "turns",  # somebody goes round and round: the loop is drawn
]


@dataclass(frozen=True, slots=True)
class FailureKind:
    """What one kind of failure is."""

    standstill: Standstill = ""
    for_ever: bool = False  # the threads that are left can never get further, and each is told of
    raced: bool = False  # two steps that collide may be what did the harm
    ending: str = ""  # what the picture ends with, where the failure itself has no words for it


KINDS: Mapping[Kind, FailureKind] = MappingProxyType(
    {
        "assertion": FailureKind(raced=True, ending="The check finds a wrong result."),
        "exception": FailureKind(raced=True, ending="An exception ends the thread."),
        "deadlock": FailureKind("waits", for_ever=True),
        "lost-wakeup": FailureKind("waits", for_ever=True),
        "livelock": FailureKind("turns", for_ever=True),
        "endless": FailureKind("turns", for_ever=True),
        "still-running": FailureKind(),
        "polls": FailureKind("turns"),
        "never": FailureKind(ending="This is one of the orders. What the check looks for happens in none of them."),
    }
)
