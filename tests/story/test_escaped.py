"""A lock that an exception has left behind: the exception is in the story, marked, and said in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.story import samples
from tests.story.gallery import MISTAKES
from tests.story.hostile import failure_of
from tests.story.samples import numbered, starts, step
from threadlab import explore
from threadlab.schedules.result import Blocked, Held, Result, Thing
from threadlab.story import Story, tell
from threadlab.story.analysis.causes import escape

ONE, OTHER = Thing("lock", 1), Thing("lock", 2)
WITH_IT = {"holding": ("self.lock",), "locks": (ONE,), "function": "update"}
TAKES = step("main", 9, "self.lock.acquire()", "acquire", "self.lock", thing=ONE, **WITH_IT)
RAISES = step(
    "main", 10, "self.value = function(self.value)", "raise", "ZeroDivisionError", "division by zero",
    effect="leaves update", **WITH_IT,
)  # fmt: skip
GIVES_BACK = step("main", 11, "self.lock.release()", "release", "self.lock", thing=ONE)
SENTENCE = "The exception ZeroDivisionError ends update() in line 10, before self.lock is given back."
QUESTION = "In how many ways can update() end, and which of them give self.lock back?"


def result(*steps, kind="deadlock", blocked=(), **more) -> Result:
    sample = failure_of(samples.own_lock_twice())
    return Result(
        "fails", 1, 2, replace(sample, kind=kind, steps=numbered(*steps), blocked=blocked, **{"holds": (), **more})
    )


def waits(thread: str, held_by: str, thing: Thing = ONE) -> Blocked:
    return Blocked(thread, "answer", 9, "self.lock.acquire()", "acquire", "self.lock", held_by, thing)


def story(told: Result, **options: bool) -> Story:
    return tell(told, name="a_check", **options)


def said(told: Story) -> str:
    return " ".join(told.text.split())


JOINS = Blocked("main", "test", 19, "thread.join()", "join", "thread A")
STANDSTILLS = {
    "it waits for it itself": result(TAKES, RAISES, blocked=(waits("main", "main"),)),
    "another one waits, and it for that one": result(
        TAKES, RAISES, *starts("A"), blocked=(JOINS, waits("A", "main"))
    ),
    "it has ended": result(
        *starts("A", "B"), replace(TAKES, thread="A"), replace(RAISES, thread="A"),
        step("A", 0, "", "end", "", holding=("self.lock",), locks=(ONE,)), blocked=(waits("B", "A"),),
    ),
    "the check looks at it": result(
        TAKES, RAISES, kind="assertion", message="the lock is still taken",
        holds=(Held("self.lock", "main", "answer", 9, ONE),),
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", STANDSTILLS)
def test_the_exception_is_told_as_the_harm_with_its_line_and_words(where):
    told = story(STANDSTILLS[where])
    assert "10: self.value = function(self.value)" in told.text
    assert "raises ZeroDivisionError: division by zero" in said(told)
    assert "<-- HARM: leaves update(), and self.lock is not given back" in said(told)
    assert told.text.count("HARM") == 1
    assert "HARM: leaves update()" in " ".join(told.svg.split("</text>")).replace("\n", "")


@pytest.mark.parametrize("where", STANDSTILLS)
def test_the_words_say_which_exception_kept_the_lock_from_being_given_back(where):
    told = story(STANDSTILLS[where])
    assert SENTENCE in told.lead
    assert told.question == QUESTION


def test_a_hidden_story_names_the_exception_and_quotes_none_of_its_words():
    told = story(STANDSTILLS["it waits for it itself"], hidden=True)
    assert "raises ZeroDivisionError" in told.text
    assert "division by zero" not in told.html
    assert told.question == QUESTION or "update" not in told.text  # a name that no line of the student's has


def test_a_hidden_story_names_neither_an_exception_nor_a_function_of_the_test():
    own = replace(RAISES, target="OutOfPaper", value="no sheet left", effect="leaves print_all")
    told = story(result(TAKES, own, blocked=(waits("main", "main"),)), hidden=True)
    assert "raises an exception" in told.text
    assert "leaves its function, and self.lock is not given back" in said(told)
    assert "OutOfPaper" not in told.html
    assert "print_all" not in told.html


@pytest.mark.parametrize(
    "steps",
    {
        "it was given back since": (TAKES, RAISES, GIVES_BACK, TAKES),
        "it is another lock of that name": (
            replace(TAKES, thing=OTHER, locks=(OTHER,)), replace(RAISES, locks=(OTHER,)),
        ),
        "it was caught where the lock was taken": (TAKES, replace(RAISES, effect="")),
        "another thread raised it": (TAKES, replace(RAISES, thread="A")),
    }.values(),
)  # fmt: skip
def test_no_other_exception_is_blamed(steps):
    told = result(*steps, blocked=(waits("main", "main"),))
    assert escape(failure_of(told)) is None
    assert "HARM" not in story(told).text


def test_a_real_one_is_told_in_full():
    told = MISTAKES["kept-by-an-exception"].story()
    assert "X  2 main 10: self.value = function(self.value)" in told.text
    assert "raises ZeroDivisionError: division by zero" in said(told)
    assert SENTENCE in told.lead


def test_an_exception_is_nothing_that_threads_share():
    told = story(STANDSTILLS["it waits for it itself"])
    assert told.walk is not None
    assert all(frame.target != "ZeroDivisionError" for frame in told.walk.frames)


def test_looking_up_the_method_that_takes_a_lock_is_no_step_to_tell():
    looks = step("main", 9, "self.lock.acquire()", "read", "self.lock", "function acquire", thing=ONE)
    assert "function acquire" not in story(result(looks, TAKES, looks, blocked=(waits("main", "main"),))).text


def test_who_took_the_last_permit_of_a_semaphore_is_told_though_nobody_holds_one():
    answer = """
from threading import Semaphore
free = Semaphore(1)
def use(function):
    free.acquire()
    function()
    free.release()
"""
    test = """
from threading import Thread
def test():
    try:
        use(lambda: [].pop())
    except IndexError:
        pass
    thread = Thread(target=use, args=(int,))
    thread.start()
    thread.join()
"""
    told = tell(explore(test, answer), name="test", sources={"answer": answer})
    assert "main 5: free.acquire() takes free ... The main thread starts thread A" in said(told)
    question = "Which lines take free, and does each of them give it back, however its function ends?"
    assert told.question == question
