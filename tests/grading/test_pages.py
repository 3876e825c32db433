"""The parts of the pages that students and teaching assistants read: nothing comes in, and nothing gets out."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from nbformat import from_dict

from threadlab.grading.pages import filters
from threadlab.grading.pages.cell_html import output_html
from threadlab.grading.pages.feedback import graded_exercises
from threadlab.grading.pages.mark_scheme import mark_scheme
from threadlab.grading.pages.markdown import markdown
from threadlab.notebook.judging.report import StoryReport, TestReport
from threadlab.story.timeline.step_data import End, Frame, Piece, Walk

# -- formulas ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("as $t_0 < t_1$ says", "as <code>$t_0 &lt; t_1$</code> says"),
        (r"so $$\frac{a}{b}$$", r"so <code>$$\frac{a}{b}$$</code>"),
        ("\\begin{align}\nx &= 1\n\\end{align}", "<code>\\begin{align}\nx &amp;= 1\n\\end{align}</code>"),
        ("$<script>$", "<code>$&lt;script&gt;$</code>"),
    ],
)
def test_a_formula_is_shown_as_the_code_that_was_typed(written: str, read: str) -> None:
    assert read in markdown(written)


# -- what the author wrote for graders -----------------------------------------------------------------------------


@pytest.fixture
def source(tmp_path: Path) -> Path:
    text = "Why?\n### BEGIN SOLUTION\nBecause.\n### END SOLUTION\n### BEGIN MARK SCHEME\n2 points.\n### END MARK SCHEME"
    cells = [
        {
            "cell_type": "markdown",
            "source": text,
            "metadata": {"nbgrader": {"grade_id": "written--why", "grade": True}},
        },
        {"cell_type": "code", "source": text, "metadata": {"nbgrader": {"grade_id": "check", "grade": True}}},
    ]
    (tmp_path / "source/1-adding").mkdir(parents=True)
    (tmp_path / "source/1-adding/adding.ipynb").write_text(json.dumps({"cells": cells}))
    (tmp_path / "secret.ipynb").write_text(json.dumps({"cells": cells}))
    return tmp_path / "source"


def test_a_grader_reads_the_model_answer_and_the_mark_scheme(source: Path) -> None:
    assert mark_scheme(source, "written--why", "1-adding", "adding") == "Because.\n2 points."
    given = filters(source.parent)["mark_scheme"]
    assert callable(given)
    assert given("written--why", "1-adding", "adding") == "Because.\n2 points."


@pytest.mark.parametrize(
    ("grade_id", "assignment", "notebook"),
    [
        ("check", "1-adding", "adding"),  # code has tests instead
        ("other", "1-adding", "adding"),
        ("written--why", "1-adding", "other"),
        ("written--why", "..", "secret"),
    ],
)
def test_what_has_none_has_none(source: Path, grade_id: str, assignment: str, notebook: str) -> None:
    assert mark_scheme(source, grade_id, assignment, notebook) == ""


# -- steps to go through ---------------------------------------------------------------------------------------------

NASTY = '</label><script>"&'


def cell(grade_id: str, *frames: Frame) -> dict[str, Any]:
    walk = Walk(frames, (Piece("answer", 1, NASTY),), (End("A", NASTY, NASTY), End("", NASTY, NASTY)))
    story = StoryReport("title", "text", "<svg/>", "Why?", "It came about.", walk)
    tests = [asdict(TestReport("a_test", "fails", story=story))] * 2
    return {"metadata": {"nbgrader": {"grade_id": grade_id}, "threadlab": {"tests": tests}}, "outputs": []}


def test_the_same_story_told_twice_has_buttons_of_its_own_each_time() -> None:
    frames = Frame("A", "reads x", cell="answer", line=1), Frame("B", "reads x", cell="answer", line=1)
    page = output_html(cell("one--check", *frames)) + output_html(cell("other--check", *frames))
    ids = re.findall(r'id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) == 8
    assert len(set(re.findall(r'name="([^"]+)"', page))) == 4
    assert set(re.findall(r'for="([^"]+)"', page)) == set(ids)


def test_what_fails_again_in_the_same_way_without_a_step_is_told_once() -> None:
    story = StoryReport("Not written yet", "Not written yet\n", "<svg/>", "Why?", "That line holds the place.")
    tests = [
        asdict(TestReport("a", "fails", hidden=hidden, message="Not written yet", story=story))
        for hidden in (False, True)
    ]
    page = output_html({"metadata": {"threadlab": {"tests": tests}}, "outputs": []})
    assert page.count("<img") == 1
    assert "✗ a hidden check: the same</p></div>" in page


def test_reasons_are_said_once() -> None:
    tests = [
        TestReport("a", "fails", hidden=hidden, message=said)
        for hidden, said in ((False, "x"), (True, "x"), (True, "y"))
    ]
    kept = {"verdict": "fails", "reason": "", "tests": [asdict(test) for test in tests]}
    about = {"grade_id": "add--keeps", "grade": True, "score": 0, "points": 1, "waits": False, "by_hand": False}
    cell = {"cell_type": "code", "metadata": {"nbgrader": about, "threadlab": kept}}
    (exercise,) = graded_exercises(from_dict({"cells": [cell]}))
    assert exercise.rows[0].reasons == ("x", "Hidden: y")


def test_whatever_the_steps_hold_is_text() -> None:
    page = output_html(cell(NASTY, Frame(NASTY, NASTY, NASTY, True, "answer", 1, NASTY, NASTY, NASTY)))
    assert "<script>" not in page
    assert page.count("&lt;script&gt;") >= 12
    assert "<p>It came about.</p>" in page


def test_what_another_version_has_written_is_shown_as_its_words() -> None:
    old = cell("check", Frame("A", "reads x"))
    for test in old["metadata"]["threadlab"]["tests"]:
        test["story"].pop("walk", None)
    output = {"output_type": "error", "traceback": ["An update is <lost>."]}
    assert output_html(old | {"outputs": [output]}) == '<pre class="output">An update is &lt;lost&gt;.</pre>'
