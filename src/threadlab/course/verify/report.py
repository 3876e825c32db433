"""A verification of a whole course as a page; each row has the digest of what it is about, to see if it is current."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from threadlab.course.mutation.score import Tally, all_of
from threadlab.course.verify.catalogue import FOLDER
from threadlab.course.verify.verification import Verification
from threadlab.story.text.names import counted

_WHAT = f"""\
Every solution and right answer gets full marks, the untouched release gets none, each wrong answer fails just the
checks that it names, in the way that it names, and each check is needed: what is not so is a finding. A *mutant* is a
right answer with one small change. It is caught if a check fails it. Those that are as right as before are listed one
by one, each with the reason, in `equivalent.toml` beside the answers in `{FOLDER}/`.
"""
_HOW = """\
Each row is about the checks, the answers and the rules of mutation that have its digest. The command judges what has
changed since; with `--afresh` it judges everything, which a change of the engine calls for.
"""


def page(command: str, found: Verification, digests: Mapping[str, str]) -> str:
    """Write a verification of the whole course, mutants included, in Markdown.

    Args:
        command: what makes the page.
        found: what looking through all of the course came to.
        digests: of what the report on each exercise follows from, by the exercise's path.
    """
    return (
        "\n".join((*_head(command, found), *_exercises(found, digests), *_operators(found), *_findings(found))) + "\n"
    )


def _head(command: str, found: Verification) -> Iterator[str]:
    every = sum((all_of(report.tallies or {}) for report in found.exercises), Tally())
    wrong = every.total - every.equivalent
    yield "# The course, checked by itself"
    yield ""
    yield f"Made by `{command}`."
    yield ""
    yield _WHAT
    yield _HOW
    yield f"- Mutation score: **{100 * every.caught / max(wrong, 1):.1f} %**: {every.caught:,} of {wrong:,} wrong"
    yield f"  mutants are caught; {every.equivalent:,} more are equivalent."
    yield f"- {counted(len(found.findings), 'finding')}."
    yield ""


def _exercises(found: Verification, digests: Mapping[str, str]) -> Iterator[str]:
    yield "| exercise | checks | right answers | wrong answers | mutants | caught | equivalent | findings | digest |"
    yield "|---|---|---|---|---|---|---|---|---|"
    for report in found.exercises:
        every = all_of(report.tallies or {})
        numbers = (report.checks, report.right, report.wrong, every.total, every.caught, every.equivalent)
        row = (report.path, *numbers, len(report.findings), f"`{digests[report.path]}`")
        yield f"| {' | '.join(map(str, row))} |"
    yield ""


def _operators(found: Verification) -> Iterator[str]:
    every: dict[str, Tally] = {}
    for report in found.exercises:
        for operator, tally in (report.tallies or {}).items():
            every[operator] = every.get(operator, Tally()) + tally
    yield "| change | mutants | caught | equivalent |"
    yield "|---|---|---|---|"
    for operator, tally in sorted(every.items()):
        yield f"| {operator} | {tally.total} | {tally.caught} | {tally.equivalent} |"


def _findings(found: Verification) -> Iterator[str]:
    if found.findings:
        yield ""
        yield "## What is to be mended"
        yield ""
    for finding in found.findings:
        yield f"- `{finding.rule}`: {finding.about}: {finding.what}."
