"""Each program of a primitive's ``AsInCPython`` is a test of its own."""

from __future__ import annotations

import pytest

pytest.register_assert_rewrite("tests.schedules.primitives.programs")

LISTS = {"same": "SAME", "misuse": "MISUSES", "wrong_call": "WRONG_CALLS"}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for argument, programs in LISTS.items():
        if argument in metafunc.fixturenames:
            metafunc.parametrize(argument, getattr(metafunc.cls, programs))
