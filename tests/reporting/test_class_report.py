"""The report on a class: its numbers, the mistakes it names, and that it gives nobody away."""

from __future__ import annotations

import csv
import re
import sqlite3
from pathlib import Path

import pytest

from tests.reporting.class_of_six import class_of_six  # noqa: F401 - a fixture
from threadlab.cli import main
from threadlab.grading.times import read_time
from threadlab.reporting.class_report import item_statistics
from threadlab.reporting.class_report.class_facts import ClassFacts, GradedPart, PartFacts, SubmissionFacts
from threadlab.reporting.class_report.page import begun
from threadlab.reporting.class_report.plots import bins, times_plot
from threadlab.reporting.class_report.times import Times, times


def written(*options: str) -> str:
    assert main(["report", "--to", "report.html", *options]) == 0
    return Path("report.html").read_text()


def table(name: str) -> list[dict[str, str]]:
    with Path("tables", f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.usefixtures("class_of_six")
def test_the_numbers_are_those_of_the_class() -> None:
    page = written("--csv", "tables", "--released", "1-adding=2026-09-30T12:00Z")
    found = {row["like"]: (row["mistake"], row["kind"], row["count"]) for row in table("mistakes")}
    assert found["no_lock"] == ("makes a lock and never uses it", "assertion", "2")  # whatever names it has
    assert found["never_free"] == ("takes the lock and never gives it back", "deadlock", "1")
    assert found[""] == ("a wrong result at: keeps all", "assertion", "1")
    checks = {row["part"]: row for row in table("checks")}
    assert checks["add--keeps-all"]["counted"] == "5"  # what is undecided does not count
    assert float(checks["add--keeps-all"]["difficulty"]) == 0.2
    assert checks["add--keeps-all"]["discrimination"] == ""  # of five nothing can be said
    assert checks["written--why"]["counted"] == "0"
    assert [float(row["days"]) for row in table("times")] == [1, 2, 3, 4, 5, 6]
    waits = {(row["for"], row["part"]): row["count"] for row in table("waiting")}
    assert waits["a teaching assistant", "written--why"] == "6"
    assert waits["a teaching assistant", "add--keeps-all"] == "1"
    assert sum(int(row["submissions"]) for row in table("points")) == 6
    assert "Makes a lock and never uses it" in page
    assert "2 answers, 33 % of those handed in" in page
    assert re.search(r"1-adding</td><td[^>]*>the release</td>.*?>2</td><td[^>]*>0</td>", page, re.DOTALL)  # two late


@pytest.mark.usefixtures("class_of_six")
def test_it_is_the_same_to_the_byte_and_needs_nothing_else() -> None:
    page = written()
    assert written() == page
    assert not re.search(r"<script|<link[^>]*href=\"(?!data:)|src=\"(?!data:)|url\((?!#)|@import", page)


@pytest.mark.usefixtures("class_of_six")
def test_nobody_is_named_not_even_by_a_comment_in_a_story(capsys: pytest.CaptureFixture[str]) -> None:
    page = written("--csv", "tables")
    everything = page + "".join(path.read_text() for path in Path("tables").iterdir())
    assert not re.search(r"student-0\d|zelda", everything, re.IGNORECASE)
    assert not Path("tables", "students.csv").exists()
    capsys.readouterr()
    named = written("--names", "--csv", "tables")
    assert "student-06" in named
    assert "Zelda" not in named  # only ids are asked for
    assert {row["student"] for row in table("students")} == {f"student-0{number}" for number in range(1, 7)}
    assert "keep it to those who may see grades" in capsys.readouterr().err


@pytest.mark.usefixtures("class_of_six")
def test_a_story_that_names_somebody_would_be_shown_if_nobody_was_called_so() -> None:
    with sqlite3.connect("gradebook.db") as gradebook:
        gradebook.execute("UPDATE student SET first_name = NULL")
    assert "How one of them fails" in written()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ([], "say where the report shall go"),
        (["--to", "nowhere/r.html"], "nowhere/r.html cannot be written: No such file"),
        (["--to", "r.html", "--released", "1-adding"], "say ASSIGNMENT=TIME"),
        (["--to", "r.html", "--released", "2-x=2026-10-01T08:00Z"], "no assignment is called 2-x; there are: 1-adding"),
        (["--to", "r.html", "--released", "1-adding=soon"], '--released 1-adding says "soon", which is no time'),
    ],
)
@pytest.mark.usefixtures("class_of_six")
def test_what_cannot_be_done_is_said(options: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", *options]) == 2
    assert said in capsys.readouterr().err


@pytest.mark.usefixtures("small_course")
def test_a_class_that_is_not_graded_is_told_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", "--to", "r.html"]) == 2
    assert "grade the class first: threadlab grade" in capsys.readouterr().err
    assert not Path("r.html").exists()


def class_with(rows: list[tuple[float, float]]) -> ClassFacts:
    """A class with two checks of one point each, and the points of everybody in both."""
    parts = tuple(GradedPart("a", "n", f"e--{name}", 1, written=False) for name in ("one", "two"))
    hand_ins = [
        SubmissionFacts(f"student-{number:02}", "a", None, None, 0, parts={
            "e--one": PartFacts(one, waits=False), "e--two": PartFacts(two, waits=False)
        })
        for number, (one, two) in enumerate(rows)
    ]  # fmt: skip
    return ClassFacts("c", ("a",), (), parts, tuple(hand_ins))


def test_discrimination_is_the_correlation_with_all_other_points() -> None:
    # By hand: 10 students; one: 5 have it; two: 4 of these and 1 of the others. Phi = (4*4 - 1*1) / 25 = 0.6.
    first, second = item_statistics.items(class_with([(1, 1)] * 4 + [(1, 0)] + [(0, 1)] + [(0, 0)] * 4), "a")
    assert (first.difficulty, first.count) == (0.5, 10)
    assert first.discrimination == pytest.approx(0.6)
    assert second.discrimination == pytest.approx(0.6)


def test_too_few_or_all_alike_have_no_discrimination() -> None:
    few = item_statistics.items(class_with([(1, 1)] * 4 + [(0, 0)] * 5), "a")
    alike = item_statistics.items(class_with([(1, 1)] * 5 + [(1, 0)] * 5), "a")
    assert [item.discrimination for item in few + alike] == [None] * 4
    assert alike[0].remark == "nearly everybody has it"


def test_full_points_and_none_have_their_places() -> None:
    assert bins([0.0, 0.1, 0.3, 0.95, 1.0]) == [1, 1, 0, 1, 0, 0, 0, 0, 0, 2]


@pytest.mark.filterwarnings("error")
def test_a_due_date_before_the_first_and_after_the_last_time_stays_in_the_picture() -> None:
    drawn = times_plot(
        [
            Times("1-adding", "the first one handed in", (("a", 0.0),), -4.0, 1, 0),
            Times("2-more", "the first one handed in", (("a", 0.0), ("b", 1.0)), 9.0, 0, 0),
        ]
    )
    assert drawn.count(">due<") + drawn.count("<!-- due -->") >= 2
    assert "1-adding: 1 time known" in drawn


def test_an_extension_moves_what_is_late() -> None:
    due = read_time("2026-10-04 12:00")
    facts = class_with([(1, 1)] * 2)
    for hand_in, extra in zip(facts.hand_ins, (0, 2), strict=True):
        hand_in.handed_in, hand_in.due = read_time("2026-10-05 12:00"), due.replace(day=4 + extra)
    (found,) = times(facts, {"a": read_time("2026-10-01 12:00")})
    assert (found.days, found.due, found.late) == ((4.0, 4.0), 3.0, 1)


def test_a_mistake_begins_as_a_sentence_does_and_python_as_it_is_written() -> None:
    assert begun("makes a lock and never uses it") == "Makes a lock and never uses it"
    assert begun("acquire(blocking=False) does not wait") == "acquire(blocking=False) does not wait"
