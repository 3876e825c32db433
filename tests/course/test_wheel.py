"""The package as an index has it: it works where there is no ``src/``, and tells a user's type checker what it has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import pytest
import yaml

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]

USERS = """\
from typing import assert_type
from collections.abc import Callable

from threadlab import BoundedBuffer, Failure, Recorder, Result, every_schedule, explore, printed, some_schedule


@every_schedule
def nothing_is_lost() -> None:
    recorder = Recorder()
    recorder.add("start")


@some_schedule(question="Does anybody pass?", may_poll=False)
def somebody_passes(times: int = 1) -> bool:
    return printed() == ["a"] * times


assert_type(nothing_is_lost, Callable[[], None])
somebody_passes(times=2)
buffer = BoundedBuffer(2)
result = explore("def test(): pass", "")
assert_type(result, Result)
assert_type(result.failure, Failure | None)
"""
WRONG = {
    "an unknown option": ("every_schedule(may_pol=False)", "call-overload"),
    "a result's unknown part": ("print(explore('', '').verdicts)", "attr-defined"),
    "a wrong call of a decorated test": ("somebody_passes(times='2')", "arg-type"),
}


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the Python of an environment that has the wheel and greenlet alone."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "flit_core.wheel", "--outdir", folder, ROOT], check=True, timeout=PATIENCE)
    (wheel,) = folder.glob("threadlab-*.whl")
    venv.create(folder / "empty", symlinks=True)
    (packages,) = (folder / "empty" / "lib").glob("python*/site-packages")
    # greenlet is copied, for a test asks no index for anything.
    here = distribution("greenlet")
    for name in {Path(str(file)).parts[0] for file in here.files or () if file.parts[0] != ".."}:
        shutil.copytree(here.locate_file(name), packages / name)
    python = folder / "empty" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-index", "--no-deps"]
    subprocess.run([*map(str, pip), str(wheel)], check=True, timeout=PATIENCE)
    return python


def test_the_wheel_works_without_the_sources(installed: Path, tmp_path: Path) -> None:
    ran = subprocess.run(
        [installed, ROOT / "tests" / "try_wheel.py"],
        cwd=tmp_path,
        env={},
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "with greenlet, threadlab alone" in ran.stdout


def test_what_is_published_names_its_repository(tmp_path: Path) -> None:
    course = tmp_path / "course"
    shutil.copytree(ROOT / "src", course / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, course)
    workflow = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text())
    (naming,) = (
        step["run"] for step in workflow["jobs"]["wheel"]["steps"] if "names the repository" in step.get("name", "")
    )
    forge = os.environ | {"GITHUB_SERVER_URL": "https://forge.example", "GITHUB_REPOSITORY": "school/course"}
    subprocess.run(["bash", "-e", "-c", naming], cwd=course, env=forge, check=True, timeout=PATIENCE)
    subprocess.run(
        [sys.executable, "-m", "flit_core.wheel", "--outdir", tmp_path, course], check=True, timeout=PATIENCE
    )
    (wheel,) = tmp_path.glob("threadlab-*.whl")
    with zipfile.ZipFile(wheel) as parts:
        (metadata,) = (parts.read(name).decode() for name in parts.namelist() if name.endswith("METADATA"))
    assert "Project-URL: Source, https://forge.example/school/course\n" in metadata
    assert "Project-URL: Changelog, https://forge.example/school/course/blob/HEAD/CHANGELOG.md\n" in metadata


def checked(installed: Path, tmp_path: Path, text: str) -> str:
    """Return what mypy says of a file that uses the installed package."""
    (tmp_path / "test_mine.py").write_text(text)
    mypy = [sys.executable, "-m", "mypy", "--strict", "--python-executable", installed, "--cache-dir", tmp_path / "c"]
    ran = subprocess.run(
        [*mypy, "test_mine.py"], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=PATIENCE
    )
    return ran.stdout


def test_a_users_file_is_strictly_typed(installed: Path, tmp_path: Path) -> None:
    assert checked(installed, tmp_path, USERS) == "Success: no issues found in 1 source file\n"


@pytest.mark.parametrize(("line", "code"), WRONG.values(), ids=WRONG)
def test_a_users_slip_is_found(line: str, code: str, installed: Path, tmp_path: Path) -> None:
    said = checked(installed, tmp_path, USERS + line + "\n")
    assert f"[{code}]" in said
    assert said.endswith("Found 1 error in 1 file (checked 1 source file)\n")
