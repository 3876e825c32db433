"""Reading a table of small programs: two functions ``one`` and ``two`` run in a thread each, then something must hold.

Each program of a table is text:

    # name: verdict
    source, which defines one() and two()
    # then
    statements of the test after both have ended
"""

from __future__ import annotations

from pathlib import Path

from threadlab import explore
from threadlab.schedules.result import Result

TEST = """
def test():
    import threading
    thread_one, thread_two = threading.Thread(target=one), threading.Thread(target=two)
    thread_one.start(); thread_two.start(); thread_one.join(); thread_two.join()
"""
SWAPPED = ("target=one), threading.Thread(target=two", "target=two), threading.Thread(target=one")


def programs(path: Path) -> dict[str, tuple[str, str, str]]:
    """Return the programs of a file by name: the verdict that is true, the source, the test."""
    found = {}
    for part in path.read_text(encoding="utf-8").split("\n---\n"):
        head, _, rest = part.strip().partition("\n")
        name, _, verdict = head.removeprefix("# ").partition(": ")
        source, _, after = rest.partition("# then\n")
        body = "".join(f"    {line}\n" for line in after.splitlines())
        assert name not in found, f"two programs are called {name}"
        found[name] = (verdict, f"import threading\n{source}", TEST + body)
    return found


def judged(source: str, test: str) -> tuple[Result, Result]:
    """Judge a program, and the same with its threads started in the other order."""
    return explore(test, source), explore(test.replace(*SWAPPED), source)
