"""The story as plain text: what a terminal shows, and what a screen reader says for the picture.

Each thread has a column of its own, and each step names its thread as well, so that the text can be
understood when it is read aloud.
"""

from __future__ import annotations

from collections.abc import Iterator

from threadlab.story.analysis.relevance import LOCKING
from threadlab.story.text.names import capital, name, thread, threads
from threadlab.story.text.sanitize import columns, pad, visible, wrap, wrap_code
from threadlab.story.timeline.legend import HARM, STOP, signs, terms
from threadlab.story.timeline.timeline import Ending, Fold, Plot, Stop, ToldStep, ending_place
from threadlab.story.wording.phrases import UNDECIDED, UNDECIDED_ALONE, held_by, replaying
from threadlab.story.wording.sentences import Headline

WIDTH = 78  # columns of the whole text: with a margin it fits a terminal, and nbgrader's list of failed checks
LANE = 32  # columns from one thread's lane to the next, where there is room
_GUTTER = 10  # columns before the first lane: the cross, the number and the thread of a step
_NARROW = 22  # columns that words have at least, in the lane on the far right
_DOTS = "..."
_AGAIN = "Replay this order: "


def story_text(head: Headline, plot: Plot | None, *, question: str, replay: str, want: str) -> str:
    """Return the whole story, one blank line between its parts, ending with a line feed.

    Args:
        head: what is said before and after the steps.
        plot: the steps; None where there are none to tell.
        question: what the author asks, "" if nothing.
        replay: the words that run the order again, "" if it cannot be.
        want: "every", "some" or "one", as the check asks.
    """
    parts = [wrap(head.title, WIDTH), wrap(" ".join(head.lead), WIDTH) if head.lead else []]
    if plot is not None:
        parts.append([line.rstrip() for line in _Columns(plot).lines()])
        explained = "; ".join(f"{sign.sign} {sign.words}" for sign in signs(plot) if sign.sign)
        parts.append(wrap(f"Signs: {explained}.", WIDTH) if explained else [])
        unknown = terms(plot)
        parts.append(wrap(f"Words: {unknown}", WIDTH) if unknown else [])
    parts.append(wrap(f"Think about: {visible(question)}", WIDTH) if question else [])
    parts.append(_again(visible(replay), want) if replay else [])
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def _again(replay: str, want: str) -> list[str]:
    """Say how the order is run again; what is to be pasted is not broken, however long it is."""
    return [f"{_AGAIN}{replay}", *wrap(replaying(want), WIDTH)]


def story_elsewhere(story: str, how: str = "", *, graded: bool = True) -> str:
    """Return a story in words for a place that is no notebook, where there is no cell to run its order again.

    Args:
        story: what ``story_text`` returned.
        how: what to do with the replay there; "" if nothing can be done, then it is left out.
        graded: whether a person looks there at what is undecided.
    """
    if not graded:
        story = story.replace(UNDECIDED, UNDECIDED_ALONE, 1)
    told, found, after = story.rpartition(f"\n\n{_AGAIN}")
    if not found:
        return story
    said, _, hint = after.partition("\n\n")  # a hint may come last
    lines = [f"{_AGAIN}{said.partition(chr(10))[0]}", *wrap(how, WIDTH)] if how else []
    parts = [told, "\n".join(lines), hint.rstrip("\n")]
    return "\n\n".join(part for part in parts if part) + "\n"


class _Columns:
    def __init__(self, plot: Plot) -> None:
        self._plot = plot
        lanes = plot.lanes or tuple(stop.thread for stop in plot.stops)
        # A step may write past its own lane, for each line has one step only; so many lanes still fit.
        pitch = min(LANE, (WIDTH - _GUTTER - LANE) // max(1, len(lanes) - 1)) if len(lanes) > 1 else 0
        self._pitch = pitch or WIDTH
        self._left = {label: _GUTTER + place * pitch for place, label in enumerate(lanes)}

    def lines(self) -> Iterator[str]:
        """Yield the lines of the columns, from the first step to the end."""
        if len(self._left) > 1:
            head = ""
            for label, left in self._left.items():
                whole = capital(thread(label))
                head = pad(head, left) + (whole if columns(whole) < self._pitch else label) + " "
            yield head
        for row in self._plot.rows:
            if isinstance(row, ToldStep):
                yield from self._event(row)
            elif isinstance(row, Fold):
                yield from _hanging(" " * _GUTTER + f"{_DOTS} ", row.words)
            elif row.stopped in self._left:
                yield from self._at(row.stopped, f"~~ {row.stopped} is interrupted here, {row.going} goes on ~~")
        for stop in self._plot.stops:
            yield from self._stop(stop)
        ending = self._plot.ending
        if ending.label or ending.words:
            yield from _ending(ending)

    def _event(self, event: ToldStep) -> Iterator[str]:
        mark = HARM if event.mark.role == "harm" else " "
        gutter = f"{mark}{event.number:>3} {event.thread}"
        held = (
            f" [holds {', '.join(name(lock, 'a lock') for lock in event.step.holding)}]"
            if event.step.holding and event.step.action not in LOCKING
            else ""
        )
        lines = [event.label, f"{event.words}{held}"] if event.label else [f"{event.words}{held}"]
        yield from self._at(event.thread, lines[0], gutter)
        for line in lines[1:]:
            yield from self._below(event.thread, line)
        if event.mark.words:
            yield from self._below(event.thread, f"<-- {event.mark.words}")

    def _stop(self, stop: Stop) -> Iterator[str]:
        gutter = f"{STOP}    {stop.thread}"
        others = f"; so are {threads(stop.like)}" if stop.like else ""
        words = f"{stop.state.upper()}: {stop.words}{held_by(stop.blocked)}{stop.since}{others}"
        if stop.label:
            yield from self._at(stop.thread, stop.label, gutter)
            yield from self._below(stop.thread, words)
        else:
            first, *rest = self._below(stop.thread, words, 0)
            yield pad(gutter, columns(first) - columns(first.lstrip())) + first.lstrip()
            yield from rest

    def _below(self, label: str, words: str, indent: int = 3) -> list[str]:
        left = self._left.get(label, _GUTTER) + indent
        return [" " * left + line for line in wrap(words, max(_NARROW, WIDTH - left))]

    def _at(self, label: str, words: str, gutter: str = "") -> Iterator[str]:
        """Yield a line of the program in its thread's lane, on two lines where it is too long for one."""
        left = self._left.get(label, _GUTTER)
        first, *rest = wrap_code(words, WIDTH - left, 2)
        yield pad(gutter, left) + first
        yield from (" " * left + line for line in rest)


def _ending(ending: Ending) -> Iterator[str]:
    """Yield where it shows in the end, and below it what shows."""
    start = "In the end, "
    left = " " * len(start)
    if ending.label:
        first, *rest = wrap_code(ending_place(ending), WIDTH - len(start), 2)
        yield start + first
        yield from (left + line for line in rest)
    if ending.words:
        yield from _hanging(left if ending.label else "In the end: ", ending.words)


def _hanging(start: str, words: str) -> list[str]:
    """Wrap ``words`` so that the lines after the first stand below its beginning."""
    first, *rest = wrap(words, WIDTH - columns(start))
    return [start + first, *(" " * columns(start) + line for line in rest)]
