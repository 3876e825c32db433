"""Programs with very many steps: none is searched, but what is not protected in one breaks with two switches."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.result import Result
from threadlab.schedules.running.world import World
from threadlab.story.tell import tell

TEST = """
def test():
    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert n == 2 * TIMES
"""
PROGRAM = "import threading\nn, TIMES, lock = 0, {times}, threading.Lock()\ndef work():\n    global n\n{body}"
FOR = "    for _ in range(TIMES):\n"
UNPROTECTED = {
    "in a for loop": FOR + "        n += 1",
    "in a while loop": "    i = 0\n    while i < TIMES:\n        i += 1\n        n += 1",
    "by way of a variable": FOR + "        old = n\n        n = old + 1",
    "with a lock for each thread": "    own = threading.Lock()\n" + FOR + "        with own:\n            n += 1",
}


def judged(body: str, times: int = 11_000, test: str = TEST, replay: str = "") -> Result:
    return explore(test, PROGRAM.format(body=body, times=times), replay=replay)


@pytest.mark.parametrize("body", UNPROTECTED.values(), ids=UNPROTECTED)
def test_an_update_that_is_not_protected_is_torn(body: str) -> None:
    result = judged(body)
    assert result.failure is not None, result.reason
    assert (result.failure.kind, result.failure.preemptions) == ("assertion", 1)
    assert result.failure.race is not None
    assert result.failure.race.target == "n"


@pytest.mark.parametrize("body", UNPROTECTED.values(), ids=UNPROTECTED)
def test_its_replay_shows_the_same(body: str) -> None:
    failure = judged(body).failure
    assert failure is not None
    assert judged(body, replay=failure.replay).failure == failure


SPLIT = FOR + "        with lock:\n            old = n\n        with lock:\n            n = old + 1"
AMID = (
    FOR.replace("_", "i")
    + "        if i == 500:\n            n += 1\n            continue\n        with lock:\n            n += 1"
)
AT_LAST = FOR + "        with lock:\n            n += 1\n    n += 1\n    with lock:\n        n -= 1"


@pytest.mark.parametrize(
    ("body", "times"), [(SPLIT, 1_000), (SPLIT, 3_000), (SPLIT, 11_000), (AMID, 1_000), (AT_LAST, 1_000)]
)
def test_one_place_among_a_thousand_protected_ones_is_found(body: str, times: int) -> None:
    result = judged(body, times)
    assert result.failure is not None, result.reason
    assert (result.failure.kind, result.failure.preemptions) == ("assertion", 1)
    assert judged(body, times, replay=result.failure.replay).failure == result.failure


def test_two_blocks_that_belong_together_and_are_one_hold() -> None:
    assert judged(FOR + "        with lock:\n            old = n\n            n = old + 1", 3_000).verdict == "holds"


def test_not_every_step_is_written_down_but_each_is_counted() -> None:
    failure = judged(UNPROTECTED["in a for loop"]).failure
    assert failure is not None
    assert len(failure.steps) < 300
    for thread in "AB":
        theirs = sum(1 + step.more for step in failure.steps if step.thread == thread)
        assert theirs == 1 + 2 * 11_000 + 1  # it reads TIMES, it counts, it ends


def test_the_story_tells_the_two_switches_and_how_many_steps_are_between() -> None:
    result = judged(UNPROTECTED["in a for loop"])
    text = tell(result, name="test").text
    assert "21999 more steps of thread B" in text
    assert "A is interrupted here, B goes on" in text
    assert len(text.splitlines()) < 50


@pytest.mark.parametrize("times", [1_000, 11_000])
def test_what_is_added_with_a_lock_is_proved_right(times: int) -> None:
    result = judged(FOR + "        with lock:\n            n += 1", times)
    assert (result.verdict, result.failure) == ("holds", None)
    assert result.schedules < 10


def test_what_a_lock_protects_is_not_blamed() -> None:
    result = judged(FOR + "        with lock:\n            n = max(n, 0) + 1")
    assert (result.verdict, result.failure) == ("undecided", None)


def test_what_goes_wrong_with_no_switch_at_all_is_told_and_no_race_is_blamed() -> None:
    result = judged(FOR + "        with lock:\n            n += 1", test=TEST.replace("TIMES", "TIMES + 1"))
    assert result.failure is not None, result.reason
    assert (result.failure.kind, result.failure.race) == ("assertion", None)


def test_a_loop_without_end_is_given_up_before_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """What has no end costs a grader little: it must not come to a limit that depends on the machine."""
    made: list[World] = []
    run = World.run
    monkeypatch.setattr(World, "run", lambda self, program: (made.append(self), run(self, program))[1])
    result = judged("    while lock.locked() or TIMES:\n        with lock:\n            n += 1")
    assert (result.verdict, result.failure) == ("undecided", None)
    assert max(world.steps for world in made) > 20_000  # it was tried
    assert sum(world.steps for world in made) < 300_000


def test_a_deadlock_after_very_many_steps_is_found() -> None:
    result = judged(FOR + "        n += 1\n    lock.acquire()")
    assert result.failure is not None, result.reason
    assert result.failure.kind == "deadlock"


BACK_AND_FORTH = """
import threading
n, lock = 0, threading.Lock()
def work():
    global n
    while True:
        n += 1
        if lock.acquire(blocking=False):
            lock.release()
            break
        n -= 1
"""


def test_schedules_each_longer_than_the_last_one_are_not_gone_through() -> None:
    result = explore(TEST.replace("2 * TIMES", "2"), BACK_AND_FORTH)
    assert result.failure is not None
    assert result.failure.race is not None
    assert result.failure.race.target == "n"
    assert result.schedules < 20


def test_the_same_with_the_lock_in_hand_is_right() -> None:
    locked = BACK_AND_FORTH.replace("        n += 1\n        if", "        if").replace(
        "            lock.release()", "            n += 1\n            lock.release()"
    )
    assert explore(TEST.replace("2 * TIMES", "2"), locked.replace("        n -= 1\n", "")).verdict == "holds"
