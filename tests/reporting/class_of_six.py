"""A graded class of six with a small catalogue: who made which mistake is known."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import Any

import pytest

from tests.small_course import RIGHT, STRANGE, WITHOUT_LOCK, Here, SmallCourse, cell
from threadlab.course import workers as judging
from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.grade import grade

KEEPS_LOCK = RIGHT.replace("    with lock:\n        total += amount", "    lock.acquire()\n    total += amount")
RENAMED = WITHOUT_LOCK.replace("amount", "how_much")
NO_LOCK = "# Mistake: makes a lock and never uses it.\n# Fails: add--keeps-all (assertion)\n" + WITHOUT_LOCK
NEVER_FREE = (
    "# Mistake: takes the lock and never gives it back.\n"
    "# Fails: add--keeps-all (deadlock), add--free-afterwards (assertion)\n" + KEEPS_LOCK
)
NAMED = WITHOUT_LOCK.replace("total += amount", "total += -amount  # Zelda wrote this")


def explain(notebook: dict[str, Any]) -> None:
    cell(notebook, "written--why")["source"] = "Both may read 0."


@pytest.fixture
def class_of_six(small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> SmallCourse:
    """Two without a lock, one who keeps it, one right, one undecided, one whose comment says who wrote it."""
    wrong = small_course.root / "answers" / "1-adding" / "add" / "wrong"
    wrong.mkdir(parents=True)
    (wrong / "no_lock.py").write_text(NO_LOCK)
    (wrong / "never_free.py").write_text(NEVER_FREE)
    for number, answer in enumerate((WITHOUT_LOCK, RENAMED, KEEPS_LOCK, RIGHT, STRANGE, NAMED), 1):
        small_course.submit(f"student-0{number}", answer, change=explain)
    grade(CourseFolder(small_course.root), Here())
    with sqlite3.connect(small_course.root / "gradebook.db") as gradebook:
        gradebook.execute("UPDATE student SET first_name = 'Zelda' WHERE id = 'student-06'")
        gradebook.execute(
            "UPDATE submitted_assignment SET timestamp = '2026-10-0' || substr(student_id, -1) || ' 12:00:00'"
        )
        gradebook.execute("UPDATE assignment SET duedate = '2026-10-04 12:00:00'")

    @contextmanager
    def here(*_: object, **__: object) -> Any:
        yield Here()

    monkeypatch.setattr(judging, "workers", here)
    return small_course
