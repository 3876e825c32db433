"""``collections.ChainMap``: mappings asked one after the other, each look a step of its own."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import Any


class ChainMap(MutableMapping[Any, Any]):
    __module__ = "collections"

    def __init__(self, *maps: Any) -> None:
        self.maps = list(maps) or [{}]

    def __missing__(self, key: Any) -> Any:
        raise KeyError(key)

    def __getitem__(self, key: Any) -> Any:
        for mapping in self.maps:
            try:
                return mapping[key]
            except KeyError:
                pass
        return self.__missing__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        return self[key] if key in self else default

    def __len__(self) -> int:
        return len(set().union(*self.maps))

    def __iter__(self) -> Iterator[Any]:
        found: dict[Any, None] = {}
        for mapping in reversed(self.maps):
            found |= dict.fromkeys(mapping)
        return iter(found)

    def __contains__(self, key: Any) -> bool:
        for mapping in self.maps:
            if key in mapping:
                return True
        return False

    def __bool__(self) -> bool:
        for mapping in self.maps:
            if mapping:
                return True
        return False

    def __repr__(self) -> str:
        return f"{self.__class__.__name__}({', '.join([repr(mapping) for mapping in self.maps])})"

    @classmethod
    def fromkeys(cls, iterable: Any, value: Any = None, /) -> Any:
        return cls(dict.fromkeys(iterable, value))

    def copy(self) -> Any:
        return self.__class__(self.maps[0].copy(), *self.maps[1:])

    __copy__ = copy

    def new_child(self, m: Any = None, **words: Any) -> Any:
        if m is None:
            m = words
        elif words:
            m.update(words)
        return self.__class__(m, *self.maps)

    @property
    def parents(self) -> Any:
        return self.__class__(*self.maps[1:])

    def __setitem__(self, key: Any, value: Any) -> None:
        self.maps[0][key] = value

    def __delitem__(self, key: Any) -> None:
        try:
            del self.maps[0][key]
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}") from None

    def popitem(self) -> Any:
        try:
            return self.maps[0].popitem()
        except KeyError:
            raise KeyError("No keys found in the first mapping.") from None

    def pop(self, key: Any, *default: Any) -> Any:
        try:
            return self.maps[0].pop(key, *default)
        except KeyError:
            raise KeyError(f"Key not found in the first mapping: {key!r}") from None

    def clear(self) -> None:
        self.maps[0].clear()

    def __ior__(self, other: Any) -> Any:
        self.maps[0].update(other)
        return self

    def __or__(self, other: Any) -> Any:
        result = self.copy()
        result.maps[0].update(other)
        return result

    def __ror__(self, other: Any) -> Any:
        result = dict(other)
        for mapping in reversed(self.maps):
            result.update(mapping)
        return self.__class__(result)
