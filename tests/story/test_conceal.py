"""A story of a hidden check explains the behaviour, and says nothing that stands in the test."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace

import pytest

from tests.story import samples
from tests.story.hostile import failure_of
from threadlab.schedules.result import Blocked, Held, Result
from threadlab.story import tell

SECRET = "Canary"


def with_secrets(result: Result) -> Result:
    """Put a secret wherever a test has a say: its lines, its names, its values, also those that an answer works on."""
    failure = result.failure
    if failure is None:
        return result
    steps = tuple(
        replace(step, source=f"{SECRET}()", function=SECRET, value=SECRET, effect=SECRET,
                target=step.target if step.action in ("start", "join") else SECRET)
        if step.cell == "test"
        else replace(step, value=f"'{SECRET}'", holding=(*step.holding, SECRET))
        for step in failure.steps
    )  # fmt: skip
    return replace(
        result,
        polls=(*result.polls, "test:77"),
        failure=replace(
            failure,
            steps=steps,
            message=SECRET,
            expected=SECRET,
            got=SECRET,
            replay=SECRET,
            exception=SECRET if failure.exception else "",
            blocked=(*failure.blocked, Blocked("Z", "test", 77, f"{SECRET}.wait()", "wait", SECRET)),
            holds=(*failure.holds, Held(SECRET, "Z", "test", 77)),
            race=replace(failure.race, target=SECRET) if failure.race else None,
        ),
    )


def everything(result: Result) -> str:
    story = tell(result, name=f"{SECRET}_test", hidden=True, want="some", sources={"answer": "x = 1\n" * 30})
    pictures = [part.partition('"')[0] for part in story.html.split("base64,")[1:]]
    assert all(b64decode(picture).decode() == story.svg for picture in pictures)
    return "\n".join((story.title, story.text, story.svg, story.html, story.question, repr(story.walk)))


@pytest.mark.parametrize("name", samples.ALL)
def test_nothing_of_the_test_is_said(name):
    said = everything(with_secrets(samples.ALL[name]()))
    assert SECRET not in said
    assert "77" not in tell(with_secrets(samples.ALL[name]()), name="a_test", hidden=True).text


def test_the_secrets_would_be_seen_if_nothing_were_hidden():
    for name in ("lost-update", "exception", "deadlock", "lost-wakeup"):
        assert SECRET in tell(with_secrets(samples.ALL[name]()), name="a_test").text


def test_the_lines_of_the_answer_are_still_shown():
    told = tell(samples.lost_update(), name="a_test", hidden=True).text
    assert "9: self.value = self.value + 1" in told
    assert "HARM: overwrites step 3" in told
    assert "The check starts threads A and B" in told


def test_neither_expected_nor_got_nor_any_value_is_said():
    told = tell(samples.lost_update(), name="a_test", hidden=True)
    assert told.title == "An update is lost"
    assert "expected" not in told.text
    assert "reads self.value\n" in told.text


def test_a_built_in_exception_is_named_and_one_of_the_test_is_not():
    own = replace(samples.exception(), failure=replace(failure_of(samples.exception()), exception="Boom"))
    assert tell(samples.exception(), name="a_test", hidden=True).title == "Thread A stops with KeyError at line 6"
    assert tell(own, name="a_test", hidden=True).title == "Thread A stops with an exception at line 6"


def test_a_lock_that_the_test_has_named_is_not_called_by_that_name():
    result = samples.own_lock_twice()
    failure = failure_of(result)
    renamed = replace(
        failure,
        steps=tuple(
            replace(step, target="gate", holding=("gate",)) if step.action == "acquire" else step
            for step in failure.steps
        ),
        blocked=tuple(replace(each, target="gate") if each.target == "self.lock" else each for each in failure.blocked),
    )
    told = tell(replace(result, failure=renamed), name="a_test", hidden=True).text
    assert "gate" not in told
    assert "takes a lock" in told
