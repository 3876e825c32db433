"""A limit for cells that try an answer out with real threads: no cell stays busy for ever."""

import json
import signal
import threading
from collections import deque
from pathlib import Path

import pytest

from tests.notebook.kernel import Kernel, error
from threadlab import explore, time_limit
from threadlab.notebook.kernel.time_limit import TimeIsUp

LONG = 3_600  # seconds: such a limit is reached by no test, but by the signal that a test sends


@pytest.fixture(autouse=True)
def restored(monkeypatch):
    """Whatever a test does, the signal and the timer are as they were before; threads end as they do in Python."""
    monkeypatch.setattr(threading, "excepthook", threading.__excepthook__)
    handler = signal.getsignal(signal.SIGALRM)
    yield
    assert signal.getsignal(signal.SIGALRM) is handler
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_a_block_that_ends_in_time_gives_what_it_gives():
    with time_limit(LONG):
        seen = [1]
    assert seen == [1]


def limited(block, seconds=LONG):
    with time_limit(seconds):
        return block()


def test_an_exception_of_the_block_comes_out_of_it():
    with pytest.raises(IndexError):
        limited([].pop)


def test_a_limit_within_a_limit_leaves_the_outer_one_in_force():
    with time_limit(LONG):
        with time_limit(LONG / 2):
            pass
        assert signal.getitimer(signal.ITIMER_REAL)[0] > LONG / 2


def test_a_block_that_never_ends_is_stopped():
    def endless():
        while True:
            pass

    with pytest.raises(TimeIsUp, match=r"^Stopped after 0\.01 seconds: it had not come to its end\.\n"):
        limited(endless, 0.01)


def test_who_waits_in_vain_is_stopped():
    def waits():
        gate = threading.Lock()
        gate.acquire()
        gate.acquire()

    with pytest.raises(TimeIsUp, match=r"The main thread stands in line \d+ of waits\(\): gate\.acquire\(\)"):
        limited(waits, 0.01)


def test_no_except_exception_of_the_block_keeps_it_going():
    def catches():
        try:
            signal.raise_signal(signal.SIGALRM)
        except Exception:
            return "caught"

    with pytest.raises(TimeIsUp):
        limited(catches)


def test_it_says_where_each_thread_of_the_block_stands():
    gate, there, over = threading.Lock(), threading.Event(), threading.Event()

    def worker():
        gate.acquire() if there.set() is None else None

    def starts():
        waiting.start()
        there.wait()
        signal.raise_signal(signal.SIGALRM)

    gate.acquire()
    waiting = threading.Thread(target=worker, name="the worker")
    elsewhere = threading.Thread(target=over.wait, name="of another cell")
    elsewhere.start()
    with pytest.raises(TimeIsUp) as stopped:
        limited(starts)
    gate.release()
    over.set()
    waiting.join()
    elsewhere.join()
    first, main, thread, last = str(stopped.value).splitlines()
    assert first == "Stopped after 3600 seconds: it had not come to its end."
    assert main.endswith(" of starts(): signal.raise_signal(signal.SIGALRM)")
    assert thread.startswith("  the worker stands in line ")
    assert thread.endswith(" of worker(): gate.acquire() if there.set() is None else None")
    assert last.startswith("A check shows how threads come to wait for ever")


def test_threads_of_the_block_that_go_round_for_ever_end_with_it():
    going, turns = threading.Event(), deque(maxlen=1)

    def goes_round():
        while True:
            turns.append("once more")
            going.set()

    def starts():
        thread.start()
        going.wait()
        signal.raise_signal(signal.SIGALRM)

    thread = threading.Thread(target=goes_round)
    with pytest.raises(TimeIsUp):
        limited(starts)
    thread.join()
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("seconds", "kind", "words"),
    [
        (0, ValueError, "a number of seconds above 0, not 0"),
        (-1, ValueError, "a number of seconds above 0, not -1"),
        (float("nan"), ValueError, "a number of seconds above 0, not nan"),
        ("5", TypeError, r"as in time_limit\(5\), not '5'"),
    ],
)
def test_what_is_no_time_is_refused(seconds, kind, words):
    with pytest.raises(kind, match=words), time_limit(seconds):
        pytest.fail("the block was run")


def test_another_thread_than_the_main_one_is_told_that_it_cannot_be_stopped():
    said = deque()

    def tries():
        try:
            with time_limit(LONG):
                said.append("ran")
        except ValueError as refused:
            said.append(str(refused))

    thread = threading.Thread(target=tries)
    thread.start()
    thread.join()
    assert [*said] == ["signal only works in main thread of the main interpreter"]


def test_in_a_check_it_changes_nothing():
    source = """
from threading import Lock
from threadlab import time_limit
lock = Lock()
def take():
    with time_limit(seconds=0.01):
        lock.acquire()
"""
    assert explore("def test():\n    take()", source).verdict == "holds"
    twice = explore("def test():\n    take()\n    take()", source)
    assert twice.failure is not None
    assert twice.failure.kind == "deadlock"


def test_a_kernel_shows_the_words_and_goes_on():
    kernel = Kernel()
    try:
        outputs = kernel.run(
            "import threading\n"
            "from threadlab import time_limit\n"
            "lock = threading.Lock()\n"
            "lock.acquire()\n"
            "with time_limit(0.01):\n"
            "    lock.acquire()"
        )
        shown = error(outputs)
        assert shown is not None
        assert shown["traceback"] == [
            "Stopped after 0.01 seconds: it had not come to its end.",
            "  The main thread stands in line 6: lock.acquire()",
            "A check shows how threads come to wait for ever, or to go round for ever.",
        ]
        assert kernel.run("1 + 1")[0]["content"]["data"]["text/plain"] == "2"
    finally:
        kernel.stop()


def test_a_kernel_hears_nothing_more_of_a_thread_that_prints_for_ever():
    kernel = Kernel()
    try:
        outputs = kernel.run(
            "import threading\n"
            "from threadlab import time_limit\n"
            "def prints():\n"
            "    while True:\n"
            "        print('on and on')\n"
            "thread = threading.Thread(target=prints)\n"
            "with time_limit(0.05):\n"
            "    thread.start()\n"
            "    thread.join()"
        )
        assert "Stopped after 0.05 seconds" in error(outputs)["traceback"][0]
        kernel.run("thread.join()")
        assert kernel.run("print('quiet')")[0]["content"]["text"] == "quiet\n"
    finally:
        kernel.stop()


@pytest.mark.parametrize("notebook", sorted(Path(__file__).parents[2].glob("source/*/*.ipynb")), ids=lambda at: at.stem)
def test_each_cell_of_the_course_that_tries_an_answer_out_has_a_limit(notebook):
    cells = ["".join(cell["source"]) for cell in json.loads(notebook.read_text())["cells"]]
    tries = [cell for cell in cells if cell.startswith("# Try it here")]
    assert tries
    for cell in tries:
        assert "with time_limit(seconds=5):" in cell


class TestWithoutSignals:
    """As on Windows: the block is stopped when it next runs a line of Python."""

    @pytest.fixture(autouse=True)
    def _no_timer(self, monkeypatch):
        timer = signal.setitimer, signal.getitimer
        monkeypatch.delattr(signal, "setitimer")
        yield
        monkeypatch.setattr(signal, "setitimer", timer[0], raising=False)

    def test_a_block_that_ends_in_time_gives_what_it_gives(self):
        assert limited(lambda: 1) == 1
        with pytest.raises(IndexError):
            limited([].pop)

    def test_a_block_that_never_ends_is_stopped_and_its_threads_with_it(self):
        started = []

        def endless():
            started.append(threading.Thread(target=spin))
            started[0].start()
            spin()

        def spin():
            while True:
                pass

        with pytest.raises(TimeIsUp, match=r"^Stopped after 0\.05 seconds: [^\n]*\n  The main thread stands in line"):
            limited(endless, 0.05)
        started[0].join()

    def test_what_cannot_be_stopped_is_told(self, capsys, monkeypatch):
        monkeypatch.setattr("threadlab.notebook.kernel.time_limit._PATIENCE", 0.05)
        lock, told = threading.Lock(), threading.Event()
        monkeypatch.setattr("builtins.print", lambda words, **_: (told.set(), lock.release(), said.append(words)))
        said = []
        lock.acquire()
        with pytest.raises(TimeIsUp):
            limited(lambda: lock.acquire() and [None for _ in range(10)], 0.05)
        assert said
        assert "The main thread waits for a lock; restart the kernel" in said[0]

    def test_only_the_main_thread_has_a_limit(self):
        said = []

        def use():
            try:
                limited(int)
            except ValueError as error:
                said.append(str(error))

        thread = threading.Thread(target=use)
        thread.start()
        thread.join()
        assert said == ["time_limit works only in the main thread"]
