"""``types.SimpleNamespace``: an object whose attributes are what it was made with."""

from __future__ import annotations

from typing import Any


class SimpleNamespace:
    __module__ = "types"
    _tl_equal_attributes = True  # a test may believe ``__eq__``

    def __init__(self, mapping: Any = (), /, **words: Any) -> None:
        for name, value in {**dict(mapping), **words}.items():
            setattr(self, name, value)

    def __repr__(self) -> str:
        kind = type(self).__name__
        shown = "namespace" if kind == "SimpleNamespace" else kind
        return f"{shown}({', '.join([f'{name}={value!r}' for name, value in vars(self).copy().items()])})"

    def __eq__(self, other: object) -> Any:
        if not isinstance(other, SimpleNamespace):
            return NotImplemented
        return vars(self).copy() == vars(other).copy()

    __hash__ = None  # type: ignore[assignment]

    def __replace__(self, /, **words: Any) -> Any:
        return type(self)(**{**vars(self).copy(), **words})
