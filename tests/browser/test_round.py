"""The whole round of an assignment, in two people's browsers: from handing out to reading the feedback."""

from __future__ import annotations

from playwright.sync_api import FrameLocator, Locator, Page, expect

from tests.browser.axe import serious_faults
from tests.browser.servers import TOKEN, Watched
from tests.small_course import RIGHT, WITHOUT_LOCK, SmallCourse

ASSIGNMENT = SmallCourse.assignment
CODE, SHOWN, FREE = 0, 2, 3  # the answer among the code cells, and two checks
TITLE, WRITTEN = 0, 1  # among the text cells


def test_an_assignment_goes_from_the_instructor_to_a_student_and_back(
    window: Watched, instructor: str, student: str
) -> None:
    teaching = window.lab(instructor)
    formgrader = open_formgrader(teaching)
    press(formgrader, "td.release a")
    expect(formgrader.locator("td.status")).to_have_text("released")

    learning = window.lab(student)
    assert menu(learning, "Nbgrader") == ["Assignment List"]  # and nothing of the instructor's
    learning.click('li[data-command="nbgrader:open-assignment-list"]')
    handed_out = learning.locator("#released_assignments_list > .list_item")
    handed_out.get_by_role("button", name="Fetch").click()
    submit = learning.locator("#fetched_assignments_list").get_by_role("button", name="Submit")
    expect(submit).to_be_visible()

    solving = window.lab(student, f"{ASSIGNMENT}/{SmallCourse.filename}")
    expect(solving.get_by_role("button", name="Python 3 (ipykernel) | Idle")).to_be_visible()
    answer(solving, WITHOUT_LOCK)
    expect(below(solving, FREE)).to_contain_text("right")  # a check that fails does not stop the ones after it
    expect(below(solving, FREE)).to_contain_text("add: 1 of 2 checks hold, 1 of 4 points")
    story = below(solving, SHOWN)
    told = story.get_by_role("img").get_attribute("alt")
    assert told is not None
    assert told.startswith("An update is lost: expected 3, got 1")
    step_through(story)
    assert serious_faults(solving, ".jp-OutputArea-output") == []

    answer(solving, RIGHT)
    expect(below(solving, SHOWN)).to_contain_text("every order of 2 threads")
    expect(below(solving, FREE)).to_contain_text("add: 2 of 2 checks hold, 4 of 4 points")
    write(solving, "Both may read the same $t_0$.")
    solving.get_by_text("Validate", exact=True).click()
    expect(solving.locator(".nbgrader-SuccessDialog")).to_contain_text("passes all the tests")

    submit.click()
    handed_in = learning.locator("#submitted_assignments_list")
    expect(handed_in).to_contain_text(ASSIGNMENT)

    press(formgrader, "td.collect a")
    formgrader.locator("td.num-submissions a").click()
    press(formgrader, "td.autograde a")
    grading = window.open(f"{instructor}/formgrader/gradebook/{ASSIGNMENT}/adding?token={TOKEN}")
    grading.locator("td.name a.name-hidden").click()
    enter(grading, "#add-comment[placeholder]", "Well done, **really**.", "/api/comment/")
    enter(grading, "#written--why.needs_manual_grade", "1.5", "/api/grade/")
    press(formgrader, "td.generate-feedback a")
    press(formgrader, "td.release-feedback a")

    handed_in.get_by_role("button", name="Fetch Feedback").click()
    handed_in.get_by_text("(view feedback)").click()
    files = learning.locator(".jp-DirListing-item")
    expect(files).to_have_count(1)
    files.dblclick()
    page = learning.frame_locator(".jp-HTMLViewer iframe")
    expect(page.get_by_text("5.5 of 6 points")).to_be_visible()
    for place in ("section[aria-labelledby=comments]", "[id=add]"):
        expect(page.locator(place).get_by_text("Well done, really.")).to_be_visible()


def answer(lab: Page, text: str) -> None:
    """Write an answer into its cell and run all cells."""
    lab.locator(".jp-Notebook .jp-CodeCell .cm-content").nth(CODE).click()
    lab.keyboard.press("Control+a")
    lab.keyboard.insert_text(text)
    menu(lab, "Run")
    lab.click('li[data-command="runmenu:run-all"]')


def write(lab: Page, text: str) -> None:
    """Write the answer in words."""
    written = lab.locator(".jp-Notebook .jp-MarkdownCell").nth(WRITTEN)
    written.locator(".jp-MarkdownOutput").dblclick()
    written.locator(".cm-content").click()
    lab.keyboard.press("Control+a")
    lab.keyboard.insert_text(text)
    lab.keyboard.press("Control+Enter")
    expect(written.locator(".jp-MarkdownOutput")).to_contain_text("Both may read")


def below(lab: Page, number: int) -> Locator:
    return lab.locator(".jp-Notebook .jp-CodeCell").nth(number).locator(".jp-OutputArea").first


def step_through(story: Locator) -> None:
    """Go forwards and backwards, with the mouse and with the keyboard."""
    story.get_by_text("Step through it", exact=True).click()
    expect(story.get_by_text("Step 1 of 4: thread A")).to_be_visible()
    story.get_by_text("next ▶").locator("visible=true").click()
    expect(story.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    story.get_by_text("◀ back").locator("visible=true").click()
    first = story.get_by_role("radio", name="step 1 of 4")
    expect(first).to_be_checked()
    first.press("ArrowRight")
    expect(story.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    expect(story.get_by_text("Step 1 of 4: thread A")).to_be_hidden()


def menu(lab: Page, name: str) -> list[str]:
    """Open a menu and name its entries."""
    lab.get_by_role("menuitem", name=name, exact=True).click()
    entries = lab.locator(".lm-Menu.lm-MenuBar-menu .lm-Menu-itemLabel")
    entries.first.wait_for()
    return [text for text in entries.all_inner_texts() if text]


def open_formgrader(lab: Page) -> FrameLocator:
    menu(lab, "Nbgrader")
    lab.click('li[data-command="nbgrader:open-formgrader"]')
    return lab.frame_locator("#formgrader-iframe iframe")


def press(formgrader: FrameLocator, button: str) -> None:
    """Press a button and wait for the formgrader to say that it succeeded."""
    formgrader.locator(button).click()
    said = formgrader.locator(".modal.in")
    expect(said.locator(".modal-title")).to_have_text("Success")
    said.get_by_role("button", name="OK").click()
    expect(formgrader.locator(".modal")).to_have_count(0)


def enter(page: Page, field: str, text: str, saved_at: str) -> None:
    """Fill in a field that the formgrader has made ready, and wait until the server has it."""
    page.locator(field).fill(text)
    with page.expect_response(lambda response: saved_at in response.url and response.request.method == "PUT"):
        page.evaluate("document.activeElement.blur()")
