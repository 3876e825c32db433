"""What was built and judged already, out of what: ``.threadlab/built.json``.

It is believed only where it agrees with all that a build depends on and all that it has made, so it can be thrown away
at any time.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import version

from threadlab.course.folder import CONFIG, CourseFolder
from threadlab.course.grading_log import data_digest, files_digest
from threadlab.grading.executors.package_digest import source_digest

LOG = ".threadlab/built.json"
_PACKAGES = ("greenlet", "nbconvert", "nbformat", "nbgrader")
_ENTERED = """
SELECT notebook.name, notebook.kernelspec, base_cell.name, base_cell.type, grade_cells.max_score, task_cells.max_score
FROM notebook JOIN assignment ON assignment.id = notebook.assignment_id
JOIN base_cell ON base_cell.notebook_id = notebook.id
LEFT JOIN grade_cells ON grade_cells.id = base_cell.id LEFT JOIN task_cells ON task_cells.id = base_cell.id
WHERE assignment.name = ? ORDER BY base_cell.id
"""
_TEXTS = """
SELECT notebook.name, source_cell.name, cell_type, locked, source, checksum
FROM source_cell JOIN notebook ON notebook.id = source_cell.notebook_id
JOIN assignment ON assignment.id = notebook.assignment_id WHERE assignment.name = ? ORDER BY source_cell.id
"""


class BuildLog:
    """Which assignments need no building, because nothing of theirs has changed since it went well."""

    def __init__(self, course: CourseFolder) -> None:
        self._course = course
        self._path = course.root / LOG
        versions = [version(name) for name in _PACKAGES]
        self._builder = data_digest(source_digest(), sys.version, versions, (course.root / CONFIG).read_bytes().hex())

    def is_current(self, assignment: str) -> bool:
        """Say whether what was built of an assignment is what would be built now."""
        return self._read().get(assignment) == self._state(assignment)

    def built(self, assignment: str) -> None:
        """Note that an assignment's notebooks were found to be right, and are released and in the gradebook."""
        states = self._read() | {assignment: self._state(assignment)}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".tmp")
        fresh.write_text(json.dumps(states, indent=0, sort_keys=True), encoding="utf-8")
        fresh.replace(self._path)

    def _read(self) -> dict[str, object]:
        try:
            states = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        return states if isinstance(states, dict) else {}

    def _state(self, assignment: str) -> str:
        folders = [files_digest(self._course.source / assignment), files_digest(self._course.release / assignment)]
        return data_digest(self._builder, folders, self._entered(assignment))

    def _entered(self, assignment: str) -> list[object]:
        """Give what the gradebook has of an author's notebooks."""
        if not self._course.gradebook.exists():
            return []
        with closing(sqlite3.connect(self._course.gradebook)) as gradebook:
            try:
                return [gradebook.execute(query, [assignment]).fetchall() for query in (_ENTERED, _TEXTS)]
            except sqlite3.OperationalError as problem:
                if "no such table" in str(problem):  # it was only just begun
                    return []
                raise
