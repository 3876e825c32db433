"""The state of a run at a decision: what its threads know and are about to do, and all that there is to be found."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from threadlab.schedules.merging.chains import Chains, OpaqueStateError
from threadlab.schedules.merging.contents import Contents
from threadlab.schedules.merging.memory import Memory
from threadlab.schedules.merging.naming import Naming
from threadlab.schedules.merging.registry import Token
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.learned_facts import IDENTS_LOOKED_AT, PRINTED
from threadlab.schedules.running.operation import Footprint, Key

if TYPE_CHECKING:
    from threadlab.schedules.running.world import World

_OURS = 2  # references to an object that are not the program's: in the registry, and the argument of getrefcount


class States:
    """Writes down the states of one run.

    Args:
        timed: whether the program looks at the clock, so that the time is a part of the state.
    """

    def __init__(
        self, world: World, chains: Chains, naming: Naming, contents: Contents, memory: Memory, *, timed: bool
    ) -> None:
        self._world = world
        self._chains = chains
        self._naming = naming
        self._contents = contents
        self._memory = memory
        self._timed = timed
        self.cells: dict[tuple[Any, str], object] = {}  # captured variables, by frame and name

    def now(self) -> int:
        """Return a number for the present state: the same in all runs that come to it."""
        self._naming.begin_state()
        try:
            return self._chains.number(("state", self._state()))
        except OpaqueStateError:
            return self._chains.number(("state", self._chains.unlike()))
        finally:
            self._naming.end_state()

    def _state(self) -> tuple[int, ...]:
        """Return the numbers of all its parts: nearly each of them is a part of many states, and kept once."""
        number = self._chains.number
        fibers = sorted(self._world.fibers, key=lambda fiber: fiber.lineage)
        variables = self._globals(self._naming.hooks.namespace), self._globals(self._naming.hooks.test_namespace)
        cells = self._cells()
        return (
            number(variables),
            number(cells),
            number(self._rest()),
            len(fibers),
            *[number(self._thread(fiber)) for fiber in fibers],
            *sorted(map(number, self._objects().items())),
        )

    def _rest(self) -> Hashable:
        """Return what is of the run as a whole."""
        world = self._world
        return (
            tuple(sorted(world.numbers.counters.items())),
            self._printed() if PRINTED in world.learned else None,
            world.lingers,
            tuple((*place, self._naming.name(value)) for place, value in sorted(world.settings.items())),
            None if world.problem is None else world.problem.kind,
            None if world.stamps is None else frozenset(self._stamps().items()),
        )

    def _thread(self, fiber: Fiber) -> Hashable:
        time = (round(fiber.now, 6), round(fiber.wake_at, 6), self._looks(fiber)) if self._timed else None
        ident = getattr(fiber.thread, "_tl_ident", 1) if IDENTS_LOOKED_AT in self._world.learned else None
        if fiber.finished:
            return fiber.lineage, "finished", time, ident
        known, operation = self._memory.of.get(fiber.number, 0), fiber.pending
        if operation is None:
            return fiber.lineage, known, "runs", time, ident
        state = operation.state()
        waits = operation.ready is not None and not operation.ready(state)
        idle = operation.idle is not None and bool(operation.idle(state))
        what = operation.action, self.footprint(operation.footprint), waits, idle, operation.timed
        return fiber.lineage, known, what, fiber.daemon, time, ident

    def _looks(self, fiber: Fiber) -> int:
        """Return how many looks at the clock a thread has made, as far as that matters."""
        return min(fiber.clock_reads, self._world.late or 0)

    def name_of(self, key: Key) -> Hashable:
        """Return what stands for a key in all runs."""
        return self._naming.key(key)

    def footprint(self, footprint: Footprint) -> tuple[tuple[Hashable, int], ...]:
        """Return what stands for a footprint."""
        return tuple((self._naming.key(key), int(mode)) for key, mode in footprint)

    def _globals(self, namespace: dict[str, Any]) -> Hashable:
        name_of = self._naming.name
        names = _variables(tuple(namespace), self._naming.unread.variables)
        return tuple([(name, name_of(namespace[name])) for name in names])

    def _objects(self) -> dict[Hashable, Hashable]:
        """Return what is in all objects that the program can still come to, by their names."""
        naming, objects = self._naming, self._naming.registry.objects
        contents: dict[Hashable, Hashable] = {}
        for number, name in naming.registry.names.items():
            cls = type(objects[number])  # a variable for the object itself would be one more reference to it
            spare = _OURS if issubclass(cls, Controlled) else _OURS + 1
            if sys.getrefcount(objects[number]) > spare and not issubclass(cls, type):
                naming.place = name
                contents[name] = self._contents.of(objects[number])
        done = 0
        found = naming.found
        assert found is not None
        while done < len(found) or any(naming.object(cls) not in contents for cls in naming.classes):
            for name, thing in list(found.values())[done:]:
                naming.place = name
                contents.setdefault(name, self._contents.of(thing))
                done += 1
            for cls in list(naming.classes):
                naming.place = name = naming.object(cls)
                contents.setdefault(name, self._contents.of(cls))
        return contents

    def _cells(self) -> Hashable:
        """Return the captured variables of the frames that still live."""
        registry = self._naming.registry
        cells: list[Hashable] = []
        for (frame, variable), value in self.cells.items():
            is_frame = isinstance(frame, int) and type(registry.objects.get(frame)) is Token
            if is_frame and sys.getrefcount(registry.objects[frame]) <= _OURS:
                continue
            cells.append((self._naming.key((frame, variable)), self._naming.local(value)))
        return tuple(sorted(cells, key=repr))

    def _printed(self) -> Hashable:
        world = self._world
        return tuple((text, fiber.lineage) for text, fiber in zip(world.printed, world.printed_by, strict=True))

    def _stamps(self) -> dict[Hashable, float]:
        stamps = self._world.stamps
        assert stamps is not None
        return {(self._naming.key(key), int(mode)): round(time, 6) for (key, mode), time in stamps.latest.items()}


@lru_cache(maxsize=64)  # a program has the same variables in nearly all of its states
def _variables(names: tuple[str, ...], unread: frozenset[str]) -> list[str]:
    """Return those of some names that are variables which matter, in order."""
    return sorted(name for name in names if not name.startswith(("_tl_", "__")) and name not in unread)
