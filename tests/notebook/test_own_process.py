"""What no budget of steps ends, a check in a notebook is ended at: the kernel, and all that was run in it, stays."""

import os
import signal
import threading
import time

import pytest

from tests.notebook.kernel import Kernel, error
from threadlab.notebook.kernel import own_process
from threadlab.notebook.kernel.own_process import NotJudgedError, in_own_process

CHECK = """\
from threadlab import every_schedule


@every_schedule
def it_ends():
    add()
"""
ENDLESS = {
    "a regular expression": "import re\n\n\ndef add():\n    re.match('(a+)+$', 'a' * 50 + 'b')",
    "a sum": "import itertools\n\n\ndef add():\n    sum(itertools.count())",
    "a factorial": "import math\n\n\ndef add():\n    math.factorial(10**7)",
}
REASON = (
    "it_ends: Not decided: judging it used more than 1 s of CPU, in what no count of steps ends: a regular expression, "
    "a huge number, a loop inside of a function of Python's own"
)


@pytest.fixture(scope="module")
def kernel():
    kernel = Kernel()
    kernel.run("from threadlab.notebook.kernel import own_process\nown_process.CPU_SECONDS = 1")
    yield kernel
    kernel.stop()


@pytest.mark.parametrize("name", ENDLESS)
def test_a_check_that_would_never_end_is_ended_with_a_clear_word(kernel, name):
    kernel.run(f"kept = {name!r}")
    kernel.run(ENDLESS[name])
    said = error(kernel.run(CHECK))
    assert said["ename"] == "CannotCheck"
    assert " ".join(said["traceback"][0].split()) == REASON
    assert kernel.run("print(kept)")[0]["content"]["text"] == f"{name}\n"


def test_an_interrupt_ends_a_check_that_nothing_else_would(kernel):
    kernel.run("own_process.CPU_SECONDS = 3600")
    kernel.run(ENDLESS["a sum"])
    kernel.run("import os, signal, threading\nme = os.getpid()")
    kernel.run("threading.Timer(1, lambda: os.kill(me, signal.SIGINT)).start()")
    assert error(kernel.run(CHECK))["ename"] == "Interrupted"
    kernel.run("own_process.CPU_SECONDS = 1")
    assert kernel.run("print('here')")[0]["content"]["text"] == "here\n"


def test_what_was_judged_comes_back_whole():
    assert in_own_process(lambda: {"verdict": "holds", "in": os.getpid()})["in"] != os.getpid()


def test_a_process_that_ends_itself_came_to_no_result():
    with pytest.raises(NotJudgedError, match="came to no end of its own"):
        in_own_process(lambda: os._exit(3))
    with pytest.raises(NotJudgedError, match="crashed \\(SIGTERM\\)"):
        in_own_process(lambda: os.kill(os.getpid(), signal.SIGTERM))


def test_nothing_is_left_of_a_process_that_was_interrupted():
    children = f"/proc/self/task/{threading.get_native_id()}/children"
    with open(children) as file:
        before = file.read()
    threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
    with pytest.raises(KeyboardInterrupt):
        in_own_process(lambda: time.sleep(1000))
    with open(children) as file:
        assert file.read() == before


def test_where_there_is_no_fork_it_is_judged_here(monkeypatch):
    monkeypatch.delattr(os, "fork")
    assert in_own_process(os.getpid) == os.getpid()
    monkeypatch.setattr(own_process.sys, "platform", "emscripten")
    assert not own_process.can_fork()
