"""A check in a real kernel: what is shown, what is raised, and which text of a cell counts."""

import json
import re

import pytest

from tests.notebook.kernel import Kernel, error
from tests.notebook.samples import CAN_OVERLAP, LOCKED, TWO_THREADS, UNLOCKED
from threadlab.notebook.kernel.overview import overview


@pytest.fixture(scope="module")
def shared():
    kernel = Kernel()
    yield kernel
    kernel.stop()


@pytest.fixture
def kernel(shared):
    """A kernel without the history of the tests before."""
    shared.run("from threadlab.notebook.kernel import kernel_check; kernel_check._cell_ids.clear()")
    shared.run("get_ipython().history_manager.reset(); get_ipython().execution_count = 1")
    return shared


def stories(outputs):
    return [
        output["content"]["data"]["text/plain"] for output in outputs if output["msg_type"].endswith("display_data")
    ]


def titles(outputs):
    return [story.splitlines()[0] for story in stories(outputs)]


def test_a_right_answer_shows_what_was_proved(kernel):
    kernel.run(LOCKED)
    outputs = kernel.run(TWO_THREADS)
    assert error(outputs) is None
    assert titles(outputs) == ["two_threads_lose_no_update: every order of 2 threads (2 schedules) is right"]


def test_a_wrong_answer_shows_its_story_and_then_a_short_error(kernel):
    kernel.run(UNLOCKED)
    outputs = kernel.run(TWO_THREADS)
    assert [output["msg_type"] for output in outputs] == ["display_data", "error"]
    (story,) = stories(outputs)
    assert "counter += 1" in story
    data = outputs[0]["content"]["data"]
    assert re.search(r'<img [^>]*src="data:image/svg\+xml;base64,', data["text/html"])
    assert "<script" not in data["text/html"]
    assert error(outputs)["ename"] == "CheckFailed"
    assert error(outputs)["traceback"] == ["two_threads_lose_no_update: An update is lost: expected 2, got 1"]


def test_no_line_of_the_test_is_in_the_error(kernel):
    kernel.run(UNLOCKED)
    words = "\n".join(error(kernel.run(TWO_THREADS))["traceback"])
    assert "assert" not in words
    assert "Traceback" not in words
    assert "threadlab" not in words


def test_all_tests_of_a_cell_are_judged_before_the_error_comes(kernel):
    kernel.run(UNLOCKED)
    second = TWO_THREADS.replace("two_threads_lose_no_update", "again").replace("== 2", "== 5")
    outputs = kernel.run(TWO_THREADS + second + CAN_OVERLAP)
    assert [title.partition(":")[0] for title in titles(outputs)] == [
        "two_threads_lose_no_update",
        "again",
        "both_can_be_inside",
    ]
    assert outputs[-1]["msg_type"] == "error"
    assert [line.partition(":")[0] for line in error(outputs)["traceback"]] == ["two_threads_lose_no_update", "again"]


def test_the_latest_run_counts_in_whatever_order(kernel):
    kernel.run(UNLOCKED)
    assert error(kernel.run(TWO_THREADS))
    kernel.run(LOCKED)
    assert error(kernel.run(TWO_THREADS)) is None
    kernel.run(UNLOCKED)
    assert error(kernel.run(TWO_THREADS))


@pytest.mark.parametrize("again", [1, 2, 3])
def test_the_latest_answer_counts_however_often_the_check_is_run(kernel, again):
    kernel.run("import threading", "imports")
    for answer, words in [(UNLOCKED, "lost"), (LOCKED, "is right"), (UNLOCKED, "lost"), (LOCKED, "is right")]:
        kernel.run(answer, "answer")
        for _ in range(again):
            (title,) = titles(kernel.run(TWO_THREADS, "check"))
            assert words in title


def test_an_answer_that_is_no_python_any_more_counts_as_what_it_is(kernel):
    kernel.run(LOCKED, "answer")
    assert "is right" in titles(kernel.run(TWO_THREADS, "check"))[0]
    kernel.run(LOCKED.replace("def ", "df "), "answer")
    for _ in range(2):
        assert "does not parse" in titles(kernel.run(TWO_THREADS, "check"))[0]


def test_a_helper_that_was_mended_and_run_again_counts(kernel):
    helper = "def start_and_join(threads):\n    for t in threads: t.start()\n    for t in threads: t.join()\n"
    check = TWO_THREADS.partition("    for thread")[0] + "    start_and_join(threads)\n    assert counter == 2\n"
    kernel.run(LOCKED, "answer")
    kernel.run(helper.replace("t.join()", "pass"), "helper")
    for _ in range(2):
        assert "is right" not in titles(kernel.run(check, "check"))[0]
    kernel.run(helper, "helper")
    for _ in range(2):
        assert "is right" in titles(kernel.run(check, "check"))[0]


def test_values_left_over_in_the_kernel_do_not_count(kernel):
    kernel.run(LOCKED)
    kernel.run("increment(5)\nprint(counter)")
    kernel.run("import threadlab\nthreadlab.leftover = 3\nincrement(3)")
    assert error(kernel.run(TWO_THREADS)) is None


def test_of_a_cell_that_was_changed_only_the_last_text_counts(kernel):
    kernel.run(LOCKED.replace("increment", "helper"), cell_id="first")
    kernel.run(TWO_THREADS.replace("increment", "helper"), cell_id="check")
    kernel.run("def helper(times): pass\n" + LOCKED.replace("increment", "add"), cell_id="second")
    kernel.run("def unrelated(): pass", cell_id="second")
    outputs = kernel.run(TWO_THREADS.replace("increment", "add"), cell_id="other check")
    assert "NameError" in titles(outputs)[0]


def test_a_cell_that_was_run_before_the_check_existed_is_known(kernel):
    kernel.run("from threading import Lock")
    kernel.run("lock = Lock()")
    kernel.run(LOCKED.replace("import threading", "").replace("lock = threading.Lock()", ""))
    assert error(kernel.run(TWO_THREADS)) is None


def test_code_that_is_not_modelled_is_told_as_grading_will_tell_it(kernel):
    kernel.run("import os\ncounter = 0\ndef increment(times): os.getpid()")
    outputs = kernel.run(TWO_THREADS)
    assert error(outputs)["ename"] == "CannotCheck"
    assert "uses os (cell [" in error(outputs)["traceback"][0]


def test_a_cell_with_an_error_counts_as_far_as_its_text_goes(kernel):
    kernel.run("def increment(:")
    assert "does not parse" in titles(kernel.run(TWO_THREADS))[0]


def test_a_name_that_no_cell_gave_is_told_as_such(kernel):
    outputs = kernel.run(TWO_THREADS)
    assert "NameError: name 'increment' is not defined" in stories(outputs)[0]
    assert stories(outputs)[1].startswith(
        "Nothing that this check builds on defines increment. Run the cell that should"
    )


def test_magics_beside_a_check_do_not_disturb_it(kernel):
    kernel.run("%matplotlib --list\n" + LOCKED)
    outputs = kernel.run("%precision 3\n" + TWO_THREADS)
    assert error(outputs) is None
    assert len(stories(outputs)) == 1


def test_a_check_can_be_run_again_at_once(kernel):
    kernel.run(UNLOCKED)
    first, second = kernel.run(TWO_THREADS), kernel.run(TWO_THREADS)
    assert stories(first) == stories(second)
    assert error(first)["traceback"] == error(second)["traceback"]


def test_a_check_inside_a_function_cannot_be_judged(kernel):
    kernel.run(LOCKED)
    indented = "\n".join("    " + line for line in TWO_THREADS.splitlines())
    outputs = kernel.run(f"def make():\n{indented}\nmake()")
    assert error(outputs)["ename"] == "CannotCheck"
    assert "left margin" in error(outputs)["traceback"][0]


def test_the_function_can_be_called_by_hand_afterwards(kernel):
    kernel.run(LOCKED)
    kernel.run(TWO_THREADS)
    assert error(kernel.run("two_threads_lose_no_update()")) is None
    assert error(kernel.run("two_threads_lose_no_update()"))["ename"] == "AssertionError"  # the counter goes on


def test_a_fault_of_the_grader_is_no_verdict(kernel):
    kernel.run(LOCKED)
    breaking = "import threadlab.notebook.judging.check as judge\nreal, judge.explore = judge.explore, None"
    kernel.run(breaking)
    outputs = kernel.run(TWO_THREADS)
    kernel.run("judge.explore = real")
    assert error(outputs)["ename"] == "CannotCheck"
    assert "a fault of the grader: TypeError" in error(outputs)["traceback"][0]


def test_a_check_that_is_stopped_says_so_and_nothing_else(kernel):
    kernel.run(
        "import os, signal\n"
        "from threadlab.schedules.searching.dpor import Search\n"
        "chooses, kernel = Search.choose, os.getpid()\n"
        "Search.choose = lambda *args: os.kill(kernel, signal.SIGINT)"
    )
    kernel.run(LOCKED)
    outputs = kernel.run(TWO_THREADS)
    kernel.run("Search.choose = chooses")
    assert stories(outputs) == []
    stopped = error(outputs)
    assert stopped is not None
    words = "two_threads_lose_no_update: stopped before it was decided. Run the cell again to check it."
    assert stopped["traceback"] == [words]
    assert error(kernel.run(TWO_THREADS)) is None


def test_while_validating_the_error_tells_the_whole_story():
    kernel = Kernel(NBGRADER_VALIDATING="1")
    try:
        kernel.run(UNLOCKED)
        words = "\n".join(error(kernel.run(TWO_THREADS))["traceback"])
    finally:
        kernel.stop()
    assert "counter += 1" in words
    assert "must no other thread come between?" in words


@pytest.fixture
def in_a_notebook(tmp_path):
    """A kernel that belongs to a notebook's file, in which one exercise has two checks."""
    document = tmp_path / "counter.ipynb"
    flags = {"grade": True, "solution": False, "locked": True}
    cells = [
        {"id": "a", "nbgrader": {"grade_id": "increment", "solution": True}},
        {"id": "b", "nbgrader": {"grade_id": "increment--no-update-is-lost", "points": 3, **flags}},
        {"id": "c", "nbgrader": {"grade_id": "increment--can-overlap", "points": 2, **flags}},
        {"id": "d", "nbgrader": {"grade_id": "other--check", "points": 9, **flags}},
    ]
    nodes = [
        {"cell_type": "code", "id": cell["id"], "source": "", "metadata": {"nbgrader": cell["nbgrader"]}}
        for cell in cells
    ]
    document.write_text(json.dumps({"cells": nodes}))
    kernel = Kernel(JPY_SESSION_NAME=str(document))
    yield kernel
    kernel.stop()


def table(outputs):
    """The table of an exercise's checks among a cell's outputs, without the words below it."""
    shown = [story for story in stories(outputs) if story.startswith("increment:")]
    return shown[-1].splitlines()[:-1] if shown else []


def test_below_the_last_check_stand_all_checks_of_the_exercise_with_points(in_a_notebook):
    kernel = in_a_notebook
    kernel.run(UNLOCKED, "a")
    first = kernel.run(TWO_THREADS, "b")
    assert [output["msg_type"] for output in first] == ["display_data", "update_display_data", "error"]
    last = kernel.run(CAN_OVERLAP, "c")
    assert table(last) == [
        "increment: 1 of 2 checks hold, 2 of 5 points so far",
        "  no update is lost     3  ✗ fails",
        "  can overlap           2  ✓ holds",
    ]
    assert "<script" not in last[-1]["content"]["data"]["text/html"]


def test_the_table_is_brought_up_to_date_and_knows_what_is_older_than_the_answer(in_a_notebook):
    kernel = in_a_notebook
    kernel.run(UNLOCKED, "a")
    kernel.run(CAN_OVERLAP, "c")
    kernel.run(LOCKED, "a")
    assert table(kernel.run(TWO_THREADS, "b")) == [
        "increment: 1 of 2 checks hold, 3 of 5 points so far",
        "  no update is lost     3  ✓ holds",
        "  can overlap           2  run it again: the answer is newer",
    ]


def test_a_cell_that_is_not_in_the_file_has_no_table(in_a_notebook):
    in_a_notebook.run(LOCKED, "a")
    assert len(in_a_notebook.run(TWO_THREADS, "x")) == 1


@pytest.mark.parametrize("text", ["", "no JSON", "[]", '{"cells": 3}'])
def test_a_file_that_is_no_notebook_costs_nothing(tmp_path, text):
    document = tmp_path / "x.ipynb"
    document.write_text(text)
    assert overview(str(document), "c", {}, {}) is None
    assert overview(str(tmp_path / "missing"), "c", {}, {}) is None
    assert overview("", "c", {}, {}) is None
