"""Where a program polls is said alike, whether its schedules are run one by one or its states are searched."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.exploring import tally

SETTERS = """
import threading, time, queue
flags, lock, n = [False] * 3, threading.Lock(), 0
def setter(i):
    global n
    with lock: n = n * 2 + i
    flags[i] = True
"""
TEST = """
def test():
    import threading
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""
PROGRAMS = {
    "three flags": """
def first():
    while not flags[0]: time.sleep(1)
def second():
    while not flags[1]:
        time.sleep(1)
def third():
    while True:
        if flags[2]: break
works = [lambda: setter(0), lambda: setter(1), lambda: setter(2), first, second, third]
""",
    "a lock that is tried": """
def tried():
    while not lock.acquire(timeout=0.1): pass
    lock.release()
works = [tried, tried, lambda: setter(0)]
""",
    "a queue with time-outs": """
q = queue.Queue(1)
def put():
    while True:
        try: q.put(1, timeout=0.1)
        except queue.Full: continue
        break
def get():
    for _ in range(2):
        while True:
            try:
                q.get(timeout=0.1)
                break
            except queue.Empty:
                pass
works = [put, put, get]
""",
    "no poll: each turn does something": """
own = threading.local()
def count():
    own.n = 0
    while own.n < 3: own.n += 1
    setter(0)
works = [count, count]
""",
}


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS)
def test_polls_are_named_alike(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one_by_one = explore(TEST, SETTERS + program)
    monkeypatch.setattr(tally, "PATIENCE", 2)
    by_states = explore(TEST, SETTERS + program)
    assert by_states.verdict == one_by_one.verdict == "holds"
    assert by_states.schedules != one_by_one.schedules
    assert by_states.polls == one_by_one.polls
    assert bool(one_by_one.polls) == ("local" not in program)
