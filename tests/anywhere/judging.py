"""Answers to the small course's exercise, judged in this process: what the adapters' tests have in common."""

from __future__ import annotations

import json

from tests.small_course import RIGHT, SOURCE, STRANGE, WITHOUT_LOCK
from threadlab.course.answer_check import check_answer
from threadlab.course.exercises import Check, Exercise
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.runners.judged import JudgedExercise, judged

ANSWERS = {"right": RIGHT, "wrong": WITHOUT_LOCK, "undecided": STRANGE}


def exercise() -> Exercise:
    """Return the small course's exercise, of four points."""
    from pathlib import Path

    cells = cells_of(json.loads(json.dumps(SOURCE)))
    return Exercise("1-adding", "add", Path(), cells, [Check(cell) for cell in cells if cell.is_test])


def judge(answer: str) -> JudgedExercise:
    """Judge an answer to it."""
    return judged(check_answer(exercise(), answer))
