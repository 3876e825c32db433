"""Numbers for histories and states: equal for equal ones, in all runs of a search."""

from __future__ import annotations

from collections.abc import Hashable


class OpaqueStateError(Exception):
    """Something is met whose state is not known, so nothing that it is a part of is ever the same again."""


class Chains:
    """Gives each thing that can be hashed a number of its own; no two share one, as hashes might."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self._unlike = 0

    def number(self, what: Hashable) -> int:
        """Return the number of a history or state: the same for equal ones."""
        return self._numbers.setdefault(what, len(self._numbers) + 1)

    def unlike(self) -> Hashable:
        """Return what is unlike everything else."""
        self._unlike += 1
        return "unlike", self._unlike
