"""``threadlab check`` judges inside the same sandbox as grading, within the same limits, and in the same words."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.grading.conftest import TIERS, trouble_with
from tests.patience import PATIENCE
from tests.small_course import RIGHT, WITHOUT_LOCK, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.grading.executors import pool
from threadlab.grading.executors.pool import Pool
from threadlab.grading.worker import sandbox_choice
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.sandbox_choice import open_box

ENDLESS = {
    "a regular expression": "import re\n\n\ndef add(amount):\n    re.match('(a+)+$', 'a' * 50 + 'b')",
    "a sum": "import itertools\n\n\ndef add(amount):\n    sum(itertools.count())",
    "a factorial": "import math\n\n\ndef add(amount):\n    math.factorial(10**7)",
}


def check(course: SmallCourse, answer: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    """Run the command; return its exit status, what it says as JSON, and what it says besides."""
    (course.root / "answer.py").write_text(answer)
    status = main(["check", "1-adding/add", "answer.py", "--json"])
    said = capsys.readouterr()
    return status, json.loads(said.out), said.err


@pytest.mark.parametrize("name", TIERS)
def test_an_answer_is_judged_inside_the_sandbox_that_grading_takes(
    small_course: SmallCourse, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if trouble_with(TIERS[name]):
        pytest.skip(trouble_with(TIERS[name]))
    monkeypatch.setattr(open_box, "__kwdefaults__", {"trusted": False, "tiers": (TIERS[name],)})
    for answer, status in ((RIGHT, 0), (WITHOUT_LOCK, 1)):
        found = check(small_course, answer, capsys)
        assert (found[0], found[1]["sandbox"], found[2]) == (status, name, "")


def test_where_none_works_it_says_so_and_judges_all_the_same(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_box, "__kwdefaults__", {"trusted": False, "tiers": ()})
    status, said, besides = check(small_course, RIGHT, capsys)
    assert (status, said["points"], said["sandbox"]) == (0, 4, "none")
    assert besides.startswith("threadlab: no sandbox works here, so nothing kept the answer from this account's files.")


def test_where_there_can_be_no_worker_it_says_so_and_judges_all_the_same(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(**_: object) -> None:
        raise ModuleNotFoundError("No module named 'resource'", name="resource")

    monkeypatch.setattr(sandbox_choice, "open_box", missing)
    status, said, besides = check(small_course, WITHOUT_LOCK, capsys)
    assert (status, said["points"], said["sandbox"]) == (1, 1, "none")
    assert besides.startswith("threadlab: no sandbox works here")


@pytest.mark.parametrize("name", ENDLESS)
def test_what_no_budget_counts_ends_within_the_limits_of_grading_and_in_its_words(
    small_course: SmallCourse, name: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = Limits(cpu_seconds=3, wall_seconds=PATIENCE)
    for module in (sandbox_choice, pool):
        monkeypatch.setattr(module, "Limits", lambda: limits)
    status, said, _ = check(small_course, ENDLESS[name], capsys)
    assert status == 2
    reasons = {each["name"]: each["message"] for each in said["checks"]}
    assert set(reasons.values()) == {"judging it used more than 1 s of CPU"}

    small_course.submit("student-01", ENDLESS[name])
    box = open_box()
    with Pool(box.sandbox, jobs=1, box=box) as graders:
        (result,) = grade(find_course(), graders).results
    assert "2 checks undecided: judging it used more than 1 s of CPU" in result.remarks


def test_one_box_is_all_that_is_started(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[Path] = []
    real = sandbox_choice.SandboxedKeeper.__init__

    def counted(self: Any, *arguments: Any) -> None:
        begun.append(Path())
        real(self, *arguments)

    monkeypatch.setattr(sandbox_choice.SandboxedKeeper, "__init__", counted)
    check(small_course, RIGHT, capsys)
    assert len(begun) == 1


@pytest.mark.parametrize("levels", [0, 1, 2])
def test_a_link_among_the_submissions_is_not_followed(
    small_course: SmallCourse, levels: int, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = small_course.root.parent / "outside" / "student-01" / "1-adding"
    outside.mkdir(parents=True)
    path = small_course.submit("student-01")
    shutil.copy(small_course.source, outside / path.name)
    places = [path, *path.parents][levels], [outside / path.name, *(outside / path.name).parents][levels]
    shutil.rmtree(places[0]) if levels else places[0].unlink()
    places[0].symlink_to(places[1])
    assert main(["check", "1-adding/add", str(path)]) == 2
    assert "is no plain file, and links are not followed" in capsys.readouterr().err


def test_what_lies_elsewhere_may_be_a_link(small_course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    (small_course.root / "real.py").write_text(RIGHT)
    (small_course.root / "answer.py").symlink_to("real.py")
    assert main(["check", "1-adding/add", "answer.py"]) == 0
    assert "4 of 4 points" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["threadlab.explore", "threading.settrace", "queue.deque"])
def test_what_is_there_and_not_modelled_is_undecided_inside_of_the_sandbox_too(
    small_course: SmallCourse, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    module, _, member = name.partition(".")
    status, said, _ = check(small_course, f"from {module} import {member}\n{member}(1)\n{RIGHT}", capsys)
    assert (status, said["points"]) == (2, 0)
    assert said["checks"][0]["message"] == f"Not decided: uses {name} (line 2)"
