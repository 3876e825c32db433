"""From an exercise in a notebook to its folder."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path

from threadlab.course.exercises import Check, Exercise
from threadlab.course.release.markers import regions, without_markers
from threadlab.course.verify.catalogue import answers_to
from threadlab.errors import CannotRunError
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.cell_text.imports import imported, imports_of
from threadlab.notebook.cell_text.names import names_of
from threadlab.notebook.cell_text.slicing import slice_for
from threadlab.notebook.cell_text.test_functions import tests_of
from threadlab.notebook.judging.notebook import checks_in
from threadlab.runners.exercise_folders.layout import (
    ANSWERS,
    CHECKS,
    GIVEN,
    NEXT_CELL,
    SETTINGS,
    SOLUTION,
    STUB,
    TASK,
)
from threadlab.schedules.language import Version, dotted

_STUB = ("# YOUR CODE HERE", "raise NotImplementedError()")
# What a task says of the notebook that it stands in, and what is meant where there is none.
_OF_A_FOLDER = {
    r"\b([Tt])he cell below\b": rf"\1he file `{STUB}`",
    r"\b([Cc])hecks below\b": rf"\1hecks in `{CHECKS}`",
    r"\bin a cell of your own\b": "in a file of your own",
    r"\byou wrote above\b": "you wrote for it",
    r", as the tray above,": "",
}


def chosen(exercises: Sequence[Exercise], paths: Sequence[str]) -> list[Exercise]:
    """Pick exercises by "ASSIGNMENT" or "ASSIGNMENT/EXERCISE", in the order of the course; all if nothing is named.

    Raises:
        CannotRunError: if something is named that is not there.
    """
    wanted = [path.strip("/") for path in paths]
    for path in wanted:
        if not any(path in (exercise.assignment, exercise.path) for exercise in exercises):
            known = "\n".join(f"  {exercise.path}" for exercise in exercises)
            raise CannotRunError(f"no assignment and no exercise is called {path!r}. There are:\n{known}")
    return [each for each in exercises if not wanted or each.assignment in wanted or each.path in wanted]


def folder_files(exercise: Exercise, order: int, root: Path, *, handout: bool = False) -> Mapping[str, str]:
    """Return the files of an exercise's folder, by their paths in it.

    Args:
        exercise: the exercise, from the instructor's notebook.
        order: its place among the exercises of its assignment.
        root: the course's folder, where the catalogue of answers is.
        handout: leave out what learners must not get: the solution, the answers and the hidden tests.
    """
    cells = list(exercise.cells)
    answer = next(number for number, cell in enumerate(cells) if cell.grade_id == exercise.name)
    text = cells[answer].text
    checks = {check.behaviour: _check_text(check, handout) for check in exercise.checks}
    # Of a check all of whose tests are hidden a learner gets nothing.
    left_out = [name for name, check in checks.items() if not tests_of(check)]
    missing = _missing(left_out) if checks != {each.behaviour: each.cell.text for each in exercise.checks} else ""
    checks = {name: check for name, check in checks.items() if name not in left_out}
    points = {check.behaviour: check.points for check in exercise.checks if check.behaviour in checks}
    files = {
        TASK: _task(cells[:answer]) + missing,
        STUB: stub_of(text),
        SETTINGS: settings_of(points, order, cells[0].python),
    }
    given = list(_given(exercise, cells[:answer]))
    if given:
        files[GIVEN] = f"\n\n{NEXT_CELL}".join(given)
    files |= {f"{CHECKS}/{name}.py": check for name, check in checks.items()}
    if not handout:
        files[SOLUTION] = without_markers(text)
        for known in answers_to(exercise, root):
            files[f"{ANSWERS}/{known.name}.py"] = known.text
    return {path: f"{text.strip(chr(10))}\n" for path, text in sorted(files.items())}


def stub_of(text: str) -> str:
    """Return an answer's cell as it is handed out: what is marked as the solution gives way to nbgrader's stub."""
    lines: list[str] = []
    inside = False
    for line in text.split("\n"):
        if line.strip() == "### BEGIN SOLUTION":
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + part for part in _STUB]
            inside = True
        elif line.strip() == "### END SOLUTION":
            inside = False
        elif not inside:
            lines.append(line)
    return "\n".join(lines)


def _check_text(check: Check, handout: bool) -> str:
    return "\n".join(regions(check.cell.text).public) if handout else check.cell.text


def _task(before: list[Cell]) -> str:
    """Return the text right above the answer, from its last heading on; where it speaks of a cell, a file is meant."""
    above = list(takewhile(lambda cell: cell.kind == "markdown", reversed(before)))
    text = "\n\n".join(cell.text for cell in reversed(above))
    for said, meant in _OF_A_FOLDER.items():
        text = re.sub(said, meant, text)
    head, heading, rest = f"\n{text}".rpartition("\n## ")
    return f"{heading}{rest}" if heading else head or rest


def _missing(left_out: Sequence[str]) -> str:
    """Say what of a task's checks a learner has not got, and who may have it."""
    only = [f"`{name}`" for name in left_out]
    also = f"; {', '.join(only)} {'has' if len(only) == 1 else 'have'} no others, and no points here" if only else ""
    return (
        f"\n\nThe hidden tests are not in this folder{also}.\n"
        "Here your answer is judged by the tests that you see; whoever grades it may judge it by all of them."
    )


def _given(exercise: Exercise, before: list[Cell]) -> Iterator[str]:
    """Give what the cells before the answer import, then those of them that the checks and the solution need."""
    ordinary = [cell for cell in before if cell.kind == "code" and cell.exercise == ""]
    needed = _needed(exercise)
    idle = dict.fromkeys(line for cell in ordinary if cell.id not in needed for line in _imports(cell.text))
    if idle:
        yield "\n".join(sorted(idle, key=lambda line: (line.startswith("from "), line)))
    yield from (cell.text for cell in ordinary if cell.id in needed)


def _needed(exercise: Exercise) -> set[str]:
    """Return the ids of the cells from which some test needs more than an import."""
    cells = exercise.answered(next(cell.text for cell in exercise.cells if cell.grade_id == exercise.name))
    needed: set[str] = set()
    for check, earlier, _ in checks_in(cells):
        ids = {source.name: cell.id for source, cell in zip(earlier, cells, strict=False)}
        for test in tests_of(check.text):
            used = slice_for(test.text, earlier).cells
            needed |= {ids[name] for name, text in used if names_of(text).binds - imported(text)}
    return needed


def _imports(text: str) -> list[str]:
    """Return the import statements of a cell, without those of this package, which checks bring themselves."""
    return [line for line in imports_of(text).splitlines() if line and "threadlab" not in line]


def settings_of(points: Mapping[str, float], order: int, python: Version) -> str:
    """Return the text of ``exercise.toml``, with the checks in their order."""
    lines = [
        f"order = {order}",
        f'python = "{dotted(python)}"',
        "",
        "[points]",
        *(f"{name} = {number:g}" for name, number in points.items()),
    ]
    return "\n".join(lines)
