"""What ends a schedule early. None is an ``Exception``: a program's own ``except`` must not catch them."""

from __future__ import annotations


class Abandoned(GeneratorExit):
    """The world of this schedule is being torn down; every thread leaves as soon as it can.

    Generators that are left over leave too, when they are collected; Python lets them do so silently with this only.
    """


class NoWorld(RuntimeError, GeneratorExit):
    """A controlled primitive is used outside every world. Generators that are collected later leave silently."""


class Unmodelled(BaseException):
    """The program needs what is not modelled, so nothing can be proved about it.

    ``reason`` says what, in words that follow "undecided: ", such as "uses os". ``cell`` and ``line`` say where, if
    that was found by reading; else the traceback does.
    """

    def __init__(self, reason: str, cell: str = "", line: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.cell, self.line = reason, cell, line
