"""How large the site is, how soon its first check is answered, and how fast it searches.

    python -m benchmarks.site            # prints the tables
    python -m benchmarks.site --write    # puts them into docs/site.md

Builds the site, serves it on the loopback address without special headers, and visits it with Chromium. Needs
what the browser tests need, and the repository's history. It takes about five minutes on a machine with nothing else to
do. Times are those on the clock, with how busy the machine was; beside them is what the browser's processes had of the
processors, which others that share the machine change little.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from benchmarks.clicks import ANSWERS, COURSE, Click, clicks
from tests.browser.servers import launch, launch_with
from tests.browser.site_page import SitePage, texts
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.site.serving import served
from threadlab.site.site_builder import build_site
from threadlab.site.sizes import size_of

SIZE, VISITS, SPEED, CHECKS = (
    ("Size", "| part | files | MB on a disk | MB as sent |"),
    (
        "From the link to the answer of a check, in seconds",
        "| visit | the notebook is there | Python is ready | its first check is answered | of processors |",
    ),
    ("One search, locked counter of 3 threads, in one page", "| engine | schedules | a second | the answer, ms |"),
    ("The checks that take longest", "| answer | check | a native kernel, ms | here, ms | of processors, ms |"),
)
SECTIONS = (SIZE, VISITS, SPEED, CHECKS)
BEFORE = "86c99a2"  # the commit with which the engine first ran in a browser, unmodified
NOTEBOOK = "2-locked-counter/locked_counter.ipynb"
LONG = 3.0  # seconds, within which a check shall be answered
SURE = 5  # so many in turn that are answered in time end the list of those that take longest
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
# Run in one page: the engine of today, that of before, and that of today once more.
COMPARISON = f"""
import sys, time
from threadlab.schedules.explore import explore as today

def best(explore):
    spent = []
    for _ in range({SEARCHES}):
        begin = time.perf_counter()
        result = explore({TEST!r}, {SOURCE!r})
        spent.append(time.perf_counter() - begin)
        assert result.verdict == "holds"
    return [result.schedules, min(spent)]

def modules():
    return {{name: module for name, module in sys.modules.items() if name.partition(".")[0] == "threadlab"}}

best(today)
first, own = best(today), modules()
for name in own:
    del sys.modules[name]
sys.path.insert(0, "/before/src")
from threadlab.schedules.explore import explore as before
best(before)
other = best(before)
for name in modules():
    del sys.modules[name]
sys.modules |= own
[first, other, best(today)]
"""
_COMPARE = """async ([python, before, code]) => {
  const { loadPyodide } = await import(`${python}pyodide.mjs`);
  const pyodide = await loadPyodide({ indexURL: python, packages: ['threadlab', 'greenlet-pyodide'] });
  const archive = await (await fetch(before)).arrayBuffer();
  pyodide.unpackArchive(archive, 'zip', { extractDir: '/before' });
  return (await pyodide.runPythonAsync(code)).toJs();
}"""


@dataclass(frozen=True)
class Moment:
    """A point in time: on the clock, and by what each process of the browser has had of processors, in seconds."""

    clock: float
    processors: Mapping[int, float]

    @classmethod
    def now(cls) -> Moment:
        """Return this one."""
        spent = {}
        for process in psutil.Process().children(recursive=True):
            try:
                times = process.cpu_times()
            except psutil.Error:  # a browser's processes come and go
                continue
            spent[process.pid] = times.user + times.system
        return cls(time.perf_counter(), spent)

    def since(self, earlier: Moment) -> tuple[float, float]:
        """Return the seconds between two, on the clock and of processors: of those processes that are there now."""
        spent = sum(seconds - earlier.processors.get(process, 0.0) for process, seconds in self.processors.items())
        return self.clock - earlier.clock, spent


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/site.md")
    write = parser.parse_args().write
    with tempfile.TemporaryDirectory(prefix="threadlab-site-") as scratch:
        site = Path(scratch) / "course"
        build_site(COURSE, site)
        with sync_playwright() as playwright, served(Path(scratch)) as host:
            browser = launch(playwright, shutil.which("chromium") or "chromium")
            address = f"{host}/course"
            parts = [
                *sizes(site),
                *visits(playwright, Path(scratch) / "profile", address),
                *speed(browser, address, site),
                *checks(browser, address),
            ]
            busy, cores = os.getloadavg()[1], os.cpu_count()
            about = INTRODUCTION.format(browser=browser.version, machine=platform.machine(), busy=busy, cores=cores)
            browser.close()
    text = about + "\n".join(parts) + "\n"
    print(text)
    if write:
        (COURSE.root / "docs" / "site.md").write_text(text, encoding="utf-8")


def heading(section: tuple[str, str]) -> Iterator[str]:
    """Give a section's title, and the head of its table."""
    title, head = section
    yield from ("", f"## {title}", "", head, "|---" * (head.count("|") - 1) + "|")


def sizes(site: Path) -> Iterator[str]:
    yield from list(heading(SIZE))[1:]
    (python,) = (site / "lab" / "static").glob("python-*")
    parts = {"Python and its packages": python, "JupyterLite, with the notebooks": site / "lab", "all of it": site}
    for name, folder in parts.items():
        size = size_of(folder)
        less = size_of(python) if folder == site / "lab" else size_of(site / "none")
        sent, whole = size.compressed - less.compressed, size.bytes - less.bytes
        yield f"| {name} | {size.files - less.files} | {whole / 1e6:.1f} | {sent / 1e6:.1f} |"


def visits(playwright: Playwright, profile: Path, address: str) -> Iterator[str]:
    """Visit as somebody does on one day and the next: a browser that is started anew has its cache on the disk."""
    yield from heading(VISITS)
    for name in ("first", "second", "third"):
        context = launch_with(profile, playwright, shutil.which("chromium") or "chromium")
        page = context.new_page()
        begin = Moment.now()
        opened = SitePage(page, address, NOTEBOOK)
        page.wait_for_selector(".jp-CodeCell")
        there = time.perf_counter() - begin.clock
        opened.ready()  # who runs a cell before there is a kernel may wait for ever
        ready = time.perf_counter() - begin.clock
        for cell in ("imports", "visit", "visit-test"):
            outputs = opened.run(cell)
        assert "An update is lost" in texts(outputs)
        answered, spent = Moment.now().since(begin)
        yield f"| {name} | {there:.1f} | {ready:.1f} | {answered:.1f} | {spent:.1f} |"
        context.close()


def speed(browser: Browser, address: str, site: Path) -> Iterator[str]:
    archive = ["git", "archive", "--format=zip", f"--output={site / 'before.zip'}", BEFORE, "src/threadlab"]
    subprocess.run(archive, cwd=COURSE.root, check=True)
    (python,) = (site / "lab" / "static").glob("python-*")
    page: Page = browser.new_page()
    page.goto(f"{address}/browser.html")
    given = [f"{address}/lab/static/{python.name}/", f"{address}/before.zip", COMPARISON]
    rows = page.evaluate(_COMPARE, given)
    page.close()
    yield from heading(SPEED)
    for name, (schedules, seconds) in zip(("of today", f"of {BEFORE}", "of today, again"), rows, strict=True):
        yield f"| {name} | {schedules:.0f} | {schedules / seconds:.0f} | {seconds * 1000:.0f} |"
    (_, first), (_, before), (_, again) = rows
    yield from ("", f"The answer of today comes {before / max(first, again):.1f} times as soon.")


def checks(browser: Browser, address: str) -> Iterator[str]:
    """Go down from the check that takes longest natively, until some in turn are answered in time."""
    yield from heading(CHECKS)
    every = sorted(clicks(), key=lambda click: -click.seconds)
    opened: dict[str, SitePage] = {}
    long, in_time = 0, 0
    for click in every:
        if path(click) not in opened:
            opened[path(click)] = SitePage(browser.new_context().new_page(), address, path(click)).ready()
        waited, spent = judged(opened[path(click)], click)
        long, in_time = (long + 1, 0) if spent > LONG else (long, in_time + 1)
        native, check = click.seconds * 1000, click.check.partition("--")[2]
        yield f"| {click.name} | {check} | {native:.0f} | {waited * 1000:.0f} | {spent * 1000:.0f} |"
        if in_time == SURE:
            break
    yield ""
    yield f"Of {len(every)} checks of the answers in `answers/`, {long} take more than {LONG:.0f} s of processors here."
    yield "From the second second on the page says for how long a check has been running, and ■ stops it."


def path(click: Click) -> str:
    (notebook,) = (COURSE.root / "release" / click.exercise.assignment).glob("*.ipynb")
    return f"{click.exercise.assignment}/{notebook.name}"


def judged(opened: SitePage, click: Click) -> tuple[float, float]:
    """Return the seconds that a check of an answer takes, on the clock and of processors; its cells were run before."""
    cells = cells_of({"cells": opened.cells()})
    answer = next(cell.id for cell in cells if cell.grade_id == click.exercise.name)
    check = next(cell.id for cell in cells if cell.grade_id == click.check)
    opened.write(answer, (ANSWERS / f"{click.name}.py").read_text(encoding="utf-8"))
    opened.run(answer)
    begin = Moment.now()
    opened.run(check)
    return Moment.now().since(begin)


INTRODUCTION = """# The course in a browser

Made by `python -m benchmarks.site --write`: the site as `threadlab site` builds it, served on the same machine without
special headers, in Chromium {browser} on {machine}. {busy:.1f} programs at a time shared its {cores} cores when this
ended: times on the clock are longer by as much than on a machine of one's own. "Of processors" is what all processes of
the browser had of them. "As sent" is what a web server sends that compresses with gzip.

"""

if __name__ == "__main__":
    main()
