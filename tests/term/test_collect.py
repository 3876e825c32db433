"""Collecting: every system's download comes to the same folders, and what is not certain is told and not guessed."""

from __future__ import annotations

import json
import os
import shutil
import struct
import zipfile
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse, cell
from tests.term.downloads import LIST, METADATA, folder, inside, zipped
from threadlab.cli.command_line import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.grading.gradebook.term_notes import Notes, reading
from threadlab.grading.times import BadTimeError, read_time
from threadlab.term.collecting import archives
from threadlab.term.collecting.collect import CollectOptions, look

ONE, TWO, LATER = b'{"one": 1}', b'{"two": 2}', b'{"later": 3}'
AT_NOON = "2026-10-01 12:00:00 UTC"


@pytest.fixture
def course(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> SmallCourse:
    (small_course.root / "list.csv").write_text(LIST, encoding="utf-8")
    assert main(["class", "import", "list.csv"]) == 0
    capsys.readouterr()
    return small_course


def collect(*arguments: str | Path) -> int:
    return main(["collect", *map(str, arguments), "--assignment", "1-adding"])


def submitted(course: SmallCourse) -> dict[str, bytes]:
    top = course.root / "submitted"
    return {path.relative_to(top).as_posix(): path.read_bytes() for path in sorted(top.rglob("*")) if path.is_file()}


def handed_in(student: str, data: bytes, time: str = "") -> dict[str, bytes]:
    place = f"{student}/1-adding"
    stamp = {f"{place}/timestamp.txt": time.encode()} if time else {}
    return {f"{place}/adding.ipynb": data} | stamp


# Paths as each system writes them, and what must come of them: whose, and the time if the system says it.
FORMS = {
    "Moodle, in folders": ("Beta Two_7002_assignsubmission_file/adding.ipynb", ""),
    "Moodle before 4.1": ("Beta Two_7002_assignsubmission_file_/adding.ipynb", ""),
    "Moodle, without folders": ("Beta Two_7002_assignsubmission_file_adding.ipynb", ""),
    "Moodle, one group": ("Group A-Beta Two_7002_assignsubmission_file/adding.ipynb", ""),
    "Canvas": ("twobeta_102_5511_adding.ipynb", ""),
    "Canvas, handed in again": ("twobeta_102_5511_adding-1.ipynb", ""),
    "Canvas, a student who has another name now": ("smithben_102_5511_adding.ipynb", ""),
    "Blackboard": ("Adding_beta_attempt_2026-10-01-12-00-00_adding.ipynb", AT_NOON),
    "Blackboard, underscores": ("1_2_Adding_student-02_attempt_2026-10-01-12-00-00_adding.ipynb", AT_NOON),
    "the exchange": ("student-02+1-adding+2026-10-01 12:00:00 UTC+c2VjcmV0/adding.ipynb", AT_NOON),
    "the exchange before 0.5": ("student-02+1-adding+2026-10-01 12:00:00.000000 UTC/adding.ipynb", AT_NOON),
    "folders by id": ("student-02/adding.ipynb", ""),
    "folders as nbgrader has them": ("submitted/student-02/1-adding/adding.ipynb", ""),
    "folders by name": ("Two, Beta/adding.ipynb", ""),
    "folders by address": ("beta@uni.example/adding.ipynb", ""),
    "files by id": ("student-02.ipynb", ""),
    "files by id and notebook": ("student-02_adding.ipynb", ""),
    "files by notebook and id": ("adding-student-02.ipynb", ""),
    "a browser's copy": ("student-02/adding (1).ipynb", ""),
    "Jupyter's copy": ("student-02/adding-Copy1.ipynb", ""),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("pack", [zipped, folder])
def test_each_systems_names_are_understood(
    course: SmallCourse, tmp_path: Path, form: str, pack: object, capsys: pytest.CaptureFixture[str]
) -> None:
    path, time = FORMS[form]
    assert callable(pack)
    source = pack(tmp_path / "download.zip", {path: ONE})
    assert collect(source) == 0, capsys.readouterr()
    assert submitted(course) == handed_in("student-02", ONE, time)


def test_gradescope_says_who_and_when_in_a_file_of_its_own(course: SmallCourse, tmp_path: Path) -> None:
    content = {
        "assignment_77_export/submission_metadata.yml": METADATA.encode(),
        "assignment_77_export/submission_5001/adding.ipynb": ONE,
        "assignment_77_export/submission_5002/adding.ipynb": TWO,
    }
    assert collect(zipped(tmp_path / "export.zip", content)) == 0
    at_half_past = "2026-10-01 12:30:00 UTC"
    expected = handed_in("student-01", ONE, AT_NOON) | handed_in("student-02", TWO, at_half_past)
    assert submitted(course) == expected | handed_in("student-03", TWO, at_half_past)  # they submitted together


@pytest.mark.parametrize("submitters", ["", " nobody", "\n  - alpha@uni.example", "\n  - :name:"])
def test_whom_gradescope_does_not_name_is_told_and_can_be_said(
    course: SmallCourse, tmp_path: Path, submitters: str, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {
        "export/submission_metadata.yml": f"submission_1:\n  :submitters:{submitters}\n".encode(),
        "export/submission_1/adding.ipynb": ONE,
    }
    source = zipped(tmp_path / "export.zip", content)
    assert collect(source) == 1
    assert "?  submission_1 (Gradescope; export.zip: export/submission_1/adding.ipynb)" in capsys.readouterr().out
    assert collect(source, "--match", "submission_1=student-02") == 0
    assert submitted(course) == handed_in("student-02", ONE)


def test_github_classrooms_folders_end_with_an_account(course: SmallCourse, tmp_path: Path) -> None:
    main(["class", "add", "student-02", "--github", "Beta-Two"])
    content = {
        "adding-submissions/adding-beta-two/adding.ipynb": ONE,
        "adding-submissions/adding-beta-two/.git/config": b"[core]",
        "adding-submissions/adding-beta-two/README.md": b"# Adding",
    }
    assert collect(folder(tmp_path / "download", content)) == 0
    assert submitted(course) == handed_in("student-02", ONE)


def test_a_rule_says_how_another_system_names_files(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = zipped(tmp_path / "x.zip", {"hw1/0042-20261001T120000Z-student-02.bin.ipynb": ONE, "hw1/readme.txt": b""})
    rule = r"/\d+-(?P<time>\w+)-(?P<id>student-\d+)\.(?P<file>\w+)"
    assert collect(source, "--rule", rule) == 1  # the rule calls the file "bin", which is no notebook
    assert collect(source, "--rule", r"/\d+-(?P<time>\w+)-(?P<id>student-\d+)") == 0
    assert submitted(course) == handed_in("student-02", ONE, AT_NOON)
    assert "readme.txt (the rule says nothing of it)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rule", "said"),
    [("(", "no regular expression"), (".*", "who handed in"), ("(?P<id>.)(?P<x>.)", "a group 'x'")],
)
def test_a_rule_that_cannot_work_is_refused(
    course: SmallCourse, tmp_path: Path, rule: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collect(zipped(tmp_path / "x.zip", {"a.ipynb": ONE}), "--rule", rule) == 2
    assert said in capsys.readouterr().err


def test_the_latest_counts(course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    attempts = {
        "Adding_beta_attempt_2026-10-01-12-00-00_adding.ipynb": LATER,
        "Adding_beta_attempt_2026-10-01-11-59-59_adding.ipynb": ONE,
        "Adding_beta_attempt_2026-10-01-12-00-00.txt": b"Name: Beta Two (beta)",
        "onealpha_101_12_adding-1.ipynb": LATER,
        "onealpha_101_9_adding.ipynb": ONE,
    }
    assert collect(zipped(tmp_path / "x.zip", attempts)) == 0
    assert submitted(course) == handed_in("student-01", LATER) | handed_in("student-02", LATER, AT_NOON)
    said = capsys.readouterr().out
    assert "2026-10-01-11-59-59_adding.ipynb (there is a later one: x.zip: Adding_beta_attempt_2026-10-01-12" in said
    assert "12-00-00.txt (Blackboard's own note)" in said


def test_a_zone_that_is_said_only_later_puts_the_times_right(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without it the times are taken as UTC, and the command says so: what it asks for must be possible then."""
    archive = zipped(tmp_path / "x.zip", {"Adding_beta_attempt_2026-10-01-14-00-00_adding.ipynb": ONE})
    assert collect(archive) == 0
    assert "taken as UTC; say which: --zone" in capsys.readouterr().out
    late = handed_in("student-02", ONE, AT_NOON.replace("12:", "14:"))
    assert submitted(course) == late
    for replace, status, left, said in (
        ((), 1, late, "student-02: there is the same answer with another time already, which stays; --replace puts"),
        (("--replace",), 0, handed_in("student-02", ONE, AT_NOON), "1 submission: 1 collected, 0 as before."),
        ((), 0, handed_in("student-02", ONE, AT_NOON), "1 submission: 0 collected, 1 as before."),
    ):
        assert collect(archive, "--zone", "Europe/Berlin", *replace) == status
        assert submitted(course) == left
        assert said in capsys.readouterr().out


def test_what_a_run_that_was_killed_has_half_written_is_cleared(
    course: SmallCourse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = zipped(tmp_path / "x.zip", {"Adding_beta_attempt_2026-10-01-12-00-00_adding.ipynb": ONE})
    with monkeypatch.context() as killed:
        killed.setattr(shutil, "rmtree", lambda *_, **__: None)  # a killed process clears nothing
        killed.setattr(Path, "chmod", Mock(side_effect=KeyboardInterrupt))
        assert collect(archive) == 130
    [half] = (course.root / "submitted").glob("*/.*")
    assert list(half.iterdir())
    assert collect(archive) == 0
    assert not half.exists()
    assert submitted(course) == handed_in("student-02", ONE, AT_NOON)


def test_files_of_one_name_that_all_have_are_one_line(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = {f"Adding_s{number}_attempt_2026-10-01-12-00-0{number}.txt": b"Name" for number in range(5)}
    readme = {f"s{number}/README.md": b"x" for number in range(5)}
    collect(zipped(tmp_path / "x.zip", {**notes, **readme, "s1/more.txt": b"x"}))
    said = capsys.readouterr().out
    assert "-  not used: one text of each of 5 (Blackboard's own note), the first: x.zip: Adding_s0_attempt" in said
    assert "-  not used: README.md of each of 5 (no notebook), the first: x.zip: s0/README.md" in said
    assert "-  not used: x.zip: s1/more.txt (no notebook)" in said
    assert said.count("not used") == 3


def test_a_family_name_of_several_words_is_found_whichever_way_a_list_has_parted_it(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["class", "add", "student-09", "--name", "Ada van der Berg"]) == 0
    assert collect(zipped(tmp_path / "x.zip", {"vanderbergada_999_5511_adding.ipynb": ONE})) == 0
    assert submitted(course) == handed_in("student-09", ONE)


def test_which_is_later_is_not_guessed(course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one = zipped(tmp_path / "blackboard.zip", {"Adding_beta_attempt_2026-10-01-12-00-00_adding.ipynb": ONE})
    other = zipped(tmp_path / "canvas.zip", {"twobeta_102_5511_adding.ipynb": TWO})
    assert collect(one, other) == 1
    assert submitted(course) == {}
    assert "student-02 handed in adding.ipynb more than once; which is later is not known" in capsys.readouterr().out
    same = zipped(tmp_path / "same.zip", {"twobeta_102_5511_adding.ipynb": ONE})
    assert collect(one, same) == 0
    assert submitted(course) == handed_in("student-02", ONE, AT_NOON)


def test_times_that_come_later_are_taken_and_none_is_lost(course: SmallCourse, tmp_path: Path) -> None:
    source = zipped(tmp_path / "moodle.zip", {"Beta Two_7002_assignsubmission_file/adding.ipynb": ONE})
    sheet = tmp_path / "worksheet.csv"
    sheet.write_text(
        "Identifier,Full name,Email address,Last modified (submission)\n"
        'Participant 7002,Beta Two,beta@uni.example,"Thursday, 1 October 2026, 2:00 PM"\n'
    )
    timestamp = course.root / "submitted/student-02/1-adding/timestamp.txt"
    assert collect(source) == 0
    assert not timestamp.exists()
    assert collect(source, "--times", str(sheet), "--zone", "Europe/Berlin") == 0
    assert timestamp.read_text() == "2026-10-01 12:00:00 UTC"
    assert collect(source) == 0  # without the table again: what is known stays
    assert collect(source, "--replace") == 0
    assert timestamp.read_text() == "2026-10-01 12:00:00 UTC"


def test_an_hour_that_comes_twice_waits_for_a_person(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blackboard names files by the server's clock, which goes back in autumn."""
    source = zipped(tmp_path / "all.zip", {"Adding_beta_attempt_2026-10-25-02-30-00_adding.ipynb": ONE})
    assert collect(source, "--zone", "Europe/Berlin") == 1
    said = capsys.readouterr().out
    assert '02:30:00 Europe/Berlin" is no certain time (clocks go back there, and show it twice)' in said
    with pytest.raises(BadTimeError):  # so that grading takes it for no time in UTC
        read_time((course.root / "submitted/student-02/1-adding/timestamp.txt").read_text())


def test_who_is_not_found_or_not_alone_is_told_and_can_be_said(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {
        "Alpha One_7001_assignsubmission_file/adding.ipynb": ONE,
        "Bete Two_7002_assignsubmission_file/adding.ipynb": TWO,
        "Theta OThird_7003_assignsubmission_file/adding.ipynb": LATER,
    }
    source = zipped(tmp_path / "moodle.zip", content)
    assert collect(source) == 1
    said = capsys.readouterr().out
    assert (
        "Alpha One_7001 (Moodle; moodle.zip: Alpha One_7001_assignsubmission_file/adding.ipynb): student-01 and" in said
    )
    assert "nobody on the class list is called so; perhaps student-02 (Beta Two)" in said
    assert submitted(course) == handed_in("student-03", LATER)
    assert collect(source, "--match", "Alpha One_7001=student-04", "--match", "Bete Two_7002=student-02") == 0
    assert submitted(course) == (
        handed_in("student-02", TWO) | handed_in("student-03", LATER) | handed_in("student-04", ONE)
    )
    assert collect(source, "--match", "x=nobody") == 2


def test_a_match_of_whom_nobody_is_called_so_is_told(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = zipped(tmp_path / "moodle.zip", {"Bete Two_7002_assignsubmission_file/adding.ipynb": TWO})
    assert collect(source, "--match", "Bete Two_7002=student-02", "--match", "Bete To_7002=student-02") == 1
    assert "--match: nobody is called 'Bete To_7002' there" in capsys.readouterr().out
    assert submitted(course) == handed_in("student-02", TWO)


def test_of_several_times_in_a_table_none_is_certain(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["email,time", "beta@uni.example,2026-10-09 12:00Z", "beta@uni.example,2026-10-01 12:00Z"]
    lines += ["theta@uni.example,2026-10-01 12:00Z", "theta@uni.example,"]
    (tmp_path / "times.csv").write_text("\n".join(lines))
    source = zipped(tmp_path / "x.zip", {"student-02/adding.ipynb": TWO, "student-03/adding.ipynb": ONE})
    assert collect(source, "--times", tmp_path / "times.csv") == 1
    assert '"2026-10-09 12:00Z or 2026-10-01 12:00Z" is no certain time' in capsys.readouterr().out
    two = handed_in("student-02", TWO, "2026-10-09 12:00Z or 2026-10-01 12:00Z")
    assert submitted(course) == two | handed_in("student-03", ONE, AT_NOON)


def test_a_table_says_when_and_who_moodles_numbers_are(course: SmallCourse, tmp_path: Path) -> None:
    table = tmp_path / "worksheet.csv"
    table.write_text(
        "Identifier,Full name,Email address,Status,Grade,Maximum grade,Grade can be changed,"
        "Last modified (submission),Last modified (grade),Feedback comments\n"
        'Participant 7001,Alpha One,alpha.one@uni.example,Submitted,,6.00,Yes,"Thursday, 1 October 2026, 2:00 PM",-,\n'
        "Participant 7002,Beta Two,beta@uni.example,No submission,,6.00,Yes,-,-,\n"
    )
    source = zipped(tmp_path / "moodle.zip", {"Alpha One_7001_assignsubmission_file/adding.ipynb": ONE})
    assert collect(source, "--times", table, "--zone", "Europe/Berlin") == 0
    assert submitted(course) == handed_in("student-04", ONE, AT_NOON)
    with reading(course.root / "gradebook.db") as execute:
        origin = Notes(execute).get("origin", "1-adding", "student-04")
    assert origin == {"system": "Moodle", "place": "Alpha One_7001_assignsubmission_file"}
    # from now on the number is known
    again = zipped(tmp_path / "again.zip", {"Participant_7001_assignsubmission_file/adding.ipynb": ONE})
    hand_ins = look(find_course(), [again], "1-adding", CollectOptions()).hand_ins
    assert [hand_in.student for hand_in, _ in hand_ins] == ["student-04"]


def test_what_is_there_stays_unless_it_is_to_be_replaced(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    collect(zipped(tmp_path / "one.zip", {"student-02/adding.ipynb": ONE}))
    before = submitted(course)
    other = zipped(tmp_path / "two.zip", {"student-02/adding.ipynb": TWO})
    assert collect(other) == 1
    assert submitted(course) == before
    assert "?  student-02 has another submission already, which stays; --replace" in capsys.readouterr().out
    assert collect(other, "--replace", "--dry-run") == 0
    assert submitted(course) == before
    assert collect(other, "--replace") == 0
    assert submitted(course) == handed_in("student-02", TWO)
    kept = list((course.root / ".threadlab/replaced/student-02/1-adding").rglob("adding.ipynb"))
    assert [path.read_bytes() for path in kept] == [ONE]


def test_an_earlier_one_never_takes_the_place_of_a_later_one(course: SmallCourse, tmp_path: Path) -> None:
    name = "Adding_beta_attempt_2026-10-0{}-12-00-00_adding.ipynb"
    collect(zipped(tmp_path / "late.zip", {name.format(2): LATER}))
    assert collect(zipped(tmp_path / "early.zip", {name.format(1): ONE}), "--replace") == 0
    assert submitted(course) == handed_in("student-02", LATER, "2026-10-02 12:00:00 UTC")


def test_again_is_harmless_and_a_dry_run_writes_nothing(course: SmallCourse, tmp_path: Path) -> None:
    source = zipped(tmp_path / "x.zip", {"Beta Two_7002_assignsubmission_file/adding.ipynb": ONE})

    def everything() -> dict[Path, tuple[bytes, int]]:
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in course.root.rglob("*") if path.is_file()}

    before = everything()
    assert collect(source, "--dry-run") == 0
    assert everything() == before
    assert collect(source) == 0
    after = everything()
    assert after != before
    assert collect(source) == 0
    assert everything() == after


def test_what_is_no_answer_is_told_file_by_file(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = {
        "student-02/adding.ipynb": ONE,
        "student-02/other.ipynb": TWO,
        "student-02/notes.pdf": b"%PDF",
        "__MACOSX/student-02/._adding.ipynb": b"\0",
        "student-02/.DS_Store": b"\0",
        "Alpha One_7001_assignsubmission_onlinetext/onlinetext.html": b"<p>",
        "twobeta_102_text.html": b"<p>",
    }
    assert collect(zipped(tmp_path / "x.zip", content)) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "not used" in line]
    assert lines == [
        "-  not used: x.zip: student-02/notes.pdf (no notebook)",
        (
            "-  not used: x.zip: Alpha One_7001_assignsubmission_onlinetext/onlinetext.html "
            "(text that was typed into Moodle)"
        ),
        "-  not used: x.zip: twobeta_102_text.html (a text that was entered in Canvas)",
        "-  not used: x.zip: student-02/other.ipynb (no notebook of 1-adding is called so)",
    ]


def test_a_notebook_under_another_name_is_taken_if_it_is_the_only_one(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collect(zipped(tmp_path / "x.zip", {"student-02/my work.ipynb": ONE})) == 0
    assert submitted(course) == handed_in("student-02", ONE)
    assert "student-02: x.zip: student-02/my work.ipynb is taken for adding.ipynb" in capsys.readouterr().out


# Archives that are out of order, each beside a good file that must be collected all the same.


def test_of_two_notebooks_under_other_names_none_is_taken_and_that_is_a_doubt(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = zipped(tmp_path / "x.zip", {"student-02/first.ipynb": ONE, "student-02/second.ipynb": TWO})
    assert collect(source) == 1
    said = "student-02 handed in no adding.ipynb, but x.zip: student-02/first.ipynb, x.zip: student-02/second.ipynb"
    assert said in capsys.readouterr().out
    assert not submitted(course)


@pytest.mark.parametrize("name", ["more.ipynb", "more (1).ipynb"])
def test_another_assignments_notebook_is_not_taken_for_this_ones(
    course: SmallCourse, tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (course.root / "source/2-more").mkdir()
    (course.root / "source/2-more/more.ipynb").write_bytes(ONE)
    assert collect(zipped(tmp_path / "x.zip", {f"student-02/{name}": TWO})) == 1
    said = capsys.readouterr().out
    assert f"student-02 handed in no adding.ipynb, but x.zip: student-02/{name}" in said
    assert f"-  not used: x.zip: student-02/{name} (of 2-more)" in said
    assert not submitted(course)


def test_a_path_that_leads_out_is_not_followed(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outs = ("../out.ipynb", "/tmp/out.ipynb", "a/../../out.ipynb", "C:/out.ipynb", "..\\out.ipynb")
    source = zipped(tmp_path / "x.zip", {**dict.fromkeys(outs, TWO), "student-02/adding.ipynb": ONE})
    assert collect(source) == 1
    assert submitted(course) == handed_in("student-02", ONE)
    assert capsys.readouterr().out.count("its path leads out of the archive") == len(outs)
    assert not list(tmp_path.rglob("out.ipynb"))


def test_a_link_in_an_archive_or_a_folder_is_not_followed(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        link = zipfile.ZipInfo("student-01/adding.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    place = folder(tmp_path / "folder", {"student-02/adding.ipynb": ONE})
    os.symlink("/etc/passwd", place / "student-03.ipynb")
    os.symlink(tmp_path, place / "student-04")
    assert collect(path, place) == 1
    assert submitted(course) == handed_in("student-02", ONE)
    assert capsys.readouterr().out.count("was not opened: it is a link") == 3


def test_a_damaged_and_an_encrypted_file_are_told(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = inside({"student-02/adding.ipynb": ONE})
    (tmp_path / "cut.zip").write_bytes(good[:-10])
    assert collect(tmp_path / "cut.zip") == 1
    assert "the archive is damaged, or none" in capsys.readouterr().out
    (tmp_path / "crc.zip").write_bytes(good.replace(ONE, TWO))
    assert collect(tmp_path / "crc.zip") == 1
    assert "could not be read: it is damaged: Bad CRC-32" in capsys.readouterr().out
    place = good.index(b"PK\x01\x02") + 8
    (tmp_path / "secret.zip").write_bytes(good[:place] + struct.pack("<H", 1) + good[place + 2 :])
    assert collect(tmp_path / "secret.zip") == 1
    assert "it is encrypted" in capsys.readouterr().out
    assert submitted(course) == {}


def test_an_archive_that_is_too_large_unpacked_is_not_opened(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    source = zipped(tmp_path / "x.zip", {"student-02/adding.ipynb": b" " * 5000, "student-01/adding.ipynb": ONE})
    monkeypatch.setattr(archives, "LARGEST_FILE", 4000)
    assert collect(source) == 1
    assert submitted(course) == handed_in("student-01", ONE)
    assert "student-02/adding.ipynb was not opened: it is larger than" in capsys.readouterr().out
    for limit in ("MOST_BYTES", "MOST_FILES"):
        monkeypatch.setattr(archives, limit, 1)
        assert collect(source) == 1
        assert "was not opened" in capsys.readouterr().out


def test_a_size_that_is_a_lie_is_found_out(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = inside({"student-02/adding.ipynb": b" " * 5000})
    for at in (data.index(b"PK\x01\x02") + 20, data.index(b"PK\x01\x02") + 24):  # in the directory alone
        data = data[:at] + struct.pack("<L", 100) + data[at + 4 :]
    (tmp_path / "x.zip").write_bytes(data)
    monkeypatch.setattr(archives, "LARGEST_FILE", 4000)
    assert collect(tmp_path / "x.zip") == 1
    assert "could not be read" in capsys.readouterr().out
    assert submitted(course) == {}


def test_archives_in_archives_are_opened_but_not_for_ever(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    work = inside({"work/adding.ipynb": ONE})
    deep = inside({"a.zip": inside({"b.zip": inside({"adding.ipynb": TWO})})})
    content = {"Beta Two_7002_assignsubmission_file/work.zip": work, "student-01/deep.zip": deep, "x.zip": b"none"}
    assert collect(zipped(tmp_path / "moodle.zip", content)) == 1
    assert submitted(course) == handed_in("student-02", ONE)
    said = capsys.readouterr().out
    assert "b.zip was not opened: it is an archive in 3 others" in said
    assert "x.zip was not opened: the archive is damaged, or none" in said


def test_a_name_that_does_not_say_that_it_is_utf8_is_read_as_that(course: SmallCourse, tmp_path: Path) -> None:
    raw = "Thëta O'Third/adding.ipynb".encode()
    with zipfile.ZipFile(tmp_path / "y.zip", "w") as archive:
        archive.writestr("Z" * len(raw), ONE)
    plain = (tmp_path / "y.zip").read_bytes().replace(b"Z" * len(raw), raw)
    (tmp_path / "y.zip").write_bytes(plain)
    assert collect(tmp_path / "y.zip") == 0
    assert submitted(course) == handed_in("student-03", ONE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nowhere.zip",), "is neither a folder nor a file"),
        (("x.7z",), "is no zip archive; unpack it"),
        (("x.zip", "--zone", "CEST"), "is no time zone"),
        (("x.zip", "--times", "x.zip"), "save it as CSV"),
        (("x.zip", "--match", "no"), "--match takes NAME=ID"),
    ],
)
def test_what_cannot_be_collected_is_said(
    course: SmallCourse, arguments: tuple[str, ...], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (course.root / "x.7z").write_bytes(b"7z")
    zipped(course.root / "x.zip", {"student-02/adding.ipynb": ONE})
    assert collect(*arguments) == 2
    assert said in capsys.readouterr().err


def test_without_a_class_list_nothing_is_collected(
    small_course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert collect(zipped(tmp_path / "x.zip", {"student-02/adding.ipynb": ONE})) == 2
    assert "threadlab class import LIST.csv" in capsys.readouterr().err


def test_a_time_that_is_none_waits_for_a_person(
    course: SmallCourse, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = folder(tmp_path / "inbound", {"student-02+1-adding+2026-10-01 12:00:00 CEST+x/adding.ipynb": ONE})
    assert collect(source) == 1
    assert submitted(course) == handed_in("student-02", ONE, "2026-10-01 12:00:00 CEST")
    assert 'student-02: "2026-10-01 12:00:00 CEST" is no certain time' in capsys.readouterr().out


def test_what_was_collected_is_graded(course: SmallCourse, tmp_path: Path) -> None:
    def notebook(answer: str) -> bytes:
        content = course.released()
        cell(content, "add")["source"] = answer
        return json.dumps(content).encode()

    collect(
        zipped(tmp_path / "x.zip", {"twobeta_102_1_adding.ipynb": notebook(RIGHT)}),
        folder(tmp_path / "f", {"student-01.ipynb": notebook(WITHOUT_LOCK)}),
    )
    points = {each.student: each.points for each in grade(find_course(), Here()).results if each.handed_in}
    assert points == {"student-01": 1.0, "student-02": 4.0}
