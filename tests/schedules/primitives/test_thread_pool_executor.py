"""ThreadPoolExecutor, its futures, wait and as_completed."""

import sys
from math import factorial
from textwrap import dedent

import pytest

from tests.schedules.primitives.programs import AsInCPython, outcomes, real_outcome
from threadlab import explore


class TestAsInCPython(AsInCPython):
    SAME = (
        "with Pool() as pool: print(pool.submit(pow, 2, 3).result(), pool.submit(int, '7').result())",
        "with Pool(2) as pool: print(list(pool.map(abs, [-1, -2, -3])))",
        "with Pool(2) as pool: print(list(pool.map(pow, [2, 3], [2, 2])))",
        "with Pool(max_workers=1) as pool: print(pool.submit(dict, a=1).result(timeout=None))",
        "with Pool() as pool: print(list(pool.map(abs, [], timeout=0)))",
        "with Pool() as pool: print(list(pool.map(abs, [-1, -2], timeout=None, chunksize=3)))",
        "with Pool() as pool: future = pool.submit(int)\nprint(future.done(), future.running(), future.cancelled())",
        "with Pool() as pool: future = pool.submit(int)\nprint(future.exception(), future.result())",
        "with Pool() as pool: future = pool.submit(int, 'x')\nprint(type(future.exception()).__name__)",
        "with Pool() as pool: print(attempt(pool.submit(int, 'x').result))",
        "pool = Pool(); print(pool.shutdown(), attempt(pool.submit, int), pool.shutdown(wait=False))",
        "pool = Pool(); future = pool.submit(int); pool.shutdown(wait=True); print(future.done())",
        "pool = Pool(1, 'named'); print(pool.submit(lambda: current_thread().name).result()); pool.shutdown()",
        "pool = Pool(1, thread_name_prefix='n'); print(pool.submit(lambda: current_thread().daemon).result())",
        """
        def call():
            with Pool(1) as pool: print(pool.submit(lambda: current_thread().daemon).result())
        for daemon in (True, False):
            caller = Thread(target=call, daemon=daemon); caller.start(); caller.join()
        """,
        """
        begun = []
        with Pool(1, initializer=begun.append, initargs=("begun",)) as pool:
            print(pool.submit(len, begun).result())
        """,
        "future = Future(); future.add_done_callback(print); future.add_done_callback(lambda _: 1 / 0); print('added')",
        "future = Future(); print(future.cancel(), future.cancelled(), future.done(), future.cancel())",
        "future = Future(); print(future.set_running_or_notify_cancel(), future.running(), future.cancel())",
        "future = Future(); future.cancel(); print(future.set_running_or_notify_cancel(), attempt(future.result))",
        "future = Future(); future.set_exception(KeyError(1)); print(repr(future.exception()), attempt(future.result))",
        "future = Future(); print(attempt(future.result, 0), attempt(future.exception, timeout=0))",
        """
        with Pool() as pool:
            done, pending = wait([pool.submit(abs, -number) for number in (1, 2)])
            print(sorted(future.result() for future in done), pending)
        """,
        """
        with Pool() as pool:
            print(sorted(future.result() for future in futures.as_completed([pool.submit(abs, -n) for n in (1, 2)])))
        """,
        "future = Future(); done, left = wait([future], timeout=0); print(len(done), left == {future})",
        "future = Future(); future.set_result(1); print(wait([future] * 2, 0, FIRST_COMPLETED).done == {future})",
        "print(wait([]), list(futures.as_completed([])), futures.FIRST_EXCEPTION, futures.ALL_COMPLETED)",
        "print(futures.TimeoutError is TimeoutError, issubclass(futures.CancelledError, Exception))",
        "with Pool() as pool: print(isinstance(pool, futures.Executor), isinstance(pool.submit(int), Future))",
    )
    MISUSES = (
        "ThreadPoolExecutor(0)",
        "ThreadPoolExecutor(max_workers=-1)",
        "pool = ThreadPoolExecutor(); pool.shutdown(); pool.submit(int)",
        "with ThreadPoolExecutor() as pool: pool.submit(int, 'x').result()",
        "with ThreadPoolExecutor() as pool: print(list(pool.map(int, ['1', 'x', '2'])))",
        "Future().nothing",
        "wait([Future()], return_when='SOON')",
        "ThreadPoolExecutor(initializer=5)",
    )
    WRONG_CALLS = (
        "ThreadPoolExecutor('2')",
        "ThreadPoolExecutor(workers=2)",
        "ThreadPoolExecutor().submit()",
        "ThreadPoolExecutor().submit(5).result()",
        "ThreadPoolExecutor().map()",
        "Future().result(1, 2)",
        "future = Future(); future.set_result(1); future.set_result(2)",
        "future = Future(); future.cancel(); future.result()",
        "Future().result(timeout=0)",
        "wait()",
        "list(as_completed([Future()], timeout=0))",
    )


def test_calls_run_at_the_same_time_and_end_in_any_order():
    assert outcomes("""
        order = Recorder()
        with ThreadPoolExecutor(2) as pool:
            pool.submit(order.add, "a")
            pool.submit(order.add, "b")
        print(*order.all())
    """) == {"a b", "b a"}


def test_one_worker_makes_the_calls_one_after_the_other():
    assert outcomes("""
        order = Recorder()
        def call(name):
            order.add(name)
            order.add(name)
        with ThreadPoolExecutor(max_workers=1) as pool:
            for name in "abc": pool.submit(call, name)
        print(*order.all())
    """) == {"a a b b c c"}


def test_no_more_calls_at_once_than_workers():
    assert outcomes("""
        inside = Recorder()
        def call():
            inside.enter()
            inside.leave()
        with ThreadPoolExecutor(2) as pool:
            for _ in range(3): pool.submit(call)
        print(inside.most_inside)
    """) == {"1", "2"}


def test_results_come_in_the_order_of_map_whatever_the_order_of_the_calls():
    assert outcomes("""
        order = Recorder()
        with ThreadPoolExecutor(2) as pool:
            results = list(pool.map(lambda number: order.add(number) or number, (1, 2)))
        print(*results, *order.all())
    """) == {"1 2 1 2", "1 2 2 1"}


def test_calls_begin_before_anybody_asks_for_results():
    assert outcomes("""
        done = Recorder()
        pool = ThreadPoolExecutor(1)
        pool.map(done.add, [1])
        print(len(done))
        pool.shutdown()
    """) == {"0", "1"}


def test_result_waits_for_the_call():
    assert outcomes("""
        done = Recorder()
        pool = ThreadPoolExecutor(1)
        future = pool.submit(done.add, 1)
        future.result()
        print(len(done), future.done())
        pool.shutdown()
    """) == {"1 True"}


def test_a_time_limit_may_pass_before_the_result_is_there():
    assert outcomes("""
        with ThreadPoolExecutor(1) as pool:
            print(attempt(pool.submit(abs, -1).result, timeout=1))
    """) == {"1", "TimeoutError"}


def test_a_look_at_a_future_is_old_at_once():
    assert outcomes("""
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(int)
            print(future.done(), future.done())
    """) == {"False False", "False True", "True True"}


def test_what_has_not_begun_can_be_cancelled():
    assert outcomes("""
        done = Recorder()
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(done.add, 1)
            cancelled = future.cancel()
        print(cancelled, len(done), future.cancelled())
    """) == {"True 0 True", "False 1 False"}


def test_shutdown_can_cancel_what_has_not_begun():
    assert outcomes("""
        done = Recorder()
        pool = ThreadPoolExecutor(1)
        first, second = pool.submit(done.add, 1), pool.submit(done.add, 2)
        pool.shutdown(cancel_futures=True)
        print(*done.all(), second.cancelled())
    """) == {"1 True", "1 2 False", "True"}


def test_shutdown_without_waiting_does_not_wait():
    assert outcomes("""
        done = Recorder()
        pool = ThreadPoolExecutor(1)
        pool.submit(done.add, 1)
        pool.shutdown(wait=False)
        print(len(done))
    """) == {"0", "1"}


def test_a_pool_that_is_not_shut_down_lets_the_program_end_when_its_work_is_done():
    assert outcomes("""
        done = Recorder()
        pool = ThreadPoolExecutor(2)
        print(pool.submit(done.add, 1).result(), len(done))
    """) == {"None 1"}


def test_a_call_that_waits_for_a_call_behind_it_waits_for_ever():
    assert outcomes("""
        pool = ThreadPoolExecutor(1)
        print(pool.submit(lambda: pool.submit(int).result()).result())
    """) == {"stuck"}


def test_the_exception_of_a_call_waits_in_its_future():
    assert outcomes("""
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(int, "x")
        print("goes on", type(future.exception()).__name__)
    """) == {"goes on ValueError"}


def test_an_initializer_that_fails_breaks_the_pool():
    assert outcomes("""
        with ThreadPoolExecutor(1, initializer=lambda: 1 / 0) as pool:
            print(attempt(lambda: pool.submit(int).result()))
    """) == {"BrokenThreadPool"}


def test_a_callback_is_called_once_in_either_thread():
    assert outcomes("""
        said = Recorder()
        with ThreadPoolExecutor(1) as pool:
            future = pool.submit(int)
            future.add_done_callback(lambda done: said.add(current_thread() is threading.main_thread()))
        print(*said.all())
    """) == {"True", "False"}


def test_wait_for_the_first():
    assert outcomes("""
        with ThreadPoolExecutor(2) as pool:
            both = [pool.submit(abs, -1), pool.submit(abs, -2)]
            done, pending = wait(both, return_when=FIRST_COMPLETED)
            print(*sorted(future.result() for future in done))
    """) == {"1", "2", "1 2"}


def test_wait_for_the_first_exception_or_all():
    assert outcomes("""
        with ThreadPoolExecutor(2) as pool:
            good, bad = pool.submit(int), pool.submit(int, "x")
            done, pending = wait([good, bad], return_when=FIRST_EXCEPTION)
            print(good in done, bad in done)
    """) == {"True True", "False True"}


def test_wait_with_a_time_limit():
    assert outcomes("""
        with ThreadPoolExecutor(1) as pool:
            done, pending = wait([pool.submit(int)], timeout=1)
            print(len(done), len(pending))
    """) == {"1 0", "0 1"}


THREE = "with Pool(2) as pool: fs = [pool.submit(abs, n) for n in (-1, -2, -3)]\n"
ANY_ORDER = {"1 2 3", "1 3 2", "2 1 3", "2 3 1", "3 1 2", "3 2 1"}


def test_as_completed_gives_those_that_are_done_already_in_any_order():
    assert outcomes(THREE + "print(*[each.result() for each in as_completed(fs)])") == ANY_ORDER


def test_a_set_of_futures_is_gone_through_in_any_order():
    assert outcomes(THREE + "print(*[each.result() for each in wait(fs).done])") == ANY_ORDER
    assert outcomes(THREE + "print(*(each.result() for each in {fs[0], fs[2], fs[1]}))") == ANY_ORDER
    assert outcomes(THREE + "print(wait(fs).done.pop().result())") == {"1", "2", "3"}


def test_the_order_of_a_set_of_futures_stays_the_same():
    twice = "first, again = [[each.result() for each in wait(fs).done] for _ in range(2)]\nprint(first == again)"
    assert outcomes(THREE + twice) == {"True"}
    parts = "wait(fs[:2]).done == set(fs[:2]); one = [each for each in fs if each in list({fs[0], fs[1]})]"
    assert outcomes(f"{THREE}{parts}\nprint([f for f in {{*fs}} if f in one] == list({{*fs[:2]}}))") == {"True"}


def test_two_sets_of_futures_come_together_in_every_order_that_keeps_theirs():
    four = THREE.replace("-3", "-3, -4") + "one, two = list({*fs[:2]}), list({*fs[2:]}); both = list({*fs})\n"
    kept = "print([f for f in both if f in one] == one, [f for f in both if f in two] == two)"
    assert outcomes(four + kept) == {"True True"}
    assert len(outcomes(four + "print(*[f.result() for f in both])")) == 24


def test_a_future_that_ends_after_as_completed_began_comes_when_it_ends():
    assert outcomes("""
        one, two = Future(), Future()
        done = as_completed([one, two])
        one.set_result(1)
        first = next(done)
        def end():
            two.set_result(2)
        thread = Thread(target=end); thread.start()
        print(first.result(), next(done).result(), *done)
        thread.join()
    """) == {"1 2"}
    assert outcomes("""
        three = [Future(), Future(), Future()]
        three[2].set_result(2)
        done = as_completed(three)
        print(three.index(next(done)))
        three[1].set_result(1); three[0].set_result(0)
        print(*[each.result() for each in done])
    """) == {"2 / 1 0"}


def test_what_a_map_that_is_left_has_not_begun_is_cancelled():
    left = """
        calls = []
        with Pool(1) as pool:
            for _ in pool.map(calls.append, range(3)): break
        print(calls)
    """
    assert outcomes(left) == {"[0]", "[0, 1]", "[0, 1, 2]"}, "the last is cancelled first"
    closed = "results = pool.map(calls.append, range(3)); next(results); results.close()"
    assert outcomes(left.replace("for _ in pool.map(calls.append, range(3)): break", closed)) == outcomes(left)


def test_a_map_that_has_given_nothing_yet_cancels_nothing():
    assert outcomes("""
        calls = []
        with Pool(1) as pool: pool.map(calls.append, range(3)).close()
        print(calls)
    """) == {"[0, 1, 2]"}


@pytest.mark.skipif(sys.version_info < (3, 14), reason="Python before 3.14 has no buffersize")
def test_a_map_with_a_buffer_makes_no_call_too_early():
    assert outcomes("""
        calls = []
        with Pool(1) as pool:
            results = pool.map(calls.append, range(4), buffersize=2)
            next(results)
        print(calls)
    """) == {"[0, 1, 2]"}
    for wrong in ("0", "'2'", "1.5"):
        body = f"list(Pool().map(abs, [1], buffersize={wrong}))"
        assert outcomes(body) == {real_outcome(body)}


def test_as_completed_gives_them_in_the_order_of_their_ends():
    assert outcomes("""
        with ThreadPoolExecutor(2) as pool:
            print(*[future.result() for future in as_completed([pool.submit(abs, -1), pool.submit(abs, -2)])])
    """) == {"1 2", "2 1"}


def test_as_completed_with_a_time_limit():
    assert outcomes("""
        with ThreadPoolExecutor(1) as pool:
            print(attempt(list, as_completed([pool.submit(int)], timeout=1)) == "TimeoutError")
    """) == {"True", "False"}


def test_whether_workers_are_idle_before_the_pool_is_shut_down_makes_no_schedules():
    source = """
        from concurrent.futures import ThreadPoolExecutor

        def work(workers):
            with ThreadPoolExecutor(workers) as pool:
                for number in range(workers):
                    pool.submit(abs, number)
    """
    for workers in (1, 2, 3):  # whether a worker is idle when the next call comes makes some: it may get that call, too
        result = explore(f"def test():\n    work({workers})\n", source=dedent(source))
        assert (result.verdict, result.schedules) == ("holds", factorial(workers))


def test_calls_that_a_shutdown_cancels_are_made_or_not():
    assert outcomes("""
        pool = Pool(1)
        calls = [pool.submit(abs, -1), pool.submit(abs, -2)]
        pool.shutdown(cancel_futures=True)
        print([call.cancelled() for call in calls])
    """) == {"[False, False]", "[False, True]", "[True, True]"}
