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


def approx(expected: Any, rel: Any = None, abs: Any = None, nan_ok: bool = False) -> Any:  # noqa: A002 - pytest's own
    """Return what equals a number near this one; or a sequence or dict of such, item by item.

    Args:
        expected: the number, sequence or dict.
        rel: how far from a number one may be, as a share of it; a millionth if neither this nor ``abs`` is given.
        abs: how far one may be whatever the number is; 1e-12 if it is not given.
        nan_ok: whether one that is not a number is near another such.

    Raises:
        TypeError: there are sequences or dicts in it, or it has no order.
    """
    if _is_sequence(expected) or isinstance(expected, dict):
        parts = expected.values() if isinstance(expected, dict) else expected
        if any(isinstance(part, list | tuple | dict) for part in parts):
            raise TypeError(f"pytest.approx() does not support nested data structures: {expected!r}")
    elif hasattr(type(expected), "__len__") and not isinstance(expected, str | bytes):
        raise TypeError(f"pytest.approx() only supports ordered sequences, but got: {expected!r}")
    return _Near(expected, rel, abs, nan_ok)


def _is_sequence(value: Any) -> bool:
    cls = type(value)
    return hasattr(cls, "__len__") and hasattr(cls, "__getitem__") and not isinstance(value, str | bytes | dict)


class _Near:
    """Equal to what is near: the rules of pytest's documentation of ``approx``."""

    def __init__(self, expected: Any, rel: Any, abs_: Any, nan_ok: bool) -> None:
        self.expected = expected
        self.rel = rel
        self.abs = abs_
        self.nan_ok = nan_ok

    def __eq__(self, actual: Any) -> bool:
        if isinstance(self.expected, dict):
            if not isinstance(actual, dict) or set(actual) != set(self.expected):
                return False
            return all(self._near(value, actual[key]) for key, value in self.expected.items())
        if _is_sequence(self.expected):
            if not hasattr(type(actual), "__len__") or len(actual) != len(self.expected):
                return False
            return all(self._near(*pair) for pair in zip(self.expected, actual, strict=True))
        return self._near(self.expected, actual)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        if isinstance(self.expected, dict):
            return f"approx({dict(zip(self.expected, map(self._shown, self.expected.values()), strict=True))})"
        if _is_sequence(self.expected):
            return f"approx({[self._shown(value) for value in self.expected]})"
        return repr(self._shown(self.expected))

    def _near(self, expected: Any, actual: Any) -> bool:
        if self.rel is not None and not _is_number(expected):
            raise TypeError(f"there is no share of {expected!r}, which is no number")
        if isinstance(expected, bool):
            return isinstance(actual, bool) and actual == expected
        if actual == expected:
            return True
        if not (_is_number(expected) and _is_number(actual)):
            return False
        size = abs(expected)
        if _is_nan(size):
            return bool(self.nan_ok and _is_nan(abs(actual)))
        if size == float("inf"):
            return False
        return bool(abs(expected - actual) <= self._tolerance(size))

    def _tolerance(self, size: Any) -> Any:
        from decimal import Decimal

        kind = Decimal if isinstance(size, Decimal) else float
        absolute = kind("1e-12" if self.abs is None else self.abs)
        relative = kind("1e-6" if self.rel is None else self.rel) * size
        for name, value in (("absolute", absolute), ("relative", relative)):
            if value < 0:
                raise ValueError(f"{name} tolerance can't be negative: {value}")
            if _is_nan(value):
                raise ValueError(f"{name} tolerance can't be NaN.")
        return absolute if self.rel is None and self.abs is not None else max(relative, absolute)

    def _shown(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        return _Shown(f"{value} ± {self._tolerance(abs(value)):.1e}")


def _is_number(value: Any) -> bool:
    from decimal import Decimal
    from fractions import Fraction

    return isinstance(value, int | float | complex | Decimal | Fraction)


def _is_nan(size: Any) -> bool:
    from math import isnan

    return isnan(size)


class _Shown(str):
    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)
