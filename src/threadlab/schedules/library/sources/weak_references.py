"""``weakref``: references that keep nothing alive; a program that would find one dead is not decided."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, MutableSet
from typing import Any

from threadlab.schedules.library.engine import look_at_holders, references, refuse

COLLECTED = "depends on when an object without references is collected"


class ReferenceType:
    __module__ = "weakref"

    def __init__(self, object: Any, callback: Any = None, /) -> None:
        if callback is not None:
            refuse(COLLECTED)
        if isinstance(object, int | str | bytes | tuple | list | dict | None):
            raise TypeError(f"cannot create weak reference to '{type(object).__name__}' object")
        self._tl_object = object

    def __call__(self) -> Any:
        look_at_holders(self._tl_object)
        if self._tl_references() <= _alone:
            refuse(COLLECTED)
        return self._tl_object

    def _tl_references(self) -> int:
        return references(self._tl_object)

    def __eq__(self, other: object) -> Any:
        return self._tl_object == other._tl_object if isinstance(other, ReferenceType) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._tl_object)


class _Probe:
    pass


_alone = ReferenceType(_Probe())._tl_references()  # to an object that nobody but a weak reference knows
ref = ReferenceType


class WeakMethod(ReferenceType):
    __module__ = "weakref"


class WeakValueDictionary(MutableMapping[Any, Any]):
    __module__ = "weakref"

    def __init__(self, other: Any = (), /, **words: Any) -> None:
        self.data: dict[Any, Any] = {}
        self.update(other, **words)

    def __getitem__(self, key: Any) -> Any:
        return self.data[key]()

    def __setitem__(self, key: Any, value: Any) -> None:
        self.data[key] = ReferenceType(value)

    def __delitem__(self, key: Any) -> None:
        del self.data[key]

    def __contains__(self, key: Any) -> bool:
        return self.get(key) is not None

    def __iter__(self) -> Iterator[Any]:
        for key, reference in self.data.items():
            reference()
            yield key

    def __len__(self) -> int:
        for reference in list(self.data.values()):
            reference()
        return len(self.data)

    def get(self, key: Any, default: Any = None) -> Any:
        reference = self.data.get(key)
        return default if reference is None else reference()

    def setdefault(self, key: Any, default: Any = None) -> Any:
        reference = self.data.get(key)
        if reference is not None:
            return reference()
        self.data[key] = ReferenceType(default)
        return default

    def pop(self, key: Any, *default: Any) -> Any:
        if key not in self.data and default:
            return default[0]
        return self.data.pop(key)()

    def __repr__(self) -> str:
        return f"<WeakValueDictionary with {len(self.data)} values>"


class WeakKeyDictionary(MutableMapping[Any, Any]):
    __module__ = "weakref"

    def __init__(self, dict: Any = None) -> None:
        self.data: dict[Any, Any] = {}
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key: Any) -> Any:
        return self.data[ReferenceType(key)]

    def __setitem__(self, key: Any, value: Any) -> None:
        self.data[ReferenceType(key)] = value

    def __delitem__(self, key: Any) -> None:
        del self.data[ReferenceType(key)]

    def __contains__(self, key: Any) -> bool:
        return ReferenceType(key) in self.data

    def __iter__(self) -> Iterator[Any]:
        for reference in self.data:
            yield reference()

    def __len__(self) -> int:
        for reference in list(self.data):
            reference()
        return len(self.data)

    def __repr__(self) -> str:
        return f"<WeakKeyDictionary with {len(self.data)} keys>"


class WeakSet(MutableSet[Any]):
    __module__ = "weakref"

    def __init__(self, data: Any = None) -> None:
        self.data: set[Any] = set()
        for item in data or ():
            self.add(item)

    def __contains__(self, item: object) -> bool:
        return ReferenceType(item) in self.data

    def __iter__(self) -> Iterator[Any]:
        for reference in self.data:
            yield reference()

    def __len__(self) -> int:
        for reference in list(self.data):
            reference()
        return len(self.data)

    def add(self, item: Any) -> None:
        self.data.add(ReferenceType(item))

    def discard(self, item: Any) -> None:
        self.data.discard(ReferenceType(item))

    def remove(self, item: Any) -> None:
        self.data.remove(ReferenceType(item))
