"""What a student has asked about the marks, for the pages on which it is read."""

from __future__ import annotations

from pathlib import Path

from threadlab.grading.gradebook.regrade_requests import Request, requests
from threadlab.grading.gradebook.term_notes import Notes, reading


def asked(gradebook: Path, student: str, assignment: str) -> list[Request]:
    """List the requests of a student about an assignment.

    Args:
        gradebook: the gradebook's file.
        student: who asked.
        assignment: the assignment's name.
    """
    with reading(gradebook) as execute:
        return requests(Notes(execute), assignment, student)
