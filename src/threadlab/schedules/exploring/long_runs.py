"""Programs with very many steps: a search is out of the question, but a schedule with few switches may break them."""

from __future__ import annotations

from dataclasses import replace

from threadlab.schedules.exploring.runs import Runs
from threadlab.schedules.failure_facts import failure_of
from threadlab.schedules.result import Failure
from threadlab.schedules.running.recording.record import Record
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.replay import Guided, replay_of
from threadlab.schedules.searching.torn_update import Sort, TornUpdate

MAX_WORK = 2_500_000  # steps of all that are tried
BRIEFLY = 150_000  # the same, where schedules are not too long to be searched
MOST: dict[Sort, int] = {"free": 1_000, "locks": 4, "held": 1_000}  # how many places of each sort


def breaking_run(runs: Runs, work: int = MAX_WORK) -> Failure | None:
    """Look for a schedule that breaks a program with very many steps, and tell of it; None if none was found."""
    runs.long = True
    try:
        found = _broken(runs, work)
        return found and _told(runs, *found)
    finally:
        runs.long = False


def _broken(runs: Runs, most: int) -> tuple[list[int], World] | None:
    world = runs.run(Guided([], through=True))
    if runs.learn(world) and world.stopped:  # what it had to be told, it was told too late
        world = runs.run(Guided([], through=True))
        runs.learn(world)
    if world.problem is not None and not world.stopped:
        return [], world
    if world.stopped:
        return None
    work = 0
    for sort, places in MOST.items():
        for which in range(places if sort == "locks" or runs.contended else 0):
            torn = TornUpdate(sort, which)
            world = runs.run(torn)
            work += world.steps
            if work > most or not world.facts <= runs.learned:
                return None
            if world.stopped or torn.led < 0:
                break
            if world.problem is not None:
                return [choice.chosen for choice in torn.choices[: torn.led]], world
    return None


def _told(runs: Runs, choices: list[int], like: World) -> Failure | None:
    again = Guided(choices, like, runs.contended, through=True)
    failure = failure_of(runs.run(again, Record()), again)
    if failure is None:
        return None
    race = failure.race if choices else None  # with no switch but where threads end there is none to blame
    return replace(failure, race=race, replay=replay_of([choice.chosen for choice in again.choices[: again.led]]))


def again(runs: Runs, choices: list[int]) -> tuple[Guided, World]:
    """Run again what was told of: the choices are those of each step."""
    runs.long = True
    try:
        return runs.follow(lambda: Guided(choices, through=True), recorded=True)
    finally:
        runs.long = False
