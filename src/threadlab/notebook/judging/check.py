"""From one test and the cells before it to a verdict and its story."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass, replace

from threadlab.notebook.cell_text.course_language import cannot_hold_to, held
from threadlab.notebook.cell_text.slicing import Slice, SourceCell, binders, slice_for
from threadlab.notebook.cell_text.syntax import beyond_the_language
from threadlab.notebook.cell_text.test_functions import TestFunction
from threadlab.notebook.judging.report import (
    MAX_LINE,
    MAX_PICTURE,
    MAX_STORY,
    StoryReport,
    TestReport,
    Verdict,
    cut_with_note,
    fitting,
)
from threadlab.schedules.explore import InvalidReplayError, explore
from threadlab.schedules.result import Failure, Result
from threadlab.schedules.running.faults import said
from threadlab.schedules.running.world import OUT_OF_MEMORY
from threadlab.schedules.text import TEST
from threadlab.story import Story, tell


@dataclass(frozen=True, slots=True)
class Budget:
    """When a search gives up, in counts that do not depend on the machine: schedules, and steps of one schedule."""

    max_schedules: int = 20_000
    max_steps: int = 20_000


@dataclass(frozen=True, slots=True)
class Judgement:
    """What exploring a test gave, its story, and a hint that only the notebook as a whole can give."""

    result: Result
    story: Story
    hint: str = ""


def judge_test(
    test: TestFunction,
    earlier: Sequence[SourceCell],
    later: Sequence[SourceCell] = (),
    budget: Budget | None = None,
    *,
    key: str = "",
) -> Judgement:
    """Judge a test by the cells that it needs.

    Args:
        test: the test.
        earlier: the cells before it, in the order in which they count.
        later: the cells after it, which it cannot use, but which a hint may name.
        budget: when the search gives up.
        key: tells the story apart from one that reads the same on the same page.
    """
    budget = budget or Budget()
    needed = slice_for(test.text, earlier)
    if too_old := cannot_hold_to(held()):
        result = Result("undecided", 0, reason=too_old)
    elif needed.broken:
        result = Result("fails", 0, failure=_unreadable(needed))
    elif needed.foreign:
        result = Result("undecided", 0, reason=f"uses {needed.foreign}, which is not Python")
    elif beyond := _beyond(needed):
        result = beyond
    else:
        result = _explored(test, needed, budget)
    story = tell(
        result,
        name=test.name,
        question=test.question,
        hidden=test.hidden,
        want=test.want,
        sources=dict(needed.cells) | ({} if test.hidden else {TEST: test.text}),
        key=key,
    )
    return Judgement(result, story, _hint(result, needed, later))


def _beyond(needed: Slice) -> Result | None:
    for cell, text in needed.cells:
        used, line = beyond_the_language(text)
        if used:
            return Result("undecided", 0, reason=f"uses {used}", cell=cell, line=line)
    return None


def _explored(test: TestFunction, needed: Slice, budget: Budget) -> Result:
    try:
        result = explore(
            test.text,
            needed.cells,
            want=test.want,
            may_poll=test.may_poll,
            may_leave_threads=test.may_leave_threads,
            max_schedules=budget.max_schedules,
            max_steps=budget.max_steps,
            replay=test.replay,
            version=held(),
        )
    except InvalidReplayError as error:
        return Result("undecided", 0, reason=f"replay={test.replay!r} does not fit: {error}")
    return no_proof(result) if test.replay else result


def no_proof(result: Result) -> Result:
    """Say of the result of a replay that holds what it is worth: one schedule proves nothing."""
    if result.verdict != "holds":
        return result
    reason = "nothing goes wrong on the one order that was replayed; without replay= every order is tried"
    return replace(result, verdict="undecided", reason=reason)


def report_on(
    test: TestFunction, earlier: Sequence[SourceCell], later: Sequence[SourceCell] = (), budget: Budget | None = None
) -> TestReport:
    """Judge a test and report; a fault of the grader's own becomes a verdict of its own, and stops nothing else.

    Args:
        test: the test.
        earlier: the cells before it, in the order in which they ran.
        later: the cells below it, for a hint where a name is missing.
        budget: what the searches of a notebook may cost together; None: each has its own.
    """
    try:
        judged = judge_test(test, earlier, later, budget)
    except MemoryError:
        gc.collect()
        return _without_result(test, "undecided", OUT_OF_MEMORY)
    except Exception as error:
        return _without_result(test, "fault", said(error))
    result, story, hint = judged.result, judged.story, judged.hint
    if result.reason == OUT_OF_MEMORY:
        gc.collect()  # what the program hoarded must not be missing to the next test
    told = ". ".join(part for part in (story.title, hint) if part)
    return TestReport(
        name=cut_with_note(test.name, MAX_LINE),
        verdict=result.verdict,
        schedules=result.schedules,
        hidden=test.hidden,
        kind=result.failure.kind if result.failure else "",
        message="" if result.verdict == "holds" else cut_with_note(told, MAX_LINE),
        reason=cut_with_note(result.reason, MAX_LINE) if result.verdict == "undecided" else "",
        story=StoryReport(
            title=cut_with_note(story.title, MAX_LINE),
            text=cut_with_note(f"{story.text}\n{hint}\n" if hint else story.text, MAX_STORY),
            svg=story.svg if len(story.svg) <= MAX_PICTURE else "",
            question=cut_with_note(story.question, MAX_LINE),
            lead=cut_with_note(story.lead, MAX_LINE),
            walk=fitting(story.walk),
        ),
    )


def _without_result(test: TestFunction, verdict: Verdict, reason: str) -> TestReport:
    story = StoryReport(title=reason, text=f"{reason}\n")
    return TestReport(
        name=cut_with_note(test.name, MAX_LINE),
        verdict=verdict,
        hidden=test.hidden,
        reason=reason,
        story=story,
    )


def _unreadable(needed: Slice) -> Failure:
    message = f"{needed.broken} {needed.problem}"
    return Failure("exception", message, "main", needed.broken, needed.line, (), "", exception="SyntaxError")


def _hint(result: Result, needed: Slice, later: Sequence[SourceCell]) -> str:
    """Tell of a name that is missing because nothing before the check binds it, and where it is bound below."""
    if result.failure is None or result.failure.exception != "NameError":
        return ""
    missing = [name for name in sorted(needed.unbound) if repr(name) in result.failure.message]
    places = binders(frozenset(missing), later)
    return "; ".join(
        f"{name} is defined only below this check, in {places[name]}"
        if name in places
        else f"nothing that this check builds on defines {name}"
        for name in missing
    )
