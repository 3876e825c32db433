"""The stories of the catalogue's answers: each names the true cause, marks the step that decides, and no other.

Each test is about one kind of mistake, seen in an answer of the catalogue.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from threadlab.course.answer_check import check_answer
from threadlab.course.exercises import find_exercise
from threadlab.course.folder import find_course

COURSE = find_course(Path(__file__).parent)


@cache
def story(answer: str, test: str) -> str:
    """Return the story of a test that an answer of the catalogue fails, in one line."""
    exercise = find_exercise(COURSE, answer.rpartition("/wrong/")[0])
    text = (COURSE.root / "answers" / f"{answer}.py").read_text(encoding="utf-8")
    tests = [found for check in check_answer(exercise, text).checks for found in check.report.tests]
    return " ".join(next(found.story.text for found in tests if found.name == test).split())


TWO = "two_threads_with_one_round_each_make_two"


@pytest.mark.parametrize(
    ("answer", "test", "cause"),
    [
        ("2-locked-counter/increment/wrong/timeout_gives_up", TWO, "Thread B gives up waiting for lock"),
        ("2-locked-counter/increment/wrong/skips_when_locked", TWO, "Thread B does not get lock"),
        (
            "2-locked-counter/transfer/wrong/gives_up_when_busy",
            "two_opposite_transfers_both_get_done",
            "Thread B does not get target.lock (lock 1)",
        ),
        (
            "3-producer-consumer/handoff/wrong/take_gives_up",
            "take_waits_for_the_first_item",
            "Thread A gives up waiting for self.changed",
        ),
    ],
)
def test_who_gives_up_is_named_and_not_the_look_at_the_end(answer: str, test: str, cause: str) -> None:
    told = story(answer, test)
    assert told.startswith(f"{cause} and leaves it at that")
    assert "<-- HARM: gives up, and never tries again" in told
    assert "Nothing keeps" not in told
    assert "sees what step" not in told


def test_a_release_that_raises_is_told_as_raising() -> None:
    told = story(
        "2-locked-counter/safe_counter/wrong/double_release", "the_caller_gets_the_exception_and_the_value_is_unchanged"
    )
    assert "gives self.lock back: raises RuntimeError, for nobody holds it" in told


def test_blocks_that_split_an_update_are_told_as_a_lost_update() -> None:
    told = story("2-locked-counter/increment/wrong/split_blocks", TWO)
    assert told.startswith("An update is lost: expected 2, got 1")
    assert "Thread A reads counter (0). Before it writes back, thread B changes counter to 1." in told


def test_a_put_into_a_closed_buffer_is_told_as_raising() -> None:
    answer = "3-producer-consumer/pipeline/wrong/close_on_error_not_caught"
    assert "raises Closed" in story(answer, "the_only_worker_fails_at_the_first_of_four_items")
