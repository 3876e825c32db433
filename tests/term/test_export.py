"""Grades in each system's form: its own columns, nothing in place of what is not final, and a word that says why."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from nbgrader.api import Gradebook

from tests.patience import PATIENCE
from tests.small_course import RIGHT, SOURCE, STRANGE, WITHOUT_LOCK, Here, SmallCourse, cell, optional
from tests.term.downloads import zipped
from threadlab.cli.command_line import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.as_json import class_as_json
from threadlab.course.grading_run.grade import grade
from threadlab.grading.gradebook.class_list import Student
from threadlab.term.exporting.export import by_reason
from threadlab.term.exporting.standings import WAITING, Standing

CLASS = '''Student,ID,SIS User ID,SIS Login ID,Section
    Points Possible,,,,
"One, Alpha",101,m-1,student-01,A
"Two, Beta",102,m-2,student-02,A
"Three, Gamma",103,m-3,student-03,B
"Four, ""Delta""",104,m-4,student-04,B
"=1+1, @Epsilon",105,m-5,student-05,B
"Six, Zeta",106,m-6,student-06,B
'''
FORMATS = ("csv", "canvas", "moodle", "gradescope", "xlsx")


def explained(notebook: dict[str, Any]) -> None:
    cell(notebook, "written--why")["source"] = "Both may read 0."


@pytest.fixture
def course(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> SmallCourse:
    """One graded, one late, one that waits for a TA, one undecided, one excused, one of whom nothing came."""
    (small_course.root / "list.csv").write_text(CLASS)
    assert main(["class", "import", "list.csv"]) == 0
    main(["dates", "1-adding", "--due", "2026-10-01 12:00", "--per-day", "0.5", "--excuse", "student-05"])
    small_course.submit("student-01", RIGHT)
    late = small_course.submit("student-02", WITHOUT_LOCK)
    (late.parent / "timestamp.txt").write_text("2026-10-01 13:00 UTC")
    small_course.submit("student-03", RIGHT, change=explained)
    small_course.submit("student-04", STRANGE)
    assert grade(find_course(), Here()).faults == ()
    capsys.readouterr()
    return small_course


def exported(course: SmallCourse, form: str, *arguments: str) -> list[list[str]]:
    assert main(["export", "--format", form, "--to", "out", *arguments]) == 0
    return rows(course.root / "out")


def rows(path: Path) -> list[list[str]]:
    return list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8"), newline=""), strict=True))


WHY = {
    "student-03": "1 mark waits for a person",
    "student-04": "2 marks wait for a person",
    "student-05": "excused",
    "student-06": "nothing handed in",
}


def test_csv_has_nbgraders_columns_and_says_why_a_score_is_empty(course: SmallCourse) -> None:
    found = exported(course, "csv")
    # nbgrader 0.9.6, plugins/export.py
    assert ",".join(found[0][:11]) == (
        "assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,late_submission_penalty,score,"
        "max_score"
    )
    lines = [dict(zip(found[0], row, strict=True)) for row in found[1:]]
    assert [(each["student_id"], each["raw_score"], each["score"], each["status"]) for each in lines] == [
        ("student-01", "4.0", "4.0", "graded"),
        ("student-02", "1.0", "0.5", "graded"),
        ("student-03", "", "", "waiting"),
        ("student-04", "", "", "waiting"),
        ("student-05", "", "", "excused"),
        ("student-06", "", "", "missing"),
    ]
    assert {each["student_id"]: each["why_empty"] for each in lines if each["why_empty"]} == WHY
    second = lines[1]
    assert (second["timestamp"], second["late_submission_penalty"]) == ("2026-10-01 13:00:00", "0.5")
    assert second["seconds_late"] == "3600"
    assert lines[2]["score_so_far"] == "4.0"


def test_who_has_not_handed_in_what_is_optional_is_excused(course: SmallCourse) -> None:
    course.write_source(optional(SOURCE))
    found = exported(course, "csv")
    lines = [dict(zip(found[0], row, strict=True)) for row in found[1:]]
    assert [(each["student_id"], each["status"]) for each in lines][-1] == ("student-06", "excused")
    assert lines[-1]["why_empty"] == "optional, and nothing handed in"
    assert (lines[0]["status"], lines[0]["score"]) == ("graded", "4.0")
    assert exported(course, "canvas", "--say-excused")[7][5] == "EX"


def test_canvas_gets_the_columns_that_its_importer_looks_for(course: SmallCourse) -> None:
    found = exported(course, "canvas", "--title", "1-adding=Adding (4711)")
    # lib/gradebook_importer.rb of instructure/canvas-lms, 2026: "Student", "ID", the SIS columns, up to "Section"
    assert found[0] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Adding (4711)"]
    assert found[1] == ["    Points Possible", "", "", "", "", "6"]
    assert found[2:] == [
        ["One, Alpha", "101", "m-1", "student-01", "A", "4"],
        ["Two, Beta", "102", "m-2", "student-02", "A", "0.5"],
        ["Three, Gamma", "103", "m-3", "student-03", "B", ""],
        ['Four, "Delta"', "104", "m-4", "student-04", "B", ""],
        ["'=1+1, @Epsilon", "105", "m-5", "student-05", "B", ""],
        ["Six, Zeta", "106", "m-6", "student-06", "B", ""],
    ]
    reasons = rows(course.root / "out-why-empty.csv")
    assert {row[0]: row[3] for row in reasons[1:]} == WHY


def test_canvas_has_a_word_for_excused_if_it_is_wanted(course: SmallCourse) -> None:
    assert exported(course, "canvas", "--say-excused")[6][5] == "EX"


def test_moodle_gets_a_column_to_find_students_by_and_empty_cells(course: SmallCourse) -> None:
    found = exported(course, "moodle")
    # grade/export/lib.php of moodle/moodle: the profile fields, then "<module>: <name> (<display type>)"
    assert found[0] == [
        *("First name", "Last name", "ID number", "Email address"),
        *("Assignment: 1-adding (Real)", "1-adding: why empty"),
    ]
    assert [(row[2], row[4], row[5]) for row in found[1:]] == [
        ("m-1", "4", ""),
        ("m-2", "0.5", ""),
        ("m-3", "", WHY["student-03"]),
        ("m-4", "", WHY["student-04"]),
        ("m-5", "", "excused"),
        ("m-6", "", "nothing handed in"),
    ]


WORKSHEET = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade),Feedback comments\n"
    'Participant 71,Alpha One,m-1,alpha@uni.example,Submitted,,6.00,Yes,"Thursday, 1 October 2026, 2:00 PM",-,\n'
    "Participant 72,Beta Two,m-2,beta@uni.example,Submitted,,6.00,{},-,-,\n"
    'Participant 73,Gamma Three,m-3,gamma@uni.example,Submitted,2.00,6.00,Yes,-,"Friday, 2 October 2026, 2:00 PM",ok\n'
)


def test_moodles_own_worksheet_is_filled_in(course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    sheet = course.root / "worksheet.csv"
    sheet.write_text(WORKSHEET.format("Yes"))
    found = exported(course, "moodle", "1-adding", "--worksheet", "worksheet.csv")
    before = rows(sheet)
    assert found[0] == [*before[0], "Why empty"]
    assert [(row[0], row[5], row[11]) for row in found[1:]] == [
        ("Participant 71", "4", ""),
        ("Participant 72", "0.5", ""),
        ("Participant 73", "2.00", WHY["student-03"]),  # what Moodle has stays
    ]
    assert [row[6:11] for row in found[1:]] == [row[6:11] for row in before[1:]]
    sheet.write_text(WORKSHEET.format("No") + "Participant 79,Sigma Noe,m-9,sigma@uni.example,-,,6.00,Yes,-,-,\n")
    capsys.readouterr()
    command = ["export", "1-adding", "--format", "moodle", "--to", "out", "--worksheet", "worksheet.csv"]
    assert main(command) == 1
    said = capsys.readouterr().out
    assert "line 3, beta@uni.example: Moodle says that the grade cannot be changed" in said
    assert "line 5, sigma@uni.example: nobody on the class list is called so" in said
    sheet.write_text(WORKSHEET.format("Yes").replace("6.00", "11.00"))
    assert main(command) == 1
    said = capsys.readouterr().out
    assert [line for line in said.splitlines() if line[0] == "?"] == [
        "?  line 2 and 1 more: the most is 11.00 in Moodle, and 6 here"
    ]


def test_gradescope_has_four_columns_for_each_assignment_and_no_other(course: SmallCourse) -> None:
    found = exported(course, "gradescope")
    # No page of Gradescope's describes the table. gradescope-mean 0.0.20.post1 and eldridgejm/gradelib (ce93962) read
    # it so: who it is, then four columns for each assignment up to "Total Lateness", and nothing that is none of these.
    assert found[0] == [
        *("First Name", "Last Name", "SID", "Email", "Sections"),
        *("1-adding", "1-adding - Max Points", "1-adding - Submission Time", "1-adding - Lateness (H:M:S)"),
        "Total Lateness (H:M:S)",
    ]
    assert found[2][5:] == ["0.5", "6", "2026-10-01 13:00:00 +0000", "01:00:00", "01:00:00"]
    assert found[3][5:] == ["", "6", "", "00:00:00", "00:00:00"]
    assert {row[0]: row[3] for row in rows(course.root / "out-why-empty.csv")[1:]} == WHY


def test_a_spreadsheet_has_numbers_and_texts_and_no_formula(course: SmallCourse) -> None:
    assert main(["export", "--format", "xlsx", "--to", "out.xlsx"]) == 0
    book = openpyxl.load_workbook(course.root / "out.xlsx")
    sheet = [[each.value for each in row] for row in book["Grades"].iter_rows()]
    assert sheet[0] == ["Student", "Last name", "First name", "E-mail", "1-adding", "Why empty"]
    assert [(row[0], row[4]) for row in sheet[1:4]] == [("student-01", 4), ("student-02", 0.5), ("student-03", None)]
    epsilon = book["Grades"]["B6"]
    assert (epsilon.value, epsilon.data_type) == ("=1+1", "s")
    assert len(list(book["Details"].iter_rows())) == 7


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_grades_are_the_same_bytes_and_nbgraders_export_says_them(course: SmallCourse, form: str) -> None:
    assert main(["export", "--format", form, "--to", "one"]) == 0
    assert main(["export", "--format", form, "--to", "two"]) == 0
    one = (course.root / "one").read_bytes()
    assert (course.root / "two").read_bytes() == one
    plugin = f"threadlab.term.exporting.plugins.{form.capitalize()}Export"
    command = [sys.executable, "-m", "nbgrader", "export", "--to", "three", f"--exporter={plugin}"]
    subprocess.run(command, cwd=course.root, capture_output=True, timeout=PATIENCE, check=True)
    assert (course.root / "three").read_bytes() == one


def test_who_has_no_points_for_one_reason_is_one_line_however_large_the_class() -> None:
    waiting = [
        Standing(Student(f"s{number}"), "1-adding", 6, WAITING, "1 mark waits for a person") for number in range(40)
    ]
    one = Standing(Student("t"), "1-adding", 6, WAITING, "excused")
    assert by_reason([*waiting, one]) == [
        f"1-adding, 1 mark waits for a person: {', '.join(f's{number}' for number in range(10))} and 30 more",
        "1-adding, excused: t",
    ]


def test_final_grades_are_written_only_if_nothing_waits(
    course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["export", "--format", "csv", "--to", "out.csv", "--final"]
    assert main(command) == 2
    said = capsys.readouterr().err
    assert "1-adding, 1 mark waits for a person: student-03\n" in said
    assert "student-06" not in said  # nothing handed in is final
    assert not (course.root / "out.csv").exists()
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        for submission in book.assignment_submissions("1-adding"):
            for mark in (mark for notebook in submission.notebooks for mark in notebook.grades):
                if mark.needs_manual_grade:
                    mark.manual_score, mark.needs_manual_grade = 1, False
        book.db.commit()
    assert main(command) == 0
    assert {row[3]: row[9] for row in rows(course.root / "out.csv")[1:]} == {
        "student-01": "4.0",
        "student-02": "0.5",
        "student-03": "5.0",
        "student-04": "2.0",
        "student-05": "",
        "student-06": "",
    }


def test_a_grade_that_is_out_of_date_is_not_final(course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    course.submit("student-01", WITHOUT_LOCK)
    main(["dates", "1-adding", "--per-day", "1"])
    course.submit("student-06", RIGHT)
    capsys.readouterr()
    exported(course, "csv")
    said = capsys.readouterr().out
    assert "1-adding, handed in anew since it was graded: student-01\n" in said
    assert "1-adding, what lateness costs has changed since it was graded: student-02\n" in said
    assert "1-adding, not graded yet: student-06\n" in said


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "csv", "--to", "nowhere/out.csv"], "cannot be written"),
        (["--format", "csv", "--to", "o", "9-none"], "no assignment is called 9-none"),
        (["--format", "csv", "--to", "o", "--title", "9-none=X"], "no assignment is called 9-none"),
        (["--format", "csv", "--to", "o", "--title", "X"], "--title takes"),
        (["--format", "csv", "--to", "o", "--worksheet", "list.csv"], "--worksheet fills in"),
        (["--format", "moodle", "--to", "o", "1-adding", "--worksheet", "list.csv"], "no column 'Identifier'"),
    ],
)
def test_what_cannot_be_exported_is_said(
    course: SmallCourse, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not (course.root / "o").exists()


def test_feedback_goes_back_as_moodle_wants_it(course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["feedback", "1-adding", "--for", "moodle", "--to", "f.zip"]) == 2
    assert "--worksheet FILE.csv" in capsys.readouterr().err
    (course.root / "worksheet.csv").write_text(WORKSHEET.format("Yes"))
    command = ["feedback", "1-adding", "--for", "moodle", "--worksheet", "worksheet.csv", "--to"]
    assert main([*command, "f.zip"]) == 1
    assert "left out: student-04: it is not known what Moodle calls this one" in capsys.readouterr().out
    with zipfile.ZipFile(course.root / "f.zip") as archive:
        # importziplib.php of mod/assign/feedback/file in moodle/moodle, 2026: fullname_number_plugintype_plugin
        assert archive.namelist() == [
            "Alpha One_71_assignsubmission_file/adding.html",
            "Beta Two_72_assignsubmission_file/adding.html",
            "Gamma Three_73_assignsubmission_file/adding.html",
        ]
        page = (course.root / "feedback/student-02/1-adding/adding.html").read_bytes()
        assert archive.read("Beta Two_72_assignsubmission_file/adding.html") == page
    main([*command, "again.zip"])
    assert (course.root / "again.zip").read_bytes() == (course.root / "f.zip").read_bytes()


def test_what_was_collected_from_moodle_goes_back_under_the_same_name(course: SmallCourse, tmp_path: Path) -> None:
    work = (course.root / "submitted/student-01/1-adding/adding.ipynb").read_bytes()
    source = zipped(tmp_path / "moodle.zip", {"Alpha One_7001_assignsubmission_file/adding.ipynb": work})
    assert main(["collect", str(source), "--assignment", "1-adding"]) == 0
    assert main(["feedback", "1-adding", "--for", "moodle", "--to", "f.zip"]) == 1
    with zipfile.ZipFile(course.root / "f.zip") as archive:
        assert archive.namelist() == ["Alpha One_7001_assignsubmission_file/adding.html"]


@pytest.mark.parametrize("to", ["back", "back.zip"])
def test_feedback_for_others_is_a_folder_for_each_and_a_list(
    course: SmallCourse, to: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["feedback", "1-adding", "--to", to]) == 0
    assert "the pages of 4 students" in capsys.readouterr().out
    if to.endswith(".zip"):
        with zipfile.ZipFile(course.root / to) as archive:
            archive.extractall(course.root / "back")
    listing = rows(course.root / "back/list.csv")
    assert listing[1] == ["student-01", "Alpha One", "", "student-01/adding.html"]
    assert all((course.root / "back" / row[3]).is_file() for row in listing[1:])
    if to == "back":
        assert main(["feedback", "1-adding", "--to", to]) == 2


def test_a_grading_run_as_json(course: SmallCourse) -> None:
    whole = json.loads(class_as_json(grade(find_course(), Here())))
    assert whole["unchanged"] == 4
    results = {each["student"]: each for each in whole["results"]}
    assert [each["points"] for each in results.values()] == [4.0, 0.5, 4.0, 0.0, None, None]
    second = results["student-02"]
    assert (second["name"], second["penalty"], second["seconds_late"]) == ("Beta Two", 0.5, 3600)
    assert results["student-03"]["by_hand"] == 1
