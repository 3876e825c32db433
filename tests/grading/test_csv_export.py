"""What waits for a person is no zero, in ``nbgrader export`` either."""

from __future__ import annotations

import csv
import subprocess
import sys
from typing import Any

from nbgrader.api import Gradebook

from tests.patience import PATIENCE
from tests.small_course import RIGHT, STRANGE, Here, SmallCourse, cell
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade


def explained(notebook: dict[str, Any]) -> None:
    cell(notebook, "written--why")["source"] = "Both may read 0."


def exported(course: SmallCourse, *arguments: str) -> dict[str, dict[str, str]]:
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "out.csv", *arguments]
    subprocess.run(command, cwd=course.root, capture_output=True, timeout=PATIENCE, check=True)
    with (course.root / "out.csv").open(encoding="utf-8", newline="") as file:
        return {row["student_id"]: row for row in csv.DictReader(file)}


def test_nbgrader_export_writes_no_zero_for_what_waits(small_course: SmallCourse) -> None:
    small_course.submit("student-01", RIGHT)  # the written question is untouched, so nothing waits
    small_course.submit("student-02", RIGHT, change=explained)  # an answer waits for a TA
    small_course.submit("student-03", STRANGE)  # two checks are undecided
    small_course.submit("student-04", content=b"no notebook")
    assert grade(find_course(), Here()).faults == ()
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
        book.update_or_create_student("student-05", last_name='=HYPERLINK("x")', first_name="Ann, 2nd")
    rows = exported(small_course)
    scores = {name: (row["raw_score"], row["score"], row["waiting"], row["score_so_far"]) for name, row in rows.items()}
    assert scores == {
        "student-01": ("4.0", "4.0", "0", "4.0"),
        "student-02": ("", "", "1", "4.0"),
        "student-03": ("", "", "2", "0.0"),
        "student-04": ("", "", "3", "0.0"),
        "student-05": ("", "", "0", ""),
    }
    assert rows["student-05"]["last_name"] == '\'=HYPERLINK("x")'
    assert rows["student-05"]["first_name"] == "Ann, 2nd"


def test_a_mark_that_a_person_has_given_counts(small_course: SmallCourse) -> None:
    small_course.submit("student-02", RIGHT, change=explained)
    grade(find_course(), Here())
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
        written = book.find_grade("written--why", "adding", "1-adding", "student-02")
        written.manual_score, written.needs_manual_grade = 1.5, False
        book.db.commit()
    assert exported(small_course, "--student", "['student-02']")["student-02"]["score"] == "5.5"
