"""What ``explore`` says of a program: the verdict, the kind of failure, the schedule that shows it."""

import pytest

from threadlab.schedules.explore import explore
from threadlab.schedules.program import InvalidTestError
from threadlab.schedules.searching.replay import InvalidReplayError

COUNTER = """
import threading
counter = 0
lock = threading.Lock()
def increment(times):
    global counter
    for _ in range(times):
        {}
"""
UNLOCKED = COUNTER.format("counter += 1")
LOCKED = COUNTER.format("with lock: counter += 1")

SIX_PLACES = "import threading\nplaces = threading.Semaphore(6)\ndef allowed(call):\n    with places: call()\n"
MEETING = """
from threading import Barrier, Thread
def test():
    meeting = Barrier(31)
    threads = [Thread(target=allowed, args=(meeting.wait,)) for _ in range(31)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def counting(threads: int, times: int) -> str:
    return f"""
from threading import Thread
def test():
    threads = [Thread(target=increment, args=({times},)) for _ in range({threads})]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert counter == {threads * times}
"""


class TestVerdicts:
    @pytest.mark.parametrize(("threads", "times", "runs"), [(2, 1, 2), (2, 2, 6), (2, 3, 20), (3, 1, 6), (3, 2, 90)])
    def test_a_locked_counter_holds_after_one_run_for_each_order_of_its_critical_sections(self, threads, times, runs):
        result = explore(counting(threads, times), LOCKED)
        assert (result.verdict, result.schedules, result.threads) == ("holds", runs, threads + 1)

    def test_an_unlocked_counter_fails_within_five_schedules(self):
        result = explore(counting(2, 1), UNLOCKED)
        assert result.verdict == "fails"
        assert result.schedules <= 5

    def test_a_search_that_runs_out_of_schedules_is_undecided(self):
        result = explore(counting(3, 2), LOCKED, max_schedules=10)
        assert result.verdict == "undecided"
        assert "10" in result.reason

    def test_a_schedule_that_runs_out_of_steps_is_undecided(self):
        source = "x = 0\ndef work():\n    global x\n    while x >= 0:\n        x = 2 * x + 1"
        result = explore("def test():\n    work()", source, max_steps=500)
        assert result.verdict == "undecided"
        assert "500 steps" in result.reason

    @pytest.mark.parametrize(
        "starting",
        [
            "started = [Thread(target=print) for _ in range({0})]\nfor thread in started: thread.start()",
            "for _ in range({0}):\n    thread = Thread(target=print)\n    thread.start()\n    thread.join()",
            "with ThreadPoolExecutor({0}) as pool:\n    for _ in range({0}): pool.submit(print)",
        ],
        ids=["at once", "one after the other", "in a pool"],
    )
    def test_a_schedule_with_more_than_200_threads_is_undecided(self, starting):
        imports = "from concurrent.futures import ThreadPoolExecutor\nfrom threading import Thread\n"
        assert explore("def test():\n    pass", imports + starting.format(200)).verdict == "holds"
        result = explore("def test():\n    pass", imports + starting.format(201))
        assert (result.verdict, result.reason) == ("undecided", "a schedule starts more than 200 threads")

    def test_a_thread_that_starts_a_thread_that_starts_a_thread_is_no_recursion(self):
        source = "from threading import Thread\ndef work(left):\n    "
        source += "if left: Thread(target=work, args=(left - 1,)).start()"
        assert explore("def test():\n    work(200)", source).verdict == "holds"
        assert explore("def test():\n    work(201)", source).reason == "a schedule starts more than 200 threads"

    def test_what_is_not_modelled_is_undecided_and_named(self):
        result = explore("def test():\n    work()", "import os\ndef work(): os.getpid()")
        assert (result.verdict, result.reason) == ("undecided", "uses os")

    def test_blocks_that_python_can_just_nest_are_no_error_of_the_program(self):
        def nested(depth):
            lines = [f"{' ' * number}with lock:" for number in range(1, depth + 1)]
            return "\n".join(["lock = None", "def work():", *lines, f"{' ' * (depth + 1)}return"])

        assert explore("def test():\n    pass", nested(9)).verdict == "holds"
        result = explore("def test():\n    pass", nested(20))
        assert (result.verdict, result.reason) == ("undecided", "nests statements too deeply")

    def test_some_schedule_holds_if_one_schedule_satisfies_it(self):
        test = counting(2, 1).replace("== 2", "== 1")
        assert explore(test, UNLOCKED, want="some").verdict == "holds"

    def test_some_schedule_fails_if_none_does(self):
        test = counting(2, 1).replace("== 2", "== 1")
        result = explore(test, LOCKED, want="some")
        assert (result.verdict, result.failure.kind) == ("fails", "never")

    def test_one_schedule_decides_where_there_are_too_many_for_all(self):
        assert explore(MEETING, "def allowed(call): call()", want="one").verdict == "holds"
        result = explore(MEETING, SIX_PLACES, want="one")
        assert (result.verdict, result.schedules, result.failure.kind) == ("fails", 1, "deadlock")
        assert explore(MEETING, SIX_PLACES, want="one", replay=result.failure.replay).verdict == "fails"

    def test_one_schedule_is_the_one_without_a_needless_switch(self):
        assert explore(counting(2, 1), UNLOCKED, want="one").verdict == "holds"
        assert explore(counting(2, 1).replace("== 2", "== 1"), UNLOCKED, want="one").verdict == "fails"

    def test_who_polls_on_one_schedule_goes_on_when_what_it_polls_for_has_come(self):
        polls = "flag = False\ndef poll():\n    while not flag: pass\ndef set_it():\n    global flag\n    {}"
        test = (
            "from threading import Thread\ndef test():\n"
            "    threads = [Thread(target=each) for each in (poll, set_it)]\n"
            "    for thread in threads: thread.start()\n    for thread in threads: thread.join()"
        )
        assert explore(test, polls.format("flag = True"), want="one").verdict == "holds"
        stays = explore(test, polls.format("pass"), want="one")
        assert (stays.verdict, stays.failure.kind) == ("fails", "livelock")

    def test_what_fails_on_one_schedule_is_blamed_on_the_order_only_if_another_goes_right(self):
        taken_twice = "def test():\n    increment(1)\n    assert counter == 2"
        assert explore(taken_twice, UNLOCKED, want="one").failure.always

    @pytest.mark.parametrize(
        ("work", "reason"),
        [
            ("import os\ndef work(): os.getpid()", "uses os"),
            ("x = 0\ndef work():\n    global x\n    while x >= 0: x = 2 * x + 1", "500 steps"),
        ],
    )
    def test_one_schedule_that_cannot_be_run_to_its_end_is_undecided(self, work, reason):
        result = explore("def test():\n    work()", work, want="one", max_steps=500)
        assert result.verdict == "undecided"
        assert reason in result.reason

    def test_a_program_that_does_not_parse_fails_and_says_where(self):
        result = explore("def test(): pass", "def work(:\n    pass")
        assert result.verdict == "fails"
        assert result.failure.line == 1
        assert "answer does not parse: line 1" in result.failure.message

    def test_threads_that_are_tried_out_before_the_test_are_searched_too(self):
        tried_out = """
from threading import Thread
trying = [Thread(target=increment, args=(2,)) for _ in range(3)]
for thread in trying: thread.start()
for thread in trying: thread.join()
print(counter)
counter = 0
"""
        result = explore(counting(2, 1), LOCKED + tried_out)
        assert (result.verdict, result.schedules) == ("holds", 90 * 2)

    def test_a_poll_before_the_test_comes_to_its_end(self):
        waiting = """
from threading import Thread
done = False
def finish():
    global done
    done = True
Thread(target=finish).start()
while not done: pass
"""
        assert explore("def test(): assert done", waiting).verdict == "holds"

    def test_only_what_the_test_prints_counts(self):
        test = """
from threadlab import printed
def test():
    print('in the test')
    assert printed() == ['in the test']
"""
        assert explore(test, "print('before')").verdict == "holds"

    def test_a_test_may_be_a_function_with_helpers_of_its_module(self):
        assert explore(_a_test_with_a_helper).verdict == "fails"


def _add_one(box):
    box["value"] = box["value"] + 1


def _a_test_with_a_helper():
    from threading import Thread

    box = {"value": 0}
    threads = [Thread(target=_add_one, args=(box,)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert box["value"] == 2


class TestKinds:
    def test_assertion_says_what_was_expected_and_got_and_which_steps_race(self):
        failure = explore(counting(2, 1), UNLOCKED).failure
        assert (failure.kind, failure.expected, failure.got) == ("assertion", "2", "1")
        race = failure.race
        first, other, harm = (failure.steps[number - 1] for number in (race.first, race.other, race.harm))
        assert (first.action, other.action, harm.action) == ("read", "write", "write")
        assert first.thread == harm.thread != other.thread
        assert first.target == "counter"
        assert first.source == "counter += 1"
        assert (first.value, other.value, harm.value) == ("0", "1", "1")

    def test_exception_in_a_thread(self):
        source = """
from threading import Thread
def work():
    thread = Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
"""
        failure = explore("def test():\n    work()", source).failure
        assert (failure.kind, failure.exception, failure.thread) == ("exception", "ZeroDivisionError", "A")
        assert failure.line == 4

    def test_deadlock_says_who_waits_for_whom(self):
        source = """
from threading import Lock, Thread
left, right = Lock(), Lock()
def one():
    with left:
        with right: pass
def two():
    with right:
        with left: pass
"""
        test = """
def test():
    from threading import Thread
    a, b = Thread(target=one), Thread(target=two)
    a.start(); b.start(); a.join(); b.join()
"""
        failure = explore(test, source).failure
        assert failure.kind == "deadlock"
        waits = {(each.thread, each.target, each.held_by) for each in failure.blocked}
        assert {("A", "right", "B"), ("B", "left", "A")} <= waits
        assert {(held.lock, held.thread, held.line) for held in failure.holds} == {("left", "A", 5), ("right", "B", 8)}
        assert failure.preemptions == 1

    def test_lost_wakeup_says_who_waits_in_vain(self):
        source = """
from threading import Condition
ready = Condition()
def wait():
    with ready:
        ready.wait()
def wake():
    with ready:
        ready.notify()
"""
        test = """
def test():
    from threading import Thread
    a, b = Thread(target=wait), Thread(target=wake)
    a.start(); b.start(); a.join(); b.join()
"""
        failure = explore(test, source).failure
        assert failure.kind == "lost-wakeup"
        stuck = failure.blocked[1]
        assert (stuck.thread, stuck.action, stuck.target, stuck.line) == ("A", "wait", "ready", 6)

    def test_livelock_is_told_from_a_poll_that_ends(self):
        source = """
done = False
def work():
    while not done:
        pass
def finish():
    global done
    done = True
"""
        both = """
def test():
    from threading import Thread
    a = Thread(target=work); a.start(); finish(); a.join()
"""
        alone = "def test():\n    work()"
        failure = explore(alone, source).failure
        assert failure.kind == "livelock"
        assert failure.message.endswith("goes round and round: what it looks for can no longer come about")
        result = explore(both, source)
        assert (result.verdict, result.polls) == ("holds", ("answer:4",))
        assert explore(both, source, may_poll=False).failure.kind == "polls"

    def test_endless(self):
        failure = explore("def test():\n    work()", "def work():\n    while True:\n        pass").failure
        assert (failure.kind, failure.line) == ("endless", 2)

    def test_still_running(self):
        source = "from threading import Thread\ndef work():\n    Thread(target=print).start()"
        assert explore("def test():\n    work()", source).verdict == "holds"
        result = explore("def test():\n    work()", source, may_leave_threads=False)
        assert result.failure.kind == "still-running"


PRINTS_IN_PLACE_OF_RETURNING = """
from threading import Condition
class Handoff:
    def __init__(self):
        self.changed, self.full, self.item = Condition(), False, None
    def put(self, item):
        with self.changed:
            self.item, self.full = item, True
            self.changed.notify()
    def take(self):
        with self.changed:
            while not self.full:
                self.changed.wait()
            self.full = False
            print(self.item)
"""
TAKES_TEA = """
from threading import Thread
def test():
    handoff = Handoff()
    thread = Thread(target=handoff.put, args=("tea",))
    thread.start()
    assert handoff.take() == "tea"
    thread.join()
"""


class TestTheScheduleShown:
    def test_it_has_the_fewest_preemptions(self):
        assert explore(counting(3, 2), UNLOCKED).failure.preemptions == 1

    def test_replay_runs_exactly_that_schedule(self):
        failure = explore(counting(2, 2), UNLOCKED).failure
        again = explore(counting(2, 2), UNLOCKED, replay=failure.replay)
        assert again.failure == failure
        assert again.schedules == 1

    def test_no_race_is_blamed_for_what_goes_wrong_in_every_order(self):
        failure = explore(TAKES_TEA, PRINTS_IN_PLACE_OF_RETURNING).failure
        assert failure.always
        assert failure.race is None
        assert explore(TAKES_TEA, PRINTS_IN_PLACE_OF_RETURNING, replay=failure.replay).failure == failure
        raced = explore(counting(2, 1), UNLOCKED).failure
        assert not raced.always
        assert raced.race is not None

    def test_what_time_alone_brings_about_is_told_from_what_goes_wrong_in_every_order(self):
        test = "def test():\n    thread = Thread(target=put)\n    thread.start(); thread.join()\n    assert fresh()\n"
        cache = (
            "from threading import Thread\nimport time\ndef put():\n    global end\n    end = time.monotonic() + 60\n"
        )
        in_time = f"{cache}def fresh(): return time.monotonic() < end\n"
        failure = explore(test, in_time).failure
        assert (failure.late, failure.always) == (True, False)
        assert explore(test, in_time, replay=failure.replay).failure == failure
        wrong = explore(test, f"{cache}def fresh(): return time.monotonic() > end\n").failure
        assert (wrong.late, wrong.always) == (False, True)

    def test_what_is_too_long_to_be_tried_often_may_have_a_race(self, monkeypatch):
        monkeypatch.setattr("threadlab.schedules.exploring.telling.TRIED_WORK", 0)
        failure = explore(TAKES_TEA, PRINTS_IN_PLACE_OF_RETURNING).failure
        assert not failure.always
        assert failure.race is not None

    def test_another_schedule_may_hold(self):
        test = counting(2, 1)
        failure = explore(test, UNLOCKED).failure
        steps = sum(step.thread == "A" for step in failure.steps)
        assert explore(test, UNLOCKED, replay=f"main1A{steps}").verdict == "holds"

    @pytest.mark.parametrize("replay", ["x", "A", "main1 A2", "Z1", "A999999"])
    def test_a_replay_that_does_not_fit_is_refused_in_words(self, replay):
        with pytest.raises(InvalidReplayError):
            explore(counting(2, 1), UNLOCKED, replay=replay)


class TestLoopsWithoutEnd:
    def test_one_that_only_prints_never_ends_and_looks_at_nothing(self):
        answer = "def work():\n    n = 1\n    while n <= 5:\n        print(n)\n"
        failure = explore("def test():\n    work()", answer).failure
        assert (failure.kind, failure.line, failure.blocked[0].target) == ("endless", 3, "")

    def test_one_that_goes_on_to_change_something_is_undecided_and_its_line_is_named(self):
        answer = "count = 0\ndef work():\n    global count\n    while count >= 0:\n        count = 2 * count + 1\n"
        result = explore("def test():\n    work()", answer, max_steps=100)
        assert result.verdict == "undecided"
        words = "a schedule has more than 100 steps, the last of them in line 4: a loop has no end, or very many turns"
        assert result.reason == words


class TestBadTests:
    @pytest.mark.parametrize(
        "test", ["x = 1", "def one(): pass\ndef two(): pass", "def test(:", "def test():\n    yield 1\n    assert 0"]
    )
    def test_a_text_without_exactly_one_test_is_refused(self, test):
        with pytest.raises(InvalidTestError):
            explore(test)


class TestAnswersThatTakeWhatTestsBring:
    @pytest.mark.parametrize(
        "answer",
        [
            "from threadlab import BoundedBuffer, Closed",
            "from threadlab import BoundedBuffer as Mine",
            "from threadlab import *",
            "import threadlab",
            "def make():\n    from threadlab import BoundedBuffer\n    return BoundedBuffer",
        ],
    )
    def test_a_ready_made_buffer_is_no_answer(self, answer):
        result = explore("def test(): pass", answer)
        assert result.verdict == "undecided"
        assert "threadlab" in result.reason

    def test_a_test_may_use_it_and_an_answer_may_hold_tests_of_its_own(self):
        test = "from threadlab import BoundedBuffer\ndef test(): BoundedBuffer(1).put(1)"
        assert explore(test, "from threadlab import every_schedule, Recorder").verdict == "holds"

    def test_with_room_for_nothing_it_is_always_full_as_on_real_threads(self):
        result = explore("from threadlab import BoundedBuffer\ndef test(): BoundedBuffer(0).put(1)", "")
        assert (result.verdict, result.failure.kind) == ("fails", "deadlock")
