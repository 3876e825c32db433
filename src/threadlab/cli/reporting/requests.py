"""``threadlab requests``: requests to look at marks again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands, course_with_sources

if TYPE_CHECKING:
    from threadlab.grading.gradebook.regrade_requests import Request


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "requests",
        help="see, take in and answer requests to look at marks again",
        description="Without options, list the requests that wait, then those that are answered. They are taken from a "
        "table, as a form or a spreadsheet saves it (CSV), with the columns student, assignment, request, and part if "
        "it is about one exercise, check or question. In the formgrader a request stands at the top of the submission, "
        "with a link to what it is about, and Next waiting leads to it. The answer stands on the feedback page.",
        epilog="Exit status: 0 if all is well; 1 if a line of the table was not taken (each is named, and why). "
        "Examples: threadlab requests --from requests.csv; threadlab requests --answer student-07 1-adding "
        'add--keeps-all "Looked again: the lock is a local one."',
    )
    parser.add_argument("--from", dest="table", metavar="FILE.csv", type=Path, help="take requests from a table")
    parser.add_argument(
        "--answer", nargs=4, metavar=("STUDENT", "ASSIGNMENT", "PART", "TEXT"), help='answer one; PART may be ""'
    )
    parser.add_argument("--dry-run", action="store_true", help="with --from: say what would be taken, and take nothing")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.grading.gradebook.regrade_requests import requests
    from threadlab.grading.gradebook.term_notes import Notes, reading
    from threadlab.grading.pages.raw_text import harmless_text
    from threadlab.reporting.regrade_requests import answer, enter, read_requests
    from threadlab.upkeep.backups import backup_before

    course = course_with_sources()
    if options.answer:
        backup_before(course, "requests")
        done = answer(course, *options.answer)
        print(f"Answered {done.student}. Next: threadlab grade writes it on the feedback page.")
        return 0
    if options.table:
        taken = read_requests(course, options.table)
        if taken.new and not options.dry_run:
            backup_before(course, "requests")
            enter(course, taken.new)
        for each in taken.new:
            print(f"{'would be ' * options.dry_run}new: {_shown(each)}")
        for line in taken.refused:
            print(f"threadlab: not taken: {line}", file=sys.stderr)
        print(f"{len(taken.new)} new, {taken.known} known already, {len(taken.refused)} not taken.")
        return 1 if taken.refused else 0
    with reading(course.gradebook) as execute:
        found = requests(Notes(execute))
    for each in sorted(found, key=lambda each: bool(each.answer)):
        state = f"answered: {harmless_text(each.answer)}" if each.answer else "waits"
        print(f"{_shown(each)} ({state})")
    waits = sum(not each.answer for each in found)
    print(f"{waits} wait{'s' if waits == 1 else ''}, {len(found) - waits} answered.")
    return 0


def _shown(request: Request) -> str:
    """Tell a request on a terminal: a student may have written into it what acts on one."""
    from threadlab.grading.pages.raw_text import harmless_text

    about = " ".join(filter(None, (request.assignment, request.part)))
    return f"{request.student}, {about}: {harmless_text(request.asked)}"
