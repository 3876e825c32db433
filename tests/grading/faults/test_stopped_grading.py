"""Whatever stops ``threadlab grade``, and whenever: nothing is lost, and the next run ends with the same bytes."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.grading.faults.system_calls import trouble
from tests.patience import PATIENCE
from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture
def half_graded(small_course: SmallCourse) -> SmallCourse:
    """A class that was graded, and marked by a person; then an answer changed, and two more came in."""
    small_course.submit("student-01", RIGHT)
    small_course.submit("student-02", WITHOUT_LOCK)
    grade(find_course(), Here())
    with sqlite3.connect(small_course.root / "gradebook.db") as connection:
        connection.execute("UPDATE grade SET manual_score = 1.5, needs_manual_grade = 0 WHERE auto_score = 0")
        connection.execute("UPDATE comment SET manual_comment = 'Nearly.'")
    small_course.submit("student-02", RIGHT)
    small_course.submit("student-03", content=b"?")
    small_course.submit("student-04", filename="adding (1).ipynb")
    return small_course


def told(course: SmallCourse, scenario: str) -> Any:
    """Play a scenario in a process of its own, which forks a run at a time."""
    command = [sys.executable, "-m", "tests.grading.faults.grading_runs", str(course.root), scenario]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_kill_at_any_moment_loses_nothing_and_the_next_run_ends_with_the_same_bytes(half_graded: SmallCourse) -> None:
    outcome = told(half_graded, "killed")
    assert outcome["status"] == 0
    assert len({run["moment"] for run in outcome["runs"]}) == 50
    for run in outcome["runs"]:
        assert (run["ended"]["status"], run["again"], run["same"]) == (-9, 0, True), run


def test_a_kill_inside_of_a_commit_loses_nothing_either(half_graded: SmallCourse) -> None:
    if trouble():
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(trouble())
    outcome = told(half_graded, "killed in a commit")
    assert outcome["status"] == 0
    assert {run["moment"].split()[0] for run in outcome["runs"]} >= {"pwrite64", "fdatasync", "unlink", "rename"}
    assert any(run["half way"] for run in outcome["runs"])  # a journal was left behind, from which SQLite mends
    for run in outcome["runs"]:
        assert (run["ended"]["status"], run["again"], run["same"]) == (-9, 0, True), run


def test_a_full_disk_is_said_and_loses_nothing(half_graded: SmallCourse) -> None:
    for run in told(half_graded, "full")["runs"]:
        assert "disk is full" in run["ended"]["said"] or "No space left" in run["ended"]["said"], run
        assert (run["ended"]["status"], run["again"], run["same"]) == (2, 0, True), run


@pytest.mark.parametrize(
    ("scenario", "words"),
    [
        ("full gradebook", "the disk is full"),
        ("locked", "another program keeps gradebook.db locked"),
    ],
)
def test_what_stops_a_run_is_said_and_the_next_run_finishes(
    half_graded: SmallCourse, scenario: str, words: str
) -> None:
    outcome = told(half_graded, scenario)
    assert words in outcome["ended"]["said"]
    assert (outcome["ended"]["status"], outcome["again"], outcome["same"]) == (2, 0, True)
