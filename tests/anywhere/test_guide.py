"""The guide for other people's code, followed as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

GUIDE = (Path(__file__).parents[2] / "docs" / "for-your-own-code.md").read_text(encoding="utf-8")
INI, CACHE, TEST = re.findall(r"```(?:ini|python)\n(.*?)```", GUIDE, re.DOTALL)


@pytest.fixture
def project(pytester: pytest.Pytester) -> pytest.Pytester:
    (pytester.path / "pytest.ini").write_text(INI)
    (pytester.mkpydir("shop") / "cache.py").write_text(CACHE)
    (pytester.path / "test_cache.py").write_text(TEST)
    pytester.syspathinsert()
    return pytester


def test_the_cache_that_looks_first_fails_with_the_order(project: pytest.Pytester) -> None:
    result = project.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    said = " ".join(result.stdout.str().split())
    assert "if key not in self._kept" in said
    assert "expected ['a'], got ['a', 'a']" in said


def test_with_all_of_it_under_the_lock_it_passes(project: pytest.Pytester) -> None:
    head, _, _ = CACHE.partition("        if key not in")
    whole = head + (
        "        with self._lock:\n"
        "            if key not in self._kept:\n"
        "                self._kept[key] = self._compute(key)\n"
        "            return self._kept[key]\n"
    )
    (project.path / "shop" / "cache.py").write_text(whole)
    project.runpytest_inprocess().assert_outcomes(passed=1)
