"""What a command cannot do, or cannot do for one submission, it says in a sentence that names what is wrong."""

from __future__ import annotations

import ctypes
import subprocess
import sys

import pytest

from tests.patience import PATIENCE
from tests.small_course import Here, SmallCourse
from threadlab.cli import command_line as cli
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.course.grading_run.results import NOTHING
from threadlab.course.labs import instructor_lab

# By these root reads and writes whatever it likes; see capabilities(7) and PR_CAPBSET_DROP in prctl(2).
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH = 1, 2
PR_CAPBSET_DROP = 24


def _as_others() -> None:
    for capability in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def threadlab(course: SmallCourse, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command with no right to files but those that their modes give."""
    return subprocess.run(
        [sys.executable, "-m", "threadlab.cli", *arguments],
        cwd=course.root,
        preexec_fn=_as_others,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("command", [("grade", "--i-trust-these-submissions"), ("build",)])
def test_a_gradebook_that_cannot_be_written_is_named(small_course: SmallCourse, command: tuple[str, ...]) -> None:
    small_course.submit("student-01")
    gradebook = small_course.root / "gradebook.db"
    gradebook.chmod(0o444)
    ran = threadlab(small_course, *command)
    assert ran.returncode == 2
    assert ran.stderr == (
        f"threadlab: {gradebook} cannot be written. Permit it (chmod u+rw gradebook.db), "
        "or run the command as whom it belongs to.\n"
    )


@pytest.mark.parametrize("content", [b"student,points\nstudent-01,4\n" * 9, b"SQLite format 3\0" + b"?" * 4096])
@pytest.mark.parametrize("command", [["grade"], ["build"], ["class"]])
def test_a_gradebook_that_is_none_is_named_and_left_as_it_is(
    small_course: SmallCourse, command: list[str], content: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01")
    gradebook = small_course.root / "gradebook.db"
    gradebook.write_bytes(content)
    assert main(command) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"threadlab: {gradebook} is no gradebook: ")
    assert "Take it from a backup; or move it away" in said
    assert len(said.splitlines()) == 1
    assert gradebook.read_bytes() == content


def test_a_course_without_the_folder_of_submissions_is_told_so(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    submitted = small_course.root / "submitted"
    assert main(["grade"]) == 2
    submitted.write_text("student-01: 4 points")
    assert main(["grade"]) == 2
    there_is_none = f"threadlab: there is no folder {submitted}; bring what students handed in into it, as "
    assert [line.startswith(there_is_none) for line in capsys.readouterr().err.splitlines()] == [True, True]


def test_a_folder_that_cannot_be_opened_stops_nobody_else(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    small_course.submit("student-02")
    folder = small_course.root / "submitted" / "student-01"
    folder.chmod(0)
    try:
        ran = threadlab(small_course, "grade", "--i-trust-these-submissions")
    finally:
        folder.chmod(0o755)
    assert ran.returncode == 0, ran.stderr
    said = " ".join(ran.stdout.split())
    assert "nobody is permitted to open" in said
    assert "2 submissions of 2 students: 2 graded, 0 unchanged, 0 failed; 1 needs a person." in said
    assert (small_course.root / "feedback/student-02/1-adding/adding.html").exists()
    again = grade(find_course(), Here())
    assert [result.points for result in again.results] == [4, 4]
    assert again.unchanged == 1


def test_a_folder_that_is_named_like_no_assignment_is_named(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    folder = small_course.root / "submitted" / "student-01"
    (folder / "1-adding").rename(folder / "1-ading")
    small_course.submit("student-02")
    result, _ = grade(find_course(), Here()).results
    assert result.remarks == (NOTHING, "1-ading is the name of no assignment")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"tomorrow", 'timestamp.txt says "tomorrow", which is no time like "2030-01-31 12:00:00 UTC"'),
        (b"9" * 400, f'timestamp.txt says "{"9" * 40}", which is no time like "2030-01-31 12:00:00 UTC"'),
        (b"\xff", "timestamp.txt is not a text"),
    ],
)
def test_a_time_that_is_none_leaves_one_submission_to_a_person(
    small_course: SmallCourse, content: bytes, reason: str
) -> None:
    for student in ("student-01", "student-02", "student-03"):
        time = small_course.submit(student).with_name("timestamp.txt")
        time.write_bytes(content if student == "student-01" else b"")
    outcome = grade(find_course(), Here())
    assert outcome.faults == ()
    assert [result.points for result in outcome.results] == [0, 4, 4]
    assert (outcome.results[0].for_a_person, outcome.results[0].remarks) == (2, (reason,))
    assert reason.split('"')[0].strip() in (small_course.root / "feedback/student-01/1-adding/adding.html").read_text()
    (small_course.root / "submitted/student-01/1-adding/timestamp.txt").write_text("2030-01-31 12:00:00 UTC")
    outcome = grade(find_course(), Here())
    assert [result.points for result in outcome.results] == [4, 4, 4]
    assert outcome.graded == 1


def test_a_submission_that_is_left_to_a_person_is_recognised_again(small_course: SmallCourse) -> None:
    small_course.submit("student-01", filename="Adding.ipynb")
    assert grade(find_course(), Here()).graded == 1
    assert grade(find_course(), Here()).unchanged == 1
    assert small_course.autograded("student-01")["cells"][0]["source"].startswith(
        "**This submission could not be read: no adding.ipynb was handed in; there is Adding.ipynb.**"
    )


def test_building_names_the_assignments_there_are(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "bogus"]) == 2
    assert capsys.readouterr().err == "threadlab: no assignment is called bogus; there are: 1-adding\n"


def test_jupyterlab_gets_its_options(small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[str] = []
    monkeypatch.setattr(instructor_lab, "open_lab", lambda _course, options: given.extend(options))
    assert main(["lab", "--no-browser", "--port", "8899", "--ip=127.0.0.1"]) == 0
    assert given == ["--no-browser", "--port", "8899", "--ip=127.0.0.1"]


def test_other_commands_refuse_options_that_they_do_not_know(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["build", "--port", "8899"])
    assert refused.value.code == cli.CANNOT_RUN
    assert "unrecognized arguments: --port" in capsys.readouterr().err


@pytest.mark.parametrize("jobs", ["x", "0", "-1", "1.5"])
def test_a_number_of_jobs_that_is_none_is_refused_in_words(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["grade", f"--jobs={jobs}"])
    assert f"a whole number from 1 on is needed, not '{jobs}'" in capsys.readouterr().err
