"""The verdict, the story and the number of schedules depend on the program alone."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.patience import PATIENCE
from threadlab import explore

SCRIPT = Path(__file__).with_name("every_time.py")
KEPT = SCRIPT.with_suffix(".json")
SOURCES = Path(__file__).parents[2] / "src"
PYTHONS = ("3.11", "3.12", "3.13")
IN_ORDER_OF_CREATION = """
from threading import Lock

def test():
    first, second = Lock(), Lock()
    assert id(second) > id(first)
"""


def run(python: str, *arguments: str, seed: str = "0") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(SOURCES)}
    command = [python, *arguments]
    return subprocess.run(command, check=False, capture_output=True, text=True, env=environment, timeout=PATIENCE)


def says(python: str, seed: str, turns: int = 1) -> dict[str, Any]:
    done = run(python, str(SCRIPT), str(turns), seed=seed)
    assert not done.returncode, done.stderr
    said: dict[str, Any] = json.loads(done.stdout)
    return said


@functools.cache
def other_python(version: str) -> str:
    """Return a Python of some version that has greenlet, "" if there is none here."""
    for python in (sys.executable, shutil.which(f"python{version}"), *os.environ.get("PYTHONS", "").split()):
        asked = f"import greenlet, sys; sys.exit(sys.version_info[:2] != ({version.replace('.', ', ')}))"
        if python and not run(python, "-c", asked).returncode:
            return python
    return ""


@pytest.mark.parametrize("seed", ["0", "1", "4294967295", "random"])
def test_it_is_the_same_with_any_seed_of_hashes(seed: str) -> None:
    assert says(sys.executable, seed) == says(sys.executable, "7")


@pytest.mark.parametrize("version", PYTHONS)
def test_it_is_the_same_with_every_python(version: str) -> None:
    python = other_python(version)
    if not python:
        pytest.skip(f"there is no Python {version} with greenlet here; PYTHONS may name some")
    assert says(python, "1") == says(sys.executable, "0")


def test_it_is_the_same_again_and_again_wherever_objects_lie() -> None:
    assert says(sys.executable, "random", turns=10)


def test_it_is_the_same_as_ever() -> None:
    """Where a change of the engine means it, ``every_time.py --write`` keeps what is said now; stories may change."""

    def lasting(said: dict[str, Any]) -> dict[str, Any]:
        return {name: {key: value for key, value in each.items() if key != "story"} for name, each in said.items()}

    assert lasting(says(sys.executable, "0")) == lasting(json.loads(KEPT.read_text(encoding="utf-8")))


def test_the_number_of_a_lock_does_not_depend_on_who_asks_first():
    """Else locks taken from a set would be numbered in the order of their addresses, another one in every run."""
    assert explore(IN_ORDER_OF_CREATION).verdict == "holds"


def test_running_out_of_memory_is_no_verdict():
    result = explore("def raises():\n    raise MemoryError")
    assert (result.verdict, result.reason) == ("undecided", "needs more memory than there is")
