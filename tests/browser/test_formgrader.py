"""What a teaching assistant works with: nothing of a submission runs, and grading keeps nobody else waiting."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from typing import Any, TextIO

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import TOKEN, Watched
from tests.browser.trickster import grade, grade_a_trickster
from tests.small_course import WITHOUT_LOCK, SmallCourse, cell

# Grading in a process of its own says that it has begun, and goes on when it is let.
GATE = """
import fcntl, sys
course = Path(c.CourseDirectory.root)
if Path(sys.argv[0]).name == "nbgrader_step.py":
    (course / "begun").touch()
    fcntl.flock((course / "gate").open(), fcntl.LOCK_SH)
"""


@pytest.fixture(scope="module")
def graded(course: SmallCourse, instructor: str) -> str:
    grade_a_trickster(course)
    return instructor


def explain(notebook: dict[str, Any]) -> None:
    cell(notebook, "written--why")["source"] = "Both may read 0."


@pytest.fixture(autouse=True)
def _log_in(window: Watched) -> None:
    window.log_in()


def submission_of(student: str, window: Watched, address: str) -> Page:
    """Open the page on which a student is graded."""
    page = window.open(f"{address}/formgrader/gradebook/{SmallCourse.assignment}/adding")
    listed = page.request.get(f"{address}/formgrader/api/submitted_notebooks/{SmallCourse.assignment}/adding").json()
    (found,) = (entry["id"] for entry in listed if entry["student"] == student)
    page.goto(f"{address}/formgrader/submissions/{found}/")
    expect(page.locator("#written--why")).to_have_class("score tabbable needs_manual_grade")
    page.wait_for_load_state("networkidle")  # the page moves while grades and comments come in
    return page


@pytest.fixture
def grading(window: Watched, graded: str) -> Page:
    """The page on which the trickster is graded."""
    return submission_of("student-01", window, graded)


def test_nothing_of_a_submission_runs_or_loads_or_is_lost(grading: Page) -> None:
    main = grading.locator("main")
    assert main.locator("script, iframe, style, svg, [onerror], [onload], [ontoggle]").count() == 0
    assert main.locator("img:not([src^='data:image/svg+xml;base64,'])").count() == 0
    assert main.locator("a[href^='javascript']").count() == 0
    for words in ("<script>tricked()</script>", "[picture: a picture]", "Two threads may read the same $t_0$."):
        expect(main.get_by_text(words).first).to_be_visible()


def test_the_policy_would_stop_what_got_in(grading: Page, window: Watched) -> None:
    ran = grading.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.tricked = true";
            document.body.append(script);
            return window.tricked === true;
        }"""
    )
    assert ran is False
    assert "Content Security Policy" in window.errors.pop()


def unfold(grading: Page) -> None:
    """Open the check that fails: nobody need decide about it, so it is folded."""
    grading.get_by_text("✗ fails: An update is lost: expected 3, got 1").click()


def test_the_failing_order_stands_beside_the_answer(grading: Page) -> None:
    expect(grading.locator("pre.code", has_text="two_threads_add")).to_be_hidden()
    unfold(grading)
    picture = grading.get_by_role("img", name="An update is lost: expected 3, got 1")
    expect(picture).to_be_visible()
    assert serious_faults(grading, "main") == []


def test_the_mark_scheme_stands_at_the_written_answer(grading: Page) -> None:
    panel = grading.locator(".nbgrader_cell", has=grading.locator("#written--why"))
    expect(panel.get_by_role("paragraph").filter(has_text="read the same total. 2 points.")).to_be_visible()
    expect(grading.locator("details.scheme")).to_have_count(1)


def test_the_failing_order_can_be_gone_through_step_by_step(grading: Page) -> None:
    unfold(grading)
    story = grading.locator(".story.fails").first
    story.get_by_text("Step through it", exact=True).click()
    story.get_by_text("next ▶").locator("visible=true").click()
    expect(story.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    expect(story.get_by_text("Step 1 of 4: thread A")).to_be_hidden()


def test_the_whole_page_has_no_serious_fault(grading: Page) -> None:
    unfold(grading)
    grading.get_by_text("Step through it", exact=True).first.click()
    assert serious_faults(grading) == []


def test_keys_go_from_field_to_field_and_from_outside_of_the_fields_everywhere(grading: Page) -> None:
    def active() -> str:
        found: str = grading.evaluate(
            "() => (e => e.id || e.getAttribute('aria-label') || e.innerText.trim())(document.activeElement)"
        )
        return found

    grading.locator("#add--keeps-all").focus()
    grading.keyboard.press("Tab")
    assert active() == "add--keeps-all_extra_credit"
    grading.keyboard.press("Escape")
    unfold(grading)
    grading.get_by_text("Step through it", exact=True).first.focus()
    grading.keyboard.press("Enter")
    expect(grading.get_by_text("Step 1 of 4: thread A")).to_be_visible()
    grading.keyboard.press("Tab")
    assert active() == "step 1 of 4" or active().startswith("steps-")
    grading.locator("a.skip").focus()
    expect(grading.locator("a.skip")).to_be_visible()
    grading.keyboard.press("Tab")
    assert active() == "← Prev"
    assert grading.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    grading.keyboard.press("Tab")
    assert active() == "Manual Grading"
    grading.locator("a.skip").focus()
    grading.keyboard.press("Enter")
    assert active() == "submission"


def test_what_waits_is_listed_at_the_top_and_one_click_away(grading: Page) -> None:
    assert grading.evaluate("scrollY") == 0
    expect(grading.get_by_role("heading", name="Waiting for you: 1")).to_be_in_viewport()
    expect(grading.locator("#waiting li")).to_have_text(["written--why: written answer"])
    grading.get_by_role("link", name="written--why").click()
    expect(grading.locator("#written--why")).to_be_focused()
    expect(grading.locator("#written--why")).to_be_in_viewport()
    expect(grading.get_by_role("paragraph").filter(has_text="read the same total. 2 points.")).to_be_in_viewport()


def test_what_is_undecided_says_why_in_the_list_and_stands_open(
    course: SmallCourse, window: Watched, graded: str
) -> None:
    course.submit("student-02", "def add(amount):\n    open('total')", change=explain)
    grade(course, "student-02")
    page = submission_of("student-02", window, graded)
    first = page.locator("#waiting li").first
    expect(first).to_contain_text("add--keeps-all: undecided: ")
    expect(page.locator("details.settled")).to_have_count(0)
    expect(page.locator("pre.code", has_text="two_threads_add")).to_be_visible()


def test_what_could_not_be_read_is_said_once_at_the_top(course: SmallCourse, window: Watched, graded: str) -> None:
    course.submit("student-03", content=b"")
    grade(course, "student-03")
    page = submission_of("student-03", window, graded)
    expect(page.get_by_text("This submission could not be read: the file is empty.")).to_be_in_viewport()
    expect(page.locator("#waiting li").first).to_have_text("add--keeps-all: not judged")
    assert page.locator("main").inner_text().count("the file is empty") == 1
    expect(page.get_by_text("was deleted")).to_have_count(0)
    assert serious_faults(page) == []


def test_enter_goes_to_the_first_field_that_waits(grading: Page) -> None:
    grading.keyboard.press("Enter")
    expect(grading.locator("#written--why")).to_be_focused()


def test_a_score_above_the_maximum_is_not_lowered_in_silence(grading: Page) -> None:
    panel = grading.locator(".nbgrader_cell", has=grading.locator("#add--keeps-all"))
    said = panel.get_by_role("status")
    score = grading.locator("#add--keeps-all")
    score.press_sequentially("5")
    expect(said).to_have_text("not saved yet")
    score.press("Tab")
    expect(said).to_have_text("5 is more than 3: 3 saved")
    expect(score).to_have_value("3")
    assert serious_faults(grading) == []
    score.fill("2")
    score.press("Tab")
    expect(said).to_have_text("saved")


def test_a_mark_whose_answer_changed_is_listed_and_its_check_stands_open(
    course: SmallCourse, window: Watched, graded: str
) -> None:
    course.submit("student-04", WITHOUT_LOCK, change=explain)
    grade(course, "student-04")
    page = submission_of("student-04", window, graded)
    score = page.locator("#add--keeps-all")
    score.fill("2")
    score.press("Tab")
    expect(page.locator(".nbgrader_cell", has=score).get_by_role("status")).to_have_text("saved")
    course.submit("student-04", WITHOUT_LOCK.replace("total += amount", "total = total + amount"), change=explain)
    grade(course, "student-04")
    page.reload()
    expect(page.locator("#waiting li").first).to_have_text(
        "add--keeps-all: the answer changed since it got 2 points: confirm or change"
    )
    expect(page.get_by_role("img", name="An update is lost: expected 3, got 1")).to_be_visible()


def test_nobody_leaves_with_words_that_are_not_saved(grading: Page) -> None:
    asked = []
    grading.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    comment = grading.locator("#written--why-comment")
    panel = grading.locator(".nbgrader_cell", has=comment)
    comment.press_sequentially("Which total")
    grading.reload()
    assert asked == ["beforeunload"]
    grading.wait_for_load_state("networkidle")
    expect(comment).to_have_value("")
    comment.press_sequentially("Which total")
    comment.press("Tab")
    expect(panel.get_by_text("saved", exact=True)).to_be_visible()
    grading.reload()
    assert asked == ["beforeunload"]
    expect(comment).to_have_value("Which total")


def test_a_link_out_of_a_field_waits_until_it_is_saved(grading: Page) -> None:
    asked = []
    grading.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    comment = grading.locator("#written--why-comment")
    comment.fill("Say which.")
    grading.get_by_role("link", name="Manual Grading").click()
    grading.wait_for_url("**/formgrader/gradebook")
    assert asked == []
    grading.go_back()
    expect(comment).to_have_value("Say which.")


def test_what_could_not_be_saved_is_said_beside_the_field(grading: Page, window: Watched) -> None:
    grading.route("**/api/grade/*", lambda route: route.abort())
    score = grading.locator("#add--free-afterwards")
    score.fill("1")
    score.press("Tab")
    said = grading.locator(".nbgrader_cell", has=score).get_by_role("status")
    expect(said).to_have_text("NOT saved")
    assert "ERR_FAILED" in window.errors.pop()
    grading.unroute("**/api/grade/*")
    grading.get_by_role("button", name="Save again").click()
    expect(said).to_have_text("saved")


@pytest.fixture
def gate(course: SmallCourse) -> Iterator[TextIO]:
    """What keeps grading waiting until it is closed."""
    settings = course.root / "nbgrader_config.py"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + GATE, encoding="utf-8")
    with (course.root / "gate").open("w") as gate:
        fcntl.flock(gate, fcntl.LOCK_EX)
        yield gate
    settings.write_text(before, encoding="utf-8")


def test_the_server_answers_others_while_it_grades(
    window: Watched, graded: str, course: SmallCourse, gate: TextIO
) -> None:
    page = window.open(f"{graded}/formgrader/manage_submissions/{SmallCourse.assignment}")
    with page.expect_request("**/autograde"):
        page.locator("td.autograde a").first.click()
    assert page.request.get(f"{graded}/formgrader/api/status").ok
    expect(page.locator(".modal.in")).to_have_count(0)
    gate.close()
    expect(page.locator(".modal.in .modal-title")).to_have_text("Success")
    assert (course.root / "begun").exists()


def test_the_page_of_settings_does_not_print_the_token(window: Watched, graded: str) -> None:
    assert TOKEN not in window.open(f"{graded}/formgrader/manage_assignments").content()
