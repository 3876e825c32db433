"""A run in which locks are taken in any order for blocks that commute, and which checks that they do.

A block is what a thread does from taking a lock to giving it back. It is one step with that of taking the lock, if no
step in it needs a turn (Lipton, "Reduction: a method of proving properties of parallel programs", 1975). Two such steps
commute if what they do to shared data does: they touch other data, or only read it, or add to whole numbers, of which
nobody in such a block sees how large they are. Then it does not matter in which order the lock is taken for them.

That the blocks which begin at some line are of this sort is assumed and checked; where one is not, the lock is taken
there in each order, and the search begins again. What a block does up to the first thing that is not of this sort does
not depend on the order of the others, so that it is found whatever that is.
"""

from __future__ import annotations

from collections.abc import Container
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.operation import CONFLICT, ELEMENT_READ, READ, Footprint, Key, Mode, Operation
from threadlab.schedules.running.world import Scheduler, World
from threadlab.schedules.stacks.greenlets import greenlet
from threadlab.schedules.text import Text

OTHERS = 5_000  # steps with a turn that do not commute; where there are more, there are too many orders anyway
COMMUTING, WRITE = Mode.COMMUTING, Mode.WRITE


class Block:
    """A block that a thread is in: where it began, and what it has read of which it is not yet told what for."""

    __slots__ = ("lock", "place", "read", "released", "site", "sum", "summand")

    def __init__(self, lock: Any, site: str) -> None:
        self.lock = lock
        self.site = site
        self.read: Footprint = ()  # what was read last
        self.summand: Footprint = ()  # what was read to be added to
        self.place: Key = None  # that this is called by
        self.sum: Footprint = ()  # the same, when the sum is there, and is about to be written
        self.released = False  # whether it is about to give the lock back


class BlockWorld(World):
    """One run; ``ordered`` says in the end which blocks do not commute, by where they begin, that were thought to.

    Args:
        known: where blocks begin that do not.
        options: as a world takes them.
    """

    def __init__(self, scheduler: Scheduler, text: Text, *, known: Container[str], **options: Any) -> None:
        super().__init__(scheduler, text, **options)
        self._known = known
        self.ordered: set[str] = set()
        self.blocks = 0  # how many commuted
        self._others = 0
        self._open: dict[int, Block] = {}  # the block that each thread is in, by its number
        self._touched: dict[Key, dict[Mode, dict[str, set[int]]]] = {}
        """What such blocks have touched, and how: where they begin, and which threads' they were."""

    # -- taking locks ----------------------------------------------------------------------------------------------

    def mode_of_block(self) -> Mode:
        """Return how a lock is touched that the current fiber is about to take."""
        return WRITE if self.solo or self.text.here() in self._known else COMMUTING

    def begin_block(self, lock: Any) -> None:
        """Hear that the current fiber has taken a lock, for a block that commutes."""
        self._open[self.current.number] = Block(lock, self.text.here())

    def give_back(self, lock: Any) -> None:
        """Hear that the current fiber gives a lock back.

        Whoever takes it next knows all that this one does; for a block that commutes, only if this one does not.
        """
        me = self.current
        block = self._open.pop(me.number, None)
        if block is None:
            super().give_back(lock)
            lock._tl_ordered = lock._tl_released
            return
        if not block.released or block.lock is not lock:
            self._break([block.site])
        self._settle(block)
        self.blocks += 1
        released = me.clock.copy()
        if lock._tl_released is not None:
            join(released, lock._tl_released)
        lock._tl_released = released

    # -- what is done in a block -----------------------------------------------------------------------------------

    def touch(self, action: Action, footprint: Footprint, target: str) -> None:
        """Announce a step on shared data, and return when it is its turn."""
        block = None if self.solo else self._open.get(self.current.number)
        if block is not None:
            self._note(block, block.read)
            if all(mode is READ or mode is ELEMENT_READ for _, mode in footprint):
                block.read = footprint
            else:
                self._write(block, footprint)
        super().touch(action, footprint, target)

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

    # -- what does not belong into one -----------------------------------------------------------------------------

    def step(self, operation: Operation) -> None:
        """Announce a step, and return when it is its turn."""
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
