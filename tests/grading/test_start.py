"""nbgrader starts without a grammar of internationalised addresses, which nobody needs and which takes a second."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.patience import PATIENCE


@pytest.mark.parametrize(
    "module",
    [
        "threadlab.course.grading_run.class_table",
        "threadlab.course.release.build",
        "threadlab.course.nbgrader_steps",
        "threadlab.grading.pages.nbgrader_step",
    ],
)
def test_no_command_builds_the_grammar(module: str) -> None:
    script = f"import sys, {module}; sys.exit('lark' in sys.modules or 'nbgrader' not in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False, timeout=PATIENCE).returncode == 0
