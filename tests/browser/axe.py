"""axe-core, which finds what a person with a screen reader, a keyboard or weak eyes would stumble over."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
# What is fading in has a contrast of that moment only: a page is judged when it has come to rest.
_REST = """() => Promise.allSettled(document.getAnimations()
  .filter(moving => moving.effect.getComputedTiming().endTime < Infinity).map(moving => moving.finished))"""
_RUN = """async ([where, tags, impacts]) => (await axe.run(where, {runOnly: tags}))
  .violations.filter(found => impacts.includes(found.impact))
  .map(found => `${found.id}: ${found.help}: ${found.nodes.map(node => node.html).join(" ")}`)"""


_WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
_SERIOUS = ["serious", "critical"]


def serious_faults(page: Page, where: str = "body") -> list[str]:
    """Name the serious faults in the elements that a selector finds."""
    return _faults(page, where, _WCAG, _SERIOUS)


def all_faults(page: Page) -> list[str]:
    """Name all that axe has to say of a page, advice that no standard asks for included."""
    return _faults(page, "body", [*_WCAG, "wcag22aa", "best-practice"], [*_SERIOUS, "moderate", "minor"])


def _faults(page: Page, where: str, tags: list[str], impacts: list[str]) -> list[str]:
    page.evaluate(_REST)
    page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, [where, tags, impacts])
    return found
