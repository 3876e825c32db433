"""``wait`` and ``as_completed``: waiting for several futures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION
from concurrent.futures._base import DoneAndNotDoneFutures
from typing import Any

from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.futures.future import OVER, Future
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.world import World, current_world


class _Watch(Controlled):
    """Some futures, and which of them are over, in the order in which they came to it."""

    _tl_kind = "futures"

    def __init__(self, fs: Iterable[Future]) -> None:
        world = current_world()
        self.futures = list(dict.fromkeys(fs))
        self.over: list[Future] = []
        self._tl_now = 0.0
        looks = tuple((world.key(future), Mode.READ) for future in self.futures)
        world.step(Operation("look at", looks, target="the futures", subject=self, quiet=True))
        self._tl_key = world.key(self)
        for future in self.futures:
            if future._state in OVER:
                self._tl_hear(world, future)
            else:
                future._tl_waits[self._tl_key] = self._tl_hear

    def _tl_hear(self, world: World, future: Future) -> None:
        self.over.append(future)
        self._tl_now = max(self._tl_now, world.current.now)

    def _tl_state(self) -> tuple[int, bool]:
        """Return how many are over, and whether one of them has failed."""
        return len(self.over), any(future._exception is not None for future in self.over)

    def wait(self, enough: Callable[[Any], bool], timeout: float | None) -> bool:
        """Wait until enough are over, or for ``timeout`` seconds; return whether they are."""
        limit = None if timeout is None else max(timeout, 0.0)
        world = self._tl_step("wait", ready=enough, timeout=limit, mode=Mode.READ, quiet=True)
        if not enough(self._tl_state()):
            self._tl_timed_out(world)
            return False
        me = world.current
        me.now = max(me.now, self._tl_now)
        me.effects += 1
        return True

    def stop(self) -> None:
        """Hear of no more."""
        for future in self.futures:
            future._tl_waits.pop(self._tl_key, None)


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
    watch = _Watch(fs)
    total = len(watch.futures)
    reasons: dict[str, Callable[[Any], bool]] = {
        FIRST_COMPLETED: lambda state: state[0] > 0 or not total,
        FIRST_EXCEPTION: lambda state: state[0] == total or state[1],
        ALL_COMPLETED: lambda state: bool(state[0] == total),
    }
    if return_when not in reasons:
        raise ValueError(f"Invalid return condition: {return_when!r}")
    enough = reasons[return_when]
    if not enough(watch._tl_state()):
        watch.wait(enough, timeout)
    watch.stop()
    done: set[Any] = set(watch.over)
    left: set[Any] = set(watch.futures) - done
    return DoneAndNotDoneFutures(done, left)


def as_completed(fs: Iterable[Future], timeout: float | None = None) -> Iterator[Future]:
    """Give back futures as they come to their end, as ``concurrent.futures.as_completed``.

    Raises:
        TimeoutError: not all of them have come to it within ``timeout`` seconds.
    """
    me = current_world().current
    end = None if timeout is None else me.now + timeout
    watch = _Watch(fs)
    total = len(watch.futures)
    try:
        for given in range(total):
            if given == len(watch.over):
                left = None if end is None else end - me.now
                if left is not None and left < 0:
                    raise TimeoutError(f"{total - given} (of {total}) futures unfinished")
                _wait_for_more(watch, given, left)
            yield watch.over[given]
    finally:
        watch.stop()


def _wait_for_more(watch: _Watch, given: int, left: float | None) -> None:
    if not watch.wait(lambda state: state[0] > given, left):
        total = len(watch.futures)
        raise TimeoutError(f"{total - given} (of {total}) futures unfinished")
