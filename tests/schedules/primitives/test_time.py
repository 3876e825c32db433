"""time: sleeping, and the clocks."""

import pytest

from tests.schedules.primitives.programs import AsInCPython, outcomes
from threadlab import explore
from threadlab.schedules.plain_run import run_cells


class TestAsInCPython(AsInCPython):
    SAME = (
        "print(time.sleep(0), time.sleep(0.0), time.sleep(True - 1))",
        "print(type(time.time()).__name__, type(time.monotonic()).__name__, type(time.time_ns()).__name__)",
        "begin = time.monotonic(); print(time.monotonic() >= begin, time.perf_counter() <= time.perf_counter())",
        "print(time.time() > 1_600_000_000, time.time_ns() > 1_600_000_000 * 10**9)",
        "print(time.gmtime(0)[:6], time.strftime('%Y-%m-%d', time.gmtime(86400)), time.asctime(time.gmtime(0)))",
        "print(time.gmtime(5).tm_sec, type(time.localtime()).__name__, len(time.strftime('%H:%M')))",
    )
    MISUSES = (
        "time.sleep(-1)",
        "time.sleep(-0.001)",
        "time.sleep(float('nan'))",
        "time.sleep(-float('nan'))",
        "time.wait(1)",
    )
    WRONG_CALLS = (
        "time.sleep()",
        "time.sleep('1')",
        "time.sleep(None)",
        "time.sleep(1, 2)",
        "time.sleep(seconds=1)",
        "time.monotonic(1)",
    )


def test_a_sleep_orders_nothing():
    assert outcomes("""
        order = Recorder()
        def work(seconds):
            time.sleep(seconds)
            order.add(seconds)
        together(lambda: work(1), lambda: work(100))
        print(*order.all())
    """) == {"1 100", "100 1"}


def test_who_sleeps_may_wake_before_who_does_not_has_begun():
    assert outcomes("""
        order = Recorder()
        def slow():
            time.sleep(1000)
            order.add("slow")
        together(slow, lambda: order.add("quick"))
        print(*order.all())
    """) == {"slow quick", "quick slow"}


@pytest.mark.parametrize(
    "clock",
    ["time.time", "time.monotonic", "time.perf_counter", "time.process_time", "time.thread_time"],
)
def test_a_sleep_takes_its_time_by_every_clock(clock):
    assert outcomes(f"begin = {clock}(); time.sleep(2.5); print({clock}() - begin >= 2.5)") == {"True"}


def test_clocks_in_nanoseconds():
    assert outcomes("""
        begin, began = time.monotonic_ns(), time.time_ns()
        time.sleep(2)
        print(time.monotonic_ns() - begin >= 2 * 10**9, time.time_ns() - began >= 2 * 10**9)
    """) == {"True True"}


def test_a_clock_goes_on_with_every_look():
    assert outcomes("print(time.monotonic() < time.monotonic(), time.time() < time.time())") == {"True True"}


def test_waiting_in_vain_takes_its_time():
    assert outcomes("begin = time.monotonic(); Event().wait(3); print(time.monotonic() - begin >= 3)") == {"True"}
    assert outcomes(
        "begin = time.monotonic(); attempt(Queue().get, timeout=3); print(time.monotonic() - begin >= 3)"
    ) == {"True"}


def test_what_was_waited_for_is_not_earlier_than_it_was_done():
    assert outcomes("""
        thread = Thread(target=time.sleep, args=[5])
        begin = time.monotonic()
        thread.start()
        thread.join()
        print(time.monotonic() - begin >= 5)
    """) == {"True"}


def test_a_loop_that_sleeps_until_something_happens_comes_to_its_end():
    assert outcomes("""
        flag = []
        def wait():
            while not flag:
                time.sleep(0.1)
        together(wait, lambda: flag.append(1))
        print("done")
    """) == {"done"}


def test_a_loop_that_sleeps_until_a_deadline_comes_to_its_end():
    assert outcomes("""
        end = time.monotonic() + 1
        while time.monotonic() < end:
            time.sleep(0.25)
        print("done")
    """) == {"done"}


def test_the_lock_is_kept_while_its_owner_sleeps():
    assert outcomes("""
        lock, order = Lock(), Recorder()
        def work(name):
            with lock:
                order.add(name)
                time.sleep(1)
                order.add(name)
        together(lambda: work("a"), lambda: work("b"))
        print(*order.all())
    """) == {"a a b b", "b b a a"}


SLOW = """
def test():
    import time
    start = time.monotonic()
    time.sleep(1)
    assert time.monotonic() - start < 2
"""


def test_a_failure_that_needs_a_slow_thread_is_replayed_as_such():
    found = explore(SLOW)
    assert found.verdict == "fails"
    assert found.failure is not None
    again = explore(SLOW, replay=found.failure.replay)
    assert again.failure is not None
    assert (again.failure.message, again.failure.steps) == (found.failure.message, found.failure.steps)


def test_one_schedule_on_which_a_thread_is_slow_is_enough_where_some_schedule_is_asked_for():
    slow = SLOW.replace("< 2", "> 2")
    assert (explore(slow, want="some").verdict, explore(slow).verdict) == ("holds", "fails")


def test_what_a_notebook_only_shows_is_the_time_that_sleeps_take() -> None:
    text = """
import threading, time
start = time.perf_counter()
threads = [threading.Thread(target=time.sleep, args=(1,)) for _ in range(3)]
for thread in threads: thread.start()
print(f"{time.perf_counter() - start:.1f}")
for thread in threads: thread.join()
print(f"{time.perf_counter() - start:.1f}")
"""
    assert run_cells([("cell", text)])[0].output == "0.0\n1.0\n"
