"""``threadlab verify``: whether a course's checks are neither too weak nor too strict."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from threadlab.cli.common import Commands, count, course_with_sources
from threadlab.errors import CannotRunError


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    verify = commands.add_parser(
        "verify",
        help="check the course itself",
        description="Judge every known answer by the course's own checks: solutions and right answers must get full "
        "marks, the untouched release none, and each wrong answer must fail just the checks that it names, in the way "
        "that it names. Small changes of right answers (mutants) must be noticed. The release must be current and give "
        "nothing away. What was judged before is remembered in .threadlab/.",
        epilog="Exit status: 0 if all is well; 1 if something should be mended (each finding says how); 2 if the "
        "command could not do what it was asked to. Example: threadlab verify 2-locked-counter/increment",
    )
    verify.add_argument("path", metavar="ASSIGNMENT[/EXERCISE]", nargs="?", default="", help="what (default: all)")
    verify.add_argument("--json", action="store_true", help="write the result as JSON, for scripts")
    verify.add_argument("--without-mutants", action="store_true", help="leave out the mutants, which take longest")
    verify.add_argument(
        "--report",
        metavar="FILE.md",
        type=Path,
        help="write the result as a page of Markdown, too, and keep it in FILE.json: what has not changed since then "
        "is not judged again",
    )
    verify.add_argument(
        "--afresh", action="store_true", help="judge again what has not changed since a report was made"
    )
    verify.add_argument("--jobs", metavar="N", type=count, help="judge so many at a time (default: one per processor)")
    verify.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.grading_run.class_table import progress_bar
    from threadlab.course.nbgrader_steps import StepFailedError
    from threadlab.course.verify.kept_report import digests, keep, still_true
    from threadlab.course.verify.report import page
    from threadlab.course.verify.table import lines
    from threadlab.course.verify.verification import verify
    from threadlab.course.workers import workers

    report: Path | None = options.report
    if report and (options.path or options.without_mutants):
        raise CannotRunError("a report is about all of a course, mutants included: leave the other arguments out")
    if report and report.suffix != ".md":
        raise CannotRunError(f"a report is a page of Markdown: call it {report.with_suffix('.md')}")
    course = course_with_sources()
    current = digests(course) if report else {}
    known = still_true(report.with_suffix(".json"), current) if report and not options.afresh else {}
    mutation = not options.without_mutants
    try:
        # The code that runs is the author's own.
        with workers(course, jobs=options.jobs, trusted=True) as executor, progress_bar("Verifying") as progress:
            found = verify(course, options.path, executor, progress, mutation=mutation, kept=known)
    except StepFailedError as problem:
        raise CannotRunError(f"the release could not be made:\n{problem}") from None
    if report:
        keep(report.with_suffix(".json"), found, current)
        report.write_text(page(f"threadlab verify --report {report.as_posix()}", found, current), encoding="utf-8")
    if options.json:
        print(json.dumps(found.to_json(), indent=2, ensure_ascii=False))
    else:
        print("\n".join(lines(found)))
    return 1 if found.findings else 0
