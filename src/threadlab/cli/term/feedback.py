"""``threadlab feedback``: the pages for students, on their way back."""

from __future__ import annotations

import argparse
from pathlib import Path

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "feedback",
        help="pack the pages for students, to be given back",
        description="Pack the feedback pages of an assignment: the zip that Moodle takes (Upload multiple feedback "
        "files in a zip), with the names that it wants, or a folder or zip with a folder for each student, and a list. "
        "Moodle's names are known of whom you collected from Moodle, and from its grading worksheet.",
        epilog="Exit status: 0 if all pages are in; 1 if some could not be (it is told); 2 if the command could not do "
        "what it was asked to. Example: threadlab feedback 1-adding --for moodle --to feedback.zip",
    )
    parser.add_argument("assignment", metavar="ASSIGNMENT", help="which one")
    parser.add_argument("--for", dest="system", choices=("moodle", "folder"), default="folder", help="for what")
    parser.add_argument("--to", metavar="ZIP|FOLDER", type=Path, required=True, help="where; a folder must be new")
    parser.add_argument("--worksheet", metavar="FILE.csv", type=Path, help="the grading worksheet of Moodle's")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.story.text.names import counted
    from threadlab.term.exporting.feedback import give_back

    done = give_back(find_course(), options.assignment, options.system, options.to, options.worksheet)
    print(f"Wrote {options.to}: the pages of {counted(done.students, 'student')}.")
    for said in done.left_out:
        print(f"?  left out: {said}")
    return 1 if done.left_out else 0
