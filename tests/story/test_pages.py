"""The story as a piece of a page: nothing runs, nothing is fetched, and everything can be read without the picture."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.story import hostile, samples
from threadlab.schedules.result import Result
from threadlab.story import Story, tell
from threadlab.story.drawing import narrow_lanes
from threadlab.story.output import dark_theme
from threadlab.story.output.stepper import CLASS, SHEET, stepper

RESULTS = {name: make() for name, make in samples.ALL.items()} | hostile.RESULTS
ALLOWED = frozenset(
    (
        "div",
        "p",
        "ol",
        "li",
        "strong",
        "code",
        "pre",
        "details",
        "summary",
        "img",
        "style",
        "input",
        "label",
        "table",
        "tr",
        "th",
        "td",
    )
)  # what the page is made of
VOID = frozenset({"img", "input"})


class Page(HTMLParser):
    """Reads HTML as a browser would, and keeps what it finds."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


@cache
def story(name: str, *, hidden: bool = False) -> Story:
    return tell(
        RESULTS[name], name="<b>a_test</b>", question="<i>Why?</i>", hidden=hidden, sources={"answer": "</pre>"}
    )


@pytest.mark.parametrize("name", RESULTS)
def test_a_page_holds_only_what_it_is_made_of(name):
    page = Page(story(name).html)
    assert page.open == []
    assert {tag for tag, _ in page.tags} <= ALLOWED
    for tag, attributes in page.tags:
        assert not any(key.startswith("on") or key in ("href", "srcdoc", "action", "target") for key in attributes), tag
        assert "url(" not in attributes.get("style", "")
        assert attributes.get("src", "data:image/svg+xml;base64,").startswith("data:image/svg+xml;base64,")


@pytest.mark.parametrize("name", RESULTS)
def test_the_image_is_the_picture_and_its_alternative_text_the_whole_story(name):
    told = story(name)
    images = [attributes for tag, attributes in Page(told.html).tags if tag == "img"]
    assert len(images) == bool(told.svg)
    for image in images:
        assert b64decode(image["src"].partition(",")[2]).decode() == told.svg
        assert image["alt"] == told.text


def test_a_style_sheet_speaks_of_cards_steps_and_lanes_alone():
    sheets = re.findall(r"<style>(.*?)</style>", story("lost-update").html)
    assert sheets == [dark_theme.SHEET, narrow_lanes.SHEET, SHEET]
    assert re.fullmatch(rf"@media screen\{{:is\(.*\) \.{dark_theme.CLASS}\{{filter:[^;{{}}]*\}}\}}", dark_theme.SHEET)
    assert all(rule.startswith(f".{CLASS}>") for rule in SHEET.split("}") if rule)
    named = set(re.findall(r"\.[a-z-]+", narrow_lanes.SHEET))
    assert named == {f".{narrow_lanes.PICTURE}", f".{narrow_lanes.INSTEAD}"}


def test_what_turns_a_card_over_is_written_in_one_place():
    package = Path(dark_theme.__file__).parents[2]
    texts = [path for path in package.rglob("*") if path.suffix in {".py", ".css", ".html", ".j2", ".mjs", ".js"}]
    assert [path.name for path in texts if "hue-rotate(" in path.read_text("utf-8")] == ["dark_theme.py"]


@pytest.mark.parametrize("name", RESULTS)
def test_only_a_picture_that_has_lanes_can_be_replaced_by_them(name):
    page = Page(story(name).html)
    names = [attributes.get("class") for _, attributes in page.tags]
    assert names.count(narrow_lanes.PICTURE) == names.count(narrow_lanes.INSTEAD) == (story(name).walk is not None)


def test_what_a_person_reads_stands_in_the_page():
    words = " ".join(Page(story("lost-update").html).words)
    for said in (
        "<b>a_test</b>",
        "An update is lost: expected 2, got 1",
        "Think about:",
        "Which two steps (line 9) must no other thread come between?",
        "How do I read this?",
        "Step through it",
        "The same in words",
        "replay='mAABBA'",
    ):
        assert said in words


def test_a_hidden_story_has_no_name_and_nothing_to_replay():
    words = " ".join(Page(story("lost-update", hidden=True).html).words)
    assert "a_test" not in words
    assert "replay" not in words


def test_a_proof_is_one_band_with_a_sign():
    page = Page(tell(samples.holds(), name="a_test").html)
    said = "".join(page.words).removeprefix(dark_theme.SHEET)
    assert said == "a_test✓ every order of 3 threads (90 schedules) is right"
    assert {tag for tag, _ in page.tags} == {"style", "div", "strong"}


# -- the steps, one by one -----------------------------------------------------------------------------------------


def steps_of(result: Result, sources: Mapping[str, str] | None = None) -> str:
    walk = tell(result, name="a_test", sources=sources).walk
    assert walk is not None
    return stepper(walk, key="")


def test_each_step_has_a_button_and_the_ways_to_its_neighbours():
    page = Page(steps_of(samples.lost_update()))
    buttons = [attributes for tag, attributes in page.tags if tag == "input"]
    assert [button["aria-label"] for button in buttons] == [f"step {n} of 4" for n in (1, 2, 3, 4)]
    assert [("checked" in button) for button in buttons] == [True, False, False, False]
    ways = [attributes["for"] for tag, attributes in page.tags if tag == "label"]
    ids = [button["id"] for button in buttons]
    assert ways == [ids[1], ids[0], ids[2], ids[1], ids[3], ids[2]]


def test_two_checks_on_one_page_do_not_share_their_buttons():
    names = [
        set(re.findall(r'(?:id|name|for)="([^"]+)"', tell(samples.lost_update(), name=name, key=key).html))
        for name, key in (("one", ""), ("other", ""), ("one", "once more"))
    ]
    assert all(len(found) == 5 for found in names)
    assert len(set.union(*names)) == 15


def test_the_line_of_the_step_is_marked_in_the_source_and_the_values_stand_beside_it():
    source = "\n".join(f"line {number} of the cell" for number in range(1, 20))
    steps = steps_of(samples.lost_update(), {"answer": source})
    last = steps[steps.rindex("Step 4 of 4") :]
    assert "▶A,B  9 line 9 of the cell" in last
    assert "line 3 of the cell" in last
    assert "line 2 of the cell" not in last
    assert "line 16 of the cell" not in last
    assert re.search(r"self\.value</td><td[^>]*>1 ◀</td>", last)


def test_without_the_source_the_lines_of_the_steps_are_shown():
    steps = steps_of(samples.stale_check())
    assert "enough = self.balance &gt;= amount" in steps
    assert "⋮" in steps


def test_the_locks_of_every_thread_are_said():
    steps = steps_of(samples.deadlock())
    assert "Thread A holds left.lock. Thread B holds right.lock." in steps


def test_what_has_no_steps_has_nothing_to_step_through():
    for result in (samples.holds(), samples.undecided(), samples.polls()):
        assert tell(result, name="a_test").walk is None


# -- the same every time -------------------------------------------------------------------------------------------

_PRINT = """
import hashlib
from tests.story import hostile, samples
from threadlab.story import tell
digest = hashlib.sha256()
for name, make in samples.ALL.items():
    story = tell(make(), name=name)
    digest.update(repr((story.title, story.text, story.svg, story.html, story.question)).encode())
digest.update(tell(hostile.many_threads(), name="x").html.encode())
print(digest.hexdigest())
"""


def test_the_story_is_the_same_to_the_byte_whatever_the_hash_seed():
    digests = {
        subprocess.run(
            [sys.executable, "-c", _PRINT],
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("0", "1", "77")
    }  # fmt: skip
    assert len(digests) == 1
