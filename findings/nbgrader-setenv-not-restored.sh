#!/usr/bin/env bash
# nbgrader 0.9.6: what autograding and validating set in the environment does not go back to what it was.
#
# While it runs a notebook, nbgrader sets NBGRADER_EXECUTION, so that cells can tell who runs them. Its helper for that
# looks the earlier value up under the new value instead of under the name: a variable that was set before is gone
# afterwards. And after an error within the block nothing is put back at all: in a process that grades one submission
# after the other by nbgrader's API, whatever is started later is told that it is being autograded.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet nbgrader==0.9.6
cd "$folder"
cat >seen.py <<'PYTHON'
import os

from nbgrader.utils import setenv

os.environ["NBGRADER_EXECUTION"] = "mine"
with setenv(NBGRADER_EXECUTION="autograde"):
    pass
print("set before, then a block without an error:", os.environ.get("NBGRADER_EXECUTION"))

os.environ.pop("NBGRADER_EXECUTION", None)
try:
    with setenv(NBGRADER_EXECUTION="autograde"):
        raise ValueError("a notebook that cannot be graded")
except ValueError:
    pass
print("not set before, then a block with an error:", os.environ.get("NBGRADER_EXECUTION"))
PYTHON
HOME="$folder" "$folder/venv/bin/python" -W ignore seen.py | tee seen
diff seen - <<'EXPECTED' || { echo "this has changed: the environment is as it was"; exit 1; }
set before, then a block without an error: None
not set before, then a block with an error: autograde
EXPECTED
