"""Compiles what a visit imports by the browser's own Python, under Node.js: half of its start was compiling.

The compiled files stand beside the texts, and are taken without a look at these: nothing in the browser changes them.
"""

from __future__ import annotations

import base64
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from threadlab.errors import CannotRunError
from threadlab.schedules.language import dotted
from threadlab.site.fetching import VERSION

_HERE = Path(__file__).parent / "compiling"
STDLIB = "python_stdlib.zip"
_DIGITS = "".join(map(str, VERSION))
PACKAGES = f"/lib/python{dotted(VERSION)}/site-packages/"  # where the browser's Python has what wheels bring
LIBRARY = f"/lib/python{_DIGITS}.zip/"  # and its own library
_TAG = f"cpython-{_DIGITS}"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class CannotCompileError(CannotRunError):
    """The browser's Python did not compile the packages; the message has its last words, or what to install."""


def bytecode_of(runtime: Path) -> dict[str, bytes]:
    """Let the browser's Python import what a visit imports, and compile it.

    Args:
        runtime: a folder as ``write_runtime`` makes it.

    Returns:
        The bytecode by the file of its text, as the browser's Python names it; the same each time.

    Raises:
        CannotCompileError: there is no Node.js, or it or the program fails.
    """
    found: dict[str, str] = json.loads(run_there(runtime, _HERE / "visit.py"))
    return {path: base64.b64decode(code) for path, code in found.items()}


def run_there(runtime: Path, program: Path) -> str:
    """Run a program in the browser's Python, with all packages of a folder.

    Args:
        runtime: a folder as ``write_runtime`` makes it.
        program: a file of Python, whose last line is its answer, a text.

    Raises:
        CannotCompileError: there is no Node.js, or it or the program fails.
    """
    node = shutil.which("node")
    if node is None:
        raise CannotCompileError(
            "packages are compiled by the browser's Python, which needs Node.js: install Node.js 20"
        )
    with tempfile.TemporaryDirectory(prefix="threadlab-compile-") as scratch:
        answer = Path(scratch) / "answer"
        command = [node, str(_HERE / "run.mjs"), str(runtime.resolve()), str(program.resolve()), str(answer)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        if done.returncode:
            why = (done.stderr or done.stdout).strip()[-2000:]
            raise CannotCompileError(f"the browser's Python does not compile its packages: {why}")
        return answer.read_text(encoding="utf-8")


def add_bytecode(runtime: Path, bytecode: Mapping[str, bytes]) -> None:
    """Write bytecode beside its texts, in the archives of a folder that ``write_runtime`` made.

    Args:
        runtime: the folder, whose wheels and library are written anew.
        bytecode: as ``bytecode_of`` gives it.
    """
    for archive in runtime.glob("*.whl"):
        _rewrite(archive, {_cached(path): (path, code) for path, code in _below(PACKAGES, bytecode)})
    # What is imported from an archive has its bytecode in the same folder: PEP 3147 is not for those.
    _rewrite(runtime / STDLIB, {f"{path}c": (path, code) for path, code in _below(LIBRARY, bytecode)})


def _below(folder: str, bytecode: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for path, code in sorted(bytecode.items()):
        if path.startswith(folder):
            yield path.removeprefix(folder), code


def _cached(path: str) -> str:
    text = PurePosixPath(path)
    return (text.parent / "__pycache__" / f"{text.stem}.{_TAG}.pyc").as_posix()


def _rewrite(archive: Path, additions: Mapping[str, tuple[str, bytes]]) -> None:
    """Write an archive anew, with those additions whose texts are in it, so that equal files make equal bytes."""
    with zipfile.ZipFile(archive) as old:
        files = {name: old.read(name) for name in old.namelist() if not name.endswith("/")}
    files |= {name: code for name, (text, code) in additions.items() if text in files}
    with zipfile.ZipFile(archive, "w") as new:
        for name, content in sorted(files.items()):
            new.writestr(zipfile.ZipInfo(name, _EPOCH), content, zipfile.ZIP_DEFLATED, 9)
