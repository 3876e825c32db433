#!/usr/bin/env bash
# nbgrader 0.9.6 and NumPy 2.4.0: a test cell that gives half of the points gives all of them if the number is NumPy's, and
# all of them, too, if it is below zero.
#
# A test can give part of its points: what its last line comes to is the score, if it is a number. nbgrader takes the text
# that is shown for float(). Since NumPy 2 that is "np.float64(2.0)", which is no number, and what is no number is full credit.
# So np.mean(passed) gave part of the points with NumPy 1, and gives everybody all of them today. A score below zero,
# as "points - penalty" comes to, is full credit as well. Both are said in a warning of the log and in nothing else.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6 nbclient==0.11.0 ipykernel==7.4.0 numpy==2.4.0
export HOME="$folder"
"$folder/venv/bin/python" - 2>/dev/null <<'PYTHON'
import nbformat
from nbclient import NotebookClient
from nbgrader.utils import determine_grade

MARKS = {"grade": True, "solution": False, "locked": True, "schema_version": 3, "grade_id": "test", "points": 4, "task": False}
LINES = ("4 * sum([True, False]) / 2", "4 * np.mean([True, False])", "4 - 5")
cells = [nbformat.v4.new_code_cell(f"import numpy as np\n{line}", metadata={"nbgrader": MARKS}) for line in LINES]
notebook = nbformat.v4.new_notebook(cells=cells)
NotebookClient(notebook, kernel_name="python3").execute()
points = []
for line, cell in zip(LINES, notebook.cells, strict=True):
    points.append(determine_grade(cell)[0])
    print(f"{line}  shows {cell.outputs[0].data['text/plain']}, and gets {points[-1]} of 4 points")
assert points == [2, 4, 4], "this has changed"
PYTHON
