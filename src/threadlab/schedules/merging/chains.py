"""Numbers for histories and states: equal for equal ones, in all runs of a search."""

from __future__ import annotations

from collections.abc import Hashable


class OpaqueStateError(Exception):
    """Something is met whose state is not known, so nothing that it is a part of is ever the same again."""


class Chains:
    """Gives each thing that can be hashed a number of its own; no two share one, as hashes might.

    Args:
        queues: whether it is a part of a state in which order threads wait at a condition. Only a notify that wakes
            some of them and not others can tell; all states from which one comes have as many waiting there.
        ordered: where is added to a list whose order somebody sees; None: anywhere. Of other lists it is no part of a
            state.
    """

    def __init__(self, *, queues: bool = True, ordered: frozenset[str] | None = None) -> None:
        self.queues = queues
        self.ordered = ordered
        self._numbers: dict[Hashable, int] = {}
        self._unlike = 0

    def number(self, what: Hashable) -> int:
        """Return the number of a history or state: the same for equal ones."""
        return self._numbers.setdefault(what, len(self._numbers) + 1)

    def unlike(self) -> Hashable:
        """Return what is unlike everything else."""
        self._unlike += 1
        return "unlike", self._unlike
