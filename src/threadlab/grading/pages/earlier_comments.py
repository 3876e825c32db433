"""What was said to others' answers of the same part, to be said again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

MOST = 12  # that are offered; the commonest
_PATIENCE = 10.0
_SAID = """
SELECT manual_comment FROM comment JOIN base_cell ON base_cell.id = comment.cell_id
JOIN notebook ON notebook.id = base_cell.notebook_id JOIN assignment ON assignment.id = notebook.assignment_id
WHERE assignment.name = ? AND notebook.name = ? AND base_cell.name = ? AND trim(coalesce(manual_comment, '')) != ''
GROUP BY manual_comment ORDER BY count(*) DESC, manual_comment LIMIT ?
"""


def earlier_comments(gradebook: Path, grade_id: str, assignment: str, notebook: str) -> list[str]:
    """List the comments that people have given on a part, those that were given most often first.

    Args:
        gradebook: the gradebook's file.
        grade_id: the part.
        assignment: the assignment's name.
        notebook: the notebook's name, without its ending.
    """
    if not gradebook.is_file():
        return []
    with closing(sqlite3.connect(f"{gradebook.resolve().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as opened:
        return [said for (said,) in opened.execute(_SAID, (assignment, notebook, grade_id, MOST))]
