"""axe-core, which finds what a person with a screen reader, a keyboard or weak eyes would stumble over."""

from __future__ import annotations

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

_AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
_RUN = """async ([where]) => (await axe.run(where, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}))
  .violations.filter(found => ["serious", "critical"].includes(found.impact))
  .map(found => `${found.id}: ${found.help}: ${found.nodes.map(node => node.html).join(" ")}`)"""


def serious_faults(page: Page, where: str = "body") -> list[str]:
    """Name the serious faults in the elements that a selector finds."""
    page.evaluate(_AXE)
    found: list[str] = page.evaluate(_RUN, [where])
    return found
