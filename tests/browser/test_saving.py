"""What a teaching assistant enters is saved while the class is graded, and where it is not the page says so."""

from __future__ import annotations

import fcntl
import json
import sqlite3
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any, TextIO

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import TOKEN, Watched
from tests.patience import PATIENCE
from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse
from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.grade import grade

# The server has read the mark that is to be changed, says so, and enters the new one when it is let.
GATE = """
course = Path(c.CourseDirectory.root)
from nbgrader.server_extensions.formgrader import base
read = base.BaseApiHandler.get_json_body
def get_json_body(handler):
    import fcntl
    (course / "reading").touch()
    fcntl.flock((course / "gate").open(), fcntl.LOCK_SH)
    return read(handler)
base.BaseApiHandler.get_json_body = get_json_body
"""


@pytest.fixture(scope="module", autouse=True)
def _gate(course: SmallCourse) -> None:
    (course.root / "gate").touch()
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as settings:
        settings.write(GATE)


@pytest.fixture(scope="module")
def graded(course: SmallCourse, _gate: None, instructor: str) -> str:
    course.submit("student-01", WITHOUT_LOCK)
    grade(CourseFolder(course.root), Here())
    return instructor


@contextmanager
def closed(course: SmallCourse) -> Iterator[TextIO]:
    """Keep a request that saves something waiting, from here until the gate is closed."""
    (course.root / "reading").unlink(missing_ok=True)
    with (course.root / "gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield gate


def ids(course: SmallCourse, table: str) -> dict[str, str]:
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        query = f"SELECT name, {table}.id FROM {table} JOIN base_cell ON base_cell.id = cell_id"
        return dict(connection.execute(query).fetchall())


def put(address: str, path: str, what: dict[str, Any]) -> dict[str, Any]:
    request = urllib.request.Request(f"{address}/formgrader/api/{path}", json.dumps(what).encode(), method="PUT")
    request.add_header("Authorization", f"token {TOKEN}")
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        saved: dict[str, Any] = json.loads(answer.read())
        return saved


def kept(course: SmallCourse) -> tuple[dict[str, float], dict[str, str]]:
    """Return the marks and the comments that people gave, as the gradebook has them."""
    with sqlite3.connect(course.root / "gradebook.db") as connection:
        cells = "JOIN base_cell ON base_cell.id = cell_id WHERE"
        marks = connection.execute(f"SELECT name, manual_score FROM grade {cells} manual_score IS NOT NULL")
        said = connection.execute(f"SELECT name, manual_comment FROM comment {cells} manual_comment IS NOT NULL")
        return dict(marks.fetchall()), dict(said.fetchall())


def test_marks_given_before_during_and_after_a_grading_run_are_all_kept(course: SmallCourse, graded: str) -> None:
    grades, comments = ids(course, "grade"), ids(course, "comment")
    before = (course.root / "gradebook.db").stat().st_ino
    put(graded, f"grade/{grades['add--keeps-all']}", {"manual_score": 2})
    course.submit("student-02", RIGHT)

    def meanwhile(_what: str, done: int, _total: int) -> None:
        if done == 1:  # student-01 is dealt with, student-02 is not
            put(graded, f"grade/{grades['add--free-afterwards']}", {"manual_score": 0.5})

    with closed(course) as gate, ThreadPoolExecutor(1) as other:
        saving = None

        def and_one_that_is_under_way(what: str, done: int, total: int) -> None:
            nonlocal saving
            if done == total:
                saving = other.submit(put, graded, f"comment/{comments['add']}", {"manual_comment": "Look again."})
                while not (course.root / "reading").exists():
                    assert not saving.done()

        grade(CourseFolder(course.root), Here(), progress=and_one_that_is_under_way)
        assert (course.root / "gradebook.db").stat().st_ino != before  # replaced, while the comment was being saved
        gate.close()
        assert saving is not None
        assert saving.result()["manual_comment"] == "Look again."
    course.submit("student-02", WITHOUT_LOCK)
    grade(CourseFolder(course.root), Here(), progress=meanwhile)
    put(graded, f"grade/{grades['written--why']}", {"manual_score": 1.5})
    assert kept(course) == (
        {"add--keeps-all": 2, "add--free-afterwards": 0.5, "written--why": 1.5},
        {"add": "Look again."},
    )


def test_an_error_of_the_database_leaves_the_next_request_alone(course: SmallCourse, graded: str) -> None:
    written = ids(course, "grade")["written--why"]
    with pytest.raises(urllib.error.HTTPError, match="500"):
        put(graded, f"grade/{written}", {"manual_score": "much"})
    assert put(graded, f"grade/{written}", {"manual_score": 1})["manual_score"] == 1


@pytest.fixture
def grading(window: Watched, graded: str) -> Page:
    """The page on which the first student is graded."""
    window.log_in()
    page = window.open(f"{graded}/formgrader/gradebook/{SmallCourse.assignment}/adding")
    page.locator("td.name a.name-hidden").first.click()
    page.wait_for_load_state("networkidle")
    return page


def enter(page: Page, field: str, text: str) -> None:
    page.fill(field, text)
    page.locator(field).blur()


@pytest.mark.parametrize(
    ("fail", "words", "points"),
    [
        (lambda route: route.abort(), "The server does not answer.", "0.5"),
        (lambda route: route.fulfill(status=403), "You are logged out.", "1.5"),
        (lambda route: route.fulfill(status=500), "The server failed (500)", "2"),
    ],
    ids=["gone", "logged out", "failed"],
)
def test_what_could_not_be_saved_is_said_until_it_is_saved(
    grading: Page, window: Watched, fail: Any, words: str, points: str
) -> None:
    failing = True

    def save(route: Route) -> None:
        if failing and route.request.method == "PUT":
            fail(route)
        else:
            route.fallback()

    grading.route("**/api/grade/*", save)
    grading.route("**/api/comment/*", save)
    notice = grading.get_by_role("alert")
    expect(notice).to_have_count(0)
    enter(grading, "#written--why", points)
    expect(notice).to_contain_text("Not saved: the points for written--why.")
    expect(notice).to_contain_text(words)
    enter(grading, "#add-comment", f"{points} points.")
    expect(notice).to_contain_text("Not saved: the points for written--why, the comment on add.")
    expect(grading.locator(".glyphicon-refresh")).to_have_count(0)
    expect(grading.locator("#written--why")).to_have_value(points)
    assert serious_faults(grading, "#unsaved") == []

    failing = False
    notice.get_by_role("button", name="Save again").click()
    expect(notice).to_have_count(0)
    assert all("Failed to load resource" in error for error in window.errors)
    window.errors.clear()
