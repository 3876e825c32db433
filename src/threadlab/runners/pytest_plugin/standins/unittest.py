"""As much of unittest as a test on a schedule can use."""

from __future__ import annotations

from typing import Any


class TestCase:
    """A case with its assertions; the plug-in calls ``setUp`` and ``tearDown`` on each schedule."""

    @classmethod
    def setUpClass(cls) -> None:
        """Do nothing."""

    @classmethod
    def tearDownClass(cls) -> None:
        """Do nothing."""

    def setUp(self) -> None:
        """Do nothing."""

    def tearDown(self) -> None:
        """Do nothing."""

    def fail(self, msg: Any = None) -> None:
        """Fail.

        Raises:
            AssertionError: always.
        """
        raise AssertionError(msg)

    def _check(self, holds: Any, words: str, msg: Any) -> None:
        if not holds:
            raise AssertionError(words if msg is None else f"{words} : {msg}")

    def assertEqual(self, first: Any, second: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if they are equal."""
        self._check(first == second, f"{first!r} != {second!r}", msg)

    def assertNotEqual(self, first: Any, second: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if they are not equal."""
        self._check(first != second, f"{first!r} == {second!r}", msg)

    def assertTrue(self, expr: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is true."""
        self._check(expr, f"{expr!r} is not true", msg)

    def assertFalse(self, expr: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is false."""
        self._check(not expr, f"{expr!r} is not false", msg)

    def assertIs(self, first: Any, second: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if they are one object."""
        self._check(first is second, f"{first!r} is not {second!r}", msg)

    def assertIsNone(self, obj: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is None."""
        self._check(obj is None, f"{obj!r} is not None", msg)

    def assertIsNotNone(self, obj: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is not None."""
        self._check(obj is not None, "unexpectedly None", msg)

    def assertIn(self, member: Any, container: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is in there."""
        self._check(member in container, f"{member!r} not found in {container!r}", msg)

    def assertNotIn(self, member: Any, container: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is not in there."""
        self._check(member not in container, f"{member!r} unexpectedly found in {container!r}", msg)

    def assertLess(self, a: Any, b: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if the first is less."""
        self._check(a < b, f"{a!r} not less than {b!r}", msg)

    def assertLessEqual(self, a: Any, b: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if the first is not more."""
        self._check(a <= b, f"{a!r} not less than or equal to {b!r}", msg)

    def assertGreater(self, a: Any, b: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if the first is more."""
        self._check(a > b, f"{a!r} not greater than {b!r}", msg)

    def assertGreaterEqual(self, a: Any, b: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if the first is not less."""
        self._check(a >= b, f"{a!r} not greater than or equal to {b!r}", msg)

    def assertIsInstance(self, obj: Any, cls: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is of that class."""
        self._check(isinstance(obj, cls), f"{obj!r} is not an instance of {cls!r}", msg)

    def assertCountEqual(self, first: Any, second: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if they have the same elements, in any order."""
        left = list(second)
        for each in first:
            self._check(each in left, f"{each!r} is not in the second", msg)
            left.remove(each)
        self._check(not left, f"{left!r} not in the first", msg)

    def assertRaises(self, expected: Any, function: Any = None, *args: Any, **words: Any) -> Any:  # noqa: N802
        """Hold if the call, or the block, raises that."""
        context = _Raises(expected)
        if function is None:
            return context
        with context:
            function(*args, **words)
        return None


class _Raises:
    def __init__(self, expected: Any) -> None:
        self.expected = expected
        self.exception: Any = None

    def __enter__(self) -> _Raises:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if kind is None:
            raise AssertionError("not raised")
        self.exception = error
        return issubclass(kind, self.expected)


def main() -> None:
    """Do nothing: the plug-in runs the tests."""
