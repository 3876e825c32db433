"""The tests depend on nothing around them: they pass in the background, too, where a shell has interrupts ignored."""

from __future__ import annotations

import json
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
