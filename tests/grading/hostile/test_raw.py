"""Plain hostile Python in the bare sandbox, as if the language policy were not there: one file of raw/ a case.

The head of a case says what it does, how it ends inside a sandbox (the error it meets, or what is said about the
submission), and whether it gains something without one: that shows that the sandbox makes the difference.
"""

import os
import socket
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from tests.processes import descendants
from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker.protocol import Submission

SECRET = "the-hidden-tests-and-everybody's-grades"
CASES = {path.stem: path.read_text() for path in sorted((Path(__file__).parent / "raw").glob("*.py"))}
HARMLESS = [name for name, text in CASES.items() if "\n# without: gains\n" in text]
HONEST = Submission("honest", {"code": "gained = 2 + 2"})


def head(text, word):
    return next((line.partition(": ")[2] for line in text.splitlines() if line.startswith(f"# {word}: ")), "")


def limits(text):
    name, _, value = head(text, "limits").partition("=")
    return {"cpu_seconds": 1, "memory_bytes": 256 << 20, "report_bytes": 64 << 10} | (
        {name: int(value)} if name else {}
    )


class Course:
    """A course folder, and the services of a machine, that a submission must not reach."""

    def __init__(self, folder):
        self.course = folder / "course"
        self.course.mkdir()
        self.gradebook = self.course / "gradebook.db"
        with sqlite3.connect(self.gradebook) as gradebook:
            gradebook.execute("CREATE TABLE grade AS SELECT ? AS points", (SECRET,))
        gradebook.close()
        self.source = self.course / "source.ipynb"
        self.neighbour = self.course / "neighbour.ipynb"
        for file in (self.source, self.neighbour):
            file.write_text(SECRET)
        self.link = self.course / "link"
        self.link.symlink_to(SECRET)
        self.startup = self.course / "startup.py"
        self.tcp = socket.create_server(("127.0.0.1", 0))
        self.udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.udp.bind(self.tcp.getsockname())
        self.service = socket.socket(socket.AF_UNIX)
        self.service.bind(str(self.course / "service"))
        self.service.listen()
        self.abstract = socket.socket(socket.AF_UNIX)
        self.abstract.bind("")
        self.abstract.listen()
        self.sockets = (self.tcp, self.udp, self.service, self.abstract)
        for end in self.sockets:
            end.setblocking(False)

    def request(self, code):
        return {
            "code": code,
            "secret": SECRET,
            "grader": os.getpid(),
            "port": self.tcp.getsockname()[1],
            "service": self.service.getsockname(),
            "abstract": self.abstract.getsockname()[1:].decode(),
            **{
                name: str(getattr(self, name))
                for name in ("course", "gradebook", "source", "neighbour", "link", "startup")
            },
        }

    def state(self):
        """Give all that a submission might have changed."""
        files = sorted(self.course.iterdir())
        return [(file, file.lstat(), file.read_bytes() if file.is_file() else b"") for file in files]

    def callers(self):
        """Count who has knocked."""
        count = 0
        for end in self.sockets:
            try:
                end.recv(100) if end is self.udp else end.accept()[0].close()
                count += 1
            except BlockingIOError:
                continue
        return count


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    course = Course(tmp_path_factory.mktemp("home"))
    yield course
    for end in course.sockets:
        end.close()


def running():
    """Give every process that descends from this one; the keepers adopt what their workers leave behind."""
    return {process.pid for process in descendants()}


def honest(pool):
    """Have an honest submission judged in the same box, and wait for it however short the time for others is."""
    return pool._judge_within(replace(pool._limits, wall_seconds=PATIENCE), HONEST)


@pytest.mark.parametrize("name", CASES)
def test_gains_nothing_leaks_nothing_and_leaves_nothing(name, sandbox, course, raw_pool):
    text = CASES[name]
    pool = raw_pool(sandbox, **limits(text))
    before = honest(pool)
    processes, files = running(), course.state()

    outcome = pool.start(Submission("hostile", course.request(text))).result()

    expected = set(head(text, "inside").split(" or "))
    if outcome.report is None:
        assert outcome.reason in expected
        assert not outcome.fault
    else:
        assert not outcome.report["gained"]
        assert expected & set(outcome.report["error"] or ["nothing"])
    assert SECRET not in repr(replace(outcome, key=""))
    assert running() <= processes
    assert course.callers() == 0
    assert [kept[:1] + kept[2:] for kept in course.state()] == [kept[:1] + kept[2:] for kept in files]
    assert [kept[1].st_mtime_ns for kept in course.state()] == [kept[1].st_mtime_ns for kept in files]
    assert honest(pool) == before


@pytest.mark.parametrize("name", HARMLESS)
def test_the_same_gains_something_without_a_sandbox(name, course, raw_pool):
    text = CASES[name]
    pool = raw_pool(NONE, **limits(text), file_bytes=1 << 20, processes=10_000)
    outcome = pool.start(Submission("hostile", course.request(text))).result()
    assert outcome.report is not None, outcome
    assert outcome.report["gained"], outcome.report["error"]
    course.callers()
    course.startup.unlink(missing_ok=True)
