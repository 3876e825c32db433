"""Greenlets carry one fiber after another, and no fiber can tell."""

from __future__ import annotations

import gc
import weakref
from contextvars import ContextVar, copy_context

import pytest
from greenlet import getcurrent, greenlet, settrace

from tests.schedules.greenlets import living
from threadlab import explore
from threadlab.schedules.stacks.greenlet_pool import Carriers


class Thing:
    pass


def test_a_carrier_that_has_done_its_work_carries_the_next_body():
    carriers, hub = Carriers(), getcurrent()
    did: list[tuple[str, greenlet]] = []
    for name in ("first", "second"):

        def body(name: str = name) -> greenlet:
            did.append((name, getcurrent()))
            return hub

        carriers.carrier().switch(body)
    (_, first), (_, second) = did
    assert [name for name, _ in did] == ["first", "second"]
    assert first is second


def test_one_that_has_not_done_its_work_is_left_alone():
    carriers, hub = Carriers(), getcurrent()

    def stops_in_between() -> greenlet:
        hub.switch()
        return hub

    busy = carriers.carrier()
    busy.switch(stops_in_between)
    other = carriers.carrier()
    assert other is not busy
    busy.switch()
    assert carriers.carrier() is busy


def test_a_body_may_say_who_goes_on():
    carriers, hub = Carriers(), getcurrent()
    order: list[str] = []
    starter = carriers.carrier()

    def starts() -> greenlet:
        hub.switch()
        order.append("starter")
        return hub

    def started() -> greenlet:
        order.append("started")
        return starter

    starter.switch(starts)
    carriers.carrier().switch(started)
    assert order == ["started", "starter"]


def test_an_idle_carrier_keeps_nothing_alive():
    carriers, hub = Carriers(), getcurrent()
    thing = Thing()
    alive = weakref.ref(thing)
    carriers.carrier().switch(lambda kept=thing: hub)
    del thing
    assert alive() is None


PROGRAM = "import threading\nlock = threading.Lock()\ndef work():\n    with lock:\n        threading.Thread().start()\n"
TEST = "def test():\n    for _ in range(2):\n        threading.Thread(target=work).start()\n"


def test_carriers_end_with_the_search_that_made_them_and_not_when_garbage_is_collected():
    before = living()
    gc.disable()
    try:
        for _ in range(3):
            assert explore(TEST, PROGRAM).verdict == "holds"
        assert living() == before
    finally:
        gc.enable()


def test_carriers_end_in_the_midst_of_what_they_carry():
    carriers, hub, ended = Carriers(), getcurrent(), []

    def body() -> greenlet:
        try:
            hub.switch()
        finally:
            ended.append("the body")
        return hub

    busy = carriers.carrier()
    busy.switch(body)
    resting = carriers.carrier()
    carriers.end()
    assert ended == ["the body"]
    assert busy.dead
    assert resting.dead


@pytest.mark.parametrize("threshold", [400, 500, 600, 700])
def test_whoever_searches_keeps_the_context_variables_whenever_garbage_is_collected(threshold):
    mine = ContextVar("mine", default="lost")
    raises = "from threading import Thread\ndef work():\n    raise ValueError\n"
    twice = "def test():\n    threads = [Thread(target=work) for _ in range(2)]\n    for t in threads: t.start()\n"

    def search(program: str, test: str) -> str:
        return explore(test, program).verdict

    def searches() -> None:
        mine.set("kept")
        for _ in range(12):
            assert search(raises, twice) == "fails"
            assert search(PROGRAM, TEST) == "holds"
        assert mine.get() == "kept"

    thresholds = gc.get_threshold()
    gc.set_threshold(threshold)
    try:
        copy_context().run(searches)
    finally:
        gc.set_threshold(*thresholds)


def test_a_schedule_of_threads_in_a_row_switches_only_to_start_and_to_end_them():
    """In a browser each switch costs as much as a hundred lines of Python."""
    program = "from threading import Thread\ndef work():\n    pass\n"
    test = "def test():\n    for _ in range(3):\n        t = Thread(target=work)\n        t.start()\n        t.join()\n"
    switches: list[str] = []
    before = settrace(lambda event, _: switches.append(event))
    try:
        assert explore(test, program).schedules == 1
    finally:
        settrace(before)
    to_make_carriers = 2 * 2  # main's, and one that carries each thread in turn
    by_way_of_the_hub = 1  # the first start, which had no carrier at rest
    to_end_the_carriers = 2 * 2
    main_and_back, start_and_end = 2, 3 * 2
    assert len(switches) <= to_make_carriers + by_way_of_the_hub + main_and_back + start_and_end + to_end_the_carriers
