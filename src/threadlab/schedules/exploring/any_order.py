"""Ask for a proof that counts on blocks which commute: of programs that add to numbers very often, under locks."""

from __future__ import annotations

from threadlab.schedules.exploring.proof import Proof, ProofBudget
from threadlab.schedules.exploring.runs import Runs
from threadlab.schedules.searching.block_world import BlockWorld
from threadlab.schedules.searching.dpor import Search


def prove_in_any_order(runs: Runs, budget: ProofBudget) -> Proof:
    """Search all schedules but for the order of blocks that commute, until the verdict is certain or the budget spent.

    Args:
        runs: runs the program; takes over what the search learns about what conflicts in it.
        budget: when to give up.
    """
    if runs.polls or any(runs.looks.values()):  # none of these can be proved so
        return Proof("undecided")
    ordered: set[str] = set()
    search = Search()
    count = made = work = 0
    while made < budget.runs and work <= budget.work:
        search.begin()
        world = runs.run(search, ordered=ordered)
        assert isinstance(world, BlockWorld)
        made += 1
        work += world.steps
        if runs.learn(world) | (not world.ordered <= ordered):
            ordered |= world.ordered
            search = Search()
            count = 0
            continue
        if world.leftovers is not None and world.leftovers.looked_at:
            break
        if world.stopped in ("steps", "unmodelled") or runs.polls or any(runs.looks.values()) or not world.blocks:
            break
        search.end(world)
        if not world.stopped:
            count += 1
            if world.problem is not None:
                return Proof("fails", count, search.choices)
        if not search.advance():
            return Proof("holds", count)
    return Proof("undecided")
