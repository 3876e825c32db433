"""The first tier: bubblewrap hides files, processes and the network; the worker adds its system call filter.

Inside there are the interpreter, its standard library and the few packages that judge, all read-only and under
names that say nothing about this machine. There is no ``/proc``, ``/dev``, ``/tmp`` or home, and nothing that could
be written to. Everything inside ends with the keeper, as the process namespace has it.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from threadlab.grading.sandbox.base import Guard, SandboxedModule, interpreter, isolated_python

NOBODY = "65534"
SYSTEM = Path("/usr")
_LOADER = ("/bin", "/lib", "/lib64")  # where the dynamic loader looks; links into /usr on today's systems
_LOADER_CACHE = "/etc/ld.so.cache"


class Bubblewrap:
    """Runs workers under ``bwrap``."""

    name = "bubblewrap"
    guards: tuple[Guard, ...] = ("seccomp",)

    def command(self, program: SandboxedModule, control: int) -> list[str]:
        """See ``Sandbox.command``."""
        folders = program.folders()
        command = [
            shutil.which("bwrap") or "bwrap",
            "--unshare-all",
            "--unshare-user",
            "--uid",
            NOBODY,
            "--gid",
            NOBODY,
        ]
        command += [
            "--hostname",
            "box",
            "--die-with-parent",
            "--new-session",
            "--cap-drop",
            "ALL",
            "--ro-bind",
            str(SYSTEM),
            str(SYSTEM),
        ]
        for name in _LOADER:
            command += ["--symlink", f"usr{name}", name] if Path(name).is_symlink() else ["--ro-bind-try", name, name]
        command += ["--ro-bind-try", _LOADER_CACHE, _LOADER_CACHE]
        prefix = Path(sys.base_prefix).resolve()
        executable = interpreter()
        if not prefix.is_relative_to(SYSTEM):  # Python finds its library beside its program, wherever that is
            command += ["--ro-bind", str(prefix), "/python", "--setenv", "LD_LIBRARY_PATH", "/python/lib"]
            executable = Path("/python") / executable.relative_to(prefix)
        for folder in folders:
            command += ["--ro-bind", str(folder), f"/packages/{folder.name}"]
        command += ["--remount-ro", "/", "--chdir", "/", "--"]
        return command + isolated_python(str(executable), ["/packages"], program, control, self.guards)
