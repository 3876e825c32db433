"""What the threads of a run were told, so that a run which begins alike need not work all of it out again."""

from __future__ import annotations

from typing import NamedTuple


class Beginning(NamedTuple):
    """The first ``size`` of some ``chains``: what the threads of a run were told up to some decision."""

    chains: list[int]
    size: int


NOTHING = Beginning([], 0)


class Told:
    """A chain for each time that a thread of one run was told something, in order.

    Runs with the same choices are the same, step by step, up to where these end. So the chains of one are the chains of
    the other; only what gives an object its name must be done again, for each run has objects of its own.

    Args:
        known: the chains of an earlier run, up to where this one may differ.
    """

    __slots__ = ("_at", "_chains", "_known")

    def __init__(self, known: Beginning = NOTHING) -> None:
        self._chains = known.chains[: known.size]  # 0 for what must be worked out again
        self._known = known.size
        self._at = 0

    def again(self) -> int:
        """Return the chain of a thread that is told the next thing; 0 if that is to be worked out."""
        at = self._at
        self._at = at + 1
        if at < self._known:
            return self._chains[at]
        self._chains.append(0)
        return 0

    def keep(self, chain: int) -> None:
        """Hear which chain that was, for runs that begin alike."""
        if self._at > self._known:
            self._chains[-1] = chain

    def so_far(self) -> Beginning:
        """Return all of it up to now."""
        return Beginning(self._chains, self._at)
