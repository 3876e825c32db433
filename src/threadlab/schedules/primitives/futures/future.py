"""Future: the result of a call that another thread makes."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError, InvalidStateError
from types import GenericAlias
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.primitives.base import Controlled, seconds
from threadlab.schedules.running.happens_before import Clock
from threadlab.schedules.running.operation import Mode, Operation
from threadlab.schedules.running.recording.exceptions import deal
from threadlab.schedules.running.world import World, current_world

PENDING, RUNNING, CANCELLED, NOTIFIED, FINISHED = (
    "PENDING",
    "RUNNING",
    "CANCELLED",
    "CANCELLED_AND_NOTIFIED",
    "FINISHED",
)
DONE = (CANCELLED, NOTIFIED, FINISHED)
OVER = (NOTIFIED, FINISHED)  # what ``wait`` and ``as_completed`` take for done


def is_done(stage: Any) -> bool:
    """Say whether a future at this stage has a result, or never will."""
    return stage in DONE


class Change(Operation):
    """A step by which a future comes to its end: those who wait for several futures hear of it too."""

    __slots__ = ("future",)
    future: Future

    def settle(self) -> None:
        """Add to the footprint those who wait, and who waited: had it come earlier, they would have heard of it."""
        stage = self.future._state
        if stage not in DONE if self.action == "finish" else stage == CANCELLED:
            self.footprint = (*self.footprint, *((key, Mode.WRITE) for key in self.future._tl_waits))


class Future(Controlled):
    """The result of a call, as ``concurrent.futures.Future``."""

    __module__ = "concurrent.futures._base"
    _tl_kind = "future"

    def __init__(self) -> None:
        self._state = PENDING
        self._result: Any = None
        self._exception: BaseException | None = None
        self._done_callbacks: list[Callable[[Future], object]] = []
        self._tl_now = 0.0  # virtual time of the latest change, in seconds
        self._tl_order: list[Future] = []  # which it is in with others, see in_any_order
        self._tl_clock: Clock = []  # what was known when it came to its end
        # Who waits for this among others, or has done so: by key, what to call when it is over.
        self._tl_waits: dict[Any, Callable[[Future], None]] = {}

    def _tl_state(self) -> str:
        return self._state

    # -- waiting for it --------------------------------------------------------------------------------------------

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result, at most ``timeout`` seconds, and return it.

        Raises:
            CancelledError: it was cancelled.
            TimeoutError: there is none in time.
            Exception: what the call raised.
        """
        self._tl_wait("result", timeout)
        if self._exception is not None:
            raise self._exception
        current_world().note(self._result)
        return self._result

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait until the call has ended, at most ``timeout`` seconds, and return what it raised, if anything.

        Raises:
            CancelledError: it was cancelled.
            TimeoutError: it has not ended in time.
        """
        self._tl_wait("exception", timeout)
        return self._exception

    def _tl_wait(self, action: Action, timeout: float | None) -> None:
        limit = None if timeout is None else seconds(timeout)
        world = self._tl_step(action, ready=is_done, timeout=limit, mode=Mode.READ, quiet=True)
        if self._state not in DONE:
            self._tl_timed_out(world)
            raise TimeoutError
        me = world.current
        me.now = max(me.now, self._tl_now)
        if self._state != FINISHED:
            raise CancelledError

    # -- looking at it ---------------------------------------------------------------------------------------------

    def done(self) -> bool:
        """Say whether it is finished or cancelled."""
        return self._tl_look() in DONE

    def running(self) -> bool:
        """Say whether the call is being made."""
        return self._tl_look() == RUNNING

    def cancelled(self) -> bool:
        """Say whether it was cancelled."""
        return self._tl_look() in (CANCELLED, NOTIFIED)

    def _tl_look(self) -> str:
        world = self._tl_step("look at", mode=Mode.READ, quiet=True)
        self._tl_watch(world)
        return self._state

    # -- changing it -----------------------------------------------------------------------------------------------

    def cancel(self) -> bool:
        """Cancel the call if it has not begun; return whether it is cancelled."""
        world = self._tl_step("cancel", quiet=True, idle=lambda stage: stage != PENDING)
        if self._state != PENDING:
            self._tl_watch(world)
            return self._state in (CANCELLED, NOTIFIED)
        self._tl_become(world, CANCELLED)
        self._tl_call_back()
        return True

    def set_running_or_notify_cancel(self) -> bool:
        """Say that the call begins; False if it was cancelled before.

        Raises:
            RuntimeError: it has begun before.
        """
        world = self._tl_change("begin")
        return self._tl_begin(world)

    def _tl_begin(self, world: World) -> bool:
        if self._state == CANCELLED:
            self._tl_become(world, NOTIFIED)
            return False
        if self._state != PENDING:
            raise RuntimeError("Future in unexpected state")
        self._tl_become(world, RUNNING)
        return True

    def set_result(self, result: Any) -> None:
        """Give it its result.

        Raises:
            InvalidStateError: it has one, or was cancelled.
        """
        world = self._tl_change("finish")
        self._tl_check()
        self._result = result
        self._tl_become(world, FINISHED)
        self._tl_call_back()

    def set_exception(self, exception: BaseException | None) -> None:
        """Let it have ended with an exception.

        Raises:
            InvalidStateError: it has a result, or was cancelled.
        """
        world = self._tl_change("finish")
        self._tl_check()
        self._exception = exception
        self._tl_become(world, FINISHED)
        self._tl_call_back()

    def add_done_callback(self, fn: Callable[[Future], object]) -> None:
        """Have ``fn(self)`` called when it is done; at once if it is."""
        self._tl_step("add a callback", quiet=True, idle=is_done)
        if self._state in DONE:
            self._tl_call(fn)
        else:
            self._done_callbacks.append(fn)

    def _tl_change(self, action: Action) -> World:
        world = current_world()
        footprint = ((world.key(self), Mode.WRITE),)
        operation = Change(action, footprint, subject=self, state=self._tl_state, quiet=True)
        operation.future = self
        world.step(operation)
        return world

    def _tl_check(self) -> None:
        if self._state in DONE:
            raise InvalidStateError(f"{self._state}: {self!r}")

    def _tl_become(self, world: World, stage: str) -> None:
        self._state = stage
        me = world.current
        me.effects += 1
        self._tl_now = max(self._tl_now, me.now)
        if stage in OVER:
            self._tl_clock = me.clock.copy()
            for hear in list(self._tl_waits.values()):
                hear(self)

    def _tl_call_back(self) -> None:
        for callback in self._done_callbacks:
            self._tl_call(callback)

    def _tl_call(self, callback: Callable[[Future], object]) -> None:
        try:
            current_world().callee(callback)(self)
        except (Abandoned, Unmodelled):
            raise
        except Exception as error:
            current_world().effect("the callback raised an exception, which nobody hears of")
            deal(current_world(), error)

    def __repr__(self) -> str:
        state = self._tl_look()
        words = {NOTIFIED: "cancelled"}.get(state, state.lower())
        text = f"<Future at {id(self):#x} state={words}"
        if state != FINISHED:
            return f"{text}>"
        if self._exception is not None:
            return f"{text} raised {type(self._exception).__name__}>"
        return f"{text} returned {type(self._result).__name__}>"

    __class_getitem__: Any = classmethod(GenericAlias)
