"""What can no longer change once somebody has handed in: which cells are graded; and the way to begin anew.

Marks in the gradebook belong to cells. nbgrader therefore adds none and takes none out of an assignment that has
submissions. Here that is found out before anything is done, and said with the ways out.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook

from threadlab.course.release.slip import Slip
from threadlab.notebook.cell_text.cells import cells_of

_HANDED_IN = """
SELECT submitted_assignment.id, submitted_assignment.student_id, timestamp, extension
FROM submitted_assignment JOIN assignment ON assignment.id = submitted_assignment.assignment_id
WHERE assignment.name = ?
"""
_CELLS = """
SELECT DISTINCT notebook.name, source_cell.name
FROM source_cell JOIN notebook ON notebook.id = source_cell.notebook_id
JOIN assignment ON assignment.id = notebook.assignment_id WHERE assignment.name = ?
"""
_NO_TIME = datetime(1970, 1, 1)  # noqa: DTZ001 - nbgrader keeps an extension as the time so long after this one


def frozen(gradebook: Path, assignment: str, notebooks: Sequence[Path]) -> list[Slip]:
    """Say which cells were added or taken out although somebody has handed in.

    Args:
        gradebook: the gradebook; there need not be one.
        assignment: the assignment's name.
        notebooks: its notebooks in ``source/``, which must be readable.
    """
    before = _known_cells(gradebook, assignment)
    if before is None:
        return []
    now = {(path.stem, cell) for path in notebooks for cell in _marked(path)}
    slips = []
    for name in sorted({name for name, _ in before ^ now}):
        path = next((path for path in notebooks if path.stem == name), notebooks[0].with_name(f"{name}.ipynb"))
        added = sorted(cell for notebook, cell in now - before if notebook == name)
        gone = sorted(cell for notebook, cell in before - now if notebook == name)
        parts = [f"{', '.join(cells)} {how}" for cells, how in ((added, "added"), (gone, "taken out")) if cells]
        what = f"somebody has handed in, so no graded cell can come or go, but {' and '.join(parts)}"
        slips.append(Slip(path, "", what, _WAYS_OUT.format(assignment=assignment)))
    return slips


_WAYS_OUT = (
    "Put it back as it was; or grade with the tests that were handed out: threadlab grade --as-handed-out {assignment};"
    " or start the assignment anew: threadlab build --replace {assignment} keeps a copy of the gradebook and forgets "
    "this assignment's marks and comments."
)


@contextmanager
def started_anew(gradebook: Path, assignment: str) -> Iterator[Path]:
    """Forget what was handed in for an assignment, so that the block can enter its cells anew.

    Extensions of the due date stay. If the block fails, all is as before.

    Yields:
        The copy of the gradebook as it was, which is kept beside it if the block succeeds.
    """
    copy = _free_name(gradebook, assignment)
    shutil.copyfile(gradebook, copy)
    try:
        extensions = _forget(gradebook, assignment)
        yield copy
        _extend_again(gradebook, assignment, extensions)
    except BaseException:
        copy.replace(gradebook)
        raise


def _known_cells(gradebook: Path, assignment: str) -> set[tuple[str, str]] | None:
    """Give the cells that marks may belong to, as (notebook, cell); nothing if nobody has handed in."""
    if not gradebook.exists():
        return None
    with closing(sqlite3.connect(gradebook)) as file:
        try:
            if not file.execute(_HANDED_IN, [assignment]).fetchone():
                return None
            return {(notebook, cell) for notebook, cell in file.execute(_CELLS, [assignment])}
        except sqlite3.OperationalError as problem:
            if "no such table" in str(problem):  # it was only just begun
                return None
            raise


def _marked(notebook: Path) -> Iterable[str]:
    """Name the cells that nbgrader keeps in the gradebook."""
    content = json.loads(notebook.read_text(encoding="utf-8-sig"))
    for cell, data in zip(cells_of(content), content["cells"], strict=True):
        if cell.grade or cell.solution or cell.locked or data["metadata"].get("nbgrader", {}).get("task"):
            yield cell.grade_id


def _free_name(gradebook: Path, assignment: str) -> Path:
    number = 1
    while (path := gradebook.with_name(f"{gradebook.stem}-before-{assignment}-anew-{number}.db")).exists():
        number += 1
    return path


def _forget(gradebook: Path, assignment: str) -> list[tuple[str, str]]:
    """Take out all that was handed in, in one transaction, and give the extensions that there were, by student."""
    with closing(sqlite3.connect(gradebook, timeout=60)) as file, file:
        submissions = file.execute(_HANDED_IN, [assignment]).fetchall()
        for submission, *_ in submissions:
            mine = "(SELECT id FROM submitted_notebook WHERE assignment_id = ?)"
            tables = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            for table in {"grade", "comment", "threadlab_answers"} & set(tables):
                file.execute(f"DELETE FROM {table} WHERE notebook_id IN {mine}", [submission])  # noqa: S608 - ours
            file.execute("DELETE FROM submitted_notebook WHERE assignment_id = ?", [submission])
            file.execute("DELETE FROM submitted_assignment WHERE id = ?", [submission])
    return [(student, extension) for _, student, _, extension in submissions if extension]


def _extend_again(gradebook: Path, assignment: str, extensions: Iterable[tuple[str, str]]) -> None:
    for student, extension in extensions:
        longer: timedelta = datetime.fromisoformat(extension) - _NO_TIME
        with Gradebook(f"sqlite:///{gradebook}") as book:
            book.update_or_create_submission(assignment, student, extension=longer)
