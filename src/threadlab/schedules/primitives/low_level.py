"""The basics of ``_thread``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from threadlab.schedules.primitives.thread import UnknownThread, get_ident
from threadlab.schedules.running.world import current_world


def start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: Mapping[str, Any] | None = None
) -> int:
    """Start a thread that calls ``function``; nobody can join it, and the program ends without waiting for it.

    Returns:
        The thread's number.

    Raises:
        TypeError: ``function`` cannot be called, or its arguments are not of the right kind.
    """
    if not callable(function):
        raise TypeError("first arg must be callable")
    if not isinstance(args, tuple):
        raise TypeError("2nd arg must be a tuple")
    words = {} if kwargs is None else dict(kwargs)
    thread = UnknownThread()
    thread._tl_start(lambda: current_world().callee(function)(*args, **words))
    ident = thread.ident
    assert ident is not None
    return ident


def exit_thread() -> NoReturn:
    """End the thread that runs.

    Raises:
        SystemExit: always.
    """
    raise SystemExit


__all__ = ["exit_thread", "get_ident", "start_new_thread"]
