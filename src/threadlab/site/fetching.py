"""Fetches what the site is made from, pinned and hashed, and keeps it for the next time."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from threadlab.errors import CannotRunError
from threadlab.schedules.language import dotted

PYODIDE = "pyodide@314.0.7"
PYODIDE_INTEGRITY = "sha512-0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="
VERSION = (3, 14)  # of Python, that Pyodide is
WHEELS = Path(__file__).parent / "pinned" / "wheels.txt"


class CannotFetchError(CannotRunError):
    """Something that the site is made from could not be had; the message says what, why, and what would help."""


def default_cache() -> Path:
    """Return the folder in which what was fetched is kept, as other programs of a person keep such things."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "threadlab"


def fetch_pyodide(cache: Path) -> Path:
    """Fetch the npm package of Pyodide.

    Returns:
        The folder with its files.

    Raises:
        CannotFetchError: there is no npm, or what it brought is not what was pinned.
    """
    with _kept(cache / PYODIDE) as folder:
        if folder is not None:
            npm = shutil.which("npm")
            if npm is None:
                raise CannotFetchError(f"{PYODIDE} comes from npm, which is not installed here: install npm")
            packed = _run([npm, "pack", "--json", "--ignore-scripts", PYODIDE], folder)
            archive = folder / json.loads(packed)[0]["filename"]
            found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
            if found != PYODIDE_INTEGRITY:
                raise CannotFetchError(f"{PYODIDE} is not what it was when it was pinned: {found}")
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
            archive.unlink()
    return cache / PYODIDE / "package"


def fetch_wheels(cache: Path) -> list[Path]:
    """Fetch the wheels that the kernel in the browser needs.

    Raises:
        CannotFetchError: pip could not, or what it brought is not what was pinned.
    """
    digest = hashlib.sha256(WHEELS.read_bytes()).hexdigest()[:16]
    with _kept(cache / f"wheels-{digest}") as folder:
        if folder is not None:
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "download"]
            only = ["--no-deps", "--require-hashes", "--only-binary", ":all:", "--python-version", dotted(VERSION)]
            _run([*pip, *only, "--dest", str(folder), "--requirement", str(WHEELS)], folder)
    return sorted((cache / f"wheels-{digest}").glob("*.whl"))


@contextmanager
def _kept(folder: Path) -> Iterator[Path | None]:
    """Give a folder to fill, which takes its place only when it is full; None if that has been done before."""
    if folder.is_dir():
        yield None
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".fetching-", dir=folder.parent) as scratch:
        filled = Path(scratch) / "filled"
        filled.mkdir()
        yield filled
        if not folder.is_dir():  # another build may have been quicker
            filled.rename(folder)


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        why = done.stderr.strip().splitlines()
        raise CannotFetchError(
            f"{Path(command[0]).name} could not fetch it: {why[-1] if why else 'it does not say why'}"
        )
    return done.stdout
