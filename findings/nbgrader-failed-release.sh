#!/usr/bin/env bash
# nbgrader 0.9.6: "nbgrader generate_assignment --force" that refuses a source leaves no release, not even the one before.
#
# Students have handed in, and an author gives a test another name. nbgrader refuses that, rightly: grades hang on the
# name. A command that refuses is expected to leave things as they were. This one has removed the release
# before it looks, and removes what is there again when it has refused: whoever hands out from that folder hands out nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH" HOME="$folder"
cd "$folder"
echo 'get_config().CourseDirectory.course_id = "course"' >nbgrader_config.py
mkdir -p source/ps1 submitted/student-01/ps1
write_source() {
  python - "$1" <<'PYTHON'
import sys

import nbformat

test = nbformat.v4.new_code_cell("assert 1 + 1 == 2", id="test")
test.metadata["nbgrader"] = {
    "grade": True, "solution": False, "locked": True, "schema_version": 3, "grade_id": sys.argv[1], "points": 1, "task": False,
}
nbformat.write(nbformat.v4.new_notebook(cells=[test]), "source/ps1/adding.ipynb")
PYTHON
}
write_source test-add
nbgrader generate_assignment ps1 >said 2>&1
echo "released: $(ls release/ps1)"
cp release/ps1/adding.ipynb submitted/student-01/ps1
nbgrader autograde ps1 >said 2>&1
write_source test-adding
status=0
nbgrader generate_assignment ps1 --force >said 2>&1 || status=$?
grep -m1 "Cannot add or remove cells" said
echo "exit status $status; released: $(ls release/ps1 2>/dev/null || echo nothing)"
[ "$status" != 0 ] && [ ! -e release/ps1/adding.ipynb ] || { echo "this has changed: the release is still there"; exit 1; }
