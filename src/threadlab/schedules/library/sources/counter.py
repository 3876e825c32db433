"""The methods of ``collections.Counter`` that are loops in CPython's own Python code: others may come in between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from heapq import nlargest
from itertools import chain, repeat, starmap
from operator import itemgetter
from typing import Any

from threadlab.schedules.library.engine import count_elements


def update(self: Any, iterable: Any = None, /, **words: Any) -> None:
    if iterable is not None:
        if isinstance(iterable, Mapping):
            if self:
                for element, count in iterable.items():
                    self[element] = count + self.get(element, 0)
            else:
                dict.update(self, iterable)
        else:
            _count(self, iterable)
    if words:
        update(self, words)


def _count(self: Any, iterable: Iterable[Any]) -> None:
    if hasattr(type(iterable), "__next__"):  # whose code others may come in between
        for element in iterable:
            count_elements(self, (element,))
    else:
        count_elements(self, iterable)


def subtract(self: Any, iterable: Any = None, /, **words: Any) -> None:
    if iterable is not None:
        if isinstance(iterable, Mapping):
            for element, count in iterable.items():
                self[element] = self.get(element, 0) - count
        else:
            for element in iterable:
                self[element] = self.get(element, 0) - 1
    if words:
        subtract(self, words)


def most_common(self: Any, n: Any = None) -> list[Any]:
    if n is None:
        return sorted(self.items(), key=itemgetter(1), reverse=True)
    return nlargest(n, self.items(), key=itemgetter(1))


def elements(self: Any) -> Any:
    return chain.from_iterable(starmap(repeat, self.items()))


def _keep_positive(self: Any) -> Any:
    for element in [element for element, count in self.items() if not count > 0]:
        del self[element]
    return self


def __iadd__(self: Any, other: Any) -> Any:
    for element, count in other.items():
        self[element] += count
    return _keep_positive(self)


def __isub__(self: Any, other: Any) -> Any:
    for element, count in other.items():
        self[element] -= count
    return _keep_positive(self)


def __ior__(self: Any, other: Any) -> Any:
    for element, other_count in other.items():
        count = self[element]
        if other_count > count:
            self[element] = other_count
    return _keep_positive(self)


def __iand__(self: Any, other: Any) -> Any:
    for element, count in self.items():
        other_count = other[element]
        if other_count < count:
            self[element] = other_count
    return _keep_positive(self)


def _combined(self: Any, other: Any, counts: Any) -> Any:
    result: Counter[Any] = Counter()
    for element, count in self.items():
        new = counts(count, other[element])
        if new > 0:
            result[element] = new
    for element, count in other.items():
        if element not in self and counts(0, count) > 0:
            result[element] = counts(0, count)
    return result


def __add__(self: Any, other: Any) -> Any:
    return _combined(self, other, lambda mine, others: mine + others) if isinstance(other, Counter) else NotImplemented


def __sub__(self: Any, other: Any) -> Any:
    return _combined(self, other, lambda mine, others: mine - others) if isinstance(other, Counter) else NotImplemented


def __or__(self: Any, other: Any) -> Any:
    return _combined(self, other, max) if isinstance(other, Counter) else NotImplemented


def __and__(self: Any, other: Any) -> Any:
    return _combined(self, other, min) if isinstance(other, Counter) else NotImplemented


def _all(self: Any, other: Any, holds: Any) -> Any:
    for counts in (self, other):
        for element in counts:
            if not holds(self[element], other[element]):
                return False
    return True


def __eq__(self: Any, other: Any) -> Any:
    return _all(self, other, lambda mine, others: mine == others) if isinstance(other, Counter) else NotImplemented


def __ne__(self: Any, other: Any) -> Any:
    return not __eq__(self, other) if isinstance(other, Counter) else NotImplemented


def __le__(self: Any, other: Any) -> Any:
    return _all(self, other, lambda mine, others: mine <= others) if isinstance(other, Counter) else NotImplemented


def __ge__(self: Any, other: Any) -> Any:
    return _all(self, other, lambda mine, others: mine >= others) if isinstance(other, Counter) else NotImplemented


def __lt__(self: Any, other: Any) -> Any:
    return __le__(self, other) and self != other if isinstance(other, Counter) else NotImplemented


def __gt__(self: Any, other: Any) -> Any:
    return __ge__(self, other) and self != other if isinstance(other, Counter) else NotImplemented
