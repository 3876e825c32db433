"""A run in which locks are taken in any order for blocks that commute, and which checks that they do.

A block is what a thread does from taking a lock to giving it back. It is one step with that of taking the lock, if no
step in it needs a turn (Lipton, "Reduction: a method of proving properties of parallel programs", 1975). Two such steps
commute if what they do to shared data does: they touch other data, or only read it, or add to whole numbers, of which
nobody in such a block sees how large they are. Then it does not matter in which order the lock is taken for them.

In such a block other locks may be taken that nobody ever takes without holding the block's own: then they are free
there, and whoever holds one keeps nobody waiting who could go on otherwise. To take them and to give them back needs no
turn, and says nothing that the block's own lock does not say.

That the blocks which begin at some line are of this sort is assumed and checked; where one is not, the lock is taken
there in each order, and the search begins again. What a block does up to the first thing that is not of this sort does
not depend on the order of the others, so that it is found whatever that is.

Two sorts of other steps are taken in any order as well, in blocks or not: to add to a list whose order nobody sees
(see ``bags``), and to take and to give back permits of a semaphore that always has one left (see ``permits``).
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.primitives.lock import Take
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.operation import CONFLICT, ELEMENT_READ, READ, Footprint, Found, Key, Mode, Operation
from threadlab.schedules.running.world import Scheduler, World
from threadlab.schedules.searching.bags import Bags, may_be_bag
from threadlab.schedules.searching.permits import Permits, permits_of
from threadlab.schedules.stacks.greenlets import greenlet
from threadlab.schedules.text import Text

OTHERS = 5_000  # steps with a turn that do not commute; where there are more, there are too many orders anyway
COMMUTING, WRITE = Mode.COMMUTING, Mode.WRITE


class Block:
    """A block that a thread is in: where it began, and what it has read of which it is not yet told what for."""

    __slots__ = ("inner", "lock", "place", "read", "released", "site", "sum", "summand")

    def __init__(self, lock: Any, site: str) -> None:
        self.lock = lock
        self.site = site
        self.read: Footprint = ()  # what was read last
        self.summand: Footprint = ()  # what was read to be added to
        self.place: Key = None  # that this is called by
        self.sum: Footprint = ()  # the same, when the sum is there, and is about to be written
        self.released = False  # whether it is about to give a lock back
        self.inner: list[Any] = []  # locks that it holds besides


class BlockWorld(World):
    """One run; ``ordered`` says in the end which blocks do not commute, by where they begin, that were thought to.

    Args:
        known: where blocks begin that do not, and other such steps are made.
        identity: whether the program asks if two values are the same object, so that equal numbers are not alike.
        options: as a world takes them.
    """

    def __init__(
        self, scheduler: Scheduler, text: Text, *, known: Container[str], identity: bool, **options: Any
    ) -> None:
        super().__init__(scheduler, text, **options)
        self._known = known
        self._identity = identity
        self._bags = Bags()
        self._permits: dict[Any, Permits | None] = {}  # of semaphores; None of those whose order counts
        self.ordered: set[str] = set()
        self.blocks = 0  # how many commuted, and how many other such steps did
        self._others = 0
        self._open: dict[int, Block] = {}  # the block that each thread is in, by its number
        self._touched: dict[Key, dict[Mode, dict[str, set[int]]]] = {}
        """What such blocks have touched, and how: where they begin, and which threads' they were."""
        self._guards: dict[Any, list[Any]] = {}  # the locks that were held each time when a lock was taken
        self._inner: dict[Any, list[Block]] = {}  # the blocks in which a lock was taken without a turn

    # -- taking locks ----------------------------------------------------------------------------------------------

    def mode_of_block(self) -> Mode:
        """Return how a lock is touched that the current fiber is about to take."""
        return WRITE if self.solo or self.text.here() in self._known else COMMUTING

    def begin_block(self, lock: Any) -> None:
        """Hear that the current fiber has taken a lock, for a block that commutes."""
        if self.current.number not in self._open:
            self._open[self.current.number] = Block(lock, self.text.here())

    def _take_inside(self, block: Block, lock: Any, operation: Operation) -> None:
        """Let the current fiber, which is in a block, take another lock."""
        me = self.current
        if operation.timed or lock._tl_owner is not None or block.lock not in self._guards[lock]:
            self._break([block.site])
        block.inner.append(lock)
        self._inner.setdefault(lock, []).append(block)
        me.clock[me.number] += 1
        self.count_step(operation)

    def _guard(self, lock: Any) -> None:
        """Hear that the current fiber is about to take a lock: what it holds may be what others hold who do so."""
        held = self.current.holding
        guards = self._guards[lock] = [each for each in self._guards.get(lock, held) if each in held]
        sites = {block.site for block in self._inner.get(lock, ()) if block.lock not in guards}
        if sites:
            self._break(sites)

    def give_back(self, lock: Any) -> None:
        """Hear that the current fiber gives a lock back.

        Whoever takes it next knows all that this one does; for a block that commutes, only if this one does not.
        """
        me = self.current
        block = self._open.get(me.number)
        if block is None:
            super().give_back(lock)
            lock._tl_ordered = lock._tl_released
            return
        if block.released and lock in block.inner:
            block.inner.remove(lock)
            block.released = False
            return
        if not block.released or block.lock is not lock or block.inner:
            self._break([block.site])
        del self._open[me.number]
        self._settle(block)
        self.blocks += 1
        released = me.clock.copy()
        if lock._tl_released is not None:
            join(released, lock._tl_released)
        lock._tl_released = released

    # -- what is done in a block -----------------------------------------------------------------------------------

    def touch(self, action: Action, footprint: Footprint, target: str, found: Found | None = None) -> None:
        """Announce a step on shared data, and return in its turn. Takes and raises what ``Turns.touch`` does."""
        block = None if self.solo else self._open.get(self.current.number)
        if block is not None:
            self._note(block, block.read)
            if all(mode is READ or mode is ELEMENT_READ for _, mode in footprint):
                block.read = footprint
            else:
                self._write(block, footprint)
        sorting = self._bags.sorted()
        super().touch(action, footprint, target, found)
        if ordered := self._bags.seen(footprint if found is None else found.footprint, sorting):
            self._break(ordered)

    def summand(self, place: Key) -> None:
        """Hear that the whole number just read there, with no code of the program's, is only added to.

        Args:
            place: a variable, attribute or element; None if what was read is something else after all.
        """
        block = self._open.get(self.current.number)
        if block is None:
            return
        self._note(block, block.summand)  # that an exception has kept from being added to, or from being written
        block.summand = ()
        if any(place in (key, key[1] if type(key) is tuple else key) for key, _ in block.read):
            block.read, block.summand, block.place = (), block.read, place

    def added(self, place: Key) -> None:
        """Hear that what is written next, and there, is the sum of what was just read there and a whole number."""
        block = self._open.get(self.current.number)
        if block is not None and block.summand and block.place == place:
            block.sum, block.summand = block.summand, ()

    def _write(self, block: Block, footprint: Footprint) -> None:
        """Take note of a change: whether it is one of a sum only, of what was read for that."""
        block.read, total, block.sum = (), block.sum, ()
        summed = {key for key, _ in total}
        if not summed <= {key for key, _ in footprint}:
            summed = set()
        self._note(block, total, summed)
        self._note(block, footprint, summed)

    def _settle(self, block: Block) -> None:
        """Take all that was read for read: it has not been added to."""
        for footprint in (block.read, block.summand, block.sum):
            self._note(block, footprint)

    def _note(self, block: Block, footprint: Footprint, summed: Container[Key] = ()) -> None:
        """Take note of a touch: no other thread's block may touch the same in a way that conflicts.

        Args:
            block: in which it happens.
            footprint: what it touches.
            summed: of which of that a sum is made, and nothing else.
        """
        me = self.current.number
        for key, how in footprint:
            mode = COMMUTING if (how is READ or how is WRITE) and key in summed else how
            touched = self._touched.setdefault(key, {})
            row = CONFLICT[mode]
            for other, sites in touched.items():
                if row[other] and any(by - {me} for by in sites.values()):
                    found = {block.site} if mode is not COMMUTING else set()
                    self._break(found.union(sites) if other is not COMMUTING else found)
            touched.setdefault(mode, {}).setdefault(block.site, set()).add(me)

    def _break(self, sites: Any) -> None:
        """Break the run off: the blocks that begin there do not commute.

        Raises:
            Abandoned: always.
        """
        self.ordered.update(sites)
        self.stop("learned", "blocks do not commute")

    # -- other steps that commute --------------------------------------------------------------------------------

    def mode_of_adding(self, container: Any, *added: Any) -> Mode:  # noqa: ARG002 - anything may be added
        """Return how a list is touched to the end of which the current fiber is about to add."""
        site = self.text.here()
        if site in self._known or not may_be_bag(container):
            return WRITE
        self.blocks += 1
        self._bags.add(self.key(container), container, None if self.solo else self.current.number, site)
        return COMMUTING

    def in_any_order(self, container: Any) -> None:
        """Hear that the next step reads a list such that it finds the same in whichever order numbers are in it."""
        if not self._identity and self.has_number(container):
            self._bags.sort(self.key(container))

    def mode_of_permit(self, semaphore: Any, *, waits: bool) -> Mode:
        """Return how a semaphore is touched of which the current fiber is about to take a permit."""
        me, site = self.current, self.text.here()
        if not waits:
            if (permits := self._permits.get(semaphore)) is not None:
                self._break(permits.sites)
            self._permits[semaphore] = None
            return WRITE
        if semaphore not in self._permits:
            holders = sum(permits_of(semaphore, fiber) for fiber in self.fibers)
            ordered = site in self._known or holders
            self._permits[semaphore] = None if ordered else Permits(semaphore._tl_value)
        permits = self._permits[semaphore]
        if permits is None:
            if site not in self._known:
                self._break([site])
            return WRITE
        if not permits.take(me.number, permits_of(semaphore, me), site) or site in self._known:
            self._break(permits.sites)
        self.blocks += 1
        return COMMUTING

    def mode_of_giving(self, semaphore: Any, permits: int) -> Mode:
        """Return how a semaphore is touched to which the current fiber is about to give permits."""
        known = self._permits.get(semaphore)
        if known is None:
            return WRITE
        if permits > 1 or not permits_of(semaphore, self.current):
            self._break(known.sites)
        return COMMUTING

    # -- what does not belong into one -----------------------------------------------------------------------------

    def step(self, operation: Operation) -> None:
        """Announce a step, and return when it is its turn."""
        if type(operation) is Take and not (self.ending or self.solo):
            self._guard(operation.subject)
            block = self._open.get(self.current.number)
            if block is not None and operation.action == "acquire":
                self._take_inside(block, operation.subject, operation)
                return
        if not self.ending:
            self._hear(operation.action)
        super().step(operation)

    def moves(self, action: Action) -> bool:
        """Make the current fiber's next step, if it is a mover that needs no turn and that nobody asks about."""
        moved = super().moves(action)
        if moved:
            self._hear(action)
        return moved

    def _hear(self, action: Action) -> None:
        block = self._open.get(self.current.number)
        if block is not None:
            if action != "release" or block.released:
                self._break([block.site])
            block.released = True

    def pick(self, count: int) -> int:
        """Return which of ``count`` ways a step goes."""
        block = self._open.get(self.current.number)
        if block is not None:
            self._break([block.site])
        return super().pick(count)

    def finish(self, fiber: Fiber) -> greenlet:
        """Note that ``fiber`` has nothing more to do."""
        block = None if self.ending else self._open.get(fiber.number)
        if block is not None:
            self.ordered.add(block.site)
        return super().finish(fiber)

    def _take_turn(self, me: Fiber, operation: Operation) -> None:
        if me.number in self._open:
            self._break([self._open[me.number].site])
        if all(mode is not COMMUTING for _, mode in operation.footprint):
            self._others += 1
            if self._others > OTHERS:
                self.stop("steps", "a schedule has too many steps that do not commute")
        super()._take_turn(me, operation)
