"""The course as a site: static files, served from a folder of a server that sends no special headers."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application
from traitlets.config import Config

from tests.browser.axe import all_faults, serious_faults
from tests.browser.servers import PATIENCE, Watched
from tests.browser.site_page import READY, SitePage, texts
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.notebook.cell_text.cells import cells_of
from threadlab.notebook.judging.notebook import judge_checks
from threadlab.site.bytecode import run_there
from threadlab.site.serving import SiteHandler, served
from threadlab.site.site_builder import build_site

REPOSITORY = Path(__file__).parents[2]
RELEASED = sorted((REPOSITORY / "release").glob("*/*.ipynb"))
NAMES = [path.stem for path in RELEASED]
EXERCISES = sorted(path for path in (REPOSITORY / "answers").glob("*/*") if path.is_dir())

_KEPT = """async path => {
  const model = await window.threadlabApp.serviceManager.contents.get(path, { content: true });
  return JSON.stringify(model.content);
}"""


# What was handed out never comes: whoever has set himself a limit is at it, and everybody else waits for ever.
_NEVER_COMES = """() => {
  const real = window.fetch;
  window.fetch = (address, options) => !String(address).includes("/files/") ? real(address, options)
    : new Promise((_, refuse) => options?.signal && refuse(new DOMException("too late", "TimeoutError")));
}"""


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server's folder, in a sub-folder of which the site is."""
    root = tmp_path_factory.mktemp("server")
    build_site(CourseFolder(REPOSITORY), root / "threads" / "course", hand_in_to="your tutor, by mail")
    return root


@pytest.fixture(scope="session")
def address(root: Path) -> Iterator[str]:
    with served(root) as host:
        yield f"{host}/threads/course"


def path_of(notebook: Path) -> str:
    return f"{notebook.parent.name}/{notebook.name}"


@pytest.fixture
def hub(root: Path) -> Iterator[str]:
    """The site as the guide lets a JupyterHub serve it, whose handlers all stand below /hub."""
    guide = (REPOSITORY / "docs/hub.md").read_text(encoding="utf-8")
    (recipe,) = re.findall(r"```python\n(from tornado.web .*?)```", guide, re.DOTALL)
    config = Config()
    exec(recipe.replace("/srv/threads", str(root / "threads/course")), {"c": config})
    rules = [(f"/hub{rule}", *handler) for rule, *handler in config.JupyterHub.extra_handlers]
    loop = asyncio.new_event_loop()

    async def listen() -> int:
        (socket,) = bind_sockets(0, "127.0.0.1")
        HTTPServer(Application(rules)).add_sockets([socket])
        port: int = socket.getsockname()[1]
        return port

    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    port = asyncio.run_coroutine_threadsafe(listen(), loop).result(PATIENCE / 1_000)
    yield f"http://127.0.0.1:{port}/hub/threads"
    loop.call_soon_threadsafe(loop.stop)
    thread.join()


@pytest.fixture
def page(window: Watched) -> Page:
    return window.context.new_page()


# The first stands for all where time counts: each takes about a minute of a machine that has nothing else to do.
@pytest.mark.parametrize(
    "notebook",
    [pytest.param(path, marks=[pytest.mark.long] if path != RELEASED[0] else []) for path in RELEASED],
    ids=NAMES,
)
def test_a_notebook_runs_from_top_to_bottom_and_each_answer_is_judged_as_natively(
    page: Page, address: str, notebook: Path
) -> None:
    opened = SitePage(page, address, path_of(notebook)).ready()
    assert page.evaluate("() => window.crossOriginIsolated") is False
    opened.run_all()
    for cell in opened.cells():
        if cell["cell_type"] == "code":
            failed = [output for output in cell["outputs"] if output["output_type"] == "error"]
            assert cell["execution_count"] is not None, cell["id"]
            assert not failed or "raises-exception" in cell["metadata"].get("tags", []), (cell["id"], failed)
    assert "can't start new thread" not in json.dumps(opened.cells())
    for exercise in [folder for folder in EXERCISES if folder.parent.name == notebook.parent.name]:
        for kind in ("wrong", "right"):
            answer, natively = example(notebook, exercise, kind)
            assert judged_here(opened, exercise.name, answer) == natively


def example(notebook: Path, exercise: Path, kind: str) -> tuple[str, dict[str, list[str]]]:
    """Return the first right answer to an exercise, or the first wrong one that a test can show wrong which all see."""
    for path in sorted((exercise / kind).glob("*.py")):
        answer = path.read_text(encoding="utf-8")
        natively = judged_natively(notebook, exercise.name, answer)
        shown_wrong = any("replay=" in words for check in natively.values() for words in check)
        if shown_wrong == (kind == "wrong"):
            return answer, natively
    raise AssertionError(f"{exercise}: no such answer is {kind}")


def judged_here(opened: SitePage, exercise: str, answer: str) -> dict[str, list[str]]:
    """Write an answer and run its checks; return what each check said."""
    cells = cells_of({"cells": opened.cells()})
    own = next(cell.id for cell in cells if cell.grade_id == exercise)
    opened.write(own, answer)
    opened.run(own)
    checks = [cell for cell in cells if cell.is_test and cell.exercise == exercise]
    return {check.grade_id: told(stories(opened.run(check.id))) for check in checks}


def judged_natively(notebook: Path, exercise: str, answer: str) -> dict[str, list[str]]:
    cells = cells_of(json.loads(notebook.read_text(encoding="utf-8")))
    answered = [replace(cell, text=answer) if cell.grade_id == exercise else cell for cell in cells]
    reports = [report for report in judge_checks(answered) if report.grade_id.partition("--")[0] == exercise]
    return {report.grade_id: told([f"{test.name}: {test.story.text}" for test in report.tests]) for report in reports}


def stories(outputs: list[dict[str, Any]]) -> list[str]:
    """Return the stories among a check's outputs: the table of points is none."""
    shown = ["".join(output["data"]["text/plain"]) for output in outputs if output["output_type"] == "display_data"]
    return [text for text in shown if "points so far" not in text]


def told(stories: list[str]) -> list[str]:
    """Return the headline of each story, and the replay of each that has one.

    A kernel says in which of the cells that were run a line stands, and a grader has no need to.
    """
    replays = [re.findall(r"replay='\w+'", story) for story in stories]
    headlines = [re.sub(r"cell \[\d+\], ", "", " ".join(story.partition("\n\n")[0].split())) for story in stories]
    return [f"{headline} {replay}" for headline, replay in zip(headlines, replays, strict=True)]


def test_a_kernel_starts_without_compiling_anything(root: Path, tmp_path: Path) -> None:
    """Half of its start was that. What is imported from an archive says of itself whether it was compiled."""
    (runtime,) = (root / "threads/course/lab/static").glob("python-*")
    program = tmp_path / "program.py"
    program.write_text(COMPILED)
    assert json.loads(run_there(runtime, program)) == []


COMPILED = """
import json, sys
compiled = []
sys.addaudithook(lambda event, about: compiled.append(str(about[1])) if event == "compile" else None)
import pyodide_kernel, threadlab, threadlab.story, threadlab.notebook.kernel.kernel_check
origins = [str(getattr(getattr(module, "__spec__", None), "origin", "")) for module in [*sys.modules.values()]]
compiled += [file for file in origins if ".zip/" in file]
json.dumps([file for file in compiled if file.startswith("/lib/") and file.endswith(".py")])
"""


def test_work_survives_a_reload_and_goes_home_as_one_file_that_grades(page: Page, address: str, tmp_path: Path) -> None:
    notebook = RELEASED[1]
    answer = (REPOSITORY / "answers/2-locked-counter/increment/right/with_each_time.py").read_text(encoding="utf-8")
    opened = SitePage(page, address, path_of(notebook))
    page.wait_for_selector(".jp-CodeCell")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('threadlab-release'))")
    opened.write("increment", answer)
    page.wait_for_function("() => !window.threadlabApp.shell.currentWidget.context.model.dirty")
    page.reload()
    page.wait_for_selector(".jp-CodeCell")
    assert "".join(opened.cell("increment")["source"]) == answer

    with page.expect_download() as download:
        page.get_by_role("button", name="Hand in").click()
    assert "your tutor, by mail" in page.get_by_role("dialog").inner_text()
    assert download.value.suggested_filename == notebook.name

    course = tmp_path / "course"
    course.mkdir()
    shutil.copy(REPOSITORY / "nbgrader_config.py", course)
    for folder in ("source", "release"):
        shutil.copytree(REPOSITORY / folder / "2-locked-counter", course / folder / "2-locked-counter")
    target = course / "submitted" / "student-01" / "2-locked-counter" / notebook.name
    target.parent.mkdir(parents=True)
    download.value.save_as(target)
    assert graded(course, "2-locked-counter") == {"increment": 6}


def graded(course: Path, assignment: str) -> dict[str, float]:
    """Grade a class of one; return the points of each exercise that has any."""
    import os

    from nbgrader.api import Gradebook

    before = Path.cwd()
    os.chdir(course)
    try:
        assert main(["grade", "--i-trust-these-submissions"]) == 0
    finally:
        os.chdir(before)
    points: dict[str, float] = {}
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gradebook:
        for notebook in gradebook.find_submission(assignment, "student-01").notebooks:
            for grade in notebook.grades:
                if grade.auto_score:
                    exercise = grade.name.partition("--")[0]
                    points[exercise] = points.get(exercise, 0) + grade.auto_score
    return points


@pytest.mark.parametrize("offline", [False, True], ids=["as handed out", "what was handed out never comes"])
def test_an_earlier_file_is_gone_on_with_and_what_was_there_is_kept(
    page: Page, address: str, tmp_path: Path, offline: bool
) -> None:
    notebook = RELEASED[0]
    earlier: dict[str, Any] = json.loads(notebook.read_text(encoding="utf-8"))
    next(cell for cell in earlier["cells"] if cell["id"] == "run_all")["source"] = "# from my other computer\n"
    file = tmp_path / "any name.ipynb"
    file.write_text(json.dumps(earlier))
    opened = SitePage(page, address, path_of(notebook))
    page.wait_for_selector(".jp-CodeCell")
    opened.write("run_all", "# written here\n")
    if offline:
        page.evaluate(_NEVER_COMES)
    choose(page, file)
    opened.wait_for("my other computer")
    kept = page.evaluate(_KEPT, path_of(notebook).replace(".ipynb", " (before).ipynb"))
    assert "# written here" in kept


def test_a_file_that_is_no_notebook_is_refused_in_words(page: Page, address: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.ipynb"
    file.write_text("Dear tutor")
    SitePage(page, address, path_of(RELEASED[0]))
    page.wait_for_selector(".jp-CodeCell")
    choose(page, file)
    assert "letter.ipynb cannot be opened" in page.get_by_role("dialog").inner_text()


def choose(page: Page, file: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Open a file").click()
    chooser.value.set_files(file)


@pytest.mark.parametrize("worked", [False, True], ids=["untouched", "worked on"])
def test_a_new_release_never_overwrites_work(page: Page, address: str, root: Path, worked: bool) -> None:
    notebook = RELEASED[2]
    file = root / "threads/course/lab/files" / path_of(notebook)
    before = file.read_text(encoding="utf-8")
    opened = SitePage(page, address, path_of(notebook))
    page.wait_for_selector(".jp-CodeCell")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.reload()  # now the service worker has the notebook: it would give the old one once more
    page.wait_for_function("async path => await caches.match(path) !== undefined", arg=f"../files/{path_of(notebook)}")
    page.wait_for_function("() => Object.keys(localStorage).some(key => key.startsWith('threadlab-release'))")
    page.wait_for_selector(".jp-CodeCell")
    if worked:
        opened.write("handoff", "# mine\n")
    page.evaluate("() => window.threadlabApp.shell.currentWidget.context.save()")
    try:
        file.write_text(before.replace("## 1. ", "## 1. (mended) ", 1), encoding="utf-8")
        page.reload()
        page.wait_for_selector(".jp-CodeCell")
        if worked:
            assert "newer version" in page.get_by_role("dialog").inner_text()
            assert "".join(opened.cell("handoff")["source"]) == "# mine\n"
        else:
            opened.wait_for("(mended)")
    finally:
        file.write_text(before, encoding="utf-8")


def test_cells_ask_for_input_are_stopped_and_say_where_threads_wait(page: Page, address: str) -> None:
    opened = SitePage(page, address, path_of(RELEASED[0])).ready()
    opened.write("imports", "print('hello', input('who? '))")
    opened.choose("imports")
    page.evaluate("() => { void window.threadlabApp.commands.execute('notebook:run-cell'); }")
    page.locator(".jp-Stdin-input").fill("Ann")
    page.locator(".jp-Stdin-input").press("Enter")
    page.wait_for_selector(".jp-OutputArea >> text=hello Ann")
    opened.write("imports", "while True:\n    pass")
    page.evaluate("() => { void window.threadlabApp.commands.execute('notebook:run-cell'); }")
    page.wait_for_selector(".tl-state[data-status=busy]")
    page.get_by_title("Interrupt the kernel").click()
    page.wait_for_selector(".jp-OutputArea >> text=KeyboardInterrupt")
    waits = "import threading\nthreading.Thread(target=threading.Event().wait).start()\nthreading.Event().wait()"
    assert "The main thread stands in line 3: threading.Event().wait()" in texts(run_failing(opened, waits))


def test_a_check_that_takes_long_says_for_how_long_and_can_be_stopped(page: Page, address: str) -> None:
    opened = SitePage(page, address, path_of(RELEASED[0])).ready()
    opened.write("imports", LONG)
    opened.choose("imports")
    page.evaluate("() => { void window.threadlabApp.commands.execute('notebook:run-cell'); }")
    page.wait_for_selector(".tl-state >> text=/running for [0-9]+ s; ■ stops it/")
    page.get_by_title("Interrupt the kernel").click()
    page.wait_for_selector(".jp-OutputArea >> text=never_decided: stopped before it was decided")


LONG = """from threading import Thread
from threadlab import every_schedule

@every_schedule
def never_decided():
    numbers = [0] * 4
    def work(own):
        for turn in range(50):
            numbers[turn % 4] = numbers[own] + turn
    threads = [Thread(target=work, args=(own,)) for own in range(4)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
"""


def run_failing(opened: SitePage, text: str) -> list[dict[str, Any]]:
    opened.write("imports", text)
    return opened.run("imports")


def test_a_hub_serves_it_as_it_is(page: Page, hub: str) -> None:
    page.goto(f"{hub}/course.html")
    page.get_by_role("link", name="Assignment 2").click()
    opened = SitePage(page, hub, path_of(RELEASED[1])).ready()
    opened.run("imports")
    opened.run("visit")
    assert "An update is lost" in texts(opened.run("visit-test"))


def test_the_next_visit_needs_no_network(browser: Browser, address: str) -> None:
    """Not watched: whoever watches a browser's requests keeps it from remembering what it got."""
    context = browser.new_context()
    page = context.new_page()
    SitePage(page, address, path_of(RELEASED[1])).ready()
    page.reload()  # from here on the service worker has all of it
    page.wait_for_selector(READY)
    context.set_offline(True)
    opened = SitePage(page, address, path_of(RELEASED[1])).ready()
    opened.run("imports")
    opened.run("visit")
    assert "An update is lost" in texts(opened.run("visit-test"))
    context.close()


def test_what_is_named_by_its_contents_is_asked_for_once_whatever_the_server_says(
    browser: Browser, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    end = SiteHandler.end_headers

    def end_without_cache(handler: SiteHandler) -> None:
        asked.append(handler.path)
        handler.send_header("Cache-Control", "no-cache")
        end(handler)

    monkeypatch.setattr(SiteHandler, "end_headers", end_without_cache)
    context = browser.new_context()
    page = context.new_page()
    for _ in range(3):  # the first is over before the service worker is there, the second fills what is kept
        asked.clear()
        SitePage(page, address, path_of(RELEASED[1])).ready()
    assert [path for path in asked if "/notebooks/index.html" in path]
    assert [path for path in asked if "/static/python-" in path] == []
    context.close()


def test_python_is_begun_beside_jupyterlab_and_afresh_after_a_restart(page: Page, address: str) -> None:
    opened = SitePage(page, address, path_of(RELEASED[1])).ready()
    assert [worker.url.rpartition("/")[2] for worker in page.workers] == ["early.mjs"]
    opened.write("imports", "import threading\nprint('said', threading.current_thread().name)")
    assert texts(opened.run("imports")) == "said MainThread\n"
    page.evaluate("() => window.threadlabApp.shell.currentWidget.context.sessionContext.session.kernel.restart()")
    page.wait_for_selector(".tl-state:not([data-status=idle])")
    opened.ready()
    assert [worker.url.partition("comlink.")[1] for worker in page.workers] == ["comlink."]
    assert texts(opened.run("imports")) == "said MainThread\n"


def test_a_browser_without_promise_integration_is_told_before_anything_is_loaded(
    browser: Browser, address: str
) -> None:
    context = browser.new_context()
    context.add_init_script("delete WebAssembly.Suspending")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/lab/notebooks/index.html?path={path_of(RELEASED[0])}")
    page.wait_for_url("**/browser.html")
    assert "cannot run the course" in page.inner_text("h1")
    assert not [url for url in asked if ".wasm" in url or ".whl" in url]
    context.close()


def test_nothing_of_the_line_above_the_notebook_is_out_of_anybodys_reach(page: Page, address: str) -> None:
    SitePage(page, address, path_of(RELEASED[0]))
    page.wait_for_selector(".tl-bar")
    assert serious_faults(page, ".tl-bar") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1300, 390], ids=["desktop", "phone"])
def test_the_pages_are_within_everybodys_reach(
    browser: Browser, address: str, root: Path, scheme: str, width: int
) -> None:
    watched = Watched(browser, width=width)
    page = watched.context.new_page()
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    names = sorted(path.name for path in (root / "threads/course").glob("*.html"))
    assert {"index.html", "course.html", "gallery.html", "student.html", "reference.html", "browser.html"} < {*names}
    for name in names:
        page.goto(f"{address}/{name}")
        assert all_faults(page) == [], name
        assert page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"), name
    watched.context.close()
    assert watched.errors == []
    assert watched.strangers == []


def test_every_link_of_the_pages_leads_somewhere(root: Path) -> None:
    site = root / "threads/course"
    pages = [*site.glob("*.html")]
    assert len(pages) > 8
    for page in pages:
        for target in re.findall(r'(?:href|src)="([^"#?]+)', page.read_text(encoding="utf-8")):
            if not re.match(r"[a-z]+:|//", target):
                assert (site / target).exists(), (page.name, target)


def test_the_start_pages_program_is_run_in_every_order(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    page.get_by_role("button", name="Run it").click()
    page.wait_for_selector("#tl-said >> text=An update is lost: expected 2, got 1")
    assert "line 6" in page.inner_text("#tl-story")
    program = page.locator("#tl-code")
    locked = program.input_value().replace("self.value = 0", "self.value = 0; self.lock = Lock()")
    locked = locked.replace(
        "        self.value = self.value + 1", "        with self.lock: self.value = self.value + 1"
    )
    program.fill(locked)
    page.get_by_role("button", name="Run it").click()
    page.wait_for_selector("#tl-said >> text=is right")
    program.fill("class Counter")
    page.get_by_role("button", name="Run it").click()
    page.wait_for_selector("#tl-said >> text=does not parse")


def test_the_start_page_shows_beforehand_what_its_program_comes_to(page: Page, address: str, root: Path) -> None:
    page.goto(f"{address}/index.html")
    shown = page.locator("#tl-story img").get_attribute("src")
    assert shown is not None
    picture = (root / "threads/course" / shown).read_bytes()
    assert b">6: self.value = self.value + 1<" in picture
    page.get_by_role("button", name="Run it").click()
    page.wait_for_selector("#tl-said >> text=An update is lost: expected 2, got 1")
    assert b64encode(picture).decode() in page.inner_html("#tl-story")


def test_the_start_page_needs_no_mouse(page: Page, address: str) -> None:
    page.goto(f"{address}/index.html")
    tab_to(page, "Run it in every order")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tl-said >> text=An update is lost: expected 2, got 1")
    tab_to(page, "Step through it")
    page.keyboard.press("Enter")
    tab_to(page, "step 1 of 4")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Step 2 of 4: thread B")).to_be_visible()
    tab_to(page, "Start the course →")
    page.keyboard.press("Enter")
    page.wait_for_url("**/course.html")


def tab_to(page: Page, name: str) -> None:
    """Press the key that leads to the next thing, until it is the one of that name; each on the way can be seen."""
    for _ in range(60):
        page.keyboard.press("Tab")
        focused, ring = page.evaluate(_FOCUSED)
        assert ring, focused
        if focused == name:
            return
    raise AssertionError(f"no key leads to {name!r}")


_FOCUSED = """() => {
  const one = document.activeElement, look = getComputedStyle(one);
  const name = one.getAttribute('aria-label') || one.innerText || '';
  return [name.trim(), look.outlineStyle !== 'none' || look.boxShadow !== 'none' || one.matches('input')];
}"""
