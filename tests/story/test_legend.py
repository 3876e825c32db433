"""A story explains the signs that are in it, where they stand, and no others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.story import hostile, samples
from tests.story.gallery import MISTAKES
from tests.story.reading import read
from threadlab import explore
from threadlab.story import Story, tell
from threadlab.story.timeline.legend import HOW_TO_READ

STORIES = {slug: mistake.story() for slug, mistake in MISTAKES.items()}


def explained(story: Story) -> str:
    """Return the words below the steps; "" where there are none."""
    part = next((part for part in story.text.split("\n\n") if part.startswith("Signs: ")), "")
    return " ".join(part.split()).removeprefix("Signs: ").removesuffix(".")


def steps(story: Story) -> list[str]:
    part = next((part for part in story.text.split("\n\n") if part.startswith(("   ", "X  ", "!  "))), "")
    return part.splitlines()


@pytest.mark.parametrize("slug", STORIES)
def test_a_sign_is_explained_if_and_only_if_it_is_in_the_story(slug):
    story = STORIES[slug]
    assert ("X does the harm" in explained(story)) == any(line.startswith("X") for line in steps(story))
    assert ("! stands here in the end" in explained(story)) == any(line.startswith("!") for line in steps(story))


def test_the_number_before_a_line_is_explained_by_the_first_one_of_the_story():
    assert explained(STORIES["lost-update"]) == "8: is line 8 of your code; X does the harm"


def test_a_line_of_the_check_says_so_itself():
    assert "In the end, line 10 of the check: assert counter.value == 2" in STORIES["lost-update"].text
    assert "line 9 of the check: thread.join()" in STORIES["never-given-back"].text


def test_what_has_no_steps_has_no_legend():
    assert explained(tell(samples.holds(), name="a_check")) == ""


@pytest.mark.parametrize("slug", [slug for slug, story in STORIES.items() if story.walk])
def test_the_picture_of_the_steps_explains_the_same_signs_and_the_bars_of_locks(slug):
    story = STORIES[slug]
    assert story.walk is not None
    drawn = {area.text for area in read(story.svg).texts}
    for words in ("does the harm", "stands here in the end"):
        assert (words in drawn) == (words in explained(story))
    assert ("holds this lock" in drawn) == any(frame.locks for frame in story.walk.frames)


def test_where_a_thread_stands_has_a_mark_of_its_own_and_no_cross():
    drawn = [area.text for area in read(STORIES["deadlock"].svg).texts]
    assert drawn.count("!") == 3  # one for each of two threads, and one that explains it
    assert 'stroke-width="3"' not in STORIES["deadlock"].svg


def test_how_to_read_a_picture_speaks_of_what_is_in_it():
    assert "dashed frame" in STORIES["lost-update"].html
    assert "yellow bar" not in STORIES["lost-update"].html
    assert "yellow bar" in STORIES["deadlock"].html
    assert "dashed frame" not in STORIES["deadlock"].html
    assert "exclamation mark" in STORIES["deadlock"].html
    for words in ("yellow bar", "dashed frame", "cross", "exclamation mark", "grey band"):
        assert words in HOW_TO_READ


@pytest.mark.parametrize("name", hostile.RESULTS)
def test_a_legend_fits_a_terminal_whatever_the_program(name):
    assert len(explained(tell(hostile.RESULTS[name], name="a_check"))) < 3 * 78


def words(story: Story) -> str:
    part = next((part for part in story.text.split("\n\n") if part.startswith("Words: ")), "")
    return " ".join(part.split())


@pytest.mark.parametrize("slug", STORIES)
def test_a_condition_is_explained_where_there_is_one_and_nowhere_else(slug):
    has_one = "Condition()" in MISTAKES[slug].answer
    assert words(STORIES[slug]).startswith("Words: self.changed is a condition, a lock with a waiting room") == has_one
    assert ("must take the lock again to go on" in STORIES[slug].html) == has_one


def test_of_several_conditions_none_is_named():
    answer = MISTAKES["lost-wakeup"].answer.replace("self.changed.wait()", "Condition(self.changed).wait()")
    told = replace(MISTAKES["lost-wakeup"], answer=answer).story()
    assert words(told).startswith("Words: A condition is a lock with a waiting room: who waits on it")


def test_a_hidden_check_explains_a_condition_of_its_own_without_its_name():
    hidden = """
from threading import Condition
def a_check():
    own = Condition()
    with own:
        own.wait()
"""
    told = tell(explore(hidden, "x = 1"), name="a_check", hidden=True)
    assert words(told).startswith("Words: A condition is a lock with a waiting room")
    assert "own" not in told.text.split("Words")[0]
