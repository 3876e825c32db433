#!/usr/bin/env bash
# gradescope-utils 0.5.0: where setUpClass or setUpModule raises, there is no results.json at all, of no other class either.
#
# unittest reports such an error for a stand-in that has an id and a description and is no test case. Its own runner notes
# it and goes on to the next class. JSONTestRunner looks for the weight on the method of the test, the stand-in has none,
# and AttributeError ends the whole run before anything is written: Gradescope says that the autograder failed, and what the
# other classes found is lost.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet gradescope-utils==0.5.0
cat >"$folder/test_both.py" <<'TESTS'
import io
import unittest

from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner


class First(unittest.TestCase):
    @weight(1)
    def test_adds(self):
        self.assertEqual(1 + 1, 2)


class Second(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        raise FileNotFoundError("numbers.csv")

    @weight(1)
    def test_reads(self):
        pass


def tests():
    return unittest.defaultTestLoader.loadTestsFromName("test_both")


if __name__ == "__main__":
    print("unittest:", unittest.TextTestRunner(stream=io.StringIO()).run(tests()))
    written = io.StringIO()
    try:
        JSONTestRunner(stream=written).run(tests())
    except AttributeError as error:
        print("JSONTestRunner:", repr(error))
    assert not written.getvalue(), "this has changed: there are results"
    print("results:", repr(written.getvalue()))
TESTS
cd "$folder"
venv/bin/python test_both.py
