"""What handing in late costs: a policy for each assignment, extensions for single students, and nbgrader's hook for it.

nbgrader keeps due dates, and an extension only of somebody who has handed in already. What is noted here beside it is
entered into its own tables as soon as there is a row for it, so that nbgrader and the formgrader say the same.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from nbgrader.api import Gradebook, SubmittedAssignment
from nbgrader.plugins import LateSubmissionPlugin

from threadlab.grading.gradebook.term_notes import Notes, notes_in

POLICY, EXTENSION, EXCUSED = "policy", "extension", "excused"
DAY = 24 * 60 * 60  # seconds
_PLACES = 6  # of points: a tenth of a point is 0.1, whatever it was computed from
LONGEST_DURATION = 3660 * DAY  # ten years: no term is longer, and no date is led out of the calendar
_UNITS = ((7 * DAY, "week"), (DAY, "day"), (60 * 60, "hour"), (60, "minute"), (1, "second"))


@dataclass(frozen=True, slots=True)
class Policy:
    """What is taken off for each day begun, and when nothing counts any more.

    ``points`` or ``percent`` of the assignment's points a day; ``grace`` seconds cost nothing, and ``cut_off`` seconds
    after the due date nothing counts (None: never). After the grace, days are counted from the due date on.
    """

    points: float = 0.0
    percent: float = 0.0
    grace: int = 0
    cut_off: int | None = None

    def taken_off(self, seconds_late: float, most: float) -> float:
        """Give the points that handing in late costs, of an assignment of ``most`` points."""
        if seconds_late <= self.grace:
            return 0.0
        if self.cut_off is not None and seconds_late > self.cut_off:
            return most
        return round(math.ceil(seconds_late / DAY) * (self.points + self.percent * most / 100), _PLACES)

    def __str__(self) -> str:
        """Say it in words."""
        parts = []
        if self.points or self.percent:
            amount = f"{self.points:g} points" if self.points else f"{self.percent:g} %"
            parts.append(f"{amount} off for each day begun")
        if self.grace:
            parts.append(f"{duration(self.grace)} of grace")
        if self.cut_off is not None:
            parts.append(f"nothing counts after {duration(self.cut_off)}" if self.cut_off else "nothing late counts")
        return ", ".join(parts) or "handing in late costs nothing"


def read_policy(notes: Notes, assignment: str) -> Policy | None:
    """Give the policy that is noted for an assignment; nothing if none is."""
    said = notes.get(POLICY, assignment)
    return None if said is None else Policy(**said)


def note_policy(notes: Notes, assignment: str, policy: Policy) -> None:
    """Note the policy of an assignment."""
    notes.put(asdict(policy), POLICY, assignment)


def extended_until(notes: Notes, assignment: str, student: str) -> datetime | None:
    """Give until when a student may hand in, in UTC; nothing if no extension is noted."""
    said = notes.get(EXTENSION, assignment, student)
    return None if said is None else datetime.fromisoformat(said["until"])


def enter_extension(gradebook: Gradebook, submission: SubmittedAssignment) -> None:
    """Enter the extension that is noted for a submission into nbgrader's table; what nbgrader has of its own stays."""
    until = extended_until(notes_in(gradebook), submission.name, submission.student_id)
    due = submission.assignment.duedate
    if until is not None and due is not None:
        submission.extension = until - due


def dates_of(notes: Notes, assignment: str, student: str) -> list[Any]:
    """Give all that is noted of dates that a submission's grade follows from, as plain data; nothing if nothing is."""
    found = [notes.get(POLICY, assignment), notes.get(EXTENSION, assignment, student)]
    return found if any(said is not None for said in found) else []


class LatePolicy(LateSubmissionPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Takes off what the assignment's policy says; without one, what nbgrader's own settings say."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float | None:
        """Give what is taken off one notebook: together they lose what the assignment's policy says.

        Args:
            student_id: whose it is.
            score: what the notebook has.
            total_seconds_late: how late it was handed in, extension considered.
        """
        step = self.parent  # nbgrader's step, which knows where it is
        policy = read_policy(notes_in(step.gradebook), step.assignment_id)
        if policy is None:
            given: float | None = super().late_submission_penalty(student_id, score, total_seconds_late)
            return given
        submission = step.gradebook.find_submission(step.assignment_id, student_id)
        owed = policy.taken_off(total_seconds_late, submission.max_score)
        # The notebooks before this one pay first, each no more than it has.
        paid = sum(each.late_submission_penalty or 0 for each in submission.notebooks if each.name < step.notebook_id)
        return max(0.0, min(score, owed - paid))


def duration(seconds: float) -> str:
    """Say how long something is: "1 day 2 hours"; the two largest units alone."""
    parts, left = [], int(seconds)
    for size, name in _UNITS[1:]:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'' if count == 1 else 's'}")
    return " ".join(parts[:2]) or "0 seconds"


def read_duration(text: str) -> int:
    """Read a duration such as "15m", "2h", "3d" or "1d12h"; a number without a unit is none.

    Returns:
        Seconds.

    Raises:
        ValueError: if it is none, or longer than ten years.
    """
    letters: Mapping[str, int] = {name[0]: size for size, name in _UNITS}
    total, digits = 0, ""
    for letter in text.strip().lower():
        if letter.isdecimal():
            digits += letter
        elif letter in letters and digits:
            total, digits = total + int(digits) * letters[letter], ""
        else:
            raise ValueError(text)
    if digits or not text.strip() or total > LONGEST_DURATION:
        raise ValueError(text)
    return total
