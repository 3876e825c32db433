"""How large the site is, how soon its first check is answered, and how fast it searches.

    python -m benchmarks.site            # prints the tables
    python -m benchmarks.site --write    # puts them into docs/site.md

Builds the site, serves it on the loopback address without special headers, and visits it with a new Chromium. Needs
what the browser tests need, and for times that say something a machine with nothing else to do: how busy it was is
written down. It takes about two minutes there, and one more to find the checks that take longest. On a busy machine
some of these are left out, and said to be.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.clicks import ANSWERS, COURSE, Click, clicks
from tests.browser.servers import launch
from tests.browser.site_page import SitePage, texts
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.site.serving import served
from threadlab.site.site_builder import build_site
from threadlab.site.sizes import size_of

NOTEBOOK = "2-locked-counter/locked_counter.ipynb"
SLOWEST = 8
ENOUGH = 480  # seconds after which no other check is begun
SEARCHES = 3  # of each kind; the best counts
SOURCE = """
import threading
lock = threading.Lock()
counter = 0
def work():
    global counter
    for _ in range(2):
        with lock:
            counter += 1
"""
TEST = """
def test():
    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert counter == 6
"""
# Run in one page: the engine on its own stacks, then the same engine on those of the package greenlet-pyodide.
SPEED = f"""
import sys, time, greenlet
from threadlab.schedules.explore import explore
from threadlab.schedules.stacks import browser_stacks

def best():
    rates = []
    for _ in range({SEARCHES}):
        begin = time.perf_counter()
        result = explore({TEST!r}, {SOURCE!r})
        rates.append(result.schedules / (time.perf_counter() - begin))
    return max(rates)

def swap(one, other):
    for module in list(sys.modules.values()):
        if module.__name__.startswith("threadlab.") and module is not browser_stacks:
            for name in ("greenlet", "getcurrent", "GreenletExit"):
                if getattr(module, name, None) is getattr(one, name):
                    setattr(module, name, getattr(other, name))

explore({TEST!r}, {SOURCE!r})
own = best()
swap(browser_stacks, greenlet)
other = best()
swap(greenlet, browser_stacks)
[own, other, best()]
"""
_SPEED = """async ([python, code]) => {
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: python, packages: ['threadlab', 'greenlet-pyodide'] });
  return (await pyodide.runPythonAsync(code)).toJs();
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/site.md")
    write = parser.parse_args().write
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="threadlab-site-") as scratch:
        site = Path(scratch) / "course"
        build_site(COURSE, site)
        with sync_playwright() as playwright, served(Path(scratch)) as host:
            browser = launch(playwright, shutil.which("chromium") or "chromium")
            address = f"{host}/course"
            parts = [
                *sizes(site),
                *visits(browser, address),
                *speed(browser, address, site),
                *checks(browser, address, begun),
            ]
            busy, cores = os.getloadavg()[1], os.cpu_count()
            about = INTRODUCTION.format(browser=browser.version, machine=platform.machine(), busy=busy, cores=cores)
            browser.close()
    text = about + "\n".join(parts) + "\n"
    print(text)
    if write:
        (COURSE.root / "docs" / "site.md").write_text(text, encoding="utf-8")


def sizes(site: Path) -> Iterator[str]:
    yield from ("## Size", "", "| part | files | MB on a disk | MB as sent |", "|---|---|---|---|")
    (python,) = (site / "lab" / "static").glob("python-*")
    parts = {"Python and its packages": python, "JupyterLite, with the notebooks": site / "lab", "all of it": site}
    for name, folder in parts.items():
        size = size_of(folder)
        less = size_of(python) if folder == site / "lab" else size_of(site / "none")
        sent, whole = size.compressed - less.compressed, size.bytes - less.bytes
        yield f"| {name} | {size.files - less.files} | {whole / 1e6:.1f} | {sent / 1e6:.1f} |"


def visits(browser: Browser, address: str) -> Iterator[str]:
    yield from ("", "## From the link to the answer of a check, in seconds", "")
    yield from ("| visit | the notebook is there | its first check is answered |", "|---|---|---|")
    context = browser.new_context()
    for name in ("first", "second", "third"):
        page = context.new_page()
        begin = time.perf_counter()
        opened = SitePage(page, address, NOTEBOOK)
        page.wait_for_selector(".jp-CodeCell")
        there = time.perf_counter() - begin
        opened.ready()  # who runs a cell before there is a kernel may wait for ever
        for cell in ("imports", "visit", "visit-test"):
            outputs = opened.run(cell)
        assert "An update is lost" in texts(outputs)
        yield f"| {name} | {there:.1f} | {time.perf_counter() - begin:.1f} |"
        page.close()
    context.close()


def speed(browser: Browser, address: str, site: Path) -> Iterator[str]:
    (python,) = (site / "lab" / "static").glob("python-*")
    page: Page = browser.new_page()
    page.goto(f"{address}/browser.html")
    own, other, again = page.evaluate(_SPEED, [f"{address}/lab/static/{python.name}/", SPEED])
    page.close()
    yield from ("", "## Schedules a second, locked counter of 3 threads, in one page", "")
    yield from ("| on | schedules a second |", "|---|---|")
    yield f"| stacks of our own | {own:.0f}, and {again:.0f} after the next |"
    yield f"| greenlet-pyodide 0.1.0 | {other:.0f} |"
    yield from ("", f"{max(own, again) / other:.1f} times as many.")


def checks(browser: Browser, address: str, begun: float) -> Iterator[str]:
    yield from ("", "## The checks that take longest", "")
    yield from ("| answer | check | a native kernel, ms | here, ms |", "|---|---|---|---|")
    slowest = sorted(clicks(), key=lambda click: -click.seconds)[:SLOWEST]
    worst, left_out = 0.0, ""
    opened: dict[str, SitePage] = {}
    for number, click in enumerate(slowest):
        if time.monotonic() - begun > ENOUGH:
            left_out = f"{SLOWEST - number} more were left out: the machine was busy."
            break
        if path(click) not in opened:
            opened[path(click)] = SitePage(browser.new_context().new_page(), address, path(click)).ready()
        waited = judged(opened[path(click)], click)
        worst = max(worst, waited)
        yield f"| {click.name} | {click.check.partition('--')[2]} | {click.seconds * 1000:.0f} | {waited * 1000:.0f} |"
    yield from ("", f"The longest wait: {worst:.1f} s. {left_out}".rstrip())
    yield "From the second second on the page says for how long a check has been running, and ■ stops it."


def path(click: Click) -> str:
    (notebook,) = (COURSE.root / "release" / click.exercise.assignment).glob("*.ipynb")
    return f"{click.exercise.assignment}/{notebook.name}"


def judged(opened: SitePage, click: Click) -> float:
    """Return the seconds that a check of an answer takes, when its cells have been run before."""
    cells = cells_of({"cells": opened.cells()})
    answer = next(cell.id for cell in cells if cell.grade_id == click.exercise.name)
    check = next(cell.id for cell in cells if cell.grade_id == click.check)
    opened.write(answer, (ANSWERS / f"{click.name}.py").read_text(encoding="utf-8"))
    opened.run_all()
    begin = time.perf_counter()
    opened.run(check)
    return time.perf_counter() - begin


INTRODUCTION = """# The course in a browser

Made by `python -m benchmarks.site --write`: the site as `threadlab site` builds it, served on the same machine without
special headers, in Chromium {browser} on {machine}; {busy:.1f} programs at a time shared its {cores} cores. "As sent"
is what a web server sends that compresses with gzip.

"""

if __name__ == "__main__":
    main()
