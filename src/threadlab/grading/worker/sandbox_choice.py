"""Which sandbox works on this machine: found by a trial run, for a program that is there may still be forbidden."""

from __future__ import annotations

from collections.abc import Sequence

from threadlab.errors import CannotRunError
from threadlab.grading.sandbox.base import Sandbox, SandboxedModule
from threadlab.grading.sandbox.bubblewrap import Bubblewrap
from threadlab.grading.sandbox.self_restricting import LANDLOCK, NONE
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.sandboxed_keeper import KeeperLostError, SandboxedKeeper

TIERS: tuple[Sandbox, ...] = (Bubblewrap(), LANDLOCK)
TRUST_FLAG = "--i-trust-these-submissions"

_ADVICE = f"""\
Install bubblewrap (Debian, Ubuntu: apt install bubblewrap; Fedora: dnf install bubblewrap; Arch: pacman -S bubblewrap),
or use a Linux kernel with Landlock (5.13 or later). On another system, grade inside a Linux machine or container.
For submissions that you wrote yourself, {TRUST_FLAG} runs them without a sandbox, this once."""


class NoSandboxError(CannotRunError):
    """No sandbox works here; the message says what was tried, what went wrong, and what to install."""


def open_box(*, trusted: bool = False, tiers: Sequence[Sandbox] = TIERS) -> SandboxedKeeper:
    """Start the first sandbox that runs here and whose walls hold; what is started is used, for starting takes longest.

    Args:
        trusted: the person at the keyboard said for this run that no sandbox is needed if none works.
        tiers: what to try, the best first.

    Raises:
        NoSandboxError: if none works and the submissions are not trusted.
    """
    tried = []
    for sandbox in tiers:
        try:
            return SandboxedKeeper(sandbox, SandboxedModule(), Limits())
        except KeeperLostError as error:
            tried.append(f"  {sandbox.name}: {error}")
    if trusted:
        return SandboxedKeeper(NONE, SandboxedModule(), Limits())
    raise NoSandboxError("\n".join(["No sandbox works here, so no submission is run.", *tried, _ADVICE]))


def choose_sandbox(*, trusted: bool = False, tiers: Sequence[Sandbox] = TIERS) -> Sandbox:
    """Name the sandbox that ``open_box`` starts, whose arguments these are."""
    box = open_box(trusted=trusted, tiers=tiers)
    box.close()
    return box.sandbox
