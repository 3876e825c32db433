"""The gallery in ``docs/`` shows one real failure for each kind, as a check shows it today."""

from __future__ import annotations

from typing import get_args

import pytest

from tests.story import gallery
from tests.story.gallery import DOCS, MISTAKES
from tests.story.reading import colliding, faint, overlapping, read, sticking_out
from threadlab.schedules.result import Kind


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return {path.as_posix(): text for path, text in gallery.files().items()}


@pytest.mark.parametrize("slug", MISTAKES)
def test_the_mistake_fails_in_the_way_that_it_is_there_to_show(slug):
    failure = MISTAKES[slug].result().failure
    assert failure is not None
    assert failure.kind == MISTAKES[slug].kind


def test_every_kind_of_failure_has_a_picture():
    assert {mistake.kind for mistake in MISTAKES.values()} == set(get_args(Kind))


def test_the_gallery_is_current(files):
    for path, text in files.items():
        assert (DOCS / path).read_text(encoding="utf-8") == text, "run: python -m tests.story.gallery"


def test_no_picture_is_left_over(files):
    assert {f"gallery/{path.name}" for path in (DOCS / "gallery").iterdir()} == {p for p in files if p.endswith(".svg")}


@pytest.mark.parametrize("slug", MISTAKES)
def test_a_real_picture_can_be_read(slug):
    for hidden in (False, True):
        reading = read(MISTAKES[slug].story(hidden=hidden).svg)
        assert overlapping(reading) == []
        assert sticking_out(reading) == []
        assert colliding(reading) == []
        assert faint(reading) == []


@pytest.mark.parametrize("slug", MISTAKES)
def test_a_hidden_story_quotes_no_line_of_the_test(slug):
    mistake = MISTAKES[slug]
    story = mistake.story(hidden=True)
    own = {line.strip() for line in mistake.answer.splitlines()}
    lines = {line.strip() for line in mistake.test.splitlines()} - own
    for line in lines:
        if len(line) > 8:
            assert line not in story.text
            assert line not in story.svg
    assert mistake.name not in story.html
