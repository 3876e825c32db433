"""The story in words: what a terminal shows and a screen reader says."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest

from tests.story import golden, hostile, samples
from threadlab import explore
from threadlab.schedules.actions import ACTIONS
from threadlab.schedules.failure_kinds import KINDS, Kind
from threadlab.schedules.result import Blocked, Result, Step
from threadlab.story import tell
from threadlab.story.text.sanitize import columns
from threadlab.story.wording.failure_kinds import WORDS
from threadlab.story.wording.phrases import PHRASES

TEXTS = golden.texts()


def text(result: Result, **options: object) -> str:
    return tell(result, name="a_test", **options).text  # type: ignore[arg-type]


def said(result: Result) -> str:
    """Return the story on one line: where its lines are broken is of no account here."""
    return " ".join(text(result).split())


@pytest.mark.parametrize("name", TEXTS)
def test_the_story_is_the_one_that_was_read_and_found_good(name):
    assert TEXTS[name] == (golden.FOLDER / name).read_text(encoding="utf-8")


def test_no_golden_story_is_left_over():
    assert {path.name for path in golden.FOLDER.iterdir()} == set(TEXTS)


@pytest.mark.parametrize("name", hostile.RESULTS)
def test_no_line_is_wider_than_a_terminal(name):
    for hidden in (False, True):
        lines = text(hostile.RESULTS[name], hidden=hidden).splitlines()
        assert max(columns(line) for line in lines if not line.startswith("Replay this order: ")) <= 78


TITLES = {
    "lost-update": "An update is lost: expected 2, got 1",
    "stale-check": "Thread A acts on what is no longer true: the balance is below zero",
    "wrong-in-every-order": "The check fails: each function must run in a thread of its own",
    "exception": "Thread A stops with KeyError at line 6: 'apple'",
    "deadlock": "Deadlock: threads A and B can never go on",
    "own-lock-twice": "Deadlock: thread A waits for self.lock, which it holds itself",
    "never-given-back": "Deadlock: thread B waits for self.lock, and thread A never gave it back",
    "lost-wakeup": "Thread A waits for ever: nobody is left who could wake it",
    "livelock": "Livelock: threads A and B go round and round for ever",
    "endless": "Thread A never ends at line 5",
    "still-running": "Thread A is still running when the call has returned",
    "never": "This should be possible, and happens in no order: both can be inside at once",
    "polls": "Busy waiting at line 12: it asks again and again instead of waiting to be told",
    "undecided": "Not decided: uses os (line 3)",
    "holds": "every order of 3 threads (90 schedules) is right",
}


@pytest.mark.parametrize("name", TITLES)
def test_each_kind_has_a_headline_of_its_own(name):
    assert tell(samples.ALL[name](), name="both_can_be_inside_at_once").title == TITLES[name]


def test_a_test_that_starts_no_thread_is_right_without_speaking_of_orders():
    assert tell(Result("holds", 1, 1), name="a_test").title == "right (1 schedule; no thread was started)"


def test_some_schedule_does_not_claim_that_every_order_is_right():
    title = tell(Result("holds", 4, 3), name="a_test", want="some").title
    assert title == "it can happen: one of the orders tried does it (4 schedules)"


def test_one_schedule_claims_nothing_of_the_others():
    told = (
        said(explore("def test(): pass", "", want="one")),
        text(explore("def test(): pass", "", want="one"), want="one"),
    )
    assert "the one order" in told[1]
    assert "every order" not in told[1]


MEETING = """
from threading import Barrier, Thread
def test():
    meeting = Barrier(9)
    threads = [Thread(target=allowed, args=(meeting.wait,)) for _ in range(9)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def test_many_threads_that_stand_at_one_place_are_told_at_once():
    places = "import threading\nplaces = threading.Semaphore(2)\ndef allowed(call):\n    with places: call()"
    told = said(explore(MEETING, places, want="one"))
    assert "Deadlock: threads A to I can never go on" in told
    assert "Thread A waits at meeting for more threads. Thread C waits for places." in told
    assert "starts threads A to I" in told
    assert "waits for places; so are threads H and I" in told


TWO_COUNT = """
from threading import Thread
def test():
    threads = [Thread(target=count) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert counter == 2
"""
COUNTER = "import threading\ncounter = 0\nlock = threading.Lock()\ndef count():\n    global counter\n"


def test_who_finds_a_lock_taken_and_goes_away_is_told_as_one_who_gives_up():
    told = said(explore(TWO_COUNT, f"{COUNTER}    if not lock.locked():\n        with lock: counter += 1"))
    assert "finds lock taken, and never tries again: what it was to do is left undone." in told
    waits = f"{COUNTER}    while lock.locked(): pass\n    counter += 1"
    assert "finds lock taken, and" not in said(explore(TWO_COUNT, waits))


CHECK_WAITS = """
from queue import Queue
from threading import Thread
def test():
    answers = Queue()
    for _ in range(2): Thread(target=lambda: answers.put(come())).start()
    while answers.get():        # one of them is turned away
        pass
"""


def test_what_the_check_waits_for_is_told_where_all_others_wait_as_they_should():
    answer = "from threading import Event\ncalled = Event()\ndef come():\n    called.wait()\n    return {}"
    told = said(explore(CHECK_WAITS, answer.format(True)))
    assert "What the check waits for in its line 7 never comes: one of them is turned away" in told
    assert "waits for ever: nobody is left who could wake it" not in told
    told = said(explore(TWO_COUNT.replace("target=count", "target=come"), answer.format(True)))
    assert "waits for ever" in told
    assert "What the check waits for" not in told


def test_a_right_answer_that_polls_is_told_so():
    told = text(Result("holds", 4, 3, polls=("answer:12", "helpers:3")))
    assert "It asks again and again instead of waiting, at line 12 and helpers, line 3." in told


def test_the_authors_question_is_asked_where_the_schedule_does_not_say_what_kind_of_mistake_it_is():
    for result in (samples.wrong_in_every_order(), samples.never(), samples.polls(), samples.still_running()):
        assert "Think about: What now?\n" in text(result, question="What now?")
        assert tell(result, name="a_test", question="What now?").question == "What now?"


def test_a_race_a_deadlock_and_the_like_have_questions_of_their_own():
    assert tell(samples.lost_update(), name="a_test", question="What now?").question == (
        "Which two steps (line 9) must no other thread come between?"
    )
    for result in (samples.deadlock(), samples.lost_wakeup(), samples.livelock(), samples.exception()):
        assert tell(result, name="a_test", question="What now?").question != "What now?"


def test_what_holds_or_is_undecided_asks_nothing():
    assert tell(samples.holds(), name="a_test", question="What now?").question == ""
    assert tell(samples.undecided(), name="a_test", question="What now?").question == ""


def lost_wakeup(*steps: Step) -> str:
    failure = replace(
        hostile.failure_of(samples.lost_wakeup()), steps=samples.numbered(*samples.starts("A", "B"), *steps)
    )
    return said(replace(samples.lost_wakeup(), failure=failure))


WAIT = samples.step("A", 22, "self.changed.wait()", "wait", "self.changed")
NOTIFY = samples.step("B", 14, "self.changed.notify()", "notify", "self.changed", effect="woke nobody")
CHANGE = samples.step("B", 13, "self.full = True", "write", "self.full", "True")
LOOK = samples.step("A", 20, "if not self.full:", "read", "self.full", "False")


def test_a_notify_that_nobody_heard_is_blamed():
    told = lost_wakeup(LOOK, CHANGE, NOTIFY, WAIT)
    assert "Thread B has notified too early: nobody was waiting, and a notify is not kept." in told
    assert "HARM: nobody is waiting yet" in told


def test_a_notify_that_woke_another_thread_is_blamed():
    told = lost_wakeup(WAIT, CHANGE, replace(NOTIFY, effect="woke 1 thread"))
    assert "Thread B has woken one thread only, and thread A was not the one." in told
    assert "HARM: wakes one thread only" in told


@pytest.mark.parametrize(
    "steps",
    [
        (CHANGE, NOTIFY, LOOK, WAIT),  # it has looked since then, and waits for something else
        (WAIT, CHANGE, NOTIFY),  # a notify of another condition of the same name, for this one would have woken it
        (WAIT, CHANGE),  # nobody knows what it waits for
        (LOOK, replace(CHANGE, target="other"), WAIT, replace(CHANGE, target="other")),
        (LOOK, WAIT, replace(CHANGE, thread="A")),
        (replace(NOTIFY, thread="A"), WAIT),
    ],
)
def test_a_notify_that_is_not_to_blame_is_not_blamed(steps):
    told = lost_wakeup(*steps)
    assert "Once thread A waits, no thread does what it waits for and notifies self.changed." in told
    assert "HARM" not in told


def test_a_change_that_nobody_is_told_of_is_blamed():
    told = lost_wakeup(LOOK, WAIT, CHANGE)
    assert "While thread A waits, thread B changes self.full, and notifies nobody of it." in told
    assert "HARM: notifies nobody of it" in told
    assert "Which line changes what thread A waits for, and how does thread A get to know?" in told


EVENT = samples.step("A", 5, "ready.wait()", "read", "self.changed", "a Event")
SET = samples.step("B", 7, "ready.set()", "set", "self.changed")
CLEAR = samples.step("B", 8, "ready.clear()", "clear", "self.changed")


def test_an_event_that_is_cleared_again_is_blamed():
    told = lost_wakeup(SET, CLEAR, EVENT, WAIT)
    assert "It was set, and thread B has cleared it again." in told
    assert "HARM: clears it again" in told
    assert "waits for self.changed to be set" in told


def test_an_event_that_nobody_sets_is_not_called_a_condition():
    told = lost_wakeup(EVENT, WAIT)
    assert "No thread that is left sets self.changed." in told
    assert "notify" not in told
    assert "HARM" not in told


def test_one_thread_that_waits_for_ever_is_told_with_what_it_waits_for():
    blocked = (Blocked("A", "answer", 3, "queue.get()", "get", "queue"),)
    failure = replace(hostile.failure_of(samples.own_lock_twice()), blocked=blocked, holds=())
    title = tell(Result("fails", 1, 2, failure), name="a_test").title
    assert title == "Deadlock: thread A waits for an item in queue for ever"


def test_a_thread_that_is_waited_for_while_its_lock_is_held_makes_a_ring():
    failure = replace(
        hostile.failure_of(samples.own_lock_twice()),
        blocked=(
            Blocked("main", "answer", 8, "thread.join()", "join", "thread A"),
            Blocked("A", "answer", 3, "with lock:", "acquire", "lock", "main"),
        ),
    )
    told = tell(Result("fails", 1, 2, failure), name="a_test")
    assert told.title == "Deadlock: the main thread and thread A can never go on"
    assert told.lead == "The main thread waits for thread A to end. Thread A waits for lock, held by the main thread."
    assert "each waits for the next one in the ring" in told.svg


def test_a_thread_whose_lane_is_narrow_is_named_by_its_letter():
    steps = [samples.step(who, 3, "x = 0", "write", "x", "0") for who in ("main", *"ABC")]
    told = text(samples.fails("assertion", samples.numbered(*samples.starts("A", "B", "C"), *steps)))
    assert "\n          main        Thread A    Thread B    Thread C\n" in told


def test_a_lock_that_a_function_has_kept_is_told_with_the_function():
    taken = replace(
        samples.step("main", 17, "self.lock.acquire()", "acquire", "lock", holding=("lock",)), function="update"
    )
    failure = replace(
        hostile.failure_of(samples.own_lock_twice()),
        steps=samples.numbered(taken, *samples.starts("A")),
        blocked=(
            Blocked("main", "test", 8, "thread.join()", "join", "thread A"),
            Blocked("A", "answer", 3, "with lock:", "acquire", "lock", "main"),
        ),
    )
    told = said(Result("fails", 1, 2, failure))
    assert "The main thread took lock in line 17, and update() has ended without giving it back." in told
    assert " 1 main 17: self.lock.acquire()" in told
    assert "In how many ways can update() end, and which of them give lock back?" in told


def test_a_lock_with_two_names_is_told_by_both():
    failure = hostile.failure_of(samples.deadlock())
    renamed = tuple(replace(held, lock="source.lock") for held in failure.holds)
    told = text(replace(samples.deadlock(), failure=replace(failure, holds=renamed)))
    assert "held by thread B since line 14, who calls it source.lock" in " ".join(told.split())
    assert "Which locks are these, whatever each thread calls them" in told
    assert "In which order does each thread take what it needs?" in text(samples.deadlock())


def test_what_keeps_the_threads_apart_is_said_where_the_steps_show_it():
    inside = [samples.step(who, 3, "inside.enter()", "enter", "", cell="test") for who in "AB"]
    takes = [samples.step(who, 2, "with lock:", "acquire", "lock", holding=("lock",)) for who in "AB"]
    gives = samples.step("A", 2, "with lock:", "release", "lock")
    steps = samples.numbered(takes[0], inside[0], gives, takes[1], inside[1])
    assert "Each thread holds lock all the while" in said(samples.fails("never", steps))
    start, joined, again = (
        samples.step("main", line, "", action, f"thread {which}")
        for line, action, which in ((6, "start", "A"), (7, "join", "A"), (6, "start", "B"))
    )
    told = said(samples.fails("never", samples.numbered(start, inside[0], joined, again, inside[1])))
    assert "The main thread has waited for thread A to end before it starts thread B." in told
    told = said(samples.fails("never", samples.numbered(*inside)))
    assert "Something keeps the threads from overlapping." in told
    alone = said(samples.fails("never", samples.numbered(samples.step("main", 3, "work()", "call", "work"))))
    assert "No thread is started: the main thread does everything itself." in alone
    submits = replace(samples.step("main", 3, "pool.submit(work)", "submit", "pool"), effect="started thread A")
    assert "No thread is started" not in said(samples.fails("never", samples.numbered(submits)))


def test_the_threads_of_a_pool_are_threads():
    told = explore(
        "def test():\n with ThreadPoolExecutor() as pool: assert pool.submit(f).result() == 2",
        "from concurrent.futures import ThreadPoolExecutor\ndef f(): return 1",
    )
    assert "No thread is started" not in said(told)
    alone = explore("def test(): assert f() == 2", "def f(): return 1")
    assert "No thread is started at all" in said(alone)


def test_what_goes_wrong_in_every_order_is_not_blamed_on_the_order():
    always = replace(hostile.failure_of(samples.stale_check()), race=None, always=True)
    told = said(Result("fails", 1, 3, always))
    assert "It goes wrong in every order that was tried: look at what the lines do, not at who comes first." in told
    assert "HARM" not in told


def test_what_time_alone_brings_about_is_told_as_that():
    test = "def test():\n    thread = Thread(target=put)\n    thread.start(); thread.join()\n    assert fresh()\n"
    cache = "from threading import Thread\nimport time\ndef put():\n    global end\n    end = time.monotonic() + 60\n"
    told = said(explore(test, f"{cache}def fresh(): return time.monotonic() < end\n"))
    assert "Much time passes before a look at a clock here" in told
    assert "in every order" not in told


def test_a_queue_that_nobody_fills_is_told_with_who_has_ended():
    put, get = (samples.step(who, 3, "queue.x()", how, "queue", "1") for who, how in (("main", "put"), ("B", "get")))
    failure = replace(
        hostile.failure_of(samples.own_lock_twice()),
        steps=samples.numbered(*samples.starts("A", "B"), put, get, samples.step("B", 0, "", "end", "")),
        blocked=(Blocked("A", "answer", 3, "queue.get()", "get", "queue"),),
        holds=(),
    )
    told = said(Result("fails", 1, 3, failure))
    assert "All that was put into queue has been taken out again. Thread B has ended" in told
    assert "Who should put something into queue for thread A, and why does nobody?" in told


def test_stopped_threads_without_a_ring_do_not_wait_for_one_another():
    blocked = tuple(Blocked(label, "answer", 3, "queue.get()", "get", "queue") for label in "AB")
    failure = replace(hostile.failure_of(samples.own_lock_twice()), blocked=blocked, holds=())
    told = text(Result("fails", 1, 3, failure))
    assert "Thread A waits for an item in queue. Thread B waits for an item in queue." in " ".join(told.split())
    assert "nobody is left to put anything into queue" in told


def test_a_thread_that_the_answer_leaves_behind_is_named():
    steps = samples.numbered(
        *(replace(each, cell="answer", function="run_all") for each in samples.starts("A", "B")),
        samples.step("A", 3, "results[0] = 1", "write", "results[0]", "1"),
        samples.step("A", 0, "", "end", ""),
    )
    told = " ".join(text(samples.fails("assertion", steps, message="expected [1, 2], got [1, None]")).split())
    assert "Thread B has not ended when the check looks: run_all() has returned without it." in told
    assert "HAS NOT ENDED YET" in told


def test_giving_up_and_printing_are_said_as_what_they_are():
    steps = samples.numbered(
        samples.step("main", 3, "thread.join(5)", "join", "thread A", effect="gave up waiting"),
        samples.step("main", 4, "print(1)", "print", "the output", "'1\\n'"),
        samples.step("main", 5, "lock.acquire(False)", "try to acquire", "lock", effect="did not get it"),
    )
    told = text(samples.fails("assertion", steps))
    assert "gives up waiting for thread A to end" in told
    assert "prints '1'\n" in told
    assert "tries to take lock: did not get it" in told


def test_who_spins_with_a_lock_keeps_the_others_out():
    failure = hostile.failure_of(samples.livelock())
    spinner, other = failure.blocked
    waiting = replace(other, action="acquire", target="lock", held_by="A")
    told = text(replace(samples.livelock(), failure=replace(failure, blocked=(spinner, waiting))))
    assert "It runs, and gets no further: what it looks for can no longer come about." in told
    assert "Meanwhile thread A keeps lock, and thread B waits for it." in told


def test_what_the_test_says_stands_before_the_values():
    story = tell(samples.fails("assertion", (), message="too many", expected="1", got="2"), name="a_test")
    assert story.title == "The check fails: too many (expected 1, got 2)"
    assert tell(
        samples.fails("assertion", (), message="expected 1, got 2", expected="1", got="2"), name="a_test"
    ).title == ("The check fails: expected 1, got 2")


def test_who_waits_on_a_condition_is_said_to_give_its_lock_back():
    takes = samples.step("A", 21, "with self.changed:", "acquire", "self.changed", holding=("self.changed",))
    woken = replace(WAIT, action="wake", holding=("self.changed",))
    told = lost_wakeup(takes, WAIT, CHANGE, replace(NOTIFY, effect="woke 1 thread"), woken, replace(WAIT, line=23))
    assert "gives self.changed back and waits on it" in told
    assert "was notified, takes self.changed again and goes on" in told


def test_what_does_not_parse_is_quoted_as_python_says_it():
    failure = replace(
        hostile.failure_of(samples.exception()), steps=(), race=None, exception="SyntaxError",
        message="counter does not parse: line 3: invalid syntax", cell="counter", line=3,
    )  # fmt: skip
    for hidden in (False, True):
        title = tell(Result("fails", 0, failure=failure), name="a_test", hidden=hidden).title
        assert title == "counter does not parse: line 3: invalid syntax"


@pytest.mark.parametrize("want", ["every", "some"])
def test_what_replays_the_order_can_be_pasted_and_is_told_where(want):
    assert text(samples.lost_update(), want=want).endswith(
        "\n\nReplay this order: replay='mAABBA'\n"
        "Copy the check into a cell of your own, and put this into the brackets of\n"
        f"@{want}_schedule.\n"
    )


def test_every_action_of_a_step_has_a_phrase():
    assert set(PHRASES) == ACTIONS


def test_every_kind_of_failure_has_words_and_a_place_in_the_table():
    assert set(KINDS) == set(get_args(Kind)) == set(WORDS) | {"polls", "never"}


NEEDS_ITS_TIMEOUT = """\
import threading

changed = threading.Condition()
ready = False

def wait():
    with changed:
        while not ready:
            changed.wait(timeout=1)

def send():
    global ready
    with changed:
        ready = True
"""


def test_a_sleeper_whom_only_its_time_out_wakes_is_told_of_and_not_whoever_waits_for_its_end():
    test = """\
def test():
    sleeper = threading.Thread(target=wait)
    sleeper.start()
    send()
    sleeper.join()
"""
    result = explore(f"import threading\n{test}", NEEDS_ITS_TIMEOUT, may_poll=False)
    assert (result.failure.kind, result.failure.thread, result.failure.line) == ("polls", "A", 9)
    story = tell(result, name="a_test")
    assert story.title == "Busy waiting: nothing but its time-out ever wakes thread A"
    assert "SLEEPS HERE: nothing but its time-out ever wakes it" in " ".join(story.text.split())
    assert "KEEPS LOOKING" not in story.text


MOVED = """
from threading import Thread
def test():
    seen = []
    def look():
        with left_lock, right_lock: seen.append(left + right)
    threads = [Thread(target=move), Thread(target=look)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert seen == [100]
"""
ACCOUNTS = """
import threading
left, right, bank = 100, 0, threading.Lock()
left_lock, right_lock = threading.Lock(), threading.Lock()
def move():
    global left, right
"""


def test_who_looks_between_two_changes_is_not_blamed_for_it():
    told = said(explore(MOVED, f"{ACCOUNTS}    with bank:\n        left -= 30\n        right += 30"))
    assert "Thread B sees the work of thread A half done" in told
    assert "Thread A changes left, and right only later. In between, thread B looks at both." in told
    assert "Thread A does so without holding left_lock, which thread B holds when it looks." in told
    assert "What does left_lock protect, and who must hold it for that?" in told
    whole = f"{ACCOUNTS}    with left_lock, right_lock:\n        left -= 30\n        right += 30"
    assert explore(MOVED, whole).verdict == "holds"


CHANGED_AND_CHANGED_BACK = """
from threading import Thread
def test():
    answers = []
    Thread(target=lambda: answers.append(is_enough()), daemon=True).start()
    with lock: change()
    assert answers in ([], [True])
"""
BALANCE = """
import threading
balance, lock = 100, threading.Lock()
def change():
    global balance
    balance = 0
    balance = 100
def is_enough():
"""


def test_who_ignores_a_lock_that_is_held_all_the_while_is_told_so():
    told = said(explore(CHANGED_AND_CHANGED_BACK, f"{BALANCE}    return balance >= 30"))
    assert "Thread A looks at balance while the main thread holds lock" in told
    assert "Thread A does so without holding lock, which the main thread holds all the while." in told
    assert explore(CHANGED_AND_CHANGED_BACK, f"{BALANCE}    with lock: return balance >= 30").verdict == "holds"


def test_a_loop_of_waits_that_last_no_time_is_told_as_one_that_looks():
    test = (
        "from threading import Event, Thread\ndef test():\n    flag = Event()\n    Thread(target=flag.set).start()\n"
        "    wait(flag)\n"
    )
    told = said(explore(test, "def wait(flag):\n    while not flag.wait(0): pass", may_poll=False))
    assert "it asks again and again instead of waiting to be told" in told
    assert "nothing but its time-out ever wakes" not in told


TWO_OF_A_KIND = """
from threading import Thread
def test():
    left, right = Box(), Box()
    thread = Thread(target=move, args=(left, right))
    thread.start()
    if right.lock.acquire(blocking=False):
        before = right.value
        right.value = 1000
        right.value = before
        right.lock.release()
    thread.join()
    assert right.value == 30
"""
BOX = """
from threading import Lock
class Box:
    def __init__(self):
        self.value = 0
        self.lock = Lock()
def move(left, right):
"""


def test_two_locks_of_one_name_are_two_locks():
    told = said(explore(TWO_OF_A_KIND, f"{BOX}    with left.lock: right.value += 30"))
    assert "Thread A changes right.value while the main thread holds right.lock" in told
    assert "Thread A writes it without holding right.lock." in told
    assert explore(TWO_OF_A_KIND, f"{BOX}    with left.lock, right.lock: right.value += 30").verdict == "holds"
