"""Cells and outputs of a notebook in nbformat 4.5, made without validating each by itself.

nbformat's own makers validate every cell and every output that they make, which takes longer than all else that is
done with a submission. A notebook is validated once, as a whole, when it is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nbformat import NotebookNode, from_dict

_KINDS = ("code", "markdown", "raw")


def new_cell(kind: object, source: str, cell_id: str, metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Make a cell; what is of no kind that there is becomes a raw one.

    Args:
        kind: "code", "markdown" or "raw".
        source: the text.
        cell_id: its id in the notebook.
        metadata: its metadata; none if None.
    """
    cell = NotebookNode(
        cell_type=kind if kind in _KINDS else "raw", id=cell_id, metadata=from_dict(metadata or {}), source=source
    )
    if kind == "code":
        cell.execution_count = None
        cell.outputs = []
    return cell


def new_notebook(cells: Sequence[NotebookNode] = (), metadata: Mapping[str, Any] | None = None) -> NotebookNode:
    """Make a notebook."""
    return NotebookNode(cells=list(cells), metadata=from_dict(metadata or {}), nbformat=4, nbformat_minor=5)


def stream(text: str) -> NotebookNode:
    """Make an output that was printed."""
    return NotebookNode(output_type="stream", name="stdout", text=text)


def error_output(name: str, message: str, traceback: Sequence[str]) -> NotebookNode:
    """Make an output that is an error."""
    return NotebookNode(output_type="error", ename=name, evalue=message, traceback=list(traceback))
