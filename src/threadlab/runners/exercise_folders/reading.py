"""From a folder to an exercise, which is judged like any other."""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from threadlab.course.exercises import Check, Exercise
from threadlab.errors import CannotRunError
from threadlab.notebook.cell_text.cells import BEHAVIOUR, Cell
from threadlab.notebook.cell_text.course_language import BadVersionError, held, held_to, version_named
from threadlab.notebook.cell_text.test_functions import TestCellError, tests_of
from threadlab.runners.exercise_folders.layout import CHECKS, GIVEN, NEXT_CELL, SETTINGS, STUB, TASK
from threadlab.schedules.language import Version

_NEEDED = f"an exercise's folder has {TASK}, {STUB} and {CHECKS}/NAME.py"


class BadFolderError(CannotRunError):
    """A folder is no exercise; the message says what is missing or wrong, and where."""


@dataclass(frozen=True, slots=True)
class _Settings:
    points: dict[str, float]
    order: float
    python: Version


def is_exercise(folder: Path) -> bool:
    """Say whether a folder is meant to be an exercise: it has checks."""
    return (folder / CHECKS).is_dir()


def read_exercise(folder: Path) -> Exercise:
    """Read an exercise.

    Raises:
        BadFolderError: if it is none, or a file of it is not as it must be.
    """
    folder = folder.resolve()
    name = folder.name
    if BEHAVIOUR in name:
        raise BadFolderError(f"{folder}: the name of an exercise cannot have {BEHAVIOUR!r} in it")
    for part in (TASK, STUB, CHECKS):
        if not (folder / part).exists():
            raise BadFolderError(f"{folder} has no {part}: {_NEEDED}")
    files = {path.stem: path for path in sorted((folder / CHECKS).glob("*.py"))}
    if not files:
        raise BadFolderError(f"{folder / CHECKS} has no NAME.py in it: {_NEEDED}")
    settings = _settings(folder)
    points = settings.points
    strangers = sorted(points.keys() - files.keys())
    if strangers:
        raise BadFolderError(f"{folder / SETTINGS} gives points for {', '.join(strangers)}, which {CHECKS}/ has not")
    # In the order in which the settings name them; what they do not name comes last.
    with held_to(settings.python):
        paths = [files[check] for check in points | dict.fromkeys(files, 0)]
        checks = [_check(name, path, points.get(path.stem, 1)) for path in paths]
    given = _given(folder / GIVEN) if (folder / GIVEN).exists() else []
    stub = Cell(name, "code", read_text(folder / STUB), grade_id=name, solution=True)
    cells = [replace(cell, python=settings.python) for cell in (*given, stub, *checks)]
    tests = [Check(cell, f"{CHECKS}/{path.name}") for cell, path in zip(cells[-len(checks) :], paths, strict=True)]
    return Exercise(folder.parent.name, name, folder, cells, tests)


def folder_exercises(folder: Path) -> list[Exercise]:
    """Read the exercise in a folder, or all exercises somewhere below it, in the order in which they are done.

    Raises:
        BadFolderError: if there is none, or one is not as it must be.
    """
    if not folder.is_dir():
        raise BadFolderError(f"{folder} is no folder")
    if is_exercise(folder):
        return [read_exercise(folder)]
    found = [path.parent for path in folder.rglob(CHECKS) if path.is_dir()]
    if not found:
        raise BadFolderError(f"there is no exercise in {folder}: {_NEEDED}")
    return [read_exercise(path) for path in sorted(found, key=_place)]


def read_text(path: Path) -> str:
    """Read a file as the text of a cell, which does not end with a line feed.

    Raises:
        BadFolderError: if it cannot be read as text.
    """
    try:
        return path.read_text(encoding="utf-8-sig").removesuffix("\n")
    except UnicodeDecodeError:
        raise BadFolderError(f"{path} is not a text file in UTF-8") from None
    except OSError as problem:
        raise BadFolderError(f"cannot read {path}: {problem.strerror}") from None


def _place(folder: Path) -> tuple[Path, float, str]:
    return folder.parent, _settings(folder).order, folder.name


def _given(path: Path) -> list[Cell]:
    """Read what stands before the answer, each part with its lines where they are in the file, as stories name them."""
    parts = f"{read_text(path)}\n".split(NEXT_CELL)
    cells = []
    above = 0
    for number, part in enumerate(parts, start=1):
        if part.strip():
            name = GIVEN if len(parts) == 1 else f"{GIVEN}, part {number}"
            cells.append(Cell(f"given-{number}", "code", "\n" * above + part.rstrip("\n"), name=name))
        above += part.count("\n") + NEXT_CELL.count("\n")
    return cells


def _check(exercise: str, path: Path, points: float) -> Cell:
    text = read_text(path)
    try:
        if not tests_of(text):
            raise TestCellError("it has no function with @every_schedule or @some_schedule")
    except TestCellError as problem:
        raise BadFolderError(f"{path} is no check: {problem}") from None
    grade_id = f"{exercise}{BEHAVIOUR}{path.stem}"
    return Cell(grade_id, "code", text, grade_id=grade_id, points=points, grade=True, locked=True)


def _settings(folder: Path) -> _Settings:
    path = folder / SETTINGS
    if not path.exists():
        return _Settings({}, 0, held())
    try:
        data = tomllib.loads(read_text(path))
    except tomllib.TOMLDecodeError as problem:
        raise BadFolderError(f"{path} is no TOML: {problem}") from None
    unknown = sorted(data.keys() - {"points", "order", "python"})
    if unknown:
        raise BadFolderError(
            f"{path} has {', '.join(unknown)}, which means nothing; it can have order, python and [points]"
        )
    points = data.get("points", {})
    if not isinstance(points, dict):
        raise BadFolderError(f"{path}: points is a table, with a number for each check")
    for name, value in points.items():
        if not _is_number(value) or value < 0:
            raise BadFolderError(f"{path}: the points of {name} must be a number from 0 on, not {value!r}")
    order = data.get("order", 0)
    if not _is_number(order):
        raise BadFolderError(f"{path}: order must be a number, not {order!r}")
    try:
        python = version_named(data["python"]) if "python" in data else held()
    except BadVersionError as problem:
        raise BadFolderError(f"{path}: {problem}") from None
    return _Settings(points, order, python)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
