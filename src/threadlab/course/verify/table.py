"""A verification in words: a table of the exercises, and below it what to do about each finding."""

from __future__ import annotations

from collections.abc import Iterator

from threadlab.course.mutation.score import all_of
from threadlab.course.verify.exercise_report import ExerciseReport
from threadlab.course.verify.verification import Verification
from threadlab.story.text.names import counted


def lines(found: Verification) -> Iterator[str]:
    """Give a verification for a person, line by line."""
    width = max([len("exercise"), *(len(report.path) for report in found.exercises)])
    yield f"{'exercise':<{width}}  checks  right  wrong  mutants  caught  equivalent  findings"
    for report in found.exercises:
        yield f"{report.path:<{width}}  {_numbers(report)}"
    findings = found.findings
    if not findings:
        yield ""
        yield "All is well: every check says of every answer what it must."
        return
    yield ""
    yield f"{counted(len(findings), 'finding')}:"
    for finding in findings:
        yield ""
        yield f"  [{finding.rule}] {finding.about}"
        yield f"    {finding.what}."
        yield f"    {finding.advice}"


def _numbers(report: ExerciseReport) -> str:
    found = None if report.tallies is None else all_of(report.tallies)
    mutants = ("-", "-", "-") if found is None else (str(found.total), str(found.caught), str(found.equivalent))
    total, caught, equivalent = mutants
    return (
        f"{report.checks:>6}  {report.right:>5}  {report.wrong:>5}  {total:>7}  {caught:>6}  "
        f"{equivalent:>10}  {len(report.findings):>8}"
    )
