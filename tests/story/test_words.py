"""The story in words: what a terminal shows and a screen reader says."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.story import golden, hostile, samples
from threadlab.schedules.result import Result
from threadlab.story import tell
from threadlab.story.clean import columns

TEXTS = golden.texts()


def text(result: Result, **options: object) -> str:
    return tell(result, name="a_test", **options).text  # type: ignore[arg-type]


@pytest.mark.parametrize("name", TEXTS)
def test_the_story_is_the_one_that_was_read_and_found_good(name):
    assert TEXTS[name] == (golden.FOLDER / name).read_text(encoding="utf-8")


def test_no_golden_story_is_left_over():
    assert {path.name for path in golden.FOLDER.iterdir()} == set(TEXTS)


@pytest.mark.parametrize("name", hostile.RESULTS)
def test_no_line_is_wider_than_a_terminal(name):
    for hidden in (False, True):
        lines = text(hostile.RESULTS[name], hidden=hidden).splitlines()
        assert max(columns(line) for line in lines if not line.startswith("Replay: ")) <= 100


TITLES = {
    "lost-update": "An update is lost: expected 2, got 1",
    "stale-check": "Thread A acts on what is no longer true: the balance is below zero",
    "wrong-in-every-order": "The check fails: each function must run in a thread of its own",
    "exception": "Thread A stops with KeyError at line 6: 'apple'",
    "deadlock": "Deadlock: threads A and B can never go on",
    "own-lock-twice": "Deadlock: thread A waits for self.lock, which it holds itself",
    "never-given-back": "Deadlock: thread B waits for self.lock, and thread A never gave it back",
    "lost-wakeup": "Thread A waits for ever: nobody is left who could wake it",
    "livelock": "Livelock: threads A and B go round and round for ever",
    "endless": "Thread A never ends at line 5",
    "still-running": "Thread A is still running when the call has returned",
    "never": "In no order does this happen: both can be inside at once",
    "polls": "Busy waiting at line 12: it asks again and again instead of waiting to be told",
    "undecided": "Not decided: uses os",
    "holds": "every order of 3 threads (90 schedules) is right",
}


@pytest.mark.parametrize("name", TITLES)
def test_each_kind_has_a_headline_of_its_own(name):
    assert tell(samples.ALL[name](), name="both_can_be_inside_at_once").title == TITLES[name]


def test_a_test_that_starts_no_thread_is_right_without_speaking_of_orders():
    assert tell(Result("holds", 1, 1), name="a_test").title == "right (1 schedule; no thread was started)"


def test_some_schedule_does_not_claim_that_every_order_is_right():
    title = tell(Result("holds", 4, 3), name="a_test", want="some").title
    assert title == "it can happen: one of the orders tried does it (4 schedules)"


def test_a_right_answer_that_polls_is_told_so():
    told = text(Result("holds", 4, 3, polls=("answer:12", "helpers:3")))
    assert "It asks again and again instead of waiting, at line 12 and helpers, line 3." in told


def test_the_question_given_is_the_one_that_is_asked():
    assert "Think about: What now?\n" in text(samples.lost_update(), question="What now?")
    assert tell(samples.lost_update(), name="a_test", question="What now?").question == "What now?"


def test_without_a_question_a_fitting_one_is_asked():
    assert tell(samples.lost_update(), name="a_test").question == (
        "Which of these steps (line 9) must no other thread come between?"
    )


def test_what_holds_or_is_undecided_asks_nothing():
    assert tell(samples.holds(), name="a_test", question="What now?").question == ""
    assert tell(samples.undecided(), name="a_test", question="What now?").question == ""


def test_an_early_and_a_missed_notify_are_told_apart():
    assert "has notified too early" in text(samples.lost_wakeup())
    failure = hostile.failure_of(samples.lost_wakeup())
    woke_another = tuple(
        replace(step, effect="woke 1 thread", number=len(failure.steps) + 1) if step.action == "notify" else step
        for step in failure.steps
    )
    in_order = tuple(sorted(woke_another, key=lambda step: step.number))
    late = replace(samples.lost_wakeup(), failure=replace(failure, steps=in_order))
    assert "Thread B has woken one thread only, and thread A was not the one." in text(late)
    silent = tuple(step for step in failure.steps if step.action != "notify")
    none = replace(samples.lost_wakeup(), failure=replace(failure, steps=silent))
    assert "no thread notifies self.changed once thread A waits" in text(none)


def test_what_does_not_parse_is_quoted_as_python_says_it():
    failure = replace(
        hostile.failure_of(samples.exception()), steps=(), race=None, exception="SyntaxError",
        message="counter does not parse: line 3: invalid syntax", cell="counter", line=3,
    )  # fmt: skip
    for hidden in (False, True):
        title = tell(Result("fails", 0, failure=failure), name="a_test", hidden=hidden).title
        assert title == "counter does not parse: line 3: invalid syntax"
