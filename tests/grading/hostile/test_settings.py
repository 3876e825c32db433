"""A slip in ``nbgrader_config.py`` must not let a submission run in an ordinary kernel, nor show what is hidden."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.small_course import SmallCourse, cell
from threadlab.cli import main
from threadlab.grading.pages import nbgrader_step

WHOLE = """\
from pathlib import Path
from threadlab.nbgrader import configure
c = get_config()
configure(c, Path(__file__).parent)
"""
BY_HAND = """\
from threadlab.grading.pipeline.required_settings import REQUIRED
c = get_config()
c.CourseDirectory.root = "."
for (section, name), value in REQUIRED.items():
    setattr(c[section], name, value)
"""
REFUSED = {
    "Execute in the list": (
        f'{WHOLE}c.Autograde.autograde_preprocessors.insert(0, "nbgrader.preprocessors.Execute")\n',
        "line 5: Autograde.autograde_preprocessors has nbgrader.preprocessors.execute.Execute, which runs students'",
    ),
    "Execute, as a class": (
        f"{WHOLE}from nbgrader.preprocessors import Execute\nc.Autograde.autograde_preprocessors += [Execute]\n",
        "line 6: Autograde.autograde_preprocessors has nbgrader.preprocessors.execute.Execute, which runs students'",
    ),
    "a step that is misspelt": (
        f'{WHOLE}c.Autograde.sanitize_preprocessors = ["threadlab.grading.pipeline.preprocessors.Restor"]\n',
        "preprocessors.Restor (there is no such class)",
    ),
    "a step that is missing": (
        f"{WHOLE}del c.Autograde.autograde_preprocessors[0]\n",
        "line 5: Autograde.autograde_preprocessors lacks threadlab.grading.pipeline.preprocessors.Judge",
    ),
    "steps in another order": (
        f"{WHOLE}c.Autograde.autograde_preprocessors.reverse()\n",
        "line 5: Autograde.autograde_preprocessors has its steps in another order",
    ),
    "a class that is misspelt": (
        f"{BY_HAND}del c.Autograde\nc.Autogarde.autograde_preprocessors = REQUIRED['Autograde', 'exporter_class']\n",
        "line 7: Autograde.autograde_preprocessors is not set (Autogarde.autograde_preprocessors is",
    ),
    "a setting that is misspelt": (
        f"{BY_HAND}del c.Autograde.autograde_preprocessors\nc.Autograde.autograde_preproccesors = []\n",
        "line 7: Autograde.autograde_preprocessors is not set (Autograde.autograde_preproccesors is",
    ),
    "another gradebook": (
        f'{WHOLE}c.CourseDirectory.db_url = "sqlite:///other.db"\n',
        "line 5: CourseDirectory.db_url is 'sqlite:///other.db', and the course's marks are in gradebook.db",
    ),
    "a database of another kind": (
        f'{WHOLE}c.CourseDirectory.db_url = "postgresql://here/gradebook.db"\n',
        "line 5: CourseDirectory.db_url is 'postgresql://here/gradebook.db'",
    ),
    "another folder of submissions": (
        f'{WHOLE}c.CourseDirectory.submitted_directory = "handed-in"\n',
        "line 5: CourseDirectory.submitted_directory is 'handed-in', and a course has 'submitted'",
    ),
    "folders in another order": (
        f'{WHOLE}c.CourseDirectory.directory_structure = "{{nbgrader_step}}/{{assignment_id}}/{{student_id}}"\n',
        "line 5: CourseDirectory.directory_structure is",
    ),
    "another course": (f'{WHOLE}c.CourseDirectory.root = "/tmp"\n', "line 5: CourseDirectory.root is '/tmp', and the"),
    "one exporter for all steps": (
        f'{WHOLE}c.BaseConverter.exporter_class = "nbconvert.HTMLExporter"\n',
        "line 5: BaseConverter.exporter_class is set, and each step of the course has an exporter of its own",
    ),
    "an end of everything": (f"{WHOLE}raise SystemExit(0)\n", "line 5: here it ends Python"),
    "nothing set": ("c = get_config()\n", "nbgrader_config.py: Autograde.autograde_preprocessors is not set"),
    "another page": (
        f'{WHOLE}c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]\n',
        "line 5: GenerateFeedback.preprocessors lacks threadlab.grading.pages.feedback.Feedback",
    ),
    "set in another way": (
        f'{WHOLE}c["Autograde"]["autograde_preprocessors"] = ["nbgrader.preprocessors.Execute"]\n',
        "line 5: Autograde.autograde_preprocessors lacks threadlab",
    ),
    "the judge switched off": (f"{WHOLE}c.Judge.enabled = False\n", "line 5: Judge.enabled is False"),
    "all steps switched off": (
        f"{WHOLE}c.NbGraderPreprocessor.enabled = False\n",
        "line 5: NbGraderPreprocessor.enabled is False: no step of grading may be left out",
    ),
    "a kernel by way of the exporter": (
        f'{WHOLE}c.Exporter.preprocessors = ["nbconvert.preprocessors.ExecutePreprocessor"]\n',
        "line 5: Exporter.preprocessors adds nbconvert.preprocessors.execute.ExecutePreprocessor",
    ),
    "other words for hidden tests": (
        f'{WHOLE}c.ClearHiddenTests.begin_test_delimeter = "HIDE"\n',
        "line 5: ClearHiddenTests.begin_test_delimeter is 'HIDE'",
    ),
    "no Python": (
        f"{WHOLE}c.Exchange.root = (\n",
        "nbgrader_config.py, line 5: this is no Python: '(' was never closed",
    ),
    "a number for a name": (
        f"{WHOLE}c.CourseDirectory.course_id = 5\n",
        "line 5: CourseDirectory.course_id is 5. The 'course_id' trait expected a unicode string",
    ),
    "a word for a list": (
        f'{WHOLE}c.CourseDirectory.ignore = "*.pyc"\n',
        "line 5: CourseDirectory.ignore is '*.pyc'. The 'ignore' trait expected a list",
    ),
    "a class that is not there": (
        f'{WHOLE}c.AssignLatePenalties.plugin_class = "late.Policy"\n',
        "line 5: AssignLatePenalties.plugin_class is 'late.Policy'. The 'plugin_class' trait must be a type, but",
    ),
    "a null character": (f"{WHOLE}\0", "nbgrader_config.py: this is no Python: source code string cannot contain null"),
    "an unknown module": ("import threadlap\n", "nbgrader_config.py, line 1: there is no module threadlap"),
    "an error": ("c = get_config()\n1 / 0\n", "nbgrader_config.py, line 2: ZeroDivisionError: division by zero"),
}
COMMANDS = {
    "grade": ["grade", "--i-trust-these-submissions"],
    "build": ["build"],
    "check": ["check", "1-adding/add", "answer.py"],
    "lab": ["lab"],
}


def set_up(course: SmallCourse, settings: str) -> None:
    (course.root / "nbgrader_config.py").write_text(settings)
    (course.root / "answer.py").write_text("total = 0")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("slip", REFUSED)
def test_with_settings_that_are_not_safe_nothing_is_done(
    small_course: SmallCourse, slip: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    settings, said = REFUSED[slip]
    set_up(small_course, settings)
    small_course.submit("student-01")
    before = (small_course.root / "gradebook.db").read_bytes()
    assert main(COMMANDS[command]) == 2
    shown = capsys.readouterr()
    assert said in shown.err
    assert "Traceback" not in shown.err
    assert shown.out == ""
    assert (small_course.root / "gradebook.db").read_bytes() == before
    assert not (small_course.root / "autograded").exists()


DATA = {
    "steps": (
        '{"Autograde": {"autograde_preprocessors": ["nbgrader.preprocessors.Execute"]}}',
        "nbgrader_config.json: Autograde.autograde_preprocessors lacks threadlab",
    ),
    "a step switched off": ('{"Judge": {"enabled": false}}', "nbgrader_config.json: Judge.enabled is False"),
    "no JSON": ("{", "nbgrader_config.json: this is no JSON: Expecting property name"),
    "no UTF-8": ("\udcff", "nbgrader_config.json: this is no JSON: 'utf-8' codec can't decode byte 0xff"),
    "a list": ("[1]", "nbgrader_config.json: nbgrader reads settings of the form {"),
    "a setting of no class": ('{"Autograde": 1}', "nbgrader_config.json: nbgrader reads settings of the form {"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("slip", DATA)
def test_what_nbgrader_reads_beside_them_must_be_safe_too(
    small_course: SmallCourse, slip: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text, said = DATA[slip]
    set_up(small_course, WHOLE)
    assert main(COMMANDS["check"]) == 1
    (small_course.root / "nbgrader_config.json").write_text(text, encoding="utf-8", errors="surrogateescape")
    capsys.readouterr()
    assert main(COMMANDS[command]) == 2
    assert said in capsys.readouterr().err


def test_what_nbgrader_reads_beside_them_counts(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    """As in nbgrader's own commands, where it is the last word."""
    set_up(small_course, f"{WHOLE}c.ClearSolutions.code_stub = {{'python': 'from the one'}}\n")
    stub = {"ClearSolutions": {"code_stub": {"python": "from the other"}}, "Exchange": {"rooot": ""}}
    (small_course.root / "nbgrader_config.json").write_text(json.dumps(stub))
    assert main(["build"]) == 0
    assert "nbgrader_config.json: nothing is called Exchange.rooot; did you mean" in capsys.readouterr().err
    assert "from the other" in (small_course.root / "release" / "1-adding" / "adding.ipynb").read_text()


def test_what_was_found_safe_is_looked_at_again_when_it_has_changed(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(small_course, WHOLE)
    assert main(COMMANDS["check"]) == 1
    set_up(small_course, REFUSED["Execute in the list"][0])
    assert main(COMMANDS["check"]) == 2
    assert "line 5" in capsys.readouterr().err


def test_nbgraders_own_command_runs_no_submission_in_a_kernel(small_course: SmallCourse) -> None:
    set_up(small_course, REFUSED["Execute in the list"][0])
    trace = small_course.root / "trace"
    small_course.submit(
        "student-01", change=lambda nb: cell(nb, "try-it").update(source=f"open({str(trace)!r}, 'w').close()")
    )
    ran = subprocess.run(
        [sys.executable, "-m", "nbgrader", "autograde", "1-adding"],
        cwd=small_course.root,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert ran.returncode == 1
    assert "has nbgrader.preprocessors.execute.Execute, which runs students' code" in ran.stderr
    assert not trace.exists()


def test_the_formgraders_button_says_what_is_wrong(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(small_course, REFUSED["Execute in the list"][0])
    small_course.submit("student-01")
    nbgrader_step.main(["autograde", "1-adding", "student-01"])
    account = json.loads(capsys.readouterr().out)
    assert account["success"] is False
    assert "nbgrader_config.py, line 5" in account["log"]


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (
            "c.CourseDirectory.db_ulr = ''",
            "nothing is called CourseDirectory.db_ulr; did you mean CourseDirectory.db_url?",
        ),
        ("c.AssignLatePenalty.plugin_class = ''", "did you mean AssignLatePenalties.plugin_class?"),
        ("c.Exchange.somewhere = ''", "nothing is called Exchange.somewhere, so it changes nothing"),
        ("c.AssignLatePenalties.plugin_class = 'nbgrader.plugins.LateSubmissionPlugin'", ""),
        ("c.ServerApp.port = 8899", ""),
        ("c.Foo.bar = 1", "nothing is called Foo.bar, so it changes nothing"),
        ("c.Sectoin.somewhere = ''; c.Sectoin.somewhere = 'x'", "nothing is called Sectoin.somewhere, so it changes"),
        ("c.ExportApp.plugin_class = 'mine.Marks'; c.Marks.decimal = ','", ""),
        ("from traitlets.config import Configurable\nclass Mine(Configurable): pass\nc.Mine.on = 1", ""),
    ],
)
def test_settings_that_nobody_reads_are_named(
    small_course: SmallCourse, slip: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(small_course, f"{WHOLE}{slip}\n")
    assert main(["build"]) == 0
    shown = capsys.readouterr().err
    assert said in shown
    assert len(shown.splitlines()) == bool(said)
    assert ("line 5" in shown) == bool(said)


def test_the_courses_own_settings_are_safe_and_all_are_read(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    repository = Path(__file__).parents[3]
    assert (small_course.root / "nbgrader_config.py").read_text() == (repository / "nbgrader_config.py").read_text()
    assert main(["build"]) == 0
    assert capsys.readouterr().err == ""
