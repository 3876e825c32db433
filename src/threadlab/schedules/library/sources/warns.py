"""``warnings``: filters in a list that all threads share, and what passes them is written to the error output."""

from __future__ import annotations

import re
from typing import Any

from threadlab.schedules.library.engine import current_line, write_errors


class WarningMessage:
    __module__ = "warnings"

    def __init__(
        self, message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None
    ) -> None:
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line = file, line
        self.source: Any = None

    def __str__(self) -> str:
        return f"{{message : {self.message!r}, category : {self.category.__name__!r}, lineno : {self.lineno}}}"


class _State:
    def __init__(self) -> None:
        self.filters: list[Any] = []
        self.recorded: Any = None
        self.seen: set[Any] = set()
        self.show: Any = None


_state = _State()


def _insert(entry: Any, append: bool) -> None:
    if entry in _state.filters:
        if append:
            return
        _state.filters.remove(entry)
    if append:
        _state.filters.append(entry)
    else:
        _state.filters.insert(0, entry)


ACTIONS = ("error", "ignore", "always", "all", "default", "module", "once")


def simplefilter(action: str, category: Any = Warning, lineno: int = 0, append: bool = False) -> None:
    if action not in ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    _insert((action, "", category, "", lineno), append)


def filterwarnings(
    action: str, message: str = "", category: Any = Warning, module: str = "", lineno: int = 0, append: bool = False
) -> None:
    if action not in ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    _insert((action, message, category, module, lineno), append)


def resetwarnings() -> None:
    _state.filters.clear()


def formatwarning(message: Any, category: Any, filename: str, lineno: int, line: Any = None) -> str:
    return f"{filename}:{lineno}: {category.__name__}: {message}\n" + (f"  {line.strip()}\n" if line else "")


def showwarning(message: Any, category: Any, filename: str, lineno: int, file: Any = None, line: Any = None) -> None:
    text = formatwarning(message, category, filename, lineno, line)
    if file is None:
        write_errors(text)
    else:
        file.write(text)


def _action(text: str, category: Any, lineno: int) -> str:
    for action, message, wanted, module, line in _state.filters:
        matches = not message or re.match(message, text, re.IGNORECASE)
        if matches and issubclass(category, wanted) and not module and line in (0, lineno):
            return str(action)
    return "default"


def warn(message: Any, category: Any = None, stacklevel: int = 1, source: Any = None, **_others: Any) -> None:
    if isinstance(message, Warning):
        category = type(message)
    category = category or UserWarning
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    cell, lineno, _ = current_line()
    warn_explicit(message, category, cell, lineno)


def warn_explicit(
    message: Any, category: Any, filename: str, lineno: int, module: Any = None, registry: Any = None, **_others: Any
) -> None:
    text = str(message)
    if isinstance(message, Warning):
        category = type(message)
    else:
        message = category(message)
    action = _action(text, category, lineno)
    if action == "ignore":
        return
    if action == "error":
        raise message
    place = {"once": (text, category), "module": (text, category, filename)}.get(action)
    if action == "default":
        place = (text, category, lineno)
    if place is not None:
        if place in _state.seen:
            return
        _state.seen.add(place)
    if _state.recorded is not None:
        _state.recorded.append(WarningMessage(message, category, filename, lineno))
    else:
        showwarning(message, category, filename, lineno)


class catch_warnings:
    __module__ = "warnings"

    def __init__(
        self,
        *,
        record: bool = False,
        module: Any = None,
        action: Any = None,
        category: Any = Warning,
        lineno: int = 0,
        append: bool = False,
    ) -> None:
        self._tl_record = record
        self._tl_filter = (action, category, lineno, append)
        self._tl_entered = False

    def __enter__(self) -> Any:
        if self._tl_entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._tl_entered = True
        self._tl_before = (_state.filters, _state.recorded, _state.seen)
        _state.filters = _state.filters.copy()
        _state.seen = set()
        if self._tl_filter[0] is not None:
            simplefilter(*self._tl_filter)
        if self._tl_record:
            _state.recorded = []
            return _state.recorded
        return None

    def __exit__(self, *details: Any) -> None:
        if not self._tl_entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        _state.filters, _state.recorded, _state.seen = self._tl_before


def deprecated(message: str, /, *, category: Any = DeprecationWarning, stacklevel: int = 1) -> Any:
    def decorate(thing: Any) -> Any:
        def call(*args: Any, **words: Any) -> Any:
            if category is not None:
                warn(message, category)
            return thing(*args, **words)

        return call

    return decorate
