"""A course of one small exercise, in a folder of its own: real nbgrader, a real database, a second to build."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadlab.grading.worker import notebook_job
from threadlab.grading.worker.protocol import Outcome, Submission

SOLUTION = '''import threading

total = 0
lock = threading.Lock()


def add(amount):
    """Add to the total, whatever other threads do."""
    global total
    ### BEGIN SOLUTION
    with lock:
        total += amount
    ### END SOLUTION'''

RIGHT = SOLUTION.replace("    ### BEGIN SOLUTION\n", "").replace("\n    ### END SOLUTION", "")
WITHOUT_LOCK = RIGHT.replace("    with lock:\n        total", "    total")

# What nobody models, so that its checks are undecided.
STRANGE = "import os\n" + RIGHT.replace("global total", "global total\n    os.getpid()")

KEEPS_ALL = """from threading import Thread

from threadlab import every_schedule


@every_schedule
def two_threads_add():
    threads = [Thread(target=add, args=(amount,)) for amount in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert total == 3


### BEGIN HIDDEN TESTS
@every_schedule
def a_negative_amount_is_added_too():
    add(-5)
    assert total == -5
### END HIDDEN TESTS"""

FREE_AFTERWARDS = """from threadlab import every_schedule


@every_schedule
def the_lock_is_free_afterwards():
    add(1)
    assert not lock.locked()"""

WRITTEN = """Say in one sentence why `add` needs the lock.

### BEGIN MARK SCHEME
Two threads may read the same total. 2 points.
### END MARK SCHEME"""


def code(cell_id: str, text: str, **nbgrader: Any) -> dict[str, Any]:
    """Make a code cell."""
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": _graded(cell_id, nbgrader),
        "outputs": [],
        "source": text,
    }


def markdown(cell_id: str, text: str, **nbgrader: Any) -> dict[str, Any]:
    """Make a text cell."""
    return {"cell_type": "markdown", "id": cell_id, "metadata": _graded(cell_id, nbgrader), "source": text}


def _graded(cell_id: str, nbgrader: dict[str, Any]) -> dict[str, Any]:
    if not nbgrader:
        return {}
    flags = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return {"nbgrader": flags | {"grade_id": cell_id} | nbgrader}


def notebook(*cells: dict[str, Any]) -> dict[str, Any]:
    """Make a notebook."""
    kernelspec = {"display_name": "Python 3", "language": "python", "name": "python3"}
    return {"cells": list(cells), "metadata": {"kernelspec": kernelspec}, "nbformat": 4, "nbformat_minor": 5}


SOURCE = notebook(
    markdown("title", "# Adding"),
    code("add", SOLUTION, solution=True),
    code("try-it", "add(2)\nprint(total)"),
    code("add--keeps-all", KEEPS_ALL, grade=True, locked=True, points=3),
    code("add--free-afterwards", FREE_AFTERWARDS, grade=True, locked=True, points=1),
    markdown("written--why", WRITTEN, grade=True, solution=True, points=2),
)


def optional(source: dict[str, Any]) -> dict[str, Any]:
    """Give a notebook that nobody has to hand in."""
    return source | {"metadata": source["metadata"] | {"threadlab": {"optional": True}}}


class SmallCourse:
    """A course folder with one assignment, "1-adding", of four points for code and two for a written answer."""

    assignment = "1-adding"
    filename = "adding.ipynb"

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def source(self) -> Path:
        return self.root / "source" / self.assignment / self.filename

    @property
    def release(self) -> Path:
        return self.root / "release" / self.assignment / self.filename

    def autograded(self, student: str) -> dict[str, Any]:
        """Read a graded notebook."""
        return read_notebook(self.root / "autograded" / student / self.assignment / self.filename)

    def write_source(self, content: dict[str, Any]) -> None:
        self.source.parent.mkdir(parents=True, exist_ok=True)
        self.source.write_text(json.dumps(content), encoding="utf-8")

    def released(self) -> dict[str, Any]:
        """Read the notebook that students get."""
        return read_notebook(self.release)

    def submit(
        self,
        student: str,
        answer: str | None = RIGHT,
        *,
        change: Callable[[dict[str, Any]], object] = lambda _: None,
        content: bytes | None = None,
        filename: str = filename,
    ) -> Path:
        """Hand in the released notebook with an answer in it and changed somehow, or any bytes in its place."""
        if content is None:
            handed_in = deepcopy(self.released())
            if answer is not None:
                cell(handed_in, "add")["source"] = answer
            change(handed_in)
            content = json.dumps(handed_in).encode()
        path = self.root / "submitted" / student / self.assignment / filename
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path


@dataclass
class Done:
    """An outcome that is there."""

    outcome: Outcome

    def result(self) -> Outcome:
        return self.outcome

    def done(self) -> bool:
        return True

    def cancel(self) -> None:
        pass


class Here:
    """Judges in this process, at once and without a sandbox: for tests that are about other things."""

    jobs = 1

    def start(self, submission: Submission) -> Done:
        return Done(Outcome(submission.key, report=dict(notebook_job.judge(submission.request))))


def read_notebook(path: Path) -> dict[str, Any]:
    """Read a notebook, each source as one string."""
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for found in content["cells"]:
        found["source"] = "".join(found["source"])
    return content


def cell(content: dict[str, Any], cell_id: str) -> dict[str, Any]:
    """Find a cell by its id."""
    return next(found for found in content["cells"] if found["id"] == cell_id)
