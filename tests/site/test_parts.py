"""What the site is made from, and what keeps anything else out of it."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

import threadlab
from threadlab.cli import main
from threadlab.course.folder import CourseFolder
from threadlab.site import bytecode, fetching
from threadlab.site.bytecode import STDLIB, CannotCompileError, add_bytecode, bytecode_of
from threadlab.site.fetching import CannotFetchError, fetch_pyodide
from threadlab.site.lite import CannotBuildError
from threadlab.site.runtime import PROGRAM, write_runtime
from threadlab.site.site_builder import build_site
from threadlab.site.sizes import size_of
from threadlab.site.wheel import ROOMS, pack

PACKAGE = Path(threadlab.__file__).parent
REPOSITORY = Path(__file__).parents[2]


def test_the_wheel_has_every_file_of_the_rooms_that_run_in_a_browser_and_is_the_same_each_time(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    wheel = pack(tmp_path)
    assert wheel.read_bytes() == pack(tmp_path / "again").read_bytes()
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        recorded = archive.read(next(name for name in names if name.endswith("RECORD"))).decode().splitlines()
    for room in ROOMS:
        for path in (PACKAGE / room).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                assert f"threadlab/{path.relative_to(PACKAGE).as_posix()}" in names
    assert not [name for name in names if "/grading/" in name or "__pycache__" in name]
    assert {line.split(",")[0] for line in recorded if line} == names


BYTECODE = {
    "/lib/python3.14/site-packages/threadlab/schedules/explore.py": b"of the package",
    "/lib/python3.14/site-packages/elsewhere/module.py": b"of nothing that is here",
    "/lib/python314.zip/json/__init__.py": b"of the library",
}


def test_bytecode_stands_where_imports_look_for_it_and_the_same_files_make_the_same_bytes(tmp_path: Path) -> None:
    """Beside a text in a folder of its own; in an archive, from which Python imports, without one."""
    made: list[list[bytes]] = []
    for name in ("once", "again"):
        runtime = tmp_path / name
        runtime.mkdir()
        wheel = pack(runtime)
        with zipfile.ZipFile(runtime / STDLIB, "w") as library:
            library.writestr("json/__init__.py", "text")
        add_bytecode(runtime, BYTECODE)
        made.append([path.read_bytes() for path in sorted(runtime.iterdir())])
    assert made[0] == made[1]
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read("threadlab/schedules/__pycache__/explore.cpython-314.pyc") == b"of the package"
        assert "threadlab/schedules/explore.py" in archive.namelist()
        assert not [path for path in archive.namelist() if "elsewhere" in path]
    with zipfile.ZipFile(runtime / STDLIB) as library:
        assert {path: library.read(path) for path in library.namelist()} == {
            "json/__init__.py": b"text",
            "json/__init__.pyc": b"of the library",
        }


def test_without_node_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bytecode.shutil, "which", lambda _: None)
    with pytest.raises(CannotCompileError, match=r"install Node\.js"):
        bytecode_of(tmp_path)


def test_a_browsers_python_that_does_not_start_is_told_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(CannotCompileError, match=r"Cannot find module .*pyodide\.mjs"):
        bytecode_of(tmp_path)


def test_the_lock_file_names_what_is_there_and_nothing_else(tmp_path: Path) -> None:
    npm = tmp_path / "npm"
    npm.mkdir()
    for name in PROGRAM:
        (npm / name).write_text(name)
    (npm / "pyodide-lock.json").write_text(json.dumps({"info": {"python": "3.14.2"}, "packages": {"numpy": {}}}))
    wheel = pack(tmp_path)
    assert write_runtime(npm, [wheel], tmp_path / "made") == ["threadlab"]
    lock = json.loads((tmp_path / "made" / "pyodide-lock.json").read_text())
    assert list(lock["packages"]) == ["threadlab"]
    assert lock["packages"]["threadlab"]["imports"] == ["threadlab"]
    assert (tmp_path / "made" / lock["packages"]["threadlab"]["file_name"]).is_file()


@pytest.fixture
def npm(monkeypatch: pytest.MonkeyPatch) -> None:
    """An npm that brings something else than what was pinned."""

    def run(command: list[str], cwd: Path, **_: object) -> subprocess.CompletedProcess[str]:
        (Path(cwd) / "pyodide.tgz").write_bytes(b"something else")
        return subprocess.CompletedProcess(command, 0, json.dumps([{"filename": "pyodide.tgz"}]), "")

    monkeypatch.setattr(fetching.shutil, "which", lambda _: "npm")
    monkeypatch.setattr(fetching.subprocess, "run", run)


@pytest.mark.usefixtures("npm")
def test_what_is_not_as_it_was_pinned_is_refused_and_not_kept(tmp_path: Path) -> None:
    with pytest.raises(CannotFetchError, match="is not what it was when it was pinned"):
        fetch_pyodide(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_without_npm_the_message_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetching.shutil, "which", lambda _: None)
    with pytest.raises(CannotFetchError, match="install npm"):
        fetch_pyodide(tmp_path)


def test_a_registry_that_does_not_answer_is_said_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching.shutil, "which", lambda _: "/bin/npm")
    failed = subprocess.CompletedProcess([], 1, "", "npm error\nnpm error network unreachable\n")
    monkeypatch.setattr(fetching.subprocess, "run", lambda *_, **__: failed)
    with pytest.raises(CannotFetchError, match="npm could not fetch it: npm error network unreachable"):
        fetch_pyodide(tmp_path)


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(CannotBuildError, match="holds something else than a site"):
        build_site(CourseFolder(REPOSITORY), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_made_is_said_to_be_that(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotBuildError, match="cannot be made: Not a directory"):
        build_site(CourseFolder(REPOSITORY), tmp_path / "file" / "site")


def test_a_course_without_a_release_is_told_how_to_build_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(REPOSITORY / "nbgrader_config.py", tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["site"]) == 2
    assert "first: threadlab build" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_a_size_counts_what_a_server_sends(tmp_path: Path) -> None:
    (tmp_path / "words.js").write_text("word " * 1_000)
    (tmp_path / "packed.whl").write_bytes(bytes(1_000))
    size = size_of(tmp_path)
    assert (size.files, size.bytes) == (2, 6_000)
    assert 1_000 < size.compressed < 1_100
