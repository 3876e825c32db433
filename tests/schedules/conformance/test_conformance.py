"""CPython's own tests of its primitives, run against the controlled ones.

Each test method runs as the main thread of a world of its own, on one fair schedule. The modules of CPython's test
package see the controlled ``threading``, ``queue``, ``time`` and ``_thread``; nothing else of them is changed. They
come with the running Python (Debian leaves them out), so that each supported version is held to its own tests.
"""

from __future__ import annotations

import gc
import sys
import unittest
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.object_numbers import Numbers
from threadlab.schedules.running.world import World, current_world
from threadlab.schedules.searching.dpor import Candidates
from threadlab.schedules.text import Text

support = pytest.importorskip("test.support", reason="this Python comes without CPython's tests")
helper = pytest.importorskip("test.support.threading_helper")
lock_tests = pytest.importorskip("test.lock_tests")
test_threading = pytest.importorskip("test.test_threading")
test_queue = pytest.importorskip("test.test_queue")

LOCK_TESTS = {(3, 11): 122, (3, 12): 122, (3, 13): 124, (3, 14): 135, (3, 15): 139}
TYPES = {
    "locktype": {
        "LockTests": "Lock",
        "PyRLockTests": "RLock",
        "CRLockTests": "RLock",
        "ConditionAsRLockTests": "Condition",
    },
    "eventtype": {"EventTests": "Event"},
    "condtype": {"ConditionTests": "Condition"},
    "semtype": {"SemaphoreTests": "Semaphore", "BoundedSemaphoreTests": "BoundedSemaphore"},
    "barriertype": {"BarrierTests": "Barrier"},
}
EXCEPTIONS = {
    "CSimpleQueueTest.test_reentrancy": "finalizers that put an item at any moment whatever: such a program has no "
    "schedules, since the garbage collector's moments are not its steps",
    "CSimpleQueueTest.test_simplequeue_sizeof": "how many bytes C takes for one",
}


class Fair:
    """A scheduler under which a thread goes on until it waits or has had a long turn."""

    LONGEST_TURN = 500

    def __init__(self) -> None:
        self._turn = 0

    def choose(self, world: World) -> Fiber | None:
        candidates = Candidates(world)
        self._turn += 1
        but = {}
        if self._turn > self.LONGEST_TURN and len(candidates.ready) > 1:
            self._turn = 0
            number = world.current.number
            ready = candidates.ready
            candidates.ready = [f for f in ready if f.number > number] + [f for f in ready if f.number <= number]
            return candidates.ready[0]
        return candidates.default(world.current, but)

    def pick(self, world: World, count: int) -> int:
        return 0


class Forgetting(Numbers):
    """Numbers that keep nothing alive.

    The worlds of a search keep every primitive that they have numbered until their schedule ends, so that no other gets
    its number; CPython's tests look whether one that nobody has any more is gone.
    """

    def key(self, thing: object) -> int:
        number = super().key(thing)
        self.kept.clear()
        return number


def with_more(module: ModuleType, **more: Any) -> SimpleNamespace:
    return SimpleNamespace(**vars(module) | more)


def coarse(sleep: Callable[[float], None]) -> Callable[[float], None]:
    """A sleep of at least a millisecond, as with most clocks: fifty threads that poll wake up less often."""
    return lambda seconds: sleep(max(seconds, 0.001))


def rebased(cls: type, base: type) -> type:
    """The class with another base."""
    return type(cls.__name__, (base,), {name: vars(cls)[name] for name in ("__init__", "run")})


def running_threads() -> int:
    return sum(not fiber.finished for fiber in current_world().fibers[1:])


@pytest.fixture
def controlled(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Any]]:
    """The controlled modules, put into the place of the real ones in CPython's test package."""
    gc.freeze()  # some of these tests collect garbage a hundred times, and what other tests left is none
    modules: dict[str, Any] = dict(controlled_modules())
    low_level = with_more(modules["_thread"], _count=running_threads)
    threading = with_more(modules["threading"], _dangling=())
    modules["queue"] = with_more(modules["queue"], _PySimpleQueue=modules["queue"].SimpleQueue)
    for module in (lock_tests, test_threading, test_queue, helper):
        monkeypatch.setattr(module, "threading", threading)
    for module in (lock_tests, helper, support):
        monkeypatch.setattr(module, "time", modules["time"])
    monkeypatch.setattr(test_queue, "time", with_more(modules["time"], sleep=coarse(modules["time"].sleep)))
    monkeypatch.setattr(test_queue, "_TriggerThread", rebased(test_queue._TriggerThread, threading.Thread))
    monkeypatch.setattr(lock_tests, "start_new_thread", low_level.start_new_thread)
    monkeypatch.setattr(helper, "_thread", low_level)
    yield modules
    gc.unfreeze()


def in_a_world(cls: type[unittest.TestCase], method: str, learned: frozenset[str] = frozenset()) -> None:
    """Run one test as the main thread of a world; what it raises comes out.

    A world that learns something of the program is begun again, as in a search; one that knows all from the
    beginning takes no short cuts: there a queue, for instance, has a lock inside.
    """
    result = unittest.TestResult()
    world = World(Fair(), Text([]), max_steps=10_000_000, learned=learned, prune=False, numbers=Forgetting())
    world.run(lambda: cls(method).run(result))
    if world.stopped == "learned":
        in_a_world(cls, method, learned | world.facts)
        return
    assert world.problem is None, (world.problem.kind, world.problem.exception)
    assert not world.stopped, world.reason
    assert not result.errors + result.failures, (result.errors + result.failures)[0][1]
    assert result.testsRun == 1


def names(cls: type[unittest.TestCase]) -> list[str]:
    return [f"{cls.__name__}.{name}" for name in unittest.TestLoader().getTestCaseNames(cls)]


def classes(module: ModuleType, *bases: str) -> list[type[unittest.TestCase]]:
    own = [cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, unittest.TestCase)]
    return [cls for cls in own if any(base.__module__ in bases for base in cls.__mro__)]


LOCKS = classes(test_threading, "test.lock_tests")
QUEUES = classes(test_queue, "test.test_queue")


@pytest.mark.parametrize("learned", [frozenset[str](), EVERYTHING], ids=["learning", "knowing"])
@pytest.mark.parametrize("name", [name for cls in LOCKS for name in names(cls)])
def test_lock_tests(name: str, learned: frozenset[str], controlled: dict[str, Any]) -> None:
    cls, _, method = name.partition(".")
    attribute, controlled_type = next((key, kinds[cls]) for key, kinds in TYPES.items() if cls in kinds)
    module = controlled["_thread" if controlled_type == "RLock" else "threading"]  # the class, and no function
    replaced = staticmethod(getattr(module, controlled_type))
    in_a_world(type(cls, (getattr(test_threading, cls),), {attribute: replaced}), method, learned)


@pytest.mark.parametrize("name", [name for cls in QUEUES for name in names(cls) if name not in EXCEPTIONS])
def test_queue_tests(name: str, controlled: dict[str, Any]) -> None:
    """CPython has each of its queues in C and in Python; here the one half learns and the other knows all."""
    cls, _, method = name.partition(".")
    learned = EVERYTHING if cls.startswith("Py") else frozenset[str]()
    in_a_world(type(cls, (getattr(test_queue, cls),), {"queue": controlled["queue"]}), method, learned)


def test_no_lock_test_is_left_out() -> None:
    assert sum(len(names(cls)) for cls in LOCKS) == LOCK_TESTS.get(sys.version_info[:2], 124)
    assert {cls.__name__ for cls in LOCKS} == {name for kinds in TYPES.values() for name in kinds}


def test_every_exception_is_a_test() -> None:
    newer = {"CSimpleQueueTest.test_simplequeue_sizeof"} if sys.version_info < (3, 15) else set()
    assert set(EXCEPTIONS) - newer <= {name for cls in QUEUES for name in names(cls)}


def test_a_wrong_primitive_does_not_pass(controlled: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    lock = controlled["_thread"].LockType
    monkeypatch.setattr(lock, "locked", lambda self: True)
    cls = type("LockTests", (test_threading.LockTests,), {"locktype": staticmethod(lock)})
    with pytest.raises(AssertionError):
        in_a_world(cls, "test_state_after_timeout")
