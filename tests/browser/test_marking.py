"""Marking in the formgrader: boxes that add up, comments said again, and a queue that gives nothing to two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import Watched
from tests.browser.trickster import grade
from tests.small_course import RIGHT, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.course.nbgrader_steps import Steps

PART = "written--why"


def explain(notebook: dict[str, Any]) -> None:
    cell(notebook, PART)["source"] = "Both may read 0."


@pytest.fixture(scope="module")
def waiting(course: SmallCourse, instructor: str) -> str:
    """The address of a formgrader with three answers that wait, of which the mark scheme says what gives points."""
    source = course.source.read_text(encoding="utf-8")
    scheme = "- 1 point: both read\\n- 0.5 points: one update is lost"
    course.source.write_text(source.replace("Two threads may read the same total. 2 points.", scheme), encoding="utf-8")
    for number in range(1, 4):
        course.submit(f"student-0{number}", RIGHT, change=explain)
        grade(course, f"student-0{number}")
    return instructor


@pytest.fixture
def two(browser: Browser) -> Iterator[tuple[Watched, Watched]]:
    """Two teaching assistants, each with a browser of their own."""
    both = (Watched(browser), Watched(browser))
    for window in both:
        window.log_in()
    yield both
    for window in both:
        window.context.close()
        assert window.errors + window.strangers == []


def next_waiting(window: Watched, address: str) -> Page:
    page = window.open(f"{address}/formgrader/next_waiting")
    expect(page.locator(f"#{PART}")).to_have_class("score tabbable needs_manual_grade")
    page.wait_for_load_state("networkidle")
    return page


def panel(page: Page) -> Any:
    return page.locator(".nbgrader_cell", has=page.locator(f"#{PART}"))


def opens_when_it_shows_what_was_entered_last(page: Page, held: dict[str, Route]) -> None:
    """Nothing can be entered sooner: it would be overwritten."""
    score, comment = page.locator(f"#{PART}"), panel(page).get_by_label(f"Comment on {PART}")
    again, box = page.get_by_role("button", name="Say again"), panel(page).get_by_role("checkbox").first
    full = panel(page).get_by_role("button", name="Full credit")
    for field in (score, comment):
        expect(field).not_to_be_editable()
    for button in (again, box, full):
        expect(button).to_be_disabled()
    held["/formgrader/api/comments"].continue_()
    for field in (again, comment):
        expect(field).to_be_enabled()
        expect(score).not_to_be_editable()
    expect(comment).to_be_editable()
    held["/formgrader/api/grades"].continue_()
    for button in (box, full):
        expect(button).to_be_enabled()
    expect(score).to_be_editable()
    page.unroute_all()


def test_two_are_given_nothing_twice_boxes_add_up_and_comments_are_said_again(
    two: tuple[Watched, Watched], waiting: str
) -> None:
    mine, yours = (next_waiting(window, waiting) for window in two)
    first, second = mine.url, yours.url
    assert first != second
    # The mark scheme's boxes add up to the score, and that is saved.
    boxes = panel(mine).get_by_role("checkbox")
    expect(boxes).to_have_count(2)
    boxes.first.check()
    expect(mine.locator(f"#{PART}")).to_have_value("1")
    boxes.last.check()
    expect(mine.locator(f"#{PART}")).to_have_value("1.5")
    expect(panel(mine).locator(".score-said")).to_have_text("saved")
    boxes.first.uncheck()
    expect(mine.locator(f"#{PART}")).to_have_value("0.5")
    expect(panel(mine).locator(".score-said")).to_have_text("saved")
    comment = panel(mine).get_by_label(f"Comment on {PART}")
    comment.fill("Which of the two <b>reads</b>?")
    comment.press("Tab")
    expect(panel(mine).locator(".comment-said")).to_have_text("saved")
    assert serious_faults(mine) == []
    # On to the next one that waits: not the one that the other has.
    held: dict[str, Route] = {}
    mine.route("**/formgrader/api/*s?*", lambda route: held.update({urlsplit(route.request.url).path: route}))
    mine.get_by_role("link", name="Next waiting").click()
    mine.wait_for_url(lambda url: url != first)
    third = mine.url
    assert len({first, second, third}) == 3
    panel(mine).get_by_text("Comments given before on this part").click()
    opens_when_it_shows_what_was_entered_last(mine, held)
    mine.get_by_role("button", name="Say again").click()
    expect(panel(mine).get_by_label(f"Comment on {PART}")).to_have_value("Which of the two <b>reads</b>?")
    mine.locator(f"#{PART}").fill("2")
    mine.locator(f"#{PART}").press("Tab")
    expect(panel(mine).locator(".score-said")).to_have_text("saved")
    expect(panel(mine).locator(".comment-said")).to_have_text("saved")
    mine.reload()
    expect(panel(mine).get_by_label(f"Comment on {PART}")).to_have_value("Which of the two <b>reads</b>?")
    # What is left is with the other.
    mine.get_by_role("link", name="Next waiting").click()
    expect(mine.get_by_role("heading", name="Nothing waits for you")).to_be_visible()
    expect(mine.get_by_text("Somebody else is looking at what is left: 1.")).to_be_visible()
    yours.locator(f"#{PART}").fill("1")
    yours.locator(f"#{PART}").press("Tab")
    expect(panel(yours).locator(".score-said")).to_have_text("saved")
    yours.get_by_role("link", name="Next waiting").click()
    expect(yours.get_by_text("There is nothing else that waits.")).to_be_visible()


def test_what_was_asked_stands_on_the_page_and_the_answer_in_the_feedback(
    course: SmallCourse, two: tuple[Watched, Watched], waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course.root)
    course.submit("student-09", RIGHT)  # nothing in it waits
    grade(course, "student-09")
    table = course.root / "asked.csv"
    table.write_text(
        "student,assignment,part,request\nstudent-09,1-adding,add: keeps all,Is my <b>lock</b> right?\n"
        "student-09,1-adding,add,Is it long?\n"
    )
    assert main(["requests", "--from", str(table)]) == 0
    mine = two[0].open(f"{waiting}/formgrader/next_waiting")
    for _ in range(6):  # all that waits, one after the other
        if mine.locator(".request").count():
            break
        mine.goto(f"{waiting}/formgrader/next_waiting?after={mine.url.rstrip('/').rpartition('/')[2]}")
    asked = mine.get_by_role("region", name="request about add--keeps-all")
    expect(asked.get_by_text("Is my <b>lock</b> right?")).to_be_visible()
    asked.get_by_role("textbox").fill("It is: *every* schedule holds.")
    asked.get_by_role("button", name="Save the answer").click()
    expect(asked.get_by_role("status")).to_have_text("saved")
    mine.reload()
    expect(asked.get_by_role("textbox")).to_have_value("It is: *every* schedule holds.")
    mine.get_by_role("region", name="request about add", exact=True).get_by_role("link").click()
    expect(mine.get_by_text("Student's answer: add", exact=True)).to_be_in_viewport()
    assert serious_faults(mine) == []
    Steps(CourseFolder(course.root)).generate_feedback(SmallCourse.assignment, "student-09")
    page = two[1].open((course.root / "feedback" / "student-09" / "1-adding" / "adding.html").as_uri())
    told = page.get_by_role("region", name="What you asked")
    expect(told).to_contain_text("Is my <b>lock</b> right?")
    expect(told.locator("em")).to_have_text("every")
