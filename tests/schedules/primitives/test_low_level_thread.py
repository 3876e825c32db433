"""_thread: its basics."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "lock = _thread.allocate_lock(); print(lock.acquire(), lock.locked(), lock.release(), lock.acquire(0))",
        "lock = _thread.RLock(); print(lock.acquire(), lock.acquire(), lock.release())",
        "print(_thread.error is RuntimeError, _thread.TIMEOUT_MAX == threading.TIMEOUT_MAX)",
        "print(_thread.get_ident() == threading.get_ident() == current_thread().ident)",
        "print(type(_thread.get_ident()).__name__, isinstance(_thread.allocate_lock(), _thread.LockType))",
        """
        done, said = _thread.allocate_lock(), []
        done.acquire()
        def work(name, end="!"):
            said.append(name + end)
            done.release()
        ident = _thread.start_new_thread(work, ("a",), {"end": "?"})
        done.acquire()
        print(said, type(ident).__name__)
        """,
        """
        done, said = _thread.allocate_lock(), []
        done.acquire()
        def work():
            try:
                _thread.exit()
            finally:
                done.release()
        _thread.start_new_thread(work, ())
        print(done.acquire())
        """,
    )
    MISUSES = (
        "_thread.start_new_thread(1, ())",
        "_thread.start_new_thread(print, [])",
        "_thread.start_new_thread(print, None)",
        "_thread.allocate_lock().release()",
    )
    WRONG_CALLS = (
        "_thread.start_new_thread(print)",
        "_thread.start_new_thread(print, (), 5)",
        "_thread.allocate_lock(1)",
        "_thread.nothing",
    )


def test_threads_run_in_any_order():
    assert outcomes("""
        order, done = Recorder(), Semaphore(0)
        def work(name):
            order.add(name)
            done.release()
        for name in "ab": _thread.start_new_thread(work, (name,))
        done.acquire()
        done.acquire()
        print(*order.all())
    """) == {"a b", "b a"}


def test_the_program_does_not_wait_for_them():
    assert outcomes("""
        done = Recorder()
        _thread.start_new_thread(done.add, (1,))
        print(len(done))
    """) == {"0", "1"}
    assert outcomes("lock = Lock(); lock.acquire(); _thread.start_new_thread(lock.acquire, ()); print('end')") == {
        "end"
    }


def test_an_unlocked_counter_loses_an_update():
    assert outcomes("""
        count, done = {"x": 0}, Semaphore(0)
        def work():
            count["x"] += 1
            done.release()
        for _ in range(2): _thread.start_new_thread(work, ())
        for _ in range(2): done.acquire()
        print(count["x"])
    """) == {"1", "2"}


def test_exit_ends_the_thread_that_calls_it():
    assert outcomes("""
        said, done = Recorder(), Lock()
        done.acquire()
        def work():
            try:
                said.add("before")
                _thread.exit()
                said.add("after")
            finally:
                done.release()
        _thread.start_new_thread(work, ())
        done.acquire()
        print(*said.all())
    """) == {"before"}
