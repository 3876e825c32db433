"""Nothing outside of a submission's folder is read: what is no plain file is a stated reason, or is left out."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import RIGHT, Here, SmallCourse
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import ClassResult, grade

SECRET = "everybody's grades, the solution, and a password"


def _replace(path: Path, make: Callable[[Path], object]) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()
    make(path)


def _outside(course: SmallCourse) -> Path:
    """Make a folder beside the course, with a right submission and a secret in it."""
    outside = course.root.parent / "outside" / course.assignment
    outside.mkdir(parents=True)
    (outside / "secret.txt").write_text(SECRET)
    shutil.copy(course.submit("outside-01"), outside / course.filename)
    shutil.rmtree(course.root / "submitted" / "outside-01")
    return outside


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as end:
        folder = os.getcwd()
        os.chdir(path.parent)  # the name of a socket has to be short
        end.bind(path.name)
        os.chdir(folder)


NOTEBOOKS: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "a link to the instructor's notebook": (
        lambda path, _: path.symlink_to("../../../source/1-adding/adding.ipynb"),
        "adding.ipynb is a link, not a file",
    ),
    "a link by its whole path": (
        lambda path, out: path.symlink_to(out / path.name),
        "adding.ipynb is a link, not a file",
    ),
    "a link to the folder's own": (
        lambda path, out: (shutil.copy(out / path.name, path.with_name("mine.ipynb")), path.symlink_to("mine.ipynb")),
        "adding.ipynb is a link, not a file",
    ),
    "a dangling link": (lambda path, _: path.symlink_to("nowhere"), "adding.ipynb is a link, not a file"),
    "a link to itself": (lambda path, _: path.symlink_to(path.name), "adding.ipynb is a link, not a file"),
    "a link to a link": (
        lambda path, out: (path.with_name("one").symlink_to(out / path.name), path.symlink_to("one")),
        "adding.ipynb is a link, not a file",
    ),
    "a link to a device": (lambda path, _: path.symlink_to("/dev/zero"), "adding.ipynb is a link, not a file"),
    "a named pipe": (lambda path, _: os.mkfifo(path), "adding.ipynb is a named pipe, not a file"),
    "a socket": (lambda path, _: _socket(path), "adding.ipynb is a socket, not a file"),
    "a folder": (lambda path, _: path.mkdir(), "adding.ipynb is a folder, not a file"),
    "a folder with a notebook": (
        lambda path, out: (path.mkdir(), shutil.copy(out / path.name, path)),
        "adding.ipynb is a folder, not a file",
    ),
}
FOLDERS: dict[str, tuple[int, Callable[[Path, Path], object], str]] = {
    "the assignment is a link": (0, lambda path, out: path.symlink_to(out), "the folder 1-adding is a link"),
    "the assignment is a dangling link": (
        0,
        lambda path, _: path.symlink_to("nowhere"),
        "the folder 1-adding is a link, and links are not followed",
    ),
    "the assignment is a file": (0, lambda path, _: path.write_text(""), "1-adding is a file, not a folder"),
    "the assignment is a pipe": (0, lambda path, _: os.mkfifo(path), "1-adding is a named pipe, not a folder"),
    "the student is a link": (1, lambda path, out: path.symlink_to(out.parent), "the folder student-01 is a link"),
    "the student is a link to another's": (
        1,
        lambda path, _: path.symlink_to("student-02"),
        "the folder student-01 is a link, and links are not followed",
    ),
}
BESIDE: dict[str, tuple[Callable[[Path, Path], object], str]] = {
    "a link to a file": (lambda path, out: (path / "data.csv").symlink_to(out / "secret.txt"), "data.csv (a link)"),
    "a link to a folder": (lambda path, out: (path / "more").symlink_to(out), "more (a link)"),
    "a link in a folder": (
        lambda path, out: ((path / "more").mkdir(), (path / "more" / "data.csv").symlink_to(out / "secret.txt")),
        "more/data.csv (a link)",
    ),
    "a pipe": (lambda path, _: os.mkfifo(path / "data.csv"), "data.csv (a named pipe)"),
    "a dangling link": (lambda path, _: (path / "data.csv").symlink_to("nowhere"), "data.csv (a link)"),
}


def two_hand_in(course: SmallCourse) -> Path:
    path = course.submit("student-01")
    course.submit("student-02")
    return path


def nothing_came_in(course: SmallCourse) -> None:
    """See that the secret is in nothing that grading has written."""
    for step in ("autograded", "feedback", ".threadlab"):
        for path in (course.root / step).rglob("*"):
            assert not path.is_symlink()
            if path.is_file():
                assert SECRET.encode() not in path.read_bytes()


def left_to_a_person(outcome: ClassResult) -> list[str]:
    """Return the remarks on student-01, who got nothing yet; everybody else got all."""
    assert not outcome.faults
    mine, other = outcome.results
    assert (mine.points, mine.for_a_person) == (0, 2)
    assert (other.points, other.remarks) == (4, ())
    return list(mine.remarks)


@pytest.mark.parametrize("case", NOTEBOOKS)
def test_a_notebook_that_is_no_file_is_left_to_a_person(small_course: SmallCourse, case: str) -> None:
    make, reason = NOTEBOOKS[case]
    path, outside = two_hand_in(small_course), _outside(small_course)
    _replace(path, lambda path: make(path, outside))
    assert left_to_a_person(grade(find_course(), Here()))[:1] == [reason]
    nothing_came_in(small_course)
    assert grade(find_course(), Here()).unchanged == 2


@pytest.mark.parametrize("case", FOLDERS)
def test_a_folder_that_is_none_is_left_to_a_person(small_course: SmallCourse, case: str) -> None:
    levels, make, reason = FOLDERS[case]
    path, outside = two_hand_in(small_course), _outside(small_course)
    _replace(path.parents[levels], lambda path: make(path, outside))
    assert left_to_a_person(grade(find_course(), Here()))[0].startswith(reason)
    nothing_came_in(small_course)


@pytest.mark.parametrize("case", BESIDE)
def test_what_lies_beside_the_notebook_and_is_no_file_is_left_out(small_course: SmallCourse, case: str) -> None:
    make, named = BESIDE[case]
    path, outside = two_hand_in(small_course), _outside(small_course)
    (path.parent / "notes.txt").write_text("mine")
    make(path.parent, outside)
    mine, _ = grade(find_course(), Here()).results
    assert (mine.points, mine.remarks) == (4, (f"left out, being no files: {named}",))
    graded = small_course.root / "autograded" / "student-01" / small_course.assignment
    assert (graded / "notes.txt").read_text() == "mine"
    assert not (graded / "data.csv").exists()
    nothing_came_in(small_course)


@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("notes.txt"), Path.mkdir])
def test_a_time_that_no_file_says_is_left_to_a_person(small_course: SmallCourse, make: Callable[[Path], None]) -> None:
    path = two_hand_in(small_course)
    (path.parent / "notes.txt").write_text("2020-01-01 00:00:00 UTC")
    make(path.parent / "timestamp.txt")
    assert left_to_a_person(grade(find_course(), Here()))[0].startswith("timestamp.txt is a ")


def test_what_a_link_leads_to_does_not_count_when_it_changes(small_course: SmallCourse) -> None:
    path, outside = two_hand_in(small_course), _outside(small_course)
    (path.parent / "data.csv").symlink_to(outside / "secret.txt")
    grade(find_course(), Here())
    (outside / "secret.txt").write_text("another")
    assert grade(find_course(), Here()).unchanged == 2


def test_the_folder_of_all_submissions_may_be_a_link(small_course: SmallCourse, tmp_path: Path) -> None:
    small_course.submit("student-01")
    submitted = small_course.root / "submitted"
    submitted.rename(tmp_path / "elsewhere")
    submitted.symlink_to(tmp_path / "elsewhere")
    (result,) = grade(find_course(), Here()).results
    assert result.points == 4


def autograde(course: SmallCourse) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "1-adding"],
        cwd=course.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    return ran.stderr


def test_nbgraders_own_command_follows_no_link_either(small_course: SmallCourse) -> None:
    path, outside = two_hand_in(small_course), _outside(small_course)
    (path.parent / "data.csv").symlink_to(outside / "secret.txt")
    (path.parent / "more").symlink_to(outside)
    os.mkfifo(path.parent / "pipe")
    _replace(path, lambda path: path.symlink_to(outside / path.name))
    autograde(small_course)
    nothing_came_in(small_course)
    first = small_course.autograded("student-01")["cells"][0]["source"]
    assert "adding.ipynb is a link, not a file" in first
    assert small_course.autograded("student-02")["metadata"]["threadlab"]["notes"] == []


@pytest.mark.parametrize("levels", [0, 1])
def test_nbgraders_own_command_names_a_folder_that_is_a_link(small_course: SmallCourse, levels: int) -> None:
    path, outside = two_hand_in(small_course), _outside(small_course)
    _replace(path.parents[levels], lambda path: path.symlink_to(outside.parent if levels else outside))
    said = autograde(small_course)
    assert "is a link, " in said.replace("behind the link", "is a link, ")
    nothing_came_in(small_course)
    assert not (small_course.root / "autograded" / "student-01").exists()


def test_nbgraders_own_command_does_not_wait_for_a_time(small_course: SmallCourse) -> None:
    path = two_hand_in(small_course)
    os.mkfifo(path.parent / "timestamp.txt")
    assert "timestamp.txt is a named pipe, not a file" in autograde(small_course)


def test_an_ordinary_submission_is_graded_beside_all_that(small_course: SmallCourse) -> None:
    small_course.submit("student-01", RIGHT)
    (result,) = grade(find_course(), Here()).results
    assert (result.points, result.remarks) == (4, ())
