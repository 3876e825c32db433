"""The notes that a mock makes of its calls, and what they are compared with."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.library.engine import refuse


class _Named:
    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


DEFAULT: Any = _Named("sentinel.DEFAULT")


class _Sentinels:
    def __init__(self) -> None:
        self._made: dict[str, Any] = {"DEFAULT": DEFAULT}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self._made.setdefault(name, _Named(f"sentinel.{name}"))


sentinel = _Sentinels()


class _Any:
    """Equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "<ANY>"


ANY = _Any()


class _Call:
    """One call: its arguments, as a pair of those by place and those by name."""

    def __init__(self, args: Any, words: Any) -> None:
        self.args = args
        self.kwargs = words

    def __iter__(self) -> Any:
        return iter((self.args, self.kwargs))

    def __len__(self) -> int:
        return 2

    def __getitem__(self, index: Any) -> Any:
        return (self.args, self.kwargs)[index]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, _Call):
            args, words = other.args, other.kwargs
        elif isinstance(other, tuple):
            args, words = _parts(other)
        else:
            return other is ANY
        return bool(self.args == args and self.kwargs == words)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        shown = [repr(each) for each in self.args] + [f"{name}={value!r}" for name, value in self.kwargs.items()]
        return f"call({', '.join(shown)})"


def _parts(pair: tuple[Any, ...]) -> tuple[Any, Any]:
    """Return what a tuple says of a call: its arguments by place, those by name, or both."""
    args: Any = ()
    words: Any = {}
    for each in pair:
        if isinstance(each, tuple):
            args = each
        elif isinstance(each, dict):
            words = each
        elif each != "":
            refuse("compares a call of a mock with one of another name")
    return args, words


def note_of(args: Any, words: Any) -> Any:
    """Return the note of a call."""
    return _Call(args, words)


class _Caller:
    def __call__(self, /, *args: Any, **words: Any) -> Any:
        return _Call(args, words)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return refuse(f"uses unittest.mock.call.{name}")


call = _Caller()
