"""A term from the class list to the grades: thirty students, four ways to hand in, and a table worked out by hand."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect

from tests.browser.servers import Watched, environment_of, served
from tests.small_course import KEEPS_ALL, RIGHT, SOURCE, STRANGE, WITHOUT_LOCK, Here, SmallCourse, cell
from tests.term.downloads import folder, zipped
from threadlab.cli.command_line import main
from threadlab.course.folder import CourseFolder, find_course
from threadlab.course.grading_run.grade import ClassResult, grade
from threadlab.course.labs.instructor_lab import lab_environment, prepare_exchange
from threadlab.course.release.build import build

# One thread alone loses nothing: the test that is handed out is too weak, and is corrected when all have handed in.
TOO_WEAK = KEEPS_ALL.replace("for amount in (1, 2)]", "for amount in (3,)]")

# What each hands in: a right answer, one without a lock, one whose written question is answered, too, or one that uses
# what is not modelled. Moodle has 1 to 10 and 29, Canvas 11 to 18, Blackboard 19 to 24, the exchange 25 to 27; of 28
# nothing came, and 30 is excused.
RIGHT_ONES = (1, 2, 4, 5, 8, 9, 11, 13, 15, 16, 18, 19, 21, 22, 24, 25, 26, 29)
WITHOUT_LOCKS = (3, 6, 10, 12, 17, 20, 27)
EXPLAINED, STRANGERS = (7, 23), (14,)

# The table, worked out by hand. The assignment has 6 points: 3 for keeping all, 1 for giving the lock back, and 2 for
# words. A day costs 10 %, which is 0.6 points. 5 is 10 hours late: 4 - 0.6 = 3.4. 20 is a day and 3 hours late, which
# is two days begun: 4 - 1.2 = 2.8 with the weak test, and with the corrected one 1 - 1.2, which is 0. 25 is 30 hours
# late, and has two days more; 26 is 10 minutes late, and has a quarter of an hour.
AT_FIRST = dict.fromkeys(RIGHT_ONES, 4.0) | dict.fromkeys(WITHOUT_LOCKS, 4.0) | {5: 3.4, 20: 2.8}
CORRECTED = dict.fromkeys(RIGHT_ONES, 4.0) | dict.fromkeys(WITHOUT_LOCKS, 1.0) | {5: 3.4, 20: 0.0}
# The TAs give 2 points for the words of 7, 1.5 for those of 23, and 2 and 1 for the undecided checks of 14.
BY_HAND = {
    7: {"written--why": 2},
    23: {"written--why": 1.5},
    14: {"add--keeps-all": 2, "add--free-afterwards": 1},
}
AT_LAST = CORRECTED | {7: 6.0, 23: 5.5, 14: 3.0}


def name(number: int) -> str:
    return f"student-{number:02}"


def first_and_last(number: int) -> tuple[str, str]:
    return f"Given{number:02}", f"Family{number:02}"


def answer(course: SmallCourse, number: int) -> bytes:
    notebook = deepcopy(course.released())
    if number in WITHOUT_LOCKS:
        cell(notebook, "add")["source"] = WITHOUT_LOCK
    else:
        cell(notebook, "add")["source"] = STRANGE if number in STRANGERS else RIGHT
    if number in EXPLAINED:
        cell(notebook, "written--why")["source"] = f"Both may read 0, says {number}."
    return json.dumps(notebook).encode()


@pytest.fixture
def course(small_course: SmallCourse) -> SmallCourse:
    small_course.write_source(source(TOO_WEAK))
    build(CourseFolder(small_course.root), executor=Here())
    return small_course


def source(keeps_all: str) -> dict[str, Any]:
    notebook = deepcopy(SOURCE)
    cell(notebook, "add--keeps-all")["source"] = keeps_all
    return notebook


def class_list(path: Path) -> Path:
    lines = ["First name,Last name,ID number,Email address"]
    lines += [f"{','.join(first_and_last(each))},{name(each)},s{each:02}@uni.example" for each in range(1, 31)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def moodle(course: SmallCourse, path: Path) -> tuple[Path, Path]:
    """Moodle's zip, in which one calls himself otherwise and one is nobody's, and its worksheet with the times."""
    content, sheet = {}, ["Identifier,Full name,Email address,Last modified (submission)"]
    for each in (*range(1, 11), 29):
        called = "Nick29 Family29" if each == 29 else " ".join(first_and_last(each))
        content[f"{called}_70{each:02}_assignsubmission_file/adding.ipynb"] = answer(course, each)
        time = "Friday, 2 October 2026, 8:00 AM" if each == 5 else "Thursday, 1 October 2026, 9:00 PM"
        sheet.append(f'Participant 70{each:02},{called},s{each:02}@uni.example,"{time}"')
    content["Some Guest_7099_assignsubmission_file/adding.ipynb"] = answer(course, 1)
    (path / "worksheet.csv").write_text("\n".join(sheet), encoding="utf-8")
    return zipped(path / "moodle.zip", content), path / "worksheet.csv"


def canvas(course: SmallCourse, path: Path) -> Path:
    """Canvas's zip, into which somebody has put a file whose path leads out."""
    content = {
        f"family{each:02}given{each:02}_{500 + each}_{9000 + each}_adding.ipynb": answer(course, each)
        for each in range(11, 19)
    }
    content |= {"../../../student-28/1-adding/adding.ipynb": answer(course, 1)}
    return zipped(path / "canvas.zip", content)


def blackboard(course: SmallCourse, path: Path) -> Path:
    """Blackboard's zip, in which one has handed in twice. Its clock is Berlin's, two hours ahead."""
    content = {}
    for each in range(19, 25):
        time = "2026-10-03-03-00-00" if each == 20 else "2026-10-01-20-00-00"
        content[f"Adding_s{each:02}_attempt_{time}_adding.ipynb"] = answer(course, each)
    content["Adding_s21_attempt_2026-09-30-20-00-00_adding.ipynb"] = answer(course, 3)
    return zipped(path / "blackboard.zip", content)


def exchange(course: SmallCourse, path: Path) -> Path:
    times = {25: "2026-10-03 04:00:00 UTC", 26: "2026-10-01 22:10:00 UTC", 27: "2026-10-01 10:00:00 UTC"}
    return folder(
        path / "inbound",
        {f"{name(each)}+1-adding+{time}+x/adding.ipynb": answer(course, each) for each, time in times.items()},
    )


def downloads(course: SmallCourse, path: Path) -> list[list[str]]:
    """Make what came by all four ways, each with what is said to collect it."""
    zip_of_moodles, worksheet = moodle(course, path)
    times = ["--times", str(worksheet), "--zone", "UTC", "--match", "Nick29 Family29_7029=student-29"]
    return [
        [str(zip_of_moodles), *times],
        [str(canvas(course, path))],
        [str(blackboard(course, path)), "--zone", "Europe/Berlin"],
        [str(exchange(course, path))],
    ]


def points(outcome: ClassResult) -> dict[int, float]:
    """Give the points of whom nothing waits."""
    return {
        int(each.student[-2:]): round(each.points, 6)
        for each in outcome.results
        if each.handed_in and not each.by_hand and not each.for_a_person
    }


def mark_in_a_browser(course: SmallCourse, browser: Browser) -> None:
    """Two teaching assistants mark what waits, each in a browser of their own; none is given what the other has."""
    prepare_exchange(CourseFolder(course.root))
    with (
        served(course.root, lab_environment(environment_of(course.root.parent / "account"))) as address,
        closing_windows(Watched(browser), Watched(browser)) as windows,
    ):
        first, second = (window.open(f"{address}/formgrader/next_waiting") for window in windows)
        given = [mark(course, first)]
        first.get_by_role("link", name="Next waiting").click()
        expect(first).not_to_have_url(given[0][1])
        given += [mark(course, first), mark(course, second)]
        assert sorted(number for number, _ in given) == sorted(BY_HAND)  # all three, and none of them twice
        for page in (first, second):
            page.get_by_role("link", name="Next waiting").click()
            expect(page.get_by_role("heading", name="Nothing waits for you")).to_be_visible()


@contextmanager
def closing_windows(*windows: Watched) -> Iterator[tuple[Watched, ...]]:
    for window in windows:
        window.log_in()
    yield windows
    for window in windows:
        window.context.close()
        assert window.errors + window.strangers == []


def mark(course: SmallCourse, page: Page) -> tuple[int, str]:
    """Enter the points for the answer that a page shows; give whose it is, and the page's address."""
    shown = page.url.rstrip("/").rpartition("/")[2]
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        number = int(book.find_submission_notebook_by_id(shown).student.id[-2:])
    for check, points in BY_HAND[number].items():
        field = page.locator(f"#{check}")
        expect(field).to_have_class("score tabbable needs_manual_grade")
        page.wait_for_load_state("networkidle")
        field.fill(str(points))
        field.press("Tab")
        panel = page.locator(".nbgrader_cell", has=field)
        expect(panel.locator(".score-said")).to_have_text("saved")
    return number, page.url


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline=""), strict=True))


def as_number(text: str) -> float | None:
    return float(text) if text else None


def test_a_term(
    course: SmallCourse,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    browser: Browser,
) -> None:
    assert main(["class", "import", str(class_list(tmp_path / "list.csv"))]) == 0
    policy = ["--due", "2026-10-01 22:00", "--per-day", "10%", "--grace", "15m", "--cut-off", "5d"]
    assert main(["dates", "1-adding", *policy, "--extend", name(25), "+2d", "--excuse", name(30)]) == 0

    came = downloads(course, tmp_path)
    collect = [["collect", *what, "--assignment", "1-adding"] for what in came]
    assert [main(each) for each in collect] == [1, 1, 0, 0]  # a guest, and a path that leads out
    said = capsys.readouterr().out
    assert "Some Guest_7099 (Moodle; " in said
    assert "nobody on the class list is called so" in said
    assert "../../../student-28/1-adding/adding.ipynb was not opened: its path leads out of the archive" in said
    assert "s21_attempt_2026-09-30-20-00-00_adding.ipynb (there is a later one: " in said
    assert not (course.root / "submitted" / name(28)).exists()
    assert not list(tmp_path.rglob("student-28"))

    outcome = grade(find_course(), Here())
    assert (outcome.graded, outcome.faults, outcome.left_out) == (28, (), ())
    assert len(outcome.results) == 30
    assert points(outcome) == AT_FIRST
    assert {int(each.student[-2:]): each.penalty for each in outcome.results if each.penalty} == {5: 0.6, 20: 1.2}

    course.write_source(source(KEEPS_ALL))
    corrected = grade(find_course(), Here())
    assert points(corrected) == CORRECTED
    changed = {(int(each.student[-2:]), each.check, each.old, each.new) for each in corrected.changes}
    lost = {(each, "add--keeps-all", 3.0, 0.0) for each in WITHOUT_LOCKS}
    assert changed == lost | {(20, "points taken off for handing in late", 1.2, 1.0)}  # no more than there is

    assert main(["export", "--format", "csv", "--to", "grades.csv", "--final"]) == 2
    refused = capsys.readouterr().err
    assert sorted(re.findall(r"student-\d+", refused)) == [name(7), name(14), name(23)]
    assert refused.count("  1-adding, ") == 2  # one line for each reason
    mark_in_a_browser(course, browser)
    grade(find_course(), Here())
    check_exports(course)
    check_feedback(course)

    before = {path: path.read_bytes() for path in (course.root / "submitted").rglob("*") if path.is_file()}
    assert [main(each) for each in collect] == [1, 1, 0, 0]
    assert {path: path.read_bytes() for path in (course.root / "submitted").rglob("*") if path.is_file()} == before
    assert grade(find_course(), Here()).graded == 0


def check_exports(course: SmallCourse) -> None:
    expected = {name(each): AT_LAST.get(each) for each in range(1, 31)}
    for form in ("csv", "canvas", "moodle", "gradescope", "xlsx"):
        assert main(["export", "--format", form, "--to", f"grades.{form}", "--final"]) == 0
    table = rows(course.root / "grades.csv")
    assert {row["student_id"]: as_number(row["score"]) for row in table} == expected
    assert {row["student_id"]: row["why_empty"] for row in table if not row["score"]} == {
        name(28): "nothing handed in",
        name(30): "excused",
    }
    assert {row["student_id"]: int(row["seconds_late"]) for row in table if int(row["seconds_late"])} == {
        name(5): 10 * 3600,  # of 25 nothing: the extension counts
        name(20): 27 * 3600,
        name(26): 600,
    }
    by_login = {row["SIS Login ID"]: as_number(row["1-adding"]) for row in rows(course.root / "grades.canvas")[1:]}
    assert by_login == expected
    column = "Assignment: 1-adding (Real)"
    assert {row["ID number"]: as_number(row[column]) for row in rows(course.root / "grades.moodle")} == expected
    assert {row["SID"]: as_number(row["1-adding"]) for row in rows(course.root / "grades.gradescope")} == expected
    sheet = openpyxl.load_workbook(io.BytesIO((course.root / "grades.xlsx").read_bytes()))["Grades"]
    assert {row[0]: row[4] for row in sheet.iter_rows(min_row=2, values_only=True)} == expected


def check_feedback(course: SmallCourse) -> None:
    assert main(["feedback", "1-adding", "--for", "moodle", "--to", "feedback.zip"]) == 1  # some are not Moodle's
    with zipfile.ZipFile(course.root / "feedback.zip") as archive:
        names = archive.namelist()
        late = archive.read("Given05 Family05_7005_assignsubmission_file/adding.html").decode()
    assert len(names) == 11
    assert "Nick29 Family29_7029_assignsubmission_file/adding.html" in names
    assert "3.4 of 6 points" in late
    assert "handed in 10 hours late, 0.6 taken off" in " ".join(late.split())
