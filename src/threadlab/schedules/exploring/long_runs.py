"""Programs with very many steps: a search is out of the question, but a schedule with few switches may break them."""

from __future__ import annotations

from collections.abc import Iterator
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
FIRST = 4  # places of each sort that are tried in each thread
MOST_AHEAD = 8  # threads that are let go ahead of the others


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
    for ahead, sort, places in _in_turn(len(world.fibers)):
        for which in places if sort == "locks" or runs.contended else ():
            torn = TornUpdate(sort, which, ahead)
            world = runs.run(torn)
            work += world.steps
            if work > most or not world.facts <= runs.learned:
                return None
            if world.stopped or torn.led < 0:
                break
            if world.problem is not None:
                return [choice.chosen for choice in torn.choices[: torn.led]], world
    return None


def _in_turn(threads: int) -> Iterator[tuple[int, Sort, range]]:
    """Yield the places to be tried: the first ones of each thread come first, for one may do much in vain."""
    for ahead in range(min(threads, MOST_AHEAD + 1)):
        yield from ((ahead, sort, range(FIRST)) for sort in MOST)
    yield from ((0, sort, range(FIRST, most)) for sort, most in MOST.items())


def _told(runs: Runs, choices: list[int], like: World) -> Failure | None:
    again = Guided(choices, like, runs.contended, through=True)
    failure = failure_of(runs.run(again, Record()), again)
    if failure is None:
        return None
    race = failure.race if choices else None  # with no switch but where threads end there is none to blame
    led = again.led if again.led >= 0 else len(again.choices)  # it may fail before anybody runs through
    return replace(failure, race=race, replay=replay_of([choice.chosen for choice in again.choices[:led]]))


def again(runs: Runs, choices: list[int]) -> tuple[Guided, World]:
    """Run again what was told of: the choices are those of each step."""
    runs.long = True
    try:
        return runs.follow(lambda: Guided(choices, through=True), recorded=True)
    finally:
        runs.long = False
