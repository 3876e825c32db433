"""Bubblewrap alone, without the worker's filter, hides files, processes, the network and this machine's names."""

import os
import socket

import pytest

from threadlab.grading.sandbox.bubblewrap import Bubblewrap
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Submission
from threadlab.grading.worker.sandboxed_keeper import SandboxedKeeper


class Unfiltered(Bubblewrap):
    """The namespaces without the filter."""

    name = "bubblewrap alone"
    guards = ()

    def command(self, program, control):
        """The keeper needs /proc to end what an unfiltered worker leaves behind."""
        command = super().command(program, control)
        at = command.index("--remount-ro")
        return [*command[:at], "--proc", "/proc", *command[at:]]


@pytest.fixture(scope="module")
def look(bubblewrap, raw):
    """A function that evaluates an expression inside."""
    del bubblewrap
    box = SandboxedKeeper(Unfiltered(), raw, Limits(processes=10_000, file_bytes=1 << 20))

    def evaluate(expression):
        outcome = box.judge(Submission("look", {"code": f"import os, socket, sys\ngained = {expression}"}))
        return outcome.report["gained"] or (outcome.report["error"] or ["nothing"])[0]

    yield evaluate
    box.close()


def test_no_file_of_this_machine_is_there(look, tmp_path):
    assert set(look("os.listdir('/')")) <= {"packages", "python", "etc", "usr", "proc", "bin", "lib", "lib64"}
    assert look("os.listdir('/etc')") == ["ld.so.cache"]
    assert sorted(look("os.listdir('/packages')")) == ["greenlet", "raw_judge", "threadlab"]
    for path in (tmp_path, os.path.expanduser("~"), os.getcwd(), "/dev", "/tmp", "/home", "/root"):
        assert look(f"os.stat({str(path)!r})") == "FileNotFoundError"


def test_nothing_can_be_written(look):
    for folder in ("/", "/packages", "/packages/threadlab", "/etc"):
        assert look(f"open({folder!r} + '/new', 'w')") == "OSError"


def test_no_process_of_this_machine_is_there(look):
    assert look(f"os.kill({os.getpid()}, 0)") == "ProcessLookupError"


def test_there_is_no_network(look):
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert look(f"socket.create_connection({server.getsockname()})") == "ConnectionRefusedError"
    assert look("socket.if_nameindex()") == [[1, "lo"]]


def test_it_is_nobody_on_no_machine(look):
    assert look("[str(os.getuid()), os.uname().nodename]") == ["65534", "box"]


def test_it_has_no_rights_left(look):
    assert look("os.setuid(0)") == "OSError"
    assert look("os.mkdir('/usr/new')") == "OSError"


def test_its_paths_say_nothing_about_this_machine(look):
    assert look("[path for path in sys.path if not path.startswith(('/packages', '/python', '/usr'))]") == "nothing"
