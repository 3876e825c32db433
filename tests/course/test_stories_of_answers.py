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


@pytest.mark.parametrize(
    ("answer", "test", "datum"),
    [
        ("in_rounds/wrong/counts_without_a_lock", "two_workers_do_two_rounds", "finished[number]"),
        ("start_gate/wrong/counts_without_a_lock", "open_waits_for_two_runners", "self.missing"),
    ],
)
def test_who_waits_for_ever_as_an_update_is_lost_is_told_of_the_update(answer: str, test: str, datum: str) -> None:
    told = story(f"4-semaphores-events/{answer}", test)
    assert "waits for ever: an update is lost" in told
    assert f"reads {datum}" in told
    assert "<-- HARM: overwrites step" in told
    assert "Who should set" not in told


def test_an_event_that_is_left_set_is_the_cause_and_no_look_before_waiting() -> None:
    told = story("4-semaphores-events/in_rounds/wrong/event_never_taken_down", "two_workers_keep_step_in_three_rounds")
    assert told.startswith("Thread B does not wait: over is still set")
    assert "finds over set, and does not wait <-- HARM: does not wait: over is still set" in told
    assert "acts on what is no longer true" not in told


@pytest.mark.parametrize(
    "answer", ["event_set_before_read", "semaphore_released_before_read", "slot_emptied_too_early"]
)
def test_a_place_that_is_given_free_before_it_is_read_is_the_cause(answer: str) -> None:
    told = story(f"3-producer-consumer/handoff/wrong/{answer}", "the_second_put_waits_until_the_first_item_is_taken")
    assert told.startswith("The main thread lets thread A go on too early: expected 'first', got 'second'")
    assert "<-- HARM: self.item is read only at step" in told
    assert "<-- replaces what nobody has read" in told
    assert "No two steps collide" not in told


def test_who_sleeps_with_a_lock_in_hand_is_the_cause_and_no_missing_notify() -> None:
    told = story(
        "3-producer-consumer/handoff/wrong/lock_around_the_condition",
        "the_second_put_waits_until_the_first_item_is_taken",
    )
    assert told.startswith("Thread A sleeps for ever, and keeps self.lock meanwhile")
    assert "<-- HARM: sleeps, and keeps self.lock" in told
    assert "notifies" not in told.partition("Signs")[0]


def test_who_gives_back_anothers_lock_is_the_cause_and_no_look_at_the_counter() -> None:
    told = story("2-locked-counter/increment/wrong/releases_what_another_holds", TWO)
    assert "gives lock back, though thread A holds it" in told
    assert "<-- HARM: A holds it" in told
    assert "looks at it" not in told


def test_who_compares_and_tries_again_does_not_act_on_what_is_no_longer_true() -> None:
    told = story(
        "2-locked-counter/safe_counter/wrong/compares_and_tries_again", "the_function_is_called_once_for_each_update"
    )
    assert told.startswith("The check fails")
    assert "no longer true" not in told


def test_who_gives_up_waiting_and_goes_on_is_named_where_that_raises() -> None:
    told = story(
        "4-semaphores-events/pool/wrong/waits_a_second_only", "the_second_take_waits_until_the_thing_is_given_back"
    )
    assert "gives up waiting for" in told


def test_who_changes_another_element_is_not_said_to_change_the_one_that_was_looked_at() -> None:
    test = "who_waits_for_one_neighbour_does_not_eat_with_the_other"
    told = story("5-classic-problems/table/wrong/if_for_while", test)
    assert "no longer true" not in told  # the fork that it waits for is taken before and after
    assert "was notified, takes self.changed again and goes on" in told
