"""A damaged marker gives nothing away: no release is built, and the message names notebook, cell and line."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from tests.small_course import SOURCE, Here, SmallCourse, cell, code
from threadlab.course.folder import CourseFolder, find_course
from threadlab.course.release.build import ReleaseRefusedError, build
from threadlab.course.release.leaks import leaks
from threadlab.course.release.markers import damaged_markers

REPOSITORY = CourseFolder(Path(__file__).parents[2])
NOTHING = ""

HIDDEN_BEGINS = (  # in place of ### BEGIN HIDDEN TESTS, in line 16
    *(
        NOTHING,
        "### HIDDEN TESTS",
        "### Hidden tests",
        "### HIDDEN",
        "### BEGIN",
        "### BEGIN TESTS",
        "### END HIDDEN TESTS",
    ),
    *("### BEGIN HIDDEN TEST", "### BEGINN HIDDEN TESTS", "### BEIGN HIDDEN TESTS", "### BEGIN HIDEN TESTS"),
    *("### BEGIN HIDDENTESTS", "###BEGINHIDDENTESTS", "### BEGIN_HIDDEN_TESTS", "### BEGIN-HIDDEN-TESTS"),
    *("### begin hidden tests", "### Begin Hidden Tests", "### BEGIN hidden tests", "### START HIDDEN TESTS"),
    *("# BEGIN HIDDEN TESTS", "## BEGIN HIDDEN TESTS", "#### BEGIN HIDDEN TESTS", "###BEGIN HIDDEN TESTS"),
    *("BEGIN HIDDEN TESTS", "###  BEGIN HIDDEN TESTS", "### BEGIN  HIDDEN TESTS", "### BEGIN\tHIDDEN TESTS"),
    *("### BEGIN HIDDEN TESTS for the lock", "### BEGIN HIDDEN TESTS ###", "### BEGIN HIDDEN TESTS:"),
    *("### the BEGIN HIDDEN TESTS", "### BEGIN THE HIDDEN TESTS", "pass  ### BEGIN HIDDEN TESTS", "### BEGIN SOLUTION"),
    *("x = '### BEGIN HIDDEN TESTS'", "### BEGIN MARK SCHEME", "### BEGIN\u00a0HIDDEN TESTS"),
)
HIDDEN_ENDS = (  # in place of ### END HIDDEN TESTS
    *(NOTHING, "### HIDDEN TESTS", "### END", "### END TESTS", "### END HIDDEN", "### ENDE HIDDEN TESTS"),
    *("### end hidden tests", "# END HIDDEN TESTS", "###END HIDDEN TESTS", "### END OF HIDDEN TESTS"),
    *("### END HIDDEN TESTS.", "### END SOLUTION", "### BEGIN HIDDEN TESTS", "### STOP HIDDEN TESTS"),
)
SOLUTION_BEGINS = (
    *(
        NOTHING,
        "    ### SOLUTION",
        "    ### BEGIN",
        "    ### BEGIN SOLUTIONS",
        "    ### begin solution",
        "    ### BGIN SOLUTION",
    ),
    *("    # BEGIN SOLUTION", "    ### BEGIN SOLUTION (2 lines)", "    ### BEGIN ANSWER", "    ### BEGIN HIDDEN TESTS"),
)
SCHEME_BEGINS = (
    *(NOTHING, "### MARK SCHEME", "### BEGIN MARKSCHEME", "### begin mark scheme", "## BEGIN MARK SCHEME"),
    *("<!-- BEGIN MARK SCHEME -->", "### BEGIN MARK SCHEME for TAs", "BEGIN MARK SCHEME", "### BEGINN MARK SCHEMA"),
)
DAMAGES = [
    *(("add--keeps-all", "### BEGIN HIDDEN TESTS", by) for by in HIDDEN_BEGINS),
    *(("add--keeps-all", "### END HIDDEN TESTS", by) for by in HIDDEN_ENDS),
    *(("add", "    ### BEGIN SOLUTION", by) for by in SOLUTION_BEGINS),
    *(("written--why", "### BEGIN MARK SCHEME", by) for by in SCHEME_BEGINS),
]


def damaged(cell_id: str, marker: str, by: str) -> tuple[dict[str, Any], int]:
    """Put something else in a marker's place; return the notebook, and the line in which it then is."""
    source = deepcopy(SOURCE)
    found = cell(source, cell_id)
    lines = found["source"].split("\n")
    place = lines.index(marker)
    lines[place : place + 1] = [by] if by else []
    found["source"] = "\n".join(lines)
    return source, place + 1


@pytest.mark.parametrize(("cell_id", "marker", "by"), DAMAGES)
def test_a_marker_that_is_damaged_is_named_with_its_line(tmp_path: Path, cell_id: str, marker: str, by: str) -> None:
    source, line = damaged(cell_id, marker, by)
    file = tmp_path / "adding.ipynb"
    file.write_text(json.dumps(source))
    said = [str(slip) for slip in damaged_markers([file])]
    assert said
    assert all(each.startswith(f"{file}, cell {cell_id}, line ") for each in said)
    if by:  # of a marker that is missing, the other one's line is named
        assert any(f", line {line}: " in each for each in said)


@pytest.mark.parametrize(("cell_id", "marker", "by"), [DAMAGES[0], DAMAGES[8], DAMAGES[-1]])
def test_nothing_is_built_then(small_course: SmallCourse, cell_id: str, marker: str, by: str) -> None:
    before = small_course.release.read_bytes()
    small_course.write_source(damaged(cell_id, marker, by)[0])
    with pytest.raises(ReleaseRefusedError, match=f"source/1-adding/adding.ipynb, cell {cell_id}, line "):
        build(find_course(), executor=Here())
    assert small_course.release.read_bytes() == before


@pytest.mark.parametrize(
    ("cell_id", "text"),
    [
        ("try-it", "### BEGIN HIDDEN TESTS\nadd(-1)\n### END HIDDEN TESTS"),
        ("try-it", "### BEGIN SOLUTION\nadd(-1)\n### END SOLUTION"),
        ("title", "### BEGIN SOLUTION\nIt is the lock.\n### END SOLUTION"),
        ("add--keeps-all", "### BEGIN SOLUTION\nadd(-1)\n### END SOLUTION"),
        ("try-it", "### BEGIN HIDDEN TESTS\n### BEGIN SOLUTION\n### END SOLUTION\n### END HIDDEN TESTS"),
    ],
)
def test_a_marker_in_a_cell_that_has_nothing_to_hide_is_named(tmp_path: Path, cell_id: str, text: str) -> None:
    source = deepcopy(SOURCE)
    cell(source, cell_id)["source"] = text
    file = tmp_path / "adding.ipynb"
    file.write_text(json.dumps(source))
    assert f"cell {cell_id}, line 1: " in str(next(damaged_markers([file])))


HARMLESS = """\
# the solution of the riddle: begin with the first thread
# at the end, the hidden counter is tested
## how the end is marked
# mark the end of the schedule
# YOUR CODE HERE
# start with one test, end with two
total = 1  # end of the loop
print("the end")
# The solution is in the lecture."""
LESSON = """\
### Hidden tests

## The solution

# At the end

In the end the solution is simple. BEGIN with one thread, and END with two.

## How marks are given
"""


def test_what_only_speaks_of_such_things_is_no_marker(tmp_path: Path) -> None:
    source = deepcopy(SOURCE)
    cell(source, "try-it")["source"] = HARMLESS
    cell(source, "title")["source"] = LESSON
    file = tmp_path / "adding.ipynb"
    file.write_text(json.dumps(source))
    assert [str(slip) for slip in damaged_markers([file])] == []


@pytest.mark.parametrize("assignment", REPOSITORY.assignments())
def test_the_markers_in_this_repository_are_sound(assignment: str) -> None:
    assert list(damaged_markers(REPOSITORY.notebooks(assignment))) == []


@pytest.mark.parametrize(
    "left",
    [
        "add(-5)  # from a hidden test: no",
        "    add(-5)\n    assert total == -5",
        "two  lines\n\tassert  total ==  -5",
        "Two threads may read the same total. 2 points.",
    ],
)
def test_a_release_with_a_line_of_what_is_hidden_is_found(small_course: SmallCourse, left: str) -> None:
    released = small_course.released()
    released["cells"].append(code("more", left))
    small_course.release.write_text(json.dumps(released))
    found = [str(leak) for leak in leaks(small_course.source, small_course.release)]
    assert bool(found) == ("no" not in left)
    assert all("cell more: line " in each and "is a line of what is hidden in" in each for each in found)


def test_a_line_that_stands_in_the_open_too_is_given_away_by_nobody(small_course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    for hidden in ("    for thread in threads:\n        thread.start()", "    lock.acquire()"):
        cell(source, "add--keeps-all")["source"] += f"\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"
    cell(source, "try-it")["source"] = "lock.acquire()\nlock.release()"
    small_course.write_source(source)
    released = small_course.released()
    cell(released, "try-it")["source"] = "lock.acquire()\nlock.release()"
    small_course.release.write_text(json.dumps(released))
    assert list(leaks(small_course.source, small_course.release)) == []
