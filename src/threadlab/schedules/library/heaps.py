"""``heapq`` and ``bisect`` where a comparison or a key is the program's own code: others may come in at each of them.

The algorithms are those of CPython's ``_heapqmodule.c`` and ``_bisectmodule.c``, with what they notice and what not.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from threadlab.schedules.hooks.contents.values import compares_in_python
from threadlab.schedules.hooks.core import READ, WRITE
from threadlab.schedules.hooks.table import Hooks

Function = Callable[..., Any]
CHANGED = "list changed size during iteration"


class Heap:
    """A list that is changed as ``heapq`` changes it."""

    def __init__(self, hooks: Hooks, items: list[Any]) -> None:
        self._hooks = hooks
        self._items = items
        self._touch()

    def _touch(self) -> None:
        self._hooks.touch("write", ((self._hooks.key(self._items), WRITE),), self._hooks.describe(self._items))

    def _less(self, one: Any, other: Any, size: int) -> bool:
        """Compare two items, while others may change the list."""
        less = bool(one < other)
        self._touch()
        if len(self._items) != size:
            raise RuntimeError(CHANGED)
        return less

    def _up(self, start: int, place: int) -> None:
        items, size = self._items, len(self._items)
        while place > start:
            parent = (place - 1) >> 1
            if not self._less(items[place], items[parent], size):
                break
            items[parent], items[place] = items[place], items[parent]
            place = parent

    def _down(self, place: int) -> None:
        items, size, start = self._items, len(self._items), place
        while place < size >> 1:
            child = 2 * place + 1
            if child + 1 < size and not self._less(items[child], items[child + 1], size):
                child += 1
            items[child], items[place] = items[place], items[child]
            place = child
        self._up(start, place)

    def heappush(self, item: Any) -> None:
        """Do as the function of that name."""
        self._items.append(item)
        self._up(0, len(self._items) - 1)

    def heappop(self) -> Any:
        """Do as the function of that name.

        Raises:
            IndexError: there is no item.
        """
        if not self._items:
            raise IndexError("index out of range")
        last = self._items.pop()
        if not self._items:
            return last
        return self.heapreplace(last)

    def heapreplace(self, item: Any) -> Any:
        """Do as the function of that name.

        Raises:
            IndexError: there is no item.
        """
        if not self._items:
            raise IndexError("index out of range")
        first, self._items[0] = self._items[0], item
        self._down(0)
        return first

    def heappushpop(self, item: Any) -> Any:
        """Do as the function of that name."""
        if not self._items or not self._less(self._items[0], item, len(self._items)):
            return item
        return self.heapreplace(item)

    def heapify(self) -> None:
        """Do as the function of that name."""
        for place in reversed(range(len(self._items) // 2)):
            self._down(place)


def heap_function(hooks: Hooks, function: Function) -> Function:
    """Return one of the functions of ``heapq`` that change a list."""
    in_c, name = hooks.changing(function), function.__name__

    def call(heap: Any, *items: Any) -> Any:
        if type(heap) is list and any(map(compares_in_python, (*heap, *items))):
            return getattr(Heap(hooks, heap), name)(*items)
        return in_c(heap, *items)

    return call


def bisect_function(hooks: Hooks, function: Function) -> Function:
    """Return one of the functions of ``bisect``."""
    inserts, left = function.__name__.startswith("insort"), function.__name__.endswith("_left")
    in_c = hooks.changing(function) if inserts else hooks.reading(function, sorts=True)

    def call(a: Any, x: Any, lo: int = 0, hi: int | None = None, *, key: Any = None) -> Any:
        if type(a) is not list or not (key is not None or compares_in_python(x) or any(map(compares_in_python, a))):
            return in_c(a, x, lo, hi, key=key)
        mode = WRITE if inserts else READ

        def step() -> None:
            hooks.touch("write" if inserts else "read", ((hooks.key(a), mode),), hooks.describe(a))

        wanted = key(x) if inserts and key is not None else x
        step()
        low, high = lo, len(a) if hi is None else hi
        while low < high:
            middle = (low + high) // 2
            item = a[middle] if key is None else key(a[middle])
            before = bool(item < wanted) if left else not wanted < item
            step()
            low, high = (middle + 1, high) if before else (low, middle)
        if not inserts:
            return low
        a.insert(low, x)
        return None

    return call
