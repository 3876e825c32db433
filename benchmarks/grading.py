"""Compare ``threadlab grade``, in one run and on the same submissions, with stock ``nbgrader autograde``.

    python benchmarks/grading.py [--students 100] [--stock-students 8] [--sizes 30 100 300] [--write]

It makes a class out of the catalogue in ``answers/``: every student hands in every notebook, each exercise solved by
one of the catalogue's answers, right or wrong. Stock nbgrader starts a kernel for each notebook and runs the same
checks in it; as it takes seconds for each, it grades a part of the class, and its figures are scaled up. ``--write``
puts the tables into ``docs/grading-speed.md``. Run it with the Python of ``.venv``, on a machine that does nothing
else.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
SIDE_BY_SIDE = 4
STOCK_CONFIG = """from pathlib import Path
c = get_config()
course = Path(__file__).resolve().parent
c.CourseDirectory.course_id = "threadlab"
c.CourseDirectory.root = str(course)
c.CourseDirectory.db_url = f"sqlite:///{course / 'gradebook.db'}?timeout=60"
"""
# What `threadlab grade` does in the process that enters the grades: a name, a file's end, and a function.
PARTS = (
    ("waiting for verdicts", "executors/prefetch.py", "wait_for"),
    ("building the release", "release/build.py", "build"),
    ("autograding: nbgrader's steps", "course/nbgrader_steps.py", "autograde"),
    ("of that, writing scores", "pipeline/preprocessors.py", "preprocess"),
    ("feedback pages", "course/nbgrader_steps.py", "generate_feedback"),
    ("committing", "gradebook/single_session.py", "keep"),
    ("recognising and recording", "grading_run/up_to_date.py", "graded"),
    ("the class table", "grading_run/results.py", "read_results"),
)


@dataclass(frozen=True)
class Cost:
    """What a command took: seconds of wall time, seconds of CPU and bytes of memory of its whole process tree."""

    wall: float
    cpu: float
    memory: int

    def scaled(self, factor: float) -> Cost:
        """Give what so many times the work takes."""
        return Cost(self.wall * factor, self.cpu * factor, self.memory)


def main() -> None:
    options = parse()
    if options.within:
        print(json.dumps(WITHIN[options.within[0]](Path(options.within[1]))))
        return
    with tempfile.TemporaryDirectory(prefix="threadlab-grading-") as folder:
        text = report(Path(folder), options)
    print(text)
    if options.write:
        path = ROOT / "docs" / "grading-speed.md"
        _, heading, section = path.read_text(encoding="utf-8").partition("## Beside an older commit")  # by regrading.py
        path.write_text(f"{text}\n{heading}{section}" if heading else text, encoding="utf-8")


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--students", type=int, default=100, help="how many students (default: %(default)s)")
    parser.add_argument("--stock-students", type=int, default=8, help="how many stock grades (default: %(default)s)")
    sizes = "classes that show how time and memory grow; 1000 students are 3,000 submissions (default: 30 100 300)"
    parser.add_argument("--sizes", type=int, nargs="*", default=[30, 100, 300], help=sizes)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/grading-speed.md")
    parser.add_argument("--within", nargs=2, help=argparse.SUPPRESS)
    return parser.parse_args()


def report(folder: Path, options: argparse.Namespace) -> str:
    load, *_ = os.getloadavg()
    course = make_class(folder / "class", options.students)
    notebooks = len(list((course / "submitted").glob("*/*/*.ipynb")))
    rows: list[tuple[str, Cost]] = []

    def add(name: str, cost: Cost) -> Cost:
        print(f"{name:60} {cost.wall:8.1f} s wall {cost.cpu:8.1f} s CPU {cost.memory >> 20:6} MB", file=sys.stderr)
        rows.append((name, cost))
        return cost

    ours = add("`threadlab grade --force` (no memory of verdicts)", fresh_run(course, "grade", "--force"))
    add("`threadlab grade`, its memory of verdicts empty", fresh_run(course, "grade"))
    add("the same with all verdicts remembered", fresh_run(course, "grade", keep_verdicts=True))
    add("the same again, nothing changed", measured([[str(BIN / "threadlab"), "grade"]], course))
    profile = within("profile", course)
    add("the limit: fork and judge, enter nothing", measured([myself("judge", course)], ROOT))
    add("of that, fork alone (no cell)", measured([myself("fork", course)], ROOT))

    few = min(options.stock_students, options.students)
    scale = options.students / few
    one, *_ = stock_courses(folder / "stock", course, few, 1)
    stock = add("stock `nbgrader autograde`", measured_stock([one]).scaled(scale))
    four = stock_courses(folder / "four", course, few, SIDE_BY_SIDE)
    side_by_side = add(f"{SIDE_BY_SIDE} stock processes side by side", measured_stock(four).scaled(scale))

    machine = f"{len(os.sched_getaffinity(0))} processors, Python {sys.version.split()[0]}"
    machine += f", load {load:.1f} before it began"
    lines = [
        f"{options.students} students, {notebooks} submitted notebooks, {machine}.",
        f"Stock graded {few} of the students; its times are scaled by {scale:g}.",
        "",
        "| way | wall s | a notebook, ms | CPU s | memory MB | wall, ours = 1 | CPU, ours = 1 |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, cost in rows:
        figures = f"{cost.wall:.1f} | {cost.wall / notebooks * 1000:.0f} | {cost.cpu:.1f} | {cost.memory >> 20}"
        lines.append(f"| {name} | {figures} | {cost.wall / ours.wall:.2f} | {cost.cpu / ours.cpu:.2f} |")
    lines += ["", *verdicts(ours, stock, side_by_side), ""]
    lines += [
        "## Where the time of the process that enters the grades goes",
        "",
        "| part | s | share |",
        "|---|---|---|",
    ]
    total = profile.pop("all")
    lines += [f"| {part} | {seconds:.2f} | {seconds / total:.0%} |" for part, seconds in profile.items()]
    lines += ["", "All verdicts were remembered for this, so that nothing but entering is seen. The profiler itself"]
    lines += [f"makes it slower: {total:.1f} s.", "", "## Larger classes", "", *growth(folder, options.sizes)]
    return INTRODUCTION + "\n".join(lines) + "\n"


def verdicts(ours: Cost, stock: Cost, side_by_side: Cost) -> Iterator[str]:
    yield f"- {stock.wall / ours.wall:.1f} times less wall time than stock (wanted: 20)."
    yield f"- {side_by_side.wall / ours.wall:.1f} times less than {SIDE_BY_SIDE} stock processes (wanted: 5)."
    yield f"- {ours.cpu / stock.cpu:.0%} of stock's CPU (wanted: 25%)."


def growth(folder: Path, sizes: Sequence[int]) -> Iterator[str]:
    yield "| students | notebooks | wall s | a notebook, ms | CPU s | memory MB |"
    yield "|---|---|---|---|---|---|"
    for students in sizes:
        course = make_class(folder / f"of-{students}", students)
        count = len(list((course / "submitted").glob("*/*/*.ipynb")))
        cost = fresh_run(course, "grade", "--force")
        each = f"{cost.wall / count * 1000:.0f} | {cost.cpu:.1f} | {cost.memory >> 20}"
        print(f"{students} students: {cost}", file=sys.stderr)
        yield f"| {students} | {count} | {cost.wall:.1f} | {each} |"
        shutil.rmtree(course)


def make_class(course: Path, students: int, only: str = "", *, own_words: bool = False) -> Path:
    """Make a course whose students have the catalogue's answers, every one in another mixture.

    With ``only`` it has one assignment; with ``own_words`` no two answers are the same text, so each must be judged.
    """
    course.mkdir(parents=True)
    ignored = shutil.ignore_patterns(".ipynb_checkpoints")
    shutil.copytree(ROOT / "source" / only, course / "source" / only, ignore=ignored)
    shutil.copy(ROOT / "nbgrader_config.py", course)
    subprocess.run([BIN / "threadlab", "build"], cwd=course, check=True, stdout=subprocess.DEVNULL)
    for released in sorted((course / "release").glob("*/*.ipynb")):
        assignment = released.parent.name
        exercises = sorted(path for path in (ROOT / "answers" / assignment).iterdir() if path.is_dir())
        catalogue = {path.name: [file.read_text("utf-8") for file in sorted(path.rglob("*.py"))] for path in exercises}
        for number in range(students):
            notebook = json.loads(released.read_text("utf-8"))
            for place, (exercise, answers) in enumerate(catalogue.items()):
                cell = next(cell for cell in notebook["cells"] if cell.get("id") == exercise)
                cell["source"] = answers[(number * (2 * place + 1) + place) % len(answers)]
                if own_words:
                    cell["source"] += f"\n\nmine_{place} = {number}\n"
            target = course / "submitted" / f"student-{number + 1:05}" / assignment / released.name
            target.parent.mkdir(parents=True)
            target.write_text(json.dumps(notebook), "utf-8")
    return course


def fresh_run(course: Path, *command: str, keep_verdicts: bool = False) -> Cost:
    """Grade a class that was never graded."""
    for made in ("autograded", "feedback", "gradebook.db", ".threadlab/graded.jsonl"):
        path = course / made
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    if not keep_verdicts:
        shutil.rmtree(course / ".threadlab", ignore_errors=True)
    return measured([[str(BIN / "threadlab"), *command]], course)


def stock_courses(folder: Path, course: Path, students: int, parts: int) -> list[Path]:
    """Deal some students out to courses of their own, which are nbgrader's from first to last."""
    people = sorted((course / "submitted").iterdir())[:students]
    made = []
    for part in range(min(parts, students)):
        target = folder / str(part)
        shutil.copytree(course / "source", target / "source")
        (target / "nbgrader_config.py").write_text(STOCK_CONFIG)
        for person in people[part::parts]:
            shutil.copytree(person, target / "submitted" / person.name)
        for assignment in assignments(target):
            subprocess.run(
                nbgrader("generate_assignment", assignment), cwd=target, check=True, **QUIET, env=stock_env()
            )
        made.append(target)
    return made


def measured_stock(courses: Sequence[Path]) -> Cost:
    """Grade courses side by side, each with one process of nbgrader at a time."""
    scripts = []
    for course in courses:
        steps = (" ".join(nbgrader("autograde", name)) for name in assignments(course))
        scripts.append(["sh", "-c", f"cd {course} && {'; '.join(steps)}"])
    return measured(scripts, courses[0], may_fail=True)


def assignments(course: Path) -> list[str]:
    return sorted(path.name for path in (course / "source").iterdir())


def nbgrader(*arguments: str) -> list[str]:
    return [str(BIN / "nbgrader"), *arguments, "--force"]


QUIET: dict[str, int] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}


def stock_env() -> dict[str, str]:
    return os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}


def measured(commands: Sequence[Sequence[str]], folder: Path, *, may_fail: bool = False) -> Cost:
    """Run commands side by side, and measure their process trees."""
    peak, most = 0, 0.0
    started = time.perf_counter()
    running = [subprocess.Popen(command, cwd=folder, **QUIET, env=stock_env()) for command in commands]
    over = threading.Event()

    def watch() -> None:
        nonlocal peak, most
        while not over.wait(0.2):
            memory, cpu = used_by([process.pid for process in running])
            peak, most = max(peak, memory), max(most, cpu)

    watcher = threading.Thread(target=watch)
    watcher.start()
    spent = 0.0
    for process in running:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        spent += usage.ru_utime + usage.ru_stime
        if process.returncode and not may_fail:
            raise SystemExit(f"{process.args} ended with {process.returncode}")
    wall = time.perf_counter() - started
    over.set()
    watcher.join()
    # What ran inside bubblewrap ends unwaited for, so the kernel's sum leaves it out; the watcher has seen it.
    return Cost(wall, max(spent, most), peak)


def used_by(roots: Sequence[int]) -> tuple[int, float]:
    """Add up memory and CPU of process trees; what processes share is counted once, by their shares in it."""
    memory, cpu = 0, 0.0
    for pid in roots:
        try:
            family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.Error:
            continue
        for process in family:
            try:
                times = process.cpu_times()  # of children, those that it has waited for
                cpu += times.user + times.system + times.children_user + times.children_system
                memory += process.memory_full_info().pss
            except (psutil.Error, OSError):
                continue
    return memory, cpu


def myself(what: str, course: Path) -> list[str]:
    return [sys.executable, __file__, "--within", what, str(course)]


def within(what: str, course: Path) -> dict[str, float]:
    """Do something in a process of its own, and return what it found."""
    done = subprocess.run(myself(what, course), check=True, stdout=subprocess.PIPE, env=stock_env(), text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def judge_only(course: Path, *, empty: bool = False) -> dict[str, float]:
    """Judge the class side by side, in the sandbox, and enter nothing."""
    from nbgrader.api import Gradebook

    from threadlab.grading.executors.base import judge_all
    from threadlab.grading.executors.pool import Pool
    from threadlab.grading.pipeline.judgement import request_of, untouched_request
    from threadlab.grading.submission.master_copy import lay_over, read_master
    from threadlab.grading.submission.reading import read_file
    from threadlab.grading.worker.protocol import Submission
    from threadlab.grading.worker.sandbox_choice import choose_sandbox

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        masters = {
            path.parent.name: read_master(gradebook, path.parent.name, path.stem)
            for path in (course / "source").glob("*/*.ipynb")
        }

    released = {path.parent.name: path for path in (course / "release").glob("*/*.ipynb")}
    untouched = {name: untouched_request(master, released[name]) for name, master in masters.items()}

    def submissions() -> Iterator[Submission]:
        for path in sorted((course / "submitted").glob("*/*/*.ipynb")):
            request = {"cells": []} if empty else request_of(lay_over(masters[path.parent.name], read_file(path)))
            yield Submission(str(path), request, b"" if empty else untouched[path.parent.name])

    with Pool(choose_sandbox()) as pool:
        outcomes = sum(1 for _ in judge_all(submissions(), pool))
    return {"outcomes": outcomes}


def profile(course: Path) -> dict[str, float]:
    """Grade with all verdicts remembered, and say where the time goes."""
    from threadlab.cli import main as threadlab

    (course / ".threadlab" / "graded.jsonl").unlink()
    os.chdir(course)
    profiler = cProfile.Profile()
    with redirect_stdout(sys.stderr):
        profiler.runcall(threadlab, ["grade"])
    statistics = pstats.Stats(profiler)
    found = {"all": statistics.total_tt}  # type: ignore[attr-defined]
    for part, file, function in PARTS:
        found[part] = sum(
            cumulative
            for (path, _, name), (_, _, _, cumulative, _) in statistics.stats.items()  # type: ignore[attr-defined]
            if path.endswith(file) and name == function
        )
    return found


WITHIN: dict[str, Callable[[Path], dict[str, float]]] = {
    "judge": judge_only,
    "fork": lambda course: judge_only(course, empty=True),
    "profile": profile,
}

INTRODUCTION = """# How fast grading is

Made by `python benchmarks/grading.py --write` in one run on one machine. Times differ from machine to machine; compare
the rows. "Stock" is nbgrader as it comes: a kernel for each notebook, in which the same checks run. Unlike
`threadlab grade` it writes no feedback, keeps nobody in a sandbox, and leaves hidden tests readable. Memory is that of
the whole process tree, with what processes share counted once.

"""

if __name__ == "__main__":
    main()
