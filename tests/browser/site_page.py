"""A notebook of the built site, opened in a browser that keeps what went wrong."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page

READY = ".tl-state[data-status=idle]"
_CELLS = "() => JSON.stringify(window.threadlabApp.shell.currentWidget.content.model.toJSON())"
_WRITE = """([id, text]) => {
  const notebook = window.threadlabApp.shell.currentWidget.content;
  const place = notebook.widgets.findIndex(cell => cell.model.id === id);
  notebook.widgets[place].model.sharedModel.setSource(text);
}"""
_IS_THERE = """id => {
  const shown = window.threadlabApp?.shell.currentWidget;
  return Boolean(shown?.context?.isReady && shown.content.widgets?.some(cell => cell.model.id === id));
}"""
_CHOOSE = """id => {
  const notebook = window.threadlabApp.shell.currentWidget.content;
  notebook.deselectAll();
  notebook.activeCellIndex = notebook.widgets.findIndex(cell => cell.model.id === id);
}"""
_RUN = f"""async id => {{
  ({_CHOOSE})(id);
  await window.threadlabApp.commands.execute('notebook:run-cell');
}}"""


class SitePage:
    """One notebook of the site."""

    def __init__(self, page: Page, address: str, path: str) -> None:
        self.page = page
        self.address = f"{address}/lab/notebooks/index.html?path={path}"
        page.goto(self.address)

    def ready(self) -> SitePage:
        """Wait until Python is there."""
        self.page.wait_for_selector(READY)
        return self

    def cells(self) -> list[dict[str, Any]]:
        """Return the notebook's cells as they are now."""
        cells: list[dict[str, Any]] = json.loads(self.page.evaluate(_CELLS))["cells"]
        return cells

    def cell(self, name: str) -> dict[str, Any]:
        """Return the cell of that id."""
        return next(cell for cell in self.cells() if cell["id"] == name)

    def wait_for(self, words: str) -> None:
        """Wait until the notebook's file has some words in it."""
        self.page.wait_for_function(f"words => ({_CELLS})().includes(words)", arg=words)

    def write(self, name: str, text: str) -> None:
        """Replace the text of a cell."""
        self.page.wait_for_function(_IS_THERE, arg=name)
        self.page.evaluate(_WRITE, [name, text])

    def choose(self, name: str) -> None:
        """Make a cell the one that commands are about."""
        self.page.evaluate(_CHOOSE, name)

    def run(self, name: str) -> list[dict[str, Any]]:
        """Run a cell; return its outputs."""
        self.page.evaluate(_RUN, name)
        outputs: list[dict[str, Any]] = self.cell(name)["outputs"]
        return outputs

    def run_all(self) -> None:
        """Run all cells, and wait until the last has ended."""
        self.page.evaluate("() => window.threadlabApp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_selector(READY)


def texts(outputs: list[dict[str, Any]]) -> str:
    """Return what outputs say as plain text."""
    found = [
        "".join(output.get("text", "") or output.get("data", {}).get("text/plain", "") or output.get("evalue", ""))
        for output in outputs
    ]
    return "\n".join(found)
