"""The class on one screen: every student, every assignment, points, and a remark wherever something is not as usual."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby

from rich.cells import cell_len
from rich.console import Console
from rich.measure import Measurement
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from threadlab.course.grading_run.grade import ClassResult
from threadlab.course.grading_run.results import AssignmentResult
from threadlab.story.text.names import counted

_SANDBOXES = {"none": "no sandbox"}
IN_A_PIPE = 80  # columns, where the output is no terminal and so has no width of its own
_UNBOUNDED = 10_000
_REMARKS = 30  # columns that remarks need, to stand beside the points


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a run is; ``title`` says what it does. On a terminal only: a log holds nothing but results."""
    what = TextColumn("{task.description}", markup=False)
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), what)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda what, done, total: progress.update(task, description=what, completed=done, total=total)


def show_class(outcome: ClassResult, console: Console | None = None) -> None:
    """Print the class table and a summary below it, no wider than the terminal, or than ``COLUMNS`` says."""
    console = console or _console()
    room = console.options.update(max_width=_UNBOUNDED)  # else no table would be found to be too wide
    for beside, whole in _LAYOUTS:
        table = _table(outcome, beside=beside, whole=whole)
        if Measurement.get(console, room, table).minimum <= console.width:
            break
    console.print(table)
    if not beside:
        _show_remarks(outcome, console)
    for line in _summary(outcome):
        console.print(line, markup=False, highlight=False)


# Whether the remarks stand beside the points, and whether assignments are headed by their whole names: what is easiest
# to read comes first.
_LAYOUTS = ((True, True), (False, True), (False, False))


def _table(outcome: ClassResult, *, beside: bool, whole: bool) -> Table:
    table = Table(title="The class", title_justify="left", header_style="bold", row_styles=["", "dim"], padding=(0, 1))
    table.add_column("student", no_wrap=whole, overflow="fold")
    if outcome.names:
        longest = max(map(cell_len, outcome.names.values()))  # else it were as narrow as the longest word
        table.add_column("name", no_wrap=whole, overflow="fold", min_width=longest if whole else None)
    most = {result.assignment: result.max_points for result in outcome.results}
    for name in outcome.assignments:
        head = name if whole else name.partition("-")[0]
        table.add_column(f"{head}\nof {most.get(name, 0):g}", justify="right", no_wrap=whole, overflow="fold")
    asked = sum({result.assignment: result.max_points for result in outcome.results if not result.optional}.values())
    table.add_column(f"total\nof {asked:g}", justify="right", no_wrap=whole, overflow="fold")
    if beside:
        table.add_column("remarks", ratio=1, min_width=_REMARKS)
    for student, row in _rows(outcome):
        total = sum(result.points for result in row if not result.excused)
        # Text, not markup: a remark may quote what a student named a file.
        remarks = [_below_each_other(row)] if beside else []
        called = [Text(outcome.names.get(student, ""))] if outcome.names else []
        table.add_row(Text(student), *called, *(_points(result) for result in row), f"{total:g}", *remarks)
    return table


def _show_remarks(outcome: ClassResult, console: Console) -> None:
    """Print the remarks below the table, each set in below its student's name, and a blank line after them."""
    for student, row in _rows(outcome):
        if _to_remark(row):
            console.print(Text(f"{student} {outcome.names.get(student, '')}".rstrip()))
            console.print(Padding(_below_each_other(row), (0, 0, 0, 2), expand=False))
    console.print()


def _rows(outcome: ClassResult) -> Iterator[tuple[str, list[AssignmentResult]]]:
    for student, results in groupby(outcome.results, key=lambda result: result.student):
        yield student, list(results)


def _below_each_other(row: Iterable[AssignmentResult]) -> Table:
    """Set out remarks with their assignments' numbers beside them, so that a long one goes on below its beginning."""
    remarks = Table.grid(padding=(0, 1, 0, 0))
    for result in _to_remark(row):
        remarks.add_row(f"{_number(result)}:", Text("; ".join(result.remarks)))
    return remarks


def _to_remark(row: Iterable[AssignmentResult]) -> list[AssignmentResult]:
    """Pick the results of which something is to be said, what waits for a person first; nothing of what is not due."""
    said = [result for result in row if result.remarks and (result.handed_in or result.due)]
    return sorted(said, key=lambda result: not result.for_a_person)


def _number(result: AssignmentResult) -> str:
    """Name an assignment briefly: "2" for "2-locked-counter"."""
    return result.assignment.partition("-")[0]


def _points(result: AssignmentResult) -> str:
    if result.excused:
        return "e"
    if not result.handed_in:
        return "-"
    marks = ("w" if result.by_hand else "") + ("?" if result.for_a_person else "")
    return f"{result.points:g}{' ' + marks if marks else ''}"


def _summary(outcome: ClassResult) -> list[str]:
    handed_in = [result for result in outcome.results if result.handed_in]
    written = sum(result.by_hand for result in handed_in)
    doubtful = sum(1 for result in handed_in if result.for_a_person)
    students = len({result.student for result in handed_in})
    done = f"{outcome.graded} graded, {outcome.unchanged} unchanged, {len(outcome.faults)} failed"
    needed = f"{doubtful} need{'s' if doubtful == 1 else ''} a person"
    lines = [f"{counted(len(handed_in), 'submission')} of {counted(students, 'student')}: {done}; {needed}."]
    if outcome.sandboxes:
        named = (f"{count} in {_SANDBOXES.get(name, name)}" for name, count in sorted(outcome.sandboxes.items()))
        lines.append(f"Code of submissions ran: {', '.join(named)}.")
    if written:
        answers = f"{counted(written, 'written answer')} wait{'s' if written == 1 else ''}"
        lines.append(f"w  {answers} for a TA; points that nobody has given yet are not in.")
    if doubtful:
        have = "has" if doubtful == 1 else "have"
        lines.append(
            f"?  {counted(doubtful, 'submission')} {have} checks that a person must look at; the remark says why."
        )
    free = sum(result.excused for result in outcome.results)
    if free:
        lines.append(f"e  excused: {counted(free, 'assignment')}; nothing of them counts in the totals.")
    optional = dict.fromkeys(result.assignment for result in outcome.results if result.optional)
    if optional:
        lines.append(f"+  optional: {', '.join(optional)}; its points come on top, for those who have handed it in.")
    lines += [f"*  changed: {change}" for change in outcome.changes]
    lines += [
        f'!  "submitted/{name}" was not graded: {reason}. Mend that, and grade again.'
        for name, reason in outcome.left_out
    ]
    lines += [f"!  {it.assignment} of {it.student}: the grader failed: {it.reason}" for it in outcome.faults]
    return lines


def _console() -> Console:
    """Write to standard output: as wide as the terminal, where it is one; else as ``COLUMNS`` says, or 80 columns."""
    console = Console()
    return console if console.is_terminal else Console(width=_columns())


def _columns() -> int:
    given = os.environ.get("COLUMNS", "")
    return int(given) if given.isdecimal() and int(given) else IN_A_PIPE
