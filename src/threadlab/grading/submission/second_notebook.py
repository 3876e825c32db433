"""Two notebooks where one was asked for: ``adding.ipynb`` and, say, ``adding (1).ipynb``, which a browser made of it.

The one with the right name counts, unless the other has answers of its own: then nobody can know which was meant.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from nbformat import NotebookNode

from threadlab.grading.submission.master_copy import Master
from threadlab.grading.submission.reading import UnreadableError, read_file
from threadlab.grading.submission.restore import has_any, in_place_of, restore
from threadlab.grading.submission.student_names import printable


def other_answers(folder: Path, name: str, expected: Collection[str], submitted: NotebookNode, master: Master) -> str:
    """Say which other notebook has answers to the same exercises, if one has any that the right one has not.

    Args:
        folder: what was handed in for one assignment.
        name: the file that counts.
        expected: the names of all files that count.
        submitted: what is in that file.
        master: the author's cells of it.

    Returns:
        The reason why a person must decide; "" if there is none.
    """
    mine = _answers(submitted, master)
    for path in sorted(folder.glob("*.ipynb")):
        if path.name in expected or path.is_symlink() or not path.is_file():
            continue
        try:
            other = read_file(path)
        except (UnreadableError, OSError):
            continue
        if has_any(other.cells, master.cells) and _answers(other, master) - mine:
            return f"{printable(path.name)} has other answers than {name}, and a person must say which counts"
    return ""


def _answers(notebook: NotebookNode, master: Master) -> set[tuple[str, str]]:
    """Give the answers that somebody has written, each with the grade id of its cell."""
    nothing = {
        cell.grade_id: {"", cell.source.strip(), in_place_of(cell.grade_id, cell.cell_type)}
        for cell in master.cells
        if cell.solution and not cell.locked
    }
    written = ((cell.id, cell.source.strip()) for cell in restore(notebook.cells, master.cells).cells)
    return {(name, text) for name, text in written if name in nothing and text not in nothing[name]}
