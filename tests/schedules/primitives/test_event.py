"""Event."""

from tests.schedules.primitives.programs import AsInCPython, outcomes


class TestAsInCPython(AsInCPython):
    SAME = (
        "event = Event(); print(event.is_set(), event.set(), event.is_set(), event.clear(), event.is_set())",
        "event = Event(); event.set(); event.set(); print(event.wait(), event.wait(1), event.wait(timeout=0))",
        "event = Event(); print(event.wait(0), event.wait(timeout=-1))",
        "event = Event(); event.clear(); print(event.is_set())",
        "event = Event(); event.set(); event.clear(); print(event.wait(0))",
        "event, said = Event(), []; together(lambda: said.append(event.wait()), event.set); print(said)",
        "event = Event(); together(event.set, event.set, event.wait, event.wait); print(event.is_set())",
        "event = Event(); event.label = 'mine'; print(event.label)",
        "event = Event(); print(bool(event), event == event, event == Event())",
        "print(repr(Event()).rpartition(': ')[2], repr(Event()).split()[0])",
        "event = Event(); event.set(); print(repr(event).rpartition(': ')[2])",
    )
    MISUSES = (
        "Event().flag",
        "Event().acquire()",
        "with Event(): pass",
    )
    WRONG_CALLS = (
        "Event(True)",
        "Event().set(1)",
        "Event().wait(1, 2)",
        "Event().wait('1')",
        "Event().wait(seconds=1)",
        "Event().is_set(1)",
    )


def test_wait_goes_on_after_set_and_sees_what_was_done_before():
    assert outcomes("""
        event, data, seen = Event(), [], {}
        def read():
            event.wait()
            seen["it"] = list(data)
        def write():
            data.append(1)
            event.set()
            data.append(2)
        together(read, write)
        print(seen["it"])
    """) == {"[1]", "[1, 2]"}


def test_a_set_lets_all_who_wait_go_on():
    assert outcomes("""
        event, order = Event(), Recorder()
        def wait(name):
            event.wait()
            order.add(name)
        together(lambda: wait("a"), lambda: wait("b"), event.set)
        print(*order.all())
    """) == {"a b", "b a"}


def test_an_event_that_nobody_sets():
    assert outcomes("Event().wait(); print('never')") == {"stuck"}
    assert outcomes("print(Event().wait(3))") == {"False"}


def test_a_time_limit_may_pass_before_the_set():
    assert outcomes("""
        event, got = Event(), {}
        def wait(): got["it"] = event.wait(timeout=1)
        together(wait, event.set)
        print(got["it"])
    """) == {"True", "False"}


def test_after_a_wait_in_vain_it_may_be_set():
    assert outcomes("""
        event, got = Event(), {}
        def wait(): got["it"] = event.wait(1), event.is_set()
        together(wait, event.set)
        print(got["it"])
    """) == {"(True, True)", "(False, True)", "(False, False)"}


def test_a_look_is_old_at_once():
    assert outcomes("""
        event, got = Event(), {}
        def look(): got["it"] = event.is_set(), event.is_set()
        together(look, event.set)
        print(got["it"])
    """) == {"(False, False)", "(False, True)", "(True, True)"}


def test_who_comes_after_the_clear_waits_for_the_next_set():
    assert outcomes("""
        event = Event()
        def pulse():
            event.set()
            event.clear()
        together(pulse, event.wait)
        print(event.is_set())
    """) == {"False", "stuck"}


def test_who_waits_when_it_is_set_goes_on_though_it_is_cleared_at_once():
    assert outcomes("""
        event, got = Event(), {}
        def wait(): got["it"] = event.wait(5), event.is_set()
        def pulse():
            event.set()
            event.clear()
        together(wait, pulse)
        print(got["it"])
    """) == {"(True, True)", "(True, False)", "(False, False)", "(False, True)"}


def test_two_events_hand_the_turn_back_and_forth():
    assert outcomes("""
        ping, pong, order = Event(), Event(), Recorder()
        def one():
            order.add("ping")
            ping.set()
            pong.wait()
            order.add("end")
        def two():
            ping.wait()
            order.add("pong")
            pong.set()
        together(one, two)
        print(*order.all())
    """) == {"ping pong end"}


def test_an_event_cannot_be_a_lock():
    assert outcomes("""
        free, inside = Event(), Recorder()
        free.set()
        def work():
            free.wait()
            free.clear()
            inside.enter()
            inside.leave()
            free.set()
        together(work, work)
        print(inside.most_inside)
    """) == {"1", "2"}
