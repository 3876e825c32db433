"""Of all failing schedules, one with the fewest preemptions.

A best-first search over schedules by their number of preemptions, as in Musuvathi and Qadeer, "Iterative context
bounding for systematic testing of multithreaded programs" (2007): nearly all bugs show with two or fewer. Beginnings
that order all conflicting operations alike are tried once.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable

from threadlab.schedules.guided import Choice, Guided
from threadlab.schedules.world import World

MAX_RUNS = 2_000  # runs, before the best schedule so far is taken
MORE_RUNS = 60  # runs spent, once a failing schedule is found, on one as good with fewer switches and steps

Cost = tuple[int, int, int]  # preemptions, switches, steps


def cost(choices: list[Choice]) -> Cost:
    """Return what a schedule costs its reader."""
    preemptions = sum(choice.preempts(choice.chosen) for choice in choices)
    switches = sum(choice.chosen != choice.before for choice in choices)
    return preemptions, switches, len(choices)


def shortest(run: Callable[[Guided], World], known: list[int]) -> list[int]:
    """Return the thread choices of a failing schedule with the fewest preemptions.

    Args:
        run: runs the program under a scheduler; the world's ``problem`` says whether it failed.
        known: the choices of a failing schedule.
    """
    first = Guided(known)
    run(first)
    best, best_cost = known, cost(first.choices)
    queue: list[tuple[int, int, list[int]]] = [(0, 0, [])]
    seen: dict[tuple[int, int], int] = {}
    runs = pushed = 0
    limit = MAX_RUNS
    while queue and runs < limit:
        preemptions, _, prefix = heapq.heappop(queue)
        if preemptions > best_cost[0]:
            break
        guided = Guided(prefix)
        world = run(guided)
        runs += 1
        if world.stopped:
            continue
        if world.problem is not None:
            found = cost(guided.choices)
            limit = min(limit, runs + MORE_RUNS)
            if found < best_cost:
                best, best_cost = [choice.chosen for choice in guided.choices], found
        for depth in range(len(prefix), len(guided.choices)):
            choice = guided.choices[depth]
            for thread in choice.ready + choice.late:
                if thread == choice.chosen:
                    continue
                price = preemptions + (choice.preempts(thread) or (thread in choice.late and bool(choice.ready)))
                key = (choice.fingerprint, thread)
                if price <= best_cost[0] and seen.get(key, price + 1) > price:
                    seen[key] = price
                    pushed += 1
                    heapq.heappush(queue, (price, pushed, [c.chosen for c in guided.choices[:depth]] + [thread]))
    return best
