"""Landlock alone takes every file, and on newer kernels the network and signals, from a process."""

import socket
import subprocess
import sys

import pytest

from threadlab.grading.sandbox import landlock

needs = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")


def attempt(deed, restricted):
    """Do something in a process of its own, after giving up all that Landlock covers or not."""
    code = f"""
import os, socket
from threadlab.grading.sandbox import landlock
if {restricted}:
    landlock.restrict()
try:
    {deed}
    print("done")
except PermissionError:
    print("refused")
"""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


@needs
@pytest.mark.parametrize(
    "deed",
    [
        "open({file!r}).read()",
        "open({file!r}, 'a').write('x')",
        "os.listdir({folder!r})",
        "os.mkdir({folder!r} + '/new')",
    ],
)
def test_files_are_out_of_reach(deed, tmp_path):
    file = tmp_path / "file"
    file.write_text("secret")
    deed = deed.format(file=str(file), folder=str(tmp_path))
    assert attempt(deed, restricted=True) == "refused"
    assert file.read_text() == "secret"
    assert attempt(deed, restricted=False) == "done"


@pytest.mark.skipif(landlock.version() < 4, reason="this kernel's Landlock does not cover the network")
def test_ports_are_out_of_reach():
    with socket.create_server(("127.0.0.1", 0)) as server:
        deed = f"socket.create_connection({server.getsockname()})"
        assert attempt(deed, restricted=True) == "refused"
        assert attempt(deed, restricted=False) == "done"


@pytest.mark.skipif(landlock.version() < 6, reason="this kernel's Landlock does not cover signals")
def test_other_processes_are_out_of_reach():
    assert attempt("os.kill(os.getppid(), 0)", restricted=True) == "refused"
    assert attempt("os.kill(os.getppid(), 0)", restricted=False) == "done"


@pytest.mark.parametrize("version", [0, -1])
def test_a_kernel_without_it_is_an_error(monkeypatch, version):
    monkeypatch.setattr(landlock, "version", lambda: max(0, version))
    with pytest.raises(OSError, match="no Landlock"):
        landlock.restrict()


@needs
@pytest.mark.parametrize("version", [version for version in (1, 2, 3, 4, 5, 6) if version <= landlock.version()])
def test_rules_of_older_kernels_are_accepted(version):
    code = f"""
from threadlab.grading.sandbox import landlock
landlock.version = lambda: {version}
landlock.restrict()
try:
    open("/etc/hostname")
except PermissionError:
    print("refused")
"""
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "refused\n"
    )
