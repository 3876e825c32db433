"""``threadlab restore``: the course as it was before a run."""

from __future__ import annotations

import argparse

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    restore = commands.add_parser(
        "restore",
        help="bring the course back as it was before a run",
        description="Without a name, list the backups that were kept before each run that writes into the "
        "gradebook: threadlab grade, build, update, class, dates, requests. With one, bring it back: gradebook, "
        "settings, source/, release/ and answers/. How it is now is kept "
        "first, so restoring can be undone by restoring. Submissions are never touched.",
        epilog="Example: threadlab restore last --dry-run, then: threadlab restore last",
    )
    restore.add_argument("name", metavar="BACKUP", nargs="?", help='its name, the beginning of it, or "last"')
    restore.add_argument("--dry-run", action="store_true", help="say what would change, and change nothing")
    restore.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.machine_errors import what_is_wrong
    from threadlab.course.grading_run.run_lock import alone
    from threadlab.upkeep.backups import backups
    from threadlab.upkeep.restoring import bring_back, find_backup, what_would_change

    course = find_course()
    if options.name is None:
        known = backups(course)
        for each in known:
            print(f"{each.name}  before {each.why} (threadlab {each.version}), {len(each.files)} files")
        print("threadlab restore NAME brings one back." if known else "There is no backup yet.")
        return 0
    wanted = find_backup(course, options.name)
    if options.dry_run:
        todo, kept = what_would_change(course, wanted), None
    else:
        with what_is_wrong(course, "restoring"), alone(course):
            todo, kept = bring_back(course, wanted)
    if not todo:
        print(f"All is as in {wanted.name}.")
        return 0
    for how, files in (("changed", todo.changed), ("brought back", todo.back), ("taken away", todo.gone)):
        for file in files:
            print(f"{'would be ' if options.dry_run else ''}{how}: {file}")
    if kept is not None:
        print(f"Restored {wanted.name}. To undo it: threadlab restore {kept.name}")
        print("Next: threadlab grade brings autograded/ and feedback/ up to date.")
    return 0
