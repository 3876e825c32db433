"""What threads that ran before the test have left behind, and whether the test looks at it.

Where it does not, one order of these threads is as good as any other for what the test says of its own.
"""

from __future__ import annotations

from threadlab.schedules.running.operation import ELEMENT_READ, READ, Key, Operation


class Leftovers:
    """What was changed before the test since the first thread began there, if it may depend on the order."""

    __slots__ = ("_keys", "_told", "looked_at")

    def __init__(self) -> None:
        self._keys: set[Key] = set()
        self._told = False  # whether the main thread has seen any of it, so that what it changes depends on it, too
        self.looked_at = False

    def before_the_test(self, thread: int, operation: Operation) -> None:
        """Hear of a step of what stands before the test."""
        touched = [key for key, _ in operation.footprint]
        if thread == 0 and operation.action != "join" and not self._keys.isdisjoint(touched):
            self._told = True
        if thread or self._told:
            self._keys.update(key for key, mode in operation.footprint if mode not in (READ, ELEMENT_READ))

    def in_the_test(self, operation: Operation) -> None:
        """Hear of a step of the test."""
        if not self._keys.isdisjoint(key for key, _ in operation.footprint):
            self.looked_at = True
