#!/usr/bin/env bash
# nbgrader 0.9.6: "nbgrader export" writes 0.0 for a submission that nobody has graded yet.
#
# The cell of an essay has no score until a person gives one: the gradebook holds NULL for it, and says that the
# submission needs a grade. The sum of scores counts NULL as nothing, and the CSV has no column that tells "not yet" from
# "no points". Whoever uploads it to a learning platform tells students that they have failed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH" HOME="$folder"
cd "$folder"
nbgrader --version
python -W ignore - <<'PYTHON'
from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_assignment("essays")
    gradebook.add_notebook("essay", "essays")
    gradebook.add_grade_cell("why", "essay", "essays", max_score=5, cell_type="markdown")
    gradebook.add_student("student-01")
    submission = gradebook.add_submission("essays", "student-01")
    [notebook] = submission.notebooks
    [grade] = notebook.grades
    grade.needs_manual_grade = True  # as autograding leaves an essay
    gradebook.db.commit()
    print("in the gradebook:", grade.auto_score, grade.manual_score, "- needs a person:", submission.needs_manual_grade)
PYTHON
nbgrader export --CourseDirectory.db_url=sqlite:///gradebook.db --to grades.csv >/dev/null 2>&1
cat grades.csv
[ "$(cut -d, -f8,10,11 grades.csv | tail -n 1)" = 0.0,0.0,5.0 ] || {
  echo "this has changed: what has no score yet is told from zero"
  exit 1
}
