"""BoundedSemaphore."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "permits = BoundedSemaphore(); print(permits.acquire(), permits.acquire(False), permits.release())",
        "permits = BoundedSemaphore(2); print(permits.acquire(), permits.acquire(timeout=0), permits.release(2))",
        """
        permits = BoundedSemaphore(value=1)
        with permits as got:
            print(got)
        print(permits.acquire(blocking=False))
        """,
        "permits = BoundedSemaphore(0); print(permits.acquire(False), attempt(permits.release))",
        "print(repr(BoundedSemaphore(3)).split(': ')[1], repr(BoundedSemaphore(3)).split(' ')[0])",
        "print(isinstance(BoundedSemaphore(), Semaphore), issubclass(BoundedSemaphore, Semaphore))",
        "permits = BoundedSemaphore(2); permits.acquire(); print(attempt(permits.release, 2), permits.acquire(False))",
    )
    MISUSES = (
        "BoundedSemaphore(1).release()",
        "BoundedSemaphore(0).release()",
        "permits = BoundedSemaphore(2); permits.acquire(); permits.release(2)",
        "BoundedSemaphore(-1)",
        "BoundedSemaphore(1).acquire(False, 1)",
        "BoundedSemaphore(1).release(0)",
        "BoundedSemaphore(1).release(-3)",
    )
    WRONG_CALLS = (
        "BoundedSemaphore(1, 1)",
        "BoundedSemaphore('1')",
    )


def test_whether_a_release_is_one_too_many_can_depend_on_the_order():
    assert outcomes("""
        permits, said = BoundedSemaphore(1), {}
        def take(): permits.acquire()
        def give(): said["it"] = attempt(permits.release)
        together(take, give)
        print(said["it"], permits.acquire(blocking=False))
    """) == {"ValueError False", "None True"}


def test_a_release_too_many_changes_nothing():
    assert outcomes("""
        permits, said = BoundedSemaphore(1), Recorder()
        def give(): said.add(attempt(permits.release))
        def use():
            with permits: said.add("in")
        together(give, use)
        print(*sorted(map(str, said.all())), permits.acquire(blocking=False), permits.acquire(blocking=False))
    """) == {
        "ValueError in True False",
        "None in True False (ValueError: Semaphore released too many times)",
    }


def test_as_many_as_there_are_permits_can_be_inside():
    assert outcomes("""
        permits, inside = BoundedSemaphore(2), Recorder()
        def work():
            with permits:
                inside.enter()
                inside.leave()
        together(work, work, work)
        print(inside.most_inside)
    """) == {"1", "2"}


def test_a_permit_may_come_in_time_or_too_late():
    assert outcomes("""
        permits, got = BoundedSemaphore(1), {}
        permits.acquire()
        def take(): got["it"] = permits.acquire(timeout=1)
        together(permits.release, take)
        print(got["it"])
    """) == {"True", "False"}
