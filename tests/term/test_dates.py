"""Due dates, extensions, and what handing in late costs: the same in the table, the feedback and nbgrader."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from nbgrader.api import Gradebook
from rich.console import Console

from tests.patience import PATIENCE
from tests.small_course import RIGHT, Here, SmallCourse, cell
from threadlab.cli.command_line import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.class_table import show_class
from threadlab.course.grading_run.grade import ClassResult, grade
from threadlab.grading.gradebook.late_policy import DAY, Policy, duration, read_duration

DUE = "2026-10-01 22:00"


def dates(*arguments: str) -> int:
    return main(["dates", "1-adding", *arguments])


def hand_in(course: SmallCourse, student: str, time: str) -> None:
    path = course.submit(student, RIGHT)
    (path.parent / "timestamp.txt").write_text(time)


def graded() -> ClassResult:
    return grade(find_course(), Here())


def penalties(outcome: ClassResult) -> dict[str, tuple[float, float]]:
    return {each.student: (each.penalty, each.points) for each in outcome.results if each.handed_in}


@pytest.mark.parametrize(
    ("policy", "late", "off"),
    [
        (Policy(points=2), 0, 0),
        (Policy(points=2), 1, 2),
        (Policy(points=2), DAY, 2),
        (Policy(points=2), DAY + 1, 4),
        (Policy(percent=10), DAY + 1, 4),
        (Policy(percent=10, grace=900), 900, 0),
        (Policy(percent=10, grace=900), 901, 2),
        (Policy(percent=10, grace=2 * DAY), 2 * DAY + 1, 6),
        (Policy(percent=10, cut_off=3 * DAY), 3 * DAY, 6),
        (Policy(percent=10, cut_off=3 * DAY), 3 * DAY + 1, 20),
        (Policy(cut_off=0), 1, 20),
        (Policy(grace=60), 10 * DAY, 0),
    ],
)
def test_what_is_taken_off(policy: Policy, late: float, off: float) -> None:
    assert policy.taken_off(late, 20) == off


@pytest.mark.parametrize(
    ("text", "seconds"), [("15m", 900), ("2h", 7200), ("1d12h", 129600), ("1w", 604800), ("0s", 0)]
)
def test_durations(text: str, seconds: int) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "15", "h", "1 hour", "-1d", "1.5h", "1x", "3661d", "99999999999d"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_duration(text)


def test_a_duration_in_words() -> None:
    assert [duration(each) for each in (0, 1, 90, 3600, DAY + 7260)] == [
        "0 seconds",
        "1 second",
        "1 minute 30 seconds",
        "1 hour",
        "1 day 2 hours",
    ]


def test_dates_are_set_and_shown(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dates"]) == 0
    assert capsys.readouterr().out == "1-adding: no due date; handing in late costs nothing.\n"
    main(["class", "add", "student-07"])
    main(["class", "add", "student-09"])
    capsys.readouterr()
    zone = ["--zone", "Europe/Berlin"]
    policy = ["--grace", "15m", "--per-day", "10%", "--cut-off", "5d"]
    assert dates("--due", "2026-10-01 23:59", *zone, *policy, "--extend", "student-07", "+3d") == 0
    assert dates("--excuse", "student-09") == 0
    assert capsys.readouterr().out.splitlines()[-3:] == [
        (
            "1-adding: due 2026-10-01 21:59:00 UTC; 10 % off for each day begun, 15 minutes of grace, "
            "nothing counts after 5 days."
        ),
        "  student-07 may hand in until 2026-10-04 21:59:00 UTC",
        "  excused: student-09",
    ]
    assert dates("--no-extension", "student-07", "--no-excuse", "student-09", "--no-policy", "--no-due") == 0
    assert capsys.readouterr().out == "1-adding: no due date; handing in late costs nothing.\n"


BERLIN = "--zone", "Europe/Berlin"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--due", "01.10.2026"], "is no time like"),
        (["--due", ""], "'' is no time like"),
        (["--grace", ""], "--grace takes a duration"),
        (["--per-day", ""], "--per-day takes points"),
        (["--due", "2026-10-01 23:59", "--zone", ""], "'' is no time zone"),
        (["--due", DUE, "--zone", "CEST"], "is no time zone"),
        (["--due", "2026-10-25 02:30", *BERLIN], "clocks go back there, and show it twice; write it like"),
        (["--due", "2026-03-29 02:30", *BERLIN], "clocks go forward there, and never show it; write it like"),
        (["--due", "0001-01-01 00:00", *BERLIN], "is no time like"),
        (["--due", DUE, "--extend", "student-01", "3d"], "'3d' is no time like"),
        (["--due", DUE, "--extend", "student-01", "3d"], "and no duration like +3d"),
        (["--grace", "15"], "--grace takes a duration"),
        (["--per-day", "many"], "--per-day takes points"),
        (["--per-day", "nan"], "--per-day takes points"),
        (["--per-day", "101%"], "--per-day takes points"),
        (["--per-day=-1"], "--per-day takes points"),
        (["--grace", "2d", "--cut-off", "1d"], "the cut-off comes before the grace is over"),
        (["--extend", "nobody", "+1d"], "no student is called nobody"),
        (["--extend", "student-01", "+1d"], "has no due date to be extended"),
        (["--due", DUE, "--extend", "student-01", "2026-10-01 21:00"], "is no extension"),
        (["--due", DUE, "--extend", "student-01", "+99999999d"], "of ten years at most"),
        (["--due", "9999-12-30 12:00", "--extend", "student-01", "+9d"], "leads out of all calendars"),
        (["--due", DUE, "--cut-off", "99999999999d"], "of ten years at most"),
        (["--due", DUE, "--no-due"], "--due and --no-due contradict each other"),
        (["--excuse", "student-01", "--no-excuse", "student-01"], "contradict each other for student-01"),
        (["--due", DUE, "--extend", "student-01", "+1d", "--no-extension", "student-01"], "contradict each other for"),
    ],
)
def test_what_cannot_be_set_is_said_and_nothing_is_set(
    small_course: SmallCourse, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["class", "add", "student-01"])
    before = (small_course.root / "gradebook.db").read_bytes()
    assert dates(*arguments) == 2
    assert said in capsys.readouterr().err
    assert (small_course.root / "gradebook.db").read_bytes() == before


@pytest.mark.parametrize(
    ("due", "utc"),
    [
        ("2026-10-25 01:59", "2026-10-24 23:59:00 UTC"),
        ("2026-10-25 02:30 +02:00", "2026-10-25 00:30:00 UTC"),
        ("2026-10-25 02:30 +01:00", "2026-10-25 01:30:00 UTC"),
        ("2026-10-25 03:00", "2026-10-25 02:00:00 UTC"),
        ("2026-03-29 01:59", "2026-03-29 00:59:00 UTC"),
        ("2026-03-29 03:00", "2026-03-29 01:00:00 UTC"),
    ],
)
def test_beside_the_hours_in_which_clocks_change_all_is_certain(
    small_course: SmallCourse, due: str, utc: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dates("--due", due, *BERLIN) == 0
    assert utc in capsys.readouterr().out


def test_an_assignment_that_was_never_built_has_no_dates(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_course.root / "source/2-more").mkdir()
    assert main(["dates", "2-more", "--due", DUE]) == 2
    assert "first: threadlab build 2-more" in capsys.readouterr().err
    assert main(["dates", "--due", DUE]) == 2
    assert main(["dates", "3-none"]) == 2


def test_lateness_is_seen_wherever_points_are(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in(small_course, "student-01", "2026-10-01 22:00 UTC")
    hand_in(small_course, "student-02", "2026-10-02 23:00 UTC")
    hand_in(small_course, "student-03", "2026-10-02 23:00 UTC")
    hand_in(small_course, "student-04", "2026-10-09 23:00 UTC")
    dates("--due", DUE, "--per-day", "0.5", "--cut-off", "5d", "--extend", "student-03", "+1d", "--grace", "2h")
    outcome = graded()
    assert penalties(outcome) == {
        "student-01": (0, 4),
        "student-02": (1, 3),
        "student-03": (0, 4),  # an hour after the extension, and within the grace
        "student-04": (4, 0),
    }
    capsys.readouterr()
    show_class(outcome, Console(width=200))
    table = " ".join(capsys.readouterr().out.split())
    assert "handed in 1 day 1 hour late, 1 point taken off" in table
    assert "handed in 1 hour late, nothing taken off" in table
    page = (small_course.root / "feedback/student-02/1-adding/adding.html").read_text()
    assert "handed in 1 day 1 hour late, 1 taken off" in " ".join(page.split())
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as gradebook:
        third = gradebook.find_submission("1-adding", "student-03")
        assert (third.extension, third.total_seconds_late) == (timedelta(days=1), 3600)


def test_a_date_that_changes_is_graded_again_and_the_change_is_listed(small_course: SmallCourse) -> None:
    hand_in(small_course, "student-01", "2026-10-02 10:00 UTC")
    hand_in(small_course, "student-02", "2026-10-01 10:00 UTC")
    dates("--due", DUE, "--per-day", "10%")
    assert penalties(graded())["student-01"] == pytest.approx((0.6, 3.4))
    assert graded().graded == 0
    dates("--per-day", "1")
    changed = graded()
    assert [str(each) for each in changed.changes] == [
        (
            "1-adding of student-01, points taken off for handing in late: 0.6 -> 1 "
            "(the due date, what lateness costs, or the hand-in time changed)"
        )
    ]
    dates("--extend", "student-01", "2026-10-02 10:00")
    changed = graded()
    assert changed.graded == 1
    assert [(each.old, each.new) for each in changed.changes] == [(1, 0)]
    dates("--no-extension", "student-01")
    assert [(each.old, each.new) for each in graded().changes] == [(0, 1)]


def test_nbgraders_own_command_takes_off_the_same(small_course: SmallCourse) -> None:
    hand_in(small_course, "student-01", "2026-10-03 10:00 UTC")
    dates("--due", DUE, "--per-day", "1", "--extend", "student-01", "+1h")
    command = [sys.executable, "-m", "nbgrader", "autograde", "1-adding"]
    subprocess.run(command, cwd=small_course.root, capture_output=True, timeout=PATIENCE, check=True)
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as gradebook:
        assert gradebook.find_submission("1-adding", "student-01").late_submission_penalty == 2


def test_an_excused_student_counts_nothing(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    main(["class", "add", "student-01"])
    main(["class", "add", "student-02"])
    hand_in(small_course, "student-01", "2026-10-01 10:00 UTC")
    dates("--excuse", "student-01", "--excuse", "student-02")
    outcome = graded()
    assert [each.excused for each in outcome.results] == [True, True]
    capsys.readouterr()
    show_class(outcome)
    assert "e  excused: 2 assignments" in capsys.readouterr().out


def test_a_person_s_points_are_late_too(small_course: SmallCourse) -> None:
    """The written answer is marked after the code: what lateness costs follows from all points."""

    def explained(notebook: dict[str, object]) -> None:
        cell(notebook, "written--why")["source"] = "Both may read 0."

    path = small_course.submit("student-01", RIGHT, change=explained)
    (path.parent / "timestamp.txt").write_text("2026-11-01 10:00 UTC")
    dates("--due", DUE, "--cut-off", "1d")
    assert penalties(graded()) == {"student-01": (4, 0)}
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
        written = book.find_grade("written--why", "adding", "1-adding", "student-01")
        written.manual_score, written.needs_manual_grade = 2, False
        book.db.commit()
    assert penalties(graded()) == {"student-01": (6, 0)}
    assert json.loads(path.read_text())["nbformat"] == 4
