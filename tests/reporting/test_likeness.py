"""The likeness of answers: what is found, what is left out, and that nobody is accused."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from tests.small_course import RIGHT, Here, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.course.grading_run.grade import grade

ODD = (
    RIGHT
    + '''


def history(amounts, start=7):
    """Keep what was there before each amount, in pairs, newest first."""
    kept = [(start + sum(amounts[:place]), amount) for place, amount in enumerate(amounts)]
    return [pair for pair in reversed(kept) if pair[0] % 3 != 1 or pair[1] < start]'''
)
RENAMED = ODD.replace("kept", "them").replace("pair", "two").replace("Keep what", "Remember # what")
OTHER = (
    RIGHT
    + '''


def history(amounts):
    """Do it in another way."""
    result = {}
    while amounts:
        amount = amounts.pop()
        result.setdefault(len(amounts), set()).add(amount if amount else None)
    return sorted(result.items(), key=str)'''
)
MANY_WRITE = "import threading\n\ntotal = 0\nlock = threading.RLock()\n\n\ndef add(amount):\n" + "".join(
    f"    # step {number}\n    with lock:\n        globals()['total'] = total + amount if {number} else total\n"
    for number in range(3)
)


@pytest.fixture
def compared(small_course: SmallCourse) -> SmallCourse:
    answers = (ODD, ODD, RENAMED, OTHER, MANY_WRITE, MANY_WRITE.replace("amount", "more"), None)
    for number, answer in enumerate(answers, 1):
        small_course.submit(f"student-0{number}", answer)
    right = small_course.root / "answers" / "1-adding" / "add" / "right"
    right.mkdir(parents=True)
    (right / "three_times.py").write_text(f"# Style: three times\n{MANY_WRITE}")
    grade(CourseFolder(small_course.root), Here())
    return small_course


def rows() -> list[tuple[str, str, str]]:
    with Path("l.csv").open(newline="") as file:
        return [(row["in_common"], row["students"], row["and"]) for row in csv.DictReader(file)]


@pytest.mark.usefixtures("compared")
def test_equal_answers_and_renamed_ones_are_found_and_nobody_is_accused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["likeness", "--to", "l.html", "--csv", "l.csv"]) == 0
    (equal, renamed) = rows()
    assert equal == ("equal", "student-01 student-02", "")
    assert float(renamed[0]) > 0.9
    assert {*renamed[1].split(), *renamed[2].split()} == {"student-01", "student-02", "student-03"}
    page = Path("l.html").read_text()
    assert "<mark>" in page
    assert "student-05" not in page  # as the catalogue has it
    said = (page + "".join(capsys.readouterr())).lower()
    assert "likeness is not a finding about anybody" in said
    assert not [word for word in ("cheat", "plagiar", "copied", "suspect", "guilty", "dishonest") if word in said]
    assert main(["likeness", "--to", "nowhere/l.html"]) == 2
    assert "nowhere/l.html cannot be written" in capsys.readouterr().err


def test_without_the_catalogue_it_is_found(compared: SmallCourse) -> None:
    (compared.root / "answers" / "1-adding" / "add" / "right" / "three_times.py").unlink()
    assert main(["likeness", "--csv", "l.csv"]) == 0
    assert any("student-05" in row[1:] and "student-06" in row[1:] for row in rows())


@pytest.mark.usefixtures("compared")
def test_chance_has_no_part_in_it() -> None:
    pages = set()
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "threadlab", "likeness", "--to", f"{seed}.html"]
        subprocess.run(command, check=True, env={"PYTHONHASHSEED": seed, "PATH": "/usr/bin:/bin"}, capture_output=True)
        pages.add(Path(f"{seed}.html").read_bytes())
    assert len(pages) == 1


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "say where it shall go"),
        (["9-nothing", "--to", "l.html"], "no assignment is called 9-nothing; there are: 1-adding"),
    ],
)
@pytest.mark.usefixtures("small_course")
def test_what_cannot_be_done_is_said(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["likeness", *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("small_course")
def test_a_class_that_is_not_graded_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["likeness", "--to", "l.html"]) == 2
    assert "grade the class first" in capsys.readouterr().err
