"""``threadlab update``: a later version of the course's notebooks."""

from __future__ import annotations

import argparse
from pathlib import Path

from threadlab import __version__
from threadlab.cli.common import Commands, course_with_sources


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    update = commands.add_parser(
        "update",
        help="take over a later version of the course",
        description="Take over what the course that this term was made from has changed since: notebooks and the "
        "catalogue. A file that you have changed is left alone, and so is one by which grades could change because "
        "somebody has handed in; both are named. A backup is kept first.",
        epilog="Exit status: 0 if nothing is left to decide; 1 if files were left alone. "
        "Example: threadlab update --from ~/threadlab --dry-run",
    )
    update.add_argument("--from", dest="course", metavar="FOLDER", type=Path, help="the course to take it from")
    update.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
    update.add_argument(
        "--grades-may-change",
        action="store_true",
        help="take over checks of assignments that somebody has handed in, too; threadlab grade then lists each mark "
        "that changes",
    )
    update.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.machine_errors import what_is_wrong
    from threadlab.course.grading_run.run_lock import alone
    from threadlab.upkeep.backups import backup
    from threadlab.upkeep.course_update import differences, source_of_updates, take_over
    from threadlab.upkeep.origin import taken_from

    term = course_with_sources()
    later = source_of_updates(term, options.course)
    found = differences(term, later)
    fates = {"take", "grades"} if options.grades_may_change else {"take"}
    chosen = [each for each in found if each.fate in fates]
    left = [each for each in found if each.fate not in fates]
    for each in chosen:
        done = "takes over" if each.new else "takes away"
        print(f"{'would ' * options.dry_run}{done.replace('s ', ' ') if options.dry_run else done}: {each.file}")
    for each in left:
        print(f"left alone: {each.file}: {each.why}")
    if chosen and not options.dry_run:
        with what_is_wrong(term, "updating"), alone(term):
            kept = backup(term, "update")
            take_over(term, later, chosen)
        print(f"To undo it: threadlab restore {kept.name if kept else 'last'}. Next: threadlab build")
    if not found:
        print(f"Nothing in {later.root} is newer.")
    if any(each.fate == "grades" for each in left):
        print("With --grades-may-change they are taken over, too; threadlab grade then lists each mark that changes.")
    known = taken_from(term)
    if known is not None and known.version != __version__:
        print(f"The notebooks were taken over with threadlab {known.version}; this is {__version__}: threadlab grade")
        print("grades everything anew, and lists each mark that changes by it.")
    return 1 if left else 0
