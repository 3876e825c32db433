#!/usr/bin/env bash
# pytest-run-parallel 0.10.0 (pytest 9.2.0): with -W error, a test that warns fails as always, and passes as soon as it is
# run in several threads.
#
# What a thread raises is kept and raised again at the end, but for warnings: "except Warning: pass". Under -W error (or
# filterwarnings = error, which many projects have) a warning is an exception like any other, and what stands after it in
# the test has not been run. So the very run that is to be stricter is milder, and shows "PARALLEL PASSED".
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytest==9.2.0 pytest-run-parallel==0.10.0
cd "$folder"
cat >test_it.py <<'TESTS'
import warnings


def test_warns():
    warnings.warn("use the other one", DeprecationWarning)
    raise AssertionError("this is never reached")
TESTS
status=0
for options in "" "--parallel-threads=2"; do
  venv/bin/python -m pytest -W error -p no:cacheprovider -v $options test_it.py >said || status=$?
  grep -E '^test_it|DeprecationWarning: use|[0-9]+ (passed|failed)' said | tail -n 3
done
[ "$status" = 1 ] && grep -q "PARALLEL PASSED" said || { echo "this has changed: warnings that are errors fail the test"; exit 1; }
