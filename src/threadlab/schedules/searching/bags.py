"""Lists to which threads add in any order, as long as nobody sees in which order they did.

To add to the end commutes with another such step but for the order of what is in the list. That makes no difference to
who asks how long the list is, nor to who sorts numbers or texts, or adds them up; nor if all that is in it is one and
the same object. Who looks at the list in any other way sees the order, and each order of these steps is another
schedule. Whether somebody does, does not depend on the order.
"""

from __future__ import annotations

from collections import deque
from typing import Any

from threadlab.schedules.running.operation import Footprint, Key, Mode

COMMUTING, ELEMENT_READ = Mode.COMMUTING, Mode.ELEMENT_READ
_LIKE_IN_ANY_ORDER = (int, str)  # of each of these equal ones cannot be told apart, and each has an order

_IMMUTABLE = frozenset({int, str, float, bool, bytes, type(None)})


def may_be_bag(container: Any) -> bool:
    """Say whether to add to the end of a container does nothing else."""
    return type(container) is list or (type(container) is deque and container.maxlen is None)


def is_immutable(value: Any) -> bool:
    """Say whether a value has nothing in it that can change: who adds it tells of nothing else."""
    return all(map(is_immutable, value)) if type(value) is tuple else type(value) in _IMMUTABLE


class Bag:
    """A list to which threads add: what it is, which threads have done so beside others, and where they do it."""

    __slots__ = ("container", "sites", "threads")

    def __init__(self, container: Any) -> None:
        self.container = container
        self.sites: set[str] = set()
        self.threads: set[int] = set()

    def is_one_in_any_order(self, *, sorting: bool) -> bool:
        """Say whether what is about to be read is the same in whichever order all was added.

        Args:
            sorting: whether it is read by what gives the same for numbers in any order, and for texts.
        """
        if len(self.threads) < 2 or not self.container:
            return True
        first = self.container[0]
        if sorting and type(first) in _LIKE_IN_ANY_ORDER:
            return all(type(each) is type(first) for each in self.container)
        return all(each is first for each in self.container)


class Bags:
    """The lists of one run to which threads add in any order."""

    def __init__(self) -> None:
        self._bags: dict[Key, Bag] = {}
        self._sorted: Key = None  # whose elements are about to be read such that their order makes no difference

    def add(self, key: Key, container: Any, thread: int | None, site: str) -> None:
        """Hear that something is about to be added to a list.

        Args:
            key: what stands for the list.
            container: the list.
            thread: who adds, None if all others have ended, or not begun.
            site: where.
        """
        bag = self._bags.get(key)
        if bag is None:
            bag = self._bags[key] = Bag(container)
        bag.sites.add(site)
        if thread is not None:
            bag.threads.add(thread)

    def is_bag(self, key: Key) -> bool:
        """Say whether several threads have added to what the key stands for."""
        return key in self._bags and len(self._bags[key].threads) > 1

    def sort(self, key: Key) -> None:
        """Hear that the next step reads a list such that the order of numbers in it makes no difference."""
        self._sorted = key

    def sorted(self) -> Key:
        """Return which list it is that the step about to be made reads so, None if none."""
        key, self._sorted = self._sorted, None
        return key

    def seen(self, footprint: Footprint, sorting: Key) -> set[str]:
        """Return where was added to what a step sees the order of, of which nobody was thought to.

        Args:
            footprint: what the step, about to be made, touches.
            sorting: see ``sorted``.
        """
        found: set[str] = set()
        for key, mode in footprint:
            bag = self._bags.get(key)
            if bag is None or mode is COMMUTING or (mode is ELEMENT_READ and _reads_no_element(key, footprint)):
                continue
            if not bag.is_one_in_any_order(sorting=key == sorting):
                found |= bag.sites
        return found


def _reads_no_element(key: Key, footprint: Footprint) -> bool:
    """Say whether a step reads the length of a list only."""
    return not any(type(other) is tuple and other[0] == key for other, _ in footprint)
