"""As much of pytest as a test on a schedule can use: its marks and fixtures were dealt with before it runs."""

from __future__ import annotations

from typing import Any


class _Marks:
    def __getattr__(self, name: str) -> Any:
        return _mark


def _mark(*args: Any, **_words: Any) -> Any:
    return args[0] if len(args) == 1 and callable(args[0]) else _same


def _same(thing: Any) -> Any:
    return thing


mark = _Marks()


def fixture(function: Any = None, **_words: Any) -> Any:
    """Return the function: the plug-in calls it on each schedule."""
    return _same if function is None else function


def param(*values: Any, **_words: Any) -> Any:
    """Return the values."""
    return values


def fail(reason: str = "") -> None:
    """Fail.

    Raises:
        AssertionError: always.
    """
    raise AssertionError(reason)


class raises:  # noqa: N801 - pytest's own name
    """Hold only if the block raises one of these exceptions, with ``match`` somewhere in its text."""

    def __init__(self, expected: Any, match: Any = None) -> None:
        self.expected = expected
        self.match = match
        self.value: Any = None

    def __enter__(self) -> raises:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if kind is None:
            raise AssertionError("DID NOT RAISE")
        if not issubclass(kind, self.expected):
            return False
        self.value = error
        if self.match is not None:
            import re

            if re.search(self.match, str(error)) is None:
                raise AssertionError(f"the exception's text does not match {self.match!r}: {error}")
        return True
