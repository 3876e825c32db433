"""How long a simpler schedule is looked for, once one is known that fails."""

import pytest

from threadlab import explore
from threadlab.schedules.running.world import World
from threadlab.schedules.searching import preemption_bound
from threadlab.schedules.searching.replay import Guided

SOURCE = """
flag = False
seen = []
def waiter():
    spins = 0
    while not flag and spins < 1000: spins += 1
    seen.append(flag)
def setter():
    global flag
    flag = True
"""
TEST = """
def test():
    import threading
    threads = threading.Thread(target=waiter), threading.Thread(target=setter)
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert seen == [True]
"""


def test_no_more_steps_are_spent_on_that_than_on_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    work = []
    by_preemptions = preemption_bound.by_preemptions

    def counting(run: preemption_bound.Run, most: int) -> object:
        def counted(choices: list[int]) -> tuple[Guided, World]:
            guided, world = run(choices)
            work.append(world.steps)
            return guided, world

        return by_preemptions(counted, most)

    monkeypatch.setattr(preemption_bound, "by_preemptions", counting)
    assert explore(TEST, source=SOURCE).verdict == "fails"
    assert 0 < sum(work) - work[-1] <= preemption_bound.MOST_WORK
