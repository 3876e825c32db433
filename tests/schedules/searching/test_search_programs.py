"""The search against the enumeration on small programs written by hand: every class of schedules once, none missed."""

from __future__ import annotations

from collections.abc import Callable
from queue import Empty
from threading import BrokenBarrierError
from typing import Any

import pytest

from threadlab.schedules.running.world import World

PROGRAMS: dict[str, Callable[[Any], object]] = {}
WAITING: dict[str, Callable[[Any], object]] = {}


def program(make: Callable[[Any], object]) -> Callable[[Any], object]:
    PROGRAMS[make.__name__] = make
    return make


def waiting(make: Callable[[Any], object]) -> Callable[[Any], object]:
    """One of which only outcomes count: the search leaves out what differs only in how long a thread looked in vain."""
    WAITING[make.__name__] = make
    return make


@program
def one_read_and_one_write(kit):
    x = kit.variable("x")
    kit.together(lambda: kit.see(x.read()), lambda: x.write(1))


@program
def three_unlocked_increments(kit):
    x = kit.variable("x")
    kit.together(*[lambda: x.add(1)] * 3)


@program
def what_nothing_decides(kit):
    kit.see((kit.pick(3), kit.pick(1), kit.pick(2)))


@program
def which_way_decides_what_is_written(kit):
    x = kit.variable("x")
    kit.together(lambda: x.write(kit.pick(3)), lambda: kit.see(x.read()), lambda: x.add(10))


@program
def which_way_decides_what_is_touched(kit):
    pair = kit.variable("x"), kit.variable("y")
    kit.together(*[lambda: pair[kit.pick(2)].add(1)] * 2)


@program
def a_way_chosen_after_a_read(kit):
    x, y = kit.variable("x"), kit.variable("y")
    kit.together(lambda: x.read() and y.write(kit.pick(2) + 1), lambda: x.write(1), lambda: kit.see(y.read()))


@program
def store_buffering(kit):
    x, y = kit.variable("x"), kit.variable("y")
    kit.together(lambda: (x.write(1), kit.see(y.read())), lambda: (y.write(1), kit.see(x.read())))


@program
def two_readers_of_a_pair_that_changes(kit):
    x, y = kit.variable("x"), kit.variable("y")
    look = lambda: kit.see((x.read(), y.read()))  # noqa: E731
    kit.together(look, look, lambda: (x.write(1), y.write(1)))


@program
def two_locks_in_two_orders(kit):
    one, other = kit.threading.Lock(), kit.threading.Lock()

    def take(first, second):
        with first, second:
            pass

    kit.together(lambda: take(one, other), lambda: take(other, one))


@program
def three_philosophers(kit):
    forks = [kit.threading.Lock() for _ in range(3)]

    def dine(number):
        with forks[number], forks[(number + 1) % 3]:
            pass

    kit.together(*[lambda number=number: dine(number) for number in range(3)])


@program
def try_lock_and_skip(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def attempt():
        if kit.see(lock.acquire(blocking=False)):
            x.add(1)
            lock.release()

    kit.together(attempt, attempt, attempt)


@program
def try_lock_against_lock(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def patient():
        with lock:
            x.write(1)

    def hasty():
        if kit.see(lock.acquire(False)):
            kit.see(x.read())
            lock.release()

    kit.together(patient, hasty, hasty)


@program
def is_it_locked(kit):
    lock = kit.threading.Lock()

    def keep():
        with lock:
            pass

    kit.together(keep, keep, lambda: kit.see((lock.locked(), lock.locked())))


@program
def acquire_with_a_time_limit(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def work():
        if kit.see(lock.acquire(timeout=1)):
            x.add(1)
            lock.release()

    kit.together(work, work, work)


@program
def a_time_limit_under_another_lock(kit):
    one, other = kit.threading.Lock(), kit.threading.Lock()

    def take(first, second):
        with first:
            if kit.see(second.acquire(timeout=1)):
                second.release()

    kit.together(lambda: take(one, other), lambda: take(other, one))


@program
def an_rlock_taken_twice(kit):
    x, lock = kit.variable("x"), kit.threading.RLock()

    def work():
        with lock:
            x.add(1)
            with lock:
                x.add(1)

    kit.together(work, work)


@program
def a_lock_released_by_another_thread(kit):
    lock = kit.threading.Lock()
    lock.acquire()

    def release():
        try:
            lock.release()
        except RuntimeError:
            kit.see("free")

    kit.together(release, release, lambda: kit.see(lock.acquire(timeout=1)))


@program
def a_semaphore_of_two(kit):
    inside, permits = kit.variable("inside"), kit.threading.Semaphore(2)

    def work():
        with permits:
            inside.write(1)

    kit.together(work, work, work)


@program
def tries_at_a_semaphore_of_two(kit):
    permits = kit.threading.Semaphore(2)
    kit.together(*[lambda: kit.see(permits.acquire(blocking=False))] * 4)


@program
def a_semaphore_as_a_signal(kit):
    x, permits = kit.variable("x"), kit.threading.Semaphore(0)
    kit.together(
        lambda: (permits.acquire(), kit.see(x.read())),
        lambda: (permits.acquire(), kit.see(x.read())),
        lambda: (x.write(1), permits.release(), x.write(2), permits.release()),
    )


@program
def two_permits_at_once_and_a_time_limit(kit):
    permits = kit.threading.Semaphore(0)
    kit.together(*[lambda: kit.see(permits.acquire(timeout=1))] * 2, lambda: permits.release(2))


@program
def a_bounded_semaphore_released_too_often(kit):
    permits = kit.threading.BoundedSemaphore(1)

    def give():
        try:
            permits.release()
        except ValueError:
            kit.see("too often")

    kit.together(give, give, lambda: kit.see(permits.acquire(blocking=False)))


@program
def if_for_while(kit):
    items, condition = kit.variable("items"), kit.threading.Condition()

    def take():
        with condition:
            if not items.read():
                condition.wait()
            kit.see(items.read())
            items.write(0)

    def put():
        with condition:
            items.write(1)
            condition.notify_all()

    kit.together(take, take, put)


@program
def notify_for_notify_all(kit):
    turn, condition = kit.variable("turn"), kit.threading.Condition()

    def wait_for(number):
        with condition:
            while turn.read() != number:
                condition.wait()
            turn.write(number + 1)
            condition.notify()

    kit.together(*[lambda number=number: wait_for(number) for number in range(3)])


@program
def notify_all_in_turn(kit):
    turn, condition = kit.variable("turn"), kit.threading.Condition()

    def wait_for(number):
        with condition:
            while turn.read() != number:
                condition.wait()
            turn.write(number + 1)
            condition.notify_all()

    kit.together(*[lambda number=number: wait_for(number) for number in range(3)])


@program
def a_notify_that_comes_too_early(kit):
    condition = kit.threading.Condition()

    def wait():
        with condition:
            condition.wait()
            kit.see("woken")

    def notify():
        with condition:
            condition.notify()

    kit.together(wait, notify, notify)


@program
def waits_with_time_limits(kit):
    condition = kit.threading.Condition()

    def wait():
        with condition:
            kit.see(condition.wait(1))

    def notify():
        with condition:
            condition.notify()

    kit.together(wait, wait, notify)


@program
def wait_for_with_a_time_limit(kit):
    x, condition = kit.variable("x"), kit.threading.Condition()

    def wait():
        with condition:
            kit.see(condition.wait_for(lambda: x.read() == 2, timeout=1))

    def change(value):
        with condition:
            x.write(value)
            condition.notify_all()

    kit.together(wait, lambda: (change(1), change(2)))


@program
def two_conditions_over_one_lock(kit):
    full, lock = kit.variable("full"), kit.threading.Lock()
    not_full, not_empty = kit.threading.Condition(lock), kit.threading.Condition(lock)

    def put():
        with lock:
            while full.read():
                not_full.wait()
            full.write(1)
            not_empty.notify()

    def take():
        with lock:
            while not full.read():
                not_empty.wait()
            full.write(0)
            not_full.notify()

    kit.together(put, put, lambda: (take(), take()))


@waiting
def an_event_and_what_was_done_before(kit):
    x, event = kit.variable("x"), kit.threading.Event()
    kit.together(
        lambda: (event.wait(), kit.see(x.read())),
        lambda: (event.wait(), kit.see(x.read())),
        lambda: (x.write(1), event.set(), x.write(2)),
    )


@program
def an_event_that_is_cleared(kit):
    event = kit.threading.Event()
    kit.together(event.wait, event.wait, lambda: (event.set(), event.clear()))


@program
def an_event_with_time_limits(kit):
    event = kit.threading.Event()
    kit.together(*[lambda: kit.see(event.wait(1))] * 2, lambda: (event.set(), event.clear()))


@program
def two_events_back_and_forth(kit):
    ping, pong = kit.threading.Event(), kit.threading.Event()
    kit.together(lambda: (ping.set(), kit.see(pong.wait(1))), lambda: (kit.see(ping.wait(1)), pong.set()))


@program
def two_rounds_of_a_barrier(kit):
    x, barrier = kit.variable("x"), kit.threading.Barrier(2)
    kit.together(
        lambda: (x.write(1), barrier.wait(), barrier.wait()),
        lambda: (barrier.wait(), kit.see(x.read()), barrier.wait()),
    )


@program
def three_at_a_barrier(kit):
    barrier = kit.threading.Barrier(3)
    kit.together(*[lambda: kit.see(barrier.wait())] * 3)


@program
def a_barrier_that_breaks(kit):
    barrier = kit.threading.Barrier(2)

    def wait():
        try:
            kit.see(barrier.wait(timeout=1))
        except BrokenBarrierError:
            kit.see("broken")

    kit.together(wait, wait, lambda: kit.see(barrier.broken))


@program
def a_barrier_that_is_reset(kit):
    barrier = kit.threading.Barrier(2)

    def wait():
        try:
            kit.see(barrier.wait())
        except BrokenBarrierError:
            kit.see("broken")

    kit.together(wait, wait, barrier.reset)


@program
def a_queue_between_two_and_two(kit):
    jobs = kit.queue.Queue()
    kit.together(*[lambda: kit.see(jobs.get())] * 2, lambda: jobs.put(1), lambda: jobs.put(2))


@program
def a_queue_of_one(kit):
    jobs = kit.queue.Queue(1)
    kit.together(lambda: [jobs.put(item) for item in (1, 2, 3)], lambda: kit.see([jobs.get() for _ in range(3)] and 0))


@program
def a_stack_that_is_filled_and_emptied(kit):
    jobs = kit.queue.LifoQueue()
    kit.together(lambda: [jobs.put(item) for item in (1, 2, 3)], lambda: kit.see((jobs.get(), jobs.get())))


@program
def tries_at_a_queue(kit):
    jobs = kit.queue.Queue()

    def attempt():
        try:
            kit.see(jobs.get_nowait())
        except Empty:
            kit.see("empty")

    kit.together(attempt, attempt, lambda: jobs.put(1))


@program
def the_size_of_a_queue(kit):
    jobs = kit.queue.Queue()
    kit.together(lambda: kit.see((jobs.qsize(), jobs.empty())), lambda: (jobs.put(1), jobs.put(2), jobs.get()))


@program
def task_done_and_join(kit):
    jobs, x = kit.queue.Queue(), kit.variable("x")
    jobs.put(1)
    jobs.put(2)
    work = lambda: (jobs.get(), x.add(1), jobs.task_done())  # noqa: E731
    kit.together(work, work, lambda: (jobs.join(), kit.see(x.read())))


@program
def an_exception_ends_one_thread(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def fail():
        with lock:
            if x.read():
                raise KeyError

    def change():
        with lock:
            x.write(1)

    kit.together(fail, change)


@program
def an_exception_leaves_a_lock_taken(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def careless():
        try:
            lock.acquire()
            if not x.read():
                raise KeyError
            lock.release()
        except KeyError:
            kit.see("error")

    def other():
        x.write(1)
        with lock:
            kit.see("in")

    kit.together(careless, other)


@program
def daemons_that_are_not_waited_for(kit):
    x = kit.variable("x")
    kit.together(lambda: x.add(1), lambda: x.add(1), daemon=True, join=False)
    kit.see(x.read())


@program
def a_daemon_that_waits_for_ever(kit):
    x, event = kit.variable("x"), kit.threading.Event()
    kit.together(lambda: (x.write(1), event.wait(), x.write(2)), daemon=True, join=False)
    kit.see(x.read())


@program
def a_daemon_that_is_shut_out_and_could_have_come_first(kit):
    """Runs in which only sleeping threads can go on have to be looked back upon, too, from those that cannot."""
    x, lock = kit.variable("x"), kit.threading.Lock()

    def release():
        try:
            lock.release()
        except RuntimeError:
            kit.see("free")

    kit.together(lock.acquire, lambda: (lock.acquire(), x.add(1)), release, daemon=True, join=False)
    kit.see(x.read())


@program
def threads_that_are_left_behind(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def work():
        with lock:
            x.add(1)

    kit.together(work, work, join=False)
    with lock:
        kit.see(x.read())


@program
def a_thread_that_starts_a_thread(kit):
    x = kit.variable("x")

    def outer():
        inner = kit.threading.Thread(target=lambda: x.add(1), name="inner")
        inner.start()
        x.add(1)
        inner.join()

    kit.together(outer, lambda: kit.see(x.read()))


@program
def a_join_that_may_come_too_early(kit):
    late = kit.threading.Thread(target=lambda: None, name="late")

    def join():
        try:
            late.join()
        except RuntimeError:
            kit.see("too early")

    kit.together(join, late.start)


@program
def a_join_with_a_time_limit(kit):
    x = kit.variable("x")
    (thread,) = kit.together(lambda: x.write(1), join=False)
    thread.join(1)
    kit.see((thread.is_alive(), x.read()))


@program
def a_timer_that_is_cancelled(kit):
    x = kit.variable("x")
    timer = kit.threading.Timer(1, lambda: x.write(1))
    timer.name = "timer"
    timer.start()
    kit.together(timer.cancel, lambda: kit.see(x.read()))
    timer.join()


@program
def sleepers(kit):
    x = kit.variable("x")
    kit.together(*[lambda value=value: (kit.time.sleep(value), x.write(value)) for value in (1, 2, 3)])


@program
def a_future_that_may_be_cancelled(kit):
    x = kit.variable("x")
    with kit.futures.ThreadPoolExecutor(1) as pool:
        first, second = pool.submit(x.add, 1), pool.submit(x.add, 1)
        kit.see((first.cancel(), second.cancel()))


@waiting
def spinning_on_a_flag(kit):
    x, y = kit.variable("x"), kit.variable("y")
    kit.together(lambda: (kit.until(lambda: x.read() == 1), kit.see(y.read())), lambda: (y.write(1), x.write(1)))


@waiting
def spinning_on_a_flag_that_goes_down_again(kit):
    x = kit.variable("x")
    kit.together(lambda: kit.until(lambda: x.read() == 1), lambda: (x.write(1), x.write(2)))


@waiting
def spinning_on_each_other(kit):
    x, y = kit.variable("x"), kit.variable("y")
    kit.together(
        lambda: (x.write(1), kit.until(lambda: y.read() == 1), x.write(2)),
        lambda: (y.write(1), kit.until(lambda: x.read() >= 1), y.write(2)),
    )


@waiting
def spinning_on_a_try_lock(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def work():
        kit.until(lambda: lock.acquire(blocking=False))
        x.add(1)
        lock.release()

    kit.together(work, work)


@waiting
def spinning_under_a_lock(kit):
    x, lock = kit.variable("x"), kit.threading.Lock()

    def look():
        with lock:
            return x.read() == 1

    def change():
        with lock:
            x.write(1)

    kit.together(lambda: kit.until(look), change)


@waiting
def spinning_with_a_sleep(kit):
    x = kit.variable("x")
    kit.together(lambda: kit.until(lambda: kit.time.sleep(1) or x.read() == 1), lambda: x.write(1))


@waiting
def peterson(kit):
    wants, turn, inside = [kit.variable("w0"), kit.variable("w1")], kit.variable("turn"), kit.variable("inside")

    def work(me):
        wants[me].write(1)
        turn.write(1 - me)
        kit.until(lambda: not wants[1 - me].read() or turn.read() == me)
        inside.add(1)
        wants[me].write(0)

    kit.together(lambda: work(0), lambda: work(1))


@pytest.mark.parametrize("name", PROGRAMS)
def test_each_class_of_schedules_is_run_once_and_none_is_missed(
    name: str, searched: Callable[..., Any], every_order: Callable[..., Any]
) -> None:
    found, all_there_are = searched(PROGRAMS[name]), every_order(PROGRAMS[name])
    assert all(len(outcomes) == 1 for outcomes in all_there_are.outcomes.values()), "classes are what they should be"
    assert found.all_outcomes == all_there_are.all_outcomes
    assert set(found.outcomes) == set(all_there_are.outcomes)
    assert set(found.counts.values()) == {1}


@pytest.mark.parametrize("name", [*PROGRAMS, *WAITING])
def test_no_outcome_is_missed_when_one_thread_alone_takes_no_decisions(
    name: str, searched: Callable[..., Any], every_order: Callable[..., Any]
) -> None:
    made = {**PROGRAMS, **WAITING}[name]
    assert searched(made, kind=World).all_outcomes == every_order(made).all_outcomes


@pytest.mark.parametrize("name", WAITING)
def test_waiting_in_vain_hides_no_outcome(
    name: str, searched: Callable[..., Any], every_order: Callable[..., Any]
) -> None:
    assert searched(WAITING[name]).all_outcomes == every_order(WAITING[name]).all_outcomes
