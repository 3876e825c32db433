"""Fixtures of pytest's own, as far as they can be made anew on each schedule."""

from __future__ import annotations

from contextlib import contextmanager
from typing import Any

from threadlab.schedules.library.engine import printed_text, refuse

from unittest._patching import kept_by, put, put_back, thing_named  # type: ignore[import-not-found]  # isort: skip

_MISSING: Any = object()


def _no(name: str) -> Any:
    raise AttributeError(name)


class MonkeyPatch:
    """``monkeypatch``: changes attributes and items until the test is over."""

    def __init__(self) -> None:
        self._undo: list[Any] = []

    @classmethod
    @contextmanager
    def context(cls) -> Any:
        """Give one that is undone at the end of the block."""
        made = cls()
        try:
            yield made
        finally:
            made.undo()

    def setattr(self, target: Any, name: Any, value: Any = _MISSING, raising: bool = True) -> None:
        """Set an attribute.

        Args:
            target: its owner; or its whole name, with dots, followed by the value alone.
            name: its name.
            value: what it is to be.
            raising: whether it must be there.

        Raises:
            TypeError: it is given neither way.
            AttributeError: there is none of that name.
        """
        if value is _MISSING:
            if not isinstance(target, str):
                raise TypeError("use setattr(target, name, value) or setattr(target, value) with target being a string")
            value = name
            target, _, name = target.rpartition(".")
            target = thing_named(target)
        if raising and getattr(target, name, _MISSING) is _MISSING:
            raise AttributeError(f"{target!r} has no attribute {name!r}")
        self._keep(target, name)
        put(target, name, value)

    def delattr(self, target: Any, name: Any = _MISSING, raising: bool = True) -> None:
        """Delete an attribute, given as for ``setattr``.

        Raises:
            AttributeError: there is none of that name.
        """
        if name is _MISSING:
            target, _, name = target.rpartition(".")
            target = thing_named(target)
        if not hasattr(target, name):
            if raising:
                raise AttributeError(name)
            return
        self._keep(target, name)
        delattr(target, name)

    def setitem(self, dic: Any, name: Any, value: Any) -> None:
        """Set an item."""
        self._undo.append(_Item(dic, name))
        dic[name] = value

    def delitem(self, dic: Any, name: Any, raising: bool = True) -> None:
        """Delete an item.

        Raises:
            KeyError: it is not there.
        """
        if name not in dic:
            if raising:
                raise KeyError(name)
            return
        self._undo.append(_Item(dic, name))
        del dic[name]

    def undo(self) -> None:
        """Undo all of it, the last change first."""
        while self._undo:
            self._undo.pop().undo()

    def _keep(self, target: Any, name: str) -> None:
        self._undo.append(_Attribute(target, name))

    def __getattr__(self, name: str) -> Any:
        return refuse(f"uses monkeypatch.{name}") if not name.startswith("_") else _no(name)


class _Attribute:
    def __init__(self, owner: Any, name: str) -> None:
        self._owner, self._name, self._kept = owner, name, kept_by(owner, name)

    def undo(self) -> None:
        """Put back what was there."""
        put_back(self._owner, self._name, self._kept)


class _Item:
    def __init__(self, container: Any, key: Any) -> None:
        self._container, self._key, self._kept = container, key, container.get(key, _MISSING)

    def undo(self) -> None:
        """Put back what was there."""
        if self._kept is not _MISSING:
            self._container[self._key] = self._kept
        elif self._key in self._container:
            del self._container[self._key]


class FixtureRequest:
    """``request``: the parameter of a fixture, and what is to be done when its test is over."""

    def __init__(self, name: str, *param: Any) -> None:
        self.fixturename = name
        if param:
            self.param = param[0]
        self._over: list[Any] = []

    def addfinalizer(self, finalizer: Any) -> None:
        """Call a function when the fixture is put away, the last one first."""
        self._over.append(finalizer)

    def finish(self) -> None:
        """Call them."""
        while self._over:
            self._over.pop()()

    def __getattr__(self, name: str) -> Any:
        if name == "param" or name.startswith("_"):
            raise AttributeError(name)
        return refuse(f"uses request.{name}")


class _Captured:
    def __init__(self, out: str) -> None:
        self.out = out

    def __iter__(self) -> Any:
        return iter((self.out, self.err))

    def __getattr__(self, name: str) -> Any:
        return refuse(f"uses capsys.readouterr().{name}") if not name.startswith("_") else _no(name)


class Capture:
    """``capsys``: what has been printed since it was last asked for."""

    def __init__(self) -> None:
        self._read = len(printed_text())

    def readouterr(self) -> Any:
        """Return the output; of the error output nothing is kept."""
        text = printed_text()
        self._read, start = len(text), self._read
        return _Captured(text[start:])

    def __getattr__(self, name: str) -> Any:
        return refuse(f"uses capsys.{name}") if not name.startswith("_") else _no(name)
