"""The release: what students get, and what they must not."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from contextlib import closing
from copy import deepcopy
from pathlib import Path

import pytest

from tests.small_course import SOURCE, Done, Here, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import CourseFolder, find_course
from threadlab.course.release.build import Built, ReleaseRefusedError, build
from threadlab.course.release.leaks import leaks
from threadlab.grading.worker.protocol import Outcome, Submission

REPOSITORY = CourseFolder(Path(__file__).parents[2])


def everything_under(folder: Path) -> dict[str, bytes]:
    """Return every file's contents."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_students_get_the_stub_the_visible_test_and_nothing_else(small_course: SmallCourse) -> None:
    released = small_course.released()
    assert "raise NotImplementedError()" in cell(released, "add")["source"]
    assert "with lock" not in cell(released, "add")["source"]
    assert "two_threads_add" in cell(released, "add--keeps-all")["source"]
    assert "a_negative_amount_is_added_too" not in json.dumps(released)
    assert "Two threads may read" not in json.dumps(released)


def test_a_release_that_is_right_is_left_alone(small_course: SmallCourse) -> None:
    before = everything_under(small_course.root)
    assert build(find_course()) == Built()
    assert everything_under(small_course.root) == before


def test_the_release_in_this_repository_is_what_its_source_gives(tmp_path: Path) -> None:
    for part in ("source", "release", "nbgrader_config.py"):
        copy = shutil.copytree if (REPOSITORY.root / part).is_dir() else shutil.copy
        copy(REPOSITORY.root / part, tmp_path / part)
    assert build(CourseFolder(tmp_path), executor=Here()).changed == ()


@pytest.mark.parametrize("assignment", REPOSITORY.assignments())
def test_the_release_in_this_repository_gives_nothing_away(assignment: str) -> None:
    for source in REPOSITORY.notebooks(assignment):
        assert list(leaks(source, REPOSITORY.release / assignment / source.name)) == []


def refused(course: SmallCourse) -> str:
    """Build, expect a refusal that leaves the old release as it is, and return its words."""
    before = everything_under(course.root / "release")
    with pytest.raises(ReleaseRefusedError) as refusal:
        build(find_course(), executor=Here())
    assert everything_under(course.root / "release") == before
    return str(refusal.value)


def test_a_misspelt_marker_would_give_a_hidden_test_away_and_is_refused(small_course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    tests = cell(source, "add--keeps-all")
    tests["source"] = tests["source"].replace("BEGIN HIDDEN TESTS", "BEGIN HIDDEN TEST")
    small_course.write_source(source)
    assert "add--keeps-all" in refused(small_course)


def test_a_solution_beside_its_region_is_refused(small_course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    solution = cell(source, "add")
    solution["source"] += "\n    ### END SOLUTION".replace("END", "end")
    small_course.write_source(source)
    assert "cell add, line 14: '### end SOLUTION' looks like a marker, and is none" in refused(small_course)


def test_a_hidden_test_that_the_lesson_mentions_is_refused(small_course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    cell(source, "title")["source"] += " Think of a_negative_amount_is_added_too."
    small_course.write_source(source)
    assert "a_negative_amount_is_added_too" in refused(small_course)


def test_a_file_that_students_should_not_get_is_refused(small_course: SmallCourse) -> None:
    (small_course.source.parent / "solution.py").write_text("answer = 42")
    assert "solution.py" in refused(small_course)


@pytest.mark.parametrize("name", [".solutions/add.txt", ".env", "__old/add.csv", "pictures/.notes.txt"])
def test_a_file_that_is_not_seen_is_refused_too(small_course: SmallCourse, name: str) -> None:
    path = small_course.source.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("answer = 42")
    assert f"{name}: students would get this file" in refused(small_course)


@pytest.mark.parametrize("name", [".DS_Store", "__pycache__/add.pyc", ".ipynb_checkpoints/adding-checkpoint.ipynb"])
def test_what_programs_leave_in_folders_is_left_out_and_no_slip(small_course: SmallCourse, name: str) -> None:
    path = small_course.source.parent / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("anything")
    small_course.source.with_name("data.csv").write_text("1,2")
    assert build(find_course(), executor=Here()).changed == ("1-adding",)
    released = small_course.release.parent
    assert sorted(path.name for path in released.iterdir()) == ["adding.ipynb", "data.csv"]


def test_a_link_a_pipe_and_a_folder_called_like_a_notebook_are_refused(small_course: SmallCourse) -> None:
    folder = small_course.source.parent
    (folder / "data.csv").symlink_to("/etc/hostname")
    (folder / "answers").symlink_to(small_course.root)
    (folder / "more.ipynb").mkdir()
    os.mkfifo(folder / "again.ipynb")
    said = refused(small_course)
    for name, what in (
        ("data.csv", "a link"),
        ("answers", "a link"),
        ("more.ipynb", "a folder"),
        ("again.ipynb", "a named pipe"),
    ):
        assert f"{name}: it is {what}, and only plain files are handed out" in said


def test_a_text_beside_the_notebook_that_gives_a_hidden_test_or_a_solution_away_is_refused(
    small_course: SmallCourse,
) -> None:
    notes = small_course.source.with_name("notes.txt")
    notes.write_text("Think of a_negative_amount_is_added_too.\n\n\ttotal += amount\n")
    said = refused(small_course)
    assert "notes.txt: it mentions the hidden test a_negative_amount_is_added_too" in said
    assert "notes.txt: it has a line of what is hidden in add: total += amount" in said
    notes.write_text("total = 0\n")
    assert build(find_course(), executor=Here()).changed == ("1-adding",)


def test_an_assignment_without_a_notebook_is_refused(small_course: SmallCourse) -> None:
    (small_course.root / "source/2-more").mkdir()
    assert "source/2-more: there is no notebook in it. Put one there" in refused(small_course)


def test_a_leak_is_found_even_in_a_release_that_somebody_else_made(small_course: SmallCourse) -> None:
    released = small_course.released()
    cell(released, "add")["source"] = cell(SOURCE, "add")["source"]
    small_course.release.write_text(json.dumps(released))
    found = [str(leak) for leak in leaks(small_course.source, small_course.release)]
    assert any("line 12 is a line of what is hidden in add: total += amount" in leak for leak in found)


def test_the_command_says_what_it_built_and_what_it_refused(
    small_course: SmallCourse, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build"]) == 0
    assert capsys.readouterr().out == "The release is up to date.\n"
    source = deepcopy(SOURCE)
    cell(source, "title")["source"] = "# Adding up"
    small_course.write_source(source)
    assert main(["build", "1-adding"]) == 0
    assert capsys.readouterr().out == "Built 1-adding.\n"
    (small_course.source.parent / "notes.md").touch()
    assert main(["build"]) == 2
    assert "notes.md" in capsys.readouterr().err
    assert main(["build", "2-unknown"]) == 2
    assert "2-unknown" in capsys.readouterr().err


class Counting(Here):
    """Judges, and counts how often it was asked to."""

    def __init__(self) -> None:
        self.asked = 0

    def start(self, submission: Submission) -> Done:
        self.asked += 1
        return super().start(submission)


def test_what_has_not_changed_is_not_judged_again(small_course: SmallCourse) -> None:
    judge = Counting()
    build(find_course(), executor=judge)
    assert judge.asked == 0

    def rebuilt() -> int:
        judge.asked = 0
        build(find_course(), executor=judge)
        return judge.asked

    both = 2  # the solution, and the untouched release
    source = deepcopy(SOURCE)
    cell(source, "try-it")["source"] = "add(3)"
    small_course.write_source(source)
    assert (rebuilt(), rebuilt()) == (both, 0)
    small_course.release.write_text(small_course.release.read_text().replace("Adding", "Subtracting"))
    assert (rebuilt(), rebuilt()) == (both, 0)
    assert "Adding" in small_course.release.read_text()
    config = small_course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + "\n# Another setting.\n")
    assert (rebuilt(), rebuilt()) == (both, 0)
    with closing(sqlite3.connect(small_course.root / "gradebook.db")) as gradebook, gradebook:
        gradebook.execute("UPDATE source_cell SET source = 'assert True'")
    assert (rebuilt(), rebuilt()) == (both, 0)
    (small_course.root / "gradebook.db").unlink()
    assert (rebuilt(), rebuilt()) == (both, 0)
    (small_course.root / ".threadlab/built.json").write_text("{")
    assert (rebuilt(), rebuilt()) == (both, 0)


def test_building_says_what_it_is_judging(small_course: SmallCourse) -> None:
    said: list[tuple[str, int, int]] = []
    (small_course.root / ".threadlab/built.json").unlink()
    build(find_course(), executor=Here(), progress=lambda *step: said.append(step))
    assert said == [("judging 1-adding", 0, 1), ("", 1, 1)]


def test_a_notebook_that_cannot_be_judged_within_the_limits_is_refused(small_course: SmallCourse) -> None:
    class Late(Here):
        def start(self, submission: Submission) -> Done:
            return Done(Outcome(submission.key, reason="used more than 60 s of CPU"))

    (small_course.root / ".threadlab/built.json").unlink()
    with pytest.raises(ReleaseRefusedError, match="could not be judged: running them used more than 60 s of CPU"):
        build(find_course(), executor=Late())
