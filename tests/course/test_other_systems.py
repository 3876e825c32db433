"""A student's side works without what only Linux and its kin have; what needs it says so."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from threadlab.upkeep.doctor.machine import python

ROOT = Path(__file__).parents[2]
WRONG = "answers/2-locked-counter/increment/wrong/no_lock.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(Path(__file__).with_name("without_unix.py")), *arguments]
    return subprocess.run(command, check=False, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE)


def test_an_answer_is_judged_and_that_nothing_protects_is_said() -> None:
    done = run("check", "2-locked-counter/increment", WRONG)
    assert done.returncode == 1
    assert "An update is lost" in done.stdout
    assert done.stderr.startswith("threadlab: no sandbox works here, so nothing kept the answer from")
    assert done.stderr.count("\n") == 1


def test_grading_says_what_it_needs_and_how_to_have_it() -> None:
    done = run("grade")
    assert done.returncode == 2
    assert done.stderr.startswith("threadlab: this command needs Linux")
    assert all(way in done.stderr for way in ("Windows Subsystem for Linux", "container", "threadlab check"))


CELL = """
import threading
from threadlab import every_schedule, explore, time_limit
with time_limit(5):
    thread = threading.Thread(target=print, args=("ran",))
    thread.start()
    thread.join()
total = explore("def test(): assert run() == 2", '''
from threading import Thread
def run():
    total = []
    threads = [Thread(target=total.append, args=(1,)) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    return len(total)
''')
print(total.verdict, total.schedules)
try:
    with time_limit(0.05):
        while True: pass
except BaseException as error: print(str(error).splitlines()[0])
"""


def test_what_cells_use_works() -> None:
    done = run("-c", CELL)
    assert done.stdout.splitlines() == ["ran", "holds 2", "Stopped after 0.05 seconds: it had not come to its end."]
    assert not done.stderr


@pytest.mark.parametrize(("disabled", "said"), [(1, "True"), (0, "False"), (None, "False")])
def test_the_lesson_says_of_a_free_threaded_build_that_it_is_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], disabled: int | None, said: str
) -> None:
    """``Py_GIL_DISABLED`` is 1 in such a build, 0 in others, and unknown before Python 3.13."""
    lesson = json.loads((ROOT / "release/1-start-join/start_join.ipynb").read_text(encoding="utf-8"))
    (cell,) = [cell for cell in lesson["cells"] if cell["id"] == "which-build"]
    monkeypatch.setattr(sysconfig, "get_config_var", {"Py_GIL_DISABLED": disabled}.get)
    exec("".join(cell["source"]), {})
    assert capsys.readouterr().out == f"This Python is the free-threaded build: {said}\n"


def test_the_doctor_says_that_nothing_was_tried_without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: True, raising=False)
    assert "without its global lock" not in str(python())
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: False)
    assert "without its global lock, where nothing was tested" in str(python())
