"""What is installed: the packages that a role needs, in versions that go together, and JupyterLab with its kernel."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from threadlab.upkeep.doctor.finding import Diagnosis, advice, ok, problem

EXTRA = "instructor"
_REQUIREMENT = re.compile(r"^([A-Za-z0-9_.-]+)\s*([^;]*)(?:;\s*(.*))?$")
_BOUND = re.compile(r"(>=|<=|==|<|>|!=)\s*([0-9.]+)")


def packages(extra: str = "") -> Iterator[Diagnosis]:
    """Say whether what the package asks for is there, in a version that it asks for.

    Args:
        extra: also what this extra brings.
    """
    wrong = list(_wrong(extra))
    wanted = f"threadlab[{extra}]" if extra else "threadlab"
    if wrong:
        yield problem("packages", "; ".join(wrong), f"{sys.executable} -m pip install '{wanted}'")
    else:
        yield ok("packages", f"all that {wanted} {version('threadlab')} needs is there")


def _wrong(extra: str) -> Iterator[str]:
    for requirement in requires("threadlab") or ():
        found = _REQUIREMENT.match(requirement)
        if found is None:
            continue
        name, bounds, marker = found[1], found[2], found[3] or ""
        if "extra" in marker and (not extra or f'"{extra}"' not in marker.replace("'", '"')):
            continue
        try:
            here = version(name)
        except PackageNotFoundError:
            yield f"{name} is missing"
            continue
        if not all(_holds(here, sign, bound) for sign, bound in _BOUND.findall(bounds)):
            yield f"{name} is {here}, and {bounds.strip('() ')} is needed"


def _holds(here: str, sign: str, bound: str) -> bool:
    left, right = _numbers(here), _numbers(bound)
    size = max(len(left), len(right))
    left, right = left + (0,) * (size - len(left)), right + (0,) * (size - len(right))
    return {
        ">=": left >= right, "<=": left <= right, "==": left == right,
        "<": left < right, ">": left > right, "!=": left != right,
    }[sign]  # fmt: skip


def _numbers(text: str) -> tuple[int, ...]:
    found = re.match(r"\d+(?:\.\d+)*", text)
    return tuple(map(int, found[0].split("."))) if found else ()


def jupyterlab(*, needed: bool) -> Iterator[Diagnosis]:
    """Say whether there is a JupyterLab, and whether notebooks run on the Python that has this package.

    Args:
        needed: whether nothing can be done without it; else notebooks may be opened in another environment's.
    """
    try:
        here = version("jupyterlab")
    except PackageNotFoundError:
        mend = f"{sys.executable} -m pip install jupyterlab"
        missing = "it is not installed in this environment"
        yield problem("JupyterLab", missing, mend) if needed else advice("JupyterLab", missing, mend)
        return
    yield ok("JupyterLab", here)
    yield _kernel()


def _kernel() -> Diagnosis:
    """Look where Jupyter looks for the kernel "python3": one installed by hand comes before the environment's."""
    about, mend = "kernel", f"{sys.executable} -m pip install ipykernel"
    command = next(filter(None, map(_command, _kernel_folders())), None)
    if command is None:
        return problem(about, "there is no kernel python3, so no cell can be run", mend)
    program = command[0]
    found = shutil.which(program) or program
    if program in ("python", "python3") or _same_environment(found):
        return ok(about, "notebooks run on this Python")
    return problem(
        about,
        f"notebooks run on another Python, {found}, which need not have this package",
        f"Let the kernel be this environment's: {sys.executable} -m ipykernel install --user --name python3",
    )


def _kernel_folders() -> Iterator[Path]:
    from jupyter_core.paths import jupyter_path

    yield from (Path(folder) / "python3" / "kernel.json" for folder in jupyter_path("kernels"))


def _command(spec: Path) -> list[str] | None:
    try:
        argv = json.loads(spec.read_text(encoding="utf-8"))["argv"]
        return [str(word) for word in argv] or None
    except (OSError, ValueError, LookupError, TypeError):
        return None


def _same_environment(program: str) -> bool:
    """Say whether a program is this environment's: what it links to may be shared by all of them."""
    return os.path.dirname(os.path.abspath(program)) == os.path.dirname(os.path.abspath(sys.executable))
