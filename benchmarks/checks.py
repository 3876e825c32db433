"""How long checks take: every check of the course on every answer of the catalogue, in seconds of CPU.

    python benchmarks/checks.py            # prints the table
    python benchmarks/checks.py --write    # puts it into docs/checks.md

Needs nothing but the package. It takes about two minutes.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from threadlab.course.exercises import Exercise, exercises
from threadlab.course.folder import find_course
from threadlab.notebook.judging.notebook import judge_checks

COURSE = find_course(Path(__file__).parent)
ANSWERS = COURSE.root / "answers"
SLOWEST = 10  # how many of them are listed


@dataclass(frozen=True)
class Judged:
    """What one check said of one answer."""

    answer: str
    check: str
    verdict: str
    schedules: int
    seconds: float  # of CPU


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the table into docs/checks.md")
    write = parser.parse_args().write
    known = {exercise.path: exercise for exercise in exercises(COURSE)}
    judged = [
        each
        for answer in sorted(ANSWERS.glob("*/*/*/*.py"))
        for each in judge(known[answer.relative_to(ANSWERS).parent.parent.as_posix()], answer)
    ]
    text = INTRODUCTION.format(python=platform.python_version()) + tables(judged)
    print(text)
    if write:
        (COURSE.root / "docs" / "checks.md").write_text(text, encoding="utf-8")


def judge(exercise: Exercise, answer: Path) -> list[Judged]:
    """Judge an answer by each check of its exercise alone, as grading does: with the story and its picture."""
    cells = exercise.answered(answer.read_text(encoding="utf-8"))
    judged = []
    for check in exercise.checks:
        needed = [cell for cell in cells if not cell.is_test or cell.grade_id == check.name]
        begin = time.process_time()
        (report,) = judge_checks(needed)
        seconds = time.process_time() - begin
        schedules = sum(test.schedules for test in report.tests)
        name = answer.relative_to(ANSWERS).with_suffix("").as_posix()
        judged.append(Judged(name, check.behaviour, report.verdict, schedules, seconds))
    return judged


def tables(judged: list[Judged]) -> str:
    right = [each for each in judged if "/right/" in each.answer]
    wrong = [each for each in judged if "/wrong/" in each.answer]
    groups = {
        "right answers, all checks": right,
        "wrong answers, the checks that they fail": [each for each in wrong if each.verdict == "fails"],
        "wrong answers, the other checks": [each for each in wrong if each.verdict != "fails"],
    }
    lines = ["| | checks | median | 9 of 10 within | worst | most schedules |", "|---|---|---|---|---|---|"]
    for name, group in groups.items():
        times = sorted(each.seconds for each in group)
        most = max(each.schedules for each in group)
        lines.append(
            f"| {name} | {len(group)} | {statistics.median(times):.3f} s | {times[len(times) * 9 // 10]:.2f} s "
            f"| {times[-1]:.2f} s | {most:,} |"
        )
    for name, group in groups.items():
        lines += ["", f"## The slowest: {name}", "", "| answer | check | schedules | seconds |", "|---|---|---|---|"]
        for each in sorted(group, key=lambda each: -each.seconds)[:SLOWEST]:
            lines.append(f"| {each.answer} | {each.check} | {each.schedules:,} | {each.seconds:.2f} |")
    return "\n".join(lines) + "\n"


INTRODUCTION = """# How long a check takes

Made by `python benchmarks/checks.py --write`, on one core, with Python {python}: each check of the course on each
answer of the catalogue (`answers/`), from the text of the cells to the verdict with its words and picture. Seconds of
CPU; they differ from machine to machine, schedules do not. A check that fails stops at the first schedule that does,
and then looks for the easiest one to read; one that holds has run them all.

"""

if __name__ == "__main__":
    main()
