"""What a sandbox is to the rest: a name, a command line that starts Python inside, and what is left to the worker."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

Guard = Literal["landlock", "seccomp"]

JUDGE = "threadlab.grading.worker.notebook_job"
PACKAGES = ("threadlab", "greenlet")

# Equal hashes in every worker: a set of strings that a student prints must print alike on every run.
ENVIRONMENT = {"PYTHONHASHSEED": "0", "PYTHONUTF8": "1", "LC_ALL": "C.UTF-8"}

_START = (
    "import sys, json\n"
    "sys.path[:0] = json.loads(sys.argv[1])\n"
    "from threadlab.grading.worker.keeper import main\n"
    "main(*json.loads(sys.argv[2]))"
)


def folder_of_package(name: str) -> Path:
    """Find the folder of an importable package.

    Raises:
        ModuleNotFoundError: if there is none.
    """
    found = importlib.util.find_spec(name)
    if found is None or not found.submodule_search_locations:
        raise ModuleNotFoundError(f"no package {name}", name=name)
    return Path(found.submodule_search_locations[0]).resolve()


@dataclass(frozen=True, slots=True)
class SandboxedModule:
    """What runs inside: the module that judges, and the packages that it may import beside the standard library.

    The judging module offers ``prepare()``, called once, and ``judge(request)``, called once in each worker.
    """

    judge: str = JUDGE
    packages: tuple[Path, ...] = ()

    def folders(self) -> tuple[Path, ...]:
        """Give the folders of all packages, those that every worker needs first."""
        return (*map(folder_of_package, PACKAGES), *self.packages)


class Sandbox(Protocol):
    """A way to run a worker so that it can harm nobody.

    ``name`` is recorded with the grades. ``guards`` are the restrictions that the process inside takes upon
    itself, once it has imported what it needs.
    """

    @property
    def name(self) -> str:
        """The tier, as it is recorded."""
        ...

    @property
    def guards(self) -> tuple[Guard, ...]:
        """What the worker does itself."""
        ...

    def command(self, program: SandboxedModule, control: int) -> list[str]:
        """Give the command line of the keeper of workers, which talks on the inherited descriptor ``control``."""
        ...


def isolated_python(
    executable: str, search: Iterable[Path | str], program: SandboxedModule, control: int, guards: Iterable[Guard]
) -> list[str]:
    """Give the command line of a Python that sees the standard library and ``search`` alone, and keeps workers.

    Args:
        executable: the interpreter.
        search: the folders that it imports from.
        program: what it runs.
        control: the descriptor on which it talks to the grader.
        guards: the restrictions that it takes upon itself.
    """
    settings = json.dumps([control, program.judge, list(guards)])
    return [executable, "-P", "-s", "-S", "-B", "-c", _START, json.dumps([str(folder) for folder in search]), settings]


def interpreter() -> Path:
    """Give the program file of this Python itself, not of its virtual environment."""
    return Path(getattr(sys, "_base_executable", sys.executable)).resolve()
