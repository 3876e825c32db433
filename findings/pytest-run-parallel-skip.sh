#!/usr/bin/env bash
# pytest-run-parallel 0.10.0 (pytest 9.2.0): a test that is skipped in one thread is skipped, though it failed in another.
#
# A test runs in several threads, and one of them calls pytest.skip, say because it got no place in a pool. The failures of
# the others are kept, too, but a skip is looked at first and raised in their place: no "failed", exit status 0. Whoever
# knows pytest takes a failure for what wins, as it does among the checks of one test and the tests of one run.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytest==9.2.0 pytest-run-parallel==0.10.0
cd "$folder"
cat >test_it.py <<'TESTS'
import pytest


def test_places(thread_index):
    if thread_index == 0:
        pytest.skip("no place")
    assert 1 + 1 == 3
TESTS
status=0
venv/bin/python -m pytest -p no:cacheprovider -rs --parallel-threads=3 test_it.py >said || status=$?
grep -E "^SKIPPED|in [0-9.]+s" said
echo "exit status $status"
[ "$status" = 0 ] && grep -q "1 skipped" said && ! grep -q "1 + 1 == 3" said || { echo "this has changed: the failure is told"; exit 1; }
