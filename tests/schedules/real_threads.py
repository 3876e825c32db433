"""Programs whose verdict is known, on real threads: an oracle that shares no line with the engine.

Each run is a process of its own, in which CPython's own threads run. Between any two of its instructions, and of those
of Python's library that it calls, a thread may be put to sleep: briefly at many of them, or for longer at a few that
are drawn beforehand (after Burckhardt, Kothari, Musuvathi and Nagarakatte 2010: few changes of threads show most
faults). What holds must never fail so. What fails need not be seen to: there may be one order in a million that does.

Sleeps of a program are made short, so programs about the clock are left out.

    python -m tests.schedules.real_threads            # some 40 minutes; exit status 1 if what holds fails
    python -m tests.schedules.real_threads --runs 20 --only iterators
    python -m tests.schedules.real_threads --write docs/real-threads.md    # as a page
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import re
import signal
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

from tests.schedules.language import programs
from tests.schedules.test_programs import OPTIONS

HERE = Path(__file__).parent
BETWEEN_INSTRUCTIONS = {
    "iterators: generator_not_begun_closed_by_two",
    "iterators: generator_after_its_try_closed_by_two",
}
"""To close these generators runs no instruction at which CPython changes threads; to watch them makes one."""
CLOCK = re.compile(r"datetime|perf_counter|monotonic|strftime|[.]time\(|localtime|timeit|Timer")
UNDISTURBED = {__file__, threading.__file__}  # so that threads begin near each other
LONGEST = 4  # seconds of a run; who takes longer hangs
PAUSE, NAP, LONG_NAP = 0.0, 0.0005, 0.004  # seconds that a thread sleeps between two instructions
OFTEN = (
    (0.1, 0.01),
    (0.3, 0.05),
    (0.02, 0.02),
    (0.5, 0.0),
    (0.05, 0.05),
    (0.2, 0.2),
)  # how often it pauses or naps, naps
INSTRUCTIONS = (40, 80, 150, 300, 1000)  # among so many the few are drawn before which it sleeps for long
short_sleep = time.sleep


@dataclass(frozen=True)
class Case:
    """A program, the verdict that is true, and its test."""

    name: str
    verdict: str
    source: str
    test: str


@dataclass(frozen=True)
class Seen:
    """What was seen of a program: in how many runs, and what went wrong in the last of them."""

    case: Case
    runs: int
    failure: str


def cases() -> Iterator[Case]:
    """Give the programs that are known to hold or to fail, and are not about the clock."""
    for table in sorted((HERE / "tables").glob("*.txt")):
        for name, (verdict, source, test) in programs(table).items():
            if verdict == "undecided":
                continue
            yield Case(f"{table.stem}: {name}", verdict, source, test)
    for folder, verdict in (("must_not_cry_wolf", "holds"), ("must_find", "fails")):
        for path in sorted((HERE / "programs" / folder).glob("*.py")):
            text = path.read_text(encoding="utf-8")
            source, start, test = text.partition("def test():")
            if OPTIONS.search(text):  # a verdict that is not about every order
                continue
            yield Case(f"{folder}: {path.stem}", verdict, source, start + test)


class Disturbance:
    """What happens between two instructions of a thread, drawn anew for each run."""

    def __init__(self, seed: int) -> None:
        self.draws = random.Random(seed)
        self.often = self.draws.choice(OFTEN)
        top, few = self.draws.choice(INSTRUCTIONS), self.draws.choice((0, 1, 2, 3))
        self.before = {self.draws.randrange(top) for _ in range(few)}
        self.passed = 0
        self.begun: set[int] = {threading.get_ident()}

    def call(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Watch each instruction of a function that is entered; a thread begins when it likes."""
        if frame.f_code.co_filename in UNDISTURBED:
            return None
        if threading.get_ident() not in self.begun:
            self.begun.add(threading.get_ident())
            short_sleep(self.draws.random() * LONG_NAP)
        frame.f_trace_opcodes = True
        return self.instruction

    def instruction(self, frame: FrameType, event: str, argument: Any) -> Any:
        """Sleep, or go on."""
        if event == "opcode":
            self.passed += 1
            drawn = self.draws.random()
            if self.before:
                if self.passed in self.before:
                    short_sleep(LONG_NAP)
            elif drawn < self.often[1]:
                short_sleep(NAP)
            elif drawn < self.often[0]:
                short_sleep(PAUSE)
        return self.instruction


def run(source: CodeType, test: CodeType, seed: int) -> str:
    """Run a program once, in this process; return what went wrong."""
    disturbance, wrong = Disturbance(seed), list[str]()
    threading.excepthook = lambda raised: wrong.append(f"{raised.exc_type.__name__}: {raised.exc_value}")
    time.sleep = lambda seconds: short_sleep(disturbance.draws.random() * NAP)
    names: dict[str, Any] = {"__name__": "program"}
    threading.settrace(disturbance.call)
    try:
        exec(source, names)
        exec(test, names)
        sys.settrace(disturbance.call)
        names["test"]()
    except BaseException as raised:
        wrong.append(f"{type(raised).__name__}: {raised}")
    finally:
        sys.settrace(None)
        threading.settrace(None)  # type: ignore[arg-type]  # typeshed has no word of None here, Python's documentation has
    return wrong[0] if wrong else ""


def run_apart(source: CodeType, test: CodeType, seed: int) -> str:
    """Run a program once, in a process of its own."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        silence = os.open(os.devnull, os.O_WRONLY)
        os.dup2(silence, 1)
        os.dup2(silence, 2)
        signal.alarm(LONGEST)
        os.write(writing, run(source, test, seed).encode(errors="replace")[:300])
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:
        said = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return said or ("it does not end" if status else "")


def judge(case: Case, most: int) -> Seen:
    """Run a program until it fails, or so often."""
    sys.setswitchinterval(1e-5)
    source, test = (compile(text, "<program>", "exec", dont_inherit=True) for text in (case.source, case.test))
    runs, failure = 0, ""
    while not failure and runs < most:
        runs += 1
        failure = run_apart(source, test, runs)
    return Seen(case, runs, failure)


def about_the_clock(case: Case) -> bool:
    """Say whether a program looks at a clock, of which its sleeps say nothing here."""
    return bool(CLOCK.search(case.source + case.test))


def false(seen: Seen) -> bool:
    """Say whether a verdict was seen not to be true."""
    return seen.case.verdict == "holds" and bool(seen.failure) and seen.case.name not in BETWEEN_INSTRUCTIONS


def page(seen: list[Seen], most: int) -> str:
    """Say what was seen."""
    hold = [each for each in seen if each.case.verdict == "holds"]
    fail = [each for each in seen if each.case.verdict == "fails"]
    lost = [each.case.name for each in fail if not each.failure]
    rows = [
        ("hold", len(hold), sum(each.runs for each in hold), sum(false(each) for each in hold)),
        ("fail", len(fail), sum(each.runs for each in fail), len(fail) - len(lost)),
    ]
    table = "\n".join(f"| {verdict} | {count:,} | {runs:,} | {failed:,} |" for verdict, count, runs, failed in rows)
    found = [f"- **{each.case.name}**: {each.failure}, after {each.runs} runs" for each in hold if false(each)]
    not_seen = ", ".join(f"`{name}`" for name in lost)
    return "\n".join([
        PAGE.format(most=most, python=platform.python_version(), table=table),
        *found,
        f"Not seen to fail: {not_seen or 'none'}.",
    ]) + "\n"  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=200, help="how often a program is run that does not fail")
    parser.add_argument("--only", default="", help="programs whose name begins so")
    parser.add_argument("--write", type=Path, help="the page to write")
    given = parser.parse_args()
    chosen = [each for each in cases() if each.name.startswith(given.only) and not about_the_clock(each)]
    with ProcessPoolExecutor() as pool:
        seen = list(pool.map(judge, chosen, [given.runs] * len(chosen)))
    text = page(seen, given.runs)
    print(text)
    if given.write:
        given.write.write_text(text, encoding="utf-8")
    return 1 if any(map(false, seen)) else 0


PAGE = """# Verdicts beside real threads

Made by `python -m tests.schedules.real_threads`. The programs of `tests/schedules/tables` and
`tests/schedules/programs`, those about the clock left out, run on the threads of CPython {python} itself, up to
{most} times each, every time in a process of its own; between any two instructions of a thread, and of what it calls of
Python's library, it may be put to sleep for a moment, drawn at random. This shares no line with the engine. What
holds must not fail here. What fails need not be seen to: there may be few orders in which it does.

| programs that | programs | runs | seen to fail |
|---|---|---|---|
{table}
"""

if __name__ == "__main__":
    sys.exit(main())
