#!/usr/bin/env bash
# nbgrader 0.9.6: "nbgrader validate" exits with status 0 when tests fail, and when there is no such notebook.
#
# It is the command that tells a student, or a check of the course in CI, whether a notebook would get its points. It says
# so in words alone: as a command that checks something, one takes it for a step that fails when the check fails. Of a file
# that is not there it says nothing either.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH" HOME="$folder"
cd "$folder"
nbgrader --version
python - <<'PYTHON'
import nbformat

test = nbformat.v4.new_code_cell("assert 1 + 1 == 3")
test.metadata["nbgrader"] = {
    "grade": True, "solution": False, "locked": True, "schema_version": 3, "grade_id": "test", "points": 1, "task": False,
}
nbformat.write(nbformat.v4.new_notebook(cells=[test]), "adding.ipynb")
PYTHON
for file in adding.ipynb nothing.ipynb; do
  status=0
  nbgrader validate "$file" >said 2>/dev/null || status=$?
  echo "$file: exit status $status, $(head -n 1 said)"
  [ "$status" = 0 ] || { echo "this has changed: the exit status tells"; exit 1; }
done
