"""A run that keeps account of what its threads know, so that its states can be compared with those of other runs.

It has no polling, too: a loop that only asks comes to a state that is known. So a state from which no schedule comes to
an end is one from which none does.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.merging.contents import Contents
from threadlab.schedules.merging.memory import Memory
from threadlab.schedules.merging.naming import Naming
from threadlab.schedules.merging.registry import Registry
from threadlab.schedules.merging.shared_prefix import NOTHING, Beginning, Told
from threadlab.schedules.merging.state import States
from threadlab.schedules.merging.traits import Traits
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.learned_facts import CLOCK_LOOKED_AT
from threadlab.schedules.running.loop_cycles import same_values
from threadlab.schedules.running.operation import Footprint, Found, Mode, Operation
from threadlab.schedules.running.polling import HORIZON, MAX_IDLE_TURNS, PATIENCE, ROUND
from threadlab.schedules.running.world import Scheduler, World
from threadlab.schedules.searching.bags import Bags, is_immutable, may_be_bag
from threadlab.schedules.text import Text


class RememberingWorld(World):
    """One run, whose ``states.now()`` is a number for the state that it has come to.

    Args:
        chains: the numbers of states and histories, shared by all runs of a search.
        traits: what the program's text says about what can be forgotten.
        told: what an earlier run was told that this one repeats.
        options: as a world takes them.
    """

    def __init__(
        self,
        scheduler: Scheduler,
        text: Text,
        *,
        chains: Chains,
        traits: Traits,
        told: Beginning = NOTHING,
        **options: Any,
    ) -> None:
        self.registry = Registry()
        super().__init__(scheduler, text, numbers=self.registry, prune=False, **options)
        self.registry.world = self
        self._in_order = None if traits.identity else chains.ordered
        self._turns: dict[int, tuple[Any, ...]] = {}  # of each loop, by its token, what its latest turn began with
        self._draws: dict[int, int] = {}  # how many numbers each fiber had drawn when its latest turn of a loop began
        self.recording = True  # values that are read are told, if only to the memory
        timed = CLOCK_LOOKED_AT in self.learned
        self._naming = Naming(self.registry, traits)
        self.ordered: set[str] = set()  # where was added to lists whose order was seen, and had not been before
        self._bags = Bags()
        contents = Contents(self, self._naming, self._bags, timed=timed, queues=chains.queues)
        self.memory = Memory(self, chains, self._naming, contents, Told(told), forgets=traits.forgets)
        self.states = States(self, chains, self._naming, contents, self.memory, timed=timed)

    def meet(self, hooks: Any) -> None:
        """Hear of the hooks of the program that is about to run."""
        super().meet(hooks)
        assert isinstance(hooks, Hooks)
        self._naming.hooks = hooks

    def add_fiber(self, thread: Any, *, daemon: bool) -> Fiber:
        """Make a fiber for the program's ``thread``."""
        fiber = super().add_fiber(thread, daemon=daemon)
        if fiber.number:
            self.memory.start(fiber)
        return fiber

    def step(self, operation: Operation) -> None:
        """Announce a step, and return when it is its turn."""
        moves = operation.mover and (self.solo or self.discipline.assumed)
        super().step(operation)
        if moves:  # whether it comes by way of ``moves``, which tells nobody, says nothing of the state
            self.memory.changes += 1
        else:
            self.memory.step(operation)

    def touch(self, action: Action, footprint: Footprint, target: str, found: Found | None = None) -> None:
        """Announce a step on shared data, and return in its turn. Takes and raises what ``Turns.touch`` does."""
        sorting = self._bags.sorted()
        super().touch(action, footprint, target, found)
        touched = footprint if found is None else found.footprint
        self.memory.touch(action, touched)
        if ordered := self._bags.seen(touched, sorting):
            self.ordered |= ordered
            self.stop("learned", "somebody sees the order of a list")

    def mode_of_adding(self, container: Any, *added: Any) -> Mode:
        """Return how a list is touched to the end of which the current fiber is about to add."""
        site = self.text.here()
        if self._in_order is None or site in self._in_order or not may_be_bag(container):
            return Mode.WRITE
        if not all(map(is_immutable, added)):
            return Mode.WRITE
        self._bags.add(self.key(container), container, None if self.solo else self.current.number, site)
        return Mode.COMMUTING

    def in_any_order(self, container: Any) -> None:
        """Hear that the next step reads a list such that it finds the same in whichever order numbers are in it."""
        if self.has_number(container):
            self._bags.sort(self.key(container))

    def pick(self, count: int) -> int:
        """Return which of ``count`` ways a step goes."""
        number = super().pick(count)
        self.memory.went(number)
        return number

    def note(self, value: object) -> None:
        """Hear a value that was read."""
        super().note(value)
        self.memory.observe(value)

    def check(self, error: BaseException | None) -> None:
        """Hear of an exception that the program is about to deal with."""
        super().check(error)
        if error is not None and not self.ending:
            self.memory.fail(error)

    def loop(self, token: list[Any], state: tuple[Any, ...], *, endless: bool = False) -> None:  # noqa: ARG002
        """Hear of a turn of a loop; one that comes round with nothing changed lets others go on.

        Raises:
            Abandoned: the run is over.
        """
        if self.ending:
            raise Abandoned
        self._note_poll(token, state)
        self._go_round(token, state)

    def _note_poll(self, token: list[Any], state: tuple[Any, ...]) -> None:
        """Note where a loop polls: its latest turn was in vain, as ``Polling.loop`` has it."""
        self.listening = True  # to hear of effects
        me = self.current
        now = (me.effects, (*me.holding, *me.permits), me.draws)
        of, who, then, looks, values = self._turns.get(id(token), (None, None, now, 0, state))
        if token and of is token and who is me and then == now and same_values(values, state):
            self.polling.lines.add(self.text.here())
            if me.clock_reads > looks and me.now < HORIZON:
                me.now += 1.0 + me.now  # only the time has changed: let much of it pass, as ``Polling`` does
        self._turns[id(token)] = token, me, now, me.clock_reads, state

    def for_turn(self, token: list[Any], state: tuple[Any, ...]) -> None:
        """Hear of a turn of a ``for`` loop.

        Raises:
            Abandoned: the run is over.
        """
        if self.ending:
            raise Abandoned
        self._go_round(token, state)

    def _go_round(self, token: list[Any], state: tuple[Any, ...]) -> None:
        me = self.current
        me.turns += 1
        if me.turns > MAX_IDLE_TURNS:
            self.stop("steps", f"a schedule has more than {MAX_IDLE_TURNS:,} turns of loops")
        returns = self.memory.turn(token, state)
        if returns and self.solo:
            self.step(Operation("spin", (), quiet=True, ready=bool))
        elif returns or self._has_drawn(me) or me.turns % PATIENCE == 0:
            self.step(Operation(ROUND, (), quiet=True))

    def _has_drawn(self, me: Fiber) -> bool:
        """Say whether a fiber has drawn a random number since it was asked last: each that it may be is a way to go."""
        before, self._draws[me.number] = self._draws.get(me.number, 0), me.draws
        return me.draws > before

    def mark(self) -> int:
        """Return what stands for all that the current fiber knows."""
        return self.memory.mark()

    def back(self, mark: int, result: object) -> None:
        """Hear that a call is over."""
        self.memory.back(mark, result)

    def frame(self, number: int) -> int:
        """Return what a frame keeps as its number: it tells whether the frame still lives."""
        return self.registry.token(number)

    def capture(self, frame: Hashable, variable: str, value: object) -> None:
        """Hear what a captured variable is about to hold."""
        self.states.cells[frame, variable] = value
