"""``collections.UserDict`` and ``UserList``: a dict or a list kept in an attribute, one step more for each call."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, MutableSequence
from typing import Any


class UserDict(MutableMapping[Any, Any]):
    __module__ = "collections"

    def __init__(self, dict: Any = None, /, **words: Any) -> None:
        self.data: dict[Any, Any] = {}
        if dict is not None:
            self.update(dict)
        if words:
            self.update(words)

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, key: Any) -> Any:
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, "__missing__"):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)

    def get(self, key: Any, default: Any = None) -> Any:
        if key in self:
            return self[key]
        return default

    def __setitem__(self, key: Any, item: Any) -> None:
        self.data[key] = item

    def __delitem__(self, key: Any) -> None:
        del self.data[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self.data)

    def __contains__(self, key: Any) -> bool:
        return key in self.data

    def __repr__(self) -> str:
        return repr(self.data)

    def __or__(self, other: Any) -> Any:
        if not isinstance(other, UserDict | dict):
            return NotImplemented
        return self.__class__(self.data | (other.data if isinstance(other, UserDict) else other))

    def __ror__(self, other: Any) -> Any:
        return self.__class__(other | self.data) if isinstance(other, dict) else NotImplemented

    def __ior__(self, other: Any) -> Any:
        self.data |= other.data if isinstance(other, UserDict) else other
        return self

    def copy(self) -> Any:
        result = self.__class__()
        result.update(self)
        return result

    __copy__ = copy

    @classmethod
    def fromkeys(cls, iterable: Any, value: Any = None) -> Any:
        result = cls()
        for key in iterable:
            result[key] = value
        return result


class UserList(MutableSequence[Any]):
    __module__ = "collections"

    def __init__(self, initlist: Any = None) -> None:
        self.data: list[Any] = []
        if initlist is not None:
            self.data[:] = self._tl_list(initlist)

    @staticmethod
    def _tl_list(other: Any) -> Any:
        return other.data if isinstance(other, UserList) else other if type(other) is list else list(other)

    def __repr__(self) -> str:
        return repr(self.data)

    def __lt__(self, other: Any) -> Any:
        return self.data < self._tl_list(other)

    def __le__(self, other: Any) -> Any:
        return self.data <= self._tl_list(other)

    def __eq__(self, other: object) -> Any:
        return self.data == (other.data if isinstance(other, UserList) else other)

    def __gt__(self, other: Any) -> Any:
        return self.data > self._tl_list(other)

    def __ge__(self, other: Any) -> Any:
        return self.data >= self._tl_list(other)

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, item: Any) -> bool:
        return item in self.data

    def __len__(self) -> int:
        return len(self.data)

    def __getitem__(self, index: Any) -> Any:
        return self.__class__(self.data[index]) if isinstance(index, slice) else self.data[index]

    def __setitem__(self, index: Any, item: Any) -> None:
        self.data[index] = item

    def __delitem__(self, index: Any) -> None:
        del self.data[index]

    def __add__(self, other: Any) -> Any:
        return self.__class__(self.data + self._tl_list(other))

    def __radd__(self, other: Any) -> Any:
        return self.__class__(self._tl_list(other) + self.data)

    def __iadd__(self, other: Any) -> Any:
        self.data += self._tl_list(other)
        return self

    def __mul__(self, times: Any) -> Any:
        return self.__class__(self.data * times)

    __rmul__ = __mul__

    def __imul__(self, times: Any) -> Any:
        self.data *= times
        return self

    def append(self, item: Any) -> None:
        self.data.append(item)

    def insert(self, index: int, item: Any) -> None:
        self.data.insert(index, item)

    def pop(self, index: int = -1) -> Any:
        return self.data.pop(index)

    def remove(self, item: Any) -> None:
        self.data.remove(item)

    def clear(self) -> None:
        self.data.clear()

    def copy(self) -> Any:
        return self.__class__(self)

    __copy__ = copy

    def count(self, item: Any) -> int:
        return self.data.count(item)

    def index(self, item: Any, *bounds: Any) -> int:
        return self.data.index(item, *bounds)

    def reverse(self) -> None:
        self.data.reverse()

    def sort(self, /, *args: Any, **words: Any) -> None:
        self.data.sort(*args, **words)

    def extend(self, other: Any) -> None:
        self.data.extend(self._tl_list(other))
