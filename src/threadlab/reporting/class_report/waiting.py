"""What waits, and for whom."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from threadlab.reporting.class_report.class_facts import ClassFacts, SubmissionFacts

TA, STUDENT = "a teaching assistant", "the student"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Submissions in which the same part waits for the same reason."""

    whom: str
    assignment: str
    part: str  # "" for a submission as a whole
    reason: str
    students: tuple[str, ...]


def list_waiting(facts: ClassFacts) -> list[Waiting]:
    """List what waits: most first."""
    found: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    written = {(part.assignment, part.name) for part in facts.parts if part.written}
    for hand_in in facts.hand_ins:
        if hand_in.unreadable and hand_in.waiting:
            found[STUDENT, hand_in.assignment, "", "could not be read; another one is needed"].append(hand_in.student)
            continue
        for name in hand_in.waiting:
            why = _why(hand_in, name, written=(hand_in.assignment, name) in written)
            found[TA, hand_in.assignment, name, why].append(hand_in.student)
    every = [Waiting(*key, tuple(dict.fromkeys(students))) for key, students in found.items()]
    return sorted(every, key=lambda each: (-len(each.students), each.whom, each.assignment, each.part, each.reason))


def _why(hand_in: SubmissionFacts, name: str, *, written: bool) -> str:
    part = hand_in.parts[name]
    if part.points is not None:
        return "the answer changed since a person gave points"
    return "a written answer" if written else f"undecided: {part.reason}" if part.reason else "undecided"
