"""Two objects never go by one name in a story, however the program calls them."""

from __future__ import annotations

import re

import pytest

from tests.story.gallery import MISTAKES
from threadlab.schedules.explore import explore
from threadlab.story import Story, tell
from threadlab.story.text.names import fit_name

UNLOCKED = """
class Account:
    def __init__(self):
        self.balance = 100

def transfer(source, target, amount):
    source.balance -= amount
    target.balance += amount
"""

TO_EACH_OTHER = """
from threading import Thread

def test():
    ann, ben = Account(), Account()
    threads = [Thread(target=transfer, args=pair) for pair in ((ann, ben, 1), (ben, ann, 2))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ann.balance + ben.balance == 200
"""


def said(story: Story) -> str:
    return " ".join(story.text.split())


def lost_between_accounts(*, hidden: bool = False) -> str:
    return said(tell(explore(TO_EACH_OTHER, UNLOCKED), name="test", hidden=hidden))


def test_objects_of_one_name_are_called_what_the_program_keeps_them_as():
    story = MISTAKES["deadlock-of-three"].story()
    for thread, has, wants in (("A", 0, 1), ("B", 1, 2), ("C", 2, 0)):
        assert f"{thread} 6: with forks[place]: takes forks[{has}]" in said(story)
        stopped = f"! {thread} 7: with forks[(place + 1) % 3]: IS STOPPED HERE: waits for forks[{wants}], held by"
        assert stopped in said(story)
        assert f">forks[{has}]<" in story.svg


def test_objects_without_names_of_their_own_are_numbered_in_the_order_of_the_story():
    story = MISTAKES["deadlock"].story()
    assert "1 A 9: with source.lock: takes source.lock (lock 1)" in said(story)
    assert "2 B 9: with source.lock: takes source.lock (lock 2)" in said(story)
    assert "waits for target.lock (lock 2), held by thread B since line 9, who calls it source.lock !" in said(story)
    assert ">target.lock (lock 1)<" in story.svg


def test_attributes_are_told_with_the_object_that_has_them():
    told = lost_between_accounts()
    assert "Thread A reads target.balance of Account 2 (100). Before it writes back, thread B changes" in told
    assert "thread B changes target.balance of Account 2 to 98" in told
    assert "B 7: source.balance -= amount sets source.balance of Account 2 to 98 <-- A does not notice" in told


def test_of_a_hidden_test_neither_the_names_of_objects_nor_their_classes_are_told():
    three = said(MISTAKES["deadlock-of-three"].story(hidden=True))
    assert "forks[0]" not in three
    wanted = "waits for forks[(place + 1) % 3] (lock 1), held by thread C since line 6, who calls it forks[place]"
    assert wanted in three
    told = lost_between_accounts(hidden=True)
    assert "Account" not in told
    assert "sets" not in told
    assert "changes source.balance of object 2" in told


def test_a_name_that_stands_for_one_object_is_left_as_it_is():
    for name in ("own-lock-twice", "lost-update", "woken-too-late"):
        assert not re.search(r"\(lock \d\)| of \w+ \d", said(MISTAKES[name].story()))


@pytest.mark.parametrize(
    ("width", "fitting"),
    [(40, "self.accounts.lock (lock 2)"), (20, "self.accou… (lock 2)"), (9, "lock 2"), (4, "loc…")],
)
def test_where_there_is_no_room_what_tells_a_name_apart_is_cut_last(width, fitting):
    assert fit_name("self.accounts.lock (lock 2)", width) == fitting


TOGETHER = """
import queue, threading
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread

def together(*calls):
    threads = [Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""
CROSSWISE = """
def test():
    one, other = {make}, {make}
    together(lambda: work(one, other), lambda: work(other, one))
    assert False
"""
KINDS = {
    "lock": ("threading.Lock()", "with mine:\n        with yours: pass"),
    "semaphore": ("threading.Semaphore(1)", "with mine:\n        with yours: pass"),
    "condition": ("threading.Condition()", "with mine:\n        mine.wait()\n    with yours: yours.notify()"),
    "event": ("threading.Event()", "mine.wait()\n    yours.set()"),
    "barrier": ("threading.Barrier(2)", "mine.wait()"),
    "queue": ("queue.Queue()", "yours.put(mine.get())"),
    "future": ("Future()", "yours.set_result(mine.result())"),
    "executor": ("ThreadPoolExecutor(1)", "mine.submit(lambda: mine.submit(int).result()).result()"),
    "list": ("[0]", "if mine:\n        yours.append(1)"),
    "dict": ("{0: 0}", "if mine:\n        yours[1] = yours[0]"),
    "set": ("{0}", "if 0 in mine:\n        yours.add(1)"),
    "deque": ("deque([0])", "if mine:\n        yours.append(1)"),
    "bytearray": ("bytearray(1)", "if mine:\n        yours.append(1)"),
}


def crosswise(kind: str, *, hidden: bool = False) -> str:
    make, work = KINDS[kind]
    program = f"{TOGETHER}def work(mine, yours):\n    {work}\n"
    return said(tell(explore(CROSSWISE.replace("{make}", make), program), name="test", hidden=hidden))


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_two_objects_of_every_kind_are_told_apart_wherever_they_are_named(kind, hidden):
    told = crosswise(kind, hidden=hidden)
    assert f"{kind} 1" in told
    assert f"{kind} 2" in told
    assert not re.search(rf"(takes|waits for|waits on|waits at|in|to|of) (a|the)? ?{kind}(?! \d)\b", told)


def test_a_list_of_an_object_is_told_by_that_object_in_every_line():
    program = """
class Box:
    def __init__(self):
        self.items = [0]

    def move(self, other):
        other.items.append(self.items.pop())
"""
    test = """
def test():
    one, other = Box(), Box()
    together(lambda: one.move(other), lambda: other.move(one))
    assert False
"""
    told = said(tell(explore(test, TOGETHER + program), name="test"))
    for words in ("self.items.pop of Box 1: 0", "other.items.append of Box 2: 0", "other.items.append of Box 1: 0"):
        assert f"calls {words}" in told


def test_a_race_is_told_with_the_name_that_tells_its_object_apart():
    program = "def work(mine, yours):\n    if not mine:\n        yours.append(1)\n"
    test = """
def test():
    one, other = [], []
    together(lambda: work(one, other), lambda: work(other, one))
    assert len(one) + len(other) == 1
"""
    story = tell(explore(test, TOGETHER + program), name="test")
    assert "Thread A looks at mine (list 1: []) and goes by what it saw." in story.lead
    assert "thread B changes mine (list 1)" in story.lead
    assert "calls yours.append (list 1): 1 <-- A does not notice" in said(story)  # it goes by two names
    assert "mine (list 1) has" in " ".join(re.findall(">([^<]+)<", story.svg))


def test_one_object_without_a_name_of_its_own_has_an_article():
    program = "def work(lock):\n    with lock:\n        lock.acquire()\n"
    told = said(tell(explore("def test():\n    work(threading.Lock())", TOGETHER + program), name="test"))
    assert "The main thread takes the lock once more while it holds it." in told


def test_who_waits_on_a_condition_gives_back_the_lock_that_it_was_made_with():
    program = """
lock = threading.Lock()
ready = threading.Condition(lock)

def work():
    with lock:
        ready.wait()
"""
    told = said(tell(explore("def test():\n    together(work)", TOGETHER + program), name="test"))
    assert "gives lock back and waits on ready" in told


def test_what_a_thread_looks_at_for_ever_is_told_apart_too():
    told = said(MISTAKES["livelock"].story())
    assert "! A 6: while wants[other]: GOES ROUND HERE FOR EVER: looks again and again at wants[1]" in told
    assert "! B 6: while wants[other]: GOES ROUND HERE FOR EVER: looks again and again at wants[0]" in told


def test_a_notify_says_whom_it_has_woken():
    assert "notifies self.changed: woke thread B" in said(MISTAKES["wakes-one"].story())
    assert "notifies all on self.changed: woke thread A" in said(MISTAKES["woken-too-late"].story())
