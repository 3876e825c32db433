"""Condition."""

import pytest

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "condition = Condition(); print(condition.acquire(), condition.acquire(), condition.release())",
        "condition = Condition(Lock()); print(condition.acquire(), condition.acquire(False), condition.release())",
        "condition = Condition(lock=RLock()); print(condition.acquire(blocking=False), condition.acquire(timeout=0))",
        "condition = Condition()\nwith condition as got:\n    print(got, condition.notify(), condition.notify_all())",
        "lock = Lock(); condition = Condition(lock)\nwith condition:\n    print(lock.locked())\nprint(lock.locked())",
        "lock = RLock(); condition = Condition(lock)\nwith lock:\n    print(condition.notify(3))",
        "condition = Condition()\nwith condition:\n    print(condition.wait(0), condition.wait(timeout=-1))",
        "condition = Condition(); condition.acquire(); print(condition.wait_for(lambda: 7))",
        "condition = Condition(); condition.acquire(); print(condition.wait_for(lambda: '', 0) == '')",
        "condition = Condition()\nwith condition:\n    print(condition.wait_for(lambda: [], timeout=-1))",
        """
        condition, looked = Condition(), []
        with condition:
            print(condition.wait_for(predicate=lambda: looked.append(1) or len(looked) == 3, timeout=0), looked)
        """,
        """
        condition, ready, said = Condition(), [], []
        def wait():
            with condition:
                while not ready:
                    condition.wait()
                said.append("ready")
        thread = Thread(target=wait)
        thread.start()
        with condition:
            ready.append(1)
            condition.notify()
        thread.join()
        print(said)
        """,
        "condition = Condition()\nwith condition, condition:\n    print(condition.wait(0), condition.notify())",
        "lock = Lock(); one, two = Condition(lock), Condition(lock)\nwith one:\n    print(two.wait(0), two.notify())",
        "condition = Condition(); print(repr(condition).rpartition(', ')[2])",
        "condition = Condition(); condition.label = 'mine'; print(condition.label)",
    )
    MISUSES = (
        "Condition().wait()",
        "Condition().wait(1)",
        "Condition(Lock()).wait()",
        "Condition().wait_for(lambda: False)",
        "Condition().notify()",
        "Condition(Lock()).notify()",
        "Condition().notify_all()",
        "Condition().release()",
        "Condition(Lock()).release()",
        "condition = Condition(); together(condition.acquire); condition.notify()",
        "condition = Condition(); condition.acquire(); condition.acquire(False, 1)",
    )
    WRONG_CALLS = (
        "Condition(1)",
        "Condition(Lock(), 2)",
        "Condition().wait(1, 2)",
        "Condition().wait_for()",
        "condition = Condition()\nwith condition:\n    condition.wait('1')",
        "Condition().nobody",
    )


def test_wait_gives_the_lock_up_and_has_it_again_afterwards():
    assert outcomes("""
        condition, trace = Condition(), Recorder()
        def wait():
            with condition:
                trace.add("waits")
                condition.wait()
                trace.add("woken")
        def notify():
            with condition:
                trace.add("notifies")
                condition.notify()
                trace.add("goes")
        together(wait, notify)
        print(*trace.all())
    """) == {"waits notifies goes woken", "stuck"}


def test_a_notify_before_the_wait_is_lost():
    assert outcomes("""
        condition = Condition()
        def wait():
            with condition: condition.wait()
        def notify():
            with condition: condition.notify()
        together(wait, notify)
        print("done")
    """) == {"done", "stuck"}


def test_wait_with_a_time_limit_may_be_told_or_not():
    assert outcomes("""
        condition, got = Condition(), {}
        def wait():
            with condition: got["it"] = condition.wait(timeout=1)
        def notify():
            with condition: condition.notify()
        together(wait, notify)
        print(got["it"])
    """) == {"True", "False"}


def test_who_gave_up_waiting_takes_no_notify_from_others():
    assert outcomes("""
        condition, got = Condition(), {}
        def wait(name, limit):
            with condition: got[name] = condition.wait(limit)
        def notify():
            with condition: condition.notify()
        together(lambda: wait("a", 1), lambda: wait("b", 1), notify)
        print(got["a"], got["b"])
    """) == {"True False", "False True", "False False"}


@pytest.mark.parametrize(
    ("call", "woken"),
    [
        ("notify()", {"0", "1"}),
        ("notify(1)", {"0", "1"}),
        ("notify(2)", {"0", "1", "2"}),
        ("notify(n=9)", {"0", "1", "2"}),
        ("notify(0)", {"0"}),
        ("notify_all()", {"0", "1", "2"}),
    ],
)
def test_notify_wakes_as_many_as_it_says_of_those_who_wait(call, woken):
    assert (
        outcomes(f"""
        condition, woken = Condition(), Recorder()
        def wait():
            with condition:
                if condition.wait(1): woken.add(1)
        def notify():
            with condition: condition.{call}
        together(wait, wait, notify)
        print(len(woken))
    """)
        == woken
    )


def test_who_waits_longest_is_notified_first():
    assert outcomes("""
        condition, waits, woken = Condition(), Recorder(), Recorder()
        def wait(name):
            with condition:
                waits.add(name)
                if condition.wait(): woken.add(name)
        threads = [Thread(target=wait, args=[name], daemon=True) for name in "ab"]
        for thread in threads: thread.start()
        with condition:
            condition.notify()
        with condition:
            print(waits.all()[:1] == woken.all() if woken.all() else "nobody yet")
    """) == {"True", "nobody yet"}


def test_the_woken_thread_must_look_again():
    assert outcomes("""
        condition, items, got = Condition(), [], Recorder()
        def take():
            with condition:
                if not items: condition.wait()
                got.add(items.pop() if items else "nothing")
        def put():
            with condition:
                items.append("item")
                condition.notify_all()
        together(take, take, put)
        print(*sorted(got.all()))
    """) == {"item nothing", "stuck"}


def test_a_loop_around_wait_waits_for_what_it_needs():
    assert outcomes("""
        condition, items, got = Condition(), [], Recorder()
        def take():
            with condition:
                while not items: condition.wait()
                got.add(items.pop(0))
        def put():
            for item in "ab":
                with condition:
                    items.append(item)
                    condition.notify()
        together(take, take, put)
        print(*got.all())
    """) == {"a b"}


def test_wait_for_waits_until_its_predicate_holds_and_returns_its_value():
    assert outcomes("""
        condition, items, got = Condition(), [], {}
        def take():
            with condition: got["it"] = condition.wait_for(lambda: len(items))
        def put():
            for item in "ab":
                with condition:
                    items.append(item)
                    condition.notify()
        together(take, put)
        print(got["it"])
    """) == {"1", "2"}


def test_one_who_gave_up_waiting_takes_a_notify_with_him_until_he_has_the_lock_again():
    assert outcomes("""
        condition, waiting, got = Condition(), Semaphore(0), {}
        def impatient():
            with condition:
                waiting.release(); got["impatient"] = condition.wait(1)
        def patient():
            with condition:
                waiting.release(); got["patient"] = condition.wait()
        threads = [Thread(target=impatient), Thread(target=patient, daemon=True)]
        for thread in threads:
            thread.start(); waiting.acquire()
        with condition: condition.notify()
        threads[0].join()
        print(got["impatient"], end=" ")
        with condition: condition.notify()
        threads[1].join()
        print(got["patient"])
    """) == {
        "True True",
        "False True",  # he had the lock again before the first notify, or lost it: then the second is for the other
    }
    assert outcomes("""
        condition, waiting = Condition(), Semaphore(0)
        def impatient():
            with condition:
                waiting.release()
                if condition.wait(1): condition.notify()
        def patient():
            with condition:
                waiting.release(); condition.wait()
        threads = [Thread(target=impatient), Thread(target=patient)]
        for thread in threads:
            thread.start(); waiting.acquire()
        with condition: condition.notify()
        for thread in threads: thread.join()
        print("all")
    """) == {"all", "stuck"}


def test_one_who_gave_up_waiting_and_has_the_lock_again_takes_no_notify():
    assert outcomes("""
        condition, back, got = Condition(), Event(), []
        def impatient():
            with condition:
                if not condition.wait(1): got.append("gave up")
            back.set()
        def patient():
            back.wait()
            with condition:
                if got: got.append(condition.wait())
        threads = [Thread(target=impatient), Thread(target=patient, daemon=True)]
        for thread in threads: thread.start()
        back.wait()
        with condition: condition.notify()
        threads[0].join()
        print(*got[:1])
    """) == {"gave up"}


def test_a_lock_of_ones_own_loses_the_notify_of_one_who_gave_up_too():
    assert outcomes("""
        class Own:
            def __init__(self): self.lock = Lock()
            def acquire(self, *args): return self.lock.acquire(*args)
            def release(self): self.lock.release()
            def locked(self): return self.lock.locked()
            def __enter__(self): self.lock.acquire()
            def __exit__(self, *error): self.lock.release()
        condition, waiting, got = Condition(Own()), Semaphore(0), []
        def impatient():
            with condition:
                waiting.release(); got.append(condition.wait(1))
        def patient():
            with condition:
                waiting.release(); condition.wait()
        threads = [Thread(target=impatient), Thread(target=patient)]
        for thread in threads:
            thread.start(); waiting.acquire()
        with condition:
            condition.notify()
            got.append("notified")
        threads[0].join()
        if got == ["notified", True]:
            with condition: condition.notify()
        threads[1].join()
        print(got)
    """) == {"['notified', True]", "stuck", "[False, 'notified']"}


def test_wait_for_with_a_time_limit_returns_what_the_predicate_said_last():
    assert outcomes("""
        condition, items, got = Condition(), [], {}
        def take():
            with condition: got["it"] = condition.wait_for(lambda: list(items), timeout=1)
        def put():
            with condition:
                items.append("a")
                condition.notify()
        together(take, put)
        print(got["it"])
    """) == {"[]", "['a']"}


def test_wait_for_gives_the_lock_up_once_however_short_its_time():
    assert outcomes("""
        condition, items, got = Condition(), [], {}
        def take():
            with condition: got["it"] = condition.wait_for(lambda: list(items), timeout=0)
        def put():
            with condition: items.append("a")
        together(take, put)
        print(got["it"])
    """) == {"[]", "['a']"}


def test_an_rlock_taken_twice_is_given_up_whole_and_had_twice_again():
    assert outcomes("""
        condition, order = Condition(), Recorder()
        def wait():
            with condition:
                with condition:
                    order.add("waits")
                    condition.wait()
                order.add("still has it")
        def notify():
            with condition:
                condition.notify()
                order.add("notifies")
        together(wait, notify)
        print(*order.all())
    """) == {"waits notifies still has it", "stuck"}


def test_two_conditions_over_one_lock_keep_their_waiters_apart():
    assert outcomes("""
        lock = Lock()
        one, other, woken = Condition(lock), Condition(lock), Recorder()
        def wait(condition, name):
            with condition:
                if condition.wait(1): woken.add(name)
        def notify():
            with lock: other.notify_all()
        together(lambda: wait(one, "one"), lambda: wait(other, "other"), notify)
        print(*woken.all())
    """) == {"", "other"}


def test_notify_does_not_give_the_lock_up():
    assert outcomes("""
        condition, order = Condition(), Recorder()
        def wait():
            with condition:
                condition.wait()
                order.add("woken")
        def notify():
            with condition:
                condition.notify()
                order.add("one")
                order.add("two")
        thread = Thread(target=wait, daemon=True)
        thread.start()
        notify()
        print(*order.all()[:2])
    """) == {"one two"}
