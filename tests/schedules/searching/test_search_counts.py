"""How many schedules a search runs to their end: exactly one of each class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest


def locked_counter(threads: int, times: int) -> Callable[[Any], None]:
    def program(kit: Any) -> None:
        counter = kit.variable("counter")
        lock = kit.threading.Lock()

        def increment() -> None:
            for _ in range(times):
                with lock:
                    counter.add(1)

        kit.together(*[increment] * threads)
        assert counter.last == threads * times

    return program


def bounded_buffer(producers: int, consumers: int, items: int) -> Callable[[Any], None]:
    """Producers put ``items`` each into a buffer for one item, with one Condition and notify_all."""

    def program(kit: Any) -> None:
        condition = kit.threading.Condition()
        buffer = kit.variable("buffer", ())

        def produce() -> None:
            for item in range(items):
                with condition:
                    while buffer.read():
                        condition.wait()
                    buffer.write((item,))
                    condition.notify_all()

        def consume() -> None:
            for _ in range(producers * items // consumers):
                with condition:
                    while not buffer.read():
                        condition.wait()
                    buffer.write(())
                    condition.notify_all()

        kit.together(*[produce] * producers, *[consume] * consumers)

    return program


@pytest.mark.parametrize(("threads", "times", "schedules"), [(2, 1, 2), (2, 2, 6), (2, 3, 20), (3, 1, 6), (3, 2, 90)])
def test_a_locked_counter_has_as_many_schedules_as_orders(
    searched: Callable[..., Any], threads: int, times: int, schedules: int
) -> None:
    result = searched(locked_counter(threads, times))
    assert (result.runs, len(result.counts), dict(result.cut)) == (schedules, schedules, {})


@pytest.mark.parametrize(
    ("producers", "consumers", "items", "schedules"), [(1, 1, 2, 8), (1, 2, 2, 40), (2, 1, 1, 16), (2, 2, 1, 80)]
)
def test_a_bounded_buffer_has_its_known_number_of_schedules(
    searched: Callable[..., Any], producers: int, consumers: int, items: int, schedules: int
) -> None:
    result = searched(bounded_buffer(producers, consumers, items))
    assert (result.runs, len(result.counts), dict(result.cut)) == (schedules, schedules, {})


def test_an_unbounded_queue_is_not_disturbed_by_its_other_end(searched: Callable[..., Any]) -> None:
    def program(kit: Any) -> None:
        line = kit.queue.Queue()
        kit.together(
            lambda: [line.put(item) for item in range(3)], lambda: kit.see(tuple(line.get() for _ in range(3)))
        )

    assert searched(program).runs == 1
