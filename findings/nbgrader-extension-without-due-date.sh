#!/usr/bin/env bash
# nbgrader 0.9.6: an extension for an assignment that has no due date ends with TypeError whatever asks how late it is.
#
# Gradebook.grant_extension is documented to give a student more time, and an assignment's due date is optional. It
# accepts both together. From then on the submission's duedate adds the extension to None, so total_seconds_late, which
# autograde asks for of every submission with a timestamp, and which says 0 where there is no due date, raises TypeError.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH" HOME="$folder"
cd "$folder"
nbgrader --version
python - >said 2>&1 <<'PYTHON' || true  # its exit status is not what this is about
import datetime

from nbgrader.api import Gradebook

with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_assignment("adding")
    gradebook.add_student("student-01")
    submission = gradebook.add_submission("adding", "student-01", timestamp=datetime.datetime(2026, 10, 1))
    print("without an extension:", submission.total_seconds_late)
    gradebook.grant_extension("adding", "student-01", days=1)
    print("with one:", submission.total_seconds_late)
PYTHON
grep -v "^ " said
grep -q "without an extension: 0" said && tail -n 1 said | grep -q "TypeError: unsupported operand" || {
  echo "this has changed: an extension without a due date does no harm"
  exit 1
}
