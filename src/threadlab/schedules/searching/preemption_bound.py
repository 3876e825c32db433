"""Schedules in the order of their preemptions: the first that fails is the easiest to read.

A best-first search, as in Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded
programs" (2007): nearly all bugs show with two preemptions or fewer. Beginnings that order all conflicting operations
alike are tried once.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from threadlab.schedules.running.world import World
from threadlab.schedules.searching.replay import Choice, Guided

MAX_RUNS = 2_000  # runs, before the best schedule so far is taken
MAX_WORK = 20_000  # steps of all runs, before one preemption more than is needed is taken for simple enough
MOST_WORK = 50_000  # steps of all runs, before the best schedule so far is taken, however simple another may be
MORE_RUNS = 60  # runs spent, once a failing schedule is found, on one as good with fewer switches and steps

Run = Callable[[list[int]], tuple[Guided, World]]  # runs the program on a schedule that begins with these choices
Cost = tuple[int, int, int]  # preemptions, switches, steps


def cost(choices: list[Choice]) -> Cost:
    """Return what a schedule costs its reader."""
    preemptions = sum(choice.preempts(choice.chosen) for choice in choices)
    switches = sum(choice.chosen != choice.before for choice in choices)
    return preemptions, switches, len(choices)


def by_preemptions(run: Run, most: int) -> Iterator[tuple[Guided, World]]:
    """Run schedules, those with fewer preemptions first; yield each that came to its end.

    Args:
        run: runs the program on one schedule.
        most: schedules with more preemptions are left out.
    """
    queue: list[tuple[int, int, Sequence[Choice], int, int]] = [(0, 0, (), 0, 0)]
    seen: dict[tuple[int, int], int] = {}
    pushed = 0
    while queue:
        preemptions, _, made, length, last = heapq.heappop(queue)
        prefix = [*(choice.chosen for choice in made[:length]), last] if pushed else []
        guided, world = run(prefix)
        if world.stopped not in ("", "redundant"):
            continue
        if not world.stopped:
            yield guided, world
        for depth in range(len(prefix), len(guided.choices)):
            choice = guided.choices[depth]
            if choice.fixed:
                continue
            for thread in choice.ready + choice.late:
                early = thread in choice.late and bool(choice.ready)  # a time-out while others could go on
                price = preemptions + (choice.preempts(thread) or early)
                key = (choice.fingerprint, thread)
                if thread != choice.chosen and price <= most and seen.get(key, price + 1) > price:
                    seen[key] = price
                    pushed += 1
                    heapq.heappush(queue, (price, pushed, guided.choices, depth, thread))


class Shortest(NamedTuple):
    """A failing schedule with the fewest preemptions."""

    choices: list[int]
    world: World  # the run on it
    beside: list[bool]  # of each schedule that was tried to find it, in the order of ``by_preemptions``: is it right?


def shortest(run: Run, known: list[int], most: int = MAX_RUNS) -> Shortest:
    """Return a failing schedule with the fewest preemptions.

    Args:
        run: runs the program on one schedule; the world's ``problem`` says whether it failed.
        known: the choices of a failing schedule.
        most: runs, before the best schedule so far is taken.
    """
    first, like = run(known)
    best, best_cost = known, cost(first.choices)
    limit, beside = most, []
    least = work = 0
    for runs, (guided, world) in enumerate(by_preemptions(run, best_cost[0]), 1):
        found = cost(guided.choices)
        if runs == 1:
            least = found[0]  # not none: in a loop that goes round very often a thread must let others go on
        work += world.steps
        beside.append(world.problem is None)
        enough = MAX_WORK if best_cost[0] <= least + 1 else MOST_WORK
        if found[0] > best_cost[0] or runs > limit or work > enough:
            break
        if world.problem is not None:
            limit = min(limit, runs + MORE_RUNS)
            if found < best_cost:
                best, best_cost, like = [choice.chosen for choice in guided.choices], found, world
    return Shortest(best, like, beside)
