"""Pyodide with all that the kernel needs, in one folder, and the lock file that names just that."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from threadlab.site.bytecode import STDLIB, add_bytecode, bytecode_of

PROGRAM = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", STDLIB)
LOCK = "pyodide-lock.json"
_UNUSED = re.compile(
    r"jedi/third_party/(django-stubs|typeshed/(third_party|stdlib/2))/"  # of packages and a Python that are not there
    r"|pygments/lexers/(?!__init__|_mapping|python)"  # what colours languages other than Python
    r"|prompt_toolkit/contrib/"  # servers for terminals far away
)


def write_runtime(pyodide: Path, wheels: Iterable[Path], to: Path) -> list[str]:
    """Write Pyodide and wheels into one folder.

    The wheels of a registry are other files than those of Pyodide's own distribution, with other hashes; and of the
    hundreds of packages that its lock file names, none but these are here. So the lock file is written anew.

    Args:
        pyodide: the npm package.
        wheels: all that shall be loaded.
        to: the folder to make.

    Returns:
        The names of the packages, as the lock file has them.
    """
    to.mkdir(parents=True)
    for name in PROGRAM:
        shutil.copy(pyodide / name, to)
    return _write_lock(pyodide, [_without_unused(wheel, to) for wheel in wheels], to)


def compile_runtime(pyodide: Path, runtime: Path) -> None:
    """Put the bytecode of what a visit imports into the archives of a folder that ``write_runtime`` made.

    Args:
        pyodide: the npm package.
        runtime: the folder.

    Raises:
        CannotCompileError: there is nothing to compile with, or it fails.
    """
    add_bytecode(runtime, bytecode_of(runtime))
    _write_lock(pyodide, runtime.glob("*.whl"), runtime)


def _without_unused(wheel: Path, to: Path) -> Path:
    """Copy a wheel, except what takes long to unpack and is never read."""
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(to / wheel.name, "w") as new:
        for info in old.infolist():
            if not _UNUSED.match(info.filename):
                new.writestr(info, old.read(info), zipfile.ZIP_DEFLATED)
    return to / wheel.name


def _write_lock(pyodide: Path, wheels: Iterable[Path], to: Path) -> list[str]:
    lock = json.loads((pyodide / LOCK).read_text(encoding="utf-8"))
    packages = sorted(map(_package, wheels), key=lambda package: str(package["name"]))
    lock["packages"] = {package["name"]: package for package in packages}
    (to / LOCK).write_text(json.dumps(lock, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return list(lock["packages"])


def _package(wheel: Path) -> dict[str, Any]:
    """Say of a wheel what the lock file says of a package; all are loaded at once, so none names what it needs."""
    name, version = wheel.name.split("-")[:2]
    with zipfile.ZipFile(wheel) as archive:
        tops = {path.split("/")[0].removesuffix(".py") for path in archive.namelist() if path.endswith(".py")}
    return {
        "name": re.sub(r"[-_.]+", "-", name).lower(),
        "version": version,
        "file_name": wheel.name,
        "sha256": hashlib.sha256(wheel.read_bytes()).hexdigest(),
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": [],
        "install_dir": "site",
        "package_type": "package",
        "unvendored_tests": False,
    }
