"""A student's JupyterLab: what Validate says, and what is seen of a notebook that JupyterLab does not trust."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import Watched, served
from tests.small_course import WITHOUT_LOCK, SmallCourse, cell, read_notebook
from threadlab.course.folder import CourseFolder
from threadlab.course.labs.student_lab import prepare_student, student_environment
from threadlab.story.output.dark_theme import CLASS, FILTER

STORY = "An update is lost: expected 3, got 1"
TRICK = "<script>window.tricked = true</script><img src='data:,' onerror='window.tricked = true'>"


@pytest.fixture(scope="module")
def folder(course: SmallCourse) -> Path:
    """A student's folder, with a wrong answer in the notebook that was handed out."""
    folder = prepare_student(CourseFolder(course.root), "student-02")
    notebook = course.released()
    cell(notebook, "add")["source"] = WITHOUT_LOCK
    (folder / "work" / SmallCourse.filename).write_text(json.dumps(notebook), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def student(folder: Path) -> Iterator[str]:
    with served(folder / "work", student_environment(folder)) as address:
        yield address


@pytest.fixture(params=["JupyterLab Light", "JupyterLab Dark"])
def theme(folder: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    settings = folder / "config/lab/user-settings/@jupyterlab/apputils-extension/themes.jupyterlab-settings"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"theme": request.param}), encoding="utf-8")
    yield request.param
    settings.unlink()


@pytest.fixture(scope="module")
def saved(folder: Path, student: str, browser: Browser) -> dict[str, object]:
    """The notebook as it is saved after all its cells have run."""
    watched = Watched(browser)
    lab = watched.lab(student, SmallCourse.filename)
    expect(lab.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible()
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.click('li[data-command="runmenu:run-all"]')
    expect(outputs(lab).get_by_text("add: 1 of 2 checks hold, 1 of 4 points")).to_be_visible()
    with lab.expect_response(lambda answer: "/api/contents/" in answer.url and answer.request.method == "PUT"):
        lab.keyboard.press("Control+s")
    watched.context.close()
    return read_notebook(folder / "work" / SmallCourse.filename)


def outputs(lab: Page) -> Locator:
    return lab.locator(".jp-Notebook .jp-OutputArea-output")


def test_a_notebook_that_is_not_trusted_shows_the_whole_story_and_runs_nothing(
    folder: Path, student: str, saved: dict[str, object], theme: str, window: Watched
) -> None:
    strange = json.loads(json.dumps(saved))
    for output in cell(strange, "add--keeps-all")["outputs"]:
        if "text/html" in output.get("data", {}):
            output["data"]["text/html"] = TRICK + "".join(output["data"]["text/html"])
    (folder / "work" / "strange.ipynb").write_text(json.dumps(strange), encoding="utf-8")
    lab = window.lab(student, "strange.ipynb")
    expect(lab.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    story = outputs(lab).filter(has_text=STORY).first
    expect(story.get_by_text(STORY).first).to_be_visible()
    picture = story.get_by_role("img", name=STORY)
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth > 300")
    expect(story.get_by_text("4. Thread A")).to_be_hidden()  # that is for a narrow page
    expect(story.get_by_text("Think about:", exact=True)).to_be_visible()
    story.get_by_text("Step through it", exact=True).click()
    for number, thread in enumerate("ABBA", 1):  # without the style sheet all steps stand below one another
        expect(story.get_by_text(f"Step {number} of 4: thread {thread}")).to_be_visible()
    expect(story.get_by_role("radio")).to_have_count(0)
    expect(outputs(lab).get_by_text("add: 1 of 2 checks hold, 1 of 4 points")).to_be_visible()
    assert lab.evaluate("window.tricked") is None
    assert serious_faults(lab, ".jp-OutputArea-output") == []


@pytest.mark.parametrize("theme", ["JupyterLab Dark"], indirect=True)
def test_in_a_narrow_window_the_steps_stand_below_one_another_instead_of_the_picture(
    student: str, saved: dict[str, object], theme: str, browser: Browser
) -> None:
    assert "two_threads_add" in str(cell(saved, "add--keeps-all")["outputs"])
    watched = Watched(browser, width=700)
    lab = watched.lab(student, SmallCourse.filename)
    expect(lab.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    story = outputs(lab).filter(has_text=STORY).first
    # The server that has run it knows whom to trust.
    expect(story.get_by_text("4. Thread A")).to_be_visible()
    expect(story.get_by_role("img", name=STORY)).to_be_hidden()
    assert story.evaluate("story => story.scrollWidth <= story.clientWidth + 1")
    assert serious_faults(lab, ".jp-OutputArea-output") == []
    lab.set_viewport_size({"width": 1400, "height": 1000})
    expect(story.get_by_role("img", name=STORY)).to_be_visible()
    expect(story.get_by_text("4. Thread A")).to_be_hidden()
    watched.context.close()


def test_stories_tables_and_steps_are_dark_where_the_theme_is(
    student: str, saved: dict[str, object], theme: str, window: Watched
) -> None:
    assert "two_threads_add" in str(cell(saved, "add--keeps-all")["outputs"])
    lab = window.lab(student, SmallCourse.filename)
    expect(lab.locator("body")).to_have_attribute("data-jp-theme-name", theme)
    cards = outputs(lab).locator(f".{CLASS}")
    expect(cards.filter(has_text=STORY).get_by_text("Step through it", exact=True)).to_be_visible()
    expect(cards.filter(has_text="1 of 4 points")).to_be_visible()
    seen = cards.evaluate_all("cards => cards.map(card => getComputedStyle(card).filter)")
    assert set(seen) == {FILTER if "Dark" in theme else "none"}
    lab.emulate_media(media="print")  # paper is light
    assert set(cards.evaluate_all("cards => cards.map(card => getComputedStyle(card).filter)")) == {"none"}


def test_the_list_of_failed_checks_shows_each_story_whole(student: str, window: Watched) -> None:
    lab = window.lab(student, SmallCourse.filename)
    lab.get_by_text("Validate", exact=True).click()
    dialog = lab.locator(".jp-Dialog-content", has=lab.locator(".validation-failed"))
    expect(dialog).to_be_visible()
    source, story = (dialog.locator("pre", has_text=words) for words in ("from threading import", STORY))
    assert story.inner_text().startswith(f"two_threads_add:\n{STORY}\n")
    assert "<-- HARM: overwrites step 3" in story.inner_text()
    expect(source.get_by_text("assert total == 3")).to_be_visible()
    for box in (dialog, story):
        assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert story.evaluate("box => box.scrollHeight <= box.clientHeight + 2")
    top, bottom = (story.bounding_box() or {})["y"], (dialog.bounding_box() or {})["height"]
    assert top < 350  # below the last lines of the check, without scrolling
    assert bottom > 0.8 * 1000
    assert serious_faults(lab, ".jp-Dialog-content") == []


def test_the_list_of_failed_checks_is_scrolled_by_the_keyboard(student: str, window: Watched) -> None:
    lab = window.lab(student, SmallCourse.filename)
    lab.set_viewport_size({"width": 1280, "height": 420})
    lab.get_by_text("Validate", exact=True).click()
    dialog = lab.locator(".jp-Dialog-content", has=lab.locator(".validation-failed"))
    button = dialog.get_by_role("button")
    expect(button).to_be_in_viewport()
    assert dialog.evaluate("box => box.contains(document.activeElement)")
    lab.keyboard.press("End")
    lab.wait_for_function("document.querySelector('.jp-Dialog-content').scrollTop > 100")
    expect(button).to_be_in_viewport()
    assert serious_faults(lab, ".jp-Dialog-content") == []


def test_nobody_is_asked_about_news(student: str, instructor: str, window: Watched) -> None:
    for address in (student, instructor):
        lab = window.lab(address)
        lab.wait_for_load_state("networkidle")
        expect(lab.get_by_text("Jupyter news")).to_have_count(0)
        assert lab.evaluate("document.body.innerText.includes('Would you like to')") is False


def test_cells_show_the_numbers_of_lines_that_stories_name(student: str, window: Watched) -> None:
    lab = window.lab(student, SmallCourse.filename)
    numbers = lab.locator(".jp-Notebook .jp-CodeCell .cm-lineNumbers").first
    expect(numbers).to_be_visible()
    expect(numbers).to_contain_text("10")
