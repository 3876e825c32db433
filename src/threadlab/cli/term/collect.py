"""``threadlab collect``: what a class handed in elsewhere, brought into ``submitted/``."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands
from threadlab.course.folder import find_course
from threadlab.errors import CannotRunError

if TYPE_CHECKING:
    from threadlab.term.collecting.collect import Collection

_ALIKE = 3  # files of one name, or notes of a platform's own, that are named one by one
SHOWN = 20  # submissions that are shown one by one


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    parser = commands.add_parser(
        "collect",
        help="bring in what students handed in elsewhere",
        description="Bring what students handed in into submitted/: what Moodle, Canvas, Blackboard and Gradescope let "
        "you download for an assignment (as zip or unpacked), the inbound folder of nbgrader's exchange, a download "
        "of GitHub Classroom's, or a folder of files named for students. Names are matched to the class list, of "
        "several hand-ins the latest counts, and times of handing in are noted where the system tells them. Every "
        "file that is not used and every doubt is told. What is there already stays, unless it is the same or you say "
        "--replace; so collecting again does no harm.",
        epilog="Exit status: 0 if all is well; 1 if something needs you (it is told; the rest is collected); 2 if the "
        "command could not do what it was asked to. "
        "Example: threadlab collect ~/Downloads/adding.zip --assignment 2-locked-counter --dry-run",
    )
    parser.add_argument("sources", metavar="FOLDER|ZIP", nargs="+", type=Path, help="what you downloaded")
    parser.add_argument("--assignment", metavar="NAME", required=True, help="which assignment it is")
    parser.add_argument("--dry-run", action="store_true", help="only show what would be done")
    parser.add_argument(
        "--replace", action="store_true", help="put it in place of what is there; that is kept in .threadlab/replaced/"
    )
    parser.add_argument(
        "--times",
        metavar="TABLE.csv",
        type=Path,
        help="who handed in when, for systems whose downloads do not say it: Moodle's grading worksheet, the table of "
        'grades of Gradescope or GitHub Classroom, or any with columns such as "email" and "time"',
    )
    parser.add_argument(
        "--zone", metavar="ZONE", default="", help="the zone of times that name none: Europe/Berlin (default: UTC)"
    )
    parser.add_argument(
        "--match",
        metavar="NAME=ID",
        action="append",
        default=[],
        help="who somebody is that is not found, by the name that is told; may be repeated",
    )
    parser.add_argument(
        "--rule",
        metavar="REGEX",
        default="",
        help="how your system names files, in place of all that is known: a regular expression for the path, with "
        r'groups id, email, name, number, username, lms or github, and file, time, attempt: "(?P<id>\w+)-hw1\.ipynb"',
    )
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.class_table import progress_bar
    from threadlab.term.collecting.collect import CollectOptions, bring_in, look
    from threadlab.term.collecting.saving import StoredState

    course = find_course()
    given = CollectOptions(options.rule, options.times, options.zone, dict(map(_match, options.match)))
    with progress_bar("Reading") as progress:
        found = look(course, options.sources, options.assignment, given, progress)
    for line in _told(found, replace=options.replace, dry=options.dry_run):
        print(line)
    if options.dry_run:
        print("Nothing was written: this was a dry run.")
    else:
        with progress_bar("Collecting") as progress:
            done = iter(range(len(found.hand_ins)))
            bring_in(
                course,
                found,
                replace=options.replace,
                told=lambda each: progress(each.student, next(done), len(found.hand_ins)),
            )
    stays = () if options.replace else (StoredState.OTHER, StoredState.RETIMED)
    waiting = [there for _, there in found.hand_ins if there in stays]
    return 1 if found.chosen.doubts or waiting or not found.hand_ins else 0


def _match(text: str) -> tuple[str, str]:
    name, equals, student = text.rpartition("=")
    if not equals or not name or not student:
        raise CannotRunError(f'--match takes NAME=ID, such as "Student 07=student-07"; {text!r} is none')
    return name, student


def _told(found: Collection, *, replace: bool, dry: bool) -> Iterator[str]:
    from threadlab.story.text.names import counted
    from threadlab.term.collecting.collect import brought_in
    from threadlab.term.collecting.saving import StoredState, exchange_time

    systems = found.chosen.systems.items()
    whose = ", ".join(f"{counted(count, 'file')} of {system}" for system, count in sorted(systems)) or "no notebook"
    yield f"{found.assignment}: found {whose}."
    counts = {state: [hand_in for hand_in, there in found.hand_ins if there is state] for state in StoredState}
    taken = [each for state in brought_in(replace=replace) for each in counts[state]]
    yield from _some(
        [
            f"  + {each.student}  {exchange_time(each.when.at) if each.when and each.when.at else 'no time'}  "
            f"{', '.join(str(file) for file in each.notebooks.values())}"
            for each in taken
        ]
    )
    yield (
        f"{counted(len(found.hand_ins), 'submission')}: {len(taken)} {'would be ' if dry else ''}collected, "
        f"{len(counts[StoredState.SAME])} as before."
    )
    if not replace:
        for each in counts[StoredState.OTHER]:
            yield f"?  {each.student} has another submission already, which stays; --replace puts this one in its place"
        if counts[StoredState.RETIMED]:
            yield (
                f"?  {_first([each.student for each in counts[StoredState.RETIMED]])}: there is the same answer with "
                "another time already, which stays; --replace puts this time in its place"
            )
    for each in counts[StoredState.LATER]:
        yield f"-  {each.student}: what is there already was handed in later, and stays"
    yield from (f"?  {doubt}" for doubt in found.chosen.doubts)
    yield from (f"-  {remark}" for remark in found.chosen.remarks)
    yield from _unused(found)
    yield from _times(found)
    if found.missing:
        yield f"-  nothing of {counted(len(found.missing), 'student')} on the class list: {_first(found.missing)}"


def _first(names: Sequence[str]) -> str:
    """Name the first few, and say that there are more."""
    return ", ".join(names[:SHOWN]) + (" ..." if len(names) > SHOWN else "")


def _unused(found: Collection) -> Iterator[str]:
    from threadlab.term.collecting.name_forms import NOTE

    alike: dict[tuple[str, str], list[str]] = {}
    for path, why in found.chosen.unused:
        alike.setdefault(("" if why == NOTE else path.rpartition("/")[2], why), []).append(path)
    for (name, why), paths in alike.items():
        if len(paths) > _ALIKE:
            yield f"-  not used: {name or 'one text'} of each of {len(paths)} ({why}), the first: {paths[0]}"
        else:
            yield from (f"-  not used: {path} ({why})" for path in paths)


def _times(found: Collection) -> Iterator[str]:
    without = [hand_in for hand_in, _ in found.hand_ins if hand_in.when is None]
    assumed = [hand_in for hand_in, _ in found.hand_ins if hand_in.when and hand_in.when.assumed]
    if without:
        yield (
            f"-  {len(without)} of them have no time of handing in (what one downloads of Moodle and Canvas has none), "
            "and will not count as late; --times TABLE.csv can say when"
        )
    if assumed:
        yield f"-  {len(assumed)} of them have times without a zone, taken as UTC; say which: --zone Europe/Berlin"


def _some(lines: Sequence[str]) -> Iterator[str]:
    yield from lines[:SHOWN]
    if len(lines) > SHOWN:
        yield f"  + ... and {len(lines) - SHOWN} more"
