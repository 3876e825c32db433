"""``threadlab report``: one page about the class."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime
from pathlib import Path

from threadlab.cli.common import Commands, course_with_sources
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    report = commands.add_parser(
        "report",
        help="say on one page what the class understood",
        description="Write one page about the class, to read, to show and to print: what to teach again, which "
        "mistakes were made and how each comes about, how the points are spread, how hard and how telling each check "
        "is, when it was handed in, and what waits for whom. It needs no network, names nobody unless --names says "
        "so, and is the same to the byte if nothing has changed. The catalogue's mistakes are judged for it, and "
        "remembered in .threadlab/: the first time takes minutes.",
        epilog="Example: threadlab report --to report.html --csv tables --released 1-start-join=2026-10-01T08:00Z",
    )
    report.add_argument("--to", metavar="FILE.html", type=Path, help="the page to write")
    report.add_argument("--csv", metavar="DIR", type=Path, help="a folder for the same numbers as CSV files")
    report.add_argument("--names", action="store_true", help="name the students; keep such a page to yourself")
    report.add_argument(
        "--released",
        metavar="ASSIGNMENT=TIME",
        action="append",
        default=[],
        help="when an assignment was handed out, such as 2026-10-01T08:00Z; may be repeated. Without it, days are "
        "counted from the first one handed in",
    )
    report.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.class_table import progress_bar
    from threadlab.course.workers import workers
    from threadlab.reporting.class_report.content import content_of
    from threadlab.reporting.class_report.page import class_page
    from threadlab.reporting.class_report.tables import NotWrittenError, write_tables

    if options.to is None and options.csv is None:
        raise CannotRunError("say where the report shall go: --to report.html, or --csv FOLDER, or both")
    course = course_with_sources()
    released = dict(_released(each, course.assignments()) for each in options.released)
    with progress_bar("Reading") as progress:
        # The catalogue's code is the author's own.
        content = content_of(
            course, lambda: workers(course, trusted=True), progress, released=released, names=options.names
        )
    if options.to is not None:
        try:
            options.to.write_text(class_page(content), encoding="utf-8")
        except OSError as problem:
            raise NotWrittenError(f"{options.to} cannot be written: {problem.strerror}") from None
        print(f"Wrote {options.to}.")
    if options.csv is not None:
        print(f"Wrote {', '.join(map(str, write_tables(content, options.csv)))}.")
    if options.names:
        print("threadlab: it names students; keep it to those who may see grades", file=sys.stderr)
    return 0


def _released(text: str, assignments: list[str]) -> tuple[str, datetime]:
    from threadlab.grading.times import BadTimeError, read_time

    name, equals, time = text.partition("=")
    if not equals:
        raise CannotRunError(f"--released {text}: say ASSIGNMENT=TIME, such as {assignments[0]}=2026-10-01T08:00Z")
    if name not in assignments:
        raise CannotRunError(f"--released: no assignment is called {name}; there are: {', '.join(assignments)}")
    try:
        return name, read_time(time)
    except BadTimeError as problem:
        raise CannotRunError(f"--released {name} says {problem}") from None
