"""An exception that the program deals with is a step of the failing run, if it comes by with a lock in hand."""

import pytest

from threadlab.schedules.explore import explore

ACCOUNT = """
import threading
from concurrent.futures import ThreadPoolExecutor
from threading import Thread

class Account:
    def __init__(self):
        self.balance = 0
        self.lock = threading.Lock()

    def take(self):
        self.lock.acquire()

    def withdraw(self, amount):
        self.lock.acquire()
        if amount > self.balance:
            raise ValueError(f"only {self.balance} left")
        self.balance -= amount
        self.lock.release()

    def update(self, function):
        self.take()
        self.balance = function(self.balance)
        self.lock.release()

    def guarded(self, function):
        with self.lock:
            self.balance = function(self.balance)

    def tidied(self, function):
        self.lock.acquire()
        try:
            self.balance = function(self.balance)
        finally:
            self.lock.release()

    def swallows(self, function):
        self.lock.acquire()
        try:
            self.balance = function(self.balance)
        except ZeroDivisionError:
            return
        self.lock.release()

account = Account()

def fails(value):
    return 1 // value

def caught(call, *args):
    try:
        call(*args)
    except Exception:
        pass
"""
ZERO = "integer division or modulo by zero"


def raised(test: str, more: str = "") -> list[tuple[str, int, str, str, str]]:
    """Return the exceptions among the steps of the failing run: thread, line, kind, words, and what they leave."""
    result = explore(f"def test():\n    {test}", ACCOUNT + more)
    assert result.failure is not None, result.reason
    steps = [step for step in result.failure.steps if step.action == "raise"]
    return [(step.thread, step.line, step.target, step.value, step.effect) for step in steps]


def line(text: str) -> int:
    return next(number for number, each in enumerate(ACCOUNT.split("\n"), 1) if text in each)


RAISES = line("raise ValueError")
DIVIDES = line("return 1 // value")


class TestALockThatIsLeftHeld:
    def test_an_exception_that_the_test_catches(self):
        found = raised("caught(account.withdraw, 5); account.withdraw(0)")
        assert found == [("main", RAISES, "ValueError", "only 0 left", "leaves withdraw")]

    def test_an_exception_that_a_thread_pool_keeps_for_whoever_asks(self):
        found = raised(
            "with ThreadPoolExecutor(2) as pool: pool.submit(account.withdraw, 5), pool.submit(account.withdraw, 0)"
        )
        assert found == [("A", RAISES, "ValueError", "only 0 left", "leaves withdraw")]

    def test_an_exception_that_the_program_s_own_excepthook_swallows(self):
        found = raised(
            "thread = Thread(target=account.withdraw, args=(5,)); thread.start(); thread.join(); account.withdraw(0)",
            "threading.excepthook = lambda args: None",
        )
        assert found == [("A", RAISES, "ValueError", "only 0 left", "leaves withdraw")]

    def test_a_lock_that_was_taken_in_a_helper_is_left_by_the_function_that_called_it(self):
        found = raised("caught(account.update, fails); account.take()")
        assert found == [("main", DIVIDES, "ZeroDivisionError", ZERO, "leaves update")]

    def test_an_answer_s_line_is_named_where_the_test_s_own_function_raises(self):
        found = raised("caught(account.update, lambda value: 1 // value); account.take()")
        assert found == [("main", line("function(self.balance)"), "ZeroDivisionError", ZERO, "leaves update")]

    def test_who_catches_it_in_the_same_function_is_not_left_by_it(self):
        found = raised("caught(account.swallows, fails); account.take()")
        assert found == [("main", DIVIDES, "ZeroDivisionError", ZERO, "")]


class TestOthers:
    @pytest.mark.parametrize("method", ["guarded", "tidied"])
    def test_the_step_comes_before_the_lock_is_given_back(self, method):
        result = explore(f"def test():\n    caught(account.{method}, fails); assert False", ACCOUNT)
        assert result.failure is not None
        actions = [step.action for step in result.failure.steps if step.action in ("acquire", "raise", "release")]
        assert actions == ["acquire", "raise", "release"]
        assert [step.effect for step in result.failure.steps if step.action == "raise"] == [""]

    def test_one_that_comes_by_without_a_lock_is_no_step(self):
        assert raised("caught(fails, 0); assert False") == []

    def test_one_that_is_raised_again_is_one_step(self):
        more = """
def passes_on(call, *args):
    try:
        call(*args)
    except ValueError:
        raise
"""
        found = raised("caught(passes_on, account.withdraw, 5); account.take()", more)
        assert found == [("main", RAISES, "ValueError", "only 0 left", "leaves withdraw")]

    def test_a_function_that_has_returned_long_ago_is_not_left(self):
        assert [found[-1] for found in raised("account.take(); caught(fails, 0); account.take()")] == [""]

    def test_its_words_run_no_code_of_the_program(self):
        more = "class Loud(Exception):\n    def __str__(self): raise SystemExit\ndef loud(value): raise Loud(value)"
        found = raised("caught(account.update, loud); account.take()", more)
        assert [(kind, words, effect) for *_, kind, words, effect in found] == [("Loud", "0", "leaves update")]

    def test_it_collides_with_nothing(self):
        source = """
import threading
lock = threading.Lock()
total = 0
def add():
    global total
    seen = total
    try:
        with lock:
            raise KeyError
    except KeyError:
        total = seen + 1
"""
        test = """
from threading import Thread
def test():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert total == 2
"""
        failure = explore(test, source).failure
        assert failure is not None
        assert failure.race is not None
        assert failure.steps[failure.race.harm - 1].action == "write"
