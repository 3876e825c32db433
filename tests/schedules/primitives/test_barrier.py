"""Barrier."""

import sys

import pytest

from tests.schedules.primitives.programs import AsInCPython, outcomes, real_outcome


class TestAsInCPython(AsInCPython):
    SAME = (
        "barrier = Barrier(1); print(barrier.wait(), barrier.wait(1), barrier.wait(timeout=0))",
        "barrier = Barrier(3); print(barrier.parties, barrier.n_waiting, barrier.broken)",
        "barrier = Barrier(parties=1, action=lambda: print('acts'), timeout=None); print(barrier.wait())",
        "barrier = Barrier(1, lambda: print('acts'), 5); print(barrier.wait(), barrier.wait())",
        "barrier, said = Barrier(2), []; together(*[lambda: said.append(barrier.wait())] * 2); print(sorted(said))",
        "barrier, said = Barrier(2), []; together(*[lambda: said.append(barrier.wait())] * 4); print(sorted(said))",
        "barrier = Barrier(2); barrier.abort(); print(barrier.broken, barrier.n_waiting, attempt(barrier.wait))",
        "barrier = Barrier(2); barrier.abort(); barrier.reset(); print(barrier.broken)",
        "barrier = Barrier(2); print(attempt(barrier.wait, 0), barrier.broken, attempt(barrier.wait))",
        "barrier = Barrier(2); attempt(barrier.wait, 0); print(barrier.n_waiting)",
        "barrier = Barrier(2, timeout=0); print(attempt(barrier.wait), barrier.broken)",
        "barrier = Barrier(2, timeout=9); print(attempt(barrier.wait, 0), barrier.broken)",
        "barrier = Barrier(1, lambda: 1 / 0); print(attempt(barrier.wait), barrier.broken, attempt(barrier.wait))",
        "barrier = Barrier(1); barrier.reset(); print(barrier.wait(), barrier.broken)",
        "print(issubclass(BrokenBarrierError, RuntimeError), BrokenBarrierError.__name__)",
        "print(repr(Barrier(3)).rpartition(': ')[2], repr(Barrier(3)).split()[0])",
        "barrier = Barrier(2); barrier.abort(); print(repr(barrier).rpartition(': ')[2])",
    )
    MISUSES = (
        "barrier = Barrier(2); barrier.abort(); barrier.wait()",
        "Barrier(1, lambda: 1 / 0).wait()",
        "Barrier(2).wait(timeout=0)",
        "Barrier(2).count",
    )
    WRONG_CALLS = (
        "Barrier()",
        "Barrier(2, None, None, 1)",
        "Barrier(1, 5).wait()",
        "Barrier(2).wait(1, 2)",
        "Barrier(2).parties = 3",
        "Barrier(2).n_waiting = 3",
        "Barrier(2).broken = True",
    )


@pytest.mark.parametrize("parties", [0, -1])
def test_it_needs_at_least_one_party(parties):
    """Since Python 3.13; before, such a barrier is made, and no thread ever passes it."""
    assert outcomes(f"Barrier({parties})") == {real_outcome(f"Barrier({parties})")}
    if sys.version_info < (3, 13):
        assert outcomes(f"Barrier({parties}).wait()") == {"stuck"}


def test_nobody_passes_before_all_have_come():
    assert outcomes("""
        barrier, order = Barrier(2), Recorder()
        def work():
            order.add("before")
            barrier.wait()
            order.add("after")
        together(work, work)
        print(*order.all())
    """) == {"before before after after"}


def test_any_order_of_coming_gives_the_numbers():
    assert outcomes("""
        barrier, got = Barrier(3), {}
        def work(name): got[name] = barrier.wait()
        together(lambda: work("a"), lambda: work("b"), lambda: work("c"))
        print(got["a"], got["b"], got["c"])
    """) == {"0 1 2", "0 2 1", "1 0 2", "1 2 0", "2 0 1", "2 1 0"}


def test_the_number_is_chosen_by_coming_so_one_thread_can_be_the_leader():
    assert outcomes("""
        barrier, leaders = Barrier(2), Recorder()
        def work(name):
            if barrier.wait() == 0: leaders.add(name)
        together(lambda: work("a"), lambda: work("b"))
        print(*leaders.all())
    """) == {"a", "b"}


def test_it_can_be_used_again_and_keeps_the_rounds_apart():
    assert outcomes("""
        barrier, order = Barrier(2), Recorder()
        def work():
            for turn in "12":
                order.add(turn)
                barrier.wait()
        together(work, work)
        print(*order.all())
    """) == {"1 1 2 2"}


def test_too_few_threads_wait_for_ever():
    assert outcomes("barrier = Barrier(3); together(barrier.wait, barrier.wait)") == {"stuck"}
    assert outcomes("Barrier(2).wait()") == {"stuck"}


def test_the_action_runs_once_before_anybody_goes_on():
    assert outcomes("""
        order = Recorder()
        barrier = Barrier(2, lambda: order.add("action"))
        def work():
            order.add("before")
            barrier.wait()
            order.add("after")
        together(work, work)
        print(*order.all())
    """) == {"before before action after after"}


def test_an_action_that_fails_breaks_it_for_all():
    assert outcomes("""
        barrier, said = Barrier(2, lambda: 1 / 0), Recorder()
        def work(): said.add(attempt(barrier.wait))
        together(work, work)
        print(*sorted(said.all()), barrier.broken)
    """) == {"BrokenBarrierError ZeroDivisionError True"}


def test_a_time_limit_that_passes_breaks_it_for_all():
    assert outcomes("""
        barrier, said = Barrier(2), {}
        def work(name): said[name] = attempt(barrier.wait, timeout=1) in (0, 1)
        together(lambda: work("a"), lambda: work("b"))
        print(said["a"], said["b"], barrier.broken)
    """) == {"True True False", "False False True"}


def test_a_time_limit_with_nobody_else_passes():
    assert outcomes("barrier = Barrier(2); print(attempt(barrier.wait, timeout=1), barrier.broken)") == {
        "BrokenBarrierError True"
    }


def test_the_barriers_own_time_limit_holds_for_every_wait():
    assert outcomes("""
        barrier, said = Barrier(2, timeout=1), {}
        def work(name): said[name] = attempt(barrier.wait) in (0, 1)
        together(lambda: work("a"), lambda: work("b"))
        print(said["a"], said["b"])
    """) == {"True True", "False False"}


def test_abort_breaks_it_for_who_waits_and_who_comes():
    assert outcomes("""
        barrier, said = Barrier(2), {}
        def work(name): said[name] = attempt(barrier.wait) in (0, 1)
        together(lambda: work("a"), lambda: work("b"), barrier.abort)
        print(said["a"], said["b"], barrier.broken)
    """) == {"True True True", "False False True", "True False True", "False True True"}


def test_reset_sends_away_who_waits_and_makes_it_as_new():
    assert outcomes("""
        barrier, said = Barrier(2), {}
        def work(): said["it"] = attempt(barrier.wait, 1)
        together(work, barrier.reset)
        print(said["it"], barrier.broken)
    """) == {"BrokenBarrierError False", "BrokenBarrierError True"}


def test_how_many_wait_can_be_seen():
    assert outcomes("""
        barrier, seen = Barrier(2), {}
        def look(): seen["it"] = barrier.n_waiting
        together(barrier.wait, barrier.wait, look)
        print(seen["it"], barrier.n_waiting)
    """) == {"0 0", "1 0"}
