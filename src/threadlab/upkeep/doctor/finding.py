"""What an examination finds: how something is, and what to do about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Literal

Severity = Literal["ok", "advice", "problem"]
_SIGNS: dict[Severity, str] = {"ok": "✓", "advice": "!", "problem": "✗"}


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One finding: "advice" is what works and could be better, "problem" is what stops somebody's work.

    ``mend`` is what to do; "" only where nothing need be done.
    """

    about: str
    state: Severity
    said: str
    mend: str = ""

    def to_json(self) -> dict[str, str]:
        """Return what scripts may rely on."""
        return asdict(self)

    def lines(self, width: int) -> list[str]:
        """Say it: what it is about, set out to so many columns, how it is, and below it what to do."""
        first, *more = self.said.splitlines() or [""]
        head = f"{_SIGNS[self.state]} {self.about:<{width}}  {first}"
        rest = [*more, *(f"Mend: {line}" if not at else line for at, line in enumerate(self.mend.splitlines()))]
        return [head, *(f"{'':{width + 4}}{line}" for line in rest)]


def ok(about: str, said: str) -> Diagnosis:
    """Return a finding that all is well."""
    return Diagnosis(about, "ok", said)


def advice(about: str, said: str, mend: str) -> Diagnosis:
    """Return a finding of what could be better."""
    return Diagnosis(about, "advice", said, mend)


def problem(about: str, said: str, mend: str) -> Diagnosis:
    """Return a finding of what must be mended."""
    return Diagnosis(about, "problem", said, mend)
