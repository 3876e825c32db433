"""Results as check50 writes them with ``--output json``: what its specification of JSON says, as of version 3."""

from __future__ import annotations

import json
from typing import Any

from threadlab import __version__
from threadlab.runners.judged import JudgedCheck, JudgedExercise

_PASSED = {"holds": True, "fails": False}  # what is neither is null: it could not be checked


def check50(judged: JudgedExercise) -> str:
    """Return the results as JSON: a result for each check, whose log is the story."""
    results = [_result(check) for check in judged.checks]
    whole = {"slug": judged.exercise, "results": results, "version": __version__}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _result(check: JudgedCheck) -> dict[str, Any]:
    cause = None if check.holds else {"rationale": check.message, "help": None}
    data = {"verdict": check.verdict, "points": check.points, "max_points": check.max_points}
    return {
        "name": check.name,
        "description": check.behaviour.replace("-", " "),
        "passed": _PASSED.get(check.verdict),
        "log": check.story.splitlines(),
        "cause": cause,
        "data": {**data, "schedules": check.schedules},
        "dependency": None,
    }
