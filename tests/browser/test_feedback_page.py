"""What a student reads afterwards: complete, private, at rest, and readable by everybody everywhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import Watched
from tests.browser.trickster import grade_a_trickster
from tests.small_course import SmallCourse
from threadlab.course.folder import CourseFolder
from threadlab.course.steps import Steps


@pytest.fixture
def page_of_a_trickster(small_course: SmallCourse) -> Path:
    """The feedback on a wrong answer whose every cell tries to get something run or loaded."""

    grade_a_trickster(small_course)
    Steps(CourseFolder(small_course.root)).generate_feedback(SmallCourse.assignment, "student-01")
    return small_course.root / "feedback/student-01" / SmallCourse.assignment / "adding.html"


def test_nothing_of_a_submission_runs_or_loads_or_is_lost(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    assert page.locator("script, iframe, body style, svg, [onerror], [onload], [ontoggle]").count() == 0
    assert page.locator("img:not([src^='data:image/svg+xml;base64,'])").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    for words in ("<script>tricked()</script>", "[picture: a picture]", "Two threads may read the same $t_0$."):
        expect(page.get_by_text(words).first).to_be_visible()


def test_the_policy_forbids_what_the_page_does_not_have(page_of_a_trickster: Path, browser: Browser) -> None:
    written = page_of_a_trickster.read_text(encoding="utf-8")
    page_of_a_trickster.write_text(written.replace("</main>", "<script>document.title = 'tricked'</script></main>"))
    watched = Watched(browser)
    assert watched.open(page_of_a_trickster.as_uri()).title() == "Feedback: 1-adding"
    assert "Content Security Policy" in watched.errors[0]
    watched.context.close()


def test_all_checks_stand_at_the_top_with_points_and_reasons(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    expect(page.get_by_role("heading", level=1)).to_have_text("Feedback: 1-adding")
    expect(page.locator("header")).to_contain_text("1 of 6 points")
    rows = [re.sub(r"\s+", " ", text) for text in page.get_by_role("row").all_inner_texts()]
    assert rows == [
        "Check Result Points",
        "add 1 / 4",
        "keeps all An update is lost: expected 3, got 1 ✗ fails 0 / 3",
        "free afterwards Tests that hold: 1 (1 schedule) ✓ holds 1 / 1",
        "In your own words 0 / 2",
        "why ? waits for a person 0 / 2",
    ]


def test_stories_are_told_and_hidden_tests_are_not(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    picture = page.get_by_role("img")
    assert str(picture.first.get_attribute("alt")).startswith("An update is lost: expected 3, got 1")
    assert picture.first.evaluate("image => image.complete && image.naturalWidth > 300")
    written = page.content()
    assert "two_threads_add" in written
    assert "a_negative_amount_is_added_too" not in written
    assert "-5" not in written
    assert "HIDDEN" not in written


@pytest.mark.parametrize(("width", "medium"), [(1280, "screen"), (360, "screen"), (700, "print")])
def test_it_is_readable_on_a_screen_a_phone_and_paper(
    page_of_a_trickster: Path, browser: Browser, width: int, medium: str
) -> None:
    watched = Watched(browser, width=width)
    page = watched.open(page_of_a_trickster.as_uri())
    page.emulate_media(media="print" if medium == "print" else "screen")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(page) == []
    expect_words_in_print(page, medium)
    watched.context.close()


def expect_words_in_print(page: Page, medium: str) -> None:
    """On paper nothing can be opened, so all is."""
    words = page.locator(".story.fails details pre").first
    assert (words.bounding_box() or {"height": 0})["height"] > 0 or medium == "screen"
