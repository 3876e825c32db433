#!/usr/bin/env bash
# pytest-run-parallel 0.10.0 (pytest 9.2.0): an async test that pytest fails, because no plug-in runs it, passes in several
# threads without being run.
#
# pytest looks at the test function, sees that it is a coroutine function, and fails it. Here the function is an ordinary one
# that has each thread call the test; what the call gives back, a coroutine that nobody awaits, is dropped.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytest==9.2.0 pytest-run-parallel==0.10.0
cd "$folder"
cat >test_it.py <<'TESTS'
async def test_sum():
    assert 1 + 1 == 3
TESTS
status=0
for options in "" "--parallel-threads=2"; do
  venv/bin/python -m pytest -p no:cacheprovider -v $options test_it.py >said || status=$?
  grep -E '^test_it|^E  |never awaited|[0-9]+ (passed|failed)' said | sort -u
done
[ "$status" = 1 ] && grep -q "PARALLEL PASSED" said || { echo "this has changed: an async test does not pass unrun"; exit 1; }
