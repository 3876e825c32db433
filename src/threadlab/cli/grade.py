"""``threadlab grade``: a class, graded."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace

from threadlab.cli.common import Commands, count, course_with_sources
from threadlab.course.folder import find_course
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    grade = commands.add_parser(
        "grade",
        help="grade a class",
        description="Grade what is in submitted/: grades go into gradebook.db, the judged notebooks into autograded/, "
        "the pages for students into feedback/. Grading again changes nothing that need not change: what was graded "
        "before and has not changed is recognised. A run that was ended, by whatever, is gone on with by the next. The "
        "course as it was before is kept: threadlab restore.",
        epilog="Exit status: 0 if the class is graded, even if some of it needs a person; 1 if the grader failed at a "
        "submission (it is then left to a person, never a zero), or a folder's name can be no student's; 2 if the "
        "command could not do what it was asked to (the message says why, and what was finished is kept); 130 if it "
        "was interrupted. "
        "Example: threadlab grade 2-locked-counter --student student-07",
    )
    grade.add_argument("assignments", metavar="ASSIGNMENT", nargs="*", help="which ones (default: all)")
    grade.add_argument("--student", metavar="ID", action="append", default=[], help="only this one; may be repeated")
    grade.add_argument("--jobs", metavar="N", type=count, help="judge so many at a time (default: one per processor)")
    grade.add_argument("--dask", metavar="ADDRESS", default="", help="judge on a Dask cluster: tcp://scheduler:8786")
    grade.add_argument("--force", action="store_true", help="grade everything anew, even what has not changed")
    grade.add_argument(
        "--as-handed-out",
        action="store_true",
        help="grade with the tests that were handed out last, and leave source/ alone",
    )
    grade.add_argument(
        "--i-trust-these-submissions",
        action="store_true",
        help="go on, this once, where no sandbox works; for submissions that you wrote yourself",
    )
    grade.add_argument("--json", action="store_true", help="print the results as JSON, for scripts")
    grade.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.as_json import class_as_json
    from threadlab.course.grading_run.class_table import progress_bar, show_class
    from threadlab.course.grading_run.grade import grade
    from threadlab.course.grading_run.machine_errors import what_is_wrong
    from threadlab.course.grading_run.run_lock import alone
    from threadlab.course.nbgrader_steps import StepFailedError
    from threadlab.course.release.build import ReleaseRefusedError
    from threadlab.course.workers import workers
    from threadlab.upkeep.backups import backup_before

    course = replace(find_course(), as_handed_out=True) if options.as_handed_out else course_with_sources()
    trusted, afresh = options.i_trust_these_submissions, options.force
    if options.dask:
        print(f"Connecting to the Dask cluster at {options.dask} ...", file=sys.stderr)
    try:
        with (
            what_is_wrong(course),
            alone(course),
            workers(course, jobs=options.jobs, dask=options.dask, trusted=trusted, afresh=afresh) as executor,
            progress_bar("Grading") as progress,
        ):
            backup_before(course, "grade")
            outcome = grade(course, executor, options.assignments, options.student, progress, afresh=afresh)
    except (ReleaseRefusedError, StepFailedError) as problem:
        raise CannotRunError(
            f"the release was not built, and nothing was graded:\n{problem}\n"
            "To grade with what was handed out last, and leave source/ alone: threadlab grade --as-handed-out"
        ) from None
    if options.json:
        print(class_as_json(outcome))
    else:
        show_class(outcome)
    return 1 if outcome.faults or outcome.left_out else 0
