"""As much of ``unittest.mock`` as a test on a schedule can use: what a mock notes of a call takes CPython's own steps.

CPython's mocks are written in Python and protect nothing of this by a lock, so two threads that call one may lose a
count. What would take more steps and is rarely looked at, ``mock_calls`` and ``method_calls``, is refused.
"""

from __future__ import annotations

import threading
from typing import Any

from threadlab.schedules.library.engine import refuse, refusing

from unittest._calls import ANY, DEFAULT, call, note_of, sentinel  # type: ignore[import-not-found]  # isort: skip
from unittest._patching import patch  # type: ignore[import-not-found]  # isort: skip

__all__ = [
    "ANY",
    "DEFAULT",
    "MagicMock",
    "Mock",
    "NonCallableMagicMock",
    "NonCallableMock",
    "call",
    "patch",
    "sentinel",
]
_MISSPELT = ("assert", "assret", "asert", "aseert", "assrt")
_lock = threading.RLock()  # of all mocks, as in CPython: around the making of attributes


class NonCallableMock:
    """A mock that is no function."""

    def __new__(cls, spec: Any = None, *_args: Any, spec_set: Any = None, **_words: Any) -> Any:
        """Make a mock; one with a spec is taken for an instance of that, which is not modelled."""
        if spec is not None or spec_set is not None:
            return refusing(f"uses unittest.mock.{cls.__name__} with a spec")
        return super().__new__(cls)

    def __init__(
        self,
        _spec: Any = None,
        wraps: Any = None,
        name: Any = None,
        unsafe: bool = False,
        **attributes: Any,
    ) -> None:
        self._mock_children: dict[str, Any] = {}
        self._mock_name = name
        self._mock_wraps = wraps
        self._mock_unsafe = unsafe
        self._mock_return_value: Any = DEFAULT
        self._mock_side_effect: Any = None
        self.called = False
        self.call_count = 0
        self.call_args: Any = None
        self.call_args_list: list[Any] = []
        self.configure_mock(**attributes)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self._mock_name!r}>" if self._mock_name else f"<{type(self).__name__}>"

    def __getattr__(self, name: str) -> Any:
        if name in ("mock_calls", "method_calls", "attach_mock", "mock_add_spec"):
            refuse(f"uses unittest.mock.Mock.{name}")
        if name.startswith("_mock_") or (name.startswith("__") and name.endswith("__")):
            raise AttributeError(name)
        if name.startswith(_MISSPELT) and not self._mock_unsafe:
            raise AttributeError(f"{name!r} is not a valid assertion.")
        child = self._mock_children.get(name)
        if child is None:
            with _lock:
                child = self._mock_children.get(name)
                if child is None:
                    child = self._mock_children[name] = self._mock_child(name)
        return child

    def _mock_child(self, name: str) -> Any:
        wraps = None if self._mock_wraps is None else getattr(self._mock_wraps, name)
        cls = {NonCallableMock: Mock, NonCallableMagicMock: MagicMock}.get(type(self), type(self))
        return cls(name=f"{self._mock_name or 'mock'}.{name}", wraps=wraps)

    @property
    def return_value(self) -> Any:
        """What a call returns: another mock, made when it is first asked for."""
        value = self._mock_return_value
        if value is DEFAULT:
            value = type(self)(name=f"{self._mock_name or 'mock'}()")
            self.return_value = value
        return value

    @return_value.setter
    def return_value(self, value: Any) -> None:
        self._mock_return_value = value

    @property
    def side_effect(self) -> Any:
        """What a call does instead: raise it, call it, or return the next of it."""
        return self._mock_side_effect

    @side_effect.setter
    def side_effect(self, value: Any) -> None:
        if value is not None and not callable(value) and not _is_exception(value) and hasattr(value, "__iter__"):
            value = iter(value)
        self._mock_side_effect = value

    def configure_mock(self, **attributes: Any) -> None:
        """Set attributes, those of attributes by names with dots."""
        for name, value in sorted(attributes.items(), key=_dots):
            *path, last = name.split(".")
            owner: Any = self
            for each in path:
                owner = getattr(owner, each)
            setattr(owner, last, value)

    def reset_mock(self, *, return_value: bool = False, side_effect: bool = False) -> None:
        """Forget all calls, here and in all attributes."""
        self.called = False
        self.call_args = None
        self.call_count = 0
        self.call_args_list = []
        if return_value:
            self._mock_return_value = DEFAULT
        if side_effect:
            self._mock_side_effect = None
        for child in self._mock_children.values():
            child.reset_mock(return_value=return_value, side_effect=side_effect)
        value = self._mock_return_value
        if isinstance(value, NonCallableMock) and value is not self:
            value.reset_mock()

    # -- what tests ask, with the looks that CPython takes for it, in their order ------------------------------------

    def _mock_check(self, holds: Any, words: str) -> None:
        if not holds:
            raise AssertionError(words)

    def _mock_called(self, wanted: str, count: int) -> str:
        return f"Expected {str(self._mock_name or 'mock')!r} {wanted}. Called {count} times."

    def assert_not_called(self) -> None:
        """Hold if it was never called."""
        count = self.call_count
        self._mock_check(count == 0, self._mock_called("to not have been called", count))

    def assert_called(self) -> None:
        """Hold if it was called."""
        count = self.call_count
        self._mock_check(count != 0, self._mock_called("to have been called", count))

    def assert_called_once(self) -> None:
        """Hold if it was called once."""
        count = self.call_count
        self._mock_check(count == 1, self._mock_called("to have been called once", count))

    def assert_called_with(self, /, *args: Any, **words: Any) -> None:
        """Hold if the last call had these arguments."""
        expected = call(*args, **words)
        self._mock_check(self.call_args is not None, f"expected call not found: {expected!r}; it was not called")
        actual = self.call_args
        self._mock_check(actual == expected, f"expected call not found: {expected!r}; actual: {actual!r}")

    def assert_called_once_with(self, /, *args: Any, **words: Any) -> None:
        """Hold if there was one call, and with these arguments."""
        count = self.call_count
        self._mock_check(count == 1, self._mock_called("to be called once", count))
        self.assert_called_with(*args, **words)

    def assert_any_call(self, /, *args: Any, **words: Any) -> None:
        """Hold if some call had these arguments."""
        expected = call(*args, **words)
        self._mock_check(expected in self.call_args_list, f"{expected!r} call not found")

    def assert_has_calls(self, calls: Any, any_order: bool = False) -> None:
        """Hold if these calls are among its own, one after the other."""
        if self._mock_children or isinstance(self._mock_return_value, NonCallableMock):
            refuse("uses unittest.mock.Mock.assert_has_calls of a mock whose attributes were used")
        expected, had = list(calls), list(self.call_args_list)
        if any_order:
            for each in expected:
                self._mock_check(each in had, f"{each!r} not all found in call list")
                had.remove(each)
        else:
            in_a_row = any(had[at : at + len(expected)] == expected for at in range(len(had) + 1))
            self._mock_check(in_a_row, f"calls not found: {expected!r}; actual: {had!r}")


class Mock(NonCallableMock):
    """A mock: whatever is asked of it is another one, and it notes how it was called."""

    def __init__(
        self, spec: Any = None, side_effect: Any = None, return_value: Any = DEFAULT, wraps: Any = None, **others: Any
    ) -> None:
        super().__init__(spec, wraps, **others)
        self._mock_return_value = return_value
        self.side_effect = side_effect

    def __call__(self, /, *args: Any, **words: Any) -> Any:
        """Note the call, one thing after the other, and do what was asked for.

        Raises:
            BaseException: that was asked for.
        """
        self.called = True
        self.call_count += 1
        note = note_of(args, words)
        self.call_args = note
        self.call_args_list.append(note)
        effect = self._mock_side_effect
        if effect is not None:
            if _is_exception(effect):
                raise effect
            result = effect(*args, **words) if callable(effect) else next(effect)
            if not callable(effect) and _is_exception(result):
                raise result
            if result is not DEFAULT:
                return result
        if self._mock_return_value is not DEFAULT:
            return self.return_value
        if self._mock_wraps is not None:
            return self._mock_wraps(*args, **words)
        return self.return_value


def _is_exception(value: Any) -> bool:
    return isinstance(value, BaseException) or (isinstance(value, type) and issubclass(value, BaseException))


def _dots(attribute: tuple[str, Any]) -> int:
    return attribute[0].count(".")


_RESULTS: dict[str, Any] = {
    **dict.fromkeys(("__lt__", "__gt__", "__le__", "__ge__"), NotImplemented),
    **dict.fromkeys(("__contains__", "__exit__"), False),
    "__int__": 1,
    "__index__": 1,
    "__len__": 0,
    "__complex__": 1j,
    "__float__": 1.0,
    "__bool__": True,
}


class _Magic:
    """What stands for a special method: a mock of its own on each mock."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __get__(self, owner: Any, cls: Any = None) -> Any:
        if owner is None:
            return self
        made = owner._mock_children.get(self._name)
        if made is None:
            made = Mock(name=f"{owner._mock_name or 'mock'}.{self._name}")
            if self._name in _RESULTS:
                made.return_value = _RESULTS[self._name]
            elif self._name == "__iter__":
                made.side_effect = _empty
            else:
                made.return_value = MagicMock(name=f"{owner._mock_name or 'mock'}.{self._name}()")
            owner._mock_children[self._name] = made
        return made

    def __set__(self, owner: Any, value: Any) -> None:
        owner._mock_children[self._name] = value


def _empty() -> Any:
    return iter([])


class NonCallableMagicMock(NonCallableMock):
    """A mock with special methods that is no function."""

    __lt__, __gt__, __le__, __ge__ = _Magic("__lt__"), _Magic("__gt__"), _Magic("__le__"), _Magic("__ge__")
    __contains__, __len__, __iter__ = _Magic("__contains__"), _Magic("__len__"), _Magic("__iter__")
    __enter__, __exit__, __bool__ = _Magic("__enter__"), _Magic("__exit__"), _Magic("__bool__")
    __getitem__, __setitem__, __delitem__ = _Magic("__getitem__"), _Magic("__setitem__"), _Magic("__delitem__")
    __int__, __index__, __float__, __complex__ = (
        *(_Magic("__int__"), _Magic("__index__")),
        *(_Magic("__float__"), _Magic("__complex__")),
    )
    __add__, __radd__, __iadd__ = _Magic("__add__"), _Magic("__radd__"), _Magic("__iadd__")
    __sub__, __rsub__, __isub__ = _Magic("__sub__"), _Magic("__rsub__"), _Magic("__isub__")
    __mul__, __rmul__, __imul__ = _Magic("__mul__"), _Magic("__rmul__"), _Magic("__imul__")
    __truediv__, __rtruediv__, __itruediv__ = _Magic("__truediv__"), _Magic("__rtruediv__"), _Magic("__itruediv__")
    __floordiv__, __mod__, __neg__, __abs__ = (
        *(_Magic("__floordiv__"), _Magic("__mod__")),
        *(_Magic("__neg__"), _Magic("__abs__")),
    )


class MagicMock(NonCallableMagicMock, Mock):
    """A mock that has the special methods, too."""
