"""Compiles wheels for the browser's Python, where there is one of the same version: half of its start is compiling.

The compiled files stand beside the texts, and are taken without a look at these: nothing in the browser changes them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

VERSION = (3, 14)  # of the browser's Python, whose bytecode no other version can make
_WHERE = "/lib/python3.14/site-packages"  # where Pyodide installs a wheel
_RARELY = r"pygments/(lexers|styles|formatters)/|/tests?/|jedi/third_party/"  # imported by few programs, or none
_COMPILE = """
import compileall, py_compile, re, sys
unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
compileall.compile_dir(
    sys.argv[1], quiet=2, stripdir=sys.argv[1], prependdir=sys.argv[2], rx=re.compile(sys.argv[3]),
    invalidation_mode=unchecked,
)
"""
_EPOCH = (1980, 1, 1, 0, 0, 0)


def compiler() -> list[str]:
    """Return the command of a Python that can compile for the browser's, empty if there is none."""
    if sys.version_info[:2] == VERSION:
        return [sys.executable]
    found = shutil.which("python3.14")
    return [found] if found else []


def compiled(wheels: Sequence[Path], to: Path, python: Sequence[str]) -> list[Path]:
    """Write wheels with their bytecode into a folder.

    Args:
        wheels: the wheels.
        to: the folder.
        python: the command of a Python whose bytecode the browser's can run; without one the wheels stay as they are.
    """
    if not python:
        return list(wheels)
    return [_compiled(wheel, to / wheel.name, python) for wheel in wheels]


def _compiled(wheel: Path, to: Path, python: Sequence[str]) -> Path:
    with tempfile.TemporaryDirectory(prefix="threadlab-compile-") as scratch:
        folder = Path(scratch)
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
        command = [*python, "-c", _COMPILE, str(folder), _WHERE, _RARELY]
        # Sets of constants are written in the order of their hashes.
        subprocess.run(command, check=True, env={**os.environ, "PYTHONHASHSEED": "0"})  # noqa: S603 - our own words
        with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(path for path in folder.rglob("*") if path.is_file()):
                name = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
                archive.writestr(name, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return to
