"""The failures of ``docs/gallery.md``: for each kind of failure a mistake that students make, and a test that finds it.

``python -m tests.story.gallery`` writes the page and its pictures afresh.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

from threadlab.schedules.explore import explore
from threadlab.schedules.result import Result
from threadlab.story import Story, tell

DOCS = Path(__file__).resolve().parents[2] / "docs"


@dataclass(frozen=True)
class Mistake:
    """A wrong answer, the test that it fails, and what kind of failure that is."""

    title: str
    kind: str
    answer: str
    test: str
    question: str = ""
    want: str = "every"
    options: dict[str, bool] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """Return the name of the test function."""
        return self.test.partition("def ")[2].partition("(")[0]

    def result(self) -> Result:
        """Search the schedules."""
        return explore(self.test, self.answer, want=self.want, **self.options)  # type: ignore[arg-type]

    def story(self, *, hidden: bool = False) -> Story:
        """Tell what the search found."""
        return tell(
            self.result(), name=self.name, question=self.question, hidden=hidden, want=self.want,
            sources={"answer": self.answer},
        )  # fmt: skip


TWO_THREADS = """\
    threads = [Thread(target={call}) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""

MISTAKES = {
    "lost-update": Mistake(
        "An update is lost",
        "assertion",
        '''\
class SafeCounter:
    """Counts, from any number of threads."""

    def __init__(self):
        self.value = 0

    def increment(self):
        self.value += 1
''',
        """\
from threading import Thread

def two_threads_lose_no_update():
    counter = SafeCounter()
"""
        + TWO_THREADS.format(call="counter.increment")
        + """\
    assert counter.value == 2
""",
        "Which two steps must no other thread come between?",
    ),
    "stale-check": Mistake(
        "A check is out of date when it is acted upon",
        "assertion",
        """\
from threading import Lock

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()

    def withdraw(self, amount):
        with self.lock:
            enough = self.balance >= amount
        if enough:
            with self.lock:
                self.balance -= amount
        return enough
""",
        """\
from threading import Thread

def the_balance_never_goes_below_zero():
    account = Account(100)
    threads = [Thread(target=account.withdraw, args=(70,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert account.balance >= 0, "the balance is below zero"
""",
    ),
    "wrong-in-every-order": Mistake(
        "Wrong in every order: run() for start()",
        "assertion",
        """\
from threading import Thread

def run_all(functions):
    results = []
    for function in functions:
        thread = Thread(target=lambda: results.append(function()))
        thread.run()
    return results
""",
        """\
from threading import current_thread

def each_function_has_a_thread_of_its_own():
    names = run_all([lambda: current_thread().name] * 2)
    assert "MainThread" not in names, "a function ran in the caller's own thread"
""",
    ),
    "exception": Mistake(
        "An exception, in one order only",
        "exception",
        """\
stock = {"apple": 1}

def take(name):
    if name in stock:
        del stock[name]
        return True
    return False
""",
        """\
from threading import Thread

def two_customers_want_the_last_apple():
    threads = [Thread(target=take, args=("apple",)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert "apple" not in stock
""",
    ),
    "deadlock": Mistake(
        "Deadlock: two locks in two orders",
        "deadlock",
        """\
from threading import Lock

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()

def transfer(source, target, amount):
    with source.lock:
        with target.lock:
            source.balance -= amount
            target.balance += amount
""",
        """\
from threading import Thread

def opposite_transfers_both_end():
    left, right = Account(10), Account(10)
    one = Thread(target=transfer, args=(left, right, 1))
    other = Thread(target=transfer, args=(right, left, 1))
    one.start()
    other.start()
    one.join()
    other.join()
""",
        "Could both threads take the two locks in the same order?",
    ),
    "deadlock-of-three": Mistake(
        "Deadlock: a ring of three",
        "deadlock",
        """\
from threading import Lock

forks = [Lock(), Lock(), Lock()]

def dine(place):
    with forks[place]:
        with forks[(place + 1) % 3]:
            pass
""",
        """\
from threading import Thread

def three_philosophers_dine():
    threads = [Thread(target=dine, args=(place,)) for place in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
""",
    ),
    "own-lock-twice": Mistake(
        "Deadlock: the thread's own lock",
        "deadlock",
        """\
from threading import Lock

class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = Lock()

    def increment(self):
        with self.lock:
            self.update(lambda value: value + 1)

    def update(self, function):
        with self.lock:
            self.value = function(self.value)
""",
        """\
def one_increment():
    counter = SafeCounter()
    counter.increment()
    assert counter.value == 1
""",
    ),
    "never-given-back": Mistake(
        "A lock that is never given back",
        "deadlock",
        """\
from threading import Lock

class Account:
    def __init__(self, balance):
        self.balance = balance
        self.lock = Lock()

    def withdraw(self, amount):
        self.lock.acquire()
        if self.balance < amount:
            return False
        self.balance -= amount
        self.lock.release()
        return True
""",
        """\
from threading import Thread

def whoever_is_refused_stops_nobody():
    account = Account(50)
"""
        + TWO_THREADS.replace("target={call}", "target=account.withdraw, args=(70,)")
        + """\
    assert account.balance == 50
""",
    ),
    "kept-by-an-exception": Mistake(
        "A lock that an exception leaves behind",
        "deadlock",
        """\
from threading import Lock

class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = Lock()

    def update(self, function):
        self.lock.acquire()
        self.value = function(self.value)
        self.lock.release()
""",
        """\
from threading import Thread

def an_exception_stops_nobody_else():
    counter = SafeCounter()
    try:
        counter.update(lambda value: 1 / value)
    except ZeroDivisionError:
        pass
    thread = Thread(target=counter.update, args=(lambda value: value + 1,))
    thread.start()
    thread.join()
    assert counter.value == 1
""",
    ),
    "lost-wakeup": Mistake(
        "Lost wake-up: the notify comes before the wait",
        "lost-wakeup",
        """\
from threading import Condition

class Handoff:
    def __init__(self):
        self.changed = Condition()
        self.item = None

    def put(self, item):
        with self.changed:
            self.item = item
            self.changed.notify()

    def take(self):
        with self.changed:
            self.changed.wait()
            return self.item
""",
        """\
from threading import Thread

def what_is_put_is_taken():
    handoff = Handoff()
    taker = Thread(target=handoff.take)
    putter = Thread(target=handoff.put, args=("tea",))
    taker.start()
    putter.start()
    taker.join()
    putter.join()
""",
        "What should the taker look at before it begins to wait?",
    ),
    "wakes-one": Mistake(
        "Lost wake-up: notify() where everybody waits",
        "lost-wakeup",
        """\
from threading import Condition

class Gate:
    def __init__(self):
        self.changed = Condition()
        self.is_open = False

    def open(self):
        with self.changed:
            self.is_open = True
            self.changed.notify()

    def go_through(self):
        with self.changed:
            while not self.is_open:
                self.changed.wait()
""",
        """\
from threading import Thread

def everybody_gets_through():
    gate = Gate()
    threads = [Thread(target=gate.go_through) for _ in range(2)]
    threads.append(Thread(target=gate.open))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
""",
    ),
    "tells-nobody": Mistake(
        "Lost wake-up: a change that nobody is told of",
        "lost-wakeup",
        """\
from threading import Condition

class Box:
    def __init__(self):
        self.changed = Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            self.items.append(item)

    def take(self):
        with self.changed:
            while not self.items:
                self.changed.wait()
            return self.items.pop()
""",
        """\
from threading import Thread

def what_is_put_is_taken():
    box = Box()
    taker = Thread(target=box.take)
    taker.start()
    box.put("tea")
    taker.join()
""",
    ),
    "woken-too-late": Mistake(
        "A thread is woken, and another one comes first",
        "exception",
        """\
from threading import Condition

class Box:
    def __init__(self):
        self.changed = Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            self.items.append(item)
            self.changed.notify_all()

    def take(self):
        with self.changed:
            if not self.items:
                self.changed.wait()
            return self.items.pop()
""",
        """\
from threading import Thread

def two_items_reach_two_takers():
    box = Box()
    takers = [Thread(target=box.take) for _ in range(2)]
    for taker in takers:
        taker.start()
    box.put("tea")
    box.put("milk")
    for taker in takers:
        taker.join()
""",
    ),
    "waits-for-an-item": Mistake(
        "Deadlock: an item that nobody is left to put",
        "deadlock",
        """\
from queue import Queue
from threading import Thread

def work_through(jobs, workers):
    queue = Queue()

    def worker():
        while queue.get() is not None:
            pass

    threads = [Thread(target=worker) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for job in jobs:
        queue.put(job)
    queue.put(None)
    for thread in threads:
        thread.join()
""",
        """\
def two_workers_end():
    work_through(["tea"], 2)
""",
    ),
    "ignores-the-lock": Mistake(
        "A lock that only one of two asks for",
        "assertion",
        """\
from threading import Lock

total = 0
lock = Lock()

def add(amount):
    global total
    total += amount
""",
        """\
from threading import Thread

def who_holds_the_lock_sees_no_change():
    adder = Thread(target=add, args=(5,))
    with lock:
        adder.start()
        assert total == 0
    adder.join()
""",
    ),
    "livelock": Mistake(
        "Livelock: after you",
        "livelock",
        """\
wants = [False, False]

def enter(me):
    other = 1 - me
    wants[me] = True
    while wants[other]:
        pass
    wants[me] = False
""",
        """\
from threading import Thread

def both_get_in():
    threads = [Thread(target=enter, args=(me,)) for me in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
""",
    ),
    "endless": Mistake(
        "A loop that never ends",
        "endless",
        """\
def countdown(start):
    count = start
    while count > 0:
        start = count - 1
""",
        """\
from threading import Thread

def it_comes_to_an_end():
    thread = Thread(target=countdown, args=(5,))
    thread.start()
    thread.join()
""",
    ),
    "still-running": Mistake(
        "Joins only the last thread",
        "still-running",
        """\
from threading import Thread

def run_all(functions):
    results = [None] * len(functions)

    def work(index, function):
        results[index] = function()

    for index, function in enumerate(functions):
        thread = Thread(target=work, args=(index, function))
        thread.start()
    thread.join()
    return results
""",
        """\
def nothing_is_left_running():
    run_all([lambda: 1, lambda: 2])
""",
        options={"may_leave_threads": False},
    ),
    "polls": Mistake(
        "Busy waiting",
        "polls",
        """\
from threading import Lock
from time import sleep

class Handoff:
    def __init__(self):
        self.lock = Lock()
        self.items = []

    def put(self, item):
        with self.lock:
            self.items.append(item)

    def take(self):
        while True:
            with self.lock:
                if self.items:
                    return self.items.pop()
            sleep(0.01)
""",
        """\
from threading import Thread

def what_is_put_is_taken():
    handoff = Handoff()
    taker = Thread(target=handoff.take)
    taker.start()
    handoff.put("tea")
    taker.join()
""",
        options={"may_poll": False},
    ),
    "never": Mistake(
        "Not concurrent at all: joined inside the loop",
        "never",
        """\
from threading import Thread

def run_all(functions):
    for function in functions:
        thread = Thread(target=function)
        thread.start()
        thread.join()
""",
        """\
from threadlab import Recorder

def both_can_be_inside_at_once():
    inside = Recorder()

    def work():
        inside.enter()
        inside.leave()

    run_all([work, work])
    assert inside.most_inside == 2
""",
        want="some",
    ),
    "lock-held-too-long": Mistake(
        "A lock that is held too long",
        "never",
        """\
from threading import Lock

class SafeCounter:
    def __init__(self):
        self.value = 0
        self.lock = Lock()

    def add(self, measure):
        with self.lock:
            self.value += measure()
""",
        """\
from threading import Thread
from threadlab import Recorder

def two_measurements_can_overlap():
    counter = SafeCounter()
    inside = Recorder()

    def measure():
        inside.enter()
        inside.leave()
        return 1

    threads = [Thread(target=counter.add, args=(measure,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside.most_inside == 2
""",
        want="some",
    ),
}

INTRODUCTION = """\
# What a failing check shows

One picture for each kind of failure, each made from a mistake that students make. The pictures are what a student
sees in JupyterLab, on the feedback page and, as plain text, in a terminal. They are written by
`python -m tests.story.gallery`, and a test says so when one of them is no longer what a check shows.
"""


def files() -> dict[Path, str]:
    """Return the page and the pictures by their paths below ``docs/``."""
    page = [INTRODUCTION]
    pictures: dict[Path, str] = {}
    for slug, mistake in MISTAKES.items():
        story = mistake.story()
        picture = Path("gallery") / f"{slug}.svg"
        pictures[picture] = story.svg
        page += [
            f"## {mistake.title}\n",
            f"```python\n{mistake.answer}```\n",
            f"**{story.title}**\n",
            f"![{story.title}]({picture.as_posix()})\n",
            f"<details><summary>The same in words</summary>\n\n```text\n{story.text}```\n\n</details>\n",
        ]
    return {Path("gallery.md"): "\n".join(page), **pictures}


def write() -> None:
    """Write the gallery."""
    (DOCS / "gallery").mkdir(parents=True, exist_ok=True)
    for path, text in files().items():
        (DOCS / path).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(write())
