"""RLock."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "print(attempt(isinstance, RLock(), RLock), attempt(lambda: type('Mine', (RLock,), {})))",
        "lock = RLock(); print(attempt(lambda: (lock.locked(), lock.acquire(), lock.locked(), lock.release())))",
        "lock = Condition(); print(attempt(lambda: (lock.locked(), lock.acquire(), lock.locked(), lock.release())))",
        "lock = RLock(); print(lock.acquire(), lock.acquire(), lock.acquire(False), lock.acquire(timeout=0))",
        "lock = RLock(); print(lock.acquire(True, 5), lock.acquire(blocking=True, timeout=-1), lock.release())",
        "lock = RLock()\nwith lock as one, lock as two:\n    print(one, two)",
        "lock = RLock()\nlock.acquire()\nlock.acquire()\nlock.release()\nprint(lock.release())",
        "lock = RLock(); lock.acquire(); got = []; together(lambda: got.append(lock.acquire(False))); print(got)",
        """
        lock = RLock()
        lock.acquire(); lock.acquire()
        lock.release()
        got = []
        together(lambda: got.append(lock.acquire(blocking=False)))
        lock.release()
        together(lambda: got.append(lock.acquire(blocking=False)))
        print(got)
        """,
        "lock = RLock(); lock.acquire(); said = []; together(lambda: said.append(attempt(lock.release))); print(said)",
        "lock = RLock(); print(lock == lock, lock == RLock(), len({lock, RLock()}))",
        "print(type(RLock()).__name__)",
    )
    MISUSES = (
        "RLock().release()",
        "lock = RLock(); lock.acquire(); lock.release(); lock.release()",
        "RLock().acquire(False, 1)",
        "RLock().acquire(timeout=-2)",
        "lock = RLock(); lock.acquire(); lock.acquire(False, 1)",
        "RLock().acquire(timeout=threading.TIMEOUT_MAX * 2)",
        "RLock().acquire(timeout='1')",
    )
    WRONG_CALLS = (
        "RLock().acquire(1, 2, 3)",
        "RLock().owner",
        "RLock().owner = 1",
        "RLock().release(1)",
    )


def test_others_get_it_only_when_it_was_given_back_as_often_as_taken():
    assert outcomes("""
        lock, trace = RLock(), Recorder()
        def work(name):
            with lock:
                trace.add(name)
                with lock:
                    trace.add(name)
                trace.add(name)
        together(lambda: work("a"), lambda: work("b"))
        print(*trace.all())
    """) == {"a a a b b b", "b b b a a a"}


def test_given_back_too_seldom_it_is_held_for_ever():
    assert outcomes("""
        lock = RLock()
        def work():
            lock.acquire()
            lock.acquire()
            lock.release()
        together(work, work)
    """) == {"stuck"}


def test_a_try_fails_only_while_another_has_it():
    assert outcomes("""
        lock, got = RLock(), {}
        def keep():
            with lock, lock: pass
        def attempt():
            got["it"] = lock.acquire(blocking=False)
            if got["it"]: lock.release()
        together(keep, attempt)
        print(got["it"])
    """) == {"True", "False"}


def test_a_time_limit_may_pass_while_another_has_it():
    assert outcomes("""
        lock, got = RLock(), {}
        def keep():
            with lock: pass
        def attempt():
            got["it"] = lock.acquire(timeout=1)
            got["again"] = got["it"] and lock.acquire(timeout=1)
            if got["it"]:
                lock.release()
                lock.release()
        together(keep, attempt)
        print(got["it"], got["again"])
    """) == {"True True", "False False"}


def test_recursion_under_one_lock():
    assert outcomes("""
        lock, order = RLock(), Recorder()
        def count(name, left):
            with lock:
                order.add(name)
                if left:
                    count(name, left - 1)
        together(lambda: count("a", 2), lambda: count("b", 1))
        print(*order.all())
    """) == {"a a a b b", "b b a a a"}


def test_two_in_two_orders_can_be_a_deadlock():
    assert outcomes("""
        left, right = RLock(), RLock()
        def one():
            with left, right, left: pass
        def other():
            with right, left, right: pass
        together(one, other)
        print("done")
    """) == {"done", "stuck"}
