"""The tests depend on nothing around them: they pass in the background, too, where a shell has interrupts ignored."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.patience import PATIENCE

HERE = Path(__file__).parent
INTERRUPTS = "schedules/test_interrupts.py"


def test_interrupts_reach_the_tests_where_they_are_ignored() -> None:
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", str(HERE / INTERRUPTS)]
    ran = subprocess.run(
        [*command, "-k", "an_interrupt_ends_the_search"],
        cwd=HERE.parent,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout
    assert " passed" in ran.stdout
