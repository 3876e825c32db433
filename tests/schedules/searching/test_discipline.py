"""What needs no decisions is found out rightly: with and without it, a search sees the same outcomes."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from threadlab.schedules.exploring.runs import Runs, SearchLimits
from threadlab.schedules.program import Program
from threadlab.schedules.running.lockset import ANYTHING, EVERYTHING, Discipline
from threadlab.schedules.running.operation import Mode
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Search

R, W, r, w = Mode.READ, Mode.WRITE, Mode.ELEMENT_READ, Mode.ELEMENT_WRITE
LOCK, OTHER = "a lock", "another lock"


class TestDiscipline:
    def contended(self, *touches: tuple[int, str, Mode, list[str]]) -> set[str]:
        discipline = Discipline(frozenset())
        for thread, name, mode, held in touches:
            discipline.allows(((name, mode),), thread, held)
        return discipline.found

    def test_what_is_only_read_is_not_contended(self):
        assert self.contended((1, "x", R, []), (2, "x", R, [])) == set()

    def test_what_one_thread_has_for_itself_is_not_contended(self):
        assert self.contended((1, "x", R, []), (1, "x", W, [])) == set()

    def test_what_one_lock_protects_is_not_contended(self):
        assert self.contended((1, "x", W, [OTHER, LOCK]), (2, "x", W, [LOCK])) == set()

    def test_what_two_threads_write_with_different_locks_is_contended(self):
        assert self.contended((1, "x", W, [OTHER]), (2, "x", R, [LOCK])) == {"x"}

    def test_a_single_touch_without_the_lock_is_enough(self):
        assert self.contended((1, "x", W, [LOCK]), (2, "x", W, [LOCK]), (1, "x", R, [])) == {"x"}

    def test_the_same_attribute_of_two_objects_is_not_one_thing(self):
        assert self.contended((1, (7, "x"), W, []), (2, (8, "x"), W, [])) == set()  # type: ignore[arg-type]

    def test_the_elements_of_a_container_are_the_container(self):
        discipline = Discipline(frozenset())
        discipline.name(5, "items")
        discipline.allows((((5, 0), W), (5, w)), 1, [LOCK])
        discipline.allows(((5, R),), 2, [LOCK])
        assert discipline.found == set()
        assert discipline.allows((((5, 1), R), (5, r)), 2, [])
        assert discipline.found == {"items[]"}

    def test_what_a_container_went_through_before_it_had_a_name_counts(self):
        discipline = Discipline(frozenset())
        discipline.allows(((5, W),), 1, [])
        discipline.name(5, "items")
        discipline.allows(((5, R),), 2, [LOCK])
        assert discipline.found == {"items[]"}

    def test_a_container_without_a_name_always_takes_its_turn(self):
        assert not Discipline(frozenset()).allows(((5, R),), 1, [])

    def test_a_lock_that_another_thread_gives_back_protects_nothing(self):
        discipline = Discipline(frozenset())
        discipline.broken()
        assert discipline.found == {ANYTHING}


STATEMENTS = (
    *("x = x + 1", "y = x", "x = 5", "seen.append(x)", "box.value += 1", "box.value = x", "items.append(1)"),
    *("y = len(items)", "items.pop() if items else None", "stock['a'] = x", "y = stock.get('a')", "pass"),
)
GUARDS = ("{}", "with lock: {}", "with lock: {}", "with other: {}", "with lock, other: {}")
LOOSE = (
    *("lock.acquire()", "lock.release()", "lock.release() if lock.locked() else None"),
    "if lock.acquire(False):\n        {}\n        lock.release()",
    "with ready:\n        {}\n        ready.wait(1)\n        {}",
    "print(latch.is_alive())",
)
KEPT = (
    "with lock:\n        {}\n        {}",
    "with ready:\n        {}\n        ready.notify_all()",
    "with ready:\n        ready.wait()\n        {}",
    "helper = Thread(target=help)\n    helper.start()\n    {}\n    helper.join()\n    {}",
    "helper = Thread(target=help)\n    helper.start()\n    {}",
    "latch.join()\n    {}",
)
MADE = int(os.environ.get("MADE_PROGRAMS", "30"))


@st.composite
def bodies(draw: st.DrawFn) -> str:
    lines = []
    for _ in range(draw(st.integers(1, 3))):
        shape = draw(st.sampled_from(GUARDS + KEPT if draw(st.integers(0, 9)) else LOOSE))
        lines.append("    " + shape.format(draw(st.sampled_from(STATEMENTS)), draw(st.sampled_from(STATEMENTS))))
    return "    global x, y\n" + "\n".join(lines)


@st.composite
def programs(draw: st.DrawFn) -> tuple[str, str]:
    threads = [draw(bodies()) for _ in range(draw(st.integers(2, 3)))]
    functions = "\n".join(f"def work{number}():\n{body}" for number, body in enumerate(threads))
    names = ", ".join(f"work{number}" for number in range(len(threads)))
    source = f"""
from threading import Condition, Lock, Thread
x = y = 0
lock, other = Lock(), Lock()
ready = Condition(other)
def help():
    with other:
        seen.append("help")
latch = Thread(target=help)
seen, items, stock = [], [], {{}}
class Box: pass
box = Box()
box.value = 0
{functions}
"""
    test = f"""
def test():
    threads = [Thread(target=work) for work in ({names})]
    latch.start()
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    print(x, y, seen, items, stock, box.value)
"""
    return source, test


def outcomes(source: str, test: str, contended: frozenset[str]) -> set[tuple[str, str]]:
    """Search, again with each name that is found to be contended; give what came of the runs of the last search."""
    runs = Runs(Program([("answer", source)], test), SearchLimits(), "every")
    runs.contended = contended
    search, found = Search(), set[tuple[str, str]]()
    while True:
        search.begin()
        world = runs.run(search)
        if runs.learn(world):
            search, found = Search(), set()
            continue
        search.end(world)
        if not world.stopped:
            found.add(("".join(world.printed), problem(world)))
        if not search.advance():
            return found


def problem(world: World) -> str:
    if world.problem is None:
        return ""
    return world.problem.kind if world.problem.exception is None else str(world.problem.exception)


@settings(max_examples=MADE, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(programs())
def test_no_outcome_is_missed(made: tuple[str, str]):
    expected = outcomes(*made, EVERYTHING)
    assert not any("attribute" in problem for _, problem in expected), "the programs are meant to run"
    assert outcomes(*made, frozenset()) == expected


FOREIGN = """
from threading import Lock, Thread
lock = Lock()
x = 0
def a():
    global x
    lock.acquire()
    y = x
    x = y + 1
def b():
    global x
    if lock.locked():
        lock.release()
    with lock:
        x = x + 10
"""
BOTH = """
def test():
    threads = [Thread(target=work) for work in (a, b)]
    for thread in threads: thread.start()
    threads[1].join()
    threads[0].join()
    if x == 1: print("lost")
"""


def test_a_lock_given_back_by_another_thread_hides_no_lost_update():
    assert ("lost\n", "") in outcomes(FOREIGN, BOTH, frozenset())


def test_without_hearing_of_it_that_update_would_be_missed(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(Discipline, "broken", lambda self: None)
    assert ("lost\n", "") not in outcomes(FOREIGN, BOTH, frozenset())


LOOKING = """
from threading import Lock, Thread
lock = Lock()
x = 0
def a():
    with lock:
        pass
def b():
    if lock.acquire(False):
        print("got it")
        lock.release()
"""


def test_a_release_at_which_somebody_looks_takes_its_turn():
    assert outcomes(LOOKING, BOTH, frozenset()) == {("got it\n", ""), ("", "")}


def test_without_hearing_of_that_look_it_would_always_find_the_lock_free(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(World, "look", lambda self, fact: None)
    assert outcomes(LOOKING, BOTH, frozenset()) == {("got it\n", "")}
