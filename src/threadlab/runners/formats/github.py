"""Results for workflows on GitHub: a summary in Markdown, and what the reporter of GitHub Classroom reads.

The latter is that of classroom-resources/autograding-grading-reporter at commit b953c1a.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Sequence

from threadlab.runners.judged import JudgedCheck, JudgedExercise

_STATUS = {"holds": "pass", "fails": "fail"}  # what is neither is an error there
_SIGNS = {"holds": "✅", "fails": "❌"}


def classroom(exercises: Sequence[JudgedExercise]) -> str:
    """Return what a grader's step gives as its output ``result``."""
    tests = [
        {
            "name": f"{judged.exercise}: {check.behaviour}",
            "status": _STATUS.get(check.verdict, "error"),
            "score": check.points,
            "message": check.story,
            "test_code": "",
            "filename": "",
            "line_no": 0,
            "execution_time": 0,
        }
        for judged in exercises
        for check in judged.checks
    ]
    found = {test["status"] for test in tests}
    status = next((each for each in ("fail", "error") if each in found), "pass")
    most = sum(judged.max_points for judged in exercises)
    result = {"version": 1, "status": status, "max_score": most, "tests": tests}
    return base64.b64encode(json.dumps(result).encode()).decode("ascii")


def summary(exercises: Sequence[JudgedExercise]) -> str:
    """Return a table of all checks and the stories below it, in Markdown."""
    lines = []
    for judged in exercises:
        waits = f", {judged.waiting:g} wait for a person" if judged.waiting else ""
        lines += [f"## {judged.exercise}: {judged.points:g} of {judged.max_points:g} points{waits}", ""]
        lines += ["| | check | verdict | points |", "|---|---|---|---|", *map(_row, judged.checks), ""]
        for check in judged.checks:
            if not check.holds:
                fence = "`" * max(3, 1 + _longest_run(check.story))
                lines += [f"**{check.behaviour}**", "", f"{fence}text", check.story.rstrip("\n"), fence, ""]
    return "\n".join(lines)


def _row(check: JudgedCheck) -> str:
    points = f"{check.points:g}" if check.decided else "?"
    sign = _SIGNS.get(check.verdict, "❔")
    return f"| {sign} | {check.behaviour} | {check.verdict} | {points} of {check.max_points:g} |"


def _longest_run(text: str) -> int:
    """Return how many backticks stand in a row at most: what a learner wrote must not end the block."""
    return max((len(run) for run in "".join(c if c == "`" else " " for c in text).split()), default=0)
