"""How hard each check was, and whether it tells those who can from those who cannot: classical test theory.

Difficulty is the share of its points that a check gave (L. Crocker, J. Algina, *Introduction to Classical and Modern
Test Theory*, 1986, chapter 5, where it is p). Discrimination is the correlation of a check's points with the points in
all other checks of the assignment: the item-total correlation, corrected for the item itself (chapter 14). From 0.2 on
R. L. Ebel (*Measuring Educational Achievement*, 1965) lets an item stand; below, he has it looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import StatisticsError, correlation, fmean

from threadlab.reporting.class_report.class_facts import ClassFacts, GradedPart, SubmissionFacts

LEAST = 10  # submissions without which a correlation is chance
WEAK = 0.2
EASY, HARD = 0.95, 0.4


@dataclass(frozen=True, slots=True)
class Item:
    """A graded part with its numbers.

    ``number`` is how pictures name it; ``count`` submissions have points in it; ``difficulty`` is from 0, nobody has
    a point, to 1, everybody has all; ``discrimination`` from -1 to 1; None where there are too few or all are alike.
    """

    number: int
    part: GradedPart
    count: int
    difficulty: float | None
    discrimination: float | None

    @property
    def remark(self) -> str:
        """What whoever wrote the check may want to look at; "" if nothing."""
        if self.difficulty is not None and self.difficulty >= EASY:
            return "nearly everybody has it"
        hard = self.difficulty is not None and self.difficulty <= HARD
        if self.discrimination is not None and self.discrimination < WEAK:
            who = "those who do well elsewhere fail it as often as others: is it clear what it asks?"
            return f"hard, and {who}" if hard else who
        return "hard" if hard else ""


def items(facts: ClassFacts, assignment: str) -> list[Item]:
    """Give the numbers of an assignment's parts; who could not be read, or waits for a person, does not count."""
    readable = [hand_in for hand_in in facts.of(assignment) if not hand_in.unreadable]
    return [_item(number, part, readable) for number, part in enumerate(facts.parts_of(assignment), 1)]


def _item(number: int, part: GradedPart, hand_ins: list[SubmissionFacts]) -> Item:
    own, rest = [], []
    for hand_in in hand_ins:
        mine = hand_in.parts.get(part.name)
        if mine is None or mine.waits or mine.points is None:
            continue
        own.append(mine.points)
        rest.append(sum(other.points or 0.0 for name, other in hand_in.parts.items() if name != part.name))
    difficulty = fmean(own) / part.max_points if own and part.max_points else None
    return Item(number, part, len(own), difficulty, _correlation(own, rest) if len(own) >= LEAST else None)


def _correlation(left: list[float], right: list[float]) -> float | None:
    try:
        return correlation(left, right)
    except StatisticsError:  # all are alike
        return None
