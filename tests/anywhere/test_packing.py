"""Exercises packed for other graders, and run as these graders do: right, wrong, undecided, missing answers."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import types
import xml.etree.ElementTree as ElementTree
from pathlib import Path
from typing import Any

import pytest

from tests.anywhere.judging import ANSWERS, exercise
from tests.anywhere.packed import python_with, run, unpack
from tests.small_course import RIGHT, SOURCE, STRANGE, WITHOUT_LOCK, SmallCourse
from threadlab.cli import main
from threadlab.runners.container import judge_handed_in
from threadlab.runners.formats.gradescope import gradescope
from threadlab.runners.formats.prairielearn import prairielearn
from threadlab.runners.handed_in import NothingHandedInError, SeveralAnswersError, find_answer
from threadlab.runners.judged import unjudged
from threadlab.runners.otter import UndecidedError, holds

SYSTEMS = ("gradescope", "otter", "prairielearn", "github")


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory, _built_course: Path) -> Path:
    """Each system's zip file of the small course's exercise, unpacked; and a Python that has what is in it."""
    folder = tmp_path_factory.mktemp("packed")
    here = Path.cwd()
    os.chdir(_built_course)
    try:
        for system in SYSTEMS:
            assert main(["pack", system, "1-adding/add", "--to", str(folder / f"{system}.zip")]) == 0
            unpack(folder / f"{system}.zip", folder / system)
    finally:
        os.chdir(here)
    python_with(folder / "gradescope" / "wheels", folder / "venv")
    return folder


def autograder(packed: Path, root: Path, answer: str | None, *, name: str = "add.py") -> dict[str, Any]:
    """Do as Gradescope does, in another folder than /autograder, and return what was written."""
    shutil.copytree(packed / "gradescope", root / "source")
    shutil.copy(root / "source" / "run_autograder", root / "run_autograder")
    (root / "venv").symlink_to(packed / "venv")
    (root / "submission").mkdir()
    if answer is not None:
        (root / "submission" / name).write_text(answer)
    ran = run(["./run_autograder"], root, AUTOGRADER_ROOT=str(root))
    assert ran.returncode == 0, ran.stderr
    written: dict[str, Any] = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    return written


GRADESCOPE = {
    "right": (4, [(3, 3, "passed"), (1, 1, "passed")]),
    "wrong": (1, [(0, 3, "failed"), (1, 1, "passed")]),
    "undecided": (0, [(None, 3, None), (None, 1, None)]),
}
FIELDS = {"score", "status", "max_score", "name", "output", "output_format", "extra_data"}  # of its specification


@pytest.mark.parametrize("name", ANSWERS)
def test_gradescope_gets_a_test_for_each_check(packed: Path, tmp_path: Path, name: str) -> None:
    written = autograder(packed, tmp_path, ANSWERS[name])
    score, tests = GRADESCOPE[name]
    assert written["score"] == score
    assert written["visibility"] == "visible"
    assert [(t.get("score"), t["max_score"], t.get("status")) for t in written["tests"]] == tests
    assert all(set(test) <= FIELDS and test["output_format"] == "html" for test in written["tests"])
    assert ("4 points are undecided" in written["output"]) == (name == "undecided")
    picture = "data:image/svg+xml;base64," in written["tests"][0]["output"]
    assert picture == (name == "wrong")
    assert ('<pre style="overflow-x:auto">' in written["tests"][0]["output"]) == (name != "right")  # wider than a phone


def test_what_was_not_handed_in_gets_nothing_and_is_told(packed: Path, tmp_path: Path) -> None:
    written = autograder(packed, tmp_path, RIGHT, name="something_else.py")
    assert written["score"] == 0
    assert "there is no file add.py or answer.py" in written["tests"][0]["output"]


def test_a_notebook_can_be_handed_in(packed: Path, tmp_path: Path) -> None:
    notebook = json.loads(json.dumps(SOURCE))
    notebook["cells"][1]["source"] = RIGHT
    assert autograder(packed, tmp_path, json.dumps(notebook), name="mine.ipynb")["score"] == 4


def test_hidden_tests_judge_and_are_not_told(packed: Path, tmp_path: Path) -> None:
    written = autograder(packed, tmp_path, RIGHT.replace("total += amount", "total += abs(amount)"))
    assert written["score"] == 1
    assert "a_negative_amount" not in json.dumps(written)


def test_what_learners_must_not_get_is_in_no_package(packed: Path) -> None:
    for system in SYSTEMS:
        names = {path.name for path in (packed / system).rglob("*")}
        assert not names & {"solution.py", "answers", "verdicts.db"}
    assert not [p for p in (packed / "github").rglob("*.py") if "a_negative_amount" in p.read_text(encoding="utf-8")]
    assert [p for p in (packed / "gradescope").rglob("*.py") if "a_negative_amount" in p.read_text(encoding="utf-8")]


@pytest.mark.parametrize("system", ["gradescope", "prairielearn"])
def test_the_same_exercise_makes_the_same_bytes(packed: Path, small_course: SmallCourse, system: str) -> None:
    again = small_course.root / "again.zip"
    environment = {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    ran = run(
        [sys.executable, "-m", "threadlab", "pack", system, "1-adding/add", "--to", str(again)],
        small_course.root, **environment,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    assert again.read_bytes() == (packed / f"{system}.zip").read_bytes()


def test_everything_that_is_installed_has_a_hash(packed: Path) -> None:
    lines = (packed / "gradescope" / "requirements.txt").read_text().replace("\\\n", "").splitlines()
    required = [line for line in lines if line and not line.lstrip().startswith("#")]
    assert [line.split()[0].partition("==")[0] for line in required] == ["greenlet", required[1].split()[0]]
    assert all("--hash=sha256:" in line for line in required)
    locked = (Path(__file__).parents[2] / "requirements.txt").read_text().replace("\\\n", "").splitlines()
    assert required[0] in locked, "run make lock"


@pytest.mark.long
def test_the_setup_of_gradescope_installs_with_pip_and_its_hashes(packed: Path, tmp_path: Path) -> None:
    shutil.copytree(packed / "gradescope", tmp_path / "source")
    ran = run(["./setup.sh"], tmp_path / "source", AUTOGRADER_ROOT=str(tmp_path), **pip_settings())
    assert ran.returncode == 0, ran.stderr
    (tmp_path / "submission").mkdir()
    (tmp_path / "submission" / "add.py").write_text(WITHOUT_LOCK)
    shutil.copy(tmp_path / "source" / "run_autograder", tmp_path)
    assert run(["./run_autograder"], tmp_path, AUTOGRADER_ROOT=str(tmp_path)).returncode == 0
    assert json.loads((tmp_path / "results" / "results.json").read_text())["score"] == 1


@pytest.mark.long
def test_a_wheel_that_was_changed_is_not_installed(packed: Path, tmp_path: Path) -> None:
    shutil.copytree(packed / "gradescope", tmp_path / "source")
    [wheel] = (tmp_path / "source" / "wheels").iterdir()
    wheel.write_bytes(wheel.read_bytes() + b"\0")
    ran = run(["./setup.sh"], tmp_path / "source", AUTOGRADER_ROOT=str(tmp_path), **pip_settings())
    assert ran.returncode != 0
    assert "DO NOT MATCH THE HASHES" in ran.stderr


def pip_settings() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name.startswith(("PIP_", "SSL_", "REQUESTS_"))}


def grade(packed: Path, root: Path, answer: str | None) -> dict[str, Any]:
    """Do as PrairieLearn does, in another folder than /grade."""
    shutil.copytree(packed / "prairielearn" / "questions" / "1-adding" / "add" / "tests", root / "tests")
    (root / "student").mkdir()
    if answer is not None:
        (root / "student" / "answer.py").write_text(answer)
    python = str(packed / "venv" / "bin" / "python")
    ran = run(["./tests/run.sh"], root, GRADE_ROOT=str(root), THREADLAB_PYTHON=python)
    assert ran.returncode == 0, ran.stderr
    written: dict[str, Any] = json.loads((root / "results" / "results.json").read_text(encoding="utf-8"))
    return written


@pytest.mark.parametrize(
    ("name", "score", "points"), [("right", 1.0, [3, 1]), ("wrong", 0.25, [0, 1]), ("undecided", None, [0, 0])]
)
def test_prairielearn_gets_a_test_for_each_check(
    packed: Path, tmp_path: Path, name: str, score: float | None, points: list[float]
) -> None:
    written = grade(packed, tmp_path, ANSWERS[name])
    assert written.get("score") == score
    assert written["gradable"] == (name != "undecided")
    assert bool(written.get("format_errors")) == (name == "undecided")
    assert [test["points"] for test in written["tests"]] == points
    assert [test["max_points"] for test in written["tests"]] == [3, 1]
    images = written["tests"][0].get("images", [])
    assert [sorted(image) for image in images] == ([["label", "url"]] if name == "wrong" else [])


def test_a_question_of_prairielearn_has_what_its_documentation_asks_for(packed: Path) -> None:
    folder = packed / "prairielearn" / "questions" / "1-adding" / "add"
    info = json.loads((folder / "info.json").read_text())
    assert info["gradingMethod"] == "External"
    assert set(info["externalGradingOptions"]) == {"enabled", "image", "entrypoint", "timeout"}
    assert info["externalGradingOptions"]["entrypoint"] == "/grade/tests/run.sh"
    assert os.access(folder / "tests" / "run.sh", os.X_OK)
    question = (folder / "question.html").read_text()
    assert "# Adding" in question
    assert "<pl-external-grader-results>" in question
    assert (folder / "stub.py").read_text().rstrip("\n").endswith("raise NotImplementedError()")
    assert (packed / "prairielearn" / "grader" / "Dockerfile").exists()


def test_pictures_that_are_too_large_for_prairielearn_are_left_out() -> None:
    from dataclasses import replace

    judged = unjudged(exercise(), "fails", "no")
    [check, other] = judged.checks
    large = replace(check, tests=(replace(check.tests[0], picture="<svg>" + "x" * 1_000_000),))
    written = prairielearn([replace(judged, checks=(large, other))])
    assert len(written) < 1_000_000
    assert "images" not in json.loads(written)["tests"][0]


@pytest.mark.parametrize(
    ("name", "status", "code"), [("right", "pass", 0), ("wrong", "fail", 1), ("undecided", "error", 2)]
)
def test_a_workflow_on_github_reports(packed: Path, tmp_path: Path, name: str, status: str, code: int) -> None:
    shutil.copytree(packed / "github", tmp_path, dirs_exist_ok=True)
    (tmp_path / "add.py").write_text(ANSWERS[name])
    python = str(packed / "venv" / "bin" / "python")
    output, summary = tmp_path / "output", tmp_path / "summary.md"
    command = [python, "-I", "-m", "threadlab.runners.container", "github", str(tmp_path)]
    ran = run(command, tmp_path, GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary))
    assert ran.returncode == code, ran.stderr
    [line] = output.read_text().splitlines()
    result = json.loads(base64.b64decode(line.removeprefix("result=")))
    assert (result["version"], result["status"], result["max_score"]) == (1, status, 4)
    assert sum(test["score"] for test in result["tests"]) == {"right": 4, "wrong": 1, "undecided": 0}[name]
    assert f"## 1-adding/add: {sum(test['score'] for test in result['tests'])} of 4 points" in summary.read_text()
    assert ElementTree.parse(tmp_path / "threadlab-report.xml").find("testsuite") is not None


def test_the_workflow_has_the_names_that_classroom_asks_for_and_runs_what_was_tried(packed: Path) -> None:
    import yaml

    workflow = yaml.safe_load((packed / "github" / ".github" / "workflows" / "autograding.yml").read_text())
    assert workflow["name"] == "Autograding Tests"
    assert list(workflow["jobs"]) == ["run-autograding-tests"]
    steps = workflow["jobs"]["run-autograding-tests"]["steps"]
    [judging] = [step for step in steps if step.get("id") == "threadlab"]
    assert '-I -m threadlab.runners.container github "$GITHUB_WORKSPACE"' in judging["run"]
    reporter = steps[-1]
    assert list(reporter["env"]) == [f"{reporter['with']['runners'].upper()}_RESULTS"]


def test_tests_of_otter_call_the_checks(packed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the decorator alone in otter's place; ``test_real_otter.py`` has the real one."""
    cases: dict[str, Any] = {}

    def test_case(*, name: str, points: float, hidden: bool) -> Any:
        return lambda function: cases.setdefault(name, (points, hidden, function))

    otter, files = types.ModuleType("otter"), types.ModuleType("otter.test_files")
    files.test_case = test_case  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "otter", otter)
    monkeypatch.setitem(sys.modules, "otter.test_files", files)
    text = (packed / "otter" / "tests" / "add.py").read_text()
    exec(compile(text, "add.py", "exec"), {})
    assert {name: case[:2] for name, case in cases.items()} == {"keeps-all": (3, False), "free-afterwards": (1, False)}
    check = cases["keeps-all"][2]
    check({"In": ["", RIGHT]})
    with pytest.raises(AssertionError, match="An update is lost"):
        check({"In": ["", WITHOUT_LOCK]})
    with pytest.raises(UndecidedError, match=r"UNDECIDED: no zero[^(]*\(In \[2\], line 11\)"):
        check({"In": ["", "x = 1", STRANGE]})
    quoted = [line for line in text.splitlines() if "holds(" in line]
    assert not [line for line in quoted if "a_negative_amount" in line]


def test_tests_of_otter_hold_answers_to_the_courses_language(packed: Path) -> None:
    text = (packed / "otter" / "tests" / "add.py").read_text()
    assert text.count("env, python='3.11')") == 2
    with pytest.raises(ValueError, match=r"judged as Python 3\.99, and this is"):
        holds("", {"In": []}, python="3.99")


def test_cells_that_only_try_things_out_do_not_count_in_otter() -> None:
    cells = ["import otter\ngrader = otter.Notebook()", RIGHT, "add(2)", 'grader.check("q1")']
    check = "from threadlab import every_schedule\n@every_schedule\ndef one():\n    add(1)\n    assert total == 1\n"
    holds(check, {"In": cells})


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"\xff", "not a text file in UTF-8"), (None, "is a link"), (b"x" * (20 << 20) + b"x", "larger")],
)
def test_what_is_no_text_file_is_not_judged(tmp_path: Path, content: bytes | None, said: str) -> None:
    if content is None:
        (tmp_path / "add.py").symlink_to("/etc/hostname")
    else:
        (tmp_path / "add.py").write_bytes(content)
    with pytest.raises(NothingHandedInError, match=said):
        find_answer(tmp_path, exercise(), alone=True)


def notebook(*answers: str) -> str:
    cells = [
        {"cell_type": "code", "id": f"c{number}", "source": answer, "outputs": [], "execution_count": None,
         "metadata": {"nbgrader": {"grade_id": "add", "solution": True, "grade": False, "locked": False}}}
        for number, answer in enumerate(answers)
    ]  # fmt: skip
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


def untouched() -> str:
    return next(cell.text for cell in exercise().cells if cell.grade_id == "add")


@pytest.mark.parametrize(
    "files",
    [
        {"adding (1).ipynb": notebook(untouched()), "adding.ipynb": notebook(WITHOUT_LOCK)},
        {"adding (1).ipynb": notebook(WITHOUT_LOCK), "adding.ipynb": notebook(untouched())},
        {"add.py": untouched(), "adding.ipynb": notebook(WITHOUT_LOCK)},
        {"add.py": WITHOUT_LOCK, "answer.py": f"{WITHOUT_LOCK}\n", "adding.ipynb": notebook(WITHOUT_LOCK)},
        {"answer.py": "", "adding.ipynb": notebook(STRANGE, WITHOUT_LOCK), "broken.ipynb": "{"},
    ],
)
def test_what_is_as_it_was_handed_out_is_no_other_answer(tmp_path: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (tmp_path / name).write_text(text)
    assert find_answer(tmp_path, exercise(), alone=True).strip() == WITHOUT_LOCK.strip()


@pytest.mark.parametrize("first", ["add.py", "adding (1).ipynb"])
def test_of_answers_that_differ_a_person_says_which_counts(tmp_path: Path, first: str) -> None:
    (tmp_path / first).write_text(WITHOUT_LOCK if first.endswith(".py") else notebook(WITHOUT_LOCK))
    (tmp_path / "adding.ipynb").write_text(notebook(STRANGE))
    [judged] = judge_handed_in([exercise()], tmp_path)
    assert (judged.points, judged.waiting) == (0, 4)
    assert judged.checks[0].message == (
        f"There are different answers to add in {first} and adding.ipynb: a person must say which counts."
    )


@pytest.mark.parametrize("place", ["Add.py", "my work/add.py", "a/b/ANSWER.PY", "a/adding.ipynb"])
def test_a_folder_that_was_packed_whole_is_looked_through(tmp_path: Path, place: str) -> None:
    beside = {"__MACOSX/add.py": "x", ".git/add.py": "x", "a/._add.py": "x", "exercises/add/add.py": "x"}
    for name, text in {**beside, "exercises/add/exercise.toml": "", place: WITHOUT_LOCK}.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(notebook(text) if name.endswith(".ipynb") else text)
    assert find_answer(tmp_path, exercise(), alone=True) == WITHOUT_LOCK
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "add.py").write_text(RIGHT)
    with pytest.raises(SeveralAnswersError, match="a person must say which counts"):
        find_answer(tmp_path, exercise(), alone=True)
    (tmp_path / "add.py").write_text(RIGHT)  # where it is asked for
    assert find_answer(tmp_path, exercise(), alone=True) == RIGHT


def test_a_file_of_another_name_is_named_and_nothing_is_said_to_be_decided(tmp_path: Path) -> None:
    (tmp_path / "addition.py").write_text(RIGHT)
    [judged] = judge_handed_in([exercise()], tmp_path)
    assert judged.checks[0].message.endswith("and no notebook with a cell of that name; there is addition.py.")
    assert json.loads(gradescope([judged]))["output"] == "Nothing could be judged of add: each check says why."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["gradescope", "1-adding/add", "--to", "out.tar"], "must end with .zip"),
        (["gradescope", "1-adding/subtract", "--to", "out.zip"], "no exercise is called"),
        (["gradescope", "1-adding/add", "1-adding/add", "--to", "out.zip"], "two exercises called add"),
        (["gradescope", "1-adding/add", "--to", "nowhere/out.zip"], "cannot write"),
    ],
)
def test_what_cannot_be_packed_is_told(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["pack", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(small_course.root.glob("out*"))


def test_a_dry_run_writes_nothing_and_a_folder_is_packed_like_a_notebook(
    packed: Path, small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["pack", "gradescope", "1-adding/add", "--to", "out.zip", "--dry-run"]) == 0
    assert "exercises/1-adding/add/checks/keeps-all.py" in capsys.readouterr().out.splitlines()
    assert not (small_course.root / "out.zip").exists()
    assert main(["export-exercises", "--to", "folders"]) == 0
    assert main(["pack", "gradescope", "folders/1-adding/add", "--to", "out.zip"]) == 0
    assert (small_course.root / "out.zip").read_bytes() == (packed / "gradescope.zip").read_bytes()


def test_scripts_are_sound() -> None:
    from threadlab.runners.packing import gradescope, prairielearn

    for script in (gradescope._SETUP, gradescope._RUN.format(visibility="visible"), prairielearn._RUN):
        assert subprocess.run(["bash", "-n"], input=script, text=True, check=False).returncode == 0
