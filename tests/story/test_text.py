"""A student's text is shown as Python reads it, in no more room than there is."""

from __future__ import annotations

import unicodedata

import pytest

from tests.story.hostile import TEXTS
from threadlab.story.drawing.text_width import fit_sans, mono_columns, mono_width, sans_width, wrap_sans
from threadlab.story.text.html import element, opening
from threadlab.story.text.sanitize import columns, cut, markup, pad, visible, wrap, wrap_code


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("x = 1", "x = 1"),
        ("größe = 漢字", "größe = 漢字"),
        ("a\u202eb", r"a\u202eb"),
        ("a\u200bb", r"a\u200bb"),
        ("\x1b[31m", r"\x1b[31m"),
        ("\ud800", r"\ud800"),
        ("\U000e0001", r"\U000e0001"),
        ("a\xa0b", r"a\xa0b"),
        ("if x:\n\ty", "if x:     y"),
        ("e\u0301", "e\u0301"),
        ("e\u0301\u0301\u0301", "e\u0301\u0301\\u0301"),
    ],
)
def test_what_cannot_be_seen_is_written_as_python_escapes_it(text, shown):
    assert visible(text) == shown


@pytest.mark.parametrize("name", TEXTS)
def test_what_is_shown_can_be_stored_and_stands_on_one_line(name):
    shown = visible(TEXTS[name])
    shown.encode("utf-8")
    assert len(shown.splitlines()) <= 1
    assert not any(unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") for character in shown)


def test_only_the_beginning_of_an_endless_line_is_looked_at():
    assert len(visible("x" * 10_000)) == 400


def test_wide_characters_take_two_columns_and_marks_none():
    assert columns("ab") == 2
    assert columns("漢字") == 4
    assert columns("e\u0301") == 1


def test_a_cut_text_fits_and_says_that_it_is_cut():
    assert cut("abcdef", 6) == "abcdef"
    assert cut("abcdefg", 6) == "abcde…"
    assert cut("漢字漢字", 6) == "漢字…"
    assert cut("ab cdef", 4) == "ab…"
    assert pad("漢", 4) == "漢  "


def test_a_line_of_program_text_is_broken_at_a_blank_and_keeps_its_own_blanks():
    line = "28: if not self.items  and not self.closed:"
    assert wrap_code(line, 60, 2) == [line]
    assert wrap_code(line, 30, 2) == ["28: if not self.items  and not", "    self.closed:"]
    assert wrap_code(line, 20, 2) == ["28: if not", "    self.items  and…"]
    assert wrap_code("x" * 50, 20, 2) == ["x" * 20, "    " + "x" * 15 + "…"]
    assert wrap_code("漢字" * 10, 9, 3) == ["漢字漢字", "    漢字", "    漢字…"]


def test_wrapped_lines_fit_and_lose_nothing():
    words = "one two three fourteencharacters 漢字かな交じり文 five"
    for width in (6, 10, 25, 80):
        lines = wrap(words, width)
        assert all(columns(line) <= width for line in lines)
        assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert wrap("", 10) == [""]


def test_a_text_fits_into_the_pixels_that_it_was_fitted_to():
    for text in (*map(visible, TEXTS.values()), "an ordinary sentence about threads"):
        for width in (40.0, 120.0, 300.0):
            assert sans_width(fit_sans(text, width, 12), 12) <= width
            assert all(sans_width(line, 12) <= width for line in wrap_sans(text, width, 12, 3))
            assert len(wrap_sans(text, width, 12, 3)) <= 3
            assert mono_width("x" * mono_columns(width, 12), 12) <= width


def test_widths_are_whole_hundredths_so_that_every_python_adds_them_up_alike():
    assert all(sans_width(visible(text), 100).is_integer() for text in TEXTS.values())


def test_what_did_not_fit_into_the_last_line_is_shown_to_be_missing():
    assert wrap_sans("one two three four five six", 60, 12, 2)[-1].endswith("…")
    assert wrap_sans("one two", 200, 12, 2) == ["one two"]


def test_markup_has_no_quote_and_no_bracket_left():
    assert markup("<a href=\"x\" title='y'>&") == "&lt;a href=&quot;x&quot; title=&#x27;y&#x27;&gt;&amp;"


def test_attributes_are_escaped_and_what_is_inside_is_markup_already():
    assert element("p", "<b>", style="", title='"') == '<p title="&quot;"><b></p>'
    assert opening("input", aria_label="a", for_="b") == '<input aria-label="a" for="b">'
