"""Queue."""

import sys

import pytest

from tests.schedules.primitives.programs import AsInCPython, outcomes, real_outcome


class TestAsInCPython(AsInCPython):
    SAME = (
        "jobs = Queue(); print(jobs.put(1), jobs.put(2), jobs.get(), jobs.get(), jobs.empty())",
        "jobs = Queue(2); print(jobs.maxsize, jobs.qsize(), jobs.empty(), jobs.full())",
        "jobs = Queue(maxsize=1); jobs.put('a'); print(jobs.qsize(), jobs.empty(), jobs.full())",
        "jobs = Queue(); jobs.put('a'); print(jobs.full(), Queue(-1).full(), Queue(-1).put(1))",
        "jobs = Queue(1); jobs.put(1, False); print(attempt(jobs.put, 2, False), attempt(jobs.put_nowait, 2))",
        "jobs = Queue(1); jobs.put_nowait(1); print(attempt(jobs.put, 2, block=True, timeout=0))",
        "jobs = Queue(); print(attempt(jobs.get, False), attempt(jobs.get_nowait), attempt(jobs.get, timeout=0))",
        "jobs = Queue(); jobs.put(1, timeout=0); print(jobs.get(True, 0), attempt(jobs.get, block=False, timeout=-1))",
        "jobs = Queue(1); jobs.put(item=5, block=True, timeout=None); print(jobs.get(block=True, timeout=None))",
        "jobs = Queue(); jobs.put(1); print(jobs.unfinished_tasks, jobs.task_done(), jobs.unfinished_tasks)",
        "jobs = Queue(); print(jobs.join())",
        "jobs = Queue(); jobs.put(None); print(jobs.get() is None, jobs.empty())",
        "jobs = Queue(); [jobs.put(x) for x in 'abc']; print(list(jobs.queue), jobs.qsize())",
        """
        jobs, done = Queue(), []
        def work():
            while (job := jobs.get()) is not None:
                done.append(job * job)
                jobs.task_done()
            jobs.task_done()
        thread = Thread(target=work)
        thread.start()
        for job in (1, 2, None): jobs.put(job)
        jobs.join()
        thread.join()
        print(done)
        """,
        """
        class Unique(Queue):
            def _init(self, maxsize): self.queue = {}
            def _put(self, item): self.queue[item] = True
            def _get(self): return self.queue.popitem()[0]
        jobs = Unique()
        jobs.put("a")
        jobs.put("a")
        print(jobs.qsize(), jobs.get(), jobs.empty())
        """,
        "print(issubclass(LifoQueue, Queue), issubclass(PriorityQueue, Queue), issubclass(SimpleQueue, Queue))",
        "print(issubclass(Empty, Exception), Empty.__name__, Full.__name__, issubclass(Full, Empty))",
    )
    MISUSES = (
        "Queue().get_nowait()",
        "Queue().get(timeout=0)",
        "jobs = Queue(1); jobs.put(1); jobs.put_nowait(2)",
        "Queue().task_done()",
        "jobs = Queue(); jobs.put(1); jobs.task_done(); jobs.task_done()",
        "Queue().get(timeout=-1)",
        "Queue(1).put(1, timeout=-1)",
        "Queue().peek()",
        "len(Queue())",
    )
    WRONG_CALLS = (
        "Queue(1, 2)",
        "Queue().put()",
        "Queue().put(1, 2, 3, 4)",
        "Queue().get(1, 2, 3)",
        "Queue().get_nowait(1)",
        "Queue().get(timeout='1')",
        "Queue()[0]",
        "for job in Queue(): pass",
    )


def test_first_in_first_out():
    assert outcomes("""
        jobs, got = Queue(), Recorder()
        together(lambda: [jobs.put(x) for x in "abc"], lambda: [got.add(jobs.get()) for _ in range(3)])
        print(*got.all())
    """) == {"a b c"}


def test_each_item_goes_to_one_thread():
    assert outcomes("""
        jobs, got = Queue(), {}
        def take(name): got[name] = jobs.get()
        together(lambda: take("a"), lambda: take("b"), lambda: jobs.put(1) or jobs.put(2))
        print(got["a"], got["b"])
    """) == {"1 2", "2 1"}


def test_items_of_two_producers_mix_in_any_way():
    assert outcomes("""
        jobs = Queue()
        together(lambda: jobs.put("a1") or jobs.put("a2"), lambda: jobs.put("b"))
        print(jobs.get(), jobs.get(), jobs.get())
    """) == {"a1 a2 b", "a1 b a2", "b a1 a2"}


def test_a_get_waits_for_a_put():
    assert outcomes("jobs = Queue(); jobs.get()") == {"stuck"}
    assert outcomes("""
        jobs, order = Queue(), Recorder()
        def take():
            order.add(jobs.get())
        def give():
            order.add("before")
            jobs.put("item")
        together(take, give)
        print(*order.all())
    """) == {"before item"}


def test_a_put_waits_for_room():
    assert outcomes("jobs = Queue(1); jobs.put(1); jobs.put(2)") == {"stuck"}
    assert outcomes("""
        jobs, inside = Queue(1), Recorder()
        def give():
            for _ in range(2):
                jobs.put("item")
                inside.enter()
        def take():
            for _ in range(2):
                jobs.get()
                inside.leave()
        together(give, take)
        print(jobs.qsize(), inside.most_inside <= 2)
    """) == {"0 True"}


def test_a_time_limit_may_pass_or_not():
    assert outcomes("""
        jobs, got = Queue(), {}
        def take(): got["it"] = attempt(jobs.get, timeout=1)
        together(take, lambda: jobs.put("item"))
        print(got["it"])
    """) == {"item", "Empty"}
    assert outcomes("""
        jobs, said = Queue(1), {}
        jobs.put("first")
        def give(): said["it"] = attempt(jobs.put, "second", timeout=1)
        together(give, jobs.get)
        print(said["it"])
    """) == {"None", "Full"}


def test_a_try_finds_something_or_nothing():
    assert outcomes("""
        jobs, got = Queue(), {}
        def take(): got["it"] = attempt(jobs.get_nowait), attempt(jobs.get_nowait)
        together(take, lambda: jobs.put("item"))
        print(got["it"])
    """) == {"('item', 'Empty')", "('Empty', 'item')", "('Empty', 'Empty')"}


def test_that_it_was_not_empty_promises_nothing():
    assert outcomes("""
        jobs, got = Queue(), Recorder()
        jobs.put("item")
        def take():
            if not jobs.empty(): got.add(attempt(jobs.get_nowait))
        together(take, take)
        print(*sorted(got.all()))
    """) == {"item", "Empty item"}


def test_join_waits_until_all_is_done():
    assert outcomes("""
        jobs, order = Queue(), Recorder()
        def work():
            jobs.get()
            order.add("done")
            jobs.task_done()
        def wait():
            jobs.join()
            order.add("joined")
        jobs.put("item")
        together(work, wait)
        print(*order.all())
    """) == {"done joined"}
    assert outcomes("jobs = Queue(); jobs.put(1); jobs.get(); jobs.join()") == {"stuck"}


def test_the_size_is_old_at_once():
    assert outcomes("""
        jobs, seen = Queue(2), {}
        def look(): seen["it"] = jobs.qsize(), jobs.full()
        together(look, lambda: jobs.put(1) or jobs.put(2))
        print(seen["it"])
    """) == {"(0, False)", "(0, True)", "(1, False)", "(1, True)", "(2, True)"}


def test_what_lies_in_it_is_seen_as_it_was_put():
    assert outcomes("""
        jobs, seen = Queue(), {}
        def give():
            item = []
            item.append(1)
            jobs.put(item)
            item.append(2)
        def take(): seen["it"] = list(jobs.get())
        together(give, take)
        print(seen["it"])
    """) == {"[1]", "[1, 2]"}


@pytest.mark.skipif(sys.version_info < (3, 13), reason="queues can be shut down since Python 3.13")
@pytest.mark.parametrize(
    "body",
    [
        "jobs = Queue(); jobs.put(1); jobs.shutdown(); print(jobs.get(), attempt(jobs.get), attempt(jobs.put, 2))",
        "jobs = Queue(); jobs.put(1); jobs.shutdown(immediate=True); print(attempt(jobs.get), jobs.qsize())",
        "jobs = Queue(); jobs.shutdown(); print(jobs.is_shutdown, attempt(jobs.get), attempt(jobs.put, 1))",
        "jobs = Queue(); jobs.shutdown(); jobs.get()",
        "jobs = Queue(); jobs.put(1); jobs.shutdown(True); print(jobs.join())",
    ],
)
def test_a_queue_that_is_shut_down_does_as_cpythons(body):
    assert outcomes(body) == {real_outcome(body)}


@pytest.mark.skipif(sys.version_info < (3, 13), reason="queues can be shut down since Python 3.13")
def test_a_shutdown_wakes_all_who_wait():
    assert outcomes("""
        jobs, said = Queue(), Recorder()
        def take(): said.add(attempt(jobs.get))
        together(take, take, lambda: jobs.put("item") or jobs.shutdown())
        print(*sorted(said.all()))
    """) == {"ShutDown item"}
