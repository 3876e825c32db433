"""LifoQueue."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "jobs = LifoQueue(); [jobs.put(x) for x in 'abc']; print(jobs.get(), jobs.get(), jobs.get(), jobs.empty())",
        "jobs = LifoQueue(maxsize=2); jobs.put(1); print(jobs.full(), jobs.put(2), jobs.full(), jobs.qsize())",
        "jobs = LifoQueue(1); jobs.put(1); print(attempt(jobs.put, 2, timeout=0), attempt(jobs.put_nowait, 2))",
        "jobs = LifoQueue(); print(attempt(jobs.get, timeout=0), attempt(jobs.get_nowait), jobs.join())",
        "jobs = LifoQueue(); jobs.put(1); jobs.put(2); print(jobs.queue, jobs.get(), jobs.task_done())",
    )
    MISUSES = ("LifoQueue().get_nowait()", "LifoQueue().task_done()", "LifoQueue().get(timeout=-1)")
    WRONG_CALLS = ("LifoQueue(1, 2)", "LifoQueue().put()")


def test_last_in_first_out_depends_on_who_comes_first():
    assert outcomes("""
        jobs, got = LifoQueue(), Recorder()
        together(lambda: [jobs.put(x) for x in "abc"], lambda: [got.add(jobs.get()) for _ in range(3)])
        print(*got.all())
    """) == {"a b c", "a c b", "b a c", "b c a", "c b a"}


def test_a_bound_holds_the_putter_back():
    assert outcomes("""
        jobs, got = LifoQueue(1), Recorder()
        together(lambda: [jobs.put(x) for x in "abc"], lambda: [got.add(jobs.get()) for _ in range(3)])
        print(*got.all())
    """) == {"a b c"}


def test_a_get_waits_for_a_put():
    assert outcomes("LifoQueue().get()") == {"stuck"}
    assert outcomes(
        "jobs, got = LifoQueue(), []; together(lambda: got.append(jobs.get()), lambda: jobs.put(1)); print(got)"
    ) == {"[1]"}


def test_a_time_limit_may_pass_or_not():
    assert outcomes("""
        jobs, got = LifoQueue(), {}
        def take(): got["it"] = attempt(jobs.get, timeout=1)
        together(take, lambda: jobs.put("item"))
        print(got["it"])
    """) == {"item", "Empty"}


def test_join_waits_until_all_is_done():
    assert outcomes("""
        jobs, order = LifoQueue(), Recorder()
        def work():
            for _ in range(2):
                order.add(jobs.get())
                jobs.task_done()
        jobs.put("a")
        jobs.put("b")
        thread = Thread(target=work)
        thread.start()
        jobs.join()
        print(*order.all())
    """) == {"b a"}
