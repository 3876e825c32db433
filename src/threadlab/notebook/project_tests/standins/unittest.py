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

    def __init__(self) -> None:
        self._cleanups: list[Any] = []

    def __getattr__(self, name: str) -> Any:
        if name in _ELSEWHERE or name.startswith(("assert", "fail")):
            return _not_modelled(name)
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")

    def addCleanup(self, function: Any, /, *args: Any, **words: Any) -> None:  # noqa: N802
        """Call a function when the test is over, the last one first."""
        self._cleanups.append((function, args, words))

    @classmethod
    def addClassCleanup(cls, *_all: Any, **_named: Any) -> None:  # noqa: N802
        """Refuse, as this is not modelled."""
        _not_modelled("addClassCleanup")()

    enterClassContext = addClassCleanup  # noqa: N815

    def doCleanups(self) -> None:  # noqa: N802
        """Call them."""
        while self._cleanups:
            function, args, words = self._cleanups.pop()
            function(*args, **words)

    def subTest(self, _msg: Any = None, **_params: Any) -> _Block:  # noqa: N802
        """Return a block that ends as what is in it ends."""
        return _Block()

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

    def assertIsNot(self, first: Any, second: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if they are two objects."""
        self._check(first is not second, f"unexpectedly identical: {first!r}", msg)

    assertListEqual = assertTupleEqual = assertSetEqual = assertDictEqual = assertEqual  # noqa: N815
    assertSequenceEqual = assertMultiLineEqual = assertEqual  # noqa: N815

    def assertAlmostEqual(  # noqa: N802
        self, first: Any, second: Any, places: Any = None, msg: Any = None, delta: Any = None
    ) -> None:
        """Hold if they differ by no more than that. See ``unittest.TestCase``."""
        self._check(_near(first, second, places, delta), f"{first!r} != {second!r}", msg)

    def assertNotAlmostEqual(  # noqa: N802
        self, first: Any, second: Any, places: Any = None, msg: Any = None, delta: Any = None
    ) -> None:
        """Hold if they differ by more. See ``unittest.TestCase``."""
        self._check(not _near(first, second, places, delta), f"{first!r} == {second!r}", msg)

    def assertRegex(self, text: Any, expected_regex: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is found in the text."""
        self._check(_found(expected_regex, text), f"{expected_regex!r} not found in {text!r}", msg)

    def assertNotRegex(self, text: Any, unexpected_regex: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is not found in the text."""
        self._check(not _found(unexpected_regex, text), f"{unexpected_regex!r} found in {text!r}", msg)

    def assertNotIsInstance(self, obj: Any, cls: Any, msg: Any = None) -> None:  # noqa: N802
        """Hold if it is not of that class."""
        self._check(not isinstance(obj, cls), f"{obj!r} is an instance of {cls!r}", msg)

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
        return _raises(_Raises(expected, None), function, args, words)

    def assertRaisesRegex(  # noqa: N802
        self, expected: Any, regex: Any, function: Any = None, *args: Any, **words: Any
    ) -> Any:
        """Hold if the call, or the block, raises that, with the expression somewhere in its text."""
        return _raises(_Raises(expected, regex), function, args, words)


_ELSEWHERE = (
    *(
        "skipTest",
        "enterContext",
        "doClassCleanups",
        "failureException",
        "longMessage",
        "maxDiff",
        "id",
        "run",
        "debug",
    ),
    *("addTypeEqualityFunc", "shortDescription", "countTestCases", "defaultTestResult"),
)


def _near(first: Any, second: Any, places: Any, delta: Any) -> bool:
    if first == second:
        return True
    difference = abs(first - second)
    if delta is not None:
        return bool(difference <= delta)
    return bool(round(difference, 7 if places is None else places) == 0)


def _found(expression: Any, text: Any) -> bool:
    import re

    return re.search(expression, text) is not None


def _raises(context: _Raises, function: Any, args: Any, words: Any) -> Any:
    if function is None:
        return context
    with context:
        function(*args, **words)
    return None


class _Block:
    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        return None


class _Raises:
    def __init__(self, expected: Any, regex: Any) -> None:
        self.expected = expected
        self.regex = regex
        self.exception: Any = None

    def __enter__(self) -> _Raises:
        return self

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        if kind is None:
            raise AssertionError("not raised")
        self.exception = error
        if not issubclass(kind, self.expected):
            return False
        if self.regex is not None and not _found(self.regex, str(error)):
            raise AssertionError(f"{self.regex!r} does not match {str(error)!r}")
        return True


def _not_modelled(name: str) -> Any:
    """Return what refuses whoever uses it: of this module only a part is here."""
    import unittest

    return getattr(unittest, f"TestCase.{name}")


def skip(reason: Any = None) -> Any:
    """Return the function as it is: the runner deals with it before the test is run."""
    return reason if callable(reason) else _same


def skipIf(*_told: Any, **_named: Any) -> Any:  # noqa: N802
    """Return the function as it is, too."""
    return _same


skipUnless = skipIf  # noqa: N816


def expectedFailure(function: Any) -> Any:  # noqa: N802
    """Return the function as it is, too."""
    return function


def _same(thing: Any) -> Any:
    return thing


def main() -> None:
    """Do nothing: the plug-in runs the tests."""
