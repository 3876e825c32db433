"""Each module is looked at by the linter: a folder's name that is left out was one of the package's, too."""

from __future__ import annotations

import subprocess
import sys

from tests.house.floor_plan import REPOSITORY, modules


def test_the_linter_leaves_no_module_out() -> None:
    command = [sys.executable, "-m", "ruff", "check", "--show-files", "."]
    shown = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    assert {str(path) for path in modules().values()} - set(shown.splitlines()) == set()
