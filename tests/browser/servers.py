"""Real JupyterLab servers, and a browser that nothing leaves the machine from and that keeps what went wrong."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue
from threading import Thread
from typing import TextIO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from threadlab.course.folder import CourseFolder
from threadlab.course.labs.instructor_lab import lab_command

TOKEN = "open-sesame"
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
PATIENCE = 300_000  # ms; a guard against waiting for ever on the busiest machine, never a pause
_GRACE = 45  # seconds; for a server to end before it is made to


def launch(playwright: Playwright, chromium: str) -> Browser:
    return playwright.chromium.launch(executable_path=chromium, args=FLAGS)


def launch_with(profile: Path, playwright: Playwright, chromium: str) -> BrowserContext:
    """Start a browser that keeps what it has seen in a folder, as one's own does from day to day."""
    return playwright.chromium.launch_persistent_context(profile, executable_path=chromium, args=FLAGS)


@contextmanager
def served(root: Path, environment: Mapping[str, str]) -> Iterator[str]:
    """Serve a folder and give the address of its JupyterLab, when the server says that it is ready.

    The server chooses its port itself: one that is chosen for it may be another's by the time it starts.
    """
    options = ["--no-browser", "--allow-root", "--port=0", f"--IdentityProvider.token={TOKEN}"]
    options += ["--ServerApp.password=", "--ServerApp.open_browser=False"]
    log = (root.parent / f"{root.name}.log").open("w+")
    with (
        log,
        subprocess.Popen(
            lab_command(CourseFolder(root), options),
            cwd=root,
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        ) as server,
    ):
        assert server.stderr is not None
        address: SimpleQueue[str] = SimpleQueue()
        listener = Thread(target=_listen, args=(server.stderr, log, address))
        listener.start()
        try:
            told = address.get()
            assert told, f"the server ended; why is in {log.name}"
            _wait_until_it_listens(server, told)
            yield told
        finally:
            end(server)
            listener.join()


def _listen(said: TextIO, log: TextIO, address: SimpleQueue[str]) -> None:
    """Keep what a server says, and tell its address, or nothing if it ended without one."""
    for line in said:
        log.write(line)
        if found := re.search(r"http://127\.0\.0\.1:\d+(?=/)", line):
            address.put(found[0])
    address.put("")


def _wait_until_it_listens(server: subprocess.Popen[str], address: str) -> None:
    """A server says its address a moment before it listens there (jupyter-server 2.21.1)."""
    parts = urlsplit(address)
    while True:
        try:
            socket.create_connection((parts.hostname, parts.port)).close()
            return
        except ConnectionRefusedError:
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the server ended: {server.wait(0.05)}") from None


def end(server: subprocess.Popen[str]) -> None:
    """End a server and whatever it started; one that is asked while it still starts a kernel may not listen."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGTERM)
    try:
        server.wait(_GRACE)
    except subprocess.TimeoutExpired:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


# What the site is built with registers itself with every JupyterLab of its environment, too, and is at home in none
# (jupyterlite-pyodide-kernel 0.8.6; findings/jupyterlite-kernel-beside-jupyterlab.sh). It changes nothing there.
_OF_THE_SITE = "Shared module @jupyterlite/services doesn't exist in shared scope default"


class Watched:
    """A browser's window that keeps every error in its console and every request to another machine.

    Such a request is refused, so that a test without a network and one with it see the same.
    """

    def __init__(self, browser: Browser, *, width: int = 1400, height: int = 1000) -> None:
        self.context: BrowserContext = browser.new_context(viewport={"width": width, "height": height})
        self.context.set_default_timeout(PATIENCE)
        self.errors: list[str] = []
        self.strangers: list[str] = []
        self.context.route(_elsewhere, self._refuse)
        self.context.on("console", lambda said: said.type == "error" and self._note(said.text))
        self.context.on("weberror", lambda error: self._note(str(error.error)))

    def _note(self, error: str) -> None:
        if _OF_THE_SITE not in error:
            self.errors.append(error)

    def _refuse(self, route) -> None:  # type: ignore[no-untyped-def]
        self.strangers.append(route.request.url)
        route.abort()

    def log_in(self) -> None:
        """Send the servers' token along from now on, for pages that do not come out of a JupyterLab."""
        self.context.set_extra_http_headers({"Authorization": f"token {TOKEN}"})

    def open(self, address: str) -> Page:
        page = self.context.new_page()
        page.goto(address)
        return page

    def lab(self, address: str, path: str = "") -> Page:
        """Open JupyterLab, on a file if one is named, and wait until it is there."""
        tree = f"/tree/{path}" if path else ""
        page = self.open(f"{address}/lab{tree}?token={TOKEN}&reset")
        page.wait_for_selector("#jp-main-dock-panel")
        return page


def _elsewhere(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


def environment_of(folder: Path) -> dict[str, str]:
    """Return an environment in which Jupyter finds nothing of the person's who runs the tests."""
    kept = {key: os.environ[key] for key in ("LANG", "TMPDIR") if key in os.environ}
    folder.mkdir(exist_ok=True)
    return kept | {
        "HOME": str(folder),
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "JUPYTER_CONFIG_DIR": str(folder / "config"),
        "JUPYTER_DATA_DIR": str(folder / "data"),
        "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
    }
