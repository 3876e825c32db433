"""Loops that poll: they ask again and again whether something has changed.

A turn that changed nothing, neither its own variables nor anything shared, will be the same again until another thread
changes what it read: the fiber is put aside until then, so that a search ends although the program spins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned
from threadlab.schedules.running.fiber import Fiber, Problem
from threadlab.schedules.running.loop_cycles import Anchor, same_values
from threadlab.schedules.running.operation import Key, Mode, Operation

if TYPE_CHECKING:
    from threadlab.schedules.running.protocols import WorldProtocol

MAX_IDLE_TURNS = 1_000_000  # loop turns of one schedule without a visible step, before the search gives up


PATIENCE = 100  # turns of loops after which the next thread goes on, though nothing else asks for a decision
HORIZON = 1e10  # seconds that pass until a loop that polls a clock is taken to wait for something else
TIME_OF_DAY = "a loop polls a clock, and nobody knows for what: is it for a certain time of day?"
ROUND: Action = "go round"  # the step at which that is


class Polling:
    """What the loops of one world have read, and what has changed since."""

    def __init__(self) -> None:
        self.lines: set[str] = set()  # where a loop polled
        self.loops = False  # whether any fiber loops, so that it must hear of changes
        self._changes = 0  # writes so far that such fibers could see
        self._turns = 0
        self._watched: set[Key] = set()  # what any fiber has read of which it must hear

    def loop(self, world: WorldProtocol, token: list[Any], state: tuple[Any, ...], *, endless: bool = False) -> None:
        """Hear that the current fiber begins a turn of an unbounded loop with these values of its variables.

        Args:
            world: the run.
            token: a list of the loop's own, empty each time that the loop is entered.
            state: the values.
            endless: whether nothing but an exception ever ends the loop: it waits for nothing.

        Raises:
            Abandoned: the run is over.
        """
        if world.ending:
            raise Abandoned
        me = world.current
        me.loops = self.loops = world.listening = True
        self._turns += 1
        me.turns += 1
        if me.turns % PATIENCE == 0:
            world.step(Operation(ROUND, (), quiet=True))
        if self._turns > MAX_IDLE_TURNS:
            world.stop("steps", f"a schedule has more than {MAX_IDLE_TURNS:,} turns of loops")
        if token and token[-1] is me:  # the loop of a generator goes from thread to thread
            start, steps, effects, held, waits, clock_reads, values, anchor, marks, draws, timeouts, _ = token
            in_vain = me.effects == effects and (*me.holding, *me.permits) == held and same_values(values, state)
            if in_vain and endless and me.marks > marks and world.prune and len(world.fibers) > 1:
                world.stop("steps", f"a loop in line {world.text.here()} has no end")
            if in_vain:
                me.drew = me.draws > draws
                if not me.drew:
                    self.lines.add(world.text.here())
                    if not world.may_poll and me.timeouts == timeouts:  # else it is asked if all is well without them
                        world.fail(Problem("polls", me))
                me.awaited = {}
                for time, key in me.reads[start:]:
                    me.awaited.setdefault(key, time)
                me.roused = any(me.watch[key] > time for key, time in me.awaited.items())
                me.looked_at = (
                    "" if endless or world.record is None else world.record.looked_at(me.number, world.steps - steps)
                )
                if me.holding and me.waits > waits:
                    self._idle(world, me)
                else:
                    me.marked = me.marks > marks and bool(world.learned)
                    self._spin(world, me, timed=me.clock_reads > clock_reads)
            elif anchor.returns(world.steps + me.effects, state):
                me.awaited, me.roused, me.looked_at, me.marked = {}, False, "", False
                self._spin(world, me, timed=False)
        else:
            anchor = Anchor()
        held_now = (*me.holding, *me.permits)
        seen = (len(me.reads), world.steps, me.effects, held_now, me.waits, me.clock_reads)
        token[:] = (*seen, state, anchor, me.marks, me.draws, me.timeouts, me)

    @staticmethod
    def _looked_at(world: WorldProtocol, me: Fiber, steps: int) -> str:
        return "" if world.record is None else world.record.looked_at(me.number, steps)

    def _idle(self, world: WorldProtocol, me: Fiber) -> None:
        """A turn in vain that gave a lock up meanwhile: stopping here, with the lock, would keep the others out."""
        others = (fiber.pending for fiber in world.fibers if fiber is not me and fiber.pending is not None)
        others_can_go = any(each.enabled() and not each.would_wait() for each in others)
        if world.prune and not world.setting_up and (me.state() or others_can_go):
            world.stop("redundant", "a wait timed out although others could go on")
        me.idle = True

    def _spin(self, world: WorldProtocol, me: Fiber, *, timed: bool) -> None:
        me.spinning = True
        me.beyond = timed and me.now > HORIZON
        timed = timed and not me.beyond
        footprint = ((("spin", me.number), Mode.READ),)
        world.step(
            Operation(
                "spin", footprint, target=me.looked_at, subject=me, state=me.state, ready=bool, timed=timed, quiet=True
            )
        )
        me.spinning = False
        if not me.roused:
            me.now += 1.0 + me.now  # only the time has changed: let much of it pass

    @staticmethod
    def may_go_on(world: WorldProtocol) -> tuple[str, str]:
        """Return why a run is broken off in which nobody goes on, and the reason; nothing if nobody ever could."""
        polls = [fiber for fiber in world.fibers if fiber.spinning]
        if world.hopes and any(fiber.drew for fiber in polls):
            return "redundant", ""  # with other numbers one may go on
        return ("steps", TIME_OF_DAY) if any(fiber.beyond for fiber in polls) else ("", "")

    def disturb(self, world: WorldProtocol, key: Key) -> None:
        """Tell every fiber that polls for ``key`` that it has changed."""
        me = world.current
        self._changes += 1
        if key not in self._watched:
            return
        for fiber in world.fibers:
            if fiber is not me and key in fiber.watch:
                fiber.watch[key] = self._changes
                if key in fiber.awaited and not fiber.roused:
                    # Whom time alone lets go on, too, does not come after the change.
                    if fiber.spinning and fiber.pending is not None and not fiber.pending.timed:
                        world.inform(fiber)
                    fiber.roused = True

    def watch(self, me: Fiber, key: Key) -> None:
        """Note that a fiber has seen what ``key`` stands for: a change of it is news to a loop that polls."""
        if me.loops:
            me.reads.append((self._changes, key))
            me.watch.setdefault(key, 0)
            self._watched.add(key)
