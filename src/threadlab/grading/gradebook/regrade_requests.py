"""Requests to look at a mark again, kept in the gradebook: until somebody has answered, and then with the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from threadlab.grading.gradebook.term_notes import Notes

KIND = "request"


@dataclass(frozen=True, slots=True)
class Request:
    """What a student asks about a part of an assignment ("" for all of it); ``answer`` is "" while it waits."""

    assignment: str
    student: str
    part: str
    asked: str
    answer: str = ""

    def put(self, notes: Notes) -> None:
        """Note it, in place of what was asked about the same part before; committing is left to the caller."""
        notes.put({"asked": self.asked, "answer": self.answer}, KIND, self.assignment, self.student, self.part)


def requests(notes: Notes, assignment: str = "", student: str = "") -> list[Request]:
    """List the requests, of one assignment and one student if they are named."""
    return [each for each in _all(notes) if assignment in ("", each.assignment) and student in ("", each.student)]


def _all(notes: Notes) -> Iterator[Request]:
    for (assignment, student, part), about in notes.all(KIND).items():
        yield Request(assignment, student, part, str(about["asked"]), str(about["answer"]))
