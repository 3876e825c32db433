"""``threadlab likeness``: answers that have much in common."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from threadlab.cli.common import Commands, course_with_sources
from threadlab.course.folder import known
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    likeness = commands.add_parser(
        "likeness",
        help="list answers that have much in common",
        description="Compare the answers of a class with each other: those that are equal to the byte, and those that "
        "have passages in common which neither what was handed out nor the catalogue has. Likeness is no proof of "
        "anything; the page says so, too. It names students: keep it to yourself.",
        epilog="Example: threadlab likeness 3-producer-consumer --to likeness.html",
    )
    likeness.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    likeness.add_argument("--to", metavar="FILE.html", type=Path, help="the page to write")
    likeness.add_argument("--csv", metavar="FILE.csv", type=Path, help="the same as a table")
    likeness.add_argument(
        "--from",
        dest="least",
        metavar="PERCENT",
        type=_percent,
        default=0.8,
        help="list pairs that have so much of their own in common (default: 80)",
    )
    likeness.set_defaults(run=_run)


def _percent(text: str) -> float:
    if not text.isdecimal() or not 1 <= int(text) <= 100:
        raise argparse.ArgumentTypeError(f"a whole number from 1 to 100 is needed, not {text!r}")
    return int(text) / 100


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.class_table import progress_bar
    from threadlab.reporting.likeness.answers import read_answers
    from threadlab.reporting.likeness.comparing import alike, same_texts
    from threadlab.reporting.likeness.page import ExerciseLikeness, likeness_page, write_table

    if options.to is None and options.csv is None:
        raise CannotRunError("say where it shall go: --to likeness.html, or --csv likeness.csv, or both")
    course = course_with_sources()
    names = known("assignment", options.assignments, course.assignments())
    found = []
    with progress_bar("Comparing") as progress:
        for answers in read_answers(course, names):
            pairs = alike(answers, options.least, partial(progress, answers.name)) if answers.is_code else []
            found.append(
                ExerciseLikeness(
                    answers.assignment, answers.name, answers.count, tuple(same_texts(answers)), tuple(pairs)
                )
            )
    try:
        if options.to is not None:
            options.to.write_text(likeness_page(found, options.least), encoding="utf-8")
        if options.csv is not None:
            write_table(found, options.csv)
    except OSError as problem:
        raise CannotRunError(f"{problem.filename} cannot be written: {problem.strerror}") from None
    print(f"Wrote {', '.join(str(path) for path in (options.to, options.csv) if path is not None)}.")
    print("threadlab: it names students, and proves nothing; keep it to those who may see submissions", file=sys.stderr)
    return 0
