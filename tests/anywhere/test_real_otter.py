"""An assignment graded by the real otter-grader 7: half a gigabyte to install, so it is run by hand, with -m long."""

from __future__ import annotations

import json
import re
import venv
from pathlib import Path
from typing import Any

import pytest

from tests.anywhere.judging import ANSWERS
from tests.anywhere.packed import run, unpack
from tests.anywhere.test_packing import pip_settings
from tests.small_course import RIGHT, code, notebook
from threadlab.cli import main

pytestmark = pytest.mark.long
GUIDE = Path(__file__).parents[2] / "docs" / "other-graders.md"
OTTER = ("otter-grader[grading]==7.0.0",)


@pytest.fixture(scope="module")
def assignment(tmp_path_factory: pytest.TempPathFactory, _built_course: Path) -> Path:
    """The small course's exercise as an autograder of otter's, beside a Python that has otter."""
    folder = tmp_path_factory.mktemp("otter")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(_built_course)
        assert main(["pack", "otter", "1-adding/add", "--to", str(folder / "otter.zip")]) == 0
    unpack(folder / "otter.zip", folder)
    venv.create(folder / "venv", with_pip=True)
    pip = [str(folder / "venv/bin/python"), "-m", "pip", "install", "--quiet"]
    for wanted in (OTTER, ("--require-hashes", "--requirement", "requirements.txt")):
        ran = run([*pip, *wanted], folder, **pip_settings())
        assert ran.returncode == 0, ran.stderr
    ran = otter(folder, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment")
    assert ran.returncode == 0, ran.stderr
    return folder


def otter(folder: Path, *arguments: str) -> Any:
    return run([str(folder / "venv/bin/otter"), *arguments], folder)


def graded(folder: Path, answer: str, autograder: Path | str = "autograder.zip") -> dict[str, Any]:
    """Grade one notebook and return what otter writes for Gradescope."""
    (folder / "mine.ipynb").write_text(
        json.dumps(notebook(code("add", answer), code("try-it", "add(2)\nprint(total)")))
    )
    (folder / "out").mkdir(exist_ok=True)
    ran = otter(folder, "run", "-a", str(autograder), "mine.ipynb", "-o", "out")
    assert ran.returncode == 0, ran.stderr
    written: dict[str, Any] = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))
    return written


@pytest.mark.parametrize(
    ("name", "score", "said"),
    [("right", 4, "All test cases passed!"), ("wrong", 1, "An update is lost"), ("undecided", 0, "UNDECIDED: no zero")],
)
def test_otter_gives_the_points_of_the_checks(assignment: Path, name: str, score: float, said: str) -> None:
    [public, test] = graded(assignment, ANSWERS[name])["tests"]
    assert (test["score"], test["max_score"]) == (score, 4)
    assert said in public["output"]


def test_otter_does_not_quote_hidden_tests_to_students(assignment: Path) -> None:
    [public, _] = graded(assignment, RIGHT.replace("total += amount", "total += abs(amount)"))["tests"]
    assert "Test case failed" in public["output"]
    for secret in ("a_negative_amount", "-5"):
        assert secret not in public["output"]


MASTER = """\
# ASSIGNMENT CONFIG
export_cell: false
tests: {ok_format: false, files: true}
generate: true
"""
SOLVED = "    # BEGIN SOLUTION\n    with lock:\n        total += amount\n    # END SOLUTION"
[TEST_CELL] = re.findall(r"```python\n(def keeps_all.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)


def assigned(folder: Path, solution: str) -> Any:
    """Run ``otter assign`` on a master notebook with the guide's test cell."""
    head, _, _ = RIGHT.partition("    with lock:")
    cells = [
        "# BEGIN QUESTION\nname: add\npoints: 3",
        "# BEGIN SOLUTION",
        code("add", head + solution),
        "# END SOLUTION",
    ]
    cells += ["# BEGIN TESTS", code("test", TEST_CELL), "# END TESTS", "# END QUESTION"]
    master = notebook(code("add", ""))
    master["cells"] = [
        {"cell_type": "raw", "id": f"raw-{number}", "metadata": {}, "source": cell} if isinstance(cell, str) else cell
        for number, cell in enumerate([MASTER, *cells])
    ]
    (folder / "adding.ipynb").write_text(json.dumps(master))
    return otter(folder, "assign", "adding.ipynb", "assigned")


@pytest.mark.parametrize(("name", "score"), [("right", 3), ("wrong", 0), ("undecided", 0)])
def test_a_check_in_a_master_notebook_gives_its_points(assignment: Path, name: str, score: float) -> None:
    ran = assigned(assignment, SOLVED)
    assert ran.returncode == 0, ran.stderr
    [packed] = (assignment / "assigned" / "autograder").glob("*.zip")
    [public, test] = graded(assignment, ANSWERS[name], packed)["tests"]
    assert (test["score"], test["max_score"]) == (score, 3)
    assert ("UNDECIDED" in public["output"]) == (name == "undecided")
    assert "every_schedule\\n" not in public["output"]


def test_a_solution_that_breaks_its_own_check_stops_otter_assign(assignment: Path) -> None:
    ran = assigned(assignment, SOLVED.replace("with lock", "if lock"))
    assert ran.returncode != 0
    assert "An update is lost" in ran.stdout + ran.stderr
