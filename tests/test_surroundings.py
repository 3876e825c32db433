"""The tests depend on nothing around them, and leave nothing behind.

They pass in the background, too, where a shell has interrupts ignored.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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


def test_a_report_that_quotes_a_name_that_is_no_utf_8_can_be_sent_to_who_collects_reports(
    request: pytest.FixtureRequest,
) -> None:
    report = pytest.TestReport("a test", ("tests", 1, "a"), {"\udcff": 1}, "failed", "it is '\udcff'", "call")
    data = request.config.hook.pytest_report_to_serializable(config=request.config, report=report)
    skipped = pytest.TestReport("a test", ("tests", 1, "a"), {}, "skipped", ("tests", 1, "Skipped: why"), "call")
    sent = request.config.hook.pytest_report_to_serializable(config=request.config, report=skipped)
    assert sent["longrepr"] == ("tests", 1, "Skipped: why")
    assert json.dumps(data, ensure_ascii=False).encode()
    assert "it is '\\udcff'" in repr(data) or "it is '\\\\udcff'" in repr(data)


@pytest.mark.parametrize(
    ("slip", "left"),
    [
        ("os.environ['JPY_SESSION_NAME'] = 'a.ipynb'", "the environment's JPY_SESSION_NAME"),
        ("os.environ.pop('HOME')", "the environment's HOME"),
        ("builtins._tl_turn = None", "the built-in name _tl_turn"),
        ("os.chdir('..')", "the folder"),
        ("sys.path.append('.')", "sys.path"),
        ("sys.setrecursionlimit(3_000)", "the limit of calls"),
        ("hold_to((3, 99))", "the version of Python that answers are held to"),
    ],
)
def test_a_test_that_leaves_something_behind_is_in_error(slip: str, left: str, tmp_path: Path) -> None:
    (tmp_path / "test_slip.py").write_text(
        "import builtins, os, sys\n"
        "from tests.conftest import process_stays_as_it_is\n"
        "from threadlab.notebook.cell_text.course_language import hold_to\n"
        f"def test_slip(): {slip}\n"
        "def test_other(): pass\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path / "test_slip.py")]
    environment = {"HOME": "there", "PATH": os.environ["PATH"], "PYTHONPATH": str(HERE.parent)}
    ran = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    assert "2 passed, 1 error" in ran.stdout, ran.stdout
    assert f"the test leaves behind: {left}\n" in ran.stdout
