"""What is wrong with an author's notebook, as far as its text shows: nothing is run."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.validator import iter_validate
from nbgrader.nbgraderformat import SCHEMA_VERSION

from threadlab.course.release.slip import Slip
from threadlab.course.release.stated_points import misstatements
from threadlab.notebook.cell_text.cells import BEHAVIOUR, Cell, cells_of
from threadlab.notebook.cell_text.course_language import PLACE
from threadlab.notebook.cell_text.syntax import read_cell
from threadlab.notebook.cell_text.test_functions import TestCellError, idle_lines, not_run, tests_of

MOST_POINTS = 1000  # for one cell; more is a slip of the keyboard
_GRADE_ID = re.compile(r"[A-Za-z0-9_-]+")  # as nbgrader's schema wants it
_ALL_ALIKE = "Give each cell an id of its own."
_SOLUTION = re.compile(r"BEGIN SOLUTION(.*?)END SOLUTION", re.DOTALL)
_SHOWN = 120  # characters of what a validator says
OURS, OPTIONAL = PLACE[0], "optional"
_BYTE_ORDER_MARK = "\ufeff"
_SAVE = "Save it from JupyterLab."
_RAISES = "raises-exception"  # the tag of a cell that is meant to go wrong


@dataclass(frozen=True, slots=True)
class _Authored:
    """A cell, and what its metadata says word for word."""

    cell: Cell
    marks: Mapping[str, Any]  # nbgrader's
    tags: Sequence[str]

    @property
    def name(self) -> str:
        return self.cell.grade_id or self.cell.id

    @property
    def is_task(self) -> bool:
        return self.marks.get("task") is True

    @property
    def earns_points(self) -> bool:
        return self.cell.grade or self.is_task


def lint(notebooks: Sequence[Path]) -> list[Slip]:
    """List the slips in the notebooks of one assignment, each once, in the order of the cells."""
    found: list[Slip] = []
    exercises: dict[str, Path] = {}  # an answer's name, and the notebook that has it
    for file in notebooks:
        cells = _authored(file)
        if isinstance(cells, Slip):
            found.append(cells)
            continue
        for cell in (authored.cell for authored in cells if authored.cell.solution):
            elsewhere = exercises.setdefault(cell.grade_id, file)
            if elsewhere != file:
                what = f"{elsewhere.name} has an answer of the same name"
                found.append(Slip(file, cell.grade_id, what, "Give each exercise of an assignment a name of its own."))
        slips = [Slip(file, *said) for rule in _RULES for said in rule(cells)]
        found += slips or [Slip(file, *said) for said in misstatements([authored.cell for authored in cells])]
    return found


_Said = tuple[str, str, str]  # the cell, what is wrong, and what to do


def _authored(file: Path) -> list[_Authored] | Slip:
    """Read a notebook; or say why it is none."""
    try:
        text = file.read_text(encoding="utf-8")
        if text.startswith(_BYTE_ORDER_MARK):
            return Slip(file, "", "the file begins with a byte order mark, which nbgrader cannot read", _SAVE)
        notebook = json.loads(text)
    except UnicodeDecodeError:
        return Slip(file, "", "the file is no text in UTF-8, so it is no notebook", _SAVE)
    except (ValueError, RecursionError) as problem:
        what = f"the file is not JSON, so it is no notebook ({problem})"
        return Slip(file, "", what, "Take it from a backup, or mend it by hand.")
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list) or notebook.get("nbformat") != 4:
        return Slip(file, "", "the file is no notebook in nbformat 4", "Open it in JupyterLab and save it.")
    language = _language(notebook)
    if language.lower() != "python":
        what = f"the notebook is in {language}, and answers are judged in Python"
        return Slip(file, "", what, "Choose a Python kernel for it in JupyterLab, and save it.")
    return _of_another_form(file, notebook) or _cells(notebook)


def _cells(notebook: Mapping[str, Any]) -> list[_Authored]:
    raw = [data for data in notebook["cells"] if isinstance(data, Mapping)]
    return [_Authored(cell, *_marks(data.get("metadata"))) for cell, data in zip(cells_of(notebook), raw, strict=True)]


def _of_another_form(file: Path, notebook: Mapping[str, Any]) -> Slip | None:
    """Find what a notebook cannot be made of: nbgrader would break off there, and not say where."""
    for number, cell in enumerate(notebook["cells"], 1):
        name = str(cell.get("id") or number) if isinstance(cell, Mapping) else str(number)
        try:
            json.dumps(cell, ensure_ascii=False).encode()
        except UnicodeEncodeError:
            return Slip(file, name, "half of a character is in it, which no file can hold", "Type the character anew.")
    for problem in iter_validate(
        notebook, version=4, version_minor=notebook.get("nbformat_minor"), relax_add_props=True
    ):
        path = list(getattr(problem, "absolute_path", ()))
        of_cell = notebook["cells"][path[1]] if path[:1] == ["cells"] and len(path) > 1 else {}
        name = str(of_cell.get("id") or path[1]) if isinstance(of_cell, Mapping) and of_cell else ""
        where = ".".join(map(str, path[2:] if name else path)) or "it"
        said = str(getattr(problem, "message", problem)).splitlines()[0]
        return Slip(file, name, f"{where} is not as it is in notebooks: {said[:_SHOWN]}", _SAVE)
    return _of_ours(file, notebook["metadata"].get(OURS, {}))


def _of_ours(file: Path, about: object) -> Slip | None:
    """Find a slip in what a notebook's metadata says to us, which would change nothing, or mean its contrary."""
    advice = f'It may have "{OPTIONAL}": true, in the metadata of the notebook.'
    if not isinstance(about, Mapping):
        return Slip(file, "", f'"{OURS}" in its metadata is {about!r}, which is no object', advice)
    for name, value in about.items():
        if name not in (OPTIONAL, PLACE[1]):
            return Slip(file, "", f'"{OURS}" in its metadata has {name!r}, which means nothing', advice)
        if name == OPTIONAL and not isinstance(value, bool):
            return Slip(file, "", f'"{OPTIONAL}" in its metadata is {value!r}, which is not true or false', advice)
    return None


def _language(notebook: Mapping[str, Any]) -> str:
    """Return the language that a notebook says it is in; Python, if it says nothing."""
    about = notebook.get("metadata")
    kernel = about.get("kernelspec") if isinstance(about, Mapping) else None
    return str(kernel.get("language") or "python") if isinstance(kernel, Mapping) else "python"


def _marks(metadata: object) -> tuple[Mapping[str, Any], Sequence[str]]:
    """Give what a cell's metadata says to nbgrader, and the cell's tags."""
    about = metadata if isinstance(metadata, Mapping) else {}
    marks, tags = about.get("nbgrader"), about.get("tags")
    return marks if isinstance(marks, Mapping) else {}, tags if isinstance(tags, list) else []


def _ids(cells: Sequence[_Authored]) -> Iterator[_Said]:
    marked = [authored for authored in cells if authored.marks]
    for authored in marked:
        cell = authored.cell
        if not cell.grade_id and (cell.grade or cell.solution or cell.locked or authored.is_task):
            yield cell.id, "the cell is marked for nbgrader, but has no grade id", "Give it one."
        elif cell.grade_id and not _GRADE_ID.fullmatch(cell.grade_id):
            advice = "Use letters, digits, hyphens and underscores."
            yield cell.grade_id, f"{cell.grade_id!r} cannot be a grade id", advice
    for what, ids in (
        ("grade id", [authored.cell.grade_id for authored in marked if authored.cell.grade_id]),
        ("cell id", [authored.cell.id for authored in cells]),
    ):
        for twice, times in Counter(ids).items():
            if times > 1 and (what == "grade id" or twice not in {authored.cell.grade_id for authored in marked}):
                yield twice, f"{times} cells have this {what}", _ALL_ALIKE


def _formats(cells: Sequence[_Authored]) -> Iterator[_Said]:
    for authored in cells:
        found = authored.marks.get("schema_version")
        if authored.marks and found != SCHEMA_VERSION:
            what = (
                "the cell does not say in which format"
                if found is None
                else f"the cell is in nbgrader's format {found!r}"
            )
            older = found is None or (isinstance(found, int) and found < SCHEMA_VERSION)
            advice = "Run nbgrader update source." if older else f'Set "schema_version" to {SCHEMA_VERSION}.'
            yield authored.name, f"{what}, and {SCHEMA_VERSION} is needed", advice


def _kinds(cells: Sequence[_Authored]) -> Iterator[_Said]:
    """Look for what nbgrader's own buttons make of no cell: it would refuse the whole notebook, and not say why."""
    for authored in cells:
        marks, advice = authored.marks, 'Choose anew what the cell is, under "Create Assignment" in JupyterLab.'
        for name in ("grade", "solution", "locked", "task"):
            if not isinstance(marks.get(name, False), bool):
                yield authored.name, f'in its metadata "{name}" is {marks[name]!r}, which is not true or false', advice
        if authored.is_task and (authored.cell.grade or authored.cell.solution):
            yield authored.name, "the cell is marked as a task, and as a test or an answer besides", advice
        elif marks and authored.cell.grade and authored.cell.kind == "markdown" and not authored.cell.solution:
            yield authored.name, "a text is marked as a test", advice
        elif authored.cell.kind not in ("code", "markdown") and (authored.earns_points or authored.cell.solution):
            yield authored.name, f"a cell of the kind {authored.cell.kind!r} is marked for grading", advice
        elif marks and authored.cell.solution and not authored.cell.grade and authored.cell.kind != "code":
            yield authored.name, "an answer to be judged is no code", advice
        elif BEHAVIOUR in authored.cell.grade_id and not authored.earns_points:
            what = f"with {BEHAVIOUR} in its grade id it is called as a check is, and it is not graded"
            yield authored.name, what, advice


def _points(cells: Sequence[_Authored]) -> Iterator[_Said]:
    for authored in cells:
        if not authored.earns_points:
            continue
        points = authored.marks.get("points")
        advice = "Give it a number of points in the cell's metadata."
        if points is None:
            yield authored.name, "it has no points", advice
        elif isinstance(points, bool) or not isinstance(points, int | float):
            yield authored.name, f"its points are {points!r}, which is no number", advice
        elif not math.isfinite(points):
            yield authored.name, f"its points are {points}, which nobody can add up", advice
        elif points < 0:
            yield authored.name, f"it is worth {points:g} points, less than none", advice
        elif points > MOST_POINTS:
            yield authored.name, f"it is worth {points:g} points, more than {MOST_POINTS}", advice
        elif points == 0 and authored.cell.is_test:
            yield authored.name, "the check is worth no points", advice


def _syntax(cells: Sequence[_Authored]) -> Iterator[_Said]:
    for authored in cells:
        cell = authored.cell
        if cell.kind != "code" or (_RAISES in authored.tags and not cell.is_test):
            continue
        code = read_cell(cell.text)
        if code.tree is None:
            advice = f"Mend it; or tag the cell {_RAISES}, if learners shall see that it goes wrong."
            yield authored.name, code.problem, "Mend it." if cell.grade_id else advice


def _tests(cells: Sequence[_Authored]) -> Iterator[_Said]:
    for authored in cells:
        cell = authored.cell
        if not cell.is_test or read_cell(cell.text).tree is None:
            continue
        try:
            tests = tests_of(cell.text)
        except TestCellError as problem:
            yield authored.name, str(problem), "Mend the test."
            continue
        if not tests:
            advice = "Decorate a function of it with @every_schedule or @some_schedule."
            yield authored.name, "the test cell has no test", advice
            continue
        for name, times in Counter(test.name for test in tests).items():
            if times > 1:
                yield authored.name, f"{times} tests are called {name}", "Give each a name of its own."
        for what in idle_lines(cell.text):
            yield authored.name, what, "Mend the test."
        for name, why in not_run(cell.text):
            yield authored.name, f"{name} is not run as a test: {why}", "Decorate it as a test, or take it out."


def _frames(cells: Sequence[_Authored]) -> Iterator[_Said]:
    """Look at what nbgrader lets students change, and at whether answers and checks go together."""
    answers = {authored.cell.grade_id: authored for authored in cells if authored.cell.solution}
    for authored in cells:
        cell = authored.cell
        if cell.is_test and not cell.locked:
            advice = 'Make it an "Autograder tests" cell, which is read-only.'
            yield authored.name, "the test cell is not locked, so students could write their own test", advice
        if cell.solution and cell.locked:
            yield authored.name, "the answer cell is locked, so no answer would be taken", "Unlock it."
        if cell.is_test and (BEHAVIOUR not in cell.grade_id or cell.exercise not in answers):
            what = f"no answer cell is called {cell.exercise}, so it is a check of no exercise"
            if BEHAVIOUR not in cell.grade_id:
                what = f"the grade id has no {BEHAVIOUR}, so it is a check of no exercise"
            yield (
                authored.name,
                what,
                f"A check is called EXERCISE{BEHAVIOUR}BEHAVIOUR, after the answer cell EXERCISE.",
            )
        if cell.solution and cell.kind == "code" and not _solved(cell.text):
            advice = "Write one between ### BEGIN SOLUTION and ### END SOLUTION."
            yield authored.name, "the solution is missing", advice


def _solved(text: str) -> bool:
    """Say whether there is a line of code in each region of a solution; without a region, all of the cell is it."""
    regions = _SOLUTION.findall(text) or [text]
    return all(any(_is_code(line) for line in region.splitlines()) for region in regions)


def _is_code(line: str) -> bool:
    words = line.strip().strip("#").strip()
    return bool(words) and not line.strip().startswith("#") and words not in ("pass", "...")


_RULES = (_ids, _formats, _kinds, _points, _syntax, _tests, _frames)
