"""The course's own checks: each says of every known answer what it must, and no release is behind its sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from threadlab.course.exercises import exercises
from threadlab.course.folder import find_course
from threadlab.course.verify.verification import Verification, verify
from threadlab.course.workers import workers
from threadlab.grading.executors.base import Executor

COURSE = find_course(Path(__file__).parent)


@pytest.fixture(scope="module")
def executor() -> Iterator[Executor]:
    with workers(COURSE, trusted=True) as judges:
        yield judges


@pytest.mark.parametrize("path", [exercise.path for exercise in exercises(COURSE)])
def test_the_checks_of_an_exercise_are_neither_too_weak_nor_too_strict(path: str, executor: Executor) -> None:
    found: Verification = verify(COURSE, path, executor, mutation=False)
    assert [str(finding) for finding in found.findings] == []
