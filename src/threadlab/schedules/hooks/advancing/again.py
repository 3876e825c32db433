"""C code that calls the program's own: whatever it works on, others may have changed when that is over."""

from __future__ import annotations

from collections.abc import Callable
from types import FrameType
from typing import Any


class LookingAgain:
    """C code at work: after each call that it makes of the program's code, ``look`` takes the step of looking again.

    The program's special methods say when they return (``ElementHooks.returned``).
    """

    __slots__ = ("look",)

    def __init__(self, look: Callable[[], object]) -> None:
        self.look = look

    def call(self, function: Callable[..., Any], *args: Any, **words: Any) -> Any:
        """Call what is written in C."""
        return function(*args, **words)


_CALL = LookingAgain.call.__code__


def at_work(frame: FrameType | None, builtins: object) -> LookingAgain | None:
    """Return the C code that has called the program's; None if other code of the program's has.

    Args:
        frame: what has called it, or what comes before that.
        builtins: those of the program's own frames.
    """
    while frame is not None and frame.f_builtins is not builtins:
        if frame.f_code is _CALL:
            found: LookingAgain = frame.f_locals["self"]
            return found
        frame = frame.f_back
    return None
