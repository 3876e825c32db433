"""``threadlab class``: who is in the class."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course

if TYPE_CHECKING:
    from threadlab.term.enrolment.enrolling import ClassListChanges

SHOWN = 20  # changes that are shown one by one


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "class",
        help="see the class list, or bring it up to date",
        description="Show who is in the class. With a class list, the class table and every export have everybody who "
        "is on it, whether they handed in or not; what a stranger handed in is not graded before you say who it is.",
        epilog="Example: threadlab class import participants.csv --dry-run",
    )
    parser.set_defaults(run=_show)
    actions = parser.add_subparsers(title="changing it", metavar="ACTION")
    enrol = actions.add_parser(
        "import",
        help="read a class list",
        description="Read a class list as Moodle (participants, or a grades export), Canvas (a gradebook export), "
        "Gradescope or GitHub Classroom (the roster) or nbgrader writes it, with commas, semicolons or tabs. "
        "What would change is shown, and done: who is new is added, what is said of the others is brought up to date, "
        "and nobody is taken off. If a line cannot be used, nothing is changed. Reading a list again changes nothing.",
        epilog='Example, for a list with other headers: threadlab class import list.csv --columns "id=Matrikelnummer,'
        'first=Vorname,last=Nachname,email=E-Mail"',
    )
    enrol.add_argument("list", metavar="LIST.csv", type=Path, help="the class list")
    enrol.add_argument(
        "--columns",
        metavar="FIELD=COLUMN,...",
        default="",
        help="which column says what, where it is not known: id, name, first, last, email, lms (the platform's "
        "number), number, username, section, github, role",
    )
    enrol.add_argument("--dry-run", action="store_true", help="only show what would change")
    enrol.set_defaults(run=_import)
    one = actions.add_parser(
        "add",
        help="add one student",
        description="Add one student, say one who came later than the list.",
        epilog='Example: threadlab class add student-31 --name "Family, Given" --email s31@uni.example',
    )
    one.add_argument("id", metavar="ID", help="what the student's folder is called")
    one.add_argument("--name", metavar="NAME", default="", help='"Given Family" or "Family, Given"')
    one.add_argument("--email", metavar="ADDRESS", default="", help="the e-mail address")
    one.add_argument("--github", metavar="ACCOUNT", default="", help="the account on GitHub")
    one.set_defaults(run=_add)
    gone = actions.add_parser(
        "drop",
        help="take students off the list",
        description="Take students off the class list. What they handed in and their grades stay where they are.",
        epilog="Example: threadlab class drop student-31",
    )
    gone.add_argument("ids", metavar="ID", nargs="+", help="whom")
    gone.set_defaults(run=_drop)


def _show(_: argparse.Namespace) -> int:
    from threadlab.grading.gradebook.class_list import listed_in
    from threadlab.term.enrolment.show import show_list

    course = find_course()
    show_list(course, listed_in(course.gradebook))
    return 0


def _import(options: argparse.Namespace) -> int:
    from threadlab.grading.gradebook.class_list import listed_in
    from threadlab.term.enrolment.columns import read_mapping
    from threadlab.term.enrolment.enrolling import compare, enrol_all
    from threadlab.term.enrolment.people import read_class_list
    from threadlab.upkeep.backups import backup_before

    course = find_course()
    found = read_class_list(options.list, read_mapping(options.columns))
    for said in found.told:
        print(said)
    sys.stdout.flush()
    changes = compare(listed_in(course.gradebook), found)
    _tell(changes)
    if options.dry_run:
        print("Nothing was changed: this was a dry run.")
    else:
        backup_before(course, "class import")
        enrol_all(course, changes)
    return 0


def _tell(changes: ClassListChanges) -> None:
    _some([f"+ {student.id}  {student.name}  {student.email}".rstrip() for student in changes.new])
    _some([f"* {student.id}  {what}" for student, what in changes.changed])
    print(f"{len(changes.new)} new, {len(changes.changed)} changed, {len(changes.same)} as before.")
    if changes.lacking:
        names = ", ".join(changes.lacking[:SHOWN]) + (" ..." if len(changes.lacking) > SHOWN else "")
        print(f"On the class list, but not on this one: {names}. They stay; to take one off: threadlab class drop ID")


def _some(lines: Sequence[str]) -> None:
    for line in lines[:SHOWN]:
        print(f"  {line}")
    if len(lines) > SHOWN:
        print(f"  {lines[0][0]} ... and {len(lines) - SHOWN} more")


def _add(options: argparse.Namespace) -> int:
    from threadlab.grading.gradebook.class_list import Student, listed_in
    from threadlab.term.enrolment.enrolling import compare, enrol_all
    from threadlab.term.enrolment.people import ClassList, split_name, why_no_id
    from threadlab.upkeep.backups import backup_before

    course = find_course()
    why = why_no_id(options.id)
    problems = (f"the id {options.id!r} cannot be used: {why}",) if why else ()
    first, last = split_name(options.name)
    other = {"github": options.github} if options.github else {}
    student = Student(options.id, first, last, options.email, other=other)
    now = listed_in(course.gradebook)
    changes = compare(
        {options.id: now[options.id]} if options.id in now else now, ClassList("", (student,), (), problems)
    )
    backup_before(course, "class add")
    enrol_all(course, changes)
    print(f"{options.id} is on the class list{'' if changes.new or changes.changed else ' already'}.")
    return 0


def _drop(options: argparse.Namespace) -> int:
    from threadlab.term.enrolment.enrolling import drop
    from threadlab.upkeep.backups import backup_before

    course = find_course()
    backup_before(course, "class drop")
    drop(course, options.ids)
    print(f"Off the class list: {', '.join(options.ids)}. What they handed in and their grades are still there.")
    return 0
