"""What a test on every schedule leaves in pytest's reports: its story as text, as HTML, and as a file beside XML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from threadlab.story import Story

STORY: pytest.StashKey[Story] = pytest.StashKey()  # of a test that was judged
UNDECIDED = "undecided"  # set on the report of a test that is neither right nor wrong


class NotDecidedError(Exception):
    """A test is neither proved right nor wrong; the message says why."""


class NotRightError(AssertionError):
    """Some schedule breaks a test; the message is the story."""


def complete(report: Any, error: BaseException | None, story: Story | None, item: pytest.Item) -> None:
    """Put into a report what is known of a test.

    Args:
        report: pytest's report of the test's call.
        error: what the call raised.
        story: what there is to tell; None if nothing was judged.
        item: the test; its configuration knows of the other reports that are written.
    """
    if isinstance(error, NotDecidedError | NotRightError):
        report.longrepr = str(error)
    if isinstance(error, NotDecidedError):
        setattr(report, UNDECIDED, True)
        # Who expects a failure has not got one: xfail would let it pass.
        report.outcome = "failed"
        vars(report).pop("wasxfail", None)
    if story is None or error is None:
        return
    config = item.config
    if config.pluginmanager.hasplugin("html"):
        extra = {"name": "schedule", "format_type": "html", "content": story.html, "mime_type": None, "extension": None}
        report.extras = [*getattr(report, "extras", []), extra]
    xml = config.getoption("xmlpath", None)
    if xml:
        from threadlab.story.output.dark_theme import whole_page  # it brings the engine

        page = _page(Path(xml), report.nodeid)
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(whole_page(report.nodeid, story.html), encoding="utf-8")
        item.user_properties.append(("attachment", str(page)))


def _page(xml: Path, node: str) -> Path:
    name = re.sub(r"[^\w.-]+", "-", node).strip("-")
    return xml.with_suffix("") / f"{name}.html"


def status(report: Any) -> tuple[str, str, tuple[str, dict[str, bool]]] | None:
    """Return the category, the letter and the word for a test that is undecided; None for all others."""
    if getattr(report, UNDECIDED, False) and report.when == "call":
        return UNDECIDED, "U", ("UNDECIDED", {"yellow": True})
    return None
