"""A verification of a whole course as a page, with the digest of what it is about: so one sees if it is current."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from threadlab.course.folder import CourseFolder
from threadlab.course.verify.catalogue import FOLDER
from threadlab.course.verify.verification import Verification
from threadlab.story.text.names import counted

COMMAND = "threadlab verify --report docs/verify.md"
_WHAT = f"""\
Every solution and right answer gets full marks, the untouched release gets none, each wrong answer fails just the
checks that it names, in the way that it names, and each check is needed: what is not so is a finding. A *mutant* is a
right answer with one small change. It is caught if a check fails it. Those that are as right as before are listed one
by one, each with the reason, in `equivalent.toml` beside the answers in `{FOLDER}/`.
"""


def digest(course: CourseFolder) -> str:
    """Return the digest of a course's sources and answers: of every file's name and bytes.

    Args:
        course: the course, with its sources.
    """
    found = hashlib.sha256()
    notebooks = [path for assignment in course.assignments() for path in course.notebooks(assignment)]
    answers = [path for ending in ("py", "toml") for path in (course.root / FOLDER).glob(f"*/*/**/*.{ending}")]
    for path in sorted((*notebooks, *answers)):
        found.update(path.relative_to(course.root).as_posix().encode() + b"\0")
        found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()[:32]


def page(course: CourseFolder, found: Verification) -> str:
    """Write a verification of the whole course, mutants included, in Markdown.

    Args:
        course: the course.
        found: what looking through all of it came to.
    """
    return "\n".join((*_head(course, found), *_exercises(found), *_operators(found), *_findings(found))) + "\n"


def _head(course: CourseFolder, found: Verification) -> Iterator[str]:
    scores = [report.score for report in found.exercises if report.score is not None]
    total, caught = sum(score.total for score in scores), sum(score.caught for score in scores)
    equivalent = sum(score.equivalent for score in scores)
    share = 100 * caught / max(total - equivalent, 1)
    yield "# The course, checked by itself"
    yield ""
    yield f"Made by `{COMMAND}`. It is about sources and answers with the digest below, and about no others."
    yield ""
    yield _WHAT
    yield f"- Mutation score: **{share:.1f} %**: {caught:,} of {total - equivalent:,} wrong mutants are caught;"
    yield f"  {equivalent:,} more are equivalent."
    yield f"- {counted(len(found.findings), 'finding')}."
    yield f"- Digest of the sources and answers: `{digest(course)}`"
    yield ""


def _exercises(found: Verification) -> Iterator[str]:
    yield "| exercise | checks | right answers | wrong answers | mutants | caught | equivalent | findings |"
    yield "|---|---|---|---|---|---|---|---|"
    for report in found.exercises:
        score = report.score
        mutants = (score.total, score.caught, score.equivalent) if score is not None else ("", "", "")
        numbers = (len(report.exercise.checks), report.right, report.wrong, *mutants, len(report.findings))
        yield f"| {report.exercise.path} | {' | '.join(map(str, numbers))} |"
    yield ""


def _operators(found: Verification) -> Iterator[str]:
    every, caught, equivalent = Counter[str](), Counter[str](), Counter[str]()
    for report in found.exercises:
        for operator, (total, noticed, equal) in (report.score.by_operator if report.score else {}).items():
            every[operator] += total
            caught[operator] += noticed
            equivalent[operator] += equal
    yield "| change | mutants | caught | equivalent |"
    yield "|---|---|---|---|"
    for operator in sorted(every):
        yield f"| {operator} | {every[operator]} | {caught[operator]} | {equivalent[operator]} |"


def _findings(found: Verification) -> Iterator[str]:
    if found.findings:
        yield ""
        yield "## What is to be mended"
        yield ""
    for finding in found.findings:
        yield f"- `{finding.rule}`: {finding.about}: {finding.what}."
