"""On a page nothing of a submission's texts acts, wherever it stands, and no text makes a page without end."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.small_course import RIGHT, Here, SmallCourse, cell, code, markdown
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.grading.pages.cell_html import code as numbered
from threadlab.grading.pages.markdown import markdown as safe_markdown
from threadlab.grading.pages.raw_text import LONGEST, harmless_text

ACTING = "\x1b[2J\x07\x00\x7f\x9b\u202e\u2066\u200f\u061c\u2028\u200b\ufeff"
SHOWN = r"\x1b[2J\x07\x00\x7f\x9b\u202e\u2066\u200f\u061c\u2028\u200b\ufeff"
NEVER = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def raw(cell_id: str, text: str) -> dict[str, Any]:
    return {"cell_type": "raw", "id": cell_id, "metadata": {}, "source": text}


def page_of(course: SmallCourse) -> str:
    grade(find_course(), Here())
    return (course.root / "feedback" / "student-01" / course.assignment / "adding.html").read_text(encoding="utf-8")


def read(page: str) -> str:
    """Return what a page says, without its tags."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


def test_no_character_of_a_submission_acts_on_its_page(small_course: SmallCourse) -> None:
    def add(notebook: dict[str, Any]) -> None:
        notebook["cells"] += [
            raw("raw", f"raw: {ACTING}"),
            code("comment", f"# code: {ACTING}"),
            code("printed", f"print('printed: ' + {ACTING.replace(chr(0), '')!r} + chr(0x202e))"),
            markdown("text", f"text: {ACTING} &#x202e; `{ACTING}`\n\n<b>{ACTING}</b>"),
        ]
        cell(notebook, "written--why")["source"] = f"why: {ACTING}"

    small_course.submit("student-01", RIGHT, change=add)
    page = page_of(small_course)
    assert NEVER.findall(page) == []
    text = read(page)
    for place in ("raw", "code", "text", "why"):
        assert f"{place}: {SHOWN}" in text, place
    assert r"printed: \x1b[2J" in text


@given(st.text(st.characters(), max_size=50))
def test_whatever_a_text_is_only_its_letters_are_left(text: str) -> None:
    shown = harmless_text(text)
    assert NEVER.findall(shown) == []
    assert harmless_text(shown) == shown


@pytest.mark.parametrize(
    "text", ["Grüße, 世界", "👩\u200d👩\u200d👧", "a\tb\nc", "שלום", "\N{DEVANAGARI LETTER KA}\u200d"]
)
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert harmless_text(text) == text


HUGE = {
    "numbers": (numbered, f"numbers = [{'1, ' * 700_000}]"),
    "letters": (numbered, f"letters = '{'é<' * 1_000_000}'"),
    "lines": (numbered, "x = 1\n" * 400_000),
    "words": (safe_markdown, "*a* <b> " * 300_000),
    "signs": (harmless_text, "<&" * 1_000_000),
}


@pytest.mark.parametrize("name", HUGE)
def test_two_megabytes_of_anything_are_cut(name: str) -> None:
    look, text = HUGE[name]
    shown = look(text)
    assert len(shown) < 1_500_000
    assert f"({len(text):,} characters in all)" in read(shown)
    assert LONGEST < 100_000


def test_a_literal_of_two_megabytes_makes_no_page_of_sixteen(small_course: SmallCourse) -> None:
    huge = [code("huge", f"letters = '{'é<' * 1_000_000}'"), raw("raw", "<&" * 1_000_000)]
    small_course.submit("student-01", change=lambda notebook: notebook["cells"].extend(huge))
    page = page_of(small_course)
    assert len(page) < 2_000_000
    assert "(2,000,012 characters in all)" in read(page)
    assert "(2,000,000 characters in all)" in read(page)
