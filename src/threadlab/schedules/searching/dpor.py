"""Every schedule, one for each class of equivalent ones.

Dynamic partial-order reduction with source sets and sleep sets: Flanagan and Godefroid, "Dynamic partial-order
reduction for model checking software" (2005), with the weaker condition for where to backtrack of Abdulla, Aronis,
Jonsson and Sagonas, "Optimal dynamic partial order reduction" (2014), section 4. Two schedules are equivalent if
they order all conflicting operations alike; sleep sets (Godefroid 1996) keep any class from being run twice to
its end.
"""

from __future__ import annotations

from collections.abc import Container

from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.happens_before import Trace, TraceEvent
from threadlab.schedules.running.operation import PICKED, Footprint, Operation, conflicts
from threadlab.schedules.running.polling import ROUND
from threadlab.schedules.running.world import World


class Node:
    """A decision: who could go, who went, who went before and who is still to be tried.

    A ``fixed`` one, made before the test began, is not tried otherwise.
    """

    __slots__ = ("backtrack", "chosen", "done", "enabled", "fixed", "sleep")

    def __init__(self, chosen: int, enabled: list[int], sleep: dict[int, Footprint], fixed: bool) -> None:
        self.chosen = chosen
        self.enabled = enabled
        self.fixed = fixed
        self.sleep = sleep  # threads whose next step has been explored from an equivalent decision
        self.done: dict[int, Footprint] = {}
        self.backtrack = {chosen}

    def ways_gone(self) -> tuple[int, int]:
        """Return how many ways were gone to their ends before this one, and how many there are, so far as is known."""
        return len(self.done) - 1, max(len(self.backtrack - self.sleep.keys()), len(self.done))

    def following(self) -> int | None:
        """Return who is to be tried next, None if there is nobody."""
        if len(self.backtrack) == 1:  # as most have it: who went
            (only,) = self.backtrack
            return None if only in self.done or only in self.sleep else only
        return next((n for n in sorted(self.backtrack) if n not in self.done and n not in self.sleep), None)


class Draw(Node):
    """A decision which way a step goes, of ``ways``: it conflicts with nothing, and all of them are tried."""

    __slots__ = ("ways",)

    def __init__(self, ways: int, sleep: dict[int, Footprint], fixed: bool) -> None:
        super().__init__(way(0), [], sleep, fixed)
        self.ways = ways

    def ways_gone(self) -> tuple[int, int]:
        """See ``Node``."""
        return (0, 1) if self.fixed else (way(0) - self.chosen, self.ways)

    def following(self) -> int | None:
        """Return the way that is to be tried next, None if there is none."""
        return None if self.fixed or self.chosen == way(self.ways - 1) else self.chosen - 1


def way(number: int) -> int:
    """Return how a way that a step can go, 0 or more, is written among the numbers of threads; also the inverse."""
    return -1 - number


class Candidates:
    """The fibers that could go now: ``ready`` ones, and ``late`` ones that would time out or wake from a sleep.

    A fiber that polled in vain does not go on in a search, even when what it polls for has changed: the schedule on
    which it came to look only after the change is another one, and does the same (Kokologiannakis, Ren and
    Vafeiadis, "Dynamic partial order reductions for spinloops", 2021). ``redundant`` says that there is such a fiber.
    """

    __slots__ = ("late", "ready", "redundant")

    def __init__(self, world: World) -> None:
        self.ready: list[Fiber] = []
        self.late: list[Fiber] = []
        self.redundant = False
        prune = world.prune and not world.setting_up
        for fiber in world.fibers:
            operation = fiber.pending
            if operation is None:
                continue
            if operation.ready is None or operation.ready(operation.state()):
                if fiber.spinning and prune and not operation.timed and not (fiber.marked and world.thorough):
                    self.redundant = True
                else:
                    self.ready.append(fiber)
            elif operation.timed and not (
                (fiber.idle and prune and not fiber.state())
                or (world.patient and gives_up(operation) and not fiber.at_once)
            ):
                self.late.append(fiber)

    def default(self, current: Fiber, but: Container[int]) -> Fiber | None:
        """Return who goes if nothing speaks against it: who goes already, else the first; the late ones last.

        Whoever goes round and round in a loop lets the next one go on, so that all come to an end that can.
        """
        first = None
        tired = is_tired(current)
        for fiber in self.ready:
            if fiber.number not in but:
                if fiber is current and not tired:
                    return fiber
                if first is None or (tired and first.number <= current.number < fiber.number):
                    first = fiber
        if first is not None:
            return first
        awake = [fiber for fiber in self.late if fiber.number not in but]
        return min(awake, key=lambda fiber: (fiber.wake_at, fiber.number)) if awake else None


def gives_up(operation: Operation) -> bool:
    """Say whether going on would be a time-out: of a sleep, or of a look at the clock, it is not."""
    return operation.subject is not None and operation.action != "spin"


def is_tired(fiber: Fiber) -> bool:
    """Say whether a fiber has gone round a loop so often that another one should go on."""
    return fiber.pending is not None and fiber.pending.action == ROUND


class Search:
    """A depth-first search over schedules; it is the scheduler of each of its runs.

    Use: ``begin()``, run a world, and while ``advance()`` says so, again.
    """

    def __init__(self) -> None:
        self._path: list[Node] = []
        self._kept = 0  # how many decisions of the path the next run repeats
        self._repeated = 0  # how many of their events, too, are known from the run before
        self._depth = 0
        self._trace = Trace()
        self._sleep: dict[int, Footprint] = {}

    def begin(self) -> None:
        """Get ready for the next run."""
        self._depth = 0
        self._repeated = max(self._kept - 1, 0)
        self._trace.rewind(self._repeated)

    @property
    def choices(self) -> list[int]:
        """The threads chosen in the latest run, and the ways that steps went (see ``way``), in order."""
        return [node.chosen for node in self._path[: self._depth]]

    def choose(self, world: World) -> Fiber | None:
        """Choose as the path says; beyond it, the first thread that is not asleep."""
        depth = self._depth
        self._depth += 1
        if depth < self._repeated:
            chosen = world.fibers[self._path[depth].chosen]
            assert chosen.pending is not None
            chosen.pending.settle()
            chosen.clock[:] = self._trace.events[depth].clock
            return chosen
        if depth < self._kept:
            node = self._path[depth]
            chosen = world.fibers[node.chosen]
        else:
            candidates = Candidates(world)
            best = candidates.default(world.current, self._sleep)
            if best is None:
                self._depth = depth
                if candidates.ready or candidates.late:
                    world.stopped = "asleep"
                elif candidates.redundant:
                    world.stopped = "redundant"
                return None
            chosen = best
            numbers = [fiber.number for fiber in (*candidates.ready, *candidates.late)]
            node = Node(chosen.number, numbers, self._sleep, world.setting_up)
            self._path.append(node)
        operation = chosen.pending
        assert operation is not None
        operation.settle()
        subject = number_of(operation, world)
        self._look_back(chosen, operation, subject)
        self._fall_asleep(node, operation.footprint)
        node.done[chosen.number] = operation.footprint
        self._trace.add(chosen.number, chosen.clock, operation, subject)
        return chosen

    def pick(self, world: World, count: int) -> int:
        """Choose as the path says; beyond it, the first way."""
        depth = self._depth
        self._depth += 1
        me = world.current
        if depth < self._repeated:
            me.clock[:] = self._trace.events[depth].clock
            return way(self._path[depth].chosen)
        if depth >= self._kept:
            self._path.append(Draw(count, self._sleep, world.setting_up))
        node = self._path[depth]
        self._sleep = node.sleep
        self._trace.add(me.number, me.clock, PICKED, None)
        return way(node.chosen)

    def end(self, world: World) -> None:
        """Look back from the threads that were left waiting when the run ended.

        That only those go on that are asleep says nothing of the ones that cannot: another order may let them.
        """
        asleep = self._sleep if world.stopped == "asleep" else {}
        for fiber in world.fibers:
            if fiber.pending is not None and fiber.number not in asleep:
                if fiber.pending.plain:
                    fiber.pending.settle()
                self._look_back(fiber, fiber.pending, number_of(fiber.pending, world))

    def advance(self) -> bool:
        """Move to the next schedule; False if there is none."""
        while self._path:
            node = self._path[-1]
            number = node.following()
            if number is not None:
                node.chosen = number
                self._kept = len(self._path)
                return True
            self._path.pop()
        return False

    def share(self) -> float:
        """Return about how much of all schedules has been run before the last one, from 0 to 1.

        As if each way of a decision led to equally many (Knuth, "Estimating the efficiency of backtrack programs",
        1975).
        """
        share, rest = 0.0, 1.0
        for node in self._path:
            gone, ways = node.ways_gone()
            share += rest * gone / ways
            rest /= ways
        return share

    def _fall_asleep(self, node: Node, footprint: Footprint) -> None:
        """Work out who sleeps after an operation: who did before, or went before, and does not conflict with it."""
        if not node.sleep and not node.done:  # as at most decisions
            self._sleep = {}
            return
        sleepers = {**node.sleep, **node.done} if node.done else node.sleep
        self._sleep = {
            number: other
            for number, other in sleepers.items()
            if number != node.chosen and not conflicts(other, footprint)
        }

    def _look_back(self, fiber: Fiber, operation: Operation, subject: int | None) -> None:
        """Where the fiber's operation races with an earlier event, see to it that the other order is tried too."""
        for event in self._trace.races(fiber.clock, operation, subject):
            node = self._path[event.index]
            if node.fixed:
                continue
            initials = self._initials(event, fiber, operation.footprint)
            if any(number in node.backtrack or number in node.sleep for number in initials):
                continue
            possible = [number for number in initials if number in node.enabled]
            if fiber.number in possible:
                node.backtrack.add(fiber.number)
            elif possible:
                node.backtrack.add(possible[0])
            else:
                node.backtrack.update(node.enabled)

    def _initials(self, event: TraceEvent, fiber: Fiber, footprint: Footprint) -> list[int]:
        """Return the threads that may come first when the fiber's operation is to come before ``event``."""
        first: dict[int, int] = {}  # the first event of each thread that does not depend on ``event``
        initials = []
        for later in self._trace.events[event.index + 1 :]:
            if event.before(later.clock):
                continue
            if later.thread not in first:
                if not depends(later.clock, first):
                    initials.append(later.thread)
                first[later.thread] = later.count
        if fiber.number not in first:
            clock = fiber.clock
            free = [e for e in self._trace.events[event.index + 1 :] if not event.before(e.clock)]
            if not depends(clock, first) and not any(conflicts(e.footprint, footprint) for e in free):
                initials.append(fiber.number)
        return initials


def number_of(operation: Operation, world: World) -> int | None:
    """Return the number of what an operation works on, None if nothing: it lasts from run to run."""
    subject = operation.subject
    if subject is None or not isinstance(subject, Controlled):
        return None
    number = subject._tl_number
    return world.key(subject) if number is None else number


def depends(clock: list[int], first: dict[int, int]) -> bool:
    """Say whether what has ``clock`` comes after any of the events with these counts, by thread."""
    size = len(clock)
    return any(thread < size and clock[thread] >= count for thread, count in first.items())
