"""One thing that a course's author should mend: what it is about, what is wrong, and what to do."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that keeps a course from being sure of its own checks.

    ``rule`` says which of the rules is broken, in a word that scripts may rely on. ``about`` names what it is about:
    an assignment, an exercise, a check or an answer.
    """

    rule: str
    about: str
    what: str
    advice: str

    def __str__(self) -> str:
        return f"{self.about}: {self.what}. {self.advice}"

    def to_json(self) -> dict[str, str]:
        """Return what scripts may rely on."""
        return asdict(self)
