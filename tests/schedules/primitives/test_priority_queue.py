"""PriorityQueue."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "jobs = PriorityQueue(); [jobs.put(x) for x in (3, 1, 2)]; print(jobs.get(), jobs.get(), jobs.get())",
        "jobs = PriorityQueue(); [jobs.put(x) for x in ((2, 'b'), (1, 'z'), (1, 'a'))]; print(jobs.get(), jobs.get())",
        "jobs = PriorityQueue(maxsize=1); jobs.put(1); print(jobs.full(), attempt(jobs.put, 0, timeout=0), jobs.get())",
        "jobs = PriorityQueue(); print(jobs.empty(), jobs.qsize(), attempt(jobs.get, False), jobs.join())",
        "jobs = PriorityQueue(); jobs.put(2); jobs.put(1); print(jobs.queue, jobs.get(), jobs.task_done())",
        """
        class Job:
            def __init__(self, size): self.size = size
            def __lt__(self, other): return self.size > other.size
        jobs = PriorityQueue()
        for size in (1, 3, 2): jobs.put(Job(size))
        print(jobs.get().size, jobs.get().size, jobs.get().size)
        """,
        """
        from dataclasses import dataclass, field
        @dataclass(order=True)
        class Job:
            priority: int
            name: str = field(compare=False)
        jobs = PriorityQueue()
        jobs.put(Job(2, "b"))
        jobs.put(Job(1, "a"))
        print(jobs.get().name, jobs.get().name)
        """,
    )
    MISUSES = (
        "jobs = PriorityQueue(); jobs.put((1, {})); jobs.put((1, {2: 3}))",
        "jobs = PriorityQueue(); jobs.put(1); jobs.put('a')",
        "PriorityQueue().get_nowait()",
        "PriorityQueue().task_done()",
    )
    WRONG_CALLS = ("PriorityQueue(1, 2)", "PriorityQueue().put()")


def test_the_least_of_those_that_have_come_is_got():
    assert outcomes("""
        jobs, got = PriorityQueue(), Recorder()
        together(lambda: [jobs.put(x) for x in (3, 1, 2)], lambda: [got.add(jobs.get()) for _ in range(3)])
        print(*got.all())
    """) == {"1 2 3", "1 3 2", "3 1 2"}


def test_filled_before_it_is_in_order_whoever_gets():
    assert outcomes("""
        jobs, got = PriorityQueue(), Recorder()
        for job in (3, 1, 2): jobs.put(job)
        def take(): got.add(jobs.get())
        together(take, take, take)
        print(sorted(got.all()), jobs.empty())
    """) == {"[1, 2, 3] True"}


def test_a_get_waits_for_a_put():
    assert outcomes("PriorityQueue().get()") == {"stuck"}


def test_a_time_limit_may_pass_or_not():
    assert outcomes("""
        jobs, got = PriorityQueue(), {}
        def take(): got["it"] = attempt(jobs.get, timeout=1)
        together(take, lambda: jobs.put("item"))
        print(got["it"])
    """) == {"item", "Empty"}


def test_what_the_order_of_jobs_looks_at_can_race():
    assert outcomes("""
        class Job:
            def __init__(self, size): self.size = size
            def __lt__(self, other): return self.size < other.size
        jobs, small, middle = PriorityQueue(), Job(1), Job(2)
        def grow(): small.size = 3
        def fill():
            jobs.put(small)
            jobs.put(middle)
        together(grow, fill)
        print(jobs.get().size)
    """) == {"2", "3"}
