"""What ``threading`` tells of threads: current_thread, main_thread, enumerate, active_count, excepthook."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "print(current_thread() is threading.main_thread(), current_thread().name, current_thread().daemon)",
        "print(threading.main_thread().is_alive(), threading.main_thread().name, isinstance(current_thread(), Thread))",
        "print(threading.get_ident() == current_thread().ident, threading.get_native_id() > 0)",
        "print(threading.enumerate() == [current_thread()], threading.active_count(), len(threading.enumerate()))",
        "said = []; together(lambda: said.append(current_thread() is threading.main_thread())); print(said)",
        "said = []; together(lambda: said.append(threading.main_thread().name)); print(said)",
        "said = []; together(lambda: said.append(threading.active_count())); print(said, threading.active_count())",
        "thread = Thread(target=int, name='n'); run(thread); print(thread in threading.enumerate())",
        """
        go, said = Event(), []
        thread = Thread(target=go.wait, name="waits")
        print(thread in threading.enumerate())
        thread.start()
        print(thread in threading.enumerate(), threading.active_count(), [each.name for each in threading.enumerate()])
        go.set()
        thread.join()
        print(threading.active_count())
        """,
        """
        idents = []
        def work(): idents.append(threading.get_ident())
        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads: run(thread)
        print(idents == [thread.ident for thread in threads], threading.get_ident() in idents)
        """,
        """
        said = []
        def hook(args): said.append((args.exc_type.__name__, str(args.exc_value), args.thread.name))
        before, threading.excepthook = threading.excepthook, hook
        try:
            thread = Thread(target=int, args=["x"], name="fails")
            run(thread)
        finally:
            threading.excepthook = before
        print(said)
        """,
        "print(threading.TIMEOUT_MAX > 1e6, threading.ThreadError is RuntimeError)",
    )
    MISUSES = (
        "threading.nothing",
        "threading.current_thread().nothing",
    )
    WRONG_CALLS = (
        "threading.current_thread(1)",
        "threading.enumerate(1)",
        "threading.active_count(1)",
        "threading.get_ident(1)",
    )


def test_each_thread_is_its_own_current_thread():
    assert outcomes("""
        said = Recorder()
        threads = [Thread(target=lambda: said.add(current_thread().name), name=name) for name in "ab"]
        for thread in threads: thread.start()
        for thread in threads: thread.join()
        print(*said.all())
    """) == {"a b", "b a"}


def test_how_many_are_alive_depends_on_how_far_they_are():
    assert outcomes("""
        thread = Thread(target=int)
        thread.start()
        print(threading.active_count())
        thread.join()
    """) == {"1", "2"}


def test_main_counts_to_the_end():
    assert outcomes("""
        go = Event()
        def work():
            go.wait()
            print(threading.active_count(), threading.main_thread() in threading.enumerate())
        Thread(target=work).start()
        go.set()
    """) == {"2 True"}


def test_those_that_have_ended_are_not_listed_and_those_that_run_are():
    assert outcomes("""
        first, second = Thread(target=int, name="first"), Thread(target=int, name="second")
        run(first)
        second.start()
        print(*[thread.name for thread in threading.enumerate()])
        second.join()
    """) == {"MainThread second", "MainThread"}


def test_to_wait_until_nobody_else_is_left_ends():
    assert outcomes("""
        done = Recorder()
        for _ in range(2): Thread(target=done.add, args=[1]).start()
        while threading.active_count() > 1: time.sleep(0.1)
        print(len(done))
    """) == {"2"}


def test_an_exception_is_the_schedules_failure_and_is_not_if_the_hook_is_replaced():
    fails = "thread = Thread(target=int, args=['x']); run(thread); print('goes on')"
    assert outcomes(fails) == {"goes on (ValueError: invalid literal for int() with base 10: 'x')"}
    assert outcomes("threading.excepthook = lambda args: None; " + fails) == {"goes on"}


def test_a_hook_that_fails_is_a_failure():
    assert outcomes("""
        def hook(args): raise KeyError("hook")
        threading.excepthook = hook
        run(Thread(target=int, args=["x"]))
    """) == {"KeyError: 'hook'"}


def test_the_old_names_of_the_functions():
    assert outcomes("print(threading.currentThread().name, threading.activeCount())") == {"MainThread 1"}
