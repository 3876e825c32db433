"""Names for a run's objects that mean the same in other runs: by which thread came to them first, and its count."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING

from threadlab.schedules.running.object_numbers import Numbered, Numbers

if TYPE_CHECKING:
    from threadlab.schedules.running.world import World

Name = tuple[Hashable, ...]


class Token(int):
    """The number of a frame; it lives as long as the frame and the functions made in it."""


class Registry(Numbers):
    """The numbers of one run's objects, with their names and the objects themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.world: World | None = None
        self.names: dict[int, Name] = {}
        self.objects: dict[int, object] = {}
        self._counts: dict[Hashable, int] = {}

    def give(self, thing: object) -> int:
        """Return the number of an object that has none yet."""
        number = super().give(thing)
        fiber = getattr(self.world, "current", None)
        lineage = () if fiber is None else fiber.lineage
        count = self._counts[lineage] = self._counts.get(lineage, 0) + 1
        self.names[number] = ("object", lineage, count, type(thing).__name__)
        self.objects[number] = thing
        return number

    def token(self, number: int) -> Token:
        """Return what a frame keeps as its number."""
        self.objects[number] = token = Token(number)
        return token

    def known(self, thing: object) -> Name | None:
        """Return the name of an object, None if nobody has come to it yet."""
        number = self._keys.get(id(thing))
        if number is None and issubclass(type(thing), Numbered):
            number = object.__getattribute__(thing, "_tl_number")
        return None if number is None else self.names.get(number)
