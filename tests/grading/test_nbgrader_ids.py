"""Every row of the gradebook has an id that follows from what it stands for."""

from __future__ import annotations

import random
from pathlib import Path

from nbgrader.api import Gradebook

from threadlab.grading.pipeline import nbgrader_patches

TABLES = "assignment notebook base_cell source_cell submitted_assignment submitted_notebook grade comment".split()


def every_id(path: Path, students: list[str]) -> dict[str, set[str]]:
    """Make a gradebook by way of nbgrader and return the ids in each of its tables."""
    nbgrader_patches.apply(lambda _: None)
    with Gradebook(f"sqlite:///{path}") as gradebook:
        for name in ("1-one", "2-two"):
            gradebook.add_assignment(name)
            gradebook.add_notebook("notes", name)
            # The test cell and the answer cell may have the same name.
            gradebook.add_grade_cell("written", "notes", name, max_score=2, cell_type="markdown")
            gradebook.add_solution_cell("written", "notes", name)
            gradebook.add_source_cell("written", "notes", name, cell_type="markdown")
        for student in students:
            gradebook.add_student(student)
            for name in ("1-one", "2-two"):
                gradebook.add_submission(name, student)
        query = "SELECT id FROM {}"
        connection = gradebook.db.connection().connection
        return {table: {row[0] for row in connection.cursor().execute(query.format(table))} for table in TABLES}


def test_ids_are_the_same_whoever_grades_and_in_whatever_order(tmp_path: Path) -> None:
    students = [f"student-{number:02}" for number in range(5)]
    shuffled = random.Random(7).sample(students, k=5)
    assert every_id(tmp_path / "one.db", students) == every_id(tmp_path / "other.db", shuffled)


def test_different_rows_have_different_ids(tmp_path: Path) -> None:
    found = every_id(tmp_path / "one.db", ["student-01", "student-02", "student-03"])
    assert {table: len(values) for table, values in found.items()} == {
        "assignment": 2,
        "notebook": 2,
        "base_cell": 4,
        "source_cell": 2,
        "submitted_assignment": 6,
        "submitted_notebook": 6,
        "grade": 6,
        "comment": 6,
    }
