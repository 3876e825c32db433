"""Lock."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "print(attempt(isinstance, Lock(), Lock), attempt(lambda: type('Mine', (Lock,), {})))",
        "lock = Lock(); print(lock.locked(), lock.acquire(), lock.locked(), lock.release(), lock.locked())",
        "lock = Lock(); print(lock.acquire(True), lock.acquire(False), lock.acquire(blocking=False))",
        "lock = Lock(); print(lock.acquire(timeout=0), lock.acquire(timeout=0), lock.acquire(True, 0))",
        "lock = Lock(); print(lock.acquire(blocking=True, timeout=-1))",
        "lock = Lock(); print(lock.acquire(timeout=threading.TIMEOUT_MAX), lock.acquire(0), lock.acquire([]))",
        "lock = Lock(); print(lock.acquire_lock(), lock.locked_lock(), lock.release_lock(), lock.locked())",
        "with Lock() as got: print(got)",
        "lock = Lock()\nwith lock:\n    print(lock.locked())\nprint(lock.locked())",
        "lock = Lock()\ntry:\n    with lock:\n        raise KeyError\nexcept KeyError:\n    print(lock.locked())",
        "lock = Lock(); lock.acquire(); together(lock.release); print('another thread may release it', lock.locked())",
        "lock = Lock(); print(lock == lock, lock == Lock(), len({lock, lock, Lock()}), bool(lock))",
        "print(callable(Lock))",
    )
    MISUSES = (
        "Lock().release()",
        "lock = Lock(); lock.acquire(); lock.release(); lock.release()",
        "Lock().acquire(False, 1)",
        "Lock().acquire(blocking=False, timeout=0)",
        "Lock().acquire(timeout=-2)",
        "Lock().acquire(timeout=-0.5)",
        "Lock().acquire(timeout=threading.TIMEOUT_MAX * 2)",
        "Lock().acquire(timeout='1')",
        "Lock().acquire(timeout=None)",
    )
    WRONG_CALLS = (
        "Lock().acquire(True, 1, 2)",
        "Lock().acquire(patience=1)",
        "Lock().locked(1)",
        "Lock().release(1)",
        "Lock(1)",
        "Lock().owner",
        "Lock().owner = 1",
    )


def test_one_thread_at_a_time_has_it():
    assert outcomes("""
        lock, trace = Lock(), Recorder()
        def work(name):
            with lock:
                trace.add(f"{name} in")
                trace.add(f"{name} out")
        together(lambda: work("a"), lambda: work("b"))
        print(*trace.all())
    """) == {"a in a out b in b out", "b in b out a in a out"}


def test_any_of_those_who_wait_may_get_it_next():
    assert outcomes("""
        lock, order = Lock(), Recorder()
        lock.acquire()
        def work(name):
            with lock:
                order.add(name)
        threads = [Thread(target=work, args=[name]) for name in "abc"]
        for thread in threads: thread.start()
        lock.release()
        for thread in threads: thread.join()
        print(*order.all())
    """) == {"a b c", "a c b", "b a c", "b c a", "c a b", "c b a"}


def test_a_try_fails_only_while_another_has_it():
    assert outcomes("""
        lock, got = Lock(), {}
        def keep():
            with lock: pass
        def attempt():
            got["it"] = lock.acquire(blocking=False)
            if got["it"]: lock.release()
        together(keep, attempt)
        print(got["it"], lock.locked())
    """) == {"True False", "False False"}


def test_of_two_who_try_one_gets_it():
    assert outcomes("""
        lock, got = Lock(), {}
        def attempt(name): got[name] = lock.acquire(False)
        together(lambda: attempt("a"), lambda: attempt("b"))
        print(got["a"], got["b"])
    """) == {"True False", "False True"}


def test_a_time_limit_may_pass_while_another_has_it_and_not_when_it_is_free():
    assert outcomes("""
        lock, got = Lock(), {}
        def keep():
            with lock: pass
        def attempt():
            got["it"] = lock.acquire(timeout=5)
            if got["it"]: lock.release()
        together(keep, attempt)
        print(got["it"])
    """) == {"True", "False"}
    assert outcomes("lock = Lock(); print(lock.acquire(timeout=5), lock.acquire(timeout=5))") == {"True False"}


def test_a_look_at_it_is_old_at_once():
    assert outcomes("""
        lock, said = Lock(), Recorder()
        def take(): lock.acquire()
        def look():
            if not lock.locked():
                said.add(lock.acquire(blocking=False))
        together(take, look)
        print(*said.all())
    """) == {"", "False", "stuck"}


def test_taking_it_twice_is_a_deadlock():
    assert outcomes("lock = Lock(); lock.acquire(); lock.acquire()") == {"stuck"}


def test_two_locks_in_two_orders_can_be_a_deadlock():
    assert outcomes("""
        left, right = Lock(), Lock()
        def one():
            with left, right: pass
        def other():
            with right, left: pass
        together(one, other)
        print("done")
    """) == {"done", "stuck"}


def test_a_lock_that_its_thread_never_gives_back_is_held_for_ever():
    assert outcomes("lock = Lock(); together(lock.acquire); lock.acquire()") == {"stuck"}


def test_a_lock_can_be_a_gate():
    assert outcomes("""
        gate, order = Lock(), Recorder()
        gate.acquire()
        def second():
            gate.acquire()
            order.add(2)
        def first():
            order.add(1)
            gate.release()
        together(second, first)
        print(*order.all())
    """) == {"1 2"}


def test_exit_gives_it_back_whatever_happens():
    assert outcomes("""
        lock, order = Lock(), Recorder()
        def careless():
            try:
                with lock:
                    raise KeyError
            except KeyError:
                order.add(1)
        def other():
            with lock:
                order.add(2)
        together(careless, other)
        print(*order.all())
    """) == {"1 2", "2 1"}
