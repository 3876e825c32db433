#!/usr/bin/env bash
# ipykernel 7.4.0 under nbgrader 0.9.6: what a thread prints to stderr is another cell's, and costs that cell its points.
#
# A cell starts a thread, and a later one, a test, tells it to go on; meanwhile the thread warns. One would say that output
# belongs to the cell that made the thread. It stands below the cell that runs, and nbgrader takes any text on
# stderr for a failure: the right answer to another exercise, of which every assert held, gets nothing.
# (ipykernel 6.31.0 and 7.0.1 send it to the cell that made the thread, where nobody listens any more.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6 nbclient==0.11.0 ipykernel==7.4.0
"$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
import nbformat
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

CELLS = (
    "import sys, threading\ngo = threading.Event()\n"
    "def work():\n    go.wait()\n    print('disk is slow', file=sys.stderr)\n"
    "thread = threading.Thread(target=work)\nthread.start()",
    "go.set()\nthread.join()\nassert 2 * 2 == 4",
)
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(text) for text in CELLS])
marks = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "grade_id": "test", "points": 1, "task": False}
notebook.cells[1].metadata["nbgrader"] = marks
NotebookClient(notebook, kernel_name="python3").execute()
found = [[output.get("text") for output in cell.outputs] for cell in notebook.cells]
points = determine_grade(notebook.cells[1])
print("below the cell that started the thread:", found[0])
print("below the test:", found[1], "- points of the test:", *points)
assert found == [[], ["disk is slow\n"]] and points == (0, 1), "this has changed"
PYTHON
