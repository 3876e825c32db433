"""A picture can be read: nothing lies on anything else, nothing leaves the card, and no colour is faint."""

from __future__ import annotations

from functools import cache

import pytest

from tests.story import hostile, samples
from tests.story.reading import colliding, contrast, faint, overlapping, read, sticking_out, turned
from threadlab.story import tell
from threadlab.story.drawing.svg import Drawing

PLAIN = {name: make() for name, make in samples.ALL.items()}
RINGS = {f"a ring of {size}": samples.deadlock(size) for size in (3, 4, 6, 7, 12)}
EVERYTHING = {**PLAIN, **RINGS, **hostile.RESULTS}


@cache
def picture(name: str, *, hidden: bool = False) -> str:
    return tell(EVERYTHING[name], name="a_test", hidden=hidden).svg


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_text_lies_on_another_or_leaves_its_box(name):
    for hidden in (False, True):
        svg = picture(name, hidden=hidden)
        if svg:
            reading = read(svg)
            assert overlapping(reading) == []
            assert sticking_out(reading) == []
            assert colliding(reading) == []


@pytest.mark.parametrize("name", PLAIN | RINGS)
def test_every_text_stands_out_from_its_ground(name):
    svg = picture(name)
    if svg:
        assert faint(read(svg)) == []
        assert faint(read(svg), seen=turned) == []


@pytest.mark.parametrize("name", PLAIN)
def test_every_failure_has_a_picture_and_nothing_else_has_one(name):
    assert bool(picture(name)) == (PLAIN[name].verdict == "fails")


def texts(name: str) -> str:
    return " | ".join(area.text for area in read(picture(name)).texts)


def test_a_lost_update_shows_the_lines_the_values_and_what_goes_stale():
    said = texts("lost-update")
    for words in (
        "Thread A",
        "Thread B",
        "in increment()",
        "9: self.value = self.value + 1",
        "reads self.value: 0",
        "sets self.value to 1",
        "out of date from step 3 on",
        "HARM: overwrites step 3",
        "A is interrupted here",
        "In the end, line 12 of the check: assert counter.value == 2",
        "expected 2, got 1",
    ):
        assert words in said
    assert "self.value is 1 now, but A still" in said


def test_the_harmful_step_has_a_thicker_frame_and_a_cross():
    svg = picture("lost-update")
    assert svg.count('stroke-width="2.5"') == 1
    assert svg.count('stroke-width="3"') == 4  # two strokes at the step, two where the cross is explained


def test_the_stale_window_is_one_dashed_frame():
    assert picture("lost-update").count('stroke-dasharray="5 4"') == 1
    assert picture("wrong-in-every-order").count('stroke-dasharray="5 4"') == 0


def test_a_lock_has_a_bar_with_its_name_beside_the_lane():
    bars = [area for area in read(picture("stale-check")).texts if area.text == "self.lock"]
    assert len(bars) == 4
    assert all(area.bottom - area.top > area.right - area.left for area in bars)


def test_a_deadlock_shows_who_waits_for_what_and_who_holds_it():
    said = texts("deadlock")
    for words in ("Thread A is stopped here", "15: with target.lock:", "right.lock", "held by thread B since line 14"):
        assert words in said
    assert said.count("waits for |") == 3
    assert said.count("held by |") == 2
    assert "each waits for the next one in the ring: nobody can move" in said


def test_a_ring_of_any_length_is_drawn_with_all_its_locks():
    said = texts("a ring of 12")
    assert all(f"fork {place} |" in said for place in range(12))


def test_a_lost_wakeup_shows_that_nobody_is_left_to_notify():
    said = texts("lost-wakeup")
    assert "nobody is left to notify" in said
    assert "HARM: nobody is waiting yet" in said


def test_no_more_lanes_than_a_page_can_show():
    headings = [area.text for area in read(picture("twelve threads")).texts if area.text.startswith("Thread ")]
    assert len(headings) == 6


def test_a_picture_refers_to_nothing_and_runs_nothing():
    for name in EVERYTHING:
        svg = picture(name)
        for forbidden in (
            "<script",
            "href",
            "url(",
            "<style",
            "<image",
            "<foreignObject",
            " id=",
            "<!DOCTYPE",
            "<!ENTITY",
        ):
            assert forbidden not in svg, name


# The checks themselves must see what they are there for.


def drawn(*lines: tuple[float, float, str], fill: str = "#1b1f24") -> str:
    drawing = Drawing(width=300, height=100)
    for x, y, words in lines:
        drawing.sans(x, y, words, 12, fill)
    return drawing.document("a title")


def test_the_overlap_check_sees_an_overlap():
    assert overlapping(read(drawn((10, 20, "one text"), (30, 24, "another text")))) == [("one text", "another text")]
    assert overlapping(read(drawn((10, 20, "one text"), (10, 40, "another text")))) == []


def test_the_overlap_check_sees_a_text_that_leaves_the_picture():
    assert sticking_out(read(drawn((250, 20, "far too long for it")))) == ["far too long for it"]


def test_the_contrast_check_sees_a_faint_text():
    assert [text for text, _ in faint(read(drawn((10, 20, "faint"), fill="#999999")))] == ["faint"]
    assert [text for text, _ in faint(read(drawn((10, 20, "faint"), fill="#999999")), seen=turned)] == ["faint"]
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
