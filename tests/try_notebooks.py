"""What is handed out runs where a kernel and the package are all there is, as on Colab; run by ``make wheel``."""

from __future__ import annotations

import platform
import tempfile
from pathlib import Path

import nbformat
from nbclient import NotebookClient

RELEASE = Path(__file__).parents[1] / "release"
PATIENCE = 600  # seconds for a cell; a guard against waiting for ever


def main() -> None:
    notebooks = sorted(RELEASE.glob("*/*.ipynb"))
    assert notebooks
    for path in notebooks:
        shown = run(path)
        print(
            f"{path.stem}: runs from top to bottom on Python {platform.python_version()}, {shown} checks are answered"
        )


def run(path: Path) -> int:
    """Run a notebook in a folder where nothing else is; return how many of its checks were answered."""
    notebook = nbformat.read(path, 4)
    with tempfile.TemporaryDirectory(prefix="threadlab-notebook-") as alone:
        resources = {"metadata": {"path": alone}}
        NotebookClient(
            notebook, timeout=PATIENCE, kernel_name="python3", allow_errors=True, resources=resources
        ).execute()
    answered = 0
    for cell in notebook.cells:
        if cell.cell_type == "code":
            kinds = [output.output_type for output in cell.outputs]
            may_fail = "raises-exception" in cell.metadata.get("tags", [])
            assert may_fail or "error" not in kinds, (path.name, cell.id, cell.outputs)
            answered += "@every_schedule" in cell.source and "display_data" in kinds
    assert answered, path.name
    return answered


if __name__ == "__main__":
    main()
