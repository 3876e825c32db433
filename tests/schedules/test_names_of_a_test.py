"""The names that a test binds are its own: whatever a program binds anew, the test means what it says."""

import pytest

from threadlab import explore

UNLOCKED = """
counter = 0
class Counter:
    def __init__(self):
        {trick}
    def add(self):
        global counter
        counter += 1
"""
TEST = """
from threadlab import every_schedule
{binding}

@every_schedule
def test():
    counters = [Counter(), Counter()]
    threads = [Thread(target=each.add) for each in counters]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert counter == 2
"""
TRICK = """global Thread
        class Thread:
            def __init__(self, target): self.target = target
            def start(self): self.target()
            def join(self): pass"""
BINDINGS = [
    "from threading import Thread",
    "import threading\nThread = threading.Thread",
    "from threading import *",
    "import threading\nclass Thread(threading.Thread): pass",
    "import threading\ndef Thread(target): return threading.Thread(target=target)",
]


@pytest.mark.parametrize("binding", BINDINGS)
def test_what_a_test_imports_or_defines_stays_what_it_is(binding):
    result = explore(TEST.format(binding=binding), UNLOCKED.format(trick=TRICK))
    assert result.verdict == "fails"
    assert result.failure is not None
    assert result.failure.kind == "assertion"


@pytest.mark.parametrize(
    "trick",
    [
        "global helper\n        helper = lambda: True",
        "global right\n        right = False",
        "global sorted, len, abs, map, getattr\n        sorted = len = abs = map = getattr = lambda *a: [1]",
        "global test\n        test = lambda: None",
        "global AssertionError\n        AssertionError = SystemExit",
    ],
)
def test_helpers_constants_and_built_in_functions_are_not_the_programs_either(trick):
    test = """
from threadlab import every_schedule
right = [2, 1]
def helper(): return sorted(right)
@every_schedule
def test():
    A()
    assert helper() == [9, 9], (len(right), abs(-1))
"""
    result = explore(test, f"class A:\n    def __init__(self):\n        {trick}")
    assert result.verdict == "fails"
    assert result.failure is not None
    assert result.failure.kind == "assertion"


def test_a_class_and_a_function_of_the_test_cannot_be_changed_by_the_program():
    test = """
from threadlab import every_schedule
class Spy:
    def seen(self): return 1
def helper(): pass
helper.calls = 0
Spy.other = 2
@every_schedule
def test():
    change(Spy, helper)
    assert Spy().seen() == 1
"""
    for change in ("cls.seen = lambda self: 2", "setattr(cls, 'seen', None)", "function.calls = 5"):
        result = explore(test, f"def change(cls, function):\n    {change}")
        assert result.failure is not None
        assert result.failure.exception == "TypeError"


def test_every_other_name_is_the_programs_and_is_read_in_a_step():
    test = """
from threadlab import every_schedule
import threading
@every_schedule
def test():
    thread = threading.Thread(target=add)
    thread.start()
    seen = n
    thread.join()
    assert seen == 0
"""
    assert explore(test, "n = 0\ndef add():\n    global n\n    n += 1").verdict == "fails"
    assert explore(test, "n = 0\ndef add(): pass").verdict == "holds"


def test_a_test_may_bind_a_global_of_the_program():
    test = """
from threadlab import every_schedule
@every_schedule
def test():
    global n, m
    n = 5
    n += 1
    for m in (1, 2): pass
    assert get() == (6, 2) and (n, m) == (6, 2)
"""
    assert explore(test, "n = m = 0\ndef get(): return n, m").verdict == "holds"


def test_a_global_of_the_tests_own_is_shared_by_its_threads():
    test = """
from threadlab import every_schedule
from threading import Thread
n = 0
def add():
    global n
    n += 1
@every_schedule
def test():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert n == 2
"""
    assert explore(test, "n = 100").verdict == "fails"


def test_a_name_that_the_test_binds_and_the_program_too_are_two():
    test = "n = 1\ndef test():\n    assert n == 1 and get() == 7"
    assert explore(test, "n = 7\ndef get(): return n").verdict == "holds"


def test_a_name_that_nobody_binds_is_not_defined():
    failure = explore("def test():\n    nothing", "").failure
    assert failure is not None
    assert failure.exception == "NameError"


@pytest.mark.parametrize(
    "bring",
    ["from threadlab import BoundedBuffer", "import threadlab\nclass BoundedBuffer(threadlab.BoundedBuffer): pass"],
)
def test_what_threadlab_has_for_tests_stands_in_for_what_an_answer_has_under_that_name(bring):
    test = f"""
from threadlab import every_schedule
{bring}
@every_schedule
def test():
    assert first() == 1
"""
    answer = """
class BoundedBuffer:
    def __init__(self, capacity): self.items = []
    def put(self, item): self.items = ["mine"]
    def get(self): return self.items.pop()
def first():
    buffer = BoundedBuffer(2)
    buffer.put(1)
    return buffer.get()
tried = first()
"""
    assert explore(test, answer).verdict == "holds"
