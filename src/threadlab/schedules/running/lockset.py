"""Which shared data needs no decisions: what is never written, what one thread has for itself, what a lock protects.

Two touches of such data never race: they commute, or the same lock orders them. So a search need not ask at each of
them who goes next; it asks where locks are taken and given back. Dwyer, Hatcliff, Robby and Ranganath, "Exploiting
object escape and locking information in partial-order reductions for concurrent object-oriented programs" (2004).

That a program keeps to this discipline is assumed and checked, as in Savage, Burrows, Nelson, Sobalvarro and Anderson,
"Eraser: a dynamic data race detector for multithreaded programs" (1997): whichever run breaks it first, the name of
what it touched is *contended* from then on, and the search begins again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from threadlab.schedules.running.operation import ELEMENT_READ, READ, Footprint, Key, Mode, Operation


class _Everything(frozenset[str]):
    """All names, and all facts, that there are."""

    def __contains__(self, name: object) -> bool:
        return True


EVERYTHING: frozenset[str] = _Everything()
ANYTHING = "anything"  # what is found contended when locks do not protect at all


SEVERAL = -1  # more than one thread


class AccessHistory:
    """Who has touched something, whether anybody wrote it, and the locks that all of them held."""

    __slots__ = ("by", "free", "held", "written")

    def __init__(self, by: int, held: Sequence[Any], free: bool) -> None:
        self.by = by  # the thread's number, or SEVERAL
        self.held = list(held)
        self.written = False
        self.free = free  # whether it is not contended, as far as known, so that touching it needs no turn


class Discipline:
    """What is known of a run's data.

    Args:
        contended: the names of what is known to be contended.
    """

    __slots__ = ("_contended", "_names", "_touches", "assumed", "found")

    def __init__(self, contended: frozenset[str]) -> None:
        self._contended = contended
        self.assumed = contended is not EVERYTHING  # otherwise every operation has its turn
        self.found: set[str] = set()  # names that this run has found to be contended
        self._names: dict[Key, str] = {}  # of containers, by their keys
        self._touches: dict[Key, AccessHistory] = {}

    def name(self, container: Key, name: str) -> None:
        """Hear under which name the program keeps a container; the first name wins."""
        self._names.setdefault(container, f"{name}[]")
        touches = self._touches.get(container)
        if touches is not None:
            touches.free = self._names[container] not in self._contended

    def needs_no_turn(self, operation: Operation, contended: frozenset[str]) -> bool:
        """Say whether an operation is a mover, or touches nothing that is contended, as far as known."""
        if contended is EVERYTHING:
            return False
        if not operation.plain:
            return operation.mover
        names = [self._name_of(key) for key, _ in wholes(operation.footprint)]
        return bool(names) and all(name is not None and name not in contended for name in names)

    def allows(self, footprint: Footprint, thread: int, held: Sequence[Any]) -> bool:
        """Hear that a thread that is not alone touches something, holding these locks; say whether it needs no turn."""
        free = bool(footprint)
        for key, mode in footprint if len(footprint) == 1 else wholes(footprint):
            touches = self._touches.get(key)
            if touches is None:
                name = self._name_of(key)
                touches = AccessHistory(thread, held, name is not None and name not in self._contended)
                self._touches[key] = touches
            else:
                if touches.by != thread:
                    touches.by = SEVERAL
                if touches.held and not (len(held) == len(touches.held) == 1 and held[0] is touches.held[0]):
                    touches.held = [lock for lock in touches.held if any(lock is other for other in held)]
            if mode is not READ and mode is not ELEMENT_READ:
                touches.written = True
            if not touches.free:
                free = False
            elif touches.written and touches.by == SEVERAL and not touches.held:
                name = self._name_of(key)
                assert name is not None
                self.found.add(name)
        return free

    def shared(self) -> Iterator[tuple[Key, str, AccessHistory]]:
        """Give what was touched and is not contended, as far as known, with its name."""
        for key, touches in self._touches.items():
            name = self._name_of(key)
            if name is not None and touches.free:
                yield key, name, touches

    def broken(self) -> None:
        """Hear that a thread has given back what another one holds: then no lock protects anything."""
        if self.assumed:
            self.found.add(ANYTHING)

    def _name_of(self, key: Key) -> str | None:
        if type(key) is int:
            return self._names.get(key)
        name = key[1] if type(key) is tuple else key
        return name if type(name) is str else None


def wholes(footprint: Footprint) -> Sequence[tuple[Key, Mode]]:
    """Return a footprint without the elements of containers that are in it themselves."""
    if len(footprint) == 1:
        return footprint
    containers = {key for key, _ in footprint if type(key) is int}
    return [touch for touch in footprint if type(touch[0]) is not tuple or touch[0][0] not in containers]
