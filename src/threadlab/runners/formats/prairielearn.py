"""Results as PrairieLearn reads them from results.json: its documentation of external grading at commit 06a6d59.

What is undecided makes the whole "not gradable" there: no points are lost and no attempt is used.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from threadlab.runners.formats.page import picture_address
from threadlab.runners.judged import JudgedCheck, JudgedExercise

_LARGEST = 900_000  # characters; PrairieLearn takes a megabyte


def prairielearn(exercises: Sequence[JudgedExercise]) -> str:
    """Return the results as JSON, each picture beside its test for as long as all of it is not too large."""
    checks = [(judged.exercise, check) for judged in exercises for check in judged.checks]
    open_ = [f"{check.behaviour}: {check.message}" for _, check in checks if not check.decided]
    most = sum(check.max_points for _, check in checks)
    tests = [_test(exercise, check) for exercise, check in checks]
    whole: dict[str, Any] = {"gradable": not open_}
    if open_:
        whole["format_errors"] = [f"This could not be decided, and a person has to look at it. {why}" for why in open_]
    else:
        whole["score"] = sum(check.points for _, check in checks) / most if most else 0.0
    whole["tests"] = tests
    size = len(json.dumps(whole))
    for test, (_, check) in zip(tests, checks, strict=True):
        images = [{"label": told.message, "url": picture_address(told.picture)} for told in check.told if told.picture]
        size += len(json.dumps(images))
        if images and size <= _LARGEST:
            test["images"] = images
    return json.dumps(whole, indent=1) + "\n"


def _test(exercise: str, check: JudgedCheck) -> dict[str, Any]:
    return {
        "name": check.behaviour,
        "description": f"{exercise}: {check.verdict} ({check.schedules} schedules)",
        "points": check.points,
        "max_points": check.max_points,
        "message": check.message,
        "output": check.story[: _LARGEST // 20],
    }
