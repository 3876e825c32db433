"""When a class handed in: from the release of an assignment, or up to its due date, whichever is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from threadlab.reporting.class_report.class_facts import ClassFacts

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Times:
    """The times of handing in of one assignment.

    They are counted in days from ``since``: "the release", or "the first one handed in" where the release is not known.
    ``due`` is in the same days, without extensions; None if there is no date. ``late`` of them came after their date.
    """

    assignment: str
    since: str
    by_student: tuple[tuple[str, float], ...]  # in the order of their times
    due: float | None
    late: int
    unknown: int  # hand-ins without a time

    @property
    def days(self) -> tuple[float, ...]:
        """The times of all of them, in order."""
        return tuple(day for _, day in self.by_student)

    @property
    def middle(self) -> float:
        """The day by which half had handed in."""
        return median(self.days)


def times(facts: ClassFacts, released: Mapping[str, datetime]) -> list[Times]:
    """Give the times of each assignment of which any is known.

    Args:
        facts: the class.
        released: when assignments were handed out, in UTC, without a zone; of those for which that is known.
    """
    return [found for name in facts.assignments if (found := _times(facts, name, released.get(name)))]


def _times(facts: ClassFacts, name: str, released: datetime | None) -> Times | None:
    hand_ins = facts.of(name)
    known = sorted((hand_in.handed_in, hand_in.student) for hand_in in hand_ins if hand_in.handed_in)
    if not known:
        return None
    start = released or known[0][0]
    due = min((hand_in.due for hand_in in hand_ins if hand_in.due), default=None)
    return Times(
        assignment=name,
        since="the release" if released else "the first one handed in",
        by_student=tuple((student, (time - start) / DAY) for time, student in known),
        due=None if due is None else (due - start) / DAY,
        late=sum(bool(each.handed_in and each.due and each.handed_in > each.due) for each in hand_ins),
        unknown=sum(each.handed_in is None for each in hand_ins),
    )
