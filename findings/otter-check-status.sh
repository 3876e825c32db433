#!/usr/bin/env bash
# otter-grader 7.0.0: "otter check" exits with status 0 when tests fail.
#
# It runs the public tests of an assignment on a file, outside of any notebook, and prints what fails. As a step of a
# workflow or of a pre-commit hook it always succeeds. (A file that is not there ends it with another status.)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'otter-grader[grading]==7.0.0'
export HOME="$folder"
cd "$folder"
mkdir tests
cat >tests/q1.py <<'TEST'
OK_FORMAT = True
test = {
    "name": "q1",
    "points": 1,
    "suites": [{"type": "doctest", "cases": [{"code": ">>> double(4)\n8", "hidden": False}]}],
}
TEST
echo "def double(x): return x" >answer.py
status=0
venv/bin/otter check answer.py -t tests >said 2>&1 || status=$?
grep -E "Test case failed|^ +[0-9]+$" said
echo "exit status $status"
grep -q "Test case failed" said && [ "$status" = 0 ] || { echo "this has changed: the exit status tells"; exit 1; }
