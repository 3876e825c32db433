"""Public libraries that promise to work with threads, on every schedule: what holds, and what is undecided and why.

    python benchmarks/libraries.py            # prints the table
    python benchmarks/libraries.py --write    # puts it into docs/libraries.md

Needs pip and an index. It installs pinned versions in a temporary folder and takes about a minute. What was found wrong
is told in words; the programs that show it are not here.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from threadlab import explore
from threadlab.notebook.project_tests.module_texts import ModuleTexts

DOCS = Path(__file__).parents[1] / "docs" / "libraries.md"
TOGETHER = """
from threading import Condition, Lock, RLock, Thread

def together(*calls):
    threads = [Thread(target=call) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
"""


@dataclass(frozen=True)
class Library:
    """A library, and what two threads do with it, each a text that asserts what must hold."""

    name: str
    version: str
    package: str
    what: str
    tried: dict[str, str]
    found: str = ""


CACHED = """
import cachetools
def test():
    @cachetools.cached({cache}, {lock})
    def double(x):
        return 2 * x
    got = []
    together(lambda: got.append(double(1)), lambda: got.append(double({other})))
    assert sorted(got) == [2, 2 * {other}]
"""
CALLS = """
{imports}
def test():
{setup}
    got = []
    together(lambda: got.append({one}), lambda: got.append({other}))
    assert {truth}
"""


def calls(imports: str, setup: str, one: str, other: str, truth: str) -> str:
    """Make a test of two calls at the same time."""
    lines = "\n".join(f"    {line}" for line in setup.splitlines())
    return CALLS.format(imports=imports, setup=lines, one=one, other=other, truth=truth)


BREAKER = """
import pybreaker
def test():
    breaker = pybreaker.CircuitBreaker(fail_max=2)
    def bad():
        raise ValueError
    def call():
        try:
            breaker.call(bad)
        except (ValueError, pybreaker.CircuitBreakerError):
            pass
    together(call, call)
    assert {truth}
"""
LIMITED = "@limits(calls=1, period={period}{more})\ndef one():\n    return 1"

LIBRARIES = (
    Library(
        "cachetools",
        "8.0.2",
        "cachetools",
        "caches for functions, with a lock or a condition",
        {
            "two keys, room for one": CACHED.format(cache="cachetools.LRUCache(1)", lock="lock=Lock()", other=2),
            "one key, with an end of life": CACHED.format(
                cache="cachetools.TTLCache(2, 10)", lock="lock=RLock()", other=1
            ),
            "one key, computed once": """
import cachetools
def test():
    computed = []
    @cachetools.cached({}, condition=Condition())
    def same(x):
        computed.append(x)
        return x
    together(lambda: same(1), lambda: same(1))
    assert computed == [1]
""",
        },
    ),
    Library(
        "blinker",
        "1.9.0",
        "blinker",
        "signals",
        {
            "a name that is known, and a new one": calls(
                "import blinker",
                "names = blinker.Namespace()\nknown = names.signal('a')",
                "names.signal('a') is known",
                "names.signal('b').name == 'b'",
                "got == [True, True]",
            ),
            "connecting while another sends": """
import blinker
def test():
    signal, got = blinker.Signal(), []
    def receive(sender):
        got.append(sender)
    together(lambda: signal.connect(receive), lambda: signal.send(1))
    signal.send(2)
    assert got[-1] == 2
""",
        },
        "Two threads that ask for a name for the first time can each get a signal of their own, of which one is lost: "
        "who listens to that one hears nothing. It looks whether there is one and puts one there in two steps.",
    ),
    Library(
        "expiringdict",
        "1.2.2",
        "expiringdict",
        "a dict whose entries expire",
        {
            "two keys, room for one": calls(
                "from expiringdict import ExpiringDict",
                "kept = ExpiringDict(max_len=1, max_age_seconds=100)",
                "kept.__setitem__(1, 1)",
                "kept.__setitem__(2, 2)",
                "len(kept) == 1",
            ),
            "read while another puts it out": calls(
                "from expiringdict import ExpiringDict",
                "kept = ExpiringDict(max_len=1, max_age_seconds=100)\nkept[1] = 1",
                "kept.get(1)",
                "kept.__setitem__(2, 2)",
                "got in ([1, None], [None, 1], [None, None])",
            ),
            "taken out by one of two": calls(
                "from expiringdict import ExpiringDict",
                "kept = ExpiringDict(max_len=2, max_age_seconds=100)\nkept[1] = 1",
                "kept.pop(1, None)",
                "kept.pop(1, None)",
                "sorted(map(str, got)) == ['1', 'None']",
            ),
        },
        "`setdefault` is the one of its base class: it looks and sets in two steps, each locked, so two threads "
        "can get two defaults.",
    ),
    Library(
        "ratelimit",
        "2.2.1",
        "ratelimit",
        "limits on calls",
        {
            "one call allowed for ever, two made": calls(
                "from ratelimit import limits",
                LIMITED.format(period="float('inf')", more=", raise_on_limit=False"),
                "one()",
                "one()",
                "sorted(map(str, got)) == ['1', 'None']",
            ),
            "two calls, one waits": calls(
                "from ratelimit import limits, sleep_and_retry",
                f"@sleep_and_retry\n{LIMITED.format(period=1000, more='')}",
                "one()",
                "one()",
                "got == [1, 1]",
            ),
        },
    ),
    Library(
        "token-bucket",
        "0.4.0",
        "token_bucket",
        "limits on calls",
        {
            "one token, two callers: at least one gets it": calls(
                "import token_bucket",
                "limiter = token_bucket.Limiter(1, 1, token_bucket.MemoryStorage())",
                "limiter.consume('k')",
                "limiter.consume('k')",
                "True in got",
            ),
        },
        "Two threads can both take the last token. Its documentation says so, and that this is on purpose.",
    ),
    Library(
        "pybreaker",
        "1.4.1",
        "pybreaker",
        "circuit breakers",
        {
            "two failures count as two": BREAKER.format(truth="breaker.fail_counter == 2"),
            "two failures open it": BREAKER.format(truth="breaker.current_state == 'open'"),
            "two calls go well": calls(
                "import pybreaker",
                "breaker = pybreaker.CircuitBreaker(fail_max=3)",
                "breaker.call(lambda: 1)",
                "breaker.call(lambda: 2)",
                "sorted(got) == [1, 2]",
            ),
        },
    ),
    Library(
        "zict",
        "3.0.0",
        "zict",
        "mappings that put out what is old",
        {
            "two keys, room for one": calls(
                "from zict import LRU",
                "kept = LRU(1, {})",
                "kept.update({1: 1})",
                "kept.update({2: 2})",
                "len(kept) == 1",
            )
        },
    ),
    Library(
        "memoization",
        "0.4.0",
        "memoization",
        "caches for functions",
        {
            "two keys, room for one": calls(
                "from memoization import cached",
                "@cached(max_size=1)\ndef same(x):\n    return x",
                "same(1)",
                "same(2)",
                "sorted(got) == [1, 2]",
            )
        },
    ),
    Library(
        "cacheout",
        "0.17.0",
        "cacheout",
        "caches",
        {
            "two keys, room for one": calls(
                "from cacheout import Cache",
                "kept = Cache(maxsize=1)",
                "kept.set(1, 1)",
                "kept.set(2, 2)",
                "kept.size() == 1",
            )
        },
    ),
    Library(
        "pyrate-limiter",
        "4.5.1",
        "pyrate_limiter",
        "limits on calls",
        {
            "one call allowed, two made": calls(
                "from pyrate_limiter import Limiter, Rate",
                "limiter = Limiter(Rate(1, 1000))",
                "limiter.try_acquire('a', blocking=False)",
                "limiter.try_acquire('a', blocking=False)",
                "sorted(got) == [False, True]",
            )
        },
    ),
    Library(
        "persist-queue",
        "1.1.0",
        "persistqueue",
        "queues, kept in files",
        {
            "made": calls(
                "import persistqueue",
                "queue = persistqueue.Queue('folder')",
                "queue.put(1)",
                "queue.put(2)",
                "queue.qsize() == 2",
            )
        },
    ),
    Library(
        "pymitter",
        "1.1.3",
        "pymitter",
        "events",
        {
            "two threads emit": calls(
                "from pymitter import EventEmitter",
                "events, heard = EventEmitter(), []\nevents.on('a', lambda: heard.append(1))",
                "events.emit('a')",
                "events.emit('a')",
                "heard == [1, 1]",
            )
        },
    ),
    Library(
        "prometheus-client",
        "0.26.0",
        "prometheus_client",
        "counters",
        {
            "two counts": calls(
                "from prometheus_client import Counter",
                "counter = Counter('a', 'b')",
                "counter.inc()",
                "counter.inc()",
                "len(got) == 2",
            )
        },
    ),
)

INTRODUCTION = """\
# Public libraries, on every schedule

Small libraries from PyPI that are written in Python and meant for threads; two threads do with each what its users do.
`python benchmarks/libraries.py --write` writes this page, on Python {python}. *Holds* is a proof for these two threads,
and no more; in brackets stand the schedules. What was found is told in words.

| library | what it is | tried | holds | undecided, and why | found |
|---|---|---|---|---|---|
"""
ENDING = """
What stops a proof most often: a module reaches what is not modelled as soon as it is imported (`importlib`, `os`), or
has a `__del__`. What a module only has and nobody reaches, async functions, methods
for pickling, attributes such as `__wrapped__`, no longer stops one.

Those of blinker and expiringdict were seen on CPython, too, by holding two real threads between the two steps.
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/libraries.md")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory() as folder:
        pins = [f"{library.name}=={library.version}" for library in LIBRARIES]
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, *pins]
        subprocess.run(pip, check=True)
        sys.path.insert(0, folder)
        text = INTRODUCTION.format(python=platform.python_version()) + "\n".join(rows()) + "\n" + ENDING
    print(text)
    if write:
        DOCS.write_text(text, encoding="utf-8")


def rows() -> Iterator[str]:
    """Give a row for each library.

    Raises:
        AssertionError: if something fails that is written down as holding.
    """
    for library in LIBRARIES:
        holds, open_ = [], {}
        for tried, test in library.tried.items():
            result = explore(test, TOGETHER, modules=ModuleTexts([library.package]))
            assert result.verdict != "fails", (library.name, tried, result.failure)
            if result.verdict == "holds":
                holds.append(f"{tried} ({result.schedules})")
            else:
                open_[tried] = result.reason
        undecided = "; ".join(f"{tried}: {reason}" for tried, reason in open_.items())
        cells = [f"{library.name} {library.version}", library.what, str(len(library.tried)), "; ".join(holds) or "-"]
        yield f"| {' | '.join([*cells, undecided or '-', library.found or '-'])} |"


if __name__ == "__main__":
    main()
