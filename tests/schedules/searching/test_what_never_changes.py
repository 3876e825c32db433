"""To read what nobody writes while threads run is no step; what is written after all is learned, however late."""

from __future__ import annotations

import pytest

from threadlab import explore
from threadlab.schedules.running.world import World

READS = """
from threading import Lock, Thread

class Settings:
    def __init__(self):
        self.step = 1
        self.lock = Lock()
        self.total = 0

settings = Settings()

def add(times):
    for _ in range(times):
        with settings.lock:
            settings.total += settings.step
"""
TWO = """
def test():
    threads = [Thread(target=add, args=(2,)) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert settings.total == 4
"""
# Only if B comes between A's two steps does A write what B reads: the first schedules know nothing of it.
LATE = """
from threading import Thread
first = second = rate = 0
seen = []

def a():
    global first, rate
    first = 1
    if second:
        rate = 1

def b():
    global second
    if first:
        second = 1
        seen.append(rate)
        seen.append(rate)
"""
CHANGES = """
def test():
    threads = [Thread(target=a), Thread(target=b)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert seen != [0, 1]
"""


def test_what_is_only_read_adds_neither_schedules_nor_steps():
    assert explore(TWO, READS).schedules == 6
    counted = READS.replace("settings.step", "1")
    assert explore(TWO, READS, max_steps=60).verdict == explore(TWO, counted, max_steps=60).verdict == "holds"


def test_the_story_tells_such_reads_all_the_same():
    failure = explore(TWO.replace("== 4", "== 5"), READS).failure
    assert failure is not None
    assert [step.value for step in failure.steps if step.target == "settings.step"] == ["1"] * 4
    again = explore(TWO.replace("== 4", "== 5"), READS, replay=failure.replay).failure
    assert again is not None
    assert again.steps == failure.steps


def test_a_write_that_few_schedules_make_is_found_out():
    result = explore(CHANGES, LATE)
    assert result.verdict == "fails"
    assert result.failure is not None
    assert result.failure.kind == "assertion"


def test_without_finding_out_the_fault_would_be_missed(monkeypatch: pytest.MonkeyPatch):
    class Deaf(set[str]):
        def add(self, name: str) -> None:
            if name != "rate":
                super().add(name)

    made = World.__init__

    def deaf(self: World, *arguments: object, **words: object) -> None:
        made(self, *arguments, **words)  # type: ignore[arg-type]
        self.discipline.found = Deaf()

    monkeypatch.setattr(World, "__init__", deaf)
    assert explore(CHANGES, LATE).verdict == "holds"
