"""The recipe for a hub: two students, a TA and an instructor go the whole round on a real JupyterHub."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.hub import PASSWORD, Hub, free_address, recipe, running, settings
from tests.browser.servers import Watched
from tests.browser.test_round import ASSIGNMENT, enter, menu, press
from tests.small_course import RIGHT, WITHOUT_LOCK, SmallCourse, cell, read_notebook
from threadlab.course.folder import CourseFolder
from threadlab.course.labs.instructor_lab import prepare_exchange

AT_THE_COURSE = "/services/course/formgrader"


@pytest.fixture(scope="module")
def hub(course: SmallCourse, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    folder = recipe(tmp_path_factory.mktemp("hub") / "recipe")
    prepare_exchange(CourseFolder(course.root))
    with running(folder, settings(folder, course.root, free_address())) as hub:
        yield hub


@pytest.fixture
def people(browser: Browser) -> Iterator[dict[str, Watched]]:
    """A window for each."""
    windows = {name: Watched(browser) for name in ("instructor-01", "ta-01", "student-01", "student-02")}
    yield windows
    for window in windows.values():
        window.context.close()
        assert window.strangers == []


def start(window: Watched, hub: Hub, name: str, at: str = "/hub/spawn") -> Page:
    """Log in, and come to one's own server or to the course's."""
    page = window.open(f"{hub.address}/hub/login?next={at}")
    page.get_by_label("Username").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    return page


def test_two_students_a_ta_and_an_instructor_go_the_whole_round(
    course: SmallCourse, hub: Hub, people: dict[str, Watched]
) -> None:
    teaching = start(people["instructor-01"], hub, "instructor-01", AT_THE_COURSE)
    press(teaching.main_frame, "td.release a")
    labs = {}
    for name, text in (("student-01", RIGHT), ("student-02", WITHOUT_LOCK)):
        lab = labs[name] = start(people[name], hub, name)
        open_assignments(lab)
        lab.locator("#released_assignments_list > .list_item").get_by_role("button", name="Fetch").click()
        submit = lab.locator("#fetched_assignments_list").get_by_role("button", name="Submit")
        expect(submit).to_be_visible()
        solve(hub.homes / name / ASSIGNMENT / SmallCourse.filename, text)
        submit.click()
        expect(lab.locator("#submitted_assignments_list")).to_contain_text(ASSIGNMENT)

    refused = people["student-01"].open(f"{hub.address}{AT_THE_COURSE}")
    expect(refused.get_by_text("403")).to_be_visible()  # what is for those who teach

    marking = start(people["ta-01"], hub, "ta-01", AT_THE_COURSE)
    press(marking.main_frame, "td.collect a")
    for name, given in (("student-01", "2"), ("student-02", "1.5")):
        marking.goto(f"{hub.address}{AT_THE_COURSE}/manage_submissions/{ASSIGNMENT}")
        row = marking.locator("tr", has_text=name)
        press_in(marking, row.locator("td.autograde a"))
        page = people["ta-01"].open(f"{hub.address}{AT_THE_COURSE}/next_waiting")
        expect(page.get_by_text(f"Both may read, says {name}.")).to_be_visible()
        enter(page, "#written--why.needs_manual_grade", given, "/api/grade/")
    # What the one gave, the other sees: there is one gradebook. The instructor gives it back.
    teaching.goto(f"{hub.address}{AT_THE_COURSE}/manage_assignments")
    press(teaching.main_frame, "td.generate-feedback a")
    press(teaching.main_frame, "td.release-feedback a")
    for name, points in (("student-01", "6 of 6 points"), ("student-02", "2.5 of 6 points")):
        lab = labs[name]
        handed_in = lab.locator("#submitted_assignments_list")
        handed_in.get_by_role("button", name="Fetch Feedback").click()
        expect(handed_in.get_by_text("(view feedback)")).to_be_visible()
        (page,) = (hub.homes / name / ASSIGNMENT / "feedback").rglob("*.html")
        assert points in page.read_text(encoding="utf-8")
    assert results(course) == {"student-01": 6, "student-02": 2.5}


def open_assignments(lab: Page) -> None:
    lab.wait_for_selector("#jp-main-dock-panel")
    assert menu(lab, "Nbgrader") == ["Assignment List"]  # and nothing of the instructor's
    lab.click('li[data-command="nbgrader:open-assignment-list"]')


def solve(path: Path, text: str) -> None:
    """Write an answer into the notebook that was fetched, as JupyterLab would save it."""
    notebook = read_notebook(path)
    cell(notebook, "add")["source"] = text
    cell(notebook, "written--why")["source"] = f"Both may read, says {path.parents[1].name}."
    path.write_text(json.dumps(notebook), encoding="utf-8")


def press_in(page: Page, button: Locator) -> None:
    button.click()
    said = page.locator(".modal.in")
    expect(said.locator(".modal-title")).to_have_text("Success")
    said.get_by_role("button", name="OK").click()
    expect(page.locator(".modal")).to_have_count(0)


def results(course: SmallCourse) -> dict[str, float]:
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        return {each.student_id: each.score for each in book.assignment_submissions(ASSIGNMENT)}
