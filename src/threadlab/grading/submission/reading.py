"""Reading what was handed in, whatever it is: a submission that cannot be read still gets a stated reason."""

from __future__ import annotations

import json
import re
from itertools import count
from pathlib import Path
from typing import Any, TypeGuard

import nbformat
from nbconvert.exporters import NotebookExporter
from nbformat import NotebookNode

from threadlab.grading.submission.nbformat_cells import new_cell, new_notebook
from threadlab.grading.submission.outputs_left_out import without_outputs
from threadlab.grading.submission.plain_files import NotPlainError, left_out, read_plain, way_is_a_link

LARGEST = 20 << 20  # bytes without what its cells have shown; nobody types so much
LARGEST_FILE = 100 << 20  # bytes with it
_VALID_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")


class UnreadableError(Exception):
    """A submitted file is no notebook; the message says why, in words for its author."""


def read_submission(data: bytes) -> NotebookNode:
    """Read the bytes of a submitted file as a valid notebook, with nothing in it but the text of its cells.

    What the metadata says of graded cells is kept, for it tells which cell is which; it may hold anything.

    Raises:
        UnreadableError: if it is not a notebook at all.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableError(f"the file is larger than {LARGEST_FILE >> 20} MB")
    if len(data) > LARGEST:
        data = without_outputs(data)
    if len(data) > LARGEST:
        raise UnreadableError(f"the file is larger than {LARGEST >> 20} MB, even without its outputs")
    if not data.strip():
        raise UnreadableError("the file is empty")
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except RecursionError:
        raise UnreadableError("the file is nested too deeply to be a notebook") from None
    except ValueError:
        raise UnreadableError("the file is not JSON, so it is not a notebook") from None
    if not isinstance(content, dict) or not isinstance(content.get("nbformat"), int):
        raise UnreadableError("the file is JSON, but not a notebook")
    if content["nbformat"] < 4:
        content = _upgraded(content)
    cells = content.get("cells")
    if not isinstance(cells, list):
        raise UnreadableError("the file is JSON, but a notebook without cells")
    return new_notebook(
        metadata=_about(content.get("metadata")),
        cells=_with_ids([cell for cell in cells if isinstance(cell, dict)]),
    )


def _upgraded(content: dict[str, Any]) -> dict[str, Any]:
    try:
        return dict(nbformat.convert(nbformat.from_dict(content), 4))
    except Exception as problem:  # nbformat promises no particular error for a damaged file
        raise UnreadableError("the file is a notebook in an old format that cannot be converted") from problem


def _about(metadata: object) -> dict[str, Any]:
    """Keep what the steps of grading say about a notebook to each other."""
    kept = {}
    if isinstance(metadata, dict):
        kernelspec = metadata.get("kernelspec")
        if isinstance(kernelspec, dict) and all(isinstance(kernelspec.get(k), str) for k in ("name", "display_name")):
            kept["kernelspec"] = kernelspec
        if isinstance(metadata.get("threadlab"), dict):
            kept["threadlab"] = metadata["threadlab"]
    return kept


def _with_ids(cells: list[dict[str, Any]]) -> list[NotebookNode]:
    """Build valid cells, each with its own id where that is valid and free, else with one made from its number."""
    used = {cell.get("id") for cell in cells if _valid(cell.get("id"))}
    seen: set[str] = set()
    built = []
    for number, cell in enumerate(cells, start=1):
        cell_id = cell.get("id")
        if not _valid(cell_id) or cell_id in seen:
            made = (f"cell-{candidate}" for candidate in count(number))
            cell_id = next(candidate for candidate in made if candidate not in used)
            used.add(cell_id)
        seen.add(cell_id)
        built.append(_cell(cell, cell_id))
    return built


def _valid(cell_id: object) -> TypeGuard[str]:
    return isinstance(cell_id, str) and _VALID_ID.fullmatch(cell_id) is not None


def _cell(cell: dict[str, Any], cell_id: str) -> NotebookNode:
    metadata = cell.get("metadata")
    kept = {
        key: metadata[key]
        for key in ("nbgrader", "threadlab")
        if isinstance(metadata, dict) and isinstance(metadata.get(key), dict)
    }
    return new_cell(cell.get("cell_type"), _text(cell.get("source")), cell_id, kept)


def _text(source: object) -> str:
    """Read a string or a list of lines; a lone surrogate, which no file can hold, becomes a question mark.

    Raises:
        UnreadableError: if it is neither, for an answer that is not read would be worth nothing, and nobody be told.
    """
    lines: list[Any] = source if isinstance(source, list) else ["" if source is None else source]
    if not all(isinstance(line, str) for line in lines):
        raise UnreadableError("the file is JSON, but a cell in it has something other than text")
    return "".join(lines).encode("utf-8", "replace").decode()


def read_file(path: Path) -> NotebookNode:
    """Read a submitted file with ``read_submission``, and no more of it than that looks at.

    Raises:
        UnreadableError: if it is not a notebook at all, or no plain file.
        OSError: if it cannot be read.
    """
    link = way_is_a_link(path.parent)
    if link:
        raise UnreadableError(f"the folder {link} is a link, and links are not followed")
    try:
        return read_submission(read_plain(path, LARGEST_FILE + 1))
    except NotPlainError as found:
        raise UnreadableError(f"{path.name} is {found}, not a file") from None


def read_or_say_why(path: Path) -> tuple[NotebookNode, str]:
    """Read a submitted file with ``read_file``; give an empty notebook, and the reason, if it is unreadable."""
    try:
        return read_file(path), ""
    except UnreadableError as problem:
        return new_notebook(), str(problem)


class SubmissionExporter(NotebookExporter):
    """Reads a file with ``read_submission``; one that is unreadable becomes an empty notebook with a reason.

    The reason is in ``resources["threadlab"]["unreadable"]``, where no submission can write.
    """

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Read a file, run the steps over it, and give the notebook's text and what the steps said."""
        resources = resources if resources is not None else {}
        resources["metadata"] = {"name": Path(filename).stem, "path": str(Path(filename).parent)}
        notebook, unreadable = read_or_say_why(Path(filename))
        resources["threadlab"] = {"unreadable": unreadable, "left out": left_out(Path(filename).parent)}
        output, resources = self.from_notebook_node(notebook, resources=resources, **kw)
        return output, resources
