#!/usr/bin/env bash
# nbgrader 0.9.6: in what "nbgrader export" writes, a comma in a student's name moves the points into another column.
#
# The plug-in is called CsvExportPlugin, and class lists have names such as "Surname, Jr.". It joins the values with commas and
# quotes none. Whoever reads the file with a CSV reader and takes the column "score" gets the penalty for lateness,
# which is mostly 0.0, for that one student, without an error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH"
cd "$folder"
python - 2>/dev/null <<'PYTHON'
import csv

import nbgrader
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_assignment("ps1")
    gradebook.add_notebook("adding", "ps1")
    gradebook.add_grade_cell("test", "adding", "ps1", max_score=5, cell_type="code")
    for student, name in (("student-01", "Surname"), ("student-02", "Surname, Jr.")):
        gradebook.add_student(student, last_name=name)
        gradebook.add_submission("ps1", student)
        gradebook.find_grade("test", "adding", "ps1", student).manual_score = 5
    gradebook.db.commit()
    to_csv = CsvExportPlugin()
    to_csv.to = "grades.csv"
    to_csv.export(gradebook)
    inside = [submission.score for submission in gradebook.assignment_submissions("ps1")]
with open("grades.csv", newline="") as file:
    read = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
print("nbgrader", nbgrader.__version__, "- in the gradebook:", *inside, "- in the column of scores:", read)
assert inside == [5, 5] and read == {"student-01": "5.0", "student-02": "0.0"}, "this has changed"
PYTHON
