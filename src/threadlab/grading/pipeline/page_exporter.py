"""Writing the page that a student gets back, without what nbconvert does for pages of another kind.

nbconvert reads each finished page again with an HTML parser, to add what its own templates lack, and validates the
notebook after each step: nine tenths of the time that a page takes. Our template has it all, and the notebook is ours.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

# The author's cells are the same in every submission, so how a cell looks is kept for a while.
_FILTERS = ("numbered", "safe_markdown")
_TEXTS = 512
_LONGEST = 10_000  # characters of a cell that is kept


class PageExporter(HTMLExporter):
    """Writes a graded notebook as a page, with the steps and the template that the course's settings name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        filters = self.environment.filters
        filters |= {name: _remembered(filters[name]) for name in _FILTERS if name in filters}

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """Read a graded notebook and write its page."""
        notebook = nbformat.v4.reads(Path(filename).read_text(encoding="utf-8"))
        return self.from_notebook_node(notebook, resources)

    def from_notebook_node(
        self, nb: NotebookNode, resources: dict[str, Any] | None = None, **_: Any
    ) -> tuple[str, dict[str, Any]]:
        """Take a notebook through all steps and write its page."""
        resources = (resources or {}) | {"output_extension": self.file_extension}
        for step in self._preprocessors:
            nb, resources = step(nb, resources)
        return self.template.render(nb=nb, resources=resources).lstrip("\r\n"), resources


def _remembered(look: Callable[[str], str]) -> Callable[[str], str]:
    kept = lru_cache(_TEXTS)(look)
    return lambda text: (kept if len(text) <= _LONGEST else look)(text)
