"""The class list: read as learning platforms write it, with whatever a spreadsheet makes of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.small_course import RIGHT, Here, SmallCourse
from threadlab.cli.command_line import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.class_table import show_class
from threadlab.course.grading_run.grade import grade
from threadlab.grading.gradebook.class_list import Student, listed_in
from threadlab.term.enrolment.people import ClassList, read_class_list

MOODLE = """First name,Last name,ID number,Institution,Department,Email address,"Assignment: Adding (Real)"
Alpha,One,student-01,,,alpha@uni.example,-
Beta,Two,student-02,,,beta@uni.example,-
"""
MOODLE_PARTICIPANTS = """\ufeff"First name","Last name","Email address",Roles,Groups,"Last access to course"
Alpha,One,student-01@uni.example,Student,"Group A, Group B","2 hours"
Beta,Two,student-02@uni.example,Student,,Never
Epsilon,Four,epsilon@uni.example,Teacher,,Now
"""
CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Adding (4711),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,6,(read only)
"One, Alpha",101,sis-1,student-01,A,,
"Two, Beta",102,sis-2,student-02,A and B,,
"Student, Test",103,,0a1b2c,A,,
"""
CANVAS_TWO_NAMES = """LastName,FirstName,ID,SIS User ID,SIS Login ID,Section
    Points Possible,,,,,
One,Alpha,101,sis-1,student-01,A
Two,Beta,102,sis-2,student-02,A
"""
GRADESCOPE = """Name,Email,Role,SID
Alpha One,alpha@uni.example,Student,student-01
Beta Two,beta@uni.example,Student,student-02
Epsilon Four,epsilon@uni.example,Instructor,
"""
NBGRADER = """id,first_name,last_name,email,lms_user_id
student-01,Alpha,One,alpha@uni.example,101
student-02,Beta,Two,beta@uni.example,102
"""
LISTS = {
    "Moodle": MOODLE,
    "Moodle, participants": MOODLE_PARTICIPANTS,
    "Canvas": CANVAS,
    "Canvas, two names": CANVAS_TWO_NAMES,
    "Gradescope": GRADESCOPE,
    "nbgrader": NBGRADER,
}


def read(tmp_path: Path, content: str | bytes, **columns: str) -> ClassList:
    path = tmp_path / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_class_list(path, columns)


@pytest.mark.parametrize("system", LISTS)
def test_the_lists_of_each_system_say_the_same(tmp_path: Path, system: str) -> None:
    found = read(tmp_path, LISTS[system])
    assert found.problems == ()
    assert found.system == system.partition(",")[0]
    assert [(each.id, each.first_name, each.last_name) for each in found.students] == [
        ("student-01", "Alpha", "One"),
        ("student-02", "Beta", "Two"),
    ]


def test_what_a_platform_calls_a_student_is_kept(tmp_path: Path) -> None:
    alpha = read(tmp_path, CANVAS).students[0]
    assert alpha.lms_user_id == "101"
    assert alpha.other == {"number": "sis-1", "username": "student-01", "section": "A"}


def test_what_acts_and_is_not_seen_is_left_out_of_names(tmp_path: Path) -> None:
    written = NBGRADER.replace("Alpha", '"A\u202el\x1b[31mpha\nMaria "').replace("Beta", "\u0645\u06cc\u200c\u0634")
    one, two = read(tmp_path, written).students
    assert one == Student("student-01", "Al[31mpha Maria", "One", "alpha@uni.example", "101")
    assert two.first_name == "\u0645\u06cc\u200c\u0634"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_however_a_spreadsheet_saved_it(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    lines = ["id,first_name,last_name", "student-01,Thëta,Übung", "", " , ,", 'student-02,"Alpha\nKappa","D""Iota"']
    text = end.join(line.replace(",", separator) for line in lines) + end
    found = read(tmp_path, text.encode(encoding))
    assert [each.name for each in found.students] == ["Thëta Übung", 'Alpha Kappa D"Iota']
    assert "2 empty rows left out." in found.told


def test_a_separator_that_the_first_line_names_is_no_column(tmp_path: Path) -> None:
    assert len(read(tmp_path, "sep=;\nid;first_name\nstudent-01;Alpha, Kappa\n").students) == 1


def test_other_headers_are_mapped(tmp_path: Path) -> None:
    found = read(tmp_path, "Matrikelnr;Vorname;Nachname\n0123;Alpha;One\n", id="Matrikelnr", first="Vorname")
    assert found.students == (Student("0123", "Alpha"),)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id,first_name\n../up,Alpha\n", "line 2: the id '../up' cannot be used: it has / in it"),
        ("id,first_name\n.hidden,Alpha\n", "begins with a dot"),
        ("id,first_name\n=1+1,Alpha\n", "it has + in it"),
        ("id,first_name\n-x,Alpha\n", "begins with -"),
        ("id,first_name\na\x07b,Alpha\n", "cannot be seen"),
        ("id,first_name\n,Alpha\nb,Beta\n", "line 2: there is no id in it"),
        (f"id,first_name\n{'a' * 129},Alpha\n", "longer than 128"),
        ("id,first_name\na,Alpha\na,Beta\n", "lines 2 and 3 both have the id a"),
        ("id,first_name\nalpha,Alpha\nALPHA,Beta\n", "the ids alpha and ALPHA differ in upper and lower case alone"),
        ("id,first_name\n", "nobody is on it"),
    ],
)
def test_what_cannot_be_enrolled_is_said_with_its_line(tmp_path: Path, content: str, said: str) -> None:
    assert any(said in problem for problem in read(tmp_path, content).problems)


def test_the_same_line_twice_is_one_student_in_two_sections(tmp_path: Path) -> None:
    found = read(tmp_path, CANVAS + '"One, Alpha",101,sis-1,student-01,B,,\n')
    assert found.problems == ()
    assert found.students[0].other["section"] == "A, B"
    assert "Line 7 says student-01 again, as line 4 does." in found.told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "is empty"),
        ("name\nAlpha\n", "it is not known which column"),
        ("id,id,first_name\na,b,c\n", "two columns called 'id'"),
        ("id,first_name\na,One, Alpha\n", "line 2, has more cells"),
        ('id,first_name\n"a,b\n', "cannot be read as a table"),
        (b"PK\x03\x04...", "save it as CSV"),
        (b"id,first_name\na\0,b\n", "zero byte"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], content: str | bytes, said: str
) -> None:
    path = small_course.root / "list.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = (small_course.root / "gradebook.db").read_bytes()
    assert main(["class", "import", str(path)]) == 2
    assert said in capsys.readouterr().err
    assert (small_course.root / "gradebook.db").read_bytes() == before


def enrol(course: SmallCourse, content: str = NBGRADER, *options: str) -> int:
    (course.root / "list.csv").write_text(content, encoding="utf-8")
    return main(["class", "import", "list.csv", *options])


def test_a_dry_run_writes_nothing_and_again_is_harmless(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    gradebook = small_course.root / "gradebook.db"
    files = {path: path.read_bytes() for path in small_course.root.rglob("*") if path.is_file()}
    assert enrol(small_course, NBGRADER, "--dry-run") == 0
    assert "+ student-01  Alpha One  alpha@uni.example" in capsys.readouterr().out
    now = {path: path.read_bytes() for path in small_course.root.rglob("*") if path.is_file()}
    assert {**files, small_course.root / "list.csv": NBGRADER.encode()} == now
    assert enrol(small_course) == 0
    first = gradebook.read_bytes()
    assert enrol(small_course) == 0
    assert "0 new, 0 changed, 2 as before." in capsys.readouterr().out
    assert gradebook.read_bytes() == first
    assert list(listed_in(gradebook)) == ["student-01", "student-02"]


def test_a_later_list_changes_what_it_says_and_takes_nobody_off(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    enrol(small_course)
    assert enrol(small_course, "id,last_name\nstudent-01,Four\n") == 0
    said = capsys.readouterr().out
    assert "* student-01  last name: One -> Four" in said
    assert "not on this one: student-02." in said
    alpha = listed_in(small_course.root / "gradebook.db")["student-01"]
    assert (alpha.name, alpha.email) == ("Alpha Four", "alpha@uni.example")


def test_one_person_under_two_ids_is_asked_about(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    enrol(small_course)
    assert enrol(small_course, "id,first_name,email\n0815,Alpha,alpha@uni.example\n") == 2
    assert "0815 has the e-mail address of student-01" in capsys.readouterr().err


def test_with_a_list_everybody_is_in_the_class_table_and_strangers_wait(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01", RIGHT)
    small_course.submit("stranger", RIGHT)
    enrol(small_course)
    outcome = grade(find_course(), Here())
    assert [(each.student, each.handed_in) for each in outcome.results] == [("student-01", True), ("student-02", False)]
    assert [name for name, _ in outcome.left_out] == ["stranger"]
    capsys.readouterr()
    show_class(outcome)
    table = capsys.readouterr().out
    assert "Alpha One" in table
    said = " ".join(table.split())
    assert '"submitted/stranger" was not graded: nobody on the class list has this id' in said
    assert main(["grade", "--student", "stranger", "--as-handed-out"]) == 2
    assert "threadlab class add stranger" in capsys.readouterr().err
    assert main(["class"]) == 0
    assert "In submitted/, and not on the list: stranger." in capsys.readouterr().out
    assert main(["class", "add", "stranger", "--name", "Gamma Three"]) == 0
    assert [each.student for each in grade(find_course(), Here()).results if each.handed_in] == [
        "stranger",
        "student-01",
    ]


def test_who_is_dropped_keeps_grades(small_course: SmallCourse) -> None:
    small_course.submit("student-02", RIGHT)
    enrol(small_course)
    grade(find_course(), Here())
    assert main(["class", "drop", "student-02"]) == 0
    assert list(listed_in(small_course.root / "gradebook.db")) == ["student-01"]
    outcome = grade(find_course(), Here())
    assert [name for name, _ in outcome.left_out] == ["student-02"]
    assert main(["class", "drop", "student-02"]) == 2


def test_without_a_list_all_is_as_before(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    small_course.submit("student-01", RIGHT)
    before = grade(find_course(), Here())
    assert main(["class"]) == 0
    assert "There is no class list yet" in capsys.readouterr().out
    assert (before.left_out, before.names) == ((), {})


def test_a_course_that_was_never_built_can_have_a_list(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    (small_course.root / "gradebook.db").unlink()
    shutil.rmtree(small_course.root / "release")
    assert enrol(small_course) == 0
    assert len(listed_in(small_course.root / "gradebook.db")) == 2


def test_a_list_of_whole_names_does_not_part_anew_what_another_has_parted(small_course: SmallCourse) -> None:
    by_parts = small_course.root / "parts.csv"
    by_parts.write_text("First name,Last name,ID number,Email address\nAda,van der Berg,s1,a@x.example\n")
    whole = small_course.root / "whole.csv"
    whole.write_text("identifier,github_username,github_id,name\ns1,ada,,Ada van der Berg\n")
    for each in (by_parts, whole):
        assert main(["class", "import", str(each)]) == 0
    student = listed_in(small_course.root / "gradebook.db")["s1"]
    assert (student.first_name, student.last_name, student.other["github"]) == ("Ada", "van der Berg", "ada")


def test_a_list_under_other_ids_is_one_sentence_however_many_are_on_it(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [f"Ada,B{number},{{}}{number},s{number}@x.example" for number in range(40)]
    for prefix, status in (("s", 0), ("t", 2)):
        path = small_course.root / f"{prefix}.csv"
        path.write_text("\n".join(["First name,Last name,ID number,Email address", *rows]).format(*[prefix] * 40))
        assert main(["class", "import", str(path)]) == status
    said = capsys.readouterr().err
    assert "t0 has the e-mail address of s0, t1 has the e-mail address of s1" in said
    assert ", and 37 more: on the list already, under other ids" in said
    assert len(said.splitlines()) == 2
