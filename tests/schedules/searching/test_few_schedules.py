"""How many schedules there are in all is estimated: few of them are run, and a proof by states is kept short."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.exploring import explorer
from threadlab.schedules.exploring.tally import PATIENCE
from threadlab.schedules.merging.state_world import RememberingWorld
from threadlab.schedules.searching.block_world import BlockWorld
from threadlab.schedules.searching.dpor import Search

LOCKED = """
import threading
n, lock = 0, threading.Lock()
def work():
    global n
    for _ in range(2):
        with lock: n += 1
"""
TEST = """
def test():
    threads = [threading.Thread(target=work) for _ in range({threads})]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert n == 2 * {threads}
"""
POOL = """
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
def both():
    meet = Barrier(2)
    def show(things):
        meet.wait()
        for thing in things: print(thing)
    with ThreadPoolExecutor(2) as pool:
        pool.submit(show, "12345")
        pool.submit(show, "abcde")
    print("done")
"""


@pytest.fixture
def shares(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Collect the share that is said to have been run, after each schedule of a search."""
    found: list[float] = []
    end = Search.end

    def ended(search: Search, world: object) -> None:
        end(search, world)  # type: ignore[arg-type]
        found.append(search.share())

    monkeypatch.setattr(Search, "end", ended)
    return found


def test_the_share_is_nothing_at_first_and_nearly_all_at_last(shares: list[float]) -> None:
    assert explore(TEST.format(threads=3), LOCKED).schedules == 90  # none but the last search is that long
    shares = shares[-90:]
    assert shares[0] < 0.05
    assert shares[-1] > 0.95
    assert all(0 <= share < 1 for share in shares)


@pytest.fixture
def proving(monkeypatch: pytest.MonkeyPatch) -> list[RememberingWorld]:
    """Collect the runs that searches over states make."""
    made: list[RememberingWorld] = []
    run = RememberingWorld.run

    def counted(world: RememberingWorld, program: object) -> None:
        made.append(world)
        run(world, program)  # type: ignore[arg-type]

    monkeypatch.setattr(RememberingWorld, "run", counted)
    return made


def test_few_schedules_are_run_though_a_short_proof_comes_to_nothing(proving: list[RememberingWorld]) -> None:
    """A pool has few schedules and many states: a whole proof took more than a hundred times as long."""
    result = explore(
        "def test():\n    both()\n    assert printed()[-1] == 'done'", f"from threadlab import printed\n{POOL}"
    )
    assert (result.verdict, result.schedules) == ("holds", 504)
    assert 0 < len(proving) <= explorer.FIRST_THOUGHT.runs


def test_many_schedules_are_not_run(proving: list[RememberingWorld]) -> None:
    program = LOCKED.replace("range(2)", "range(4)").replace("n += 1", "n = max(n, 0) + 1")
    result = explore(TEST.format(threads=4).replace("2 *", "4 *"), program)  # 63 million
    assert (result.verdict, result.failure) == ("holds", None)
    assert len(proving) > explorer.FIRST_THOUGHT.runs
    assert result.schedules < 2_000


@pytest.mark.parametrize(("threads", "times", "schedules"), [(2, 6, 924), (3, 3, 1680), (4, 2, 2520)])
def test_where_many_seem_to_come_states_are_searched_before_these_are_run(
    proving: list[RememberingWorld], threads: int, times: int, schedules: int
) -> None:
    program = LOCKED.replace("range(2)", f"range({times})").replace("n += 1", "n = max(n, 0) + 1")
    result = explore(TEST.format(threads=threads).replace("2 *", f"{times} *"), program)
    assert result.verdict == "holds"
    assert 0 < len(proving) < result.schedules < min(PATIENCE, schedules)
    wrong = explore(
        TEST.format(threads=threads).replace("2 *", f"{times} *"), program.replace("max(n, 0)", "max(n, 1)")
    )
    assert wrong.verdict == "fails"


@pytest.mark.parametrize(("threads", "times", "schedules"), [(2, 5, 252), (3, 2, 90), (5, 1, 120)])
def test_where_few_seem_to_come_they_are_run(
    proving: list[RememberingWorld], threads: int, times: int, schedules: int
) -> None:
    program = LOCKED.replace("range(2)", f"range({times})").replace("n += 1", "n = max(n, 0) + 1")
    result = explore(TEST.format(threads=threads).replace("2 *", f"{times} *"), program)
    assert (result.verdict, result.schedules, proving) == ("holds", schedules, [])


@pytest.mark.parametrize("times", [2, 4])
def test_the_order_in_which_numbers_are_added_makes_no_schedules(proving: list[RememberingWorld], times: int) -> None:
    result = explore(TEST.format(threads=4).replace("2 *", f"{times} *"), LOCKED.replace("range(2)", f"range({times})"))
    assert (result.verdict, len(proving)) == ("holds", 0)
    assert result.schedules < 100


@pytest.mark.parametrize(("line", "verdict"), [("n = max(n, 0) + 1", "holds"), ("n = max(n, 1) + 1", "fails")])
def test_where_order_counts_it_is_asked_about_in_vain_and_only_briefly(
    monkeypatch: pytest.MonkeyPatch, line: str, verdict: str
) -> None:
    runs: list[BlockWorld] = []
    run = BlockWorld.run

    def counted(world: BlockWorld, program: object) -> None:
        runs.append(world)
        run(world, program)  # type: ignore[arg-type]

    monkeypatch.setattr(BlockWorld, "run", counted)
    result = explore(TEST.format(threads=4), LOCKED.replace("n += 1", line))
    assert result.verdict == verdict
    assert len(runs) <= explorer.BLOCKS_BRIEFLY.runs
