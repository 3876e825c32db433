"""``threadlab dates``: when assignments are due, and what handing in late costs."""

from __future__ import annotations

import argparse

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course, known
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "dates",
        help="see and set due dates, extensions and what handing in late costs",
        description="Without options, show the dates. With an assignment and options, set them, in the gradebook; "
        "threadlab grade then brings the marks up to date and lists what changed. What is taken off is taken for each "
        "day begun after the due date, in points or in percent of the assignment's points, and never leaves less than "
        "zero. Times are ISO 8601; without a zone they are UTC, or of the --zone that you name.",
        epilog='Examples: threadlab dates 1-adding --due "2026-10-01 23:59" --zone Europe/Berlin --grace 15m '
        '--per-day "10%" --cut-off 5d; threadlab dates 1-adding --extend student-07 +3d --excuse student-09',
    )
    parser.add_argument("assignment", metavar="ASSIGNMENT", nargs="?", default="", help="which one (default: all)")
    parser.add_argument("--due", metavar="TIME", help="when it is due")
    parser.add_argument("--no-due", action="store_true", help="it is not due at any time")
    parser.add_argument("--zone", metavar="ZONE", help="the zone of times that name none: Europe/Berlin")
    parser.add_argument("--grace", metavar="DURATION", help="how much later costs nothing: 15m, 2h")
    parser.add_argument("--per-day", metavar="AMOUNT", help="what each day begun costs: 2, or 10%%")
    parser.add_argument("--cut-off", metavar="DURATION", help="how much later nothing counts: 5d")
    parser.add_argument("--no-policy", action="store_true", help="handing in late costs nothing")
    parser.add_argument(
        "--extend",
        metavar=("ID", "TIME"),
        nargs=2,
        action="append",
        default=[],
        help="let one student hand in later: until a time, or +3d after the due date; may be repeated",
    )
    parser.add_argument("--no-extension", metavar="ID", action="append", default=[], help="take it back")
    parser.add_argument("--excuse", metavar="ID", action="append", default=[], help="it is not for this one")
    parser.add_argument("--no-excuse", metavar="ID", action="append", default=[], help="it is, after all")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.term.dates.setting import DatesRequest, set_dates
    from threadlab.term.dates.show import dates_in_words
    from threadlab.upkeep.backups import backup_before

    course = find_course()
    chosen = [options.assignment] if options.assignment else []
    names = known("assignment", chosen, course.assignments())
    wanted = DatesRequest(
        due=options.due,
        no_due=options.no_due,
        zone=options.zone,
        grace=options.grace,
        per_day=options.per_day,
        cut_off=options.cut_off,
        no_policy=options.no_policy,
        extend=[(student, time) for student, time in options.extend],
        no_extension=options.no_extension,
        excuse=options.excuse,
        no_excuse=options.no_excuse,
    )
    if wanted.anything():
        if not options.assignment:
            raise CannotRunError("say which assignment: threadlab dates ASSIGNMENT --due TIME")
        backup_before(course, "dates")
        set_dates(course, options.assignment, wanted)
    for line in dates_in_words(course, names):
        print(line)
    return 0
