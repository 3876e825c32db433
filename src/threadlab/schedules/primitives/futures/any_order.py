"""The order in which futures come out of a set: any, for in CPython it follows from their addresses."""

from __future__ import annotations

from collections.abc import Iterable

from threadlab.schedules.primitives.futures.future import Future
from threadlab.schedules.running.world import current_world

OTHERWISE = "they come in another order than they were made in"


def in_any_order(futures: Iterable[Future]) -> list[Future]:
    """Return futures, each of them once, in an order that is a choice of the search.

    Futures that were in an order once are in it ever after, as addresses do not change: whatever way through them is
    asked for again is the same. An order is made by putting in one more after the other.
    """
    world = current_world()
    made = sorted(dict.fromkeys(futures), key=world.key)
    order: list[Future] = []
    for future in made:
        if future in order:
            continue
        place = len(order)
        for each in reversed(future._tl_order or [future]):  # which stay in the order that they have among themselves
            place -= world.pick(place + 1)
            order.insert(place, each)
    for future in order:
        future._tl_order = order
    found = [future for future in order if future in made]
    if found != made:
        world.effect(OTHERWISE)
    return found
