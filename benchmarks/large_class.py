"""Grade classes on a Dask cluster of this machine, and say what a class of 20,000 would need.

    python -m benchmarks.large_class [--sizes 250 1000] [--workers 2] [--write]

Each student hands in one assignment, and no two answers are the same text, so that each is judged: a real class has
equal answers, and costs less. The scheduler, the Dask workers and ``threadlab grade --dask`` are processes of their
own, and are measured apart. ``--write`` puts the tables into ``docs/large-class.md``.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.grading import BIN, ROOT, make_class, used_by

ASSIGNMENT = "2-locked-counter"
LARGE = 20_000
PARTS = ("grade", "scheduler", "workers")
# Without it the scheduler keeps a thousand messages, each with a submission.
FEW_MESSAGES = "DASK_DISTRIBUTED__ADMIN__LOW_LEVEL_LOG_LENGTH"


@dataclass
class Run:
    """What a class took: wall time, and for each part seconds of CPU and the most memory, in bytes; bytes on disk."""

    students: int
    wall: float = 0.0
    cpu: dict[str, float] = field(default_factory=lambda: dict.fromkeys(PARTS, 0.0))
    memory: dict[str, int] = field(default_factory=lambda: dict.fromkeys(PARTS, 0))
    disk: dict[str, int] = field(default_factory=dict)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[250, 1000], help="students (default: %(default)s)")
    parser.add_argument("--workers", type=int, default=2, help="Dask workers of one thread (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/large-class.md")
    options = parser.parse_args()
    runs = []
    with tempfile.TemporaryDirectory(prefix="threadlab-large-") as folder:
        for students in options.sizes:
            runs.append(graded(Path(folder) / str(students), students, options.workers))
            print(runs[-1], file=sys.stderr, flush=True)
            shutil.rmtree(Path(folder) / str(students))
    text = report(runs, options.workers, os.getloadavg()[2])
    print(text)
    if options.write:
        (ROOT / "docs" / "large-class.md").write_text(text, encoding="utf-8")


def graded(folder: Path, students: int, workers: int) -> Run:
    course = make_class(folder, students, ASSIGNMENT, own_words=True)
    run = Run(students)
    with cluster(workers) as (address, scheduler, working):
        command = [str(BIN / "threadlab"), "grade", "--dask", address]
        started = time.perf_counter()
        with subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL) as grade:
            watched = {"grade": [grade.pid], "scheduler": [scheduler], "workers": working}
            with watching(run, watched):
                status = grade.wait()
        run.wall = time.perf_counter() - started
        if status:
            raise SystemExit(f"threadlab grade ended with {status}")
    parts = ("submitted", "autograded", "feedback", ".threadlab", "gradebook.db")
    run.disk = {part: size(course / part) for part in parts}
    return run


@contextmanager
def cluster(workers: int) -> Iterator[tuple[str, int, list[int]]]:
    """Start a scheduler and workers as one does by hand; give the address, and the processes' ids."""
    command = [str(BIN / "dask"), "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
    few = os.environ | {FEW_MESSAGES: "1"}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=few) as scheduler:
        assert scheduler.stderr is not None
        address = next(found[0] for line in scheduler.stderr if (found := re.search(r"tcp://127\.0\.0\.1:\d+", line)))
        drain = threading.Thread(target=scheduler.stderr.read)
        drain.start()
        one = [str(BIN / "dask"), "worker", address, "--nthreads", "1", "--no-dashboard", "--nworkers", "1"]
        working = [subprocess.Popen(one, stderr=subprocess.DEVNULL) for _ in range(workers)]
        try:
            while len(threads_of(address)) < workers:
                time.sleep(0.2)
            yield address, scheduler.pid, [each.pid for each in working]
        finally:
            for each in (*working, scheduler):
                each.terminate()
            for each in working:
                each.wait()
            drain.join()


def threads_of(address: str) -> dict[str, int]:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return dict(client.nthreads())


@contextmanager
def watching(run: Run, watched: dict[str, list[int]]) -> Iterator[None]:
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.5):
            for part, pids in watched.items():
                memory, cpu = used_by(pids)
                run.memory[part], run.cpu[part] = max(run.memory[part], memory), max(run.cpu[part], cpu)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def size(path: Path) -> int:
    files = [path] if path.is_file() else path.rglob("*")
    return sum(each.stat().st_size for each in files if each.is_file())


def report(runs: Sequence[Run], workers: int, load: float) -> str:
    about = (
        f"{workers} Dask workers of one thread on {len(os.sched_getaffinity(0))} processors with a load of {load:.0f}"
    )
    lines = [INTRODUCTION, f"{about}: CPU tells more than wall.", f"Assignment {ASSIGNMENT}."]
    lines += [
        "",
        "| students | wall s | CPU s: `grade` | scheduler | workers | most MB: `grade` | scheduler | workers |",
    ]
    lines += ["|---|---|---|---|---|---|---|---|"]
    for run in runs:
        figures = [*(f"{run.cpu[part]:.0f}" for part in PARTS), *(f"{run.memory[part] >> 20}" for part in PARTS)]
        lines.append(f"| {run.students:,} | {run.wall:.0f} | {' | '.join(figures)} |")
    first, last = runs[0], runs[-1]
    each = {part: last.cpu[part] / last.students for part in PARTS}
    students = max(1, last.students - first.students)
    more = {part: (last.memory[part] - first.memory[part]) / students / 1e6 for part in PARTS}
    grown = ", ".join(f"{count:.2f} MB of the {part}" for part, count in more.items())
    lines += ["", "From the first class to the last, memory grew for each student by", f"{grown}."]
    lines += ["", f"For each 1,000 students, from the class of {last.students:,}:", "", "| | |", "|---|---|"]
    lines += [f"| CPU of `threadlab grade`, the one writer | {each['grade'] * 1000:.0f} s |"]
    lines += [f"| CPU of the scheduler | {each['scheduler'] * 1000:.1f} s |"]
    lines += [f"| CPU of the workers | {each['workers'] * 1000:.0f} s |"]
    lines += [
        f"| `{part}` on disk | {count / last.students * 1000 / 1e6:.1f} MB |" for part, count in last.disk.items()
    ]
    full = each["workers"] / each["grade"]
    lines += ["", f"On paper, {LARGE:,} students hand in {LARGE:,} notebooks:", ""]
    lines += ["| Dask workers | writing, h | judging, h | whole, h |", "|---|---|---|---|"]
    for count in (2, 4, 8, 16):
        write, judge = (hours * LARGE / 3600 for hours in (each["grade"], each["workers"] / count))
        lines.append(f"| {count} | {write:.1f} | {judge:.1f} | {max(write, judge):.1f} |")
    lines += ["", f"The one writer is the bottleneck from {full:.0f} workers on; {CONCLUSION}"]
    return "\n".join(lines) + "\n"


INTRODUCTION = f"""# A class that outgrows a machine

Made by `python -m benchmarks.large_class --write`. Each student hands in one assignment, no two the same text. The
classes in the first table were graded; the last table is computed from it, for processors that have nothing else to do:
a class of {LARGE:,} was not graded.

The scheduler was started by `{FEW_MESSAGES}=1 dask scheduler`, each worker by `dask worker
ADDRESS --nthreads 1`. Without the setting, the scheduler of distributed 2026.8 keeps its last thousand messages, each
with a submission, for whoever looks for a fault in Dask: it grew by half a megabyte with each of 300 students.
"""
CONCLUSION = (
    "more of them bring nothing.\nOf what it does, nbgrader's steps and the feedback pages take nearly all, and "
    "SQLite's commits under 1 %\n([grading-speed.md](grading-speed.md)). Disk is the next: feedback pages and graded "
    "notebooks."
)

if __name__ == "__main__":
    main()
