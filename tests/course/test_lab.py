"""JupyterLab on the course, as ``make lab`` opens it."""

from __future__ import annotations

import json
import os
import re
import shutil
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.servers import TOKEN, environment_of, served
from tests.patience import PATIENCE
from threadlab.course.folder import CourseFolder
from threadlab.course.labs.instructor_lab import lab_environment, prepare_exchange

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    root = tmp_path_factory.mktemp("course")
    for part in ("source", "release", "submitted", "autograded", "nbgrader_config.py", "gradebook.db"):
        copy = shutil.copytree if (REPOSITORY / part).is_dir() else shutil.copy
        copy(REPOSITORY / part, root / part)
    prepare_exchange(CourseFolder(root))
    with served(root, lab_environment(environment_of(tmp_path_factory.mktemp("home")))) as address:
        yield address


def get(address: str, path: str) -> str:
    request = urllib.request.Request(f"{address}/{path}", headers={"Authorization": f"token {TOKEN}"})
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
