"""What running and judging a notebook came to, as plain data that travels as JSON.

A report is made in a process that runs students' code, so its reader takes nothing in it for granted: ``from_json``
checks the type of every field and the length of every text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, TypeVar, get_args

from threadlab.story.analysis.fold import MOST
from threadlab.story.timeline.step_data import End, Frame, Piece, Walk
from threadlab.story.timeline.timeline import LANES

Verdict = Literal["holds", "fails", "undecided", "fault"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

MAX_OUTPUT = 20_000  # characters that one cell prints
MAX_ALL_OUTPUT = 200_000  # characters that all cells of a notebook print
MAX_LINE = 2_000  # characters of a message, a reason, a name
MAX_STORY = 40_000  # characters of a story's text
MAX_PICTURE = 400_000  # characters of its picture
MAX_ITEMS = 2_000  # cells or checks of a notebook, tests of a check
MAX_COUNT = 10**9  # schedules, lines
MAX_WORDS = 400  # characters of what is said of one of them
MAX_PIECES = 40  # pieces of source around them
MAX_SOURCE = 40_000  # characters of all these pieces

_T = TypeVar("_T")


class InvalidReportError(ValueError):
    """The data is no report."""


@dataclass(frozen=True, slots=True)
class StoryReport:
    """The story of a test, to be shown: ``svg`` is "" where there is no picture, ``walk`` None without steps."""

    title: str = ""
    text: str = ""
    svg: str = ""
    question: str = ""
    lead: str = ""
    walk: Walk | None = None


@dataclass(frozen=True, slots=True)
class TestReport:
    """The verdict of one test function.

    ``kind`` says of one that fails how; ``message`` of one that does not hold why, and at which line; ``reason`` of one
    that is undecided, or was spoiled by a fault of the grader, why, in the same words wherever that is. Of a ``hidden``
    test none of them quotes text or values.
    """

    __test__ = False  # for pytest: the name begins with "Test"

    name: str
    verdict: Verdict
    schedules: int = 0
    hidden: bool = False
    kind: str = ""
    message: str = ""
    reason: str = ""
    story: StoryReport = field(default_factory=StoryReport)


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The verdict of one test cell, and of each of its tests."""

    grade_id: str
    verdict: Verdict
    tests: tuple[TestReport, ...] = ()


@dataclass(frozen=True, slots=True)
class CellReport:
    """What an ordinary cell printed, and what is wrong with it: an exception, no Python, not available ..."""

    output: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class NotebookReport:
    """``cells``: the ordinary code cells by their id; ``checks``: the test cells in document order."""

    cells: Mapping[str, CellReport] = field(default_factory=dict)
    checks: tuple[CheckReport, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the report as plain JSON data."""
        return {
            "cells": {cell_id: asdict(cell) for cell_id, cell in self.cells.items()},
            "checks": [asdict(check) for check in self.checks],
        }

    @classmethod
    def from_json(cls, data: object) -> NotebookReport:
        """Read what ``to_json`` wrote, or refuse what somebody else wrote in its place.

        Raises:
            InvalidReportError: if anything is missing, of the wrong type, or too long.
        """
        table = _table(data, "report", ("cells", "checks"))
        cells = table["cells"]
        if not isinstance(cells, dict) or len(cells) > MAX_ITEMS:
            raise InvalidReportError("cells")
        return cls(
            cells={_text(cell_id, "cell id", MAX_LINE): _cell(cell) for cell_id, cell in cells.items()},
            checks=_all(_check, table["checks"], "checks"),
        )


def tests_from_json(data: object) -> tuple[TestReport, ...]:
    """Read a list of what ``dataclasses.asdict`` made of test reports.

    Raises:
        InvalidReportError: if it is none.
    """
    return _all(_test, data, "tests")


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """Return a check's verdict from its tests': one that fails settles it; else whatever keeps it from holding."""
    order: tuple[Verdict, ...] = ("fails", "fault", "undecided")
    return next((verdict for verdict in order if verdict in verdicts), "holds")


def cut_with_note(text: str, limit: int) -> str:
    """Shorten a text to ``limit`` characters, saying so."""
    if len(text) <= limit:
        return text
    note = f"\n... ({len(text):,} characters in all)\n"
    return (text[: max(0, limit - len(note))] + note)[:limit]


def _table(data: object, what: str, fields: Sequence[str]) -> Mapping[str, object]:
    if not isinstance(data, dict) or set(data) != set(fields):
        raise InvalidReportError(what)
    return data


def _text(value: object, what: str, limit: int) -> str:
    if not isinstance(value, str) or len(value) > limit:
        raise InvalidReportError(what)
    return value.encode("utf-8", "replace").decode()  # no file and no gradebook can hold a lone surrogate


def _verdict(value: object) -> Verdict:
    for verdict in VERDICTS:
        if value == verdict:
            return verdict
    raise InvalidReportError("verdict")


def _all(read: Callable[[object], _T], values: object, what: str) -> tuple[_T, ...]:
    # Data that never was JSON may hold tuples.
    if not isinstance(values, list | tuple) or len(values) > MAX_ITEMS:
        raise InvalidReportError(what)
    return tuple(read(value) for value in values)


def _cell(data: object) -> CellReport:
    table = _table(data, "cell", ("output", "problem"))
    return CellReport(_text(table["output"], "output", MAX_OUTPUT), _text(table["problem"], "problem", MAX_LINE))


def _check(data: object) -> CheckReport:
    table = _table(data, "check", ("grade_id", "verdict", "tests"))
    return CheckReport(
        grade_id=_text(table["grade_id"], "grade_id", MAX_LINE),
        verdict=_verdict(table["verdict"]),
        tests=_all(_test, table["tests"], "tests"),
    )


def _test(data: object) -> TestReport:
    lines = ("name", "kind", "message", "reason")
    table = _table(data, "test", (*lines, "verdict", "schedules", "hidden", "story"))
    hidden = table["hidden"]
    if type(hidden) is not bool:
        raise InvalidReportError("test")
    return TestReport(
        verdict=_verdict(table["verdict"]),
        schedules=_count(table["schedules"], "schedules"),
        hidden=hidden,
        story=_story(table["story"]),
        **{name: _text(table[name], name, MAX_LINE) for name in lines},
    )


def _story(data: object) -> StoryReport:
    limits = {"title": MAX_LINE, "text": MAX_STORY, "svg": MAX_PICTURE, "question": MAX_LINE, "lead": MAX_LINE}
    table = _table(data, "story", (*limits, "walk"))
    walk = None if table["walk"] is None else _walk(table["walk"])
    return StoryReport(**{name: _text(table[name], name, limit) for name, limit in limits.items()}, walk=walk)


def fitting(walk: Walk | None) -> Walk | None:
    """Return what a reader of the report accepts: a walk whose source is too long for that does without it."""
    if walk is None or (len(walk.pieces) <= MAX_PIECES and sum(len(piece.text) for piece in walk.pieces) <= MAX_SOURCE):
        return walk
    return replace(walk, pieces=())


def _walk(data: object) -> Walk:
    table = _table(data, "walk", ("frames", "pieces", "ends"))
    frames, pieces = _all(_frame, table["frames"], "frames"), _all(_piece, table["pieces"], "pieces")
    ends = _all(_end, table["ends"], "ends")
    source = sum(len(piece.text) for piece in pieces)
    if not frames or len(frames) > MOST or len(pieces) > MAX_PIECES or source > MAX_SOURCE or len(ends) > LANES + 1:
        raise InvalidReportError("walk")
    return Walk(frames, pieces, ends)


def _frame(data: object) -> Frame:
    words = ("thread", "words", "note", "cell", "target", "value", "locks")
    table = _table(data, "frame", (*words, "harm", "line"))
    harm = table["harm"]
    if type(harm) is not bool:
        raise InvalidReportError("frame")
    texts = {name: _text(table[name], name, MAX_WORDS) for name in words}
    return Frame(**texts, harm=harm, line=_count(table["line"], "line"))


def _end(data: object) -> End:
    words = ("thread", "label", "words")
    table = _table(data, "end", words)
    return End(**{name: _text(table[name], name, MAX_WORDS) for name in words})


def _piece(data: object) -> Piece:
    table = _table(data, "piece", ("cell", "first", "text"))
    cell, text = _text(table["cell"], "cell", MAX_WORDS), _text(table["text"], "text", MAX_SOURCE)
    return Piece(cell, _count(table["first"], "first"), text)


def _count(value: object, what: str) -> int:
    if type(value) is not int or not 0 <= value <= MAX_COUNT:
        raise InvalidReportError(what)
    return value
