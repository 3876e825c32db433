"""The ten stories that readers were given, as checks tell them today: ``docs/trials/readers-today.md``.

``python -m tests.course.readers`` writes the page afresh. What readers said is in ``docs/trials/readers.md``,
beside the stories as they were read; nothing of that is made here.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from threadlab.course.answer_check import check_answer
from threadlab.course.exercises import find_exercise
from threadlab.course.folder import find_course

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "trials" / "readers-today.md"


class Told(NamedTuple):
    """A mistake of the catalogue, and the check whose story readers were given."""

    exercise: str
    mistake: str
    check: str


TEN = (
    Told("1-start-join/numbers_and_letters", "no_join", "the_closing_line_is_the_last_line"),
    Told("1-start-join/run_all", "join_in_start_loop", "two_functions_can_run_at_the_same_time"),
    Told("2-locked-counter/increment", "lock_around_the_write", "two_threads_with_one_round_each_make_two"),
    Told("2-locked-counter/safe_counter", "lock_kept_on_exception", "another_thread_can_increment_after_an_exception"),
    Told("2-locked-counter/transfer", "source_then_target", "two_opposite_transfers_both_get_done"),
    Told("2-locked-counter/transfer", "checks_before_locking", ""),
    Told("3-producer-consumer/bounded_buffer", "get_if_for_while", "one_producer_and_two_consumers"),
    Told("3-producer-consumer/bounded_buffer", "put_does_not_notify", "two_items_pass_through_a_buffer_for_one"),
    Told("3-producer-consumer/handoff", "busy_waiting", "the_consumer_sleeps_until_there_is_an_item"),
    Told("3-producer-consumer/pipeline", "one_marker_for_all_workers", "two_workers_give_two_results_in_order"),
)

INTRODUCTION = """\
# The ten stories, as checks tell them today

The mistakes are those of [what readers made of the stories](readers.md), and so are the checks. Two readers have
[read them](readers.md#the-ten-of-today-read), but for what was mended then. They are written by
`python -m tests.course.readers`, and a test says so when they are no longer what a check shows.
"""


def story(told: Told) -> str:
    """Return the text of the check's story; where the check has no name here, of the first one that fails."""
    answer = ROOT / "answers" / told.exercise / "wrong" / f"{told.mistake}.py"
    found = check_answer(find_exercise(find_course(ROOT), told.exercise), answer.read_text(encoding="utf-8"))
    tests = [test for check in found.checks for test in check.report.tests if test.verdict == "fails"]
    return next(test.story.text for test in tests if told.check in ("", test.name))


def page() -> str:
    """Return the page."""
    parts = [INTRODUCTION]
    for number, told in enumerate(TEN, 1):
        title = f"## {number}. `{told.exercise.partition('/')[2]}`: {told.mistake.replace('_', ' ')}"
        parts.append(f"{title}\n\n```text\n{story(told)}```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    sys.exit(PAGE.write_text(page(), encoding="utf-8") < 0)
