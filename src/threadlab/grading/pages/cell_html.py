"""What a graded notebook's cells look like on a page: numbered lines of code, and what each cell or check gave.

A check's part is made from the data that grading kept in the cell (see ``outputs``), never from anything that a
submission wrote: texts are escaped, and a picture is an image of its own, in which nothing runs and nothing loads.
"""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from threadlab.grading.pages.raw_text import harmless_text
from threadlab.grading.pipeline.outputs import UNDECIDED
from threadlab.notebook.judging.report import InvalidReportError, StoryReport, TestReport, tests_from_json
from threadlab.story.drawing.narrow_lanes import lanes
from threadlab.story.output.dark_theme import turned_over
from threadlab.story.output.stepper import SHEET, stepper
from threadlab.story.text.sanitize import visible
from threadlab.story.timeline.legend import HOW_TO_READ


def legend_words(_: object) -> str:
    """Return the words that explain the pictures."""
    return HOW_TO_READ


def steps_sheet(_: object) -> Markup:
    """Return the style sheet that a page with stories needs: for steps to go through, and for a dark screen."""
    dark = f"@media screen and (prefers-color-scheme: dark) {{ {turned_over('.story')} }}"
    return Markup(f"{SHEET}\n{dark}")  # noqa: S704 - constants


# Making them takes as long as using them once.
_LEXER = PythonLexer(stripnl=False, ensurenl=True)
_FORMATTER = HtmlFormatter(nowrap=True)
_SIGNS = {"holds": "✓", "fails": "✗"}


def code(source: str) -> Markup:
    """Return a program with numbered lines, for stories quote lines by their numbers."""
    lines = highlight(harmless_text(source), _LEXER, _FORMATTER).split("\n")[:-1]
    rows = (f'<span class="line">{line}\n</span>' for line in lines)
    return Markup(f'<pre class="code"><code>{"".join(rows)}</code></pre>')  # noqa: S704 - Pygments escapes


def output_html(cell: Mapping[str, Any]) -> Markup:
    """Return what stands below a code cell: a check's stories, or what another cell printed."""
    found = json.dumps(_found(cell))
    if _tests_from(found):
        key = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        return _remembered_stories(found, key) if len(found) <= _LONGEST else stories(_tests_from(found), key=key)
    undecided = cell["metadata"].get("threadlab", {}).get("reason", "")
    if undecided:  # whether somebody will look at it or has, the page says elsewhere
        return Markup('<pre class="output">undecided: {}</pre>').format(undecided)
    texts = (_printed(output) for output in cell.get("outputs", []))
    return Markup("").join(Markup('<pre class="output">{}</pre>').format(text) for text in texts if text.strip())


def tests_found(cell: Mapping[str, Any]) -> tuple[TestReport, ...]:
    """Read what was found by the tests of a check; nothing where another version of this package has written it."""
    return _tests_from(json.dumps(_found(cell)))


def _found(cell: Mapping[str, Any]) -> object:
    return cell["metadata"].get("threadlab", {}).get("tests", [])


# In a class many answers are equal, and so is what is said of them; each may take 100 kB.
_TEXTS = 256
_LONGEST = 100_000  # characters of a check's findings whose looks are kept


@lru_cache(_TEXTS)
def _tests_from(found: str) -> tuple[TestReport, ...]:
    """Read what was found by the tests of a check, given as JSON; nothing if it is of another version."""
    try:
        return tests_from_json(json.loads(found))
    except InvalidReportError:
        return ()


@lru_cache(_TEXTS)
def _remembered_stories(found: str, key: str) -> Markup:
    return stories(_tests_from(found), key=key)


def reasons(cell: Mapping[str, Any]) -> Iterator[str]:
    """Say once each what fails, or in a line what was proved."""
    kept = cell["metadata"].get("threadlab", {})
    if cell["metadata"].get("unanswered"):
        if kept.get("verdict") == "fails":
            yield "no answer was handed in"
        return
    if kept.get("verdict") == UNDECIDED:
        yield kept["reason"]
        return
    tests = tests_found(cell)
    broken = [test for test in tests if test.verdict == "fails"]
    shown = {test.message for test in broken if not test.hidden}
    said = (test for test in broken if not test.hidden or test.message not in shown)
    yield from dict.fromkeys(f"Hidden: {test.message}" if test.hidden else test.message for test in said)
    if tests and not broken:
        hidden = sum(test.hidden for test in tests)
        tried = sum(test.schedules for test in tests)
        numbers = f"{len(tests) - hidden} shown, {hidden} hidden" if hidden else str(len(tests))
        yield f"Tests that hold: {numbers} ({tried} schedule{'s' if tried > 1 else ''})"


def stories(tests: Iterable[TestReport], *, key: str = "") -> Markup:
    """Return the stories of a check's tests; ``key`` tells the check apart from others on the same page."""
    told: set[str] = set()
    parts = []
    for place, test in enumerate(tests):
        again = test.verdict == "fails" and test.story.walk is None and test.message in told
        told.add(test.message)
        parts.append(_story(test, f"{key} {place}", again=again))
    return Markup("").join(parts)


def _story(test: TestReport, key: str, *, again: bool) -> Markup:
    """Return the story of a test; of one that fails ``again`` as one above, without any step, only that it does."""
    story = test.story
    name = Markup("a hidden check") if test.hidden else Markup("<code>{}</code>").format(visible(test.name))
    title = Markup('<p class="title">{} {}: {}</p>').format(
        _SIGNS.get(test.verdict, "?"), name, "the same" if again else test.message or story.title
    )
    if again:
        return Markup('<div class="story {}">{}</div>').format(test.verdict, title)
    parts = [title]
    if test.verdict == "fails" and story.lead and story.svg:
        parts.append(Markup("<p>{}</p>").format(story.lead))
    if story.svg:
        parts.append(_picture(story))
        if story.walk is not None:
            parts.append(Markup(lanes(story.walk)))  # noqa: S704 - every text in it is escaped
    if test.verdict == "fails":
        if story.walk is not None:
            steps = Markup(stepper(story.walk, key=key))  # noqa: S704 - every text in it is escaped
            parts.append(Markup('<details class="walk"><summary>Step through it</summary>{}</details>').format(steps))
        words = Markup(
            '<pre class="output" tabindex="0" role="region" aria-label="the steps in words">{}</pre>'
        ).format(story.text.strip())
        fold = Markup('<details class="same"><summary>The same in words</summary>{}</details>')
        parts.append(fold.format(words) if story.svg else words)
        if story.question and story.svg:
            parts.append(Markup("<p><strong>Think about:</strong> {}</p>").format(story.question))
    return Markup('<div class="story {}">{}</div>').format(test.verdict, Markup("").join(parts))


def _picture(story: StoryReport) -> Markup:
    data = b64encode(story.svg.encode()).decode("ascii")
    image = Markup('<img src="data:image/svg+xml;base64,{}" alt="{}">').format(data, story.text)
    wide = "picture" if story.walk is not None else "picture alone"
    return Markup('<div class="{}" tabindex="0" role="region" aria-label="picture of the steps">{}</div>').format(
        wide, image
    )


def _printed(output: Mapping[str, Any]) -> Markup:
    """Give an output's text; grading writes only text."""
    if output["output_type"] == "error":
        return escape(harmless_text("\n".join(output["traceback"])))
    return escape(harmless_text(output.get("text", "")))
