"""Nobody's hand-in stops the others, whatever its folder is called; and what is not certain, a person is asked."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.grading_run.class_table import show_class
from threadlab.course.grading_run.grade import ClassResult, grade

Notebook = dict[str, Any]
STUB = None


@pytest.fixture(autouse=True)
def _heard(capsys: pytest.CaptureFixture[str]) -> Iterator[None]:
    """Keep what is said of names that are no text from pytest's reports: its workers could not send it."""
    yield
    capsys.readouterr()


def graded() -> ClassResult:
    outcome = grade(find_course(), Here())
    assert outcome.faults == ()
    return outcome


def hand_in_as(course: SmallCourse, name: bytes) -> None:
    """Hand a right answer in, in a folder of any name."""
    folder = os.path.join(os.fsencode(course.root), b"submitted", name, course.assignment.encode())
    os.makedirs(folder)
    shutil.copy(course.submit("student-02"), os.path.join(folder, course.filename.encode()))


@pytest.mark.parametrize(
    "name",
    [b"[br]", b"*", b"?", b"{student}", b"%s", b"o'hara", b'"q"', b"a,b", b"-x", "Zoë".encode(), b":bug:", b"a+b"],
)
def test_a_folder_of_a_strange_name_is_graded_like_any_other(small_course: SmallCourse, name: bytes) -> None:
    small_course.submit("student-01", WITHOUT_LOCK)
    hand_in_as(small_course, name)
    outcome = graded()
    assert {result.student: result.points for result in outcome.results} == {
        name.decode(): 4,
        "student-01": 1,
        "student-02": 4,
    }
    assert (small_course.root / "feedback" / name.decode() / "1-adding/adding.html").is_file()
    console = Console(width=120, record=True, file=open(os.devnull, "w"))  # noqa: SIM115
    show_class(outcome, console)
    assert f" {name.decode()} " in console.export_text()


@pytest.mark.parametrize(
    ("name", "shown", "reason"),
    [
        (b"student\xff", "student\\xff", "its name is no UTF-8"),
        (b" student", " student", "its name begins or ends with a blank"),
        (b"student ", "student ", "its name begins or ends with a blank"),
        (b"stu\ndent", "stu\\ndent", "its name has a character that cannot be seen"),
        (b"stu\x1b[31mdent", "stu\\x1b[31mdent", "its name has a character that cannot be seen"),
        ("\u202edent".encode(), "\\u202edent", "its name has a character that cannot be seen"),
        (b".student", ".student", "its name begins with a dot"),
    ],
)
def test_a_folder_that_can_be_no_students_is_named_and_stops_nobody(
    small_course: SmallCourse, name: bytes, shown: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in_as(small_course, name)
    outcome = graded()
    assert [(result.student, result.points) for result in outcome.results] == [("student-02", 4)]
    assert outcome.left_out == ((shown, reason),)
    assert main(["grade"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert f'! "submitted/{shown}" was not graded: {reason}. Mend that, and grade again.' in said


def test_links_that_lead_nowhere_are_named(small_course: SmallCourse) -> None:
    small_course.submit("student-02")
    submitted = small_course.root / "submitted"
    (submitted / "student-01").symlink_to("nowhere")
    (submitted / "student-03").mkdir()
    (submitted / "student-03" / "1-adding").symlink_to("nowhere")
    outcome = graded()
    assert outcome.left_out == (("student-01", "it is a link that leads nowhere"),)
    assert [(result.student, result.points, result.for_a_person) for result in outcome.results] == [
        ("student-02", 4, 0),
        ("student-03", 0, 2),
    ]
    assert outcome.results[1].remarks == ("the folder 1-adding is a link, and links are not followed",)


@pytest.mark.parametrize("name", ["student-01.ipynb", "all.zip"])
def test_what_lies_in_nobodys_folder_is_named(small_course: SmallCourse, name: str) -> None:
    handed_in = small_course.submit("student-02")
    (small_course.root / "submitted" / name).write_bytes(handed_in.read_bytes())
    (small_course.root / "submitted" / "notes.txt").write_text("mine")
    assert graded().left_out == ((name, "it lies in nobody's folder"),)
    assert main(["grade"]) == 1


def test_a_notebook_in_no_assignments_folder_is_named(small_course: SmallCourse) -> None:
    handed_in = small_course.submit("student-02")
    (small_course.root / "submitted" / "student-01").mkdir()
    (small_course.root / "submitted" / "student-01" / "adding.ipynb").write_bytes(handed_in.read_bytes())
    assert graded().results[0].remarks == ("nothing handed in", "adding.ipynb lies in no assignment's folder")


def test_hidden_folders_of_programs_are_nobodys(small_course: SmallCourse) -> None:
    small_course.submit("student-02")
    (small_course.root / "submitted/.ipynb_checkpoints").mkdir()
    assert graded().left_out == ()


def test_files_and_folders_of_any_name_beside_the_notebook_stop_nothing(small_course: SmallCourse) -> None:
    folder = os.fsencode(small_course.submit("student-01").parent)
    for name in (b"\xff.txt", b"[br].ipynb", b"\n.ipynb", b".ipynb"):
        Path(os.fsdecode(os.path.join(folder, name))).write_bytes(b"no notebook")
    Path(os.fsdecode(os.path.join(folder, b"..", b"1-adding\xff"))).mkdir()
    os.makedirs(os.path.join(os.fsencode(small_course.root), b"submitted/student-02", b"1-add\xffing"))
    here, elsewhere = graded().results
    assert here.points == 4
    assert "1-add\\xffing is the name of no assignment" in elsewhere.remarks


def test_a_notebook_of_another_name_that_is_no_utf_8_is_named(small_course: SmallCourse) -> None:
    path = small_course.submit("student-01")
    path.rename(os.fsdecode(os.fsencode(path.parent) + b"/add\xffing.ipynb"))
    [result] = graded().results
    assert result.remarks == ("no adding.ipynb was handed in; there is add\\xffing.ipynb",)


@pytest.mark.parametrize(
    ("answer", "second", "remark"),
    [
        (STUB, RIGHT, "adding (1).ipynb has other answers than adding.ipynb, and a person must say which counts"),
        (
            WITHOUT_LOCK,
            RIGHT,
            "adding (1).ipynb has other answers than adding.ipynb, and a person must say which counts",
        ),
        (RIGHT, STUB, ""),
        (RIGHT, RIGHT + "\n", ""),
        (STUB, STUB, ""),
    ],
    ids=["untouched and solved", "two answers", "solved and untouched", "the same twice", "both untouched"],
)
def test_of_two_notebooks_a_person_says_which_counts_unless_that_is_plain(
    small_course: SmallCourse, answer: str | None, second: str | None, remark: str
) -> None:
    small_course.submit("student-01", answer)
    small_course.submit("student-01", second, filename="adding (1).ipynb")
    [result] = graded().results
    assert result.remarks == ((remark,) if remark else ())
    assert result.for_a_person == (2 if remark else 0)
    assert result.points == (4 if answer == RIGHT else 0)


def test_a_second_notebook_without_the_exercises_is_left_aside(small_course: SmallCourse) -> None:
    small_course.submit("student-01")
    small_course.submit("student-01", content=b'{"nbformat": 4, "cells": []}', filename="notes.ipynb")
    small_course.submit("student-01", content=b"", filename="empty.ipynb")
    assert graded().results[0].points == 4


def copied(cell_id: str, above: str, below: str) -> Callable[[Notebook], None]:
    def change(notebook: Notebook) -> None:
        original = cell(notebook, cell_id)
        original["source"] = above
        copy = deepcopy(original) | {"source": below}
        notebook["cells"].insert(notebook["cells"].index(original) + 1, copy)

    return change


def test_an_unsolved_copy_below_a_solved_cell_is_asked_about(small_course: SmallCourse) -> None:
    stub = cell(small_course.released(), "add")["source"]
    small_course.submit("student-01", change=copied("add", RIGHT, stub))
    small_course.submit("student-02", change=copied("add", RIGHT, "\n"))
    small_course.submit("student-03", change=copied("add", stub, RIGHT))
    small_course.submit("student-04", change=copied("add", stub, stub))
    small_course.submit("student-05", change=copied("add", RIGHT, WITHOUT_LOCK))
    one, two, three, four, five = graded().results
    doubt = "2 checks undecided: of 2 cells called add the last is not solved, and another one is"
    for result in (one, two):
        assert (result.points, result.for_a_person) == (0, 2)
        assert doubt in result.remarks
    assert [(result.points, result.for_a_person) for result in (three, four, five)] == [(4, 0), (0, 0), (1, 0)]
    page = (small_course.root / "feedback/student-01/1-adding/adding.html").read_text()
    assert "of 2 cells called add the last is not solved" in page


def test_an_unsolved_copy_below_a_written_answer_is_asked_about(small_course: SmallCourse) -> None:
    stub = cell(small_course.released(), "written--why")["source"]
    small_course.submit("student-01", change=copied("written--why", "Both may read 0.", stub))
    [result] = graded().results
    assert (result.points, result.by_hand, result.for_a_person) == (4, 1, 0)
    assert any("of 2 cells called written--why the last is not solved" in remark for remark in result.remarks)


def moved(*order: str) -> Callable[[Notebook], None]:
    """Put the author's cells into another order."""

    def change(notebook: Notebook) -> None:
        notebook["cells"] = [cell(notebook, name) for name in order]

    return change


@pytest.mark.parametrize(
    ("order", "put_back"),
    [
        (["title", "add--keeps-all", "add", "add--free-afterwards", "written--why"], "add--keeps-all"),
        (
            ["add--keeps-all", "add--free-afterwards", "title", "add", "written--why"],
            "add--keeps-all, add--free-afterwards",
        ),
        (["written--why", "add--free-afterwards", "add--keeps-all", "add"], "add--keeps-all, add--free-afterwards"),
        (["add", "written--why", "add--keeps-all", "add--free-afterwards"], "add--keeps-all, add--free-afterwards"),
        (["add", "add--free-afterwards", "add--keeps-all", "written--why"], "add--"),
    ],
)
def test_a_moved_test_is_put_back_like_a_deleted_one(
    small_course: SmallCourse, order: list[str], put_back: str
) -> None:
    small_course.submit("student-01", RIGHT, change=moved(*order))
    small_course.submit("student-02", WITHOUT_LOCK, change=moved(*order))
    right, wrong = graded().results
    assert (right.points, wrong.points) == (4, 1)
    assert right.remarks[0].startswith(f"moved, and put back: {put_back}")
    names = [found["id"] for found in small_course.autograded("student-01")["cells"]]
    place = names.index("add")
    assert names[place + 1 : place + 3] == ["add--keeps-all", "add--free-afterwards"]


def test_a_test_that_is_above_its_answer_uses_nothing_of_another_place(small_course: SmallCourse) -> None:
    """What stands between a moved test and its place does not count: it cannot bind the answer anew."""

    def change(notebook: Notebook) -> None:
        tests = cell(notebook, "add--keeps-all")
        notebook["cells"].remove(tests)
        easy = {"cell_type": "code", "id": "easy", "metadata": {}, "outputs": [], "execution_count": None}
        notebook["cells"] += [easy | {"source": "def add(amount):\n    raise ValueError"}, tests]

    small_course.submit("student-01", RIGHT, change=change)
    assert graded().results[0].points == 4


SURROGATE = "\ud800"


@pytest.mark.parametrize(
    "change",
    [
        lambda notebook: cell(notebook, "try-it").update(source='print("\\ud800")'),
        lambda notebook: cell(notebook, "try-it").update(source='raise ValueError("\\ud800")'),
        lambda notebook: cell(notebook, "add").update(
            source=RIGHT.replace("total += amount", 'raise ValueError("\\ud800")')
        ),
        lambda notebook: cell(notebook, "try-it").update(source=f"print('{SURROGATE}')"),
        lambda notebook: cell(notebook, "try-it").update(
            outputs=[{"output_type": "stream", "name": "stdout", "text": SURROGATE}]
        ),
        lambda notebook: cell(notebook, "title").update(source=SURROGATE),
        lambda notebook: cell(notebook, "title").update(id=SURROGATE, metadata={SURROGATE: SURROGATE}),
        lambda notebook: notebook["metadata"].update({SURROGATE: SURROGATE}),
        lambda notebook: notebook["metadata"]["kernelspec"].update(name=SURROGATE),
        lambda notebook: cell(notebook, "add")["metadata"]["nbgrader"].update(grade_id=SURROGATE),
    ],
    ids=["printed", "raised", "in a check", "typed", "output", "text", "id", "metadata", "kernel", "grade id"],
)
def test_a_lone_surrogate_is_no_fault_of_the_grader(
    small_course: SmallCourse, change: Callable[[Notebook], object]
) -> None:
    small_course.submit("student-01", RIGHT, change=change)
    small_course.submit("student-02")
    first, second = graded().results
    assert first.for_a_person == 0
    assert second.points == 4
    assert main(["grade", "--force"]) == 0


def test_outputs_do_not_count_towards_the_size_of_a_notebook(small_course: SmallCourse) -> None:
    plot = {"output_type": "display_data", "metadata": {}, "data": {"image/png": 'A"]}\\' * (5 << 20)}}

    def change(notebook: Notebook) -> None:
        cell(notebook, "try-it")["outputs"] = [plot]
        cell(notebook, "title")["attachments"] = {"photo.png": {"image/png": "[{" * (1 << 20)}}

    assert small_course.submit("student-01", RIGHT, change=change).stat().st_size > 25 << 20
    small_course.submit("student-02", change=lambda notebook: cell(notebook, "title").update(source="A" * (21 << 20)))
    plotted, typed = graded().results
    assert (plotted.points, plotted.remarks) == (4, ())
    assert typed.remarks == ("the file is larger than 20 MB, even without its outputs",)


def test_emptying_outputs_changes_nothing_else() -> None:
    from threadlab.grading.submission.outputs_left_out import without_outputs

    code = {"cell_type": "code", "source": ['x = "outputs": [{', "\\"], "outputs": [{"text": '"]}'}, [1]], "id": "a"}
    text = {
        "cell_type": "markdown",
        "attachments": {"a": {"b": "]"}},
        "source": "outputs",
        "metadata": {"outputs": [1]},
    }
    notebook = {"cells": [code, text], "metadata": {"outputs": [2]}, "nbformat": 4}
    for indent in (None, 1):
        emptied = json.loads(without_outputs(json.dumps(notebook, indent=indent).encode()))
        assert emptied == notebook | {"cells": [code | {"outputs": []}, text | {"attachments": {}}]}
    for broken in (b"", b'"', b"[" * 9, b'{"cells":[{"outputs":[', b'{"cells":[{"outputs"', b"]]]}"):
        with pytest.raises(ValueError, match=r"."):
            json.loads(without_outputs(broken))
