"""Whoever is killed, and whenever: every submission ends as in an undisturbed run, and nothing stays behind."""

import contextlib
import os
import signal
import subprocess
import sys
import threading

import psutil
import pytest

from tests.patience import PATIENCE
from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.pool import ATTEMPTS, Pool
from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker import sandboxed_keeper
from threadlab.grading.worker.protocol import Submission

MOMENTS = 50
CLASS = [
    Submission("student-01", {"code": "gained = 1 + 1"}),
    Submission("student-02", {"code": "import os; os._exit(0)"}),
    Submission("student-03", {"code": "gained = 'x' * 100_000"}),
]


class Moments:
    """Counts the lines that the grader's end of a box runs, and does something at one of them."""

    def __init__(self, moment=0, deed=None):
        self.moment = moment
        self.deed = deed
        self.passed = 0
        self.box = None

    def trace(self, frame, event, argument):
        del argument
        if frame.f_code.co_filename != sandboxed_keeper.__file__:
            return None
        owner = frame.f_locals.get("self")
        self.box = owner if isinstance(owner, sandboxed_keeper.SandboxedKeeper) else self.box
        if event == "line":
            self.passed += 1
            if self.passed == self.moment:
                self.deed(self.box)
        return self.trace

    def judge(self, sandbox, raw):
        """Judge the class with one worker whose thread is counted."""
        threading.settrace(self.trace)
        try:
            with Pool(sandbox, jobs=1, program=raw) as pool:
                return list(judge_all(CLASS, pool))
        finally:
            threading.settrace(None)


def family(victim):
    """Give the processes of a box, the outermost first; none may be born meanwhile."""
    outermost = psutil.Process(victim._process.pid)
    outermost.suspend()
    return [outermost, *outermost.children(recursive=True)]


def kill_all(victim):
    """Kill the whole box, from within."""
    with contextlib.suppress(AttributeError, psutil.NoSuchProcess):  # it may not have been started yet, or ended
        for process in reversed(family(victim)):
            process.kill()


def kill_innermost(victim):
    """Kill the worker while there is one, else its keeper, or what was to become one."""
    with contextlib.suppress(AttributeError, psutil.NoSuchProcess):
        outermost, *others = family(victim)
        (others[-1] if others else outermost).kill()
        outermost.resume()


@pytest.mark.parametrize("kill", [kill_all, kill_innermost])
def test_a_kill_at_any_moment_changes_no_outcome(sandbox, raw, kill):
    undisturbed = Moments()
    expected = undisturbed.judge(sandbox, raw)
    assert expected[1].reason == "ended itself (exit status 0)"
    for number in range(MOMENTS):
        moment = 1 + number * undisturbed.passed // MOMENTS
        outcomes = Moments(moment, kill).judge(sandbox, raw)
        assert outcomes == expected, f"killed at line {moment} of {undisturbed.passed}"


def test_a_worker_that_is_killed_again_and_again_is_a_fault_and_holds_up_nobody(raw):
    suicide = Submission("student-09", {"code": "import os; os.kill(os.getpid(), 9)"})
    with Pool(NONE, jobs=1, program=raw) as pool:
        first, second = judge_all([suicide, CLASS[0]], pool)
    assert (first.report, first.fault) == (None, True)
    assert first.reason == f"lost its worker {ATTEMPTS} times"
    assert second.report["gained"] == "2"


# A grader in the middle of its work: it says who works for it, and waits.
GRADER = """
import sys
import signal
import psutil
from pathlib import Path
from threadlab.grading.executors.pool import Pool
from threadlab.grading.worker.protocol import Submission
from threadlab.grading.sandbox.base import SandboxedModule
from threadlab.grading.sandbox.bubblewrap import Bubblewrap
from threadlab.grading.sandbox.self_restricting import LANDLOCK, NONE

signal.signal(signal.SIGINT, signal.default_int_handler)  # whoever starts the tests may have it ignored

def family():
    return psutil.Process().children(recursive=True)

tier = {tier.name: tier for tier in (Bubblewrap(), LANDLOCK, NONE)}[sys.argv[1]]
with Pool(tier, jobs=1, program=SandboxedModule("raw_judge", (Path(sys.argv[2]),))) as pool:
    pool.start(Submission("first", {"code": ""})).result()
    idle = len(family())
    stuck = pool.start(Submission("stuck", {"code": "import time\\nwhile True: time.sleep(60)"}))
    while len(family()) == idle:
        pass
    print(*(process.pid for process in family()), flush=True)
    stuck.result()
"""


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_a_killed_grader_leaves_nothing_running(sandbox, raw, by):
    command = [sys.executable, "-c", GRADER, sandbox.name, str(raw.packages[0])]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as grader:
        family = [psutil.Process(int(pid)) for pid in grader.stdout.readline().split()]
        assert len(family) >= 2, "a keeper and a worker"
        os.kill(grader.pid, by)
        _, left = psutil.wait_procs(family, timeout=PATIENCE)
    assert left == []
