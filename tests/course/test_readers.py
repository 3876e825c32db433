"""The page of the ten stories that readers were given says what checks tell today."""

from __future__ import annotations

import pytest

from tests.course.readers import PAGE, TEN, Told, story


@pytest.mark.parametrize("told", TEN, ids=lambda told: told.mistake)
def test_the_page_has_the_story_as_the_check_tells_it(told: Told) -> None:
    assert f"```text\n{story(told)}```\n" in PAGE.read_text(encoding="utf-8"), "run: python -m tests.course.readers"
