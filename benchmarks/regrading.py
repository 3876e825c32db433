"""Measure grading beside an older commit, and again after one hidden test was changed: CPU, in turn, in one run.

    python benchmarks/regrading.py [--students 100] [--commit 86c99a2] [--write]

Both commits grade the same class: the older one's notebooks and answers. A worktree of it is made for the time of the
run. CPU is that of the whole process tree, sandboxes included, so a busy machine changes little.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import grading
from grading import ROOT, Cost

HEADING = "## Beside an older commit, and after a change"
DOC = ROOT / "docs" / "grading-speed.md"
PARTS = ("entering grades", "feedback pages")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100, help="how many students (default: %(default)s)")
    parser.add_argument("--commit", default="86c99a2", help="the commit to compare with (default: %(default)s)")
    parser.add_argument("--write", action="store_true", help=f"put the section into docs/{DOC.name}")
    parser.add_argument("--within", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.within:
        print(json.dumps(parts(Path(options.within))))
        return
    with tempfile.TemporaryDirectory(prefix="threadlab-regrading-") as folder, worktree(options.commit) as older:
        section = report(Path(folder), older, options.commit, options.students)
    print(section)
    if options.write:
        before = DOC.read_text(encoding="utf-8").partition(HEADING)[0].rstrip()
        DOC.write_text(f"{before}\n\n{section}", encoding="utf-8")


def report(folder: Path, older: Path, commit: str, students: int) -> str:
    grading.ROOT = older  # its notebooks and answers make the class
    course = grading.make_class(folder / "now", students)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    before = folder / "before"
    for part in ("source", "release", "submitted"):
        shutil.copytree(course / part, before / part)
    shutil.copy(older / "nbgrader_config.py", before)
    notebooks = len(list(course.glob("submitted/*/*/*.ipynb")))

    rows: dict[str, Cost] = {}

    def add(name: str, cost: Cost) -> None:
        print(f"{name:60} {cost.wall:8.1f} s wall {cost.cpu:8.1f} s CPU", file=sys.stderr)
        rows[name] = cost

    old, forced, first, again = (
        f"commit {commit}: `threadlab grade --force`",
        "now: `threadlab grade --force`",
        "now: the class for the first time, its memory empty",
        "now: again, after one hidden test of one assignment was changed",
    )
    with using(older):
        add(old, grade(before, "--force"))
    add(forced, grade(course, "--force"))
    divided = json.loads(
        subprocess.run(
            [sys.executable, __file__, "--within", str(course)], check=True, capture_output=True, text=True
        ).stdout
    )
    forget(course)
    add(first, grade(course))
    name = change_a_hidden_test(course)
    add(again, grade(course))
    judging = rows[forced].cpu - sum(divided.values())
    machine = f"{len(os.sched_getaffinity(0))} processors, Python {sys.version.split()[0]}"
    lines = [
        HEADING,
        "",
        f"Made by `python benchmarks/regrading.py --students {students} --write`: {notebooks} notebooks, graded in",
        f"turn on one machine ({machine}, load {os.getloadavg()[0]:.0f}). Both commits grade",
        f"the class that {commit} brings. The test that was changed is `{name}`.",
        "",
        "| way | CPU s | a notebook, ms |",
        "|---|---|---|",
        *(f"| {way} | {cost.cpu:.1f} | {cost.cpu / notebooks * 1000:.0f} |" for way, cost in rows.items()),
        "",
        f"- {rows[forced].cpu / rows[old].cpu:.0%} of the older commit's CPU (wanted: 50%).",
        f"- After the change {rows[forced].cpu / rows[again].cpu:.1f} times less CPU than by `--force` (wanted: 8).",
        "",
        "Of `--force`, in CPU seconds:",
        "",
        "| part | s | a notebook, ms |",
        "|---|---|---|",
        f"| judging, in its sandboxes, and all else | {judging:.1f} | {judging / notebooks * 1000:.0f} |",
        *(f"| {part} | {divided[part]:.1f} | {divided[part] / notebooks * 1000:.0f} |" for part in PARTS),
    ]
    return "\n".join(lines) + "\n"


@contextmanager
def worktree(commit: str) -> Iterator[Path]:
    """Check an older commit out for as long as the block lasts."""
    with tempfile.TemporaryDirectory(prefix="threadlab-older-") as folder:
        place = Path(folder) / "commit"
        subprocess.run(["git", "worktree", "add", "--detach", place, commit], cwd=ROOT, check=True, capture_output=True)
        try:
            yield place
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", place], cwd=ROOT, check=True, capture_output=True)


@contextmanager
def using(older: Path) -> Iterator[None]:
    """Have commands run the package of another worktree, with the libraries of this one."""
    os.environ["PYTHONPATH"] = str(older / "src")
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]


def grade(course: Path, *options: str) -> Cost:
    return grading.measured([[sys.executable, "-m", "threadlab.cli", "grade", *options]], course)


def forget(course: Path) -> None:
    """Leave nothing of earlier runs."""
    for made in ("autograded", "feedback", ".threadlab", "gradebook.db"):
        path = course / made
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def change_a_hidden_test(course: Path) -> str:
    """Change the text of one hidden test, without another line, and name it."""
    path = sorted(course.glob("source/2-*/*.ipynb"))[0]
    notebook = json.loads(path.read_text("utf-8"))
    for cell in notebook["cells"]:
        hidden = False
        for number, line in enumerate(cell["source"]):
            hidden |= "BEGIN HIDDEN TESTS" in line
            if hidden and line.startswith("def "):
                cell["source"][number] = f"{line.rstrip()}  # changed\n"
                path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")
                return line.removeprefix("def ").partition("(")[0]
    raise SystemExit(f"{path} has no hidden test")


def parts(course: Path) -> dict[str, float]:
    """Grade in this process, and give the CPU seconds that entering grades and writing pages take."""
    from threadlab.cli import main as threadlab
    from threadlab.course.nbgrader_steps import Steps

    spent = dict.fromkeys(PARTS, 0.0)

    def timed(part: str, step: str) -> None:
        stock = getattr(Steps, step)

        def taken(*arguments: object) -> None:
            started = time.thread_time()
            try:
                stock(*arguments)
            finally:
                spent[part] += time.thread_time() - started

        setattr(Steps, step, taken)

    timed(PARTS[0], "autograde")
    timed(PARTS[1], "generate_feedback")
    os.chdir(course)
    sys.stdout = sys.stderr
    threadlab(["grade", "--force"])
    sys.stdout = sys.__stdout__
    return spent


if __name__ == "__main__":
    main()
