"""Time that passes while threads look at clocks: little, or so much that every deadline is over.

A search in which little time passes before each look is made anyhow. Of the other one, the first looks of each thread
are choices, little or much, as many as can be tried; before all later ones much time passes.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace

from threadlab.schedules.result import Failure

SLOWLY = "^"  # how a replay begins of a schedule on which clocks are slow; the number of choices follows, if any
MOST_CHOICES = 8  # looks of one thread that are choices
MOST_SCHEDULES = 2_000  # that these may come to
MOST_LOOKS = 100_000  # in all of them


def choices_to_try(looks: Collection[int], schedules: int) -> int:
    """Return how many looks of each thread can be tried both ways.

    Args:
        looks: how often each thread looked, at most.
        schedules: how many there are for each way that time may pass.
    """
    for most in range(min(MOST_CHOICES, max(looks)), 0, -1):
        runs = max(schedules, 1) << sum(min(each, most) for each in looks)
        if runs <= min(MOST_SCHEDULES, MOST_LOOKS // sum(looks)):
            return most
    return 0


def told(failure: Failure, choices: int) -> Failure:
    """Tell a failure as one that time brings about: in the same orders all goes right where little passes."""
    return replace(failure, late=True, always=False, replay=f"{SLOWLY}{choices or ''}{failure.replay}")


def pace_of(replay: str) -> tuple[int | None, str]:
    """Return how many looks of each thread are choices in a replay, None where little time passes, and its rest."""
    found = re.match(rf"{re.escape(SLOWLY)}(\d?)", replay)
    return (int(found[1] or 0), replay[found.end() :]) if found else (None, replay)
