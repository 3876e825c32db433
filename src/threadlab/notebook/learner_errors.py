"""Exceptions that a learner reads."""

from __future__ import annotations

__unittest = True  # unittest leaves out of its tracebacks what has this name


class ShownByWords(BaseException):
    """An exception that JupyterLab shows by its words alone: no traceback, and so no line of a test."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class CheckFailed(ShownByWords, AssertionError):
    """A check does not hold."""


class CannotCheck(ShownByWords, Exception):
    """A check could not be decided: that is neither right nor wrong."""


def raise_for(verdict: str, words: str) -> None:
    """Raise what a verdict calls for, if it calls for anything.

    Raises:
        CheckFailed: the verdict is "fails".
        CannotCheck: it is "undecided".
    """
    if verdict == "fails":
        raise CheckFailed(words)
    if verdict == "undecided":
        raise CannotCheck(words)
