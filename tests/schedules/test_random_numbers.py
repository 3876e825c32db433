"""Random numbers: what is drawn is a part of the schedule, told, replayed, and decided where it matters."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.exploring.tally import SOME
from threadlab.schedules.plain_run import run_cells

TOGETHER = """
def test():
    import threading
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
DICE = """
import random
rolls = []
def work():
    rolls.append(random.randint(1, 6))
"""


def test_the_story_says_what_was_drawn():
    failure = explore(TOGETHER + "    assert sum(rolls) != 9\n", DICE).failure
    assert failure is not None
    drawn = [int(step.value) for step in failure.steps if step.action == "draw"]
    assert len(drawn) == 2
    assert sum(drawn) == 9


def test_what_was_drawn_is_replayed():
    test = TOGETHER + "    assert sum(rolls) != 9\n"
    failure = explore(test, DICE).failure
    assert failure is not None
    assert explore(test, DICE, replay=failure.replay).failure == failure


def test_a_loop_without_luck_is_replayed():
    source = "import random\ndef work():\n    while random.random() < 2: pass\n"
    failure = explore(TOGETHER, source).failure
    assert failure is not None
    assert failure.kind == "endless"
    again = explore(TOGETHER, source, replay=failure.replay).failure
    assert again is not None
    assert again.message == failure.message


def test_each_number_is_tried_once():
    assert explore(TOGETHER.replace("range(2)", "range(1)"), DICE).schedules == 6


def test_some_schedule_is_one_where_the_numbers_are_right():
    assert explore(TOGETHER + "    assert sum(rolls) == 9\n", DICE, want="some").verdict == "holds"
    assert explore(TOGETHER + "    assert sum(rolls) == 13\n", DICE, want="some").verdict == "fails"


def test_a_search_that_draws_too_much_says_so():
    source = DICE.replace("randint(1, 6)", "randint(1, 900)")
    result = explore(TOGETHER, source, max_schedules=50)
    assert result.verdict == "undecided"
    assert "it draws random numbers" in result.reason


@pytest.mark.parametrize(
    ("call", "error"),
    [
        ("random.randint(2, 1)", "ValueError"),
        ("random.choice([])", "IndexError"),
        ("random.sample([1], 2)", "ValueError"),
        ("random.randrange(1, 2, 0)", "ValueError"),
        ("random.nothing()", "AttributeError"),
    ],
)
def test_what_is_wrong_is_told_as_python_does(call, error):
    failure = explore(TOGETHER, f"import random\ndef work():\n    {call}\n").failure
    assert failure is not None
    assert failure.exception == error


def test_cells_that_are_only_run_draw_something():
    text = "import random\nprint(random.random() < 1, random.randint(1, 6) < 7)\nwhile random.random() < 0.9: pass\n"
    assert [run.output for run in run_cells([("a", text)])] == ["True True\n"]


def test_a_search_over_states_tries_each_number_too():
    source = """
import random, threading
lock = threading.Lock()
value = count = 0
def draw():
    global value
    value = random.randint(1, 2)
def work():
    global count
    for _ in range(4):
        with lock: count = (3 * count + 1) % 5
"""
    test = """
def test():
    import threading
    draw()
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert value != 2
"""
    result = explore(test, source)
    assert result.verdict == "fails"
    assert result.schedules > SOME, "so many seem to come that it is a search over states that found it"
