"""Every state once, and at each a persistent set of threads.

A run repeats a path to a state, tries a thread there, and goes on until it comes to a state that is known. When no
thread is left to be tried, the graph says who must be besides; when it says nobody, the search is complete: each
schedule that comes to an end is equivalent to one in the graph, and a state from which the graph has no way to an end
has none.
"""

from __future__ import annotations

from dataclasses import dataclass

from threadlab.schedules.merging.chains import Chains
from threadlab.schedules.merging.graph import END, Graph, Node, Thread
from threadlab.schedules.merging.world import RememberingWorld
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.happens_before import join
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Candidates, way


@dataclass(frozen=True, slots=True)
class Attempt:
    """What a run is to repeat, and which step it then tries: the last choice of a thread is made at ``state``."""

    choices: list[int]
    state: int | None = None
    depth: int = -1


class PersistentSearch:
    """A search over states; it is the scheduler of each of its runs. Use it as a ``Search``."""

    def __init__(self) -> None:
        self.chains = Chains()
        self.graph = Graph()
        self.choices: list[int] = []
        self._attempt = Attempt([])
        self._left: list[Attempt] = []
        self._from: int | None = None  # the state that was left last
        self._depth = -1  # the place of the choice that was made there
        self._by: Thread = None  # whose choice it was

    def begin(self) -> None:
        """Get ready for the next run."""
        self.choices = []
        self._from, self._depth, self._by = None, -1, None

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
                state = world.states.now()
                self._lead_to(state)
                if state in self.graph.nodes:
                    world.stopped = "merged"
                    return None
                node = self._node(world, able)
                self.graph.nodes[state] = node
                node.ends = all(fiber.finished or fiber.daemon for fiber in world.fibers)
                # One that touches nothing goes first: nobody is ever in conflict with it.
                chosen = next((fiber for fiber in able if not node.pending[fiber.lineage]), chosen)
                node.steps[chosen.lineage] = {}
                self._leave(state, depth, chosen)
        operation = chosen.pending
        assert operation is not None
        operation.settle()
        if operation.after is not None:
            join(chosen.clock, operation.after)
        chosen.clock[chosen.number] += 1
        self.choices.append(chosen.number)
        return chosen

    def pick(self, world: World, count: int) -> int:
        """Choose as the attempt says; beyond it, the first way, the others being tried later."""
        depth = len(self.choices)
        if depth < len(self._attempt.choices):
            self.choices.append(self._attempt.choices[depth])
        else:
            if not world.setting_up:
                self._left += [
                    Attempt([*self.choices, way(number)], self._from, self._depth) for number in range(1, count)
                ]
            self.choices.append(way(0))
        return way(self.choices[-1])

    def end(self, world: RememberingWorld) -> None:
        """Take note of how a run ended."""
        if not world.stopped:
            self._lead_to(END)

    def advance(self) -> bool:
        """Move to the next run; False if there is none."""
        if not self._left:
            for state, thread in self.graph.untried():
                node = self.graph.nodes[state]
                node.steps[thread] = {}
                self._left.append(Attempt([*node.path, node.enabled[thread]], state, len(node.path)))
        if not self._left:
            return False
        self._attempt = self._left.pop()
        return True

    def _leave(self, state: int | None, depth: int, by: Fiber) -> None:
        self._from, self._depth, self._by = state, depth, by.lineage

    def _lead_to(self, state: int) -> None:
        """Note where the step led that was made at the state left last."""
        if self._from is not None:
            ways = tuple(way(number) for number in self.choices[self._depth + 1 :])
            self.graph.nodes[self._from].steps[self._by][ways] = state
        self._from = None

    def _node(self, world: RememberingWorld, able: list[Fiber]) -> Node:
        number = self.graph.touches.number
        pending: dict[Thread, list[int]] = {
            fiber.lineage: [number(fiber.lineage, *each) for each in world.states.footprint(fiber.pending.footprint)]
            for fiber in world.fibers
            if fiber.pending is not None
        }
        return Node(self.choices.copy(), {fiber.lineage: fiber.number for fiber in able}, pending)

    def _get_stuck(self, world: RememberingWorld) -> None:
        """Nobody can go on: what those who are left wait for counts as what is to come."""
        if world.setting_up or self._from is None or all(fiber.pending is None for fiber in world.fibers):
            return
        state = world.states.now()
        self._lead_to(state)
        if state not in self.graph.nodes:
            node = self.graph.nodes[state] = self._node(world, [])
            node.ends = True
