"""What an installed package must do where nothing else is installed; run by ``make wheel`` in an empty environment."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from pathlib import Path

import threadlab
from threadlab import every_schedule, explore

SOURCE = """
from threading import Thread
total = 0
def add():
    global total
    total += 1
"""
TEST = """
def test():
    threads = [Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert total == 2
"""


@every_schedule
def nothing_happens() -> None:
    assert True


def main() -> None:
    here = Path(threadlab.__file__).parent
    assert "site-packages" in here.parts, f"not the installed one: {here}"
    installed = {each.name.lower() for each in importlib.metadata.distributions()} - {"pip", "setuptools", "wheel"}
    assert installed == {"threadlab", "greenlet"}, installed
    assert (here / "py.typed").exists()
    assert importlib.metadata.version("threadlab") == threadlab.__version__
    result = explore(TEST, SOURCE)
    assert result.verdict == "fails", result
    assert result.failure is not None
    again = explore(TEST, SOURCE, replay=result.failure.replay)
    assert again.failure is not None
    assert again.failure.message == result.failure.message
    command = Path(sys.executable).with_name("threadlab")
    said = subprocess.run([command, "--version"], check=True, capture_output=True, text=True).stdout.strip()
    assert said == f"threadlab {threadlab.__version__}"
    print(f"{said}: works on Python {sys.version.split()[0]} with {', '.join(sorted(installed))} alone")


if __name__ == "__main__":
    main()
