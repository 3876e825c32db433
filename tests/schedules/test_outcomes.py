"""Litmus tests: of each small program every outcome that Python allows is found, and no other.

A program is a text for each of its threads; what they leave in ``out`` (a dict, in whatever order) is its outcome. The
outcomes were worked out by hand from the rule that one touch of shared data is one step.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

import pytest

from threadlab import explore

BODIES = ("one", "two", "three", "four")


@dataclass(frozen=True)
class Litmus:
    """A program, as what stands before its threads and the bodies of these, and the outcomes it may have."""

    name: str
    before: str
    threads: tuple[str, ...]
    outcomes: list[dict[str, Any]]

    @property
    def source(self) -> str:
        head = "import queue\nimport threading\nimport time\nfrom threading import Thread\nout = {}\nx = y = 0\n"
        functions = [
            f"def {name}():\n    global x, y\n{textwrap.indent(body, '    ')}\n"
            for name, body in zip(BODIES, map(lines, self.threads), strict=False)
        ]
        return head + lines(self.before) + "\n" + "".join(functions)

    def test(self, claim: str) -> str:
        """Return a test that runs all threads and then claims something about ``out``."""
        targets = ", ".join(BODIES[: len(self.threads)])
        return (
            "def test():\n"
            f"    threads = [Thread(target=target) for target in ({targets},)]\n"
            "    for thread in threads:\n        thread.start()\n"
            "    for thread in threads:\n        thread.join()\n"
            f"    assert {claim}\n"
        )


def lines(text: str) -> str:
    """Write ``a; b`` on two lines, unless a line has its own way of being one."""
    return textwrap.dedent(text).strip("\n") if "\n" in text else text.replace("; ", "\n")


def every(*names: str) -> list[dict[str, bool]]:
    """Return every combination of True and False for some names."""
    found: list[dict[str, bool]] = [{}]
    for name in names:
        found = [{**each, name: value} for each in found for value in (False, True)]
    return found


LITMUS = [
    Litmus(
        "store buffering",
        "",
        ("x = 1; out['a'] = y", "y = 1; out['b'] = x"),
        [{"a": 0, "b": 1}, {"a": 1, "b": 0}, {"a": 1, "b": 1}],
    ),
    Litmus(
        "message passing",
        "",
        ("x = 1; y = 1", "out['y'] = y; out['x'] = x"),
        [{"y": 0, "x": 0}, {"y": 0, "x": 1}, {"y": 1, "x": 1}],
    ),
    Litmus(
        "load buffering",
        "",
        ("out['a'] = x; y = 1", "out['b'] = y; x = 1"),
        [{"a": 0, "b": 0}, {"a": 0, "b": 1}, {"a": 1, "b": 0}],
    ),
    Litmus(
        "two writers, two readers: all see the writes in one order",
        "",
        ("x = 1", "y = 1", "out['a'] = x; out['b'] = y", "out['c'] = y; out['d'] = x"),
        [
            {"a": a, "b": b, "c": c, "d": d}
            for a in (0, 1)
            for b in (0, 1)
            for c in (0, 1)
            for d in (0, 1)
            if (a, b, c, d) != (1, 0, 1, 0)
        ],
    ),
    Litmus(
        "what is passed on brings its causes",
        "",
        ("x = 1", "seen = x; out['a'] = seen; y = seen", "out['b'] = y; out['c'] = x"),
        [
            {"a": 0, "b": 0, "c": 0},
            {"a": 0, "b": 0, "c": 1},
            {"a": 1, "b": 0, "c": 0},
            {"a": 1, "b": 0, "c": 1},
            {"a": 1, "b": 1, "c": 1},
        ],
    ),
    Litmus(
        "two reads of one variable never go back",
        "",
        ("x = 1; x = 2", "out['a'] = x; out['b'] = x"),
        [{"a": a, "b": b} for a in range(3) for b in range(a, 3)],
    ),
    Litmus(
        "an unlocked increment and a look",
        "",
        ("x += 1", "x += 1", "out['x'] = x"),
        [{"x": value} for value in (0, 1, 2)],
    ),
    Litmus(
        "a list that grows under a loop",
        "items = [1]; out['seen'] = seen = []",
        ("items.append(2)", "for item in items:\n    seen.append(item)"),
        [{"seen": [1]}, {"seen": [1, 2]}],
    ),
    Litmus(
        "a copy of a list that grows",
        "items = []",
        ("items.append(1); items.append(2)", "out['copy'] = items[:]"),
        [{"copy": []}, {"copy": [1]}, {"copy": [1, 2]}],
    ),
    Litmus(
        "the length of a set that grows",
        "members = set()",
        ("members.add(1); members.add(2)", "out['size'] = len(members)"),
        [{"size": 0}, {"size": 1}, {"size": 2}],
    ),
    Litmus(
        "the order of a dict is the order of inserting",
        "found = {}",
        ("found['a'] = 1", "found['b'] = 1", "out['keys'] = list(found)"),
        [{"keys": keys} for keys in ([], ["a"], ["b"], ["a", "b"], ["b", "a"])],
    ),
    Litmus(
        "two lines of each of two threads",
        "out['lines'] = said = []",
        ("said.append('a1'); said.append('a2')", "said.append('b1'); said.append('b2')"),
        [
            {"lines": order.split()}
            for order in (
                "a1 a2 b1 b2",
                "a1 b1 a2 b2",
                "a1 b1 b2 a2",
                "b1 a1 a2 b2",
                "b1 a1 b2 a2",
                "b1 b2 a1 a2",
            )
        ],
    ),
    Litmus(
        "two tries for one lock",
        "lock = threading.Lock()",
        tuple(
            f"got = lock.acquire(blocking=False)\nout['{name}'] = got\nif got:\n    lock.release()"
            for name in ("a", "b")
        ),
        [{"a": True, "b": True}, {"a": True, "b": False}, {"a": False, "b": True}],
    ),
    Litmus(
        "two tries for one lock that is kept",
        "lock = threading.Lock()",
        tuple(f"out['{name}'] = lock.acquire(blocking=False)" for name in ("a", "b")),
        [{"a": True, "b": False}, {"a": False, "b": True}],
    ),
    Litmus(
        "two time-outs for one lock",
        "lock = threading.Lock()",
        tuple(
            f"got = lock.acquire(timeout=1)\nout['{name}'] = got\nif got:\n    lock.release()" for name in ("a", "b")
        ),
        [{"a": True, "b": True}, {"a": True, "b": False}, {"a": False, "b": True}],
    ),
    Litmus(
        "a look whether a lock is held",
        "lock = threading.Lock()",
        ("with lock:\n    pass", "out['a'] = lock.locked(); out['b'] = lock.locked()"),
        every("a", "b"),
    ),
    Litmus(
        "an RLock is free for its owner and taken for others",
        "lock = threading.RLock()",
        (
            "with lock:\n    out['own'] = lock.acquire(blocking=False)\n    lock.release()",
            "out['other'] = got = lock.acquire(blocking=False)\nif got:\n    lock.release()",
        ),
        [{"own": True, "other": False}, {"own": True, "other": True}],
    ),
    Litmus(
        "three tries for two permits",
        "permits = threading.Semaphore(2)",
        tuple(f"out['{name}'] = permits.acquire(blocking=False)" for name in ("a", "b", "c")),
        [each for each in every("a", "b", "c") if sum(each.values()) == 2],
    ),
    Litmus(
        "a permit that comes in time or too late",
        "permits = threading.Semaphore(0)",
        ("permits.release()", "out['a'] = permits.acquire(timeout=1)"),
        every("a"),
    ),
    Litmus(
        "an event that is set and cleared",
        "event = threading.Event()",
        ("event.set(); event.clear()", "out['a'] = event.is_set(); out['b'] = event.is_set()"),
        every("a", "b"),
    ),
    Litmus(
        "an event and a time-out", "event = threading.Event()", ("event.set()", "out['a'] = event.wait(1)"), every("a")
    ),
    Litmus(
        "an event, a time-out and another look",
        "event = threading.Event()",
        ("event.set()", "out['a'] = event.wait(1); out['b'] = event.is_set()"),
        [{"a": False, "b": False}, {"a": False, "b": True}, {"a": True, "b": True}],
    ),
    Litmus(
        "two events and two time-outs",
        "one_set, two_set = threading.Event(), threading.Event()",
        ("out['a'] = one_set.wait(1); two_set.set()", "one_set.set(); out['b'] = two_set.wait(1)"),
        every("a", "b"),
    ),
    Litmus(
        "a Condition, a time-out and what is true afterwards",
        "condition = threading.Condition()",
        (
            """
            with condition:
                told = None if x else condition.wait(1)
                out['told'] = told
                out['x'] = x
            """,
            """
            with condition:
                x = 1
                condition.notify()
            """,
        ),
        [
            {"told": None, "x": 1},
            {"told": True, "x": 1},
            {"told": False, "x": 0},
            {"told": False, "x": 1},
        ],
    ),
    Litmus(
        "wait_for with a time-out",
        "condition = threading.Condition()",
        (
            "with condition:\n    out['told'] = condition.wait_for(lambda: x, timeout=1)",
            "with condition:\n    x = 1\n    condition.notify()",
        ),
        [{"told": 0}, {"told": 1}],
    ),
    Litmus(
        "one notify for two waiters with time-outs",
        "condition = threading.Condition()",
        (
            "with condition:\n    out['a'] = condition.wait(1)",
            "with condition:\n    out['b'] = condition.wait(1)",
            "with condition:\n    condition.notify()",
        ),
        [each for each in every("a", "b") if not (each["a"] and each["b"])],
    ),
    Litmus(
        "notify_all for two waiters with time-outs",
        "condition = threading.Condition()",
        (
            "with condition:\n    out['a'] = condition.wait(1)",
            "with condition:\n    out['b'] = condition.wait(1)",
            "with condition:\n    condition.notify_all()",
        ),
        every("a", "b"),
    ),
    Litmus(
        "the numbers that a barrier hands out",
        "barrier = threading.Barrier(2)",
        ("out['a'] = barrier.wait()", "out['b'] = barrier.wait()"),
        [{"a": 0, "b": 1}, {"a": 1, "b": 0}],
    ),
    Litmus(
        "a barrier that somebody gives up",
        "barrier = threading.Barrier(2)",
        tuple(
            f"""
            try:
                barrier.wait(timeout=1)
                out['{name}'] = True
            except threading.BrokenBarrierError:
                out['{name}'] = False
            """
            for name in ("a", "b")
        ),
        [{"a": True, "b": True}, {"a": False, "b": False}],
    ),
    Litmus(
        "a queue and who does not wait",
        "jobs = queue.Queue()",
        (
            "jobs.put(1); jobs.put(2)",
            "try:\n    out['got'] = jobs.get_nowait()\nexcept queue.Empty:\n    out['got'] = None",
        ),
        [{"got": None}, {"got": 1}],
    ),
    Litmus(
        "a queue and a time-out",
        "jobs = queue.Queue()",
        (
            "jobs.put(1)",
            "try:\n    out['got'] = jobs.get(timeout=1)\nexcept queue.Empty:\n    out['got'] = None",
        ),
        [{"got": None}, {"got": 1}],
    ),
    Litmus(
        "a full queue and a time-out",
        "jobs = queue.Queue(maxsize=1); jobs.put(0)",
        (
            "out['got'] = jobs.get()",
            "try:\n    jobs.put(1, timeout=1)\nexcept queue.Full:\n    out['full'] = True",
        ),
        [{"got": 0}, {"got": 0, "full": True}],
    ),
    Litmus(
        "two consumers of one queue",
        "jobs = queue.Queue()",
        ("jobs.put(1); jobs.put(2)", "out['a'] = jobs.get()", "out['b'] = jobs.get()"),
        [{"a": 1, "b": 2}, {"a": 2, "b": 1}],
    ),
    Litmus(
        "the size of a queue",
        "jobs = queue.Queue()",
        ("jobs.put(1); jobs.get()", "out['size'] = jobs.qsize(); out['empty'] = jobs.empty()"),
        [{"size": size, "empty": empty} for size in (0, 1) for empty in (False, True)],
    ),
    Litmus(
        "an ordered queue, filled while it is emptied",
        "jobs = queue.PriorityQueue()",
        ("jobs.put(2); jobs.put(1)", "out['a'] = jobs.get(); out['b'] = jobs.get()"),
        [{"a": 1, "b": 2}, {"a": 2, "b": 1}],
    ),
    Litmus(
        "join with a time-out",
        "helper = Thread(target=out.update, kwargs={'done': True})",
        ("helper.start(); helper.join(1); out['alive'] = helper.is_alive(); helper.join()",),
        [{"done": True, "alive": True}, {"done": True, "alive": False}],
    ),
    Litmus(
        "a Timer that is cancelled",
        "timer = threading.Timer(1, out.update, kwargs={'fired': True})",
        ("timer.start(); timer.cancel(); timer.join()",),
        [{}, {"fired": True}],
    ),
    Litmus(
        "a Timer that another thread cancels",
        "timer = threading.Timer(1, out.update, kwargs={'fired': True})",
        ("timer.start(); timer.join()", "timer.cancel()"),
        [{}, {"fired": True}],
    ),
    Litmus(
        "a sleeper may be overtaken, or not",
        "",
        ("time.sleep(1); x = 1", "out['x'] = x"),
        [{"x": 0}, {"x": 1}],
    ),
    Litmus(
        "the longer sleeper may come first",
        "out['order'] = order = []",
        ("time.sleep(1); order.append(1)", "time.sleep(2); order.append(2)"),
        [{"order": [1, 2]}, {"order": [2, 1]}],
    ),
    Litmus(
        "a spinner sees the flag, and what was written before it",
        "",
        ("y = 1; x = 1", "while not x:\n    pass\nout['y'] = y"),
        [{"y": 1}],
    ),
    Litmus(
        "a spinner sees either of two values",
        "",
        ("x = 1; x = 2", "while not x:\n    pass\nout['x'] = x"),
        [{"x": 1}, {"x": 2}],
    ),
    Litmus(
        "two looks at one variable",
        "out['looks'] = 0",
        ("x = 1", "if not x:\n    out['looks'] += 1\nif not x:\n    out['looks'] += 1"),
        [{"looks": 0}, {"looks": 1}, {"looks": 2}],
    ),
    Litmus(
        "a try-lock that is given up after two tries",
        "lock = threading.Lock()",
        (
            "with lock:\n    x = 1",
            """
            for look in range(2):
                if lock.acquire(blocking=False):
                    out['x'] = x
                    lock.release()
                    break
            """,
        ),
        [{}, {"x": 0}, {"x": 1}],
    ),
    Litmus(
        "a future that is cancelled, or not",
        """
        from concurrent.futures import ThreadPoolExecutor
        pool = ThreadPoolExecutor(max_workers=1)
        """,
        ("future = pool.submit(out.update, ran=True); out['cancelled'] = future.cancel(); pool.shutdown()",),
        [{"cancelled": True}, {"cancelled": False, "ran": True}],
    ),
    Litmus(
        "a future that is asked whether it is done",
        """
        from concurrent.futures import ThreadPoolExecutor
        pool = ThreadPoolExecutor(max_workers=1)
        """,
        ("future = pool.submit(abs, -1); out['done'] = future.done(); pool.shutdown()",),
        every("done"),
    ),
    Litmus(
        "the first of two futures",
        """
        from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
        pool = ThreadPoolExecutor(max_workers=2)
        """,
        (
            """
            one_future, two_future = pool.submit(abs, -1), pool.submit(abs, -2)
            done, pending = wait([one_future, two_future], return_when=FIRST_COMPLETED)
            out['done'] = sorted(future.result() for future in done)
            pool.shutdown()
            """,
        ),
        [{"done": [1]}, {"done": [2]}, {"done": [1, 2]}],
    ),
]


def name(litmus: Litmus) -> str:
    return litmus.name


@pytest.mark.parametrize("litmus", LITMUS, ids=name)
def test_no_other_outcome_is_possible(litmus: Litmus) -> None:
    result = explore(litmus.test(f"out in {litmus.outcomes!r}"), litmus.source)
    assert (result.verdict, result.failure) == ("holds", None), result.reason


@pytest.mark.parametrize(
    ("litmus", "outcome"),
    [(litmus, outcome) for litmus in LITMUS for outcome in litmus.outcomes],
    ids=lambda value: value.name if isinstance(value, Litmus) else str(value),
)
def test_every_outcome_is_found(litmus: Litmus, outcome: dict[str, Any]) -> None:
    result = explore(litmus.test(f"out == {outcome!r}"), litmus.source, want="some")
    assert (result.verdict, result.failure) == ("holds", None), result.reason


@pytest.mark.parametrize("litmus", [each for each in LITMUS if len(each.outcomes) > 1], ids=name)
def test_every_outcome_is_found_when_it_is_the_one_that_fails(litmus: Litmus) -> None:
    for outcome in litmus.outcomes:
        result = explore(litmus.test(f"out != {outcome!r}"), litmus.source)
        assert result.verdict == "fails", (outcome, result.reason)
        assert result.failure is not None
        assert result.failure.kind == "assertion", result.failure.message
