"""SimpleQueue."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "jobs = SimpleQueue(); print(jobs.put(1), jobs.put(2), jobs.qsize(), jobs.get(), jobs.empty())",
        "jobs = SimpleQueue(); print(jobs.put(1, False), jobs.put(2, True, 5), jobs.put(item=3))",
        "jobs = SimpleQueue(); print(jobs.put_nowait(1), jobs.get_nowait(), attempt(jobs.get_nowait))",
        "jobs = SimpleQueue(); print(attempt(jobs.get, False), attempt(jobs.get, timeout=0))",
        "jobs, got = SimpleQueue(), []; together(lambda: got.append(jobs.get()), lambda: jobs.put(1)); print(got)",
    )
    MISUSES = ("SimpleQueue().get_nowait()", "SimpleQueue().get(timeout=-1)", "SimpleQueue().get(False)")
    WRONG_CALLS = (
        "SimpleQueue(1)",
        "SimpleQueue().put()",
        "SimpleQueue().get(1, 2, 3)",
        "SimpleQueue().task_done()",
        "SimpleQueue().join()",
        "SimpleQueue().full()",
        "SimpleQueue().maxsize",
    )


def test_first_in_first_out():
    assert outcomes("""
        jobs, got = SimpleQueue(), Recorder()
        together(lambda: [jobs.put(x) for x in "abc"], lambda: [got.add(jobs.get()) for _ in range(3)])
        print(*got.all())
    """) == {"a b c"}


def test_each_item_goes_to_one_thread():
    assert outcomes("""
        jobs, got = SimpleQueue(), {}
        def take(name): got[name] = jobs.get()
        together(lambda: take("a"), lambda: take("b"), lambda: jobs.put(1) or jobs.put(2))
        print(got["a"], got["b"])
    """) == {"1 2", "2 1"}


def test_a_get_waits_for_a_put():
    assert outcomes("SimpleQueue().get()") == {"stuck"}


def test_a_time_limit_may_pass_or_not():
    assert outcomes("""
        jobs, got = SimpleQueue(), {}
        def take(): got["it"] = attempt(jobs.get, timeout=1)
        together(take, lambda: jobs.put("item"))
        print(got["it"])
    """) == {"item", "Empty"}


def test_a_put_never_waits():
    assert outcomes("jobs = SimpleQueue(); [jobs.put(x) for x in range(9)]; print(jobs.qsize())") == {"9"}


def test_that_it_was_not_empty_promises_nothing():
    assert outcomes("""
        jobs, got = SimpleQueue(), Recorder()
        jobs.put("item")
        def take():
            if not jobs.empty(): got.add(attempt(jobs.get_nowait))
        together(take, take)
        print(*sorted(got.all()))
    """) == {"item", "Empty item"}
