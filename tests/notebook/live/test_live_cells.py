"""Ordinary cells where no thread can be started: their threads take turns, and a learner sees them run."""

from __future__ import annotations

import builtins
import json
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from IPython.core.interactiveshell import InteractiveShell

from threadlab.notebook.live.shell import go_live, name_cells
from threadlab.schedules.running import world as worlds

REPOSITORY = Path(__file__).parents[3]


class Cells:
    """A shell whose cells run live; real time stands still but for what ``pauses`` lists."""

    def __init__(self, shell: InteractiveShell, capture: pytest.CaptureFixture[str]) -> None:
        self.shell = shell
        self.capture = capture
        self.pauses: list[float] = []
        self.stop_after = sys.maxsize  # pauses
        self.time = 0.0

    def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.time += seconds
        if len(self.pauses) > self.stop_after:
            raise KeyboardInterrupt

    def run(self, text: str) -> str:
        """Run a cell and return what it printed."""
        self.result = self.shell.run_cell(text, store_history=True)
        out, err = self.capture.readouterr()
        return out + err

    @property
    def error(self) -> BaseException | None:
        return self.result.error_in_exec


@pytest.fixture
def cells(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Cells]:
    limit, names = sys.getrecursionlimit(), dict(vars(builtins))
    monkeypatch.setenv("JPY_SESSION_NAME", "")  # a shell that names its cells' document writes it there
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance(colors="nocolor")
    cells = Cells(shell, capsys)
    monkeypatch.setattr(threading.Thread, "start", lambda _: pytest.fail("a real thread was started"))
    monkeypatch.setattr("threadlab.notebook.kernel.own_process.can_fork", lambda: False)  # as in a browser
    go_live(shell, cells.pause, read=lambda: cells.time)
    yield cells
    for name in vars(builtins).keys() - names.keys():
        delattr(builtins, name)
    vars(builtins).update(names)
    sys.setrecursionlimit(limit)
    worlds._active.clear()
    InteractiveShell.clear_instance()


START_AND_JOIN = """
import threading
def work():
    print("in", threading.current_thread().name)
thread = threading.Thread(target=work, name="the worker")
thread.start()
print("started")
thread.join()
print("alive:", thread.is_alive())
"""


def test_a_thread_goes_on_when_main_waits(cells: Cells) -> None:
    assert cells.run(START_AND_JOIN) == "started\nin the worker\nalive: False\n"


def test_a_cell_shows_its_last_value_and_its_own_lines_where_it_fails(cells: Cells) -> None:
    assert cells.run("import time\n1 + 1") == "Out[1]: 2\n"
    shown = cells.run("import threading\nlock = threading.Lock()\nlock.release()")
    assert "----> 3 lock.release()" in shown
    assert "RuntimeError: release unlocked lock" in shown


def test_sleeps_are_shown_and_bounded(cells: Cells) -> None:
    text = "import time\nbegin = time.perf_counter()\ntime.sleep({0})\nprint(round(time.perf_counter() - begin, 2))"
    assert cells.run(text.format(0.25)) == "0.25\n"
    assert sum(cells.pauses) == pytest.approx(0.25)
    cells.pauses.clear()
    assert cells.run(text.format(3600)) == "3600.0\n"
    assert sum(cells.pauses) == pytest.approx(1)
    cells.pauses.clear()
    assert cells.run("for _ in range(100):\n    time.sleep(1)") == ""
    assert sum(cells.pauses) == pytest.approx(10, abs=1)


def test_threads_sleep_at_the_same_time(cells: Cells) -> None:
    shown = cells.run("""
import threading, time
begin = time.monotonic()
threads = [threading.Thread(target=time.sleep, args=(0.1,)) for _ in range(4)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(f"{time.monotonic() - begin:.1f}")
""")
    assert shown == "0.1\n"


def test_an_exception_that_ends_a_thread_is_printed_without_our_lines(cells: Cells) -> None:
    shown = cells.run("""
from threading import Thread
def work():
    1 / 0
thread = Thread(target=work)
thread.start()
thread.join()
print("on")
""")
    assert "Exception in thread Thread-1 (work):" in shown
    assert "ZeroDivisionError" in shown
    assert "threadlab" not in shown
    assert "on\n" in shown


def test_a_cell_may_replace_the_excepthook(cells: Cells) -> None:
    shown = cells.run("""
import threading
threading.excepthook = lambda args: print("heard of", args.exc_type.__name__)
thread = threading.Thread(target=lambda: [].pop())
thread.start()
thread.join()
""")
    assert shown == "heard of IndexError\n"


def test_a_deadlock_is_said_at_once_with_each_threads_line(cells: Cells) -> None:
    cells.run("""
import threading
left, right = threading.Lock(), threading.Lock()
meet = threading.Barrier(2)
def cook(one, other):
    with one:
        meet.wait()
        other.acquire()
ann, ben = ("Ann", (left, right)), ("Ben", (right, left))
cooks = [threading.Thread(target=cook, args=pair, name=name) for name, pair in (ann, ben)]
for each in cooks: each.start()
cooks[0].join()
""")
    assert str(cells.error).splitlines() == [
        "No thread can ever go on: all of them wait.",
        "  The main thread stands in line 11: cooks[0].join()",
        "  Ann stands in line 7 of cook(): other.acquire()",
        "  Ben stands in line 7 of cook(): other.acquire()",
    ]


def test_after_a_deadlock_the_next_cell_runs(cells: Cells) -> None:
    cells.run("import threading\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()")
    assert "No thread can ever go on" in str(cells.error)
    assert cells.run(START_AND_JOIN).startswith("started")


def test_a_time_limit_stops_what_waits_and_ends_the_threads_it_started(cells: Cells) -> None:
    shown = cells.run("""
import threading
from threadlab import time_limit
def wait():
    try:
        threading.Event().wait()
    finally:
        print("ended")
with time_limit(5):
    threading.Thread(target=wait, name="Ann").start()
    threading.Event().wait()
""")
    assert shown.startswith("ended\n")
    assert str(cells.error).splitlines()[:3] == [
        "Stopped after 5 seconds: it had not come to its end.",
        "  The main thread stands in line 10: threading.Event().wait()",
        "  Ann stands in line 5 of wait(): threading.Event().wait()",
    ]
    assert cells.run("print(threading.active_count())") == "1\n"


def test_a_time_limit_stops_a_loop_without_end(cells: Cells) -> None:
    cells.shell.push({"tick": lambda: setattr(cells, "time", cells.time + 0.001)})
    cells.run("from threadlab import time_limit\nwith time_limit(1):\n    while True:\n        tick()")
    assert "Stopped after 1 second" in str(cells.error)


def test_an_inner_limit_does_not_stop_an_outer_block(cells: Cells) -> None:
    shown = cells.run("""
import time
from threadlab import time_limit
with time_limit(10):
    try:
        with time_limit(1):
            time.sleep(5)
    except BaseException as stopped:
        print(type(stopped).__name__)
    time.sleep(2)
    print("to the end")
""")
    assert shown == "TimeIsUp\nto the end\n"


@pytest.mark.parametrize("wrong", ["'5'", "0", "-1"])
def test_a_time_limit_takes_a_number_above_nought(cells: Cells, wrong: str) -> None:
    cells.run(f"from threadlab import time_limit\nwith time_limit({wrong}): pass")
    assert isinstance(cells.error, TypeError | ValueError)


def test_a_loop_without_end_can_be_stopped(cells: Cells) -> None:
    cells.shell.push({"tick": lambda: setattr(cells, "time", cells.time + 0.001)})
    cells.stop_after = 3
    shown = cells.run("while True:\n    tick()")
    assert isinstance(cells.error, KeyboardInterrupt)
    assert "KeyboardInterrupt" in shown


def test_main_is_stopped_while_another_thread_goes_round(cells: Cells) -> None:
    cells.shell.push({"tick": lambda: setattr(cells, "time", cells.time + 0.001)})
    cells.stop_after = 3
    cells.run("""
import threading
def spin():
    while True:
        tick()
thread = threading.Thread(target=spin, daemon=True)
thread.start()
thread.join()
""")
    assert isinstance(cells.error, KeyboardInterrupt)
    cells.stop_after = sys.maxsize
    assert cells.run("print(thread.is_alive())") == "True\n"


def test_a_sleep_can_be_stopped(cells: Cells) -> None:
    cells.stop_after = 3
    cells.run("import time\ntime.sleep(30)")
    assert isinstance(cells.error, KeyboardInterrupt)
    assert sum(cells.pauses) < 1


def test_a_loop_that_polls_ends_when_another_thread_has_done_its_part(cells: Cells) -> None:
    shown = cells.run("""
import threading
done = False
def work():
    global done
    done = True
threading.Thread(target=work).start()
while not done:
    pass
print("done")
""")
    assert shown == "done\n"


def test_threads_that_are_left_go_on_when_their_cell_has_ended(cells: Cells) -> None:
    text = """
import threading, time
def count():
    for number in range(3):
        time.sleep(0.1)
        print(number)
threading.Thread(target=count).start()
print("the cell ends")
"""
    assert cells.run(text) == "the cell ends\n0\n1\n2\n"


def test_a_thread_without_end_does_not_keep_a_cell_from_ending(cells: Cells) -> None:
    cells.run("""
import threading, time
ticks = []
def tick():
    while True:
        time.sleep(0.5)
        ticks.append(1)
threading.Thread(target=tick, daemon=True).start()
""")
    assert cells.error is None
    assert cells.run("before = len(ticks); time.sleep(5); print(len(ticks) - before)") == "10\n"


def test_pools_queues_and_timers_work(cells: Cells) -> None:
    shown = cells.run("""
import queue, threading
from concurrent.futures import ThreadPoolExecutor
import concurrent.futures
with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(abs, [-1, 2, -3])))
print(concurrent.futures.Future)
todo = queue.Queue()
threading.Timer(0.5, todo.put, ["tea"]).start()
print(todo.get())
""")
    assert shown.splitlines()[0] == "[1, 2, 3]"
    assert shown.splitlines()[-1] == "tea"


def test_input_is_asked_for_in_a_thread_too(cells: Cells, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(builtins, "input", lambda prompt: f"answer to {prompt}")
    shown = cells.run("""
import threading
def ask():
    print(input("name? "))
thread = threading.Thread(target=ask)
thread.start()
thread.join()
""")
    assert shown == "answer to name? \n"


def test_what_cells_import_besides_is_the_real_thing(cells: Cells) -> None:
    shown = cells.run(
        "import os, sys, threading\nprint(os.sep, threading.TIMEOUT_MAX > 0, sys.modules['threading'] is threading)"
    )
    assert shown == f"{os_sep()} True False\n"


def os_sep() -> str:
    import os

    return os.sep


def test_a_check_still_judges(cells: Cells) -> None:
    cells.run("n = 0\ndef add():\n    global n\n    n = n + 1")
    shown = cells.run("""
from threading import Thread
from threadlab import every_schedule
@every_schedule
def two_make_two():
    threads = [Thread(target=add) for _ in range(2)]
    for each in threads: each.start()
    for each in threads: each.join()
    assert n == 2
""")
    assert "An update is lost: expected 2, got 1" in shown
    assert cells.run(START_AND_JOIN).startswith("started")


NOTEBOOKS = sorted((REPOSITORY / "release").glob("*/*.ipynb"))


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=[path.stem for path in NOTEBOOKS])
def test_the_examples_of_the_course_run(cells: Cells, notebook: Path) -> None:
    ran = 0
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] == "code" and not cell["metadata"].get("nbgrader", {}).get("grade"):
            cells.run("".join(cell["source"]))
            assert cells.error is None or "raises-exception" in tags, cell["id"]
            ran += 1
    assert ran > 5


def test_cells_are_known_by_the_messages_that_ask_for_them(
    cells: Cells, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[object] = []
    cells.shell.events.register("pre_run_cell", lambda info: heard.append(info.cell_id))
    cells.shell.get_parent = lambda: {"metadata": {"cellId": "abc"}}
    monkeypatch.chdir(tmp_path)
    (tmp_path / "no notebook.ipynb").write_text("{")
    (tmp_path / "mine.ipynb").write_text(json.dumps({"cells": [{"id": "abc"}]}))
    run: Callable[..., object] = cells.shell.run_cell
    name_cells(cells.shell)
    cells.shell.run_cell("import os; document = os.environ['JPY_SESSION_NAME']")
    assert heard == ["abc"]
    assert Path(cells.shell.user_ns["document"]).read_text() == (tmp_path / "mine.ipynb").read_text()
    (tmp_path / "mine.ipynb").unlink()  # it is read once: in a browser the page may be long in answering
    cells.shell.run_cell("again = os.environ['JPY_SESSION_NAME']")
    assert cells.shell.user_ns["again"] == cells.shell.user_ns["document"]
    cells.shell.run_cell = run
