"""A loop that polls until a deadline: of a turn in vain only the time is left, so much of it may pass."""

import pytest

from threadlab import explore
from threadlab.schedules.merging.state_world import RememberingWorld
from threadlab.schedules.running.operation import Operation

SOURCE = """
import threading, time
ready = threading.Event()
seen = []
def waiter(deadline):
    while not ready.is_set():
        if time.monotonic() > deadline:
            seen.append("late")
            return
        time.sleep(0.01)
    seen.append("in time")
"""
TEST = """
def test():
    import threading, time
    threads = threading.Thread(target=waiter, args=(time.monotonic() + 60,)), threading.Thread(target=ready.set)
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert {}
"""


@pytest.mark.parametrize(("claim", "verdict"), [("len(seen) == 1", "holds"), ("seen == ['in time']", "fails")], ids=str)
def test_a_deadline_that_is_far_away_takes_few_steps(claim: str, verdict: str, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = []
    step = RememberingWorld.step

    def counting(self: RememberingWorld, operation: Operation) -> None:
        steps.append(operation.action)
        step(self, operation)

    monkeypatch.setattr(RememberingWorld, "step", counting)
    result = explore(TEST.format(claim), source=SOURCE)
    assert (result.verdict, result.reason) == (verdict, "")
    assert 0 < len(steps) < 2_000
