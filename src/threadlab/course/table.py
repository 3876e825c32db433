"""The class on one screen: every student, every assignment, points, and a remark wherever something is not as usual."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from threadlab.course.grade import ClassResult
from threadlab.course.results import Result

_SANDBOXES = {"none": "no sandbox"}
NARROWEST = 120  # columns, where the output is no terminal and so has no width of its own


@contextmanager
def progress_bar() -> Iterator[Callable[[str, int, int], None]]:
    """Show how far a grading run is; on a terminal only, so that a log holds nothing but results."""
    what = TextColumn("{task.description}")
    columns = (TextColumn("Grading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(), what)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("", total=None)
        yield lambda what, done, total: progress.update(task, description=what, completed=done, total=total)


def show_class(outcome: ClassResult, console: Console | None = None) -> None:
    """Print the class table and a summary below it."""
    console = console or _console()
    table = Table(title="The class", title_justify="left", header_style="bold", row_styles=["", "dim"], padding=(0, 1))
    table.add_column("student", no_wrap=True)
    most = {result.assignment: result.max_points for result in outcome.results}
    for name in outcome.assignments:
        table.add_column(f"{name}\nof {most.get(name, 0):g}", justify="right")
    table.add_column(f"total\nof {sum(most.values()):g}", justify="right")
    table.add_column("remarks", ratio=1)
    for student, results in groupby(outcome.results, key=lambda result: result.student):
        row = list(results)
        total = sum(result.points for result in row)
        # Text, not markup: a remark may quote what a student named a file.
        remarks = Text("\n".join(f"{_number(it)}: {'; '.join(it.remarks)}" for it in row if it.remarks))
        table.add_row(student, *(_points(result) for result in row), f"{total:g}", remarks)
    console.print(table)
    for line in _summary(outcome):
        console.print(line, markup=False, highlight=False)


def _number(result: Result) -> str:
    """Name an assignment briefly: "2" for "2-locked-counter"."""
    return result.assignment.partition("-")[0]


def _points(result: Result) -> str:
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
    lines = [f"{len(handed_in)} submissions of {students} students: {done}; {doubtful} need a person."]
    if outcome.sandboxes:
        named = (f"{count} in {_SANDBOXES.get(name, name)}" for name, count in sorted(outcome.sandboxes.items()))
        lines.append(f"Code of submissions ran: {', '.join(named)}.")
    if written:
        lines.append(f"w  {written} written answers wait for a TA; their points are not in yet.")
    if doubtful:
        lines.append(f"?  {doubtful} submissions have checks that a person must look at; the remark says why.")
    lines += [f"*  changed: {change}" for change in outcome.changes]
    lines += [f"!  {it.assignment} of {it.student}: the grader failed: {it.reason}" for it in outcome.faults]
    return lines


def _console() -> Console:
    console = Console()
    return console if console.is_terminal else Console(width=max(console.width, NARROWEST))
