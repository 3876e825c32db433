"""An author's slip costs no class: with each of these, one edit of a course that is right, nothing is built.

The message names the file, the cell, what is wrong and what to do.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.small_course import RIGHT, SOURCE, Here, SmallCourse, cell, code, markdown
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.nbgrader_steps import StepFailedError
from threadlab.course.release.build import ReleaseRefusedError, build
from threadlab.course.release.lint import lint

Content = dict[str, Any]
Edit = Callable[[Content], object]
FILE = "source/1-adding/adding.ipynb"
KEEPS, FREE, WHY = "add--keeps-all", "add--free-afterwards", "written--why"


def text(name: str, old: str, new: str) -> Edit:
    """Replace a text that a cell has."""

    def edit(course: Content) -> None:
        found = cell(course, name)
        assert old in found["source"]
        found["source"] = found["source"].replace(old, new)

    return edit


def marks(name: str, **changed: Any) -> Edit:
    """Change what a cell's metadata says to nbgrader."""
    return lambda course: cell(course, name)["metadata"]["nbgrader"].update(changed)


def title(words: str) -> Edit:
    return lambda course: cell(course, "title").update(source=words)


def without(key: str) -> Edit:
    return lambda course: cell(course, KEEPS)["metadata"]["nbgrader"].pop(key)


def add(*cells: Content) -> Edit:
    return lambda course: course["cells"].extend(cells)


def test_cell(name: str, source: str) -> Content:
    return code(name, source, grade=True, locked=True, points=1)


test_cell.__test__ = False  # type: ignore[attr-defined]

TABLE = """# Adding

| check | points | tests you see | hidden tests |
|---|---|---|---|
| `keeps-all` | 3 | 1 | 1 |
| `free-afterwards` | 1 | 1 | 0 |
"""


def kind(name: str, cell_type: str, **changed: Any) -> Edit:
    """Make a code cell one of another kind."""

    def edit(course: Content) -> None:
        found = cell(course, name)
        found.update(cell_type=cell_type)
        del found["outputs"], found["execution_count"]
        found["metadata"]["nbgrader"].update(changed)

    return edit


def ours(about: object) -> Edit:
    """Change what the notebook's metadata says to us."""
    return lambda course: course["metadata"].update(threadlab=about)


NO_TEST = "def helper():\n    return 1"
NO_EXERCISE = "@every_schedule\ndef works():\n    subtract(1)"
METHOD = "class Tests:\n    @every_schedule\n    def inside(self):\n        assert True"

REFUSED: dict[str, tuple[Edit, str, str]] = {
    "a test that is a text": (kind(FREE, "markdown"), FREE, "a text is marked as a test"),
    "a test that is raw": (kind(FREE, "raw"), FREE, "a cell of the kind 'raw' is marked for grading"),
    "an answer that is a text": (kind("add", "markdown"), "add", "an answer to be judged is no code"),
    "a test that is graded no more": (marks(FREE, grade=False), FREE, "called as a check is, and it is not graded"),
    "a text that was a test": (kind(FREE, "markdown", grade=False), FREE, "called as a check is, and it is not graded"),
    "a later format": (marks(FREE, schema_version=99), FREE, 'Set "schema_version" to 3.'),
    "a format in quotes": (marks(FREE, schema_version="3"), FREE, "format '3', and 3 is needed"),
    "half of a character": (title("# Adding \ud800"), "title", "half of a character"),
    "a cell without outputs": (
        lambda course: cell(course, "try-it").pop("outputs"),
        "try-it",
        "'outputs' is a required property",
    ),
    "a line that is nothing": (
        lambda course: cell(course, "try-it").update(source=[None]),
        "try-it",
        "source is not as",
    ),
    # by what the author did: the edit, the cell that is named, and a part of what is said
    "a typo in a test": (text(KEEPS, "total == 3", "total == 4"), KEEPS, "the test two_threads_add fails"),
    "a typo in a hidden test": (
        text(KEEPS, "total == -5", "total == 5"),
        KEEPS,
        "the test a_negative_amount_is_added_too fails",
    ),
    "a typo in a test's name of a function": (text(KEEPS, "target=add", "target=ad"), KEEPS, "two_threads_add fails"),
    "a solution without its lock": (text("add", "with lock:", "if True:"), KEEPS, "two_threads_add fails"),
    "a test of what nobody models": (
        text(FREE, "add(1)", "import os; os.getpid(); add(1)"),
        FREE,
        "comes to no verdict",
    ),
    "a test with a parameter": (text(FREE, "afterwards()", "afterwards(lock)"), FREE, "takes arguments"),
    "a test that yields": (text(FREE, "    add(1)", "    yield add(1)"), FREE, "yields, so nothing of it is run"),
    "a check that holds for nothing": (
        text(FREE, "    add(1)\n", ""),
        FREE,
        "it holds without an answer, so the untouched release gets its points",
    ),
    "a test cell without a test": (lambda course: cell(course, FREE).update(source=NO_TEST), FREE, "has no test"),
    "an empty test cell": (lambda course: cell(course, FREE).update(source=""), FREE, "has no test"),
    "a decorator that is gone": (text(FREE, "@every_schedule\n", ""), FREE, "has no test"),
    "one decorator of two that is gone": (
        text(KEEPS, "@every_schedule\ndef two", "def two"),
        KEEPS,
        "two_threads_add is not run as a test: it has no decorator",
    ),
    "a hidden test whose decorator is gone": (
        text(KEEPS, "@every_schedule\ndef a_neg", "def a_neg"),
        KEEPS,
        "a_negative_amount_is_added_too is not run as a test",
    ),
    "a misspelt decorator": (
        text(KEEPS, "@every_schedule\ndef two", "@every_shedule\ndef two"),
        KEEPS,
        "@every_shedule",
    ),
    "a decorator that is a comment": (
        text(KEEPS, "@every_schedule\ndef two", "# @every_schedule\ndef two"),
        KEEPS,
        "two_",
    ),
    "an unknown option": (text(FREE, "@every_schedule", "@every_schedule(polls=1)"), FREE, "no option polls"),
    "an assertion of a tuple": (text(FREE, "    add(1)", "    assert (add(1), 'x')"), FREE, "line 6 asserts a tuple"),
    "a comparison that asserts nothing": (
        text(KEEPS, "assert total == -5", "total == -5"),
        KEEPS,
        "compares and asserts nothing: total == -5",
    ),
    "a test that is a task, too": (marks(FREE, task=True), FREE, "marked as a task, and as a test"),
    "a mark that is no truth value": (marks(FREE, locked="yes"), FREE, "\"locked\" is 'yes'"),
    "a solution in a cell's metadata": (
        lambda course: cell(course, "title").update(metadata={"notes": ["see:\n   total += amount"]}),
        "title",
        "its metadata has a line of what is hidden in add: total += amount",
    ),
    "an attachment": (
        lambda course: cell(course, "title").update(attachments={"x.txt": {"text/plain": "total"}}),
        "title",
        "attachments are left",
    ),
    "an async test": (text(KEEPS, "def two", "async def two"), KEEPS, "it is an async function"),
    "a test in a class": (text(KEEPS, "### BEGIN", METHOD + "\n\n\n### BEGIN"), KEEPS, "top level"),
    "two tests of one name": (
        text(KEEPS, "a_negative_amount_is_added_too", "two_threads_add"),
        KEEPS,
        "2 tests are called",
    ),
    "a check of no exercise": (add(test_cell("subtract--works", NO_EXERCISE)), "subtract--works", "no exercise"),
    "a check whose exercise is misspelt": (marks(FREE, grade_id="ad--free"), "ad--free", "no answer cell is called ad"),
    "a check that names no behaviour": (marks(FREE, grade_id="free"), "free", "so it is a check of no exercise"),
    "an answer cell that was renamed": (marks("add", grade_id="adding"), KEEPS, "no answer cell is called add"),
    "a missing solution": (text("add", "    with lock:\n        total += amount\n", ""), "add", "solution is missing"),
    "a solution that only passes": (
        text("add", "with lock:\n        total += amount", "pass"),
        "add",
        "the solution is missing",
    ),
    "an empty answer cell": (lambda course: cell(course, "add").update(source=""), "add", "the solution is missing"),
    "no points": (without("points"), KEEPS, "it has no points"),
    "points that are null": (marks(KEEPS, points=None), KEEPS, "it has no points"),
    "zero points for a check": (marks(KEEPS, points=0), KEEPS, "worth no points"),
    "points in words": (marks(KEEPS, points="3"), KEEPS, "'3', which is no number"),
    "points that are true": (marks(KEEPS, points=True), KEEPS, "no number"),
    "negative points": (marks(KEEPS, points=-3), KEEPS, "-3 points, less than none"),
    "points that are not a number": (marks(KEEPS, points=float("nan")), KEEPS, "points are nan"),
    "infinite points": (marks(KEEPS, points=float("inf")), KEEPS, "points are inf"),
    "huge points": (marks(KEEPS, points=1e300), KEEPS, "more than 1000"),
    "negative points for a written answer": (marks(WHY, points=-1), WHY, "less than none"),
    "one grade id twice": (marks(FREE, grade_id=KEEPS), KEEPS, "2 cells have this grade id"),
    "one cell id twice": (
        lambda course: cell(course, "try-it").update(id="title"),
        "title",
        "2 cells have this cell id",
    ),
    "a grade id with a blank": (marks("add", grade_id="add it"), "add it", "cannot be a grade id"),
    "no grade id": (without("grade_id"), KEEPS, "has no grade id"),
    "a syntax error in a test": (text(FREE, "add(1)", "add(1"), FREE, "line 6"),
    "a syntax error in a solution": (text("add", "with lock:", "with lock"), "add", "does not parse: line 11: "),
    "a syntax error in the lesson": (text("try-it", "add(2)", "add(2"), "try-it", "raises-exception"),
    "a cell from an older nbgrader": (marks(FREE, schema_version=2), FREE, "in nbgrader's format 2"),
    "a cell whose format is not said": (
        lambda course: cell(course, FREE)["metadata"]["nbgrader"].pop("schema_version"),
        FREE,
        "does not say in which format",
    ),
    "a test cell that students may change": (marks(KEEPS, locked=False), KEEPS, "not locked"),
    "an answer cell that students cannot change": (marks("add", locked=True), "add", "no answer would be taken"),
    "other points in the heading": (title("# Adding\n\n## Exercise (5 points)"), "title", "says 5 points"),
    "other points in the text": (title("# Adding\n\nThis is worth 7 points."), "title", "says 7 points"),
    "other points in words": (title("# Adding\n\nThis is worth seven points."), "title", "says 7 points"),
    "other points of the assignment": (title("# Adding\n\nThis assignment has 7 points."), "title", "says 7 points"),
    "other points at the side": (title("# Adding\n\n**Points: 7**"), "title", "says 7 points"),
    "other points, shortened": (title("# Adding\n\n## Exercise (5 pts)"), "title", "says 5 points"),
    "other points beside the check": (title("# Adding\n\n- `keeps-all` (2 points)"), "title", "says 2 points"),
    "other points in the table": (title(TABLE.replace("| 3 |", "| 2 |")), "title", "'points' for keeps-all; it is 3"),
    "other tests in the table": (title(TABLE.replace("1 | 1 | 0", "1 | 2 | 0")), "title", "'tests you see' for free-"),
    "other hidden tests in the table": (title(TABLE.replace("| 1 | 1 | 0", "| 1 | 1 | 3")), "title", "it is 0"),
    "a check that the table leaves out": (
        title("\n".join(TABLE.splitlines()[:-1])),
        "title",
        "the table leaves out the check free-afterwards",
    ),
    "a check that only the table has": (
        title(TABLE + "| `quick` | 1 | 1 | 0 |\n"),
        "title",
        "the table has a check quick",
    ),
    "other points in the overview": (
        title("# Adding\n\n| | |\n|---|---|\n| points | 4 + 3 |"),
        "title",
        "they are 4 + 2",
    ),
    "another number of checks": (title("# Adding\n\nThere are 3 checks:"), "title", "there are 3 checks; add has 2"),
    "another number of checks in words": (title("# Adding\n\nThere are\nthree checks."), "title", "add has 2"),
    "other points in a comment of a test": (text(FREE, "@every", "# (2 points)\n@every"), FREE, "says 2 points"),
    "a mark scheme that does not add up": (
        text(WHY, "Two threads may read the same total. 2 points.", "- 1 point: two threads.\n- 2 points: one total."),
        WHY,
        "the mark scheme gives 3 points in all, the metadata 2 points",
    ),
    "a mark scheme of other points": (text(WHY, "2 points", "3 points"), WHY, "says 3 points, the metadata 2 points"),
}


def everything(root: Path) -> dict[str, bytes]:
    """Read all that was built."""
    files = [*(root / "release").rglob("*.ipynb"), *root.glob("*.db"), *root.glob(".threadlab/*.json")]
    return {str(path): path.read_bytes() for path in files}


def refusal(course: SmallCourse, source: Content | bytes) -> list[str]:
    """Build from a source, expect that nothing is written, and return what is said."""
    before = everything(course.root)
    if isinstance(source, bytes):
        course.source.write_bytes(source)
    else:
        course.write_source(source)
    with pytest.raises(ReleaseRefusedError) as refused:
        build(find_course(), executor=Here())
    assert everything(course.root) == before
    assert not list(course.root.glob(".release-*"))
    return [line for line in str(refused.value).splitlines() if not line.startswith("    ")]


@pytest.mark.parametrize("slip", REFUSED)
def test_a_slip_is_refused_and_named(small_course: SmallCourse, slip: str) -> None:
    edit, cell_id, words = REFUSED[slip]
    source = deepcopy(SOURCE)
    edit(source)
    said = refusal(small_course, source)
    assert any(line.startswith(f"{FILE}, cell {cell_id}: ") and words in line for line in said), said
    assert all(line[-1] in ".:" for line in said), "each ends with what to do"


def test_each_slip_is_told_once_and_all_at_once(small_course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    for slip in ("negative points", "an unknown option", "a missing solution"):
        REFUSED[slip][0](source)
    assert [line.split(":")[0] for line in refusal(small_course, source)] == [
        f"{FILE}, cell {name}" for name in (KEEPS, FREE, "add")
    ]


def test_a_solution_in_the_notebooks_own_metadata_is_refused(small_course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    source["metadata"]["notes"] = {"model": ["Add it:\n    total += amount"]}
    [said] = refusal(small_course, source)
    assert said.startswith(
        f"{FILE}: the notebook's metadata has a line of what is hidden in add: total += amount. Take"
    )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON"),
        (b"\xff\xfe", "no text in UTF-8"),
        (b"[]", "no notebook in nbformat 4"),
        (b'{"nbformat": 3, "worksheets": []}', "no notebook in nbformat 4"),
        (b'{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"language": "R"}}}', "the notebook is in R"),
    ],
)
def test_a_file_that_is_no_notebook_is_refused(small_course: SmallCourse, content: bytes, words: str) -> None:
    [said] = refusal(small_course, content)
    assert said.startswith(f"{FILE}: ")
    assert words in said


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ("optional", "is 'optional', which is no object"),
        ({"optionel": True}, "has 'optionel', which means nothing"),
        ({"optional": "no"}, "is 'no', which is not true or false"),
    ],
)
def test_what_a_notebook_says_to_us_is_read_word_by_word(small_course: SmallCourse, about: object, words: str) -> None:
    source = deepcopy(SOURCE)
    ours(about)(source)
    [said] = refusal(small_course, source)
    assert said.startswith(f"{FILE}: ")
    assert words in said


def test_a_byte_order_mark_is_named(small_course: SmallCourse) -> None:
    [said] = refusal(small_course, b"\xef\xbb\xbf" + json.dumps(SOURCE).encode())
    assert (
        said == f"{FILE}: the file begins with a byte order mark, which nbgrader cannot read. Save it from JupyterLab."
    )


@pytest.mark.parametrize("place", ["adding.ipynb", ".1-adding/adding.ipynb"])
def test_a_notebook_in_no_assignment_is_named(small_course: SmallCourse, place: str) -> None:
    lost = small_course.root / "source" / place
    lost.parent.mkdir(exist_ok=True)
    lost.write_text(json.dumps(SOURCE), encoding="utf-8")
    with pytest.raises(ReleaseRefusedError, match=rf"source/{place}: .*no assignment"):
        build(find_course(), executor=Here())


def test_what_nbgrader_alone_refuses_is_told_with_its_place(
    small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("threadlab.course.release.build.lint", lambda _: [])
    source = deepcopy(SOURCE)
    kind("add", "markdown")(source)
    small_course.write_source(source)
    with pytest.raises(StepFailedError, match=r"^source/1-adding: nbgrader makes no release of it: "):
        build(find_course(), executor=Here())


def test_one_exercise_in_two_notebooks_is_refused(small_course: SmallCourse) -> None:
    small_course.source.with_name("more.ipynb").write_text(json.dumps(SOURCE), encoding="utf-8")
    with pytest.raises(
        ReleaseRefusedError, match=r"more\.ipynb, cell add: adding\.ipynb has an answer of the same name"
    ):
        build(find_course(), executor=Here())


def test_of_a_hidden_test_the_author_is_told_everything(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    source = deepcopy(SOURCE)
    REFUSED["a typo in a hidden test"][0](source)
    small_course.write_source(source)
    assert main(["build"]) == 2
    assert "expected 5, got -5" in capsys.readouterr().err


def test_the_story_of_a_check_that_the_solution_fails_is_shown(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    source = deepcopy(SOURCE)
    REFUSED["a solution without its lock"][0](source)
    small_course.write_source(source)
    assert main(["build"]) == 2
    said = capsys.readouterr().err
    assert f"{FILE}, cell {KEEPS}: with the solution, the test two_threads_add fails. " in said
    assert "    thread" in said.lower()
    assert "expected 3, got" in said


HELPERS = """

def helper():
    return add(1)


@every_schedule
def another():
    helper()
    assert total == 1"""
RIGHT_EDITS: dict[str, Edit] = {
    "a table that is right": title(TABLE),
    "points in the heading": title("# Adding (6 points)"),
    "points of the exercise": title("# Adding\n\n## Exercise (4 points)\n\nThere are two checks:"),
    "points of a check": title("# Adding\n\n- `keeps-all`: worth 3 points\n- `free-afterwards` (1 point)"),
    "a total": title("# Adding\n\nPoints: 6\n\nThis notebook has 6 points, 6 points altogether."),
    "points of a plane": title("# Adding\n\nA line has two points, and of two points each is one of 7 points."),
    "an overview": title("# Adding\n\n| | |\n|---|---|\n| points | 4 for the code, 2 for words |"),
    "numbers that are about something else": title(
        "# Adding\n\nAt two points of the program, 3 checks of total may go."
    ),
    "numbers in an example": title("# Adding\n\n```python\n# (17 points)\n```"),
    "a helper that a test uses": lambda course: cell(course, KEEPS).update(
        source=cell(course, KEEPS)["source"] + HELPERS
    ),
    "fractions of points": marks(FREE, points=0.5),
    "a written question that is worth nothing": lambda course: (
        marks(WHY, points=0)(course),
        text(WHY, " 2 points.", "")(course),
    ),
    "a lesson that is meant to go wrong": lambda course: cell(course, "try-it").update(
        source="add(2", metadata={"tags": ["raises-exception"]}
    ),
    "a mark scheme of two items": text(WHY, "2 points.", "\n\n- 1 point: two.\n- 1 point: one total."),
    "a line for the notebook alone": text("try-it", "add(2)", "%matplotlib inline\nadd(2)"),
    "a solution that is the whole cell": lambda course: cell(course, "add").update(source=RIGHT),
    "a second text": add(markdown("end", "That was worth 6 points.")),
}


@pytest.mark.parametrize("name", RIGHT_EDITS)
def test_what_is_no_slip_is_not_refused(small_course: SmallCourse, name: str) -> None:
    source = deepcopy(SOURCE)
    RIGHT_EDITS[name](source)
    small_course.write_source(source)
    assert lint([small_course.source]) == []


def test_the_course_of_this_repository_has_no_slip() -> None:
    for folder in sorted((Path(__file__).parents[2] / "source").iterdir()):
        assert lint(sorted(folder.glob("*.ipynb"))) == []
