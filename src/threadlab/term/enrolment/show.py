"""The class list on the screen, with who handed in how much."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from rich.console import Console
from rich.table import Table
from rich.text import Text

from threadlab.course.folder import CourseFolder
from threadlab.grading.gradebook.class_list import Student
from threadlab.grading.submission.handed_in import handed_in
from threadlab.story.text.names import counted

NO_LIST = (
    "There is no class list yet: whoever hands in is taken for a student. To read one: threadlab class import LIST.csv"
)


def show_list(course: CourseFolder, students: Mapping[str, Student]) -> None:
    """Print the class list, and name the strangers who handed in."""
    if not students:
        print(NO_LIST)
        return
    assignments = course.assignments()
    table = Table(title="The class list", title_justify="left", header_style="bold", padding=(0, 1))
    for name in ("id", "name", "e-mail"):
        table.add_column(name, overflow="fold")
    table.add_column("handed in", justify="right")
    for student in students.values():
        count = sum(handed_in(course.submitted / student.id / name) for name in assignments)
        table.add_row(Text(student.id), Text(student.name), Text(student.email), f"{count} of {len(assignments)}")
    console = Console()
    console = console if console.is_terminal else Console(width=max(80, _width(students)), file=sys.stdout)
    console.print(table)
    print(f"{counted(len(students), 'student')}.")
    strangers = [name for name in course.students() if name not in students]
    if strangers:
        print(f"In submitted/, and not on the list: {', '.join(strangers)}. To add one: threadlab class add ID")


def _width(students: Mapping[str, Student]) -> int:
    """Give the columns that the longest lines need, where a file or a pipe has no width of its own."""
    return (
        sum(max(len(said) for said in column) + 3 for column in zip(*map(_cells, students.values()), strict=True)) + 15
    )


def _cells(student: Student) -> tuple[str, str, str]:
    return student.id, student.name, student.email
