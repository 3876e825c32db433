"""A check's stories as a piece of a page: each picture is an image of its own, and nothing in it is a script."""

from __future__ import annotations

from base64 import b64encode

from threadlab.runners.judged import JudgedCheck, JudgedTest
from threadlab.story.text.html import element, opening
from threadlab.story.text.sanitize import markup


def stories_as_html(check: JudgedCheck) -> str:
    """Return the stories of a check as HTML; for one that holds, the sentence that says what was proved."""
    if check.holds:
        return element("p", f"Proved right on all schedules ({check.schedules}).")
    return "".join(map(_story, check.told))


def picture_address(svg: str) -> str:
    """Return a picture as an address that holds all of it."""
    return f"data:image/svg+xml;base64,{b64encode(svg.encode()).decode('ascii')}"


def _story(test: JudgedTest) -> str:
    title = element("p", element("strong", markup(f"{test.name}: {test.message}" if test.name else test.message)))
    image = opening("img", src=picture_address(test.picture), alt=test.message, style="max-width:100%")
    return title + (image if test.picture else "") + element("pre", markup(test.story), style="overflow-x:auto")
