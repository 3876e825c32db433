"""``threadlab export``: grades, in the form that a learning platform takes."""

from __future__ import annotations

import argparse
from pathlib import Path

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course
from threadlab.errors import CannotRunError

FORMATS = ("csv", "canvas", "moodle", "gradescope", "xlsx")


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "export",
        help="write the grades in a learning platform's form",
        description="Write the grades of the class: a plain table (csv), the table that Canvas or Moodle imports, "
        "Gradescope's table of a course, or a spreadsheet (xlsx). What waits for a person, was not handed in or is "
        "excused is left empty, never zero, and a column says why; for Canvas, which would take that column for an "
        "assignment, a second file does. Penalties for lateness are taken off.",
        epilog="Examples: threadlab export --format canvas --to grades.csv --final; "
        'threadlab export 1-adding --format canvas --to grades.csv --title "1-adding=Adding (4711)"; '
        "threadlab export 1-adding --format moodle --worksheet worksheet.csv --to filled-in.csv",
    )
    parser.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    parser.add_argument("--format", choices=FORMATS, required=True, help="for what")
    parser.add_argument("--to", metavar="FILE", type=Path, required=True, help="where; a file there is replaced")
    parser.add_argument("--final", action="store_true", help="write nothing while anything waits")
    parser.add_argument(
        "--title",
        metavar="ASSIGNMENT=TITLE",
        action="append",
        default=[],
        help='what the platform calls an assignment, such as "Adding (4711)" in Canvas; may be repeated',
    )
    parser.add_argument(
        "--worksheet",
        metavar="FILE.csv",
        type=Path,
        help="fill in this grading worksheet of Moodle's (one assignment)",
    )
    parser.add_argument("--say-excused", action="store_true", help='write "EX" for who is excused, as Canvas has it')
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.term.exporting.export import ExportRequest, by_reason, export
    from threadlab.term.exporting.formats import counts

    wanted = ExportRequest(
        options.format,
        options.to,
        options.assignments,
        dict(map(_title, options.title)),
        options.worksheet,
        options.final,
        options.say_excused,
    )
    done = export(find_course(), wanted)
    print(f"Wrote {' and '.join(map(str, done.files))}: {counts(done.standings)}.")
    for said in by_reason(each for each in done.standings if each.why):
        print(f"  empty: {said}")
    for said in done.told:
        print(f"?  {said}")
    return 1 if done.told else 0


def _title(text: str) -> tuple[str, str]:
    name, equals, title = text.partition("=")
    if not equals or not title.strip():
        raise CannotRunError(f'--title takes ASSIGNMENT=TITLE, such as "1-adding=Adding (4711)"; {text!r} is none')
    return name, title
