"""Timer."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "timer = Timer(0, print, ['a', 1], {'sep': '-'}); timer.start(); timer.join()",
        "timer = Timer(interval=0, function=print, args=('a',), kwargs=None); timer.start(); timer.join()",
        "timer = Timer(0, print); timer.start(); timer.join(); print(timer.is_alive(), timer.finished.is_set())",
        "timer = Timer(9, print, ['never']); timer.cancel(); timer.start(); timer.join(); print('cancelled')",
        "timer = Timer(9, print, ['never']); print(timer.interval, timer.args, timer.kwargs, timer.function is print)",
        "timer = Timer(9, print); print(timer.daemon, timer.is_alive(), timer.finished.is_set())",
        "print(isinstance(Timer(9, print), Thread), issubclass(Timer, Thread))",
        "timer = Timer(0, print); timer.start(); timer.join(); print(timer.cancel(), timer.cancel())",
        "timer = Timer(9, print); timer.name = 'mine'; timer.daemon = True; print(timer.name, timer.daemon)",
        "timer = Timer(9, int); timer.start(); timer.cancel(); timer.join(); print(timer.finished.is_set())",
    )
    MISUSES = (
        "timer = Timer(0, int); timer.start(); timer.start()",
        "Timer(0, int).join()",
        "Timer(0, int).seconds",
    )
    WRONG_CALLS = (
        "Timer()",
        "Timer(1)",
        "Timer(1, int, [], {}, True)",
        "Timer(1, int, name='x')",
        "Timer(1, int).cancel(1)",
    )


def test_it_may_fire_before_it_is_cancelled_or_not():
    assert outcomes("""
        fired = Recorder()
        timer = Timer(1, fired.add, ["fired"])
        timer.start()
        timer.cancel()
        timer.join()
        print(*fired.all())
    """) == {"", "fired"}


def test_cancelling_does_not_stop_what_has_begun():
    assert outcomes("""
        trace = Recorder()
        def work():
            trace.add("begins")
            trace.add("ends")
        timer = Timer(1, work)
        timer.start()
        timer.cancel()
        trace.add("cancelled")
        timer.join()
        print(*trace.all())
    """) == {"cancelled", "begins ends cancelled", "begins cancelled ends", "cancelled begins ends"}


def test_the_starter_does_not_wait():
    assert outcomes("""
        order = Recorder()
        timer = Timer(1, order.add, ["timer"])
        timer.start()
        order.add("main")
        timer.join()
        print(*order.all())
    """) == {"main timer", "timer main"}


def test_two_of_them_fire_in_any_order():
    assert outcomes("""
        order = Recorder()
        timers = [Timer(seconds, order.add, [seconds]) for seconds in (1, 2)]
        for timer in timers: timer.start()
        for timer in timers: timer.join()
        print(*order.all())
    """) == {"1 2", "2 1"}


def test_it_fires_no_earlier_than_its_time():
    assert outcomes("""
        timer = Timer(5, int)
        begin = time.monotonic()
        timer.start()
        timer.join()
        print(time.monotonic() - begin >= 5)
    """) == {"True"}


def test_it_fires_once():
    assert outcomes("""
        fired = Recorder()
        timer = Timer(1, fired.add, [1])
        timer.start()
        timer.join()
        timer.cancel()
        print(len(fired), timer.finished.wait())
    """) == {"1 True"}


def test_an_exception_in_its_function_is_the_schedules_failure():
    assert outcomes("timer = Timer(1, lambda: 1 / 0); timer.start(); timer.join()") == {
        "ZeroDivisionError: division by zero"
    }


def test_the_program_waits_for_it():
    assert outcomes("Timer(1, print, ['fired']).start()") == {"fired"}
