"""What a test costs through pytest, beside ``explore`` alone: seconds of CPU, and how often each was measured.

    python benchmarks/pytest_cost.py            # prints the table
    python benchmarks/pytest_cost.py --write    # puts it into docs/pytest-cost.md

Needs the package and pytest. It takes about two minutes. Both run the same program.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs" / "pytest-cost.md"
TIMES = 5  # of which the median counts
COUNTER = """\
from threading import Lock


class Counter:
    def __init__(self):
        self.value = 0
        self._lock = Lock()

    def add(self, times):
        for _ in range(times):
            with self._lock:
                self.value += 1
"""
TEST = """\
from threading import Thread
from threadlab import every_schedule
from counter.safe import Counter


@every_schedule
def test_adds():
    counter = Counter()
    threads = [Thread(target=counter.add, args=({times},)) for _ in range({threads})]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert counter.value == {threads} * {times}
"""
ALONE = """\
import time
from pathlib import Path
from threadlab import explore
from threadlab.notebook.project_tests.module_texts import ModuleTexts
modules = ModuleTexts(["counter"], [Path.cwd()], {"test_it": Path("test_it.py")})
begin = time.process_time()
result = explore("from test_it import test_adds as the_test\\ndef run():\\n    the_test()\\n", modules=modules)
print(result.verdict, result.schedules, time.process_time() - begin)
"""
PLUGIN = """\
import time
import pytest
import threadlab.runners.pytest_plugin.judging

class Clock:
    spent = 0.0
    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_protocol(self, item, nextitem):
        begin = time.process_time()
        result = yield
        Clock.spent += time.process_time() - begin
        return result

begin = time.process_time()
status = pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", "test_it.py"], plugins=[Clock()])
print(int(status), Clock.spent, time.process_time() - begin)
"""
EMPTY = """\
import time
import pytest
begin = time.process_time()
pytest.main(["-q", "-p", "no:cacheprovider", "--no-header", OPTIONS, "test_plain.py"])
print(time.process_time() - begin)
"""
INTRODUCTION = """\
# What a test costs through pytest

Seconds of CPU, medians of {times} processes, on Python {python}; `python benchmarks/pytest_cost.py --write` writes
this page. *alone* is `explore` with the same program and the same modules, *through pytest* all that pytest does from
the test's set-up to its report; the imports of both are left out. That it adds no work to a schedule is what a test
counts (`tests/anywhere/test_pytest_habits.py`): as many schedules, and each text compiled once for all of them.

| threads x rounds | schedules | alone | through pytest | times |
|---|---|---|---|---|
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/pytest-cost.md")
    write = parser.parse_args().write
    text = INTRODUCTION.format(times=TIMES, python=platform.python_version())
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "pytest.ini").write_text("[pytest]\nthreadlab_packages = counter\npythonpath = .\n")
        (here / "counter").mkdir()
        (here / "counter" / "__init__.py").touch()
        (here / "counter" / "safe.py").write_text(COUNTER)
        (here / "test_plain.py").write_text("def test_plain():\n    pass\n")
        for threads, rounds in ((2, 1), (2, 3), (3, 2), (2, 5)):
            (here / "test_it.py").write_text(TEST.format(threads=threads, times=rounds))
            alone = [said(ALONE, here).split() for _ in range(TIMES)]
            through = [said(PLUGIN, here).split() for _ in range(TIMES)]
            assert {each[-3] for each in through} == {"0"}, through
            one = statistics.median(float(each[-1]) for each in alone)
            other = statistics.median(float(each[-2]) for each in through)
            text += f"| {threads} x {rounds} | {alone[0][1]} | {one:.3f} | {other:.3f} | {other / one:.2f} |\n"
        without, with_it = (
            statistics.median(float(said(EMPTY.replace("OPTIONS", each), here).split()[-1]) for _ in range(TIMES))
            for each in ('"-p", "no:threadlab"', '"-q"')
        )
        text += f"\nA run without any such test: {with_it:.3f} s with the plug-in, {without:.3f} s without.\n"
    print(text)
    if write:
        DOCS.write_text(text, encoding="utf-8")


def said(program: str, folder: Path) -> str:
    """Run a program in a process of its own, for what is compiled once must not be missing; return what it prints."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.stdout, ran.stderr
    return ran.stdout


if __name__ == "__main__":
    main()
