"""Whether the checks of an exercise say of each known answer what they must."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from threadlab.course.answer_batch import JudgedAnswer
from threadlab.course.exercises import Exercise
from threadlab.course.verify.catalogue import LEAST_RIGHT, LEAST_WRONG, Answer
from threadlab.course.verify.finding import Finding
from threadlab.notebook.judging.check import Budget

STUB, SOLUTION = "stub", "solution"
SHARE = 10  # a right answer may use up this part of its budget at most


def findings(exercise: Exercise, answers: Sequence[Answer], judged: Mapping[str, JudgedAnswer]) -> Iterator[Finding]:
    """Give all that is wrong between the checks of an exercise and its answers.

    Args:
        exercise: the exercise.
        answers: its answers in the catalogue.
        judged: what the checks say, by the answer's name; of the solution and the stub as well.
    """
    yield from _enough(exercise, answers)
    for answer in answers:
        if answer.problem:
            yield Finding(
                "form", f"{exercise.path}, {answer.name}", f"the answer {answer.problem}", "Mend its first lines."
            )
    yield from _no_report(exercise, judged)
    yield from _full_marks(exercise, judged[SOLUTION], SOLUTION)
    for answer in answers:
        if answer.right:
            yield from _full_marks(exercise, judged[answer.name], answer.name)
        elif not answer.problem:
            yield from _as_named(exercise, answer, judged[answer.name])
    yield from _nothing_for_nothing(exercise, judged[STUB])
    yield from _needed(exercise, answers)


def _enough(exercise: Exercise, answers: Sequence[Answer]) -> Iterator[Finding]:
    right = sum(answer.right for answer in answers)
    for kind, count, least in (("right", right, LEAST_RIGHT), ("wrong", len(answers) - right, LEAST_WRONG)):
        if count < least:
            what = f"{count} {kind} answer{'' if count == 1 else 's'}, and {least} are wanted"
            yield Finding("too-few-answers", exercise.path, what, f"Write more into answers/{exercise.path}/{kind}/.")


def _no_report(exercise: Exercise, judged: Mapping[str, JudgedAnswer]) -> Iterator[Finding]:
    for name, each in judged.items():
        if each.result is None:
            what = f"could not be judged: running it {each.reason}"
            yield Finding("not-judged", f"{exercise.path}, {name}", what, "Make the answer or the tests smaller.")


def _full_marks(exercise: Exercise, judged: JudgedAnswer, name: str) -> Iterator[Finding]:
    if judged.result is None:
        return
    for check, how in judged.failed.items():
        advice = "Mend the test, which is too strict; or the answer, if it is wrong."
        yield Finding("right-fails", check, f"{exercise.path}, {name}, is right, but comes to: {how}", advice)
    for result in judged.result.checks:
        most = max(test.schedules for test in result.report.tests)
        if most > Budget().max_schedules // SHARE:
            what = f"{exercise.path}, {name}, takes {most:,} schedules, more than a tenth of the budget"
            yield Finding("costly", result.check.name, what, "Make the test smaller: fewer threads, or fewer steps.")


def _as_named(exercise: Exercise, answer: Answer, judged: JudgedAnswer) -> Iterator[Finding]:
    if judged.result is None:
        return
    about = f"{exercise.path}, {answer.name}"
    failed = judged.failed
    for check in sorted(answer.fails.keys() - failed.keys()):
        advice = "Make the test ask for it, or take the check out of the answer's list."
        yield Finding("wrong-passes", check, f"{about}, should fail it, but passes", advice)
    for check in sorted(failed.keys() - answer.fails.keys()):
        advice = "One slip should cost one check: let the test ask only for what it is about; or name the check."
        yield Finding("wrong-fails-more", check, f"{about}, comes to: {failed[check]}, though nobody said so", advice)
    for check, kind in answer.fails.items():
        if check in failed and failed[check] != kind:
            what = f"{about}, should fail by: {kind}; it comes to: {failed[check]}"
            yield Finding("wrong-kind", check, what, "Look at the story; then name the kind that it really is.")


def _nothing_for_nothing(exercise: Exercise, judged: JudgedAnswer) -> Iterator[Finding]:
    if judged.result is None:
        return
    for check in (each.check.name for each in judged.result.checks if each.report.verdict == "holds"):
        what = f"the untouched {exercise.path} gets its points"
        yield Finding("points-for-nothing", check, what, "Let the test ask for what the exercise asks for.")


def _needed(exercise: Exercise, answers: Sequence[Answer]) -> Iterator[Finding]:
    alone = {next(iter(answer.fails)) for answer in answers if len(answer.fails) == 1}
    for check in exercise.checks:
        if check.name not in alone:
            what = "no wrong answer fails this check alone, so it may be that nobody needs it"
            yield Finding(
                "not-needed", check.name, what, "Write a wrong answer that only this check catches; or drop it."
            )
