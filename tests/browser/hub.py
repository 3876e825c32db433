"""A real JupyterHub on this machine, started from the recipe as it stands in ``examples/hub``."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.browser.servers import PATIENCE, environment_of
from threadlab.site.fetching import default_cache

RECIPE = Path(__file__).parents[2] / "examples" / "hub"
# What docs/hub.md says to type: to have the proxy, and to start the hub.
PAGE = (Path(__file__).parents[2] / "docs" / "hub.md").read_text(encoding="utf-8")
INSTALL, START = (shlex.split(line) for line in re.findall(r"^\$ (.*)$", PAGE, re.MULTILINE))
PASSWORD = "open-sesame-to-all"


@dataclass(frozen=True)
class Hub:
    """Where a hub is, and where its people's files are."""

    address: str
    homes: Path


def with_proxy(cache: Path) -> Path:
    """Give a folder with the proxy as the recipe's lock has it, fetched once."""
    lock = (RECIPE / "package-lock.json").read_bytes()
    kept = cache / f"hub-proxy-{hashlib.sha256(lock).hexdigest()[:16]}"
    if not kept.is_dir():
        if shutil.which("npm") is None:
            if os.environ.get("CI"):
                pytest.fail("the hub must be tried here: install npm")
            pytest.skip("the hub's proxy comes from npm, which is not installed here")
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as scratch:
            for name in ("package.json", "package-lock.json"):
                shutil.copy(RECIPE / name, scratch)
            subprocess.run(INSTALL, cwd=scratch, check=True)
            shutil.copytree(scratch, kept, symlinks=True)
    return kept


def recipe(folder: Path) -> Path:
    """Copy the recipe, with its proxy, as whoever sets up a hub does."""
    shutil.copytree(RECIPE, folder)
    (folder / "node_modules").symlink_to(with_proxy(default_cache()) / "node_modules")
    return folder


def free_address() -> str:
    """Give an address on this machine that is free, as are the three ports after it.

    They lie below those that the system hands out, so nobody comes by them before the hub does but another hub's test.
    """
    for port in range(20_000 + 4 * (os.getpid() % 2_000), 32_000, 4):
        if all(_free(port + each) for each in range(4)):
            return f"http://127.0.0.1:{port}"
    raise AssertionError("no four ports in a row are free")


def _free(port: int) -> bool:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


def settings(folder: Path, course: Path, at: str, more: str = "") -> Hub:
    """Fill in ``hub.toml``: the recipe's own lines, with this course and these places, and more below them."""
    hub = Hub(at, folder.parent / "homes")
    hub.homes.mkdir()
    text = (folder / "hub.toml").read_text(encoding="utf-8")
    here = {
        "/srv/threadlab/autumn-term": str(course),
        "/srv/threadlab/homes": str(hub.homes),
        "http://127.0.0.1:8000": at,
    }
    for theirs, ours in here.items():
        assert theirs in text
        text = text.replace(theirs, ours)
    (folder / "hub.toml").write_text(text + more, encoding="utf-8")
    return hub


@contextmanager
def running(folder: Path, hub: Hub) -> Iterator[Hub]:
    """Run the hub until the block ends."""
    environment = environment_of(folder.parent / "account") | {"THREADLAB_HUB_PASSWORD": PASSWORD}
    command = [str(Path(sys.executable).with_name(START[0])), *START[1:]]
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    )
    said: list[str] = []
    runs = Event()
    Thread(target=_listen, args=(process, said, runs), daemon=True).start()
    try:
        assert runs.wait(PATIENCE / 1_000), "".join(said)
        assert process.poll() is None, "".join(said)
        yield hub
    finally:
        process.send_signal(signal.SIGTERM)  # the hub ends what it started: servers, the course's, the proxy
        process.wait(PATIENCE / 1_000)


def _listen(process: subprocess.Popen[bytes], said: list[str], runs: Event) -> None:
    """Keep what the hub says, and tell when it runs, or has ended."""
    assert process.stdout is not None
    for line in process.stdout:
        said.append(line.decode(errors="replace"))
        if "JupyterHub is now running" in said[-1]:
            runs.set()
    runs.set()
