"""How long a student waits in JupyterLab: from the key that runs a check to the answer on the screen.

    python -m benchmarks.clicks            # prints the table
    python -m benchmarks.clicks --write    # puts it into docs/clicks.md

Judges all answers of the catalogue first, as a student's kernel does, to find the checks that take longest; then runs
these, and the first check of a right answer to each exercise, in a real JupyterLab. Needs what the browser tests need.
It takes about two minutes.
"""

from __future__ import annotations

import argparse
import json
import platform
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.servers import PATIENCE, Watched, launch, served
from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import CourseFolder, find_course
from threadlab.course.labs.student_lab import prepare_student, student_environment
from threadlab.notebook.cell_text.test_functions import without_hidden
from threadlab.notebook.judging.notebook import judge_checks

COURSE = find_course(Path(__file__).parent)
ANSWERS = COURSE.root / "answers"
SLOWEST = 12  # clicks on checks that take longest
TIMES = 5  # each check is run so often; the slowest counts

# Called with the number of a code cell: notes when a key is pressed, and the first frame after the latest change of the
# cell's outputs in which all its pictures are there.
WATCH = """number => {
  const cell = document.querySelectorAll(".jp-Notebook .jp-CodeCell")[number];
  const outputs = cell.querySelector(".jp-Cell-outputWrapper");
  const seen = window.seen = {pressed: 0, shown: 0};
  const drawn = () => {
    if ([...outputs.querySelectorAll("img")].every(image => image.complete)) seen.shown = performance.now();
    else requestAnimationFrame(drawn);
  };
  document.addEventListener("keydown", key => { if (key.key === "Enter") seen.pressed = performance.now(); }, true);
  new MutationObserver(() => { if (outputs.textContent.trim()) requestAnimationFrame(drawn); })
    .observe(outputs, {subtree: true, childList: true, characterData: true});
}"""
IDLE = "Python 3 (ipykernel) | Idle"


@dataclass(frozen=True)
class Click:
    """A check of an answer, and the seconds that a kernel needs for it."""

    exercise: Exercise
    answer: Path
    check: str  # its grade id
    seconds: float

    @property
    def name(self) -> str:
        """Name the answer by its path."""
        return self.answer.relative_to(ANSWERS).with_suffix("").as_posix()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/clicks.md")
    write = parser.parse_args().write
    every = list(clicks())
    slowest = sorted(every, key=lambda click: -click.seconds)[:SLOWEST]
    first = {click.exercise.path: click for click in reversed(every) if click.answer.parent.name == "right"}
    with tempfile.TemporaryDirectory(prefix="threadlab-clicks-") as folder:
        typical = sorted(first.values(), key=lambda click: click.name)
        wanted = slowest + [click for click in typical if click not in slowest]
        rows = list(in_jupyterlab(wanted, Path(folder)))
    lines = ["| answer | check | its kernel alone, ms | from the key to the picture, ms |", "|---|---|---|---|"]
    lines += [
        f"| {click.name} | {click.check.partition('--')[2]} | {click.seconds * 1000:.0f} | {waited:.0f} |"
        for click, waited in rows
    ]
    worst = max(waited for _, waited in rows)
    about = INTRODUCTION.format(python=platform.python_version(), checks=len(every), slowest=SLOWEST, times=TIMES)
    text = about + "\n".join([*lines, "", f"The longest wait: {worst / 1000:.2f} s."]) + "\n"
    print(text)
    if write:
        (COURSE.root / "docs" / "clicks.md").write_text(text, encoding="utf-8")


def clicks() -> Iterator[Click]:
    """Judge each answer by each check as a student has it, without the hidden tests."""
    known = {exercise.path: exercise for exercise in exercises(COURSE)}
    for answer in sorted(ANSWERS.glob("*/*/*/*.py")):
        exercise = known[answer.relative_to(ANSWERS).parent.parent.as_posix()]
        cells = [
            replace(cell, text=without_hidden(cell.text)) if cell.is_test else cell
            for cell in exercise.answered(answer.read_text(encoding="utf-8"))
        ]
        for check in exercise.checks:
            needed = [cell for cell in cells if not cell.is_test or cell.grade_id == check.name]
            begin = time.process_time()
            judge_checks(needed)
            yield Click(exercise, answer, check.name, time.process_time() - begin)


def in_jupyterlab(wanted: list[Click], folder: Path) -> Iterator[tuple[Click, float]]:
    """Run each check in a JupyterLab, and give the milliseconds until its answer is drawn."""
    shutil.copy(COURSE.root / "nbgrader_config.py", folder)
    student = prepare_student(CourseFolder(folder), "student-01")
    environment = student_environment(student)
    with sync_playwright() as playwright, served(student / "work", environment) as address:
        browser = launch(playwright, shutil.which("chromium") or "chromium")
        expect.set_options(timeout=PATIENCE)
        for number, click in enumerate(wanted):
            name = f"{number}.ipynb"
            (student / "work" / name).write_text(notebook(click), encoding="utf-8")
            window = Watched(browser)
            waited = longest(window.lab(address, name), click)
            print(f"{waited:6.0f} ms  {click.name} {click.check}", file=sys.stderr)
            yield click, waited
            window.context.close()
        browser.close()


def notebook(click: Click) -> str:
    """Return what was handed out, with the answer in its place."""
    (path,) = (COURSE.root / "release" / click.exercise.assignment).glob("*.ipynb")
    whole = json.loads(path.read_text(encoding="utf-8"))
    for cell in whole["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == click.exercise.name:
            cell["source"] = click.answer.read_text(encoding="utf-8")
    return json.dumps(whole)


def longest(lab: Page, click: Click) -> float:
    """Run all cells of a notebook, then one of its checks several times; give the longest wait in milliseconds."""
    kernel = lab.get_by_role("button", name=IDLE)
    expect(kernel).to_be_visible()
    ids = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in code_cells(click)]
    place = ids.index(click.check)
    cell = lab.locator(".jp-Notebook .jp-CodeCell").nth(place)
    lab.get_by_role("menuitem", name="Run", exact=True).click()
    lab.click('li[data-command="runmenu:run-all"]')
    expect(cell.locator(".jp-OutputArea-output").first).to_be_attached()
    expect(kernel).to_be_visible()
    cell.locator(".cm-content").first.click()
    lab.evaluate(WATCH, place)
    waits = []
    for _ in range(TIMES):
        lab.evaluate("window.seen.shown = window.seen.pressed = 0")
        lab.keyboard.press("Control+Enter")
        lab.wait_for_function("window.seen.shown > 0")
        expect(kernel).to_be_visible()
        waits.append(lab.evaluate("window.seen.shown - window.seen.pressed"))
    return max(waits)


def code_cells(click: Click) -> list[dict[str, dict[str, dict[str, str]]]]:
    return [cell for cell in json.loads(notebook(click))["cells"] if cell["cell_type"] == "code"]


INTRODUCTION = """# How long a student waits for a check

Made by `python -m benchmarks.clicks --write`, with Python {python}: of {checks} checks of the answers in `answers/`,
without the hidden tests, which a student's notebook does not have, the {slowest} that take longest, and below them
the first check of a right answer to each exercise. Each was run {times} times in a JupyterLab, in Chromium on the same
machine; the table has the longest time from the key to the frame in which the answer with its picture is drawn.

"""

if __name__ == "__main__":
    main()
