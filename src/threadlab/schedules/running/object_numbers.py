"""The numbers of a run's objects: they tell objects apart as their addresses do, but are the same in every run."""

from __future__ import annotations


class Numbered:
    """What has a number from when it was made, if that was in a world."""

    __slots__ = ()
    _tl_number: int | None

    def _tl_name(self, name: str) -> None:
        """Hear under what name the program keeps it."""


class Numbers:
    """The numbers that one run has given."""

    def __init__(self) -> None:
        self.kept: list[object] = []  # what was numbered when first touched; kept, so that no id is used again
        self._keys: dict[int, int] = {}
        self._latest = 0
        self.counters: dict[str, int] = {}

    def key(self, thing: object) -> int:
        """Return the number of an object, by order of first touch."""
        number = self._keys.get(id(thing))
        if number is None:
            if issubclass(type(thing), Numbered):
                made: int | None = object.__getattribute__(thing, "_tl_number")
                if made is not None:
                    return made
            number = self._keys[id(thing)] = self.give(thing)
            self.kept.append(thing)
        return number

    def has(self, thing: object) -> bool:
        """Say whether an object was numbered when first touched, and so is kept."""
        return id(thing) in self._keys

    def give(self, thing: object) -> int:  # noqa: ARG002 - others may want to know to what
        """Return a number for an object that has none yet."""
        self._latest += 1
        return self._latest

    def count(self, what: str) -> int:
        """Return 1, 2, 3 ... at each call with the same name."""
        self.counters[what] = self.counters.get(what, 0) + 1
        return self.counters[what]
