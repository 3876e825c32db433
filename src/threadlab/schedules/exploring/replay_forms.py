"""How a replay is written: its choices, and before them of what sort of search they are."""

from __future__ import annotations

import re

from threadlab.schedules.searching.replay import InvalidReplayError, choices_of

LONG = "+"  # how a replay begins of a schedule with very many steps: threads run through where it ends
STATES = "~"  # how a replay begins of a schedule of a search over states, and what goes on for ever at its end


def read_choices(replay: str) -> tuple[list[int], bool, int | None]:
    """Read a replay: the choices, whether they are of a search over states, how many of the last go on for ever.

    Raises:
        InvalidReplayError: it cannot be read.
    """
    if not replay.startswith(STATES):
        return choices_of(replay), False, None
    choices, endless, shown = replay[1:].partition(STATES)
    if endless and not re.fullmatch("[0-9]{1,6}", shown):
        raise InvalidReplayError(f"not a replay string: {replay!r}")
    return choices_of(choices), True, int(shown) if endless else None
