#!/usr/bin/env bash
# nbgrader 0.9.6: "nbgrader collect --before-duedate" does not know of extensions: of a student who has one, the draft is
# collected, not what was handed in within the extension.
#
# The option is for a last hand-in that was in time. Lateness elsewhere (total_seconds_late, penalties, the formgrader) goes by
# the submission's own due date, with the extension in it. Here it is the assignment's. A student who has handed in anything
# by the date of the class gets that graded, on time and without a word; one who has not gets the newest.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
export PATH="$folder/venv/bin:$PATH" HOME="$folder"
cd "$folder"
mkdir course
cat >course/nbgrader_config.py <<CONFIG
c = get_config()
c.CourseDirectory.course_id = "course"
c.CourseDirectory.root = "$folder/course"
c.Exchange.root = "$folder/exchange"
c.CollectApp.check_owner = False
CONFIG
cd course
python - 2>/dev/null <<'PYTHON'
from datetime import datetime, timedelta
from pathlib import Path

from nbgrader.api import Gradebook

DUE = datetime(2026, 10, 1, 12)
with Gradebook("sqlite:///gradebook.db") as gradebook:
    gradebook.add_assignment("ps1", duedate=DUE)
    for student in ("student-01", "student-02"):
        gradebook.add_student(student)
        submission = gradebook.add_submission("ps1", student)
        gradebook.grant_extension("ps1", student, days=7)
    print("both have until", submission.duedate)
handed_in = [("student-01", DUE - timedelta(days=1), "draft"), ("student-01", DUE + timedelta(days=3), "finished")]
handed_in += [("student-02", DUE + timedelta(days=2), "draft"), ("student-02", DUE + timedelta(days=3), "finished")]
for student, when, text in handed_in:
    stamp = f"{when:%Y-%m-%d %H:%M:%S.%f} UTC"
    submitted = Path("../exchange/course/inbound", f"{student}+ps1+{stamp}")
    submitted.mkdir(parents=True)
    (submitted / "timestamp.txt").write_text(stamp)
    (submitted / "ps1.ipynb").write_text(text)
PYTHON
nbgrader collect ps1 --before-duedate 2>/dev/null
for student in student-01 student-02; do
  echo "$student: $(cat "submitted/$student/ps1/ps1.ipynb"), handed in $(cat "submitted/$student/ps1/timestamp.txt")"
done
[ "$(cat submitted/*/ps1/ps1.ipynb)" = draftfinished ] || { echo "this has changed: the extension counts"; exit 1; }
