"""What was found of one exercise: of its answers, and of the mutants of the right ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from threadlab.course.mutation.score import Tallies, Tally, all_of
from threadlab.course.verify.finding import Finding


@dataclass(frozen=True, slots=True)
class ExerciseReport:
    """How many checks and answers an exercise has, what became of its mutants, and what should be mended.

    ``path`` is "ASSIGNMENT/EXERCISE"; ``tallies`` is None if the mutants were left out.
    """

    path: str
    checks: int
    right: int
    wrong: int
    tallies: Tallies | None
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """Return what scripts may rely on."""
        tallies = self.tallies
        return {
            "exercise": self.path,
            "checks": self.checks,
            "right": self.right,
            "wrong": self.wrong,
            "mutants": None if tallies is None else asdict(all_of(tallies)),
            "operators": None if tallies is None else {name: asdict(tally) for name, tally in tallies.items()},
            "findings": [finding.to_json() for finding in self.findings],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ExerciseReport:
        """Read what ``to_json`` wrote.

        Raises:
            TypeError, KeyError, AttributeError: if it was written by something else.
        """
        operators = data["operators"]
        tallies = None if operators is None else {name: Tally(**each) for name, each in operators.items()}
        findings = tuple(Finding(**each) for each in data["findings"])
        return cls(data["exercise"], data["checks"], data["right"], data["wrong"], tallies, findings)
