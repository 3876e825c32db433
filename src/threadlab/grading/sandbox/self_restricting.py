"""The tiers that need no program: the worker restricts itself, or nothing does."""

from __future__ import annotations

from dataclasses import dataclass

from threadlab.grading.sandbox.base import Guard, SandboxedModule, interpreter, isolated_python


@dataclass(frozen=True, slots=True)
class Restricted:
    """Runs workers as plain processes that take ``guards`` upon themselves before they see a submission."""

    name: str
    guards: tuple[Guard, ...]

    def command(self, program: SandboxedModule, control: int) -> list[str]:
        """See ``Sandbox.command``."""
        search = list(dict.fromkeys(folder.parent for folder in program.folders()))
        return isolated_python(str(interpreter()), search, program, control, self.guards)


LANDLOCK = Restricted("landlock", ("landlock", "seccomp"))
NONE = Restricted("none", ())  # limits on CPU and memory still hold, but files, network and processes are open
