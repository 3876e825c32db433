"""Every state once, and at each a persistent set of threads.

A run repeats a path to a state, tries a thread there, and goes on until it comes to a state that is known. From there
it may walk on, by steps that are known, to another state where somebody is to be tried. When no thread is left to be
tried, the graph says who must be besides; when it says nobody, the search is complete: each schedule that comes to an
end is equivalent to one in the graph, and a state from which the graph has no way to an end has none.
"""

from __future__ import annotations

from dataclasses import dataclass

from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.merging.graph import END, Graph, StateNode, Thread
from threadlab.schedules.merging.shared_prefix import NOTHING, Beginning
from threadlab.schedules.merging.state_world import RememberingWorld
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.operation import LookingTouch
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Candidates, way

DETOUR = 50  # choices that a run may have made more than it takes to come to a state, and still walk on from there


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a run is to repeat, and which step it then tries: the last choice of a thread is made at ``state``."""

    choices: list[int]
    state: int | None = None
    depth: int = -1
    told: Beginning = NOTHING  # what its threads are told until then


class PersistentSearch:
    """A search over states; it is the scheduler of each of its runs. Use it as a ``Search``.

    Args:
        walks: whether runs walk on from states that are known, which takes fewer of them; the way to a state is then
            not one of the easiest to read.
        queues, ordered: see ``Chains``.
    """

    def __init__(self, *, walks: bool = False, queues: bool = True, ordered: frozenset[str] | None = None) -> None:
        self.chains = Chains(queues=queues, ordered=ordered)
        self.graph = Graph()
        self.choices: list[int] = []
        self._walks = walks
        self._attempt = Attempt([])
        self._left: list[Attempt] = []
        self._untried: dict[int, list[Thread]] = {}  # who is to be tried besides, at which states
        self._route: list[Thread] = []  # whose steps lead to where the next one is tried; the last step comes first
        self._from: int | None = None  # the state that was left last
        self._depth = -1  # the place of the choice that was made there
        self._by: Thread = None  # whose choice it was

    def begin(self) -> None:
        """Get ready for the next run."""
        self.choices, self._route = [], []
        self._from, self._depth, self._by = None, -1, None

    @property
    def told(self) -> Beginning:
        """What the next run's threads are told as they were before."""
        return self._attempt.told

    def choose(self, world: World) -> Fiber | None:
        """Choose as the attempt says; beyond it, whoever goes on by default, until a state comes that is known."""
        assert isinstance(world, RememberingWorld)
        depth = len(self.choices)
        attempt = self._attempt
        if depth < len(attempt.choices):
            chosen = world.fibers[attempt.choices[depth]]
            if depth == attempt.depth:
                self._leave(attempt.state, depth, chosen)
        else:
            candidates = Candidates(world)
            able = [*candidates.ready, *candidates.late]
            if not able:
                self._get_stuck(world)
                return None
            default = candidates.default(world.current, ())
            assert default is not None
            chosen = default
            if not world.setting_up:
                decided = self._decide(world, able, default)
                if decided is None:
                    world.stopped = "merged"
                    return None
                chosen = decided
        operation = chosen.pending
        assert operation is not None
        operation.settle()
        if operation.after is not None:
            join(chosen.clock, operation.after)
        chosen.clock[chosen.number] += 1
        self.choices.append(chosen.number)
        return chosen

    def _decide(self, world: RememberingWorld, able: list[Fiber], default: Fiber) -> Fiber | None:
        """Choose who goes on from the present state; None if it is known, and there is nowhere to walk to."""
        if self._route:
            return _of(able, self._route.pop())
        for fiber in world.fibers:
            if type(fiber.pending) is LookingTouch:
                fiber.pending.settle()
        state = world.states.now()
        self._lead_to(state)
        node = self.graph.nodes.get(state)
        if node is not None:
            return self._walk(state, node, able) if self._walks else None
        node = self.graph.nodes[state] = self._node(world, able)
        node.ends = all(fiber.finished or fiber.daemon for fiber in world.fibers)
        # One that touches nothing goes first: nobody is ever in conflict with it.
        chosen = next((fiber for fiber in able if not node.pending[fiber.lineage]), default)
        node.steps[chosen.lineage] = {}
        self._leave(state, len(self.choices), chosen)
        return chosen

    def _walk(self, state: int, node: StateNode, able: list[Fiber]) -> Fiber | None:
        """Go on from a known state: try who is to be tried there, else go to where somebody is."""
        while state in self._untried and self.graph.infer(state, self._untried[state][-1]):
            self._take_off(state)
        if state in self._untried:
            chosen = _of(able, self._untried[state][-1])
            if chosen is not None:
                self._take_off(state)
                self._leave(state, len(self.choices), chosen)
            return chosen
        if len(self.choices) > node.depth + DETOUR:  # going round and round
            return None
        self._route = self.graph.route(state, self._untried)
        return _of(able, self._route.pop()) if self._route else None

    def _take_off(self, state: int) -> Thread:
        """Return who is to be tried next at a state, and hear that it is done."""
        threads = self._untried[state]
        thread = threads.pop()
        if not threads:
            del self._untried[state]
        return thread

    def pick(self, world: World, count: int) -> int:
        """Choose as the attempt says; beyond it, the first way, the others being tried later."""
        depth = len(self.choices)
        if depth < len(self._attempt.choices):
            self.choices.append(self._attempt.choices[depth])
        else:
            if not world.setting_up:
                assert isinstance(world, RememberingWorld)
                told = world.memory.told.so_far()
                self._left += [
                    Attempt([*self.choices, way(number)], self._from, self._depth, told) for number in range(1, count)
                ]
            self.choices.append(way(0))
        return way(self.choices[-1])

    def end(self, world: RememberingWorld) -> None:
        """Take note of how a run ended."""
        if not world.stopped:
            self._lead_to(END)

    def advance(self) -> bool:
        """Move to the next run; False if there is none."""
        if self._left:
            self._attempt = self._left.pop()
            return True
        while True:
            if not self._untried and not self._find_untried():
                return False
            state = next(reversed(self._untried))
            thread = self._take_off(state)
            if self.graph.infer(state, thread):
                continue
            node = self.graph.nodes[state]
            self._attempt = Attempt([*node.path, node.enabled[thread]], state, node.depth, node.told)
            return True

    def _find_untried(self) -> bool:
        """Ask the graph who must be tried besides; say whether there is anybody."""
        found = self.graph.untried()
        if self._walks:  # from an early state there is more to walk to
            found.sort(key=lambda each: -self.graph.nodes[each[0]].depth)
        for state, thread in found:
            self.graph.nodes[state].steps[thread] = {}
            self._untried.setdefault(state, []).append(thread)
        return bool(found)

    def _leave(self, state: int | None, depth: int, by: Fiber) -> None:
        self._from, self._depth, self._by = state, depth, by.lineage

    def _lead_to(self, state: int) -> None:
        """Note where the step led that was made at the state left last."""
        if self._from is not None:
            ways = tuple(way(number) for number in self.choices[self._depth + 1 :])
            self.graph.lead(self._from, self._by, ways, state)
        self._from = None

    def _node(self, world: RememberingWorld, able: list[Fiber]) -> StateNode:
        number = self.graph.touches.number
        pending: dict[Thread, list[int]] = {
            fiber.lineage: [number(fiber.lineage, *each) for each in world.states.footprint(fiber.pending.footprint)]
            for fiber in world.fibers
            if fiber.pending is not None
        }
        enabled: dict[Thread, int] = {fiber.lineage: fiber.number for fiber in able}
        return StateNode(self.choices, enabled, pending, world.memory.told.so_far())

    def _get_stuck(self, world: RememberingWorld) -> None:
        """Nobody can go on: what those who are left wait for counts as what is to come."""
        if world.setting_up or self._from is None or all(fiber.pending is None for fiber in world.fibers):
            return
        state = world.states.now()
        self._lead_to(state)
        if state not in self.graph.nodes:
            node = self.graph.nodes[state] = self._node(world, [])
            node.ends = True


def _of(fibers: list[Fiber], thread: Thread) -> Fiber | None:
    """Return the fiber of a thread, None if it is not among these."""
    return next((fiber for fiber in fibers if fiber.lineage == thread), None)
