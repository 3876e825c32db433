"""The report's numbers as CSV files, for whoever wants to go on computing."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.table_cells import table_cell
from threadlab.reporting.class_report.content import Content
from threadlab.reporting.class_report.plots import BINS, bins

CsvTable = tuple[Sequence[str], Iterable[Sequence[object]]]


class NotWrittenError(CannotRunError):
    """A report cannot be written where it was wanted; the message says why."""


def write_tables(content: Content, folder: Path) -> list[Path]:
    """Write the tables into a folder, which is made if need be, and return their paths.

    Raises:
        NotWrittenError: if that cannot be done.
    """
    paths = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, (head, rows) in _tables(content).items():
            path = folder / f"{name}.csv"
            with path.open("w", encoding="utf-8", newline="") as file:
                table = csv.writer(file, lineterminator="\n")
                table.writerow(head)
                table.writerows([table_cell(value) for value in row] for row in rows)
            paths.append(path)
    except OSError as problem:
        raise NotWrittenError(f"{folder} cannot be written: {problem.strerror}") from None
    return paths


def _tables(content: Content) -> dict[str, CsvTable]:
    names = ("students",) if content.names else ()
    found: dict[str, CsvTable] = {
        "points": (("assignment", "from", "to", "submissions"), _points(content)),
        "checks": (
            ("assignment", "number", "part", "max_points", "counted", "difficulty", "discrimination", "remark"),
            _checks(content),
        ),
        "mistakes": (
            ("assignment", "exercise", "mistake", "kind", "like", "checks", "count", *names),
            _mistakes(content),
        ),
        "times": (("assignment", "since", "days", *(("student",) if content.names else ())), _times(content)),
        "waiting": (("for", "assignment", "part", "reason", "count", *names), _waiting(content)),
    }
    if content.names:
        found["students"] = (("student", "assignment", "points", "waiting"), _students(content))
    return found


def _points(content: Content) -> Iterator[Sequence[object]]:
    for each in content.assignments:
        counts = bins([points / each.most for points in each.points]) if each.most else []
        for number, count in enumerate(counts):
            yield each.name, _round(each.most * number / BINS), _round(each.most * (number + 1) / BINS), count


def _checks(content: Content) -> Iterator[Sequence[object]]:
    for each in content.assignments:
        for item in each.items:
            part = item.part
            numbers = (_round(item.difficulty), _round(item.discrimination))
            yield each.name, item.number, part.name, part.max_points, item.count, *numbers, item.remark


def _mistakes(content: Content) -> Iterator[Sequence[object]]:
    for each in content.mistakes:
        who = (" ".join(each.students),) if content.names else ()
        checks = " ".join(each.checks)
        yield each.assignment, each.exercise, each.words, each.kind, each.known, checks, len(each.students), *who


def _times(content: Content) -> Iterator[Sequence[object]]:
    for each in content.times:
        for student, day in each.by_student if content.names else [("", day) for day in each.days]:
            yield each.assignment, each.since, _round(day), *((student,) if content.names else ())


def _waiting(content: Content) -> Iterator[Sequence[object]]:
    for each in content.waiting:
        who = (" ".join(each.students),) if content.names else ()
        yield each.whom, each.assignment, each.part, each.reason, len(each.students), *who


def _students(content: Content) -> Iterator[Sequence[object]]:
    for hand_in in content.hand_ins:
        yield hand_in.student, hand_in.assignment, _round(hand_in.points), len(hand_in.waiting)


def _round(value: float | None) -> object:
    return "" if value is None else round(value, 4)
