"""How the cost of a proof grows with the program: runs of it, and seconds of CPU.

    python benchmarks/cost.py            # prints the tables
    python benchmarks/cost.py --write    # puts them into docs/cost.md, and the plot into docs/cost.svg

Needs nothing but the package. It takes about a quarter of a minute.
"""

from __future__ import annotations

import argparse
import math
import platform
import time
from dataclasses import dataclass
from pathlib import Path

from threadlab import explore

DOCS = Path(__file__).parent.parent / "docs"
TIMES = (1, 2, 3, 4)

COUNTER = """
from threading import Lock, Thread
counter, lock = 0, Lock()
def work():
    global counter
    for _ in range({times}):
        with lock:
            counter += 1
def test():
    threads = [Thread(target=work) for _ in range({threads})]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert counter == {threads} * {times}
"""
BUFFER = """
from threading import Condition, Thread
items, condition = [], Condition()
def put():
    for item in range({times}):
        with condition:
            while items: condition.wait()
            items.append(item)
            condition.notify_all()
def take():
    for item in range({times}):
        with condition:
            while not items: condition.wait()
            items.pop()
            condition.notify_all()
def test():
    threads = [Thread(target=target) for target in [put, take] * ({threads} // 2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert not items
"""


@dataclass(frozen=True)
class Cell:
    """What one program cost."""

    threads: int
    times: int
    runs: int
    seconds: float  # of CPU
    complete: bool

    def __str__(self) -> str:
        seconds = f"{self.seconds:.2g}" if self.seconds < 10 else f"{self.seconds:.0f}"
        if self.complete:
            return f"{self.runs:,} in {seconds} s"
        return f"undecided after {self.runs:,} ({seconds} s)"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables and the plot into docs/")
    write = parser.parse_args().write
    cost(COUNTER, 2, 1)  # the first search of a process also loads what the others find there
    counter = [cost(COUNTER, threads, times) for threads in (2, 3, 4, 5) for times in TIMES]
    buffer = [cost(BUFFER, threads, times) for threads in (2, 4) for times in TIMES]
    text = INTRODUCTION.format(python=platform.python_version())
    text += f"## Threads that take one lock, N times each\n\n{table(counter)}\n{COUNTS}"
    text += f"## As many producers as consumers, N items each, and room for one\n\n{table(buffer)}\n{BUFFERS}"
    print(text)
    if write:
        (DOCS / "cost.md").write_text(text, encoding="utf-8")
        (DOCS / "cost.svg").write_text(plot({"locked counter": counter, "bounded buffer": buffer}), encoding="utf-8")


def cost(program: str, threads: int, times: int) -> Cell:
    text = program.format(threads=threads, times=times)
    source, _, test = text.rpartition("def test")
    begin = time.process_time()
    result = explore(f"def test{test}", source)
    seconds = time.process_time() - begin
    if result.verdict == "fails":
        raise SystemExit(f"a right program fails: {result.failure}")
    return Cell(threads, times, result.schedules, seconds, result.verdict == "holds")


def table(cells: list[Cell]) -> str:
    lines = ["| threads | " + " | ".join(f"N = {times}" for times in TIMES) + " |", "|---|" + "---|" * len(TIMES)]
    for threads in dict.fromkeys(cell.threads for cell in cells):
        row = [str(cell) for cell in cells if cell.threads == threads]
        lines.append(f"| {threads} | " + " | ".join(row) + " |")
    return "\n".join(lines) + "\n"


# -- the plot ----------------------------------------------------------------------------------------------------------

WIDTH, HEIGHT, LEFT, BOTTOM = 640, 400, 70, 50
COLOURS = ("#1f6fb2", "#c2571a")


def plot(series: dict[str, list[Cell]]) -> str:
    """Return an SVG of seconds against runs, both on a logarithmic scale; hollow where it gave up."""
    cells = [cell for each in series.values() for cell in each]
    most = math.ceil(math.log10(max(cell.runs for cell in cells)))
    low = math.floor(math.log10(min(cell.seconds for cell in cells)))
    high = math.ceil(math.log10(max(cell.seconds for cell in cells)))

    def x(runs: float) -> float:
        return LEFT + (WIDTH - LEFT - 20) * math.log10(runs) / most

    def y(seconds: float) -> float:
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - 30) * (math.log10(seconds) - low) / (high - low)

    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
    parts = [
        f'{head} font-family="sans-serif" font-size="12">',
        "<title>Seconds of CPU against runs</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for power in range(most + 1):
        parts.append(line(x(10**power), y(10.0**low), x(10**power), y(10.0**high)))
        parts.append(words(x(10**power), HEIGHT - BOTTOM + 18, f"{10**power:,}", "middle"))
    for power in range(low, high + 1):
        parts.append(line(x(1), y(10.0**power), x(10**most), y(10.0**power)))
        parts.append(words(LEFT - 8, y(10.0**power) + 4, f"{10.0**power:g} s", "end"))
    parts.append(words((WIDTH + LEFT) / 2, HEIGHT - 12, "runs", "middle"))
    for number, (name, each) in enumerate(series.items()):
        colour = COLOURS[number]
        parts.append(f'<circle cx="{LEFT + 20}" cy="{44 + 18 * number}" r="4" fill="{colour}"/>')
        parts.append(words(LEFT + 30, 48 + 18 * number, name, "start"))
        for cell in each:
            fill = colour if cell.complete else "#fff"
            tip = f"{name}, {cell.threads} threads x {cell.times}: {cell}"
            parts.append(
                f'<circle cx="{x(cell.runs):.1f}" cy="{y(cell.seconds):.1f}" r="4" fill="{fill}" '
                f'stroke="{colour}"><title>{tip}</title></circle>'
            )
    return "\n".join([*parts, "</svg>"]) + "\n"


def line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dde1e6"/>'


def words(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="#3d4650">{text}</text>'


INTRODUCTION = """# What a search costs

Made by `python benchmarks/cost.py --write`, on one core, with Python {python}: how often a right program is run until
it is proved right on every schedule, and the seconds of CPU that this takes. Seconds differ from machine to machine,
runs do not.

![Seconds of CPU against runs](cost.svg)

"""
COUNTS = """
In the first row and the first column these are the orders in which the threads can take the lock, (threads x N)! /
(N!)^threads, and not one more: each is run. What a thread does between two steps that others can see makes no more
orders. Where they seem to become many, it is asked whether blocks under the lock come to the same in any order; then a
few runs are enough, also for four threads with N = 4, which have 63 million orders.

"""
BUFFERS = """
Here one Condition and `notify_all` wake threads in vain, too, and each order of waking counts. From some hundreds of
schedules on states are searched: where two schedules meet in one state, what follows is run once.
"""

if __name__ == "__main__":
    main()
