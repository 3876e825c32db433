"""The zip file that Gradescope takes for an autograder."""

from __future__ import annotations

from collections.abc import Sequence

from threadlab.course.exercises import Exercise
from threadlab.runners.container import EXERCISES
from threadlab.runners.packing.archive import Files
from threadlab.runners.packing.package_contents import exercise_files, package_files

_SETUP = """\
#!/usr/bin/env bash
# Run once, when the image is built: Python 3.11 or later, a sandbox if there is one, and the package with its hashes.
set -euo pipefail
root=${AUTOGRADER_ROOT:-/autograder}
cd "$(dirname "$0")"

found=""
for python in python3.13 python3.12 python3.11 python3; do
  if command -v "$python" >/dev/null && "$python" -c 'import ensurepip, sys; sys.exit(sys.version_info < (3, 11))'; then
    found=$python
    break
  fi
done
if [[ -z $found ]]; then
  apt-get update -qq
  apt-get install -y -qq python3.11 python3.11-venv
  found=python3.11
fi
command -v bwrap >/dev/null || apt-get install -y -qq bubblewrap || echo "no bubblewrap: other sandboxes are tried"

"$found" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install --quiet --require-hashes --only-binary :all: --requirement requirements.txt
"""
_RUN = """\
#!/usr/bin/env bash
# Run for each submission: judges it, and writes results/results.json.
set -euo pipefail
root=${{AUTOGRADER_ROOT:-/autograder}}
exec "$root/venv/bin/python" -I -m threadlab.runners.container gradescope "$root" --visibility {visibility}
"""


def gradescope_files(exercises: Sequence[Exercise], visibility: str) -> Files:
    """Return what is in the zip file.

    Args:
        exercises: what a submission is judged by, with hidden tests.
        visibility: when students see the tests: "visible", "hidden", "after_due_date" or "after_published".
    """
    own = {"setup.sh": _SETUP.encode(), "run_autograder": _RUN.format(visibility=visibility).encode()}
    return {**own, **package_files(), **exercise_files(exercises, EXERCISES)}
