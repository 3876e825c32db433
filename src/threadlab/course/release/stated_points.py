"""Where the text of a notebook states other points, or other numbers of checks, than its cells have.

Words count, not guesses: a statement is a row of a table of checks, a number of points in brackets or beside a word
such as "worth", an item of a mark scheme, or "there are 3 checks". Other numbers in a lesson are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from threadlab.notebook.cell_text.cells import BEHAVIOUR, Cell
from threadlab.notebook.cell_text.test_functions import tests_of

_WORDS = {word: number for number, word in enumerate("no one two three four five six seven eight nine ten".split())}
_NUMBER = rf"(\d+(?:[.,]\d+)?|\b(?:{'|'.join(_WORDS)})\b)"
_POINTS = rf"{_NUMBER}[ \u00a0]+(?:\bpoints?|\bpts?)\b"
_IN_BRACKETS = re.compile(rf"\(\s*{_POINTS}[^()]*\)", re.IGNORECASE)
_IN_WORDS = re.compile(
    rf"\b(?:worth|gives?|gets?|earns?|for|total\s+of)\s+(?:up\s+to\s+)?{_POINTS}|\*\*{_POINTS}\*\*|"
    rf"{_POINTS}\s+(?:in\s+(?:all|total)|altogether|overall)|"
    rf"\b(?:assignment|notebook|exercise|question|check)\s+(?:has|is|carries|counts)\s+{_POINTS}|"
    rf"^\W*(?:total\s+)?points\W*:\W*{_NUMBER}\W*$",
    re.IGNORECASE,
)
_ANYWHERE = re.compile(_POINTS, re.IGNORECASE)
_ITEM = re.compile(rf"^\s*(?:[-*+]|\d+\.)\s+\**{_POINTS}\**\s*[:,.;)-]", re.IGNORECASE | re.MULTILINE)
_CHECKS = re.compile(
    rf"\bthere\s+(?:are|is)\s+{_NUMBER}\s+checks?\b|\({_NUMBER}\s+checks?\)|\b{_NUMBER}\s+checks?:|"
    rf"\b(?:judged|tested|checked)\s+by\s+{_NUMBER}\s+checks?\b",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"^\s*#(.*)$", re.MULTILINE)
_FENCE = re.compile(r"^(```|~~~).*?^\1\s*$", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(r"`([^`\n]+)`")

_Said = tuple[str, str, str]  # the cell, what is wrong, and what to do


@dataclass(frozen=True, slots=True)
class _Check:
    points: float
    seen: int
    hidden: int


@dataclass
class _Part:
    """What a stretch of text leads to: an exercise with its checks, or one answer that a person grades."""

    name: str
    checks: dict[str, _Check] = field(default_factory=dict)  # by behaviour
    by_hand: float = 0

    @property
    def points(self) -> float:
        return self.by_hand + sum(check.points for check in self.checks.values())


def misstatements(cells: Sequence[Cell]) -> Iterator[_Said]:
    """Find what the texts of a notebook state otherwise than its cells; these must be free of other slips.

    Yields:
        The id of the cell, what is wrong, and what to do.
    """
    parts = _parts(cells)
    first = True
    part: _Part | None = None
    coming = list(parts)
    for cell in cells:
        if cell.grade or cell.solution:
            if coming and _name_of_part(cell) == coming[0].name:
                part = coming.pop(0)
            if part is not None:
                for what in _in_graded(cell, part):
                    yield cell.grade_id, what, "Make text and metadata say the same."
        elif cell.kind == "markdown":
            about = coming[0] if coming else None
            for what in _in_text(_FENCE.sub("", cell.text), about, parts, first=first):
                yield cell.id, what, "Make text and metadata say the same."
            first = False


def _parts(cells: Sequence[Cell]) -> list[_Part]:
    parts: dict[str, _Part] = {}
    for cell in cells:
        if cell.is_test:
            tests = tests_of(cell.text)
            hidden = sum(test.hidden for test in tests)
            checks = parts.setdefault(cell.exercise, _Part(cell.exercise)).checks
            checks[cell.grade_id.partition(BEHAVIOUR)[2]] = _Check(cell.points, len(tests) - hidden, hidden)
        elif cell.solution:
            name = _name_of_part(cell)
            part = parts.setdefault(name, _Part(name))
            part.by_hand += cell.points if cell.grade else 0
    return list(parts.values())


def _name_of_part(cell: Cell) -> str:
    """Name the part that a graded cell or an answer belongs to; what a person grades is a part of its own."""
    return cell.exercise if cell.is_test or (cell.kind == "code" and not cell.grade) else cell.grade_id


def _in_graded(cell: Cell, part: _Part) -> Iterator[str]:
    """Look at an answer cell, with its mark scheme, or at the comments of a test cell."""
    if cell.kind == "code":
        right = {cell.points, part.points} if cell.grade else {part.points}
        for comment in _COMMENT.findall(cell.text):
            yield from _strange(_stated(comment), right, cell.grade_id)
        return
    items = [_value(number) for number in _ITEM.findall(cell.text)]
    every = [_value(number) for number in _ANYWHERE.findall(cell.text) if _value(number)]
    if items and sum(items) != cell.points:
        yield f"the mark scheme gives {_count(sum(items))} in all, the metadata {_count(cell.points)}"
    elif not items and every and cell.points not in (*every, sum(every)):
        yield f"the text says {_count(every[0])}, the metadata {_count(cell.points)}"


def _in_text(text: str, about: _Part | None, parts: Sequence[_Part], *, first: bool) -> Iterator[str]:
    """Look at a text that students read.

    Args:
        text: the text, without blocks of code.
        about: what it leads to, if it leads to anything.
        parts: all parts of the notebook.
        first: whether it is the notebook's first text, which may be about all of it.
    """
    by_hand = sum(part.by_hand for part in parts)
    whole = {sum(part.points for part in parts), by_hand, sum(part.points for part in parts) - by_hand}
    own = {about.points, *(check.points for check in about.checks.values())} if about else set()
    every = own | whole | {part.points for part in parts}
    yield from _table(text, about)
    for line in text.splitlines():
        if line.lstrip().startswith("|"):
            yield from _overview(line, parts)
            continue
        named = [about.checks[name] for name in _checks_named(line, about)] if about else []
        if len(named) == 1:
            yield from _strange(_stated(line), {named[0].points}, "the check")
        elif line.startswith("##") and about and not first:
            yield from _strange(_stated(line), own if len(named) else {about.points}, about.name)
        else:
            yield from _strange(_stated(line), every, about.name if about and not first else "the notebook")
    if about and about.checks:
        numbers = [_value(number) for groups in _CHECKS.findall(text) for number in groups if number]
        right = {float(len(about.checks))} | ({float(sum(len(part.checks) for part in parts))} if first else set())
        for number in numbers:
            if number not in right:
                yield f"the text says that there are {number:g} checks; {about.name} has {len(about.checks)}"


def _stated(text: str) -> list[float]:
    found = [*_IN_BRACKETS.findall(text), *(number for groups in _IN_WORDS.findall(text) for number in groups)]
    return [_value(number) for number in found if number]


def _strange(stated: Sequence[float], right: set[float], name: str) -> Iterator[str]:
    for points in stated:
        if points not in right:
            true = ", ".join(f"{value:g}" for value in sorted(right))
            yield f"the text says {_count(points)}; by the metadata {name} has {true}"


def _checks_named(line: str, about: _Part) -> list[str]:
    names = [name.removeprefix(about.name + BEHAVIOUR) for name in _QUOTED.findall(line)]
    return [name for name in names if name in about.checks]


def _table(text: str, about: _Part | None) -> Iterator[str]:
    """Compare a table of checks: a row for each, with columns for points, tests that one sees, and hidden ones."""
    rows = [_row(line) for line in text.splitlines() if line.lstrip().startswith("|")]
    named = {name: row for row in rows for name in _QUOTED.findall(row[0])[:1]} if about else {}
    if about is None or not named or rows[0][0].lower() not in ("check", "checks", "behaviour", "test"):
        return
    told = {name.removeprefix(about.name + BEHAVIOUR): row for name, row in named.items()}
    for name in told.keys() - about.checks.keys():
        yield f"the table has a check {name}; {about.name} has none of that name"
    for name in about.checks.keys() - told.keys():
        yield f"the table leaves out the check {name}"
    for name in about.checks.keys() & told.keys():
        check = about.checks[name]
        columns: Mapping[str, float] = {"point": check.points, "see": check.seen, "hidden": check.hidden}
        for heading, stated in zip(rows[0], told[name], strict=False):
            true = next((value for word, value in columns.items() if word in heading.lower()), None)
            if true is not None and re.fullmatch(_NUMBER, stated, re.IGNORECASE) and _value(stated) != true:
                yield f"the table says {stated} under {heading!r} for {name}; it is {true:g}"


def _overview(line: str, parts: Sequence[_Part]) -> Iterator[str]:
    """Compare the row "points" of a notebook's first table: the points of the parts, in their order."""
    cells = _row(line)
    if len(cells) != 2 or cells[0].lower() != "points":
        return
    stated = [float(number) for number in re.findall(r"\d+(?:\.\d+)?", cells[1])]
    true = [part.points for part in parts if part.points]
    if stated and stated not in (true, [sum(true)]):
        by_metadata = " + ".join(f"{points:g}" for points in true)
        yield f"the table says {cells[1]!r} of the points; by the metadata they are {by_metadata}"


def _row(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _value(number: str) -> float:
    return float(_WORDS.get(number.lower(), 0) if number.lower() in _WORDS else number.replace(",", "."))


def _count(points: float) -> str:
    return f"{points:g} point{'' if points == 1 else 's'}"
