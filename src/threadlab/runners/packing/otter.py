"""Tests in the form of otter-grader 7, which call the checks."""

from __future__ import annotations

from collections.abc import Sequence
from pprint import pformat

from threadlab.course.exercises import Check, Exercise
from threadlab.notebook.cell_text.test_functions import tests_of
from threadlab.runners.packing.archive import Files
from threadlab.runners.packing.package_contents import package_files
from threadlab.schedules.language import dotted

_HEAD = """\
from otter.test_files import test_case

from threadlab.runners.otter import holds

OK_FORMAT = False

name = {name!r}
points = None
CHECKS = {checks}
"""
_CASE = """

@test_case(name={name!r}, points={points!r}, hidden={hidden!r})
def check_{number}(env):
    holds(CHECKS[{name!r}], env, python={python!r})
"""


def otter_files(exercises: Sequence[Exercise]) -> Files:
    """Return a file of tests for each exercise below ``tests/``, and the package that they need."""
    tests = {f"tests/{exercise.name}.py": _tests(exercise).encode() for exercise in exercises}
    return {**tests, **package_files()}


def _tests(exercise: Exercise) -> str:
    cases = [_case(number, check) for number, check in enumerate(exercise.checks, start=1)]
    checks = {check.behaviour: check.cell.text for check in exercise.checks}
    # Otter quotes the line that fails to students: what is hidden must not stand in it.
    return _HEAD.format(name=exercise.name, checks=pformat(checks, width=120, sort_dicts=False)) + "".join(cases)


def _case(number: int, check: Check) -> str:
    hidden = all(test.hidden for test in tests_of(check.cell.text))
    python = dotted(check.cell.python)
    return _CASE.format(name=check.behaviour, points=check.points, hidden=hidden, number=number, python=python)
