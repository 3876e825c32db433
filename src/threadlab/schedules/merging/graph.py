"""The states of a program, the steps between them, and which threads must be tried at each.

A set of threads is *persistent* at a state if nothing that the others do from there on conflicts with the next steps of
those in it (Godefroid, "Partial-order methods for the verification of concurrent systems", 1996, chapter 4): then it is
enough to try these. What comes after a state is known once the graph is there; so one thread is tried at each state at
first, and the graph says who else must be (Flanagan and Godefroid 2005 find that on a stack; here it is found on the
whole graph, again and again until nothing is added).
"""

from __future__ import annotations

from collections.abc import Container, Hashable, Iterator, Sequence
from itertools import pairwise

from threadlab.schedules.merging.shared_prefix import NOTHING, Beginning
from threadlab.schedules.running.operation import CONFLICT

Thread = Hashable  # what names a thread in all runs
Ways = tuple[int, ...]  # which ways the steps went that could go several, between two decisions
FAR = 200  # states looked at on the way to one
END = -1  # where a step leads after which nobody goes on


class StateNode:
    """A state.

    Args:
        choices: those of the run that is the first to come to it, which makes more later: no copy, for a long run comes
            to thousands of states.
        enabled: the threads that can go on, with their numbers in that run.
        pending: what each thread is about to touch.
        told: what threads are told on the way.
    """

    __slots__ = ("_choices", "depth", "enabled", "ends", "pending", "steps", "told", "touches")

    def __init__(
        self,
        choices: list[int],
        enabled: dict[Thread, int],
        pending: dict[Thread, list[int]],
        told: Beginning = NOTHING,
    ) -> None:
        self._choices = choices
        self.depth = len(choices)  # how many of them lead to it
        self.told = told
        self.enabled = enabled
        self.pending = pending
        self.touches = 0  # all of these, as bits
        for bits in pending.values():
            for bit in bits:
                self.touches |= 1 << bit
        self.steps: dict[Thread, dict[Ways, int | None]] = {}  # where each thread tried leads; None: not known yet
        self.ends = False  # whether the program may end here

    @property
    def path(self) -> list[int]:
        """The choices that lead to it."""
        return self._choices[: self.depth]

    def successors(self) -> Iterator[int]:
        """Give the states that come next, as far as known."""
        for led in self.steps.values():
            for state in led.values():
                if state is not None and state != END:
                    yield state


class TouchNumbers:
    """Numbers for who touches what how, and which of them conflict."""

    def __init__(self) -> None:
        self._numbers: dict[Hashable, int] = {}
        self.by: list[Thread] = []
        self.conflicts: list[int] = []  # with which others each conflicts, as bits
        self._at: dict[Hashable, list[tuple[int, int]]] = {}  # the touches of each key, with their modes

    def number(self, thread: Thread, key: Hashable, mode: int) -> int:
        """Return the number of a touch."""
        touch = thread, key, mode
        number = self._numbers.get(touch)
        if number is not None:
            return number
        number = self._numbers[touch] = len(self.by)
        conflicts = 0
        for other, other_mode in self._at.setdefault(key, []):
            if self.by[other] != thread and CONFLICT[mode][other_mode]:
                conflicts |= 1 << other
                self.conflicts[other] |= 1 << number
        self.by.append(thread)
        self.conflicts.append(conflicts)
        self._at[key].append((number, mode))
        return number


class Graph:
    """All states found so far."""

    def __init__(self) -> None:
        self.nodes: dict[int, StateNode] = {}
        self.touches = TouchNumbers()
        self._before: dict[int, list[tuple[int, Thread]]] = {}  # of each state, whose step leads to it from which

    def lead(self, state: int, thread: Thread, ways: Ways, to: int) -> None:
        """Note where a step leads.

        Args:
            state: where it is made.
            thread: who makes it.
            ways: which ways it goes.
            to: the state that it leads to, or ``END``.
        """
        self.nodes[state].steps[thread][ways] = to
        if to != END and not ways:
            self._before.setdefault(to, []).append((state, thread))

    def infer(self, state: int, thread: Thread) -> bool:
        """Note where a step leads if that is known without making it; say whether it is.

        It is if the step before it, of another thread, commutes with it, and both are known in the other order: the two
        orders come to the same state.
        """
        after = self.nodes[state]
        for begin, other in self._before.get(state, ()):
            before = self.nodes[begin]
            if other == thread or before.ends or after.ends or not self._commute(before, thread, other):
                continue
            middle = _only(before.steps.get(thread))
            if middle is None or self.nodes[middle].ends or after.pending[thread] != before.pending[thread]:
                continue
            end = _only(self.nodes[middle].steps.get(other))
            if end is not None and self.nodes[middle].pending[other] == before.pending[other]:
                self.lead(state, thread, (), end)
                return True
        return False

    def _commute(self, node: StateNode, one: Thread, other: Thread) -> bool:
        """Say whether what two threads are about to do at a state does not conflict, and either may go first."""
        if one not in node.enabled or other not in node.enabled:
            return False
        against = 0
        for bit in node.pending[one]:
            against |= self.touches.conflicts[bit]
        return not any(against >> bit & 1 for bit in node.pending[other])

    def untried(self) -> list[tuple[int, Thread]]:
        """Return which threads must be tried besides at which states; none if the graph is complete."""
        components, number_of = self._components()
        after = self._after(components, number_of)
        found: dict[tuple[int, Thread], None] = {}
        for component in components:
            for state, thread in self._put_off(component):
                found[state, thread] = None
        for state, node in self.nodes.items():
            if len(node.steps) < len(node.enabled):
                for thread in self._in_conflict(node, after[number_of[state]]):
                    found[state, thread] = None
        return list(found)

    def route(self, start: int, goals: Container[int]) -> list[Thread]:
        """Return whose steps lead from a state to the nearest of some others, the last step first; none if it is far.

        Steps that can go several ways are not gone by.
        """
        routes: dict[int, list[Thread]] = {start: []}
        queue = [start]
        for state in queue:
            for thread, led in self.nodes[state].steps.items():
                other = led.get(())
                if other is None or other == END or other in routes:
                    continue
                routes[other] = [thread, *routes[state]]
                if other in goals:
                    return routes[other]
                queue.append(other)
            if len(queue) > FAR:
                break
        return []

    def _after(self, components: list[list[int]], number_of: dict[int, int]) -> list[int]:
        """Return all that is touched at a component's states and after them, as bits."""
        after: list[int] = []
        for number, component in enumerate(components):  # successors come first
            bits = 0
            for state in component:
                bits |= self.nodes[state].touches
                for other in self.nodes[state].successors():
                    if number_of[other] != number:
                        bits |= after[number_of[other]]
            after.append(bits)
        return after

    def _put_off(self, component: list[int]) -> Iterator[tuple[int, Thread]]:
        """Give who could go on somewhere on a cycle, and goes on nowhere on it: nobody may be put off for ever."""
        if not self._is_cycle(component):
            return
        tried = {thread for state in component for thread in self.nodes[state].steps}
        for state in component:
            for thread in self.nodes[state].enabled:
                if thread not in tried:
                    tried.add(thread)
                    yield state, thread

    def _in_conflict(self, node: StateNode, after: int) -> Iterator[Thread]:
        """Give who touches later what a thread tried here touches; all who can go, if one of these cannot go on."""
        for thread in list(node.steps):
            against = 0
            for bit in node.pending[thread]:
                against |= self.touches.conflicts[bit]
            against &= after
            while against:
                lowest = against & -against
                against ^= lowest
                other = self.touches.by[lowest.bit_length() - 1]
                if other in node.steps:
                    continue
                yield from (
                    [other] if other in node.enabled else [each for each in node.enabled if each not in node.steps]
                )

    def _components(self) -> tuple[list[list[int]], dict[int, int]]:
        """Return the strongly connected components, successors first, and the number of each state's.

        Tarjan, "Depth-first search and linear graph algorithms" (1972).
        """
        index: dict[int, int] = {}
        low: dict[int, int] = {}
        number_of: dict[int, int] = {}
        stack: list[int] = []
        components: list[list[int]] = []
        for root in self.nodes:
            if root in index:
                continue
            work = [(root, self.nodes[root].successors())]
            index[root] = low[root] = len(index)
            stack.append(root)
            while work:
                state, rest = work[-1]
                following = next(rest, None)
                if following is None:
                    work.pop()
                    if work:
                        low[work[-1][0]] = min(low[work[-1][0]], low[state])
                    if low[state] == index[state]:
                        at = stack.index(state) if len(stack) < _FEW else _last(stack, state)
                        for other in stack[at:]:
                            number_of[other] = len(components)
                        components.append(stack[at:])
                        del stack[at:]
                elif following not in index:
                    index[following] = low[following] = len(index)
                    stack.append(following)
                    work.append((following, self.nodes[following].successors()))
                elif following not in number_of:
                    low[state] = min(low[state], index[following])
        return components, number_of

    def _recurring(self) -> Iterator[int]:
        """Give the states on cycles."""
        for component in self._components()[0]:
            if self._is_cycle(component):
                yield from component

    def _is_cycle(self, component: list[int]) -> bool:
        return len(component) > 1 or component[0] in self.nodes[component[0]].successors()

    def hopeless(self) -> StateNode | None:
        """Return a recurring state from which no schedule comes to an end, the one come to soonest, if there is any.

        Where no end can be reached, something goes round: where nobody can go on is an end here.
        """
        before: dict[int, list[int]] = {}
        hopeful: list[int] = []
        for state, node in self.nodes.items():
            if node.ends or any(END in led.values() for led in node.steps.values()):
                hopeful.append(state)
            for other in node.successors():
                before.setdefault(other, []).append(state)
        seen = set(hopeful)
        while hopeful:
            for state in before.get(hopeful.pop(), ()):
                if state not in seen:
                    seen.add(state)
                    hopeful.append(state)
        lost = [self.nodes[state] for state in self._recurring() if state not in seen]
        return min(lost, key=lambda node: (_switches(node.path), node.depth), default=None)


def _only(led: dict[Ways, int | None] | None) -> int | None:
    """Return where a step leads that can go one way only, None if that is not known, or if nobody goes on there."""
    if led is None or len(led) != 1:
        return None
    state = led.get(())
    return None if state == END else state


_FEW = 16


def _last(stack: list[int], state: int) -> int:
    for at in range(len(stack) - 1, -1, -1):
        if stack[at] == state:
            return at
    raise AssertionError(state)


def _switches(path: Sequence[int]) -> int:
    return sum(one != other for one, other in pairwise(path))
