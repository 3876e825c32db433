"""``wait`` and ``as_completed``: waiting for several futures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION
from concurrent.futures._base import DoneAndNotDoneFutures
from typing import Any

from threadlab.schedules.primitives.base import Controlled, seconds
from threadlab.schedules.primitives.futures.any_order import in_any_order
from threadlab.schedules.primitives.futures.future import OVER, Future
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.world import World, current_world

Enough = Callable[[Any], bool]


class _Await(Operation):
    """A wait for certain ends, however late they come: after these, and in no order with what comes later."""

    __slots__ = ("ends",)
    ends: Callable[[], list[Future]]

    def settle(self) -> None:
        """Order it after the ends that it waits for."""
        self.after = []
        for future in self.ends():
            join(self.after, future._tl_clock)


class _Watch(Controlled):
    """Some futures, and which of them are over, in the order in which they came to it."""

    _tl_kind = "futures"

    def __init__(self, fs: Iterable[Future], *, look: bool = True) -> None:
        world = current_world()
        self.futures = sorted(dict.fromkeys(fs), key=world.key)
        self.over: list[Future] = []
        if look:
            looks = tuple((world.key(future), Mode.READ) for future in self.futures)
            world.step(Operation("look at", looks, target="the futures", subject=self, quiet=True))
        self._tl_key = world.key(self)
        for future in self.futures:
            if future._state in OVER:
                self.over.append(future)
            else:
                future._tl_waits[self._tl_key] = self.over.append
        self.before = len(self.over)  # how many were over from the beginning

    def _tl_state(self) -> tuple[int, bool]:
        """Return how many are over, and whether one of them has failed."""
        return len(self.over), any(future._exception is not None for future in self.over)

    def wait(self, enough: Enough, timeout: float | None) -> bool:
        """Wait until enough are over, or for ``timeout`` seconds; return whether they are."""
        limit = None if timeout is None else seconds(timeout)
        world = self._tl_step("wait", ready=enough, timeout=limit, mode=Mode.READ, quiet=True)
        if not enough(self._tl_state()):
            self._tl_timed_out(world)
            return False
        self._tl_heard(world, self.over)
        return True

    def wait_for(self, number: int, ends: Callable[[], list[Future]]) -> None:
        """Wait until ``number`` are over, which ``ends`` tells then; no other end makes a difference to that."""
        world = current_world()
        operation = _Await(
            "wait", (), subject=self, state=self._tl_state, ready=lambda state: bool(state[0] >= number), quiet=True
        )
        operation.ends = ends
        world.step(operation)
        self._tl_heard(world, ends())

    def _tl_heard(self, world: World, ends: list[Future]) -> None:
        me = world.current
        me.now = max(me.now, *(future._tl_now for future in ends), 0.0)
        me.effects += 1

    def stop(self) -> None:
        """Hear of no more."""
        for future in self.futures:
            if self._tl_key in future._tl_waits:
                future._tl_waits[self._tl_key] = _ignore


def _ignore(_: Future) -> None:
    """Hear of a future that nobody waits for any more."""


def wait(
    fs: Iterable[Future], timeout: float | None = None, return_when: str = ALL_COMPLETED
) -> DoneAndNotDoneFutures[Any]:
    """Wait for several futures, as ``concurrent.futures.wait``.

    Args:
        fs: the futures.
        timeout: at most how many seconds to wait; None for no limit.
        return_when: FIRST_COMPLETED, FIRST_EXCEPTION or ALL_COMPLETED.

    Returns:
        The set of those that are done and the set of those that are not.

    Raises:
        ValueError: ``return_when`` is none of these.
    """
    patient = timeout is None and return_when == ALL_COMPLETED
    watch = _Watch(fs, look=not patient)
    total = len(watch.futures)
    reasons: dict[str, Enough] = {
        FIRST_COMPLETED: lambda state: state[0] > 0 or not total,
        FIRST_EXCEPTION: lambda state: state[0] == total or state[1],
        ALL_COMPLETED: lambda state: bool(state[0] == total),
    }
    if return_when not in reasons:
        raise ValueError(f"Invalid return condition: {return_when!r}")
    enough = reasons[return_when]
    if patient:
        watch.wait_for(total, lambda: watch.over)
    elif not enough(watch._tl_state()):
        watch.wait(enough, timeout)
    watch.stop()
    done: set[Any] = set(watch.over)
    left: set[Any] = set(watch.futures) - done
    return DoneAndNotDoneFutures(done, left)


def as_completed(fs: Iterable[Future], timeout: float | None = None) -> Iterator[Future]:
    """Give back futures as they come to their end, as ``concurrent.futures.as_completed``.

    Those that have come to it before the first is asked for are given back first, in any order.

    Raises:
        TimeoutError: not all of them have come to it within ``timeout`` seconds.
    """
    me = current_world().current
    end = None if timeout is None else me.now + timeout
    watch = _Watch(fs)
    total = len(watch.futures)
    watch.over[: watch.before] = in_any_order(watch.over[: watch.before])
    try:
        for given in range(total):
            if given >= watch.before and end is None:
                watch.wait_for(given + 1, lambda given=given: watch.over[given : given + 1])  # type: ignore[misc]
            elif given == len(watch.over) and end is not None:
                _wait_for_more(watch, given, end - me.now)
            yield watch.over[given]
    finally:
        watch.stop()


def _wait_for_more(watch: _Watch, given: int, left: float) -> None:
    if left < 0 or not watch.wait(lambda state: bool(state[0] > given), left):
        total = len(watch.futures)
        raise TimeoutError(f"{total - given} (of {total}) futures unfinished")
