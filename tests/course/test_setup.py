"""Setting up from locked requirements, the same on every machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.patience import PATIENCE

REPOSITORY = Path(__file__).parents[2]
LOCKS = [REPOSITORY / "requirements.txt", REPOSITORY / "requirements-dev.txt"]
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>\S+)(?: ; (?P<marker>.+?))? \\$", re.MULTILINE)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_a_lock_names_no_place_and_pins_and_hashes_everything(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-(-index-url|-extra-index-url|-find-links|i|f|e)\b", text, re.MULTILINE)
    blocks = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert len(blocks) == len(PIN.findall(text)) > 50
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_two_locks_agree() -> None:
    course, dev = ({(pin["name"], pin["version"]) for pin in PIN.finditer(lock.read_text())} for lock in LOCKS)
    assert course <= dev


def make(*arguments: str) -> str:
    command = ["make", "--no-print-directory", *arguments]
    return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


def test_make_alone_says_what_there_is_to_make() -> None:
    said = make()
    for target in ("setup", "grade", "test", "lab", "release", "check"):
        assert re.search(rf"make {target} .+\w", said)


@pytest.mark.parametrize("target", ["setup", "grade", "test", "lab", "release", "check"])
def test_every_target_makes_the_environment_first(target: str, tmp_path: Path) -> None:
    planned = make("--dry-run", target, f"VENV={tmp_path / 'new'}")
    assert planned.index("-m venv") < planned.index(
        "--require-hashes --only-binary :all: --requirement requirements.txt"
    )


def test_an_older_python_is_refused_in_plain_words(tmp_path: Path) -> None:
    old = tmp_path / "python"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    command = ["make", "setup", f"VENV={tmp_path / 'new'}", f"PYTHON={old}"]
    ran = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ran.returncode != 0
    assert "Threadlab needs Python 3.11 or later" in ran.stderr
