"""Looking for an element of a list or a deque where to compare runs the program's own code: others may come in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from operator import is_not
from typing import Any


def looked_for(step: Callable[[], None], owner: Any, name: str, wanted: Any, *bounds: Any) -> Any:
    """Do as ``list.remove``, ``index``, ``count`` or ``in``, or as those of a deque, do.

    A list goes on with the place that it had come to. A deque that has got other elements meanwhile says so, but not if
    what it has come to is the one.

    Args:
        step: takes the step that reads or changes the whole; it is taken before the first comparison and after each.
        owner: the list or deque.
        name: the method.
        wanted: what is compared with the elements.
        bounds: where to begin, and where to end.

    Raises:
        ValueError: there is no such element.
        IndexError, RuntimeError: the deque was changed meanwhile, as in Python.
    """
    step()
    fixed = list(owner) if isinstance(owner, deque) else None
    start, stop, _ = slice(*(bounds or (None,)), *((None,) if len(bounds) == 1 else ())).indices(len(owner))
    index, found = start if bounds else 0, 0
    while index < (min(stop, len(owner)) if len(bounds) == 2 else len(owner)):
        element = owner[index]
        equal = element is wanted or bool(element == wanted)
        step()
        if equal and name in ("index", "__contains__"):
            return index if name == "index" else True
        if fixed is not None and _has_changed(fixed, owner):
            if name == "remove":
                raise IndexError("deque mutated during remove().")
            raise RuntimeError("deque mutated during iteration")
        if equal and name == "remove":
            owner.__delitem__(index if fixed is not None else slice(index, index + 1))
            return None
        found += equal
        index += 1
    if name == "__contains__":
        return False
    if name == "count":
        return found
    kind = "list" if fixed is None else "deque"
    raise ValueError(f"{wanted!r} is not in {kind}" if name == "index" else f"{kind}.remove(x): x not in {kind}")


def _has_changed(fixed: list[Any], owner: deque[Any]) -> bool:
    """Whether a deque was changed; to put one element in place of another is no change of this sort."""
    return len(fixed) != len(owner) or sum(map(is_not, fixed, owner)) > 1
