"""The formgrader on submissions that cannot be graded as they are: it goes on, and says what is wrong with them."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.servers import Watched
from tests.small_course import RIGHT, Here, SmallCourse
from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.grade import grade

MISNAMED = "no adding.ipynb was handed in; there is adding (1).ipynb"
BAD_TIME = 'timestamp.txt says "tomorrow", which is no time like "2030-01-31 12:00:00 UTC"'


@pytest.fixture(scope="module")
def handed_in(course: SmallCourse) -> SmallCourse:
    course.submit("student-01", RIGHT)
    course.submit("student-02", RIGHT, filename="adding (1).ipynb")
    course.submit("student-03", RIGHT).with_name("timestamp.txt").write_text("tomorrow")
    return course


def test_manage_submissions_names_them_and_shows_everybody(
    window: Watched, handed_in: SmallCourse, instructor: str
) -> None:
    window.log_in()
    page = window.open(f"{instructor}/formgrader/manage_submissions/{SmallCourse.assignment}")
    rows = page.locator("tbody tr", has=page.locator("td.autograde"))
    expect(rows).to_have_count(3)
    for student, reason in (("student-02", MISNAMED), ("student-03", BAD_TIME)):
        rows.filter(has_text=student).locator("td.autograde a").click()
        told = page.locator(".modal.in")
        expect(told).to_contain_text(f"{reason}.")
        expect(told).not_to_contain_text("Traceback")
        told.get_by_role("button", name="OK").click()
        expect(page.locator(".modal")).to_have_count(0)
    grade(CourseFolder(handed_in.root), Here())
    page.reload()
    expect(rows.locator("td.status").get_by_text("needs manual grading")).to_have_count(2)
    expect(rows.locator("td.status").get_by_text("needs autograding")).to_have_count(0)
    page.goto(f"{instructor}/formgrader/gradebook/{SmallCourse.assignment}/adding")
    expect(page.locator("td.name a.name-hidden")).to_have_count(3)
