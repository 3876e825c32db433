"""What a student reads afterwards: complete, private, at rest, and readable by everybody everywhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import Watched
from tests.browser.trickster import grade, grade_a_trickster
from tests.small_course import SmallCourse
from threadlab.course.folder import CourseFolder
from threadlab.course.nbgrader_steps import Steps
from threadlab.story.output.dark_theme import FILTER


@pytest.fixture(scope="module")
def page_of_a_trickster(_built_course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The feedback on a wrong answer whose every cell tries to get something run or loaded."""
    course = SmallCourse(tmp_path_factory.mktemp("feedback") / "course")
    shutil.copytree(_built_course, course.root)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        grade_a_trickster(course)
        Steps(CourseFolder(course.root)).generate_feedback(SmallCourse.assignment, "student-01")
    return course.root / "feedback/student-01" / SmallCourse.assignment / "adding.html"


@pytest.fixture(scope="module")
def page_of_a_beginner(page_of_a_trickster: Path) -> Path:
    """The feedback on a notebook in which nothing is written yet: its pictures have no steps."""
    course = SmallCourse(page_of_a_trickster.parents[3])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(course.root)
        course.submit("student-02", None)
        grade(course, "student-02")
        Steps(CourseFolder(course.root)).generate_feedback(SmallCourse.assignment, "student-02")
    return course.root / "feedback/student-02" / SmallCourse.assignment / "adding.html"


def test_nothing_of_a_submission_runs_or_loads_or_is_lost(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    assert page.locator("script, iframe, body style, svg, [onerror], [onload], [ontoggle]").count() == 0
    assert page.locator("img:not([src^='data:image/svg+xml;base64,'])").count() == 0
    assert page.locator("a[href^='javascript']").count() == 0
    for words in ("<script>tricked()</script>", "[picture: a picture]", "Two threads may read the same $t_0$."):
        expect(page.get_by_text(words).first).to_be_visible()


def test_the_policy_forbids_what_the_page_does_not_have(
    page_of_a_trickster: Path, tmp_path: Path, browser: Browser
) -> None:
    written = page_of_a_trickster.read_text(encoding="utf-8")
    spoiled = tmp_path / "spoiled.html"
    spoiled.write_text(written.replace("</main>", "<script>document.title = 'tricked'</script></main>"))
    watched = Watched(browser)
    assert watched.open(spoiled.as_uri()).title() == "Feedback: 1-adding"
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


def test_what_the_author_wrote_for_graders_alone_is_not_shown(page_of_a_trickster: Path) -> None:
    folder = page_of_a_trickster.parents[3]
    assert "2 points." in (folder / "source/1-adding/adding.ipynb").read_text(encoding="utf-8")
    for page in (page_of_a_trickster, folder / "autograded/student-01/1-adding/adding.ipynb"):
        written = page.read_text(encoding="utf-8")
        assert "Two threads may read the same total." not in written
        assert "MARK SCHEME" not in written


def test_the_failing_order_can_be_gone_through_without_a_script(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    story = page.locator(".story.fails").first
    story.get_by_text("Step through it", exact=True).click()
    expect(story.get_by_text("Step 1 of 4: thread A")).to_be_visible()
    story.get_by_text("next ▶").locator("visible=true").click()
    expect(story.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    second = story.get_by_role("radio", name="step 2 of 4")
    expect(second).to_be_checked()
    second.press("ArrowRight")
    expect(story.get_by_text("Step 3 of 4: thread B")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(story.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    expect(story.get_by_text("Step 1 of 4: thread A")).to_be_hidden()
    assert serious_faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_follows_the_readers_scheme_and_all_of_it_can_be_read(
    page_of_a_trickster: Path, window: Watched, scheme: str
) -> None:
    page = window.context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(page_of_a_trickster.as_uri())
    dark = page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(20, 24, 28)"
    assert dark == (scheme == "dark")
    story = page.locator(".story").first
    assert story.evaluate("story => getComputedStyle(story).filter") == (FILTER if dark else "none")
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert serious_faults(page) == []
    faint = "#767b80" if dark else "#999999"
    page.add_style_tag(content=f"td.fails {{ color: {faint} !important; }}")
    assert ["color-contrast" in fault for fault in serious_faults(page)] == [True]  # else nothing was tested


def test_no_two_things_on_the_page_have_one_id(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(element => element.id)")
    assert len(ids) == len(set(ids))
    assert page.evaluate("[...document.querySelectorAll('label')].every(label => label.control !== null)")


def focused(page: Page) -> str:
    """Say what has the focus, and make sure that it can be seen."""
    about: dict[str, str] = page.evaluate(
        """() => {
            const element = document.activeElement, box = element.getBoundingClientRect();
            return {words: (element.getAttribute("aria-label") || element.innerText).trim(), tag: element.tagName,
                    ring: getComputedStyle(element).outlineStyle,
                    seen: box.width > 8 && box.height > 8 && box.top < innerHeight && box.bottom > 0};
        }"""
    )
    assert about["ring"] != "none", about
    assert about["seen"], about
    return f"{about['tag'].lower()}: {about['words']}"


def test_everything_can_be_reached_and_used_by_keyboard(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    page.keyboard.press("Tab")
    assert focused(page) == "a: Skip to your notebook"
    order = []
    for _ in range(14):
        page.keyboard.press("Tab")
        order.append(focused(page))
    assert order == [
        "a: keeps all",
        "a: free afterwards",
        "a: why",
        "summary: How do I read the pictures?",
        "summary: The lesson: Adding",
        "a: all checks",
        "summary: The lesson: 1 cell of the notebook",
        "a: all checks",
        "div: picture of the steps",
        "summary: Step through it",
        "summary: The same in words",
        "a: all checks",
        "a: all checks",
        "a: a link",
    ]


def test_stories_are_unfolded_and_folded_by_keyboard(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    story = page.locator(".story.fails").first
    story.get_by_text("Step through it", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert focused(page) == "input: step 1 of 4"
    page.keyboard.press("ArrowRight")
    expect(story.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    words = story.get_by_text("The same in words", exact=True)
    words.focus()
    page.keyboard.press("Space")
    expect(story.locator("pre.output")).to_be_visible()
    page.keyboard.press("Space")
    expect(story.locator("pre.output")).to_be_hidden()


def test_the_table_of_checks_can_be_skipped(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "notebook"
    page.keyboard.press("Tab")
    assert focused(page) == "summary: How do I read the pictures?"


def test_on_a_phone_the_steps_stand_below_one_another(page_of_a_trickster: Path, browser: Browser) -> None:
    watched = Watched(browser, width=390, height=844)
    page = watched.open(page_of_a_trickster.as_uri())
    story = page.locator(".story.fails").first
    expect(story.get_by_role("img")).to_be_hidden()
    steps = story.get_by_role("listitem")
    expect(steps).to_have_count(4)
    for step, words in zip(steps.all(), ("1. Thread A", "2. Thread B", "3. Thread B", "✗ 4. Thread A"), strict=True):
        expect(step).to_contain_text(words)
        expect(step).to_be_visible()
    expect(steps.last).to_contain_text("HARM: overwrites step 3")
    expect(story.get_by_text("In the end: expected 3, got 1")).to_be_visible()
    expect(story.get_by_text("The same in words")).to_be_hidden()
    assert sideways(page) == []
    story.get_by_text("Step through it", exact=True).click()
    # Lines of code are not broken; if they are too long, only they go sideways.
    listing = story.locator(".threadlab-steps [tabindex]").first
    heights = listing.locator("> div").evaluate_all("lines => lines.map(line => line.offsetHeight)")
    assert len(set(heights)) == 1
    assert sideways(page) == []
    assert serious_faults(page) == []
    watched.context.close()


def sideways(page: Page) -> list[str]:
    """Name what is wider than its place, but not what scrolls in a box of its own that the keyboard reaches."""
    found: list[str] = page.evaluate(
        """() => {
            const scrolls = each => getComputedStyle(each).overflowX === "auto" && each.tabIndex === 0;
            const inside = each => each && (scrolls(each) || inside(each.parentElement));
            return [...document.querySelectorAll("html, body, .story, .story *")]
                .filter(each => each.clientWidth && each.scrollWidth > each.clientWidth + 1 && !inside(each))
                .map(each => each.cloneNode().outerHTML);
        }"""
    )
    return found


def test_on_a_phone_words_stand_for_a_picture_without_steps(page_of_a_beginner: Path, browser: Browser) -> None:
    watched = Watched(browser, width=390, height=844)
    page = watched.open(page_of_a_beginner.as_uri())
    story = page.locator(".story.fails").first
    expect(story.get_by_role("img")).to_be_hidden()
    expect(story.get_by_text("The same in words")).to_be_hidden()
    words = story.get_by_role("region", name="the steps in words")
    expect(words).to_be_visible()
    assert words.evaluate("words => getComputedStyle(words).whiteSpace") == "pre"
    assert sideways(page) == []
    assert serious_faults(page) == []
    watched.context.close()


def test_on_paper_nothing_repeats_the_picture(page_of_a_trickster: Path, window: Watched) -> None:
    page = window.open(page_of_a_trickster.as_uri())
    page.emulate_media(media="print")
    story = page.locator(".story.fails").first
    expect(story.get_by_role("img")).to_be_visible()
    for fold in ("Step through it", "The same in words"):
        expect(story.get_by_text(fold, exact=True)).to_be_hidden()
    expect(story.locator("pre.output")).to_be_hidden()
    expect(page.get_by_text("Each lane is one thread").first).to_be_visible()
    picture = story.locator(".picture")
    assert picture.evaluate("picture => getComputedStyle(picture).breakInside") == "avoid"
    assert story.locator(".title").evaluate("title => getComputedStyle(title).breakAfter") == "avoid"
    centimetre = 96 / 2.54
    assert (picture.bounding_box() or {})["height"] < 16 * centimetre


@pytest.mark.parametrize(("width", "medium"), [(1280, "screen"), (360, "screen"), (700, "print")])
def test_it_is_readable_on_a_screen_a_phone_and_paper(
    page_of_a_trickster: Path, browser: Browser, width: int, medium: str
) -> None:
    watched = Watched(browser, width=width)
    page = watched.open(page_of_a_trickster.as_uri())
    page.emulate_media(media="print" if medium == "print" else "screen")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert serious_faults(page) == []
    watched.context.close()
