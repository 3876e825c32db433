"""The steps of a story as plain data, to go through one by one: what a page needs in order to show them.

The data travels from the process that runs a student's code to the page that a person reads. So it holds texts and
numbers only, few of them, and each as short as it can be shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from threadlab.schedules.result import Step
from threadlab.schedules.text import TEST
from threadlab.story.text.names import capital, listed, name, thread, value
from threadlab.story.text.sanitize import LIMIT, cut, visible
from threadlab.story.timeline.timeline import LANES, Plot, ToldStep
from threadlab.story.wording.failure_kinds import MESSAGE
from threadlab.story.wording.phrases import held_by

AROUND = 6  # lines of the source that are shown before and after the line of a step
WIDEST = 110  # columns of a source line


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a cell that follow one another; ``first`` is the number of the first one."""

    cell: str
    first: int
    text: str


@dataclass(frozen=True, slots=True)
class Frame:
    """One step: who does what, in which line, what it saw or left behind, and who holds which locks after it."""

    thread: str
    words: str
    note: str = ""  # what a reader must notice
    harm: bool = False
    cell: str = ""  # "" where the line must not be shown
    line: int = 0
    target: str = ""
    value: str = ""
    locks: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """What is left when the steps are done: where a thread stands for ever, or, with no thread, what shows."""

    thread: str
    label: str  # the line with its number, "" where it must not be shown
    words: str


@dataclass(frozen=True, slots=True)
class Walk:
    """All steps told, the lines that they stand in, and what is left in the end."""

    frames: tuple[Frame, ...]
    pieces: tuple[Piece, ...] = ()
    ends: tuple[End, ...] = ()


def steps_as_data(plot: Plot, sources: Mapping[str, str]) -> Walk | None:
    """Return the steps of a story; None where there are none.

    Args:
        plot: the story's rows.
        sources: the texts of cells by name; of others only the lines that a step stands in are shown.
    """
    if not plot.events:
        return None
    frames = tuple(_frame(plot, event) for event in plot.events)
    pieces = tuple(_pieces([event.step for event in plot.events if _has_line(event.step)], sources))
    return Walk(frames, pieces, tuple(_ends(plot)))


def _ends(plot: Plot) -> Iterator[End]:
    for stop in plot.stops[:LANES]:
        words = ": ".join(filter(None, (stop.state, f"{stop.words}{held_by(stop.blocked)}{stop.since}")))
        yield End(stop.thread, cut(stop.label, WIDEST), cut(words, MESSAGE)[:LIMIT])
    if plot.ending.label or plot.ending.words:
        yield End("", cut(plot.ending.label, WIDEST), cut(plot.ending.words, MESSAGE)[:LIMIT])


def _frame(plot: Plot, event: ToldStep) -> Frame:
    step = event.step
    shown = _has_line(step)
    known = bool(step.value and step.target) and step.action != "raise"
    return Frame(
        thread=event.thread,
        words=event.words,
        note=event.mark.words,
        harm=event.mark.role == "harm",
        cell=step.cell if shown else "",
        line=step.line if shown else 0,
        target=name(step.target, "") if known else "",
        value=value(step.value) if known else "",
        locks=_locks(plot, event),
    )


def _has_line(step: Step) -> bool:
    return bool(step.line) and not (step.cell == TEST and not step.source)


def _locks(plot: Plot, event: ToldStep) -> str:
    held = next(held for row, held in zip(plot.rows, plot.held, strict=True) if row is event)
    return " ".join(
        f"{capital(thread(label))} holds {listed([name(lock, 'a lock') for lock in held[label]])}."
        for label in plot.lanes
        if held.get(label)
    )


def _pieces(steps: Iterable[Step], sources: Mapping[str, str]) -> Iterator[Piece]:
    for cell, lines in _lines(steps, sources).items():
        first = before = 0
        texts: list[str] = []
        for number, text in sorted(lines.items()):
            if texts and number > before + 1:
                yield Piece(cell, first, "\n".join(texts))
                texts = []
            first = first if texts else number
            texts.append(cut(visible(text), WIDEST))
            before = number
        yield Piece(cell, first, "\n".join(texts))


def _lines(steps: Iterable[Step], sources: Mapping[str, str]) -> dict[str, dict[int, str]]:
    """Return the lines to show of each cell, by their numbers."""
    found: dict[str, dict[int, str]] = {}
    for step in steps:
        lines = found.setdefault(step.cell, {})
        lines.setdefault(step.line, step.source)
        text = sources.get(step.cell, "").splitlines()
        for number in range(max(1, step.line - AROUND), min(len(text), step.line + AROUND) + 1):
            lines[number] = text[number - 1][:LIMIT]
    return found
