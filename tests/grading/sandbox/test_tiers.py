"""A sandbox is chosen by a trial run, and without one nothing runs unless somebody says so."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from threadlab.grading.sandbox.base import folder_of_package
from threadlab.grading.sandbox.bubblewrap import Bubblewrap
from threadlab.grading.sandbox.self_restricting import NONE, Restricted
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Submission
from threadlab.grading.worker.sandbox_choice import NoSandboxError, choose_sandbox
from threadlab.grading.worker.sandboxed_keeper import KeeperLostError, SandboxedKeeper


class NotInstalled(Bubblewrap):
    """What a machine without bubblewrap is like."""

    def command(self, program, control):
        return ["/nowhere/bwrap", *super().command(program, control)[1:]]


class Forbidden(Bubblewrap):
    """What a machine is like whose administrator forbids what bubblewrap needs."""

    def command(self, program, control):
        return ["/bin/sh", "-c", "echo 'bwrap: No permissions to create new namespace' >&2; exit 1"]


LEAKY = Restricted("leaky", ("landlock",))  # no filter, though it claims to be a sandbox


def test_the_first_that_works_is_taken(sandbox):
    assert choose_sandbox(tiers=[sandbox]) is sandbox
    assert choose_sandbox(tiers=[NotInstalled(), Forbidden(), sandbox]) is sandbox


def test_without_any_the_refusal_says_what_was_tried_and_what_to_install():
    with pytest.raises(NoSandboxError) as refusal:
        choose_sandbox(tiers=[NotInstalled(), Forbidden()])
    words = str(refusal.value)
    assert "no submission is run" in words
    assert "bubblewrap: it cannot be started (No such file or directory: /nowhere/bwrap)" in words
    assert "bubblewrap: it ended: bwrap: No permissions to create new namespace" in words
    assert "apt install bubblewrap" in words
    assert "--i-trust-these-submissions" in words


def test_trust_is_needed_only_where_no_sandbox_works(sandbox):
    assert choose_sandbox(trusted=True, tiers=[Forbidden()]) is NONE
    assert choose_sandbox(trusted=True, tiers=[Forbidden(), sandbox]) is sandbox


def test_walls_that_do_not_hold_are_found_by_trying_them(raw):
    with pytest.raises(KeeperLostError) as found:
        SandboxedKeeper(LEAKY, raw, Limits(processes=10_000))
    assert str(found.value).startswith("inside it a worker can start processes, open connections")
    with pytest.raises(NoSandboxError, match="inside it a worker can"):
        choose_sandbox(tiers=[LEAKY])


def test_the_tier_is_recorded(sandbox, raw):
    box = SandboxedKeeper(sandbox, raw, Limits())
    outcome = box.judge(Submission("any", {"code": ""}))
    box.close()
    assert outcome.sandbox == sandbox.name


# Whoever runs the tests is one kind of user; where that is root, an ordinary user is tried as well.
NOBODY = 65534
TRY_ALL = """
from threadlab.grading.worker.sandbox_choice import TIERS, choose_sandbox
for tier in TIERS:
    print(choose_sandbox(tiers=[tier]).name)
"""


def open_to_all(path):
    return all(folder.stat().st_mode & 0o005 == 0o005 for folder in (path, *path.parents))


def test_an_ordinary_user_is_served_as_well_as_root(bubblewrap):
    del bubblewrap
    roots = [folder_of_package("threadlab").parent, folder_of_package("greenlet").parent]
    if os.getuid() != 0 or not all(map(open_to_all, [*roots, Path(sys.base_prefix)])):
        pytest.skip("these tests run as an ordinary user, or no ordinary user can reach this Python")
    environment = {"PYTHONPATH": os.pathsep.join(map(str, roots))}
    command = [sys.executable, "-c", TRY_ALL]
    done = subprocess.run(
        command,
        check=False,
        env=environment,
        user=NOBODY,
        group=NOBODY,
        extra_groups=[],
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["bubblewrap", "landlock"], done.stderr
