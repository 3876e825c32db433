"""Running and judging a whole notebook: a pure function of its cells' texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress

from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.cell_text.course_language import cannot_hold_to, held, held_to
from threadlab.notebook.cell_text.imports import without_idle_imports
from threadlab.notebook.cell_text.names import names_of
from threadlab.notebook.cell_text.slicing import SourceCell, slice_for
from threadlab.notebook.cell_text.syntax import read_cell
from threadlab.notebook.cell_text.test_functions import TestCellError, tests_of, without_hidden
from threadlab.notebook.judging.check import Budget, report_on
from threadlab.notebook.judging.report import (
    MAX_ALL_OUTPUT,
    MAX_LINE,
    MAX_OUTPUT,
    CellReport,
    CheckReport,
    NotebookReport,
    StoryReport,
    TestReport,
    Verdict,
    cut_with_note,
    worst,
)
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.language import Version
from threadlab.schedules.plain_run import CellRun, run_cells
from threadlab.schedules.program import InvalidTestError, Program

ANSWER = "answer"  # what a story calls the cell in which the exercise is answered


def run_notebook(cells: Sequence[Cell], *, budget: Budget | None = None) -> NotebookReport:
    """Run the ordinary cells of a notebook, and judge each of its checks.

    The ordinary cells run in document order in one controlled world, on its default schedule and in virtual time.
    Each check gets the cells before it that it needs, in an empty namespace of its own on every schedule, so that no
    check depends on how another ended.

    Args:
        cells: all cells in document order; the texts of test cells must be the author's, hidden tests included.
        budget: when the search for one test gives up.
    """
    return NotebookReport(run_ordinary_cells(cells), tuple(judge_checks(cells, budget=budget)))


def run_ordinary_cells(cells: Sequence[Cell]) -> dict[str, CellReport]:
    """Run the ordinary code cells and report what they print, by cell id; what cannot be run is said beside them."""
    with held_to(language_of(cells)):
        ran = iter(run_cells(_texts(cells), version=held()))
        return _reports(cells, ran)


def _reports(cells: Sequence[Cell], ran: Iterator[CellRun]) -> dict[str, CellReport]:
    left = MAX_ALL_OUTPUT
    reports: dict[str, CellReport] = {}
    for cell in cells:
        if cell.kind == "code":
            run = next(ran)
            if not cell.is_test:
                output = cut_with_note(run.output, min(MAX_OUTPUT, left))
                left -= len(output)
                reports[cell.id] = CellReport(output, cut_with_note(_problem(cell, run.problem), MAX_LINE))
    return reports


def judge_checks(cells: Sequence[Cell], *, budget: Budget | None = None, only: str = "") -> list[CheckReport]:
    """Judge the test cells, in document order, or ``only`` one of them; of two with one grade id the first counts."""
    with held_to(language_of(cells)):
        return [_check(cell, earlier, later, budget) for cell, earlier, later in checks_in(cells, only)]


def judge_tests(cells: Sequence[Cell], only: Mapping[str, Collection[int]]) -> list[CheckReport]:
    """Judge some tests of some test cells: by the check's grade id, the numbers of the tests, from 0 on."""
    found = (place for place in checks_in(cells) if place[0].grade_id in only)
    with held_to(language_of(cells)):
        return [_check(cell, earlier, later, None, only[cell.grade_id]) for cell, earlier, later in found]


def compile_ahead(cells: Sequence[Cell]) -> None:
    """Parse and compile what an author wrote, and run none of it.

    Processes that are forked afterwards are spared that for every cell which a submission has as the author wrote it.

    Args:
        cells: the notebook as it was handed out, with the hidden tests. A cell that cannot be compiled is left alone:
            what is wrong with it is said where it is judged.
    """
    with held_to(language_of(cells)):
        for name, text in _texts(cells):
            with suppress(SyntaxError, Unmodelled, RecursionError):
                instrument(text, name, version=held())
        for cell, earlier, _ in checks_in(cells):
            with suppress(TestCellError, InvalidTestError, SyntaxError, Unmodelled, RecursionError):
                for test in tests_of(cell.text):
                    Program(slice_for(test.text, earlier).cells, test.text, version=held())


def language_of(cells: Sequence[Cell]) -> Version:
    """Return the version of Python that a notebook's answers are held to; it is the same for all of its cells."""
    return cells[0].python if cells else held()


def ordinary_texts(cells: Sequence[Cell]) -> list[tuple[str, str, str, str]]:
    """Give all that running the ordinary cells depends on: each code cell's name, id, text, and the text that runs."""
    code = [cell for cell in cells if cell.kind == "code"]
    texts = zip(code, _texts(cells), strict=True)
    return [
        (name, "" if cell.is_test else cell.id, "" if cell.is_test else cell.text, text) for cell, (name, text) in texts
    ]


def checks_in(cells: Sequence[Cell], only: str = "") -> Iterator[tuple[Cell, list[SourceCell], list[SourceCell]]]:
    """Give the test cells, each with the code before it and the code after it, as it sees them."""
    names = _names(cells)
    seen: set[str] = set()
    for index, cell in enumerate(cells):
        if cell.is_test and cell.grade_id not in seen and only in ("", cell.grade_id):
            seen.add(cell.grade_id)
            earlier = _sources(cells[:index], names, cell)
            yield cell, earlier, _sources(cells[index + 1 :], names[index + 1 :], cell)


def _check(
    cell: Cell,
    earlier: Sequence[SourceCell],
    later: Sequence[SourceCell],
    budget: Budget | None,
    numbers: Collection[int] | None = None,
) -> CheckReport:
    try:
        tests = tests_of(cell.text)
        if not tests:
            raise TestCellError("it holds no test")
    except TestCellError as error:
        too_old = cannot_hold_to(held())
        reason = too_old or f"a fault of the grader: the check is not well written: {error}"
        verdict: Verdict = "undecided" if too_old else "fault"
        broken = TestReport(cell.grade_id, verdict, reason=reason, story=StoryReport(reason, f"{reason}\n"))
        return CheckReport(cell.grade_id, verdict, (broken,))
    chosen = [test for number, test in enumerate(tests) if numbers is None or number in numbers]
    reports = tuple(report_on(test, earlier, later, budget) for test in chosen)
    return CheckReport(cell.grade_id, worst([report.verdict for report in reports]), reports)


def _sources(cells: Sequence[Cell], names: Sequence[str], test: Cell) -> list[SourceCell]:
    """Return the code among ``cells``, as ``test`` sees it; ``names`` may go on beyond them."""
    return [
        SourceCell(
            ANSWER if name == test.exercise else name,
            _text(cell),
            answer=cell.solution and cell.exercise == test.exercise,
        )
        for cell, name in zip(cells, names, strict=False)
        if cell.kind == "code"
    ]


def _names(cells: Sequence[Cell]) -> list[str]:
    """Name each cell: by its own name, or its grade id if it alone has it; else by its number among the code cells."""
    grade_ids = Counter(cell.grade_id for cell in cells)
    names: list[str] = []
    number = 0
    for cell in cells:
        number += cell.kind == "code"
        alone = cell.grade_id if cell.grade_id and grade_ids[cell.grade_id] == 1 else ""
        names.append(cell.name or alone or f"cell {number}")
    return names


def _texts(cells: Sequence[Cell]) -> list[tuple[str, str]]:
    """Return the code cells as they run one after the other, as (name, text)."""
    mentioned = frozenset[str]().union(*(names_of(cell.text).mentions for cell in cells if cell.kind == "code"))
    return [
        (name, without_idle_imports(_text(cell), mentioned))
        for name, cell in zip(_names(cells), cells, strict=True)
        if cell.kind == "code"
    ]


def _text(cell: Cell) -> str:
    """Return the text of a cell as its reader has it: what is hidden in a test cell can be of no use to others."""
    return without_hidden(cell.text) if cell.is_test else cell.text


def _problem(cell: Cell, problem: str) -> str:
    """Say what is wrong with a cell: what is not Python in it, and how its run ended."""
    code = read_cell(cell.text)
    if code.tree is None:
        return code.problem
    left_out = f"left out, being no Python: {', '.join(code.foreign)}" if code.foreign else ""
    return "; ".join(part for part in (problem, left_out) if part)
