"""``threadlab grade`` on this machine: sandboxed workers, a memory of verdicts, a refusal where none works."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import dask.config
import distributed  # noqa: F401 - reads the settings of which one test changes one
import pytest

from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.course.workers import MEMORY, workers


def autograded(course: SmallCourse) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted((course.root / "autograded").rglob("*.ipynb"))}


def test_workers_in_a_sandbox_give_the_grades_that_this_process_gives(small_course: SmallCourse) -> None:
    for number, answer in enumerate([RIGHT, WITHOUT_LOCK, "while True:\n    pass", "import os\nos._exit(0)"]):
        small_course.submit(f"student-{number}", answer)
    here = grade(find_course(), Here())
    expected = autograded(small_course)
    with workers(find_course(), jobs=2, trusted=True, afresh=True) as executor:
        boxed = grade(find_course(), executor, afresh=True)
    assert replace(boxed, sandboxes=here.sandboxes) == here
    assert sum(boxed.sandboxes.values()) == 4
    assert autograded(small_course) == expected
    assert not (small_course.root / MEMORY).exists()


def test_what_was_judged_before_is_remembered(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    assert main(["grade", "--i-trust-these-submissions", "--jobs", "1"]) == 0
    expected = autograded(small_course)
    assert (small_course.root / MEMORY).exists()
    assert main(["grade", "--i-trust-these-submissions"]) == 0
    assert autograded(small_course) == expected


def test_where_no_sandbox_works_nothing_is_graded_and_it_says_what_to_install(
    small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01")
    without_any_sandbox(monkeypatch)
    assert main(["grade"]) == 2
    assert "apt install bubblewrap" in capsys.readouterr().err
    assert not (small_course.root / "autograded").exists()
    assert main(["grade", "--i-trust-these-submissions"]) == 0
    assert (small_course.root / "autograded").exists()


def without_any_sandbox(monkeypatch: pytest.MonkeyPatch) -> None:
    from threadlab.grading.worker.sandbox_choice import open_box

    monkeypatch.setattr(open_box, "__kwdefaults__", {"trusted": False, "tiers": ()})


@pytest.mark.parametrize("jobs", ["0", "-1", "many"])
def test_a_bad_number_of_jobs_is_refused(jobs: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as refusal:
        main(["grade", "--jobs", jobs])
    assert refusal.value.code == 2
    assert "--jobs" in capsys.readouterr().err


def test_a_scheduler_that_cannot_be_reached_is_named(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    small_course.submit("student-01")
    with dask.config.set({"distributed.comm.timeouts.connect": "100ms"}):
        assert main(["grade", "--dask", "tcp://127.0.0.1:1"]) == 2
    waiting, *_, failed = capsys.readouterr().err.splitlines()
    assert waiting == "Connecting to the Dask cluster at tcp://127.0.0.1:1 ..."
    assert failed.startswith("threadlab: ")
    assert "tcp://127.0.0.1:1" in failed


def test_the_memory_of_verdicts_is_not_for_git() -> None:
    ignored = (Path(__file__).parents[2] / ".gitignore").read_text().split()
    assert f"/{Path(MEMORY).parent}/" in ignored
