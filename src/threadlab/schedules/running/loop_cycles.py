"""Whether a loop has come round: the state of one turn compared with that of another."""

from __future__ import annotations

from typing import Any


class Anchor:
    """A state that a loop was once in, kept for ever longer: if it comes back with no step made, it always will.

    Brent, "An improved Monte Carlo factorization algorithm" (1980), section 2, finds a cycle of any length this way.
    """

    __slots__ = ("_left", "_span", "_steps", "_values")

    def __init__(self) -> None:
        self._span = self._left = 1
        self._steps = -1
        self._values: tuple[Any, ...] = ()

    def returns(self, steps: int, values: tuple[Any, ...]) -> bool:
        """Hear of a turn's state, and of the steps made so far; say whether the loop has come round."""
        if steps == self._steps and same_values(self._values, values):
            return True
        self._left -= 1
        if not self._left or steps != self._steps:
            self._span *= 2
            self._left = self._span
            self._steps, self._values = steps, values
        return False


SCALARS = (int, float, str, bytes, bool, type(None))


def same_values(one: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    """Say whether two sets of local variables are certainly the same, without running any of the program's code."""
    return len(one) == len(other) and all(
        a is b or (type(a) is type(b) and type(a) in SCALARS and a == b) for a, b in zip(one, other, strict=True)
    )
