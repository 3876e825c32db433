"""``threadlab new-term``: a course folder for a term."""

from __future__ import annotations

import argparse
from pathlib import Path

from threadlab.cli.common import Commands, course_with_sources


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    term = commands.add_parser(
        "new-term",
        help="make a course folder for a term",
        description="Make a folder for a term, with the course's notebooks and settings. Students' work and grades "
        "stay there, outside of the course's repository.",
        epilog="Example: threadlab new-term ~/autumn-term, then: cd ~/autumn-term and threadlab build",
    )
    term.add_argument("folder", metavar="FOLDER", type=Path, help="where; it must be new or empty")
    term.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.new_term import new_term
    from threadlab.upkeep.origin import files_with_digests, note

    course = course_with_sources()
    made = new_term(course, options.folder)
    note(made, course, files_with_digests(made))
    print(f"Made {made.root}: {', '.join(made.assignments())}. Next: cd there, and threadlab build.")
    return 0
