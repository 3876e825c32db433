"""A bug of this package is never told as the program's failure: it ends the search as what it is."""

from __future__ import annotations

import linecache
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import threadlab
from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.judging.notebook import run_notebook
from threadlab.schedules.explore import explore
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.primitives.lock import Lock
from threadlab.schedules.primitives.queues.queue import Queue
from threadlab.schedules.primitives.thread import Thread
from threadlab.schedules.running import faults
from threadlab.schedules.running.faults import is_fault
from threadlab.schedules.running.recording.record import Record
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Search

HOME = Path(threadlab.__file__).parent

PROGRAM = """\
from threading import Lock, Thread
total = 0
lock = Lock()
def add():
    global total
    {add}
"""
LOCKED = PROGRAM.format(
    add="""\
with lock:
        total += 1"""
)
WITHOUT_LOCK = PROGRAM.format(add="total += 1")
TEST = """\
def test():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 2
"""


def broken(place: str, text: str, **names: Any) -> Any:
    """Make a function whose text stands in a module of this package, as far as its traceback tells."""
    file = str(HOME / "schedules" / place)
    linecache.cache[file] = (len(text), None, text.splitlines(keepends=True), file)
    exec(compile(text, file, "exec"), names)
    return names["f"]


@pytest.fixture(autouse=True)
def _texts_as_they_are() -> Iterator[None]:
    faults._text.cache_clear()
    yield
    faults._text.cache_clear()
    linecache.clearcache()


# Where, and what is done there instead; in a hook, when the program reads its variable "total".
HOOK = Hooks, "read_global", "hooks/variables.py"
IN_A_HOOK = {
    "an attribute that there is not": "self.values_of_all",
    "an attribute of None": "self.world.fault.name",
    "an unbound name": "valeu",
    "an entry that a table lacks": "self.views[-1]",
    "a call that does not fit": "self.touch('read')",
}
ERRORS = AssertionError, AttributeError, KeyError, NameError, TypeError, ValueError, ZeroDivisionError
BUGS = {
    **{
        bug: (*HOOK, f"def f(self, name): return {text} if name == 'total' else real(self, name)")
        for bug, text in IN_A_HOOK.items()
    },
    "an assertion": (*HOOK, "def f(self, name):\n assert name != 'total'\n return real(self, name)"),
    "one with a message": (*HOOK, "def f(self, name):\n assert name != 'total', str(name)\n return real(self, name)"),
    "an unbound local name": (*HOOK, "def f(self, name):\n if name != 'total': it = real(self, name)\n return it"),
    "an attribute of a lock": (Lock, "__enter__", "primitives/lock.py", "def f(self): return self._tl_ownr"),
    "what a thread should keep": (Thread, "start", "primitives/thread.py", "def f(self): return self._tl_fiber.name"),
    "an error of the search": (Search, "choose", "searching/search.py", "def f(self, world): return 1 // 0"),
    "an error of the world": (World, "launch", "running/world.py", "def f(self, *_): raise ValueError('no fiber')"),
}


@pytest.fixture
def inject(monkeypatch: pytest.MonkeyPatch) -> Any:
    def put(owner: type, name: str, place: str, text: str) -> None:
        monkeypatch.setattr(owner, name, broken(place, text, real=getattr(owner, name)))

    return put


@pytest.mark.parametrize("bug", BUGS.values(), ids=BUGS)
@pytest.mark.parametrize("program", [LOCKED, WITHOUT_LOCK], ids=["right", "wrong"])
def test_a_bug_comes_out_of_explore_and_is_no_failure(bug: tuple[Any, ...], program: str, inject: Any) -> None:
    program += "with lock: pass"
    inject(*bug)
    with pytest.raises(ERRORS) as caught:
        explore(TEST, program)
    assert is_fault(caught.value)


@pytest.mark.parametrize(
    "swallowing",
    [
        "try: add()\n except Exception: pass",
        "try: add()\n except: pass",
        "with suppress(Exception): add()",
        "with Swallowing(), lock: add()",
        "swallowing()",
        "getattr(Some(), 'value', 0)",
        "with ThreadPoolExecutor() as pool: pool.submit(add)",
        "done = Future(); done.add_done_callback(lambda _: add()); done.set_result(1)",
        "thread = Thread(target=add); thread.start(); thread.join()",
    ],
)
def test_no_program_can_swallow_a_bug(swallowing: str, inject: Any) -> None:
    inject(*HOOK, "def f(self, name): return self.no_such_thing if name == 'total' else real(self, name)")
    program = WITHOUT_LOCK + (
        "from concurrent.futures import Future, ThreadPoolExecutor\n"
        "from contextlib import suppress\n"
        "import threading\n"
        "class Swallowing:\n def __enter__(self): pass\n def __exit__(self, *_): return True\n"
        "def swallowing():\n try: add()\n finally: return\n"
        "threading.excepthook = lambda args: None\n"
        "class Some:\n @property\n def value(self): return total\n"
    )
    with pytest.raises(AttributeError, match="no_such_thing"):
        explore(f"def test():\n {swallowing}", program)


def test_the_check_that_it_spoils_goes_to_a_person_and_says_where(inject: Any) -> None:
    inject(Queue, "get", "primitives/queues/queue.py", "def f(self):\n return undefined_name")
    spoiled = (
        "from queue import Queue\nfrom threadlab import every_schedule\n@every_schedule\ndef test(): Queue().get()"
    )
    sound = "from threadlab import every_schedule\n@every_schedule\ndef test(): assert 1 == 2"
    cells = [
        Cell("ordinary", "code", "import queue\nprint(1)\nqueue.Queue().get()"),
        *(
            Cell(name, "code", text, name, 1, grade=True, locked=True)
            for name, text in (("spoiled", spoiled), ("sound", sound))
        ),
    ]
    report = run_notebook(cells)
    assert [check.verdict for check in report.checks] == ["fault", "fails"]
    reason = "a fault of the grader: NameError at schedules/primitives/queues/queue.py:2"
    assert report.checks[0].tests[0].reason == reason
    assert report.cells["ordinary"].problem == f"was broken off: {reason}"
    assert report.cells["ordinary"].output == "1\n"


def test_a_bug_of_what_tells_the_story_goes_to_a_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Record, "freeze", broken("running/record.py", "def f(*_): return [][0]"))
    test = f"from threadlab import every_schedule\n@every_schedule\n{TEST}"
    cells = [
        Cell("answer", "code", WITHOUT_LOCK, "add", solution=True),
        Cell("check", "code", test, "add--all", 1, grade=True, locked=True),
    ]
    [check] = run_notebook(cells).checks
    assert check.verdict == "fault"
    assert check.tests[0].reason == "a fault of the grader: IndexError at schedules/running/record.py:1"


@pytest.mark.parametrize(
    ("wrong", "exception"),
    [
        ("None.append(1)", "AttributeError"),
        ("Thread(target=print).no_such_thing", "AttributeError"),
        ("{}[1]", "KeyError"),
        ("[].pop()", "IndexError"),
        ("[][0] = 1", "IndexError"),
        ("len(1)", "TypeError"),
        ("Lock().acquire(1, 2, 3)", "TypeError"),
        ("Lock().release()", "RuntimeError"),
        ("Lock().release(no='such')", "TypeError"),
        ("Thread(group=1)", "AssertionError"),
        ("missing", "NameError"),
        ("Thread(1, 2, 3, 4, 5, 6, 7)", "TypeError"),
        ("threading.Condition(1)", "AttributeError"),
        ("threading.Barrier(None)", "TypeError"),
        ("threading.Semaphore('1')", "TypeError"),
        ("queue.Queue('1').put(1)", "TypeError"),
        ("queue.Queue().get(timeout='1')", "TypeError"),
        ("queue.Queue().get_nowait()", "queue.Empty"),
        ("time.sleep('1')", "TypeError"),
        ("threading.Event().wait('1')", "TypeError"),
        ("Thread(target=print, args=1).run()", "TypeError"),
        ("futures.wait([None])", "AttributeError"),
        ("futures.wait(None)", "TypeError"),
        ("list(futures.as_completed([None]))", "AttributeError"),
        ("list(futures.ThreadPoolExecutor().map(print, None))", "TypeError"),
        ("futures.ThreadPoolExecutor('1')", "TypeError"),
        ("deep = lambda: deep(); deep()", "RecursionError"),
        ("for _ in 1: pass", "TypeError"),
        ("a, b = [1]", "ValueError"),
        ("1 + None", "TypeError"),
        ("with 1: pass", "TypeError"),
        ("next(iter([]))", "StopIteration"),
        ("sum([1, 'a'])", "TypeError"),
        ("raise AttributeError('x')", "AttributeError"),
        ("assert 1 == 2", "AssertionError"),
    ],
)
def test_what_a_program_does_wrong_stays_its_own(wrong: str, exception: str) -> None:
    imports = "import queue, threading, time\nfrom concurrent import futures\nfrom threading import Lock, Thread\n"
    result = explore("def test():\n use()", f"{imports}def use():\n {wrong}")
    assert result.failure is not None
    assert result.failure.kind == "assertion" or result.failure.exception == exception.rpartition(".")[2]
    caught = explore("def test():\n assert 1", f"{imports}try:\n {wrong}\nexcept {exception}: pass")
    assert caught.verdict == "holds"
