"""What the signs of a story stand for: a story explains those that are in it, and no others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from threadlab.story.text.names import name
from threadlab.story.timeline.timeline import Fold, Plot

HARM, STOP = "X", "!"  # how a terminal writes the cross, and the mark of where a thread stands


class Sign(NamedTuple):
    """A sign, and words that go on from it: "X does the harm"."""

    kind: Literal["line", "harm", "stop", "lock"]
    sign: str
    words: str


def signs(plot: Plot) -> tuple[Sign, ...]:
    """Return the signs of a story; that of a lock is drawn only, for words name the lock themselves."""
    found = []
    labels = [event.label for event in plot.events] + [stop.label for stop in plot.stops]
    own = next((label.partition(":")[0] for label in labels if label[:1].isdigit()), "")
    if own:
        found.append(Sign("line", f"{own}:", f"is line {own} of your code"))
    if _has_harm(plot):
        found.append(Sign("harm", HARM, "does the harm"))
    if plot.stops:
        found.append(Sign("stop", STOP, "stands here in the end"))
    if _has_locks(plot):
        found.append(Sign("lock", "", "holds this lock"))
    return tuple(found)


def _has_harm(plot: Plot) -> bool:
    return any(event.mark.role == "harm" for event in plot.events)


def _has_locks(plot: Plot) -> bool:
    return any(locks for held in plot.held for locks in held.values())


def terms(plot: Plot) -> str:
    """Explain the words of a story that somebody may not know; "" where there are none."""
    conditions = _conditions(plot)
    if not conditions:
        return ""
    only = name(min(conditions), "") if len(conditions) == 1 else ""
    subject = f"{only} is a condition," if only else "A condition is"
    return (
        f"{subject} a lock with a waiting room: who waits on it gives the lock back and sleeps; "
        "a notify wakes one sleeper, notify_all wakes all; and who is woken must take the lock again to go on."
    )


def _conditions(plot: Plot) -> set[str]:
    """Return the names of the conditions that a story speaks of."""
    told = [(event.step.thing, event.step.target) for event in plot.events]
    told += [(stop.blocked.thing, stop.blocked.target) for stop in plot.stops if stop.blocked is not None]
    return {target for thing, target in told if thing is not None and thing.kind == "condition"}


_SENTENCES: tuple[tuple[Callable[[Plot], bool], str], ...] = (
    (
        lambda plot: bool(plot.events),
        (
            "Each lane is one thread, and time runs downwards: step 2 comes after step 1. A box shows your line "
            "with its number, and what the thread did there. Reading a shared variable is one step, and writing it is "
            "another; between any two steps another thread may run."
        ),
    ),
    (_has_locks, "A yellow bar beside a lane is a lock that the thread holds, with the lock's name."),
    (
        lambda plot: plot.clash is not None and plot.clash.window,
        "A dashed frame marks the time in which a thread goes by something that is no longer true.",
    ),
    (_has_harm, "The step with the thick red border and the cross does the harm."),
    (lambda plot: bool(plot.stops), "An exclamation mark shows where a thread stands in the end."),
    (
        lambda plot: any(isinstance(row, Fold) for row in plot.rows),
        "A grey band stands for steps that do not matter here.",
    ),
    (
        lambda _: True,
        "The order is not made up: it can happen, and it will be the same each time you run the check.",
    ),
    (
        lambda plot: bool(plot.events),
        "When you step through it, the letters to the left of your code say in which line each thread is.",
    ),
)

HOW_TO_READ = " ".join(sentence for _, sentence in _SENTENCES)
"""How pictures are to be read, for a page with many of them."""


def how_to_read(plot: Plot) -> str:
    """Say how the picture of one story is to be read."""
    return " ".join(filter(None, [*(sentence for fits, sentence in _SENTENCES if fits(plot)), terms(plot)]))
