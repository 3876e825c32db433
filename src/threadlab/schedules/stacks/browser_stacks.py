"""As much of greenlets as a search needs, on the stacks that a browser can suspend.

JavaScript Promise Integration lets a call of Python wait for a promise: its stack is put aside until the promise is
kept. So each greenlet is such a call, and to switch is to keep the promise of one and to wait for one's own. Pyodide's
``run_sync`` waits for any awaitable, by way of several turns of the event loop, each with a message to oneself. For a
promise of JavaScript none of them is needed: without them a switch takes a twentieth of the time, and nothing else that
the event loop has to do gets in between.

Garbage is collected when it is asked for. CPython 3.14 collects in small increments, each of which begins with the
frames of all stacks; and of a stack that was put aside, Pyodide 314 gives the place in memory to others.
"""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from pyodide.code import run_js
from pyodide.ffi import create_proxy, run_sync

_JS = """
() => {
  const keep = [];  // by the number of a greenlet: how to keep the promise that it waits for
  const stacks = {
    promise: null,
    wait(me) { stacks.promise = new Promise(kept => { keep[me] = kept; }); },
    swap(me, other) { stacks.wait(me); keep[other](); },
    begin(me, other, body) { stacks.wait(me); body.callPromising(other); },
    resume(other) { keep[other](); },
    pause(milliseconds) { stacks.promise = new Promise(over => { setTimeout(over, milliseconds); }); }
  };
  return stacks;
}
"""
gc.disable()
_stacks = run_js(_JS)()
_ensure_future: Any = asyncio.ensure_future
_is_promise = False  # whether what run_sync is about to be given is a promise that needs no future around it


def _as_it_is(awaitable: Any, **words: Any) -> Any:
    """Stand in for ``asyncio.ensure_future``, by which ``run_sync`` makes a task of all that it is given."""
    global _is_promise
    if _is_promise:
        _is_promise = False
        return awaitable
    return _ensure_future(awaitable, **words)


asyncio.ensure_future = _as_it_is  # type: ignore[assignment]


def _wait() -> None:
    """Put the stack aside until the promise is kept that was made last."""
    global _is_promise
    _is_promise = True
    run_sync(_stacks.promise)


def pause(seconds: float) -> None:
    """Let the event loop turn for so long: what others have to do is done, and messages come in."""
    _stacks.pause(seconds * 1_000)
    _wait()


class GreenletExit(BaseException):
    """Ends a greenlet; its parent gets it as the value of its switch."""


_remembers = False


def remember(places: bool) -> bool:
    """Say whether greenlets remember the places where they are left, which takes time; return what was said before."""
    global _remembers
    before, _remembers = _remembers, places
    return before


class Parked:
    """A frame of a stack that was put aside, as far as a story tells of it. The frame itself must not be asked."""

    __slots__ = ("f_back", "f_code", "f_lineno")

    def __init__(self, frame: FrameType, back: Parked | None) -> None:
        self.f_code, self.f_lineno, self.f_back = frame.f_code, frame.f_lineno, back

    @classmethod
    def since(cls, frame: FrameType | None) -> Parked | None:
        """Copy a stack, from its innermost frame on."""
        frames = []
        while frame is not None:
            frames.append(frame)
            frame = frame.f_back
        parked = None
        for each in reversed(frames):
            parked = cls(each, parked)
        return parked


class greenlet:  # noqa: N801 - the name that it has elsewhere
    """A call that can be left in its midst, and be gone on with.

    Args:
        run: what it does; called with what the first ``switch`` gives.
    """

    __slots__ = ("__weakref__", "_begun", "_error", "_number", "_value", "dead", "gr_frame", "parent", "run")

    def __init__(self, run: Callable[..., Any] | None = None, parent: greenlet | None = None) -> None:
        self.run = run
        self.parent: greenlet | None = parent or _current
        self.dead = False
        self.gr_frame: Parked | None = None  # where it was left; None while it runs
        self._begun = False
        self._value: Any = ()
        self._error: BaseException | None = None
        self._number = _next_number()

    def switch(self, *args: Any) -> Any:
        """Go on with this one; return what is given to the caller's when it is gone on with."""
        return _switch(self, args[0] if len(args) == 1 else args, None)

    def throw(self, error: BaseException | type[BaseException] = GreenletExit) -> Any:
        """Go on with this one by raising an exception where it was left."""
        return _switch(self, (), error() if isinstance(error, type) else error)


_numbers = 0
_current: Any = None
_beginning: dict[int, greenlet] = {}  # those whose call the event loop is about to make


def _next_number() -> int:
    global _numbers
    _numbers += 1
    return _numbers


_current = _main = greenlet()
_main._begun = True


def getcurrent() -> greenlet:
    """Return the one that runs."""
    current: greenlet = _current
    return current


def _switch(target: greenlet, value: Any, error: BaseException | None) -> Any:
    global _current
    me: greenlet = _current
    target = _alive(target)
    if error is not None and not target._begun:
        target.dead = True
        target = _alive(target)
    if target is me:
        if isinstance(error, GreenletExit):
            return error
        if error is not None:
            raise error
        return value
    target._value, target._error = value, error
    me.gr_frame = Parked.since(sys._getframe(2)) if _remembers else None
    if target._begun:
        _stacks.swap(me._number, target._number)
    else:
        target._begun = True
        _beginning[target._number] = target
        _stacks.begin(me._number, target._number, _begin_proxy)
    _wait()
    _current = me
    me.gr_frame = None
    value, error = me._value, me._error
    me._value = me._error = None
    if error is not None:
        raise error
    return value


def _alive(target: greenlet) -> greenlet:
    while target.dead:
        assert target.parent is not None
        target = target.parent
    return target


def _begin(number: int) -> None:
    """Do what a greenlet does, from the event loop, which alone may start a call that can be put aside."""
    global _current
    me = _current = _beginning.pop(number)
    value, error = _outcome(me)
    me.dead = True
    me.run = None
    parent = _alive(me)
    parent._value, parent._error = value, error
    _stacks.resume(parent._number)


def _outcome(me: greenlet) -> tuple[Any, BaseException | None]:
    args, me._value = me._value, None
    run = me.run
    assert run is not None
    try:
        return run(*(args if isinstance(args, tuple) else (args,))), None
    except GreenletExit as ended:
        return ended, None
    except BaseException as error:
        return None, error


_begin_proxy = create_proxy(_begin)
