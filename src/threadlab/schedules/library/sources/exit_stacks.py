"""``contextlib.ExitStack``: what is entered or pushed is kept in a deque, one step each, and left from its end."""

from __future__ import annotations

from collections import deque
from typing import Any


class ExitStack:
    __module__ = "contextlib"

    def __init__(self) -> None:
        self._tl_callbacks: deque[Any] = deque()

    def pop_all(self) -> Any:
        result = type(self)()
        result._tl_callbacks = self._tl_callbacks
        self._tl_callbacks = deque()
        return result

    def push(self, exit: Any) -> Any:
        leave = getattr(type(exit), "__exit__", None)
        if leave is None:
            self._tl_callbacks.append(exit)
        else:
            self._tl_callbacks.append(lambda *details: leave(exit, *details))
        return exit

    def enter_context(self, manager: Any) -> Any:
        cls = type(manager)
        try:
            enter, leave = cls.__enter__, cls.__exit__
        except AttributeError:
            raise TypeError(
                f"'{cls.__module__}.{cls.__qualname__}' object does not support the context manager protocol"
            ) from None
        result = enter(manager)
        self._tl_callbacks.append(lambda *details: leave(manager, *details))
        return result

    def callback(self, callback: Any, /, *args: Any, **words: Any) -> Any:
        def leave(*_details: Any) -> None:
            callback(*args, **words)

        self._tl_callbacks.append(leave)
        return callback

    def close(self) -> None:
        self.__exit__(None, None, None)

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *details: Any) -> bool:
        received = details[0] is not None
        suppressed = pending = False
        while self._tl_callbacks:
            leave = self._tl_callbacks.pop()
            try:
                if leave(*details):
                    suppressed, pending, details = True, False, (None, None, None)
            except BaseException as error:
                details = (type(error), error, None)
                pending = True
        if pending:
            raise details[1]
        return received and suppressed
