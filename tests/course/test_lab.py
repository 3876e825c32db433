"""JupyterLab on the course, as ``make lab`` opens it."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from threadlab.course.folder import CourseFolder
from threadlab.course.labs.instructor_lab import lab_command, lab_environment, prepare_exchange

REPOSITORY = Path(__file__).parents[2]
TOKEN = "open-sesame"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def lab(course: CourseFolder, home: Path) -> Iterator[str]:
    """Serve a course and give the address."""
    prepare_exchange(course)
    options = [
        "--no-browser",
        "--allow-root",
        "--ip=127.0.0.1",
        f"--port={free_port()}",
        f"--IdentityProvider.token={TOKEN}",
    ]
    with subprocess.Popen(
        lab_command(course, options),
        cwd=course.root,
        env=lab_environment({"HOME": str(home), "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin"}),
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as server:
        assert server.stderr is not None
        try:
            found = next(filter(None, (re.search(r"http://127\.0\.0\.1:\d+/", line) for line in server.stderr)))
            wait_until_it_listens(server, found[0])
            yield found[0]
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            server.stderr.read()


def wait_until_it_listens(server: subprocess.Popen[str], address: str) -> None:
    """The server says its address a moment before it listens."""
    port = int(address.rstrip("/").rpartition(":")[2])
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except ConnectionRefusedError:
            with suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"the server ended: {server.wait(0.05)}") from None


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("course")
    for part in ("source", "release", "submitted", "autograded", "nbgrader_config.py", "gradebook.db"):
        copy = shutil.copytree if (REPOSITORY / part).is_dir() else shutil.copy
        copy(REPOSITORY / part, root / part)
    with lab(CourseFolder(root), tmp_path_factory.mktemp("home")) as served:
        yield served


def get(address: str, path: str) -> str:
    request = urllib.request.Request(address + path, headers={"Authorization": f"token {TOKEN}"})
    with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
        return str(answer.read().decode())


def test_the_formgrader_lists_all_assignments_and_the_class(address: str) -> None:
    assignments = {entry["name"]: entry for entry in json.loads(get(address, "formgrader/api/assignments"))}
    assert list(assignments) == sorted(path.name for path in (REPOSITORY / "source").iterdir() if path.is_dir())
    assert all(entry["status"] == "draft" for entry in assignments.values())
    students = {entry["id"] for entry in json.loads(get(address, "formgrader/api/students"))}
    assert students == {path.name for path in (REPOSITORY / "submitted").iterdir()}
    submissions = json.loads(get(address, "formgrader/api/submissions/2-locked-counter"))
    assert any(entry["autograded"] and entry["score"] > 0 for entry in submissions)


def test_a_graded_notebook_opens_in_the_formgrader(address: str) -> None:
    notebooks = json.loads(get(address, "formgrader/api/notebooks/1-start-join"))
    entries = json.loads(get(address, f"formgrader/api/submitted_notebooks/1-start-join/{notebooks[0]['name']}"))
    page = get(address, f"formgrader/submissions/{entries[0]['id']}/")
    assert "numbers_and_letters" in page


def test_the_token_is_not_printed(address: str) -> None:
    assert TOKEN not in get(address, "formgrader")


def test_nobody_is_asked_about_news_from_the_internet(address: str) -> None:
    page = get(address, "lab")
    found = re.search(r'<script id="jupyter-config-data"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert found is not None
    assert "@jupyterlab/apputils-extension:announcements" in json.loads(found[1])["disabledExtensions"]


def test_settings_of_the_persons_own_are_kept() -> None:
    paths = lab_environment({"JUPYTER_CONFIG_PATH": "/of/somebody"})["JUPYTER_CONFIG_PATH"].split(os.pathsep)
    assert paths[-1] == "/of/somebody"
    assert (Path(paths[0]) / "labconfig/page_config.json").is_file()
