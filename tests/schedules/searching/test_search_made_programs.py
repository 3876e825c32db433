"""The search against the enumeration, on small programs made by hypothesis: no outcome and no class is missed.

``MADE_PROGRAMS=1000 pytest --hypothesis-seed=1 ...`` makes other programs than every day, and more of them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Operation = tuple[Any, ...]  # a method call: (object, method, arguments...)


def calls(*operations: Operation) -> st.SearchStrategy[Operation]:
    return st.sampled_from(operations)


VARIABLES = calls(("x", "read"), ("x", "write", 1), ("x", "add", 1), ("y", "read"), ("y", "write", 2))
KINDS: dict[str, st.SearchStrategy[Operation]] = {
    "variables": VARIABLES,
    "locks": calls(("lock", "acquire"), ("lock", "acquire", False), ("lock", "acquire", True, 1))
    | calls(("lock", "release"), ("lock", "locked"), ("x", "add", 1)),
    "semaphores": calls(("two", "acquire"), ("two", "acquire", False), ("two", "acquire", True, 1))
    | calls(("two", "release"), ("x", "write", 1)),
    "events": calls(("event", "set"), ("event", "clear"), ("event", "wait", 1), ("event", "is_set"), ("x", "read")),
    "queues": calls(("queue", "put", 1), ("queue", "put", 2), ("queue", "get"), ("queue", "get", False))
    | calls(("queue", "put", 3, False), ("queue", "get", True, 1), ("queue", "qsize")),
    "stacks": calls(("stack", "put", 1), ("stack", "put", 2), ("stack", "get"), ("stack", "get", True, 1)),
    "tasks": calls(("queue", "put", 1), ("queue", "get"), ("queue", "task_done"), ("queue", "join")),
    "barriers": calls(("barrier", "wait"), ("barrier", "wait", 1), ("barrier", "abort"), ("barrier", "reset")),
    "conditions": calls(("condition", "wait"), ("condition", "wait", 1), ("condition", "notify"))
    | calls(("condition", "notify_all"), ("x", "write", 1)),
    "threads": calls(("late", "start"), ("late", "join"), ("late", "join", 1), ("late", "is_alive"), ("x", "read"))
    | calls(("threading", "active_count")),
    "futures": calls(("future", "set_result", 1), ("future", "cancel"), ("future", "result", 1), ("future", "done"))
    | calls(("future", "set_running_or_notify_cancel"), ("future", "running"), ("x", "write", 1)),
    "several futures": calls(("future", "set_result", 1), ("second", "set_result", 2), ("future", "cancel"))
    | calls(("all futures", "as_completed"), ("all futures", "as_completed", 1), ("all futures", "wait"))
    | calls(("all futures", "wait", None, "FIRST_COMPLETED"), ("all futures", "wait", 1), ("x", "write", 1))
    | calls(("future", "set_running_or_notify_cancel"), ("x", "read")),
    "pools": calls(("pool", "submit"), ("pool", "shutdown"), ("submitted", "cancel"), ("submitted", "result"))
    | calls(("submitted", "result", 1), ("submitted", "done"), ("x", "read")),
    "blocking locks": calls(("lock", "acquire"), ("lock", "release"), ("other", "acquire"), ("other", "release"))
    | calls(("x", "read"), ("x", "write", 1), ("x", "add", 1)),
    "waits": calls(("condition", "wait"), ("condition", "notify"), ("condition", "notify_all"), ("x", "add", 1)),
    "starts": calls(("late", "start"), ("late", "join"), ("lock", "acquire"), ("lock", "release"), ("y", "read")),
    "ways": calls(("kit", "pick", 2), ("x", "write one of", 2), ("x", "read"), ("y", "write one of", 3))
    | calls(("y", "read"), ("lock", "acquire", False)),
    "sleeps": calls(("time", "sleep", 1), ("x", "add", 1), ("lock", "acquire", True, 1), ("lock", "release")),
}
SPINS = calls(
    ("until", "x", 1), ("until", "y", 2), ("until lock",), ("x", "write", 1), ("y", "write", 2), ("x", "read")
)


def program(threads: list[list[Operation]], daemon: bool) -> Callable[[Any], None]:
    def main(kit: Any) -> None:
        condition = kit.threading.Condition()
        lock = kit.threading.Lock()
        things = {
            "x": kit.variable("x"),
            "y": kit.variable("y"),
            "lock": lock,
            "other": kit.threading.Lock(),
            "two": kit.threading.Semaphore(2),
            "event": kit.threading.Event(),
            "queue": kit.queue.Queue(2),
            "stack": kit.queue.LifoQueue(1),
            "barrier": kit.threading.Barrier(2),
            "time": kit.time,
            "kit": kit,
            "threading": kit.threading,
            "late": kit.threading.Thread(target=lambda: things["y"].write(1), name="late"),
            "future": kit.futures.Future(),
            "second": kit.futures.Future(),
        }
        if any(name in ("pool", "submitted") for operations in threads for name, *_ in operations):
            things["pool"] = pool = kit.futures.ThreadPoolExecutor(1)
            things["submitted"] = pool.submit(things["x"].add, 1)

        def do(operation: Operation) -> None:
            name, *arguments = operation
            if name == "until":
                kit.until(lambda: things[arguments[0]].read() == arguments[1])
            elif name == "until lock":
                kit.until(lambda: lock.acquire(False))
                lock.release()
            elif operation == ("pool", "submit"):
                things["pool"].submit(things["x"].add, 1)
            elif name == "condition":
                with condition:
                    kit.see(getattr(condition, arguments[0])(*arguments[1:]))
            elif name == "all futures":
                several, (wait, *limits) = [things["future"], things["second"]], arguments
                if wait == "wait":
                    kit.see(tuple(each in kit.futures.wait(several, *limits).done for each in several))
                else:
                    for each in kit.futures.as_completed(several, *limits):
                        kit.see(several.index(each))
            elif arguments[0] == "write one of":
                things[name].write(kit.pick(arguments[1]))
            else:
                kit.see(getattr(things[name], arguments[0])(*arguments[1:]))

        def body(operations: list[Operation]) -> Callable[[], None]:
            def run() -> None:
                try:
                    for operation in operations:
                        do(operation)
                except Exception as error:
                    kit.see(type(error).__name__)

            return run

        started = kit.together(*map(body, threads), daemon=daemon, join=False)
        if not daemon:
            for thread in started:
                thread.join()
        if "pool" in things:
            things["pool"].shutdown()
        kit.see(things["x"].read())

    return main


def two_threads_of(operations: st.SearchStrategy[Operation], most: int) -> st.SearchStrategy[list[list[Operation]]]:
    return st.lists(st.lists(operations, min_size=1, max_size=most), min_size=2, max_size=2)


def threads_of(operations: st.SearchStrategy[Operation]) -> st.SearchStrategy[list[list[Operation]]]:
    two = two_threads_of(operations, 3)
    three = st.lists(st.lists(operations, min_size=1, max_size=2), min_size=3, max_size=3)
    return two | three


def threads_of_kind(kind: str) -> st.SearchStrategy[list[list[Operation]]]:
    # A pool brings a thread and a call of its own: more than two threads would be too much for the enumeration.
    return two_threads_of(KINDS[kind], 1) if kind == "pools" else threads_of(KINDS[kind])


EXAMPLES = int(os.environ.get("MADE_PROGRAMS", "0"))
small = settings(
    max_examples=EXAMPLES or 15,
    deadline=None,
    derandomize=not EXAMPLES,
    suppress_health_check=list(HealthCheck),
    database=None,
)


@pytest.mark.parametrize("kind", KINDS)
def test_each_class_is_run_once_and_none_is_missed(
    kind: str, searched: Callable[..., Any], every_order: Callable[..., Any]
) -> None:
    @small
    @given(threads_of_kind(kind), st.booleans())
    def compare(threads: list[list[Operation]], daemon: bool) -> None:
        made = program(threads, daemon)
        found, all_there_are = searched(made), every_order(made)
        assert all(len(outcomes) == 1 for outcomes in all_there_are.outcomes.values()), (
            "classes are what they should be"
        )
        assert set(found.outcomes) == set(all_there_are.outcomes)
        assert found.all_outcomes == all_there_are.all_outcomes
        assert set(found.counts.values()) <= {1}

    compare()


@pytest.mark.parametrize("kind", KINDS)
def test_movers_without_a_turn_hide_no_outcome(
    kind: str, searched: Callable[..., Any], searched_with_movers: Callable[..., Any]
) -> None:
    @small
    @given(threads_of_kind(kind), st.booleans())
    def compare(threads: list[list[Operation]], daemon: bool) -> None:
        made = program(threads, daemon)
        assert searched_with_movers(made).seen_outcomes == searched(made).seen_outcomes

    compare()


def test_polling_hides_no_outcome(searched: Callable[..., Any], every_order: Callable[..., Any]) -> None:
    @small
    @given(threads_of(SPINS))
    def compare(threads: list[list[Operation]]) -> None:
        made = program(threads, daemon=False)
        assert searched(made).all_outcomes == every_order(made).all_outcomes

    compare()
