"""Runs ``threadlab grade`` again and again in forks of this process, and lets something happen at a chosen moment.

A moment is what others can see of a run: a file opened for writing, removed, renamed or given rights, a statement that
writes to the gradebook, a commit. They are counted by Python's audit hook and by SQLAlchemy's events, so the product
needs no hook of its own, and the same moment is the same every time.

``python grading_runs.py COURSE SCENARIO`` prints, as JSON, what became of each run.
"""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, redirect_stderr, redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.grading.faults.system_calls import seen, watch_me
from tests.small_course import Done, Here
from threadlab.cli import main
from threadlab.course import workers
from threadlab.grading.worker.protocol import Outcome, Submission

MOMENTS = 50
WRITES = 25  # of so many writes to the gradebook's files one is chosen
FULL = 8  # moments at which the disk is full
_OF_FILES = {"os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.chmod", "os.link", "os.symlink", "os.truncate"}


class Remembered:
    """Judges each answer once for all runs: they are about what the grader does with a verdict."""

    jobs = 1
    _outcomes: ClassVar[dict[str, Outcome]] = {}

    def start(self, submission: Submission) -> Done:
        text = json.dumps(submission.request)
        if text not in self._outcomes:
            self._outcomes[text] = Here().start(submission).result()
        return Done(replace(self._outcomes[text], key=submission.key))


@contextmanager
def here(*_: object, **__: object) -> Iterator[Remembered]:
    """Take the place of the sandboxed workers."""
    yield Remembered()


def warm_up(course: Path) -> None:
    """Import and judge in this process what all its forks need."""
    os.chdir(fresh(course))
    with redirect_stdout(io.StringIO()):
        main(["grade"])


def at_every_moment(root: Path, deed: Callable[[], None]) -> None:
    """Do something before each moment of this process that concerns the course."""
    under = str(root)

    def audit(name: str, arguments: tuple[object, ...]) -> None:
        if name in _OF_FILES and under in os.path.abspath(os.fsdecode(str(arguments[0]))):
            deed()
        if name == "open" and isinstance(arguments[0], str) and isinstance(arguments[2], int):
            writes = arguments[2] & (os.O_WRONLY | os.O_RDWR)
            if writes and under in os.path.abspath(arguments[0]):
                deed()

    sys.addaudithook(audit)

    @event.listens_for(Engine, "before_cursor_execute")
    def executes(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("SELECT"):
            deed()

    @event.listens_for(Engine, "commit")
    def commits(_connection: object) -> None:
        deed()


class Happening:
    """Counts moments, and lets something happen from the chosen one on."""

    def __init__(self, moment: int = 0, deed: Callable[[], None] = lambda: None) -> None:
        self.passed = 0
        self.moment = moment
        self.deed = deed

    def __call__(self) -> None:
        self.passed += 1
        if self.moment and self.passed >= self.moment:
            self.deed()


def run(root: Path, happening: Happening, prepare: Callable[[], None] = lambda: None) -> dict[str, object]:
    """Grade a course in a fork and say how it ended, what it said, and how many moments passed."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        os.chdir(root)
        prepare()
        at_every_moment(root, happening)
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            status = main(["grade"])
        happening.moment = 0
        with os.fdopen(writing, "w") as pipe:
            json.dump({"passed": happening.passed, "said": said.getvalue()}, pipe)
        os._exit(status)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    _, status = os.waitpid(pid, 0)
    return {"status": os.waitstatus_to_exitcode(status), **(json.loads(told) if told else {})}


def contents(root: Path) -> str:
    """Give a digest of all that grading writes."""
    parts = [root / part for part in ("release", "autograded", "feedback")]
    files = sorted(path for part in parts for path in part.rglob("*") if path.is_file())
    digest = hashlib.sha256()
    for path in [*files, root / "gradebook.db"]:
        digest.update(str(path.relative_to(root)).encode() + path.read_bytes())
    return digest.hexdigest()


def fresh(course: Path) -> Path:
    """Copy the course."""
    root = course.with_name("copy")
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(course, root)
    return root


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def fill_the_disk() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def fill_the_gradebook() -> None:
    """Let the gradebook grow no further: SQLite then says what it says of a full disk."""

    @event.listens_for(Engine, "connect")
    def connects(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {max(pages, 1)}")


def with_newcomers(course: Path) -> Path:
    """Let more hand in than the gradebook has room for in its pages."""
    for number in range(15):
        shutil.copytree(course / "submitted" / "student-03", course / "submitted" / f"student-{number + 10}")
    return course


def interrupted(course: Path, deed: Callable[[], None], moments: int) -> dict[str, object]:
    """Let something happen at evenly spread moments, each time to a fresh copy of the course; then grade again."""
    root = fresh(course)
    undisturbed = run(root, Happening())
    expected = contents(root)
    passed = int(str(undisturbed["passed"]))
    runs = []
    for number in range(moments):
        moment = 1 + number * passed // moments
        root = fresh(course)
        ended = run(root, Happening(moment, deed))
        again = run(root, Happening())
        runs.append({"moment": moment, "ended": ended, "again": again["status"], "same": contents(root) == expected})
    return {"passed": passed, "status": undisturbed["status"], "runs": runs}


def killed_in_a_commit(course: Path) -> dict[str, object]:
    """Kill at calls by which SQLite, or whoever settles the gradebook, changes a file: at some of the many writes, and
    wherever what was written is made to last, a journal is removed or a file is renamed.
    """
    root = fresh(course)
    files = [root / f"gradebook.db{end}" for end in ("", "-journal", ".tmp")]
    log = course.with_name("calls")
    undisturbed = run(root, Happening(), lambda: watch_me(files, log))
    expected, calls = contents(root), seen(log)
    runs = []
    for number, call in enumerate(calls):
        if call.startswith("pwrite64") and number % WRITES:
            continue
        root = fresh(course)
        ended = run(root, Happening(), lambda call=call: watch_me(files, log, call))  # type: ignore[misc]
        half_way = (root / "gradebook.db-journal").exists()
        again = run(root, Happening())
        same = contents(root) == expected
        runs.append({"moment": call, "ended": ended, "half way": half_way, "again": again["status"], "same": same})
    return {"status": undisturbed["status"], "runs": runs}


def prepared(course: Path, prepare: Callable[[], None]) -> dict[str, object]:
    """Grade under worse conditions, and then under good ones."""
    root = fresh(course)
    run(root, Happening())
    expected = contents(root)
    root = fresh(course)
    ended = run(root, Happening(), prepare)
    again = run(root, Happening())
    return {"ended": ended, "again": again["status"], "same": contents(root) == expected}


def locked(course: Path) -> dict[str, object]:
    """Grade while another program keeps the gradebook locked, and then when it is done."""
    config = course / "nbgrader_config.py"
    impatient = 'c.CourseDirectory.db_url += "?timeout=0"'
    config.write_text(f"{config.read_text()}\n{impatient}\n")
    root = fresh(course)
    run(root, Happening())
    expected = contents(root)
    root = fresh(course)
    with closing(sqlite3.connect(root / "gradebook.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        ended = run(root, Happening())
    again = run(root, Happening())
    return {"ended": ended, "again": again["status"], "same": contents(root) == expected}


SCENARIOS: dict[str, Callable[[Path], dict[str, object]]] = {
    "killed": lambda course: interrupted(course, kill, MOMENTS),
    "killed in a commit": killed_in_a_commit,
    "full": lambda course: interrupted(course, fill_the_disk, FULL),
    "full gradebook": lambda course: prepared(with_newcomers(course), fill_the_gradebook),
    "locked": locked,
}

if __name__ == "__main__":
    workers.workers = here  # type: ignore[assignment]
    warm_up(Path(sys.argv[1]))
    print(json.dumps(SCENARIOS[sys.argv[2]](Path(sys.argv[1]))))
