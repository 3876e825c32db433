"""Judging one collected test: the part of the plug-in that needs the engine, imported with the first such test."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

import pytest

from threadlab.notebook.decorators import DecoratorOptions
from threadlab.notebook.judging.check import no_proof
from threadlab.notebook.project_tests.module_texts import STANDINS, is_there
from threadlab.notebook.project_tests.program_text import CannotBeMadeAnewError
from threadlab.runners.pytest_plugin import python_threads
from threadlab.runners.pytest_plugin.reports import STORY, NotDecidedError, NotRightError
from threadlab.runners.pytest_plugin.test_program import TestProgram
from threadlab.schedules.explore import InvalidReplayError, explore
from threadlab.schedules.program import InvalidTestError
from threadlab.schedules.text import TEST
from threadlab.story import tell


def judge_item(item: pytest.Function, want: str, options: DecoratorOptions, packages: list[str]) -> None:
    """Judge a test on every schedule, and leave its story with it.

    Args:
        item: the test.
        want: "every", "some" or "one".
        options: what its decorator or its mark was told.
        packages: what belongs to the program besides the test's module and those beside it.

    Raises:
        NotRightError: some schedule breaks it.
        NotDecidedError: it could not be decided.
    """
    if name := python_threads.replaced():
        raise NotDecidedError(f"undecided: {name} is no longer Python's own: something has put another in its place")
    config = item.config
    replay = config.getoption("--schedules-replay") or options.replay
    budget = config.getoption("--schedules-budget")
    try:
        program = TestProgram(item, packages)
        result = explore(
            program.text,
            want=want,  # type: ignore[arg-type]
            may_poll=options.may_poll,
            may_leave_threads=options.may_leave_threads,
            replay=replay,
            modules=program.modules,
            **({} if budget is None else {"max_schedules": budget}),
        )
    except (CannotBeMadeAnewError, InvalidTestError) as reason:
        raise NotDecidedError(f"undecided: {reason}") from None
    except InvalidReplayError as reason:
        raise NotDecidedError(f"undecided: the replay {replay!r} does not fit this test: {reason}") from None
    if replay:
        result = no_proof(result)
    if result.verdict == "undecided" and result.cell == TEST:  # that text is ours
        result = replace(result, cell="", line=0)
    again = "" if result.failure is None else result.failure.replay
    told = replace(result, failure=None if result.failure is None else replace(result.failure, replay=""))
    story = item.stash[STORY] = tell(
        told, name=item.name, question=options.question, want=want, sources=program.modules.own(), graded=False
    )
    if result.verdict == "fails":
        how = f"\nRun this order again: pytest '{item.nodeid}' --schedules-replay={again}\n" if again else ""
        raise NotRightError(f"{story.text}{how}")
    if result.verdict == "undecided":
        raise NotDecidedError(f"{story.title}{_missing_package(result.reason)}")


def _missing_package(reason: str) -> str:
    """Say what to do about a module that is used and is neither Python's own nor named as part of the program."""
    used = re.search(r"\buses (\w+)(\.\w+)*$", reason)
    name = used[1] if used else ""
    if not name or name in (*sys.stdlib_module_names, *STANDINS) or not is_there(name):
        return ""
    return f"; if {name} belongs to what is under test, name it in threadlab_packages"
