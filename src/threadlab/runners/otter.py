"""What otter-grader's tests call: checks on the text of the cells that a submission has run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from threadlab.notebook.cell_text.cells import Cell
from threadlab.notebook.cell_text.course_language import held, held_to, version_named
from threadlab.notebook.judging.notebook import judge_checks
from threadlab.story.output.plain_text import story_elsewhere

_NAME = "otter--check"


class UndecidedError(Exception):
    """A check is neither proved right nor wrong; otter knows no such outcome, so the message says it."""


def holds(check: str, env: Mapping[str, Any], python: str = "") -> None:
    """Judge one check by what the notebook's cells say.

    Args:
        check: the text of a test cell, with ``@every_schedule`` and ``@some_schedule``.
        env: the namespace in which otter has run the submission; IPython keeps the cells' texts in it, as ``In``.
        python: the version that answers are held to; "" for the package's own.

    Raises:
        AssertionError: some schedule breaks it; the message is the story.
        UndecidedError: it could not be decided: a person has to look at it.
        ValueError: answers cannot be held to that version here.
    """
    texts = [text for text in env.get("In", ()) if isinstance(text, str)]
    with held_to(version_named(python) if python else held()):
        cells = [Cell(f"cell-{number}", "code", text, name=f"In [{number}]") for number, text in enumerate(texts)]
        [report] = judge_checks([*cells, Cell("check", "code", check, grade_id=_NAME, grade=True, locked=True)])
    told = (story_elsewhere(test.story.text) for test in report.tests if test.verdict != "holds")
    stories = "\n".join(dict.fromkeys(told))
    if report.verdict == "fails":
        raise AssertionError(stories)
    if report.verdict != "holds":
        raise UndecidedError(f"{report.verdict.upper()}: no zero, a person has to look at it\n{stories}")
