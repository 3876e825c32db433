"""What a worker does with a submission: run its notebook and report. See ``worker.Judge``."""

from __future__ import annotations

from typing import Any

from threadlab.grading.protocol import JSON
from threadlab.notebook.cells import Cell
from threadlab.notebook.run import run_notebook


def judge(request: Any) -> JSON:
    """Run a notebook, given as ``{"cells": [...]}``, and give its report."""
    return run_notebook([Cell.from_json(cell) for cell in request["cells"]]).to_json()
