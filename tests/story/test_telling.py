"""Which steps are told, what they are called, and what is folded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.story import hostile, samples
from tests.story.hostile import failure_of
from tests.story.samples import fails, joins, numbered, starts, step
from threadlab import explore
from threadlab.schedules.result import Blocked, Held, Race, Result, Step
from threadlab.story import tell
from threadlab.story.analysis.clash import clash
from threadlab.story.analysis.fold import MOST, ToldSteps, steps_to_tell
from threadlab.story.analysis.harm import with_harm_placed
from threadlab.story.analysis.noise import noise
from threadlab.story.analysis.relevance import datum, gets_at, tidy
from threadlab.story.timeline.timeline import Fold, Switch, ToldStep, plot
from threadlab.story.wording import races


def plotted(result):
    failure = tidy(failure_of(result))
    return plot(failure, steps_to_tell(failure), {})


def told(result):
    return [(event.thread, event.words) for event in plotted(result).events]


def folds(result):
    return [row.words for row in plotted(result).rows if isinstance(row, Fold)]


# -- which steps ---------------------------------------------------------------------------------------------------


def test_the_raced_datum_and_the_locks_around_it_are_told_and_not_what_one_thread_does_by_itself():
    inside = {"holding": ("lock",)}
    steps = numbered(
        *starts("A", "B"),
        step("A", 3, "mine = 1", "write", "mine", "1"),
        step("A", 4, "with lock:", "acquire", "lock", holding=("lock",)),
        step("A", 5, "seen = total", "read", "total", "0", **inside),
        step("A", 4, "with lock:", "release", "lock"),
        step("B", 3, "yours = 2", "write", "yours", "2", preempted=True),
        step("B", 6, "total = 5", "write", "total", "5"),
        step("A", 7, "other.acquire()", "acquire", "other", holding=("other",)),
        step("A", 7, "other.release()", "release", "other"),
        step("A", 8, "total = seen + 1", "write", "total", "1"),
    )
    result = fails("assertion", steps, race=Race(5, 8, 11, "total"))
    assert told(result) == [
        ("A", "takes lock"),
        ("A", "reads total: 0"),
        ("A", "gives lock back"),
        ("B", "sets total to 5"),
        ("A", "sets total to 1"),
    ]
    assert folds(result) == [
        "The main thread starts threads A and B; 1 more step of thread A",
        "1 more step of thread B",
        "2 more steps of thread A",
    ]


def test_a_long_story_tells_what_lies_between_the_parts_of_the_race_and_no_more():
    rounds = [step("C", 3, "total = total", "write", "total", "0") for _ in range(20)]
    race = (
        step("A", 5, "seen = total", "read", "total", "0"),
        step("C", 3, "total = total", "write", "total", "0"),
        step("B", 6, "total = 5", "write", "total", "5"),
        step("A", 8, "total = seen + 1", "write", "total", "1"),
    )
    result = fails(
        "assertion", numbered(*starts("A", "B", "C"), *rounds, *race, *rounds), race=Race(24, 26, 27, "total")
    )
    assert [thread for thread, _ in told(result)] == ["A", "C", "B", "A"]


def test_a_short_story_tells_what_else_the_threads_share():
    steps = numbered(
        *starts("A", "B"),
        step("A", 5, "while busy:", "read", "busy", "False"),
        step("B", 5, "while busy:", "read", "busy", "False", preempted=True),
        step("B", 6, "busy = True", "write", "busy", "True"),
        step("B", 7, "count += 1", "write", "count", "1"),
        step("A", 6, "busy = True", "write", "busy", "True"),
        step("A", 7, "count += 1", "write", "count", "1"),
    )
    assert ("A", "sets count to 1") in told(fails("assertion", steps, race=Race(3, 5, 7, "busy")))


def test_a_thread_that_is_interrupted_before_a_folded_step_is_still_shown_to_be():
    steps = numbered(
        *starts("A", "B"),
        step("A", 5, "seen = total", "read", "total", "0"),
        step("B", 3, "with self.lock:", "read", "self.lock", "a Lock", preempted=True),
        step("B", 6, "total = 5", "write", "total", "5"),
        step("A", 8, "total = seen + 1", "write", "total", "1"),
    )
    rows = plotted(fails("assertion", steps, race=Race(3, 5, 6, "total"))).rows
    assert [(row.stopped, row.going) for row in rows if isinstance(row, Switch)] == [("A", "B")]


@pytest.mark.parametrize("name", [*samples.ALL, "five hundred steps", "twelve threads"])
def test_a_story_is_never_longer_than_anybody_reads(name):
    result = hostile.RESULTS.get(name) or samples.ALL[name]()
    if result.failure is not None:
        assert len(steps_to_tell(tidy(result.failure)).told) <= MOST


def test_the_steps_nearest_to_the_harm_are_kept():
    result = hostile.many_steps()
    assert max(steps_to_tell(failure_of(result)).told) == len(failure_of(result).steps)


def test_setting_the_scene_is_not_told():
    steps = numbered(
        step("main", 2, "total = 0", "write", "total", "0"),
        *starts("A"),
        step("A", 3, "total = 1", "write", "total", "1"),
        *joins("A"),
    )
    assert noise(failure_of(fails("assertion", steps))) == {1, 4}


def test_where_no_thread_is_started_everything_is_told():
    assert len(told(samples.wrong_in_every_order())) == 2


def test_what_nobody_changes_is_not_told():
    steps = numbered(
        *starts("A"),
        step("A", 3, "limit + total", "read", "limit", "9"),
        step("A", 3, "limit + total", "read", "total", "0"),
        step("A", 4, "total = 1", "write", "total", "1"),
    )
    assert noise(failure_of(fails("assertion", steps))) == {2}


def test_going_round_is_told_once():
    look = step("A", 3, "while not ready:", "read", "ready", "False")
    change = step("B", 9, "ready = False", "write", "ready", "False")
    steps = numbered(*starts("A", "B"), look, look, change, look, replace(look, value="True"))
    assert noise(failure_of(fails("livelock", steps))) == {4, 6}


# -- what things are called ----------------------------------------------------------------------------------------


def test_a_lock_is_called_as_the_line_calls_it_that_takes_it():
    steps = numbered(
        *starts("A", "B"),
        step("A", 3, "with source.lock:", "read", "source.lock", "a Lock"),
        step("A", 3, "with source.lock:", "acquire", "self.lock", holding=("self.lock",)),
        step("A", 4, "with target.lock:", "read", "target.lock", "a Lock"),
        step("B", 3, "with source.lock:", "read", "source.lock", "a Lock", preempted=True),
        step("B", 3, "with source.lock:", "acquire", "self.lock", holding=("self.lock",)),
        step("B", 4, "with target.lock:", "read", "target.lock", "a Lock"),
    )
    blocked = tuple(
        Blocked(label, "answer", 4, "with target.lock:", "acquire", "self.lock", other) for label, other in ("AB", "BA")
    )
    holds = (Held("self.lock", "A", "answer", 3), Held("self.lock", "B", "answer", 3))
    failure = tidy(failure_of(fails("deadlock", steps, blocked=blocked, holds=holds)))
    assert [step.target for step in failure.steps if step.action == "acquire"] == ["source.lock", "source.lock"]
    assert [each.target for each in failure.blocked] == ["target.lock", "target.lock"]
    assert [held.lock for held in failure.holds] == ["source.lock", "source.lock"]
    assert failure.steps[4].holding == ("source.lock",)


def test_two_locks_of_one_name_are_given_back_in_the_order_of_nesting():
    def lock(action: str, source: str, *holding: str):
        return [
            step("A", 3, f"with {source}:", "read", source, "a Lock"),
            step("A", 3, f"with {source}:", action, "self.lock", holding=holding),
        ][action == "release" :]

    both = ("self.lock", "self.lock")
    steps = numbered(
        *lock("acquire", "one.lock", "self.lock"),
        *lock("acquire", "two.lock", *both),
        *lock("release", "two.lock", "self.lock"),
        *lock("release", "one.lock"),
    )
    tidied = [each for each in tidy(failure_of(fails("assertion", steps))).steps if each.action != "read"]
    assert [(each.target, each.holding) for each in tidied] == [
        ("one.lock", ("one.lock",)),
        ("two.lock", ("one.lock", "two.lock")),
        ("two.lock", ("one.lock",)),
        ("one.lock", ()),
    ]


def use(semaphore: str, *actions: str, thread: str = "A"):
    return [step(thread, 3, f"with {semaphore}:", action, semaphore) for action in actions]


def held(*steps):
    return [each.holding for each in tidy(failure_of(fails("assertion", numbered(*steps)))).steps]


def test_a_semaphore_is_held_from_taking_it_to_giving_it_back():
    assert held(*use("s", "acquire"), a("read"), *use("s", "release"), a("read")) == [("s",), ("s",), (), ()]
    assert held(*use("s", "acquire", "acquire", "release", "release")) == [("s",), ("s", "s"), ("s",), ()]


def test_a_semaphore_that_another_thread_gives_back_is_a_signal_and_not_held():
    assert held(*use("s", "acquire"), *use("s", "release", thread="B"), a("read")) == [(), (), ()]


def test_a_semaphore_or_lock_that_was_not_got_is_not_held():
    tried = step("A", 3, "s.acquire(False)", "try to acquire", "s", effect="did not get it")
    assert held(tried, *use("s", "release")) == [(), ()]


def test_taking_a_reentrant_lock_again_is_not_taken_for_a_semaphore():
    once = [replace(each, holding=("lock",)) for each in use("lock", "acquire", "acquire", "release")]
    assert held(*once, *use("lock", "release")) == [("lock",), ("lock",), ("lock",), ()]


def test_the_workings_of_an_executor_are_not_told():
    inner = [step("A", 0, "", action, "future", cell="") for action in ("begin", "finish", "look for work")]
    steps = numbered(
        step("main", 1, "total = 0", "write", "total", "0"),
        step("main", 8, "pool.map(add, [1, 2])", "submit", "future", effect="started thread A"),
        inner[0],
        step("A", 6, "total += n", "write", "total", "1"),
        *inner[1:],
        step("A", 0, "", "go on", "thread A", cell=""),
        step("A", 0, "", "end", "thread A", cell=""),
    )
    assert noise(failure_of(fails("assertion", steps))) == {1, 2, 3, 5, 6, 7, 8}


def test_a_container_without_a_name_is_called_by_its_variable():
    steps = numbered(
        step("A", 3, "if x in stock:", "read", "stock", "{}"),
        step("A", 3, "if x in stock:", "read", "a dict"),
        step("B", 4, "del stock[x]", "write", "stock[x]"),
    )
    failure = tidy(failure_of(fails("exception", steps, race=Race(2, 3, 3, "a dict"))))
    assert [each.target for each in failure.steps] == ["stock", "stock", "stock[x]"]
    assert failure.race is not None
    assert failure.race.target == "stock"


def test_getting_at_a_container_is_no_step_of_its_own():
    read = step("A", 3, "items[0] = 1", "read", "items", "[0]")
    assert gets_at(read, step("A", 3, "items[0] = 1", "write", "items[0]", "1"))
    assert gets_at(read, step("A", 3, "items[0] = 1", "call", "items.append", "1"))
    assert not gets_at(read, step("A", 4, "items[0] = 1", "write", "items[0]", "1"))
    assert not gets_at(step("A", 3, "x = x + 1", "read", "x", "0"), step("A", 3, "x = x + 1", "write", "x", "1"))


@pytest.mark.parametrize(
    ("action", "target", "name"),
    [
        ("read", "self.items", "items"),
        ("read", "buffer.items[0]", "items"),
        ("call", "self.items.append", "items"),
        ("write", "total", "total"),
    ],
)
def test_one_datum_has_one_name(action, target, name):
    assert datum(step("A", 1, "", action, target)) == name


# -- what kind of race ---------------------------------------------------------------------------------------------


def shape(*steps, first: int, other: int, harm: int):
    found = clash(failure_of(fails("assertion", numbered(*steps), race=Race(first, other, harm, "x"))))
    assert found is not None
    return found.shape


def a(action: str, target: str = "x"):
    return step("A", 1, "a", action, target, "1")


def b(action: str, target: str = "x"):
    return step("B", 2, "b", action, target, "2")


def test_the_forms_of_a_race_are_told_apart():
    assert shape(a("read"), b("write"), a("write"), first=1, other=2, harm=3) == "lost update"
    assert shape(a("read"), b("write"), a("read"), a("write"), first=1, other=2, harm=4) == "stale check"
    assert shape(a("read"), b("write"), a("write", "y"), first=1, other=2, harm=3) == "stale check"
    assert shape(a("read"), b("write"), first=1, other=2, harm=2) == "too early"
    assert shape(a("write"), b("read"), first=1, other=2, harm=2) == "not kept back"
    assert shape(a("write"), b("write"), first=1, other=2, harm=2) == "replaced"
    assert shape(a("write"), b("write"), a("read"), first=1, other=2, harm=3) == "replaced"
    assert shape(a("call"), b("call"), first=1, other=2, harm=2) == "collision"


@pytest.mark.parametrize("harm", [2, 3])
@pytest.mark.parametrize("other", ["read", "write", "call"])
@pytest.mark.parametrize("first", ["read", "write", "call"])
def test_every_form_of_a_race_has_words_for_all_its_parts(first, other, harm):
    steps = numbered(a(first), b(other), a("write"))
    rows = plotted(fails("assertion", steps, race=Race(1, 2, harm, "x"))).rows
    harmful = [row for row in rows if isinstance(row, ToldStep) and row.mark.role == "harm"]
    assert [row.number for row in harmful] == [harm]
    assert harmful[0].mark.words.startswith("HARM: ")
    found = clash(failure_of(fails("assertion", steps, race=Race(1, 2, harm, "x"))))
    assert found is not None
    assert races.title(found)
    assert races.lead(found)
    assert races.question(found).endswith("?")


def test_what_is_done_before_a_thread_is_started_collides_with_nothing():
    steps = numbered(step("main", 1, "x = 0", "write", "x", "0"), *starts("A"), a("read"))
    result = fails("assertion", steps, message="expected 1, got 0", race=Race(1, 3, 3, "x"))
    assert clash(failure_of(result)) is None
    assert tell(result, name="a_test").title == "The check fails: expected 1, got 0"


def test_what_a_loop_or_a_condition_looks_at_is_a_check_and_not_an_update():
    look = replace(a("read"), source="while x:")
    assert shape(look, b("write"), a("write"), first=1, other=2, harm=3) == "stale check"


def test_the_harm_is_shown_where_the_statement_writes():
    again = step("A", 2, "x -= 70", "read", "x", "30")
    write = step("A", 2, "x -= 70", "write", "x", "-40")
    look = step("A", 1, "if x >= 70:", "read", "x", "100")
    steps = numbered(*starts("A", "B"), look, b("write"), again, write)
    assert race_told(steps, Race(3, 4, 5, "x")) == Race(3, 4, 6, "x")


def test_the_harm_is_what_a_thread_changes_and_not_the_lock_that_it_takes_for_that():
    look = step("A", 1, "if x >= 70:", "read", "x", "100")
    lock, write = step("A", 2, "with lock:", "acquire", "lock"), step("A", 3, "x -= 70", "write", "x", "-40")
    steps = numbered(*starts("A", "B"), look, b("write"), lock, write)
    assert race_told(steps, Race(3, 4, 5, "x")) == Race(3, 4, 6, "x")
    other = numbered(*starts("A", "B"), look, b("write"), lock, replace(write, target="y"))
    assert race_told(other, Race(3, 4, 5, "x")) == Race(3, 4, 6, "x")


def test_who_asks_the_same_question_again_is_not_blamed_for_what_follows():
    look = step("A", 1, "while x:", "read", "x", "1")
    lock, write = step("A", 2, "with lock:", "acquire", "lock"), step("A", 3, "x = 5", "write", "x", "5")
    steps = numbered(*starts("A", "B"), look, b("write"), lock, look, write)
    assert race_told(steps, Race(3, 4, 5, "x")) is None


def late() -> Result:
    """A thread is woken for an item, another one takes the item first, and the woken one takes from the empty list."""
    inside = {"holding": ("changed",)}
    look = step("A", 28, "if not items:", "read", "items", "[]", **inside)
    steps = numbered(
        *starts("A", "B"),
        step("A", 27, "with changed:", "acquire", "changed", **inside),
        look,
        step("A", 29, "changed.wait()", "wait", "changed"),
        step("main", 23, "items.append(item)", "call", "items.append", "1"),
        step("main", 24, "changed.notify()", "notify", "changed", effect="woke 1 thread"),
        replace(look, thread="B", value="[1]"),
        step("B", 32, "items.pop()", "call", "items.pop", "1"),
        step("A", 29, "changed.wait()", "wake", "changed", **inside),
        step("A", 32, "items.pop()", "call", "items.pop", **inside),
    )
    return fails(
        "exception", steps, thread="A", cell="answer", line=32, exception="IndexError", race=Race(4, 6, 10, "items")
    )


def test_who_is_woken_goes_by_what_woke_it_and_not_by_what_it_saw_before():
    story = tell(late(), name="a_test")
    assert (
        "Thread A waits on changed and is woken. Before it goes on, thread B has changed items once more." in story.lead
    )
    assert "<-- is woken, but goes on only after step 7" in story.text
    assert "<-- HARM: step 7 came first" in story.text
    assert story.question == "What may happen between the notify and the moment in which thread A goes on?"


def test_why_a_woken_thread_has_waited_is_told():
    assert ("A", "reads items: []") in told(late())


def test_a_thread_that_ignores_a_lock_is_told_of_it():
    look = step("main", 2, "assert x == 0", "read", "x", "1", holding=("lock",))
    lock = step("main", 1, "with lock:", "acquire", "lock", holding=("lock",))
    steps = numbered(lock, *starts("A"), a("write"), look)
    found = clash(tidy(failure_of(fails("assertion", steps, race=Race(3, 4, 4, "x")))))
    assert found is not None
    assert races.title(found) == "Thread A changes x while the main thread holds lock"
    assert races.lead(found)[1] == "Thread A does so without holding lock."
    assert races.question(found) == "What does lock protect, and who must hold it for that?"


def race_told(steps: tuple[Step, ...], race: Race) -> Race | None:
    return with_harm_placed(tidy(failure_of(fails("assertion", steps, race=race)))).race


def test_a_race_whose_steps_are_missing_is_no_race():
    assert clash(failure_of(fails("assertion", (), race=Race(1, 2, 3, "x")))) is None


FREED_EARLY = """
from threading import Semaphore, Thread
free, full, items, looked = Semaphore(1), Semaphore(0), [None], []

def put(item):
    free.acquire()
    items[0] = item
    full.release()

def take():
    full.acquire()
    free.release()
    return items[0]
"""
EIGHT_LOOK_LATER = """
def test():
    Thread(target=lambda: [put(1), put(2)]).start()
    first = take()
    others = [Thread(target=lambda: looked.append(items[0])) for _ in range(8)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert first == 1
"""


def test_who_does_the_harm_has_a_lane_however_many_do_something_later():
    failure = tidy(failure_of(explore(EIGHT_LOOK_LATER, FREED_EARLY)))
    everything = ToldSteps(frozenset(step.number for step in failure.steps), frozenset())
    assert {"main", "A"} <= {row.thread for row in plot(failure, everything, {}).rows if isinstance(row, ToldStep)}
