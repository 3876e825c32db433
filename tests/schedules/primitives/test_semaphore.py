"""Semaphore."""

import pytest

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "permits = Semaphore(3); permits.acquire(); print(permits._value, Semaphore()._value)",
        "permits = Semaphore(); print(permits.acquire(), permits.acquire(blocking=False))",
        "permits = Semaphore(2); print(permits.acquire(), permits.acquire(timeout=0), permits.acquire(False))",
        "permits = Semaphore(value=0); print(permits.acquire(blocking=False), permits.release(), permits.acquire())",
        "permits = Semaphore(0); permits.release(3); print([permits.acquire(False) for _ in range(4)])",
        "permits = Semaphore(0); permits.release(n=2); print([permits.acquire(False) for _ in range(3)])",
        """
        permits = Semaphore(1)
        with permits as got:
            print(got, permits.acquire(False))
        print(permits.acquire(False))
        """,
        "permits = Semaphore(0); print(permits.acquire(True, 0), permits.acquire(timeout=-1))",
        "permits = Semaphore(1); permits.acquire(); together(permits.release); print(permits.acquire(False))",
        """
        permits = Semaphore(1)
        try:
            with permits:
                raise KeyError
        except KeyError:
            print(permits.acquire(False))
        """,
        "permits = Semaphore(1); permits.label = 'mine'; print(permits.label)",
        "print(repr(Semaphore(3)).split(': ')[1], repr(Semaphore(3)).split(' ')[0])",
        "print(Semaphore(True).acquire(False), Semaphore(1.5).acquire(False))",
    )
    MISUSES = (
        "Semaphore(-1)",
        "Semaphore(value=-5)",
        "Semaphore(1).acquire(False, 1)",
        "Semaphore(1).acquire(blocking=False, timeout=0)",
        "Semaphore(1).release(0)",
        "Semaphore(1).release(-1)",
    )
    WRONG_CALLS = (
        "Semaphore(0).acquire(timeout='1')",
        "Semaphore(1, 2)",
        "Semaphore('1')",
        "Semaphore(None)",
        "Semaphore(1).release('2')",
    )


@pytest.mark.parametrize(("permits", "most"), [(1, {"1"}), (2, {"1", "2"}), (3, {"1", "2", "3"})])
def test_as_many_as_there_are_permits_can_be_inside(permits, most):
    assert (
        outcomes(f"""
        permits, inside = Semaphore({permits}), Recorder()
        def work():
            with permits:
                inside.enter()
                inside.leave()
        together(work, work, work)
        print(inside.most_inside)
    """)
        == most
    )


def test_of_three_who_try_for_two_permits_any_two_get_one():
    assert outcomes("""
        permits, got = Semaphore(2), {}
        def attempt(name): got[name] = permits.acquire(blocking=False)
        together(lambda: attempt("a"), lambda: attempt("b"), lambda: attempt("c"))
        print(got["a"] + got["b"] + got["c"], got["a"], got["b"])
    """) == {"2 True True", "2 True False", "2 False True"}


def test_a_permit_may_come_in_time_or_too_late():
    assert outcomes("""
        permits, got = Semaphore(0), {}
        def take(): got["it"] = permits.acquire(timeout=1)
        together(permits.release, take)
        print(got["it"], permits.acquire(blocking=False))
    """) == {"True False", "False True"}


def test_without_a_time_limit_it_waits_for_the_permit():
    assert outcomes("""
        permits, order = Semaphore(0), Recorder()
        def take():
            permits.acquire()
            order.add("taken")
        def give():
            order.add("given")
            permits.release()
        together(take, give)
        print(*order.all())
    """) == {"given taken"}


def test_a_permit_that_never_comes():
    assert outcomes("permits = Semaphore(1); permits.acquire(); permits.acquire()") == {"stuck"}
    assert outcomes("permits = Semaphore(0); permits.acquire(timeout=3); print('gave up')") == {"gave up"}


def test_several_permits_at_once_let_several_go_on():
    assert outcomes("""
        permits, done = Semaphore(0), Recorder()
        def wait(name):
            permits.acquire()
            done.add(name)
        together(lambda: wait("a"), lambda: wait("b"), lambda: permits.release(2))
        print(*done.all(), permits.acquire(blocking=False))
    """) == {"a b False", "b a False"}


def test_who_holds_one_and_waits_for_another_can_be_stuck():
    assert outcomes("""
        permits = Semaphore(2)
        def greedy():
            with permits, permits: pass
        together(greedy, greedy)
        print("done")
    """) == {"done", "stuck"}


def test_a_look_at_what_is_left_is_a_step():
    assert outcomes("""
        permits = Semaphore(1)
        thread = Thread(target=permits.acquire)
        thread.start()
        print(permits._value)
        thread.join()
    """) == {"0", "1"}


def test_waiting_until_a_permit_is_left_is_polling():
    assert outcomes("""
        permits = Semaphore(0)
        thread = Thread(target=permits.release)
        thread.start()
        while not permits._value: pass
        thread.join()
        print(permits._value)
    """) == {"1"}
