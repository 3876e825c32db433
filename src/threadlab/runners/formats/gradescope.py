"""Results as Gradescope reads them from results.json: its autograder specifications, as of 2024.

A check that is undecided has no score of its own there: it is no zero, and the whole says how many points wait.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal, get_args

from threadlab.runners.formats.page import stories_as_html
from threadlab.runners.judged import JudgedCheck, JudgedExercise
from threadlab.story.text.names import listed

Visibility = Literal["visible", "hidden", "after_due_date", "after_published"]
VISIBILITIES: tuple[Visibility, ...] = get_args(Visibility)


def gradescope(exercises: Sequence[JudgedExercise], visibility: Visibility = "visible") -> str:
    """Return the results as JSON: a test for each check, its story as HTML.

    Args:
        exercises: what was judged.
        visibility: when students see the tests.
    """
    waiting = sum(judged.waiting for judged in exercises)
    whole = {
        "score": sum(judged.points for judged in exercises),
        "visibility": visibility,
        "output": _says(exercises, waiting),
        "output_format": "text",
        "extra_data": {"waiting": waiting, "sandbox": sorted({judged.sandbox for judged in exercises} - {""})},
        "tests": [_test(judged.exercise, check) for judged in exercises for check in judged.checks],
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _says(exercises: Sequence[JudgedExercise], waiting: float) -> str:
    if waiting:
        decides = "a person has to look at them, and add what is right"
        return f"{waiting:g} points are undecided. They are no zero: {decides}."
    missing = [judged.exercise.rpartition("/")[2] for judged in exercises if not judged.sandbox]
    if missing:
        return f"Nothing could be judged of {listed(missing)}: each check says why."
    return "Every check was decided on every schedule."


def _test(exercise: str, check: JudgedCheck) -> dict[str, Any]:
    score = {"score": check.points, "status": "passed" if check.holds else "failed"} if check.decided else {}
    return {
        **score,
        "max_score": check.max_points,
        "name": f"{exercise.rpartition('/')[2]}: {check.behaviour}{'' if check.decided else f' ({check.verdict})'}",
        "output": stories_as_html(check),
        "output_format": "html",
        "extra_data": {"verdict": check.verdict, "schedules": check.schedules, "kind": check.kind},
    }
