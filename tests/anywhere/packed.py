"""What ``threadlab pack`` makes, unpacked where a grader would have it, with a Python that has nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import greenlet

from tests.patience import PATIENCE


def unpack(archive: Path, to: Path) -> Path:
    """Unpack a zip file as ``unzip`` does, with the modes of the files."""
    with zipfile.ZipFile(archive) as packed:
        for info in packed.infolist():
            path = Path(packed.extract(info, to))
            path.chmod(info.external_attr >> 16)
    return to


def python_with(wheels: Path, to: Path) -> Path:
    """Make a Python that has the packed wheel and greenlet, and no more; pip is left out, for it asks an index."""
    venv.create(to, with_pip=False, symlinks=True)
    [packages] = to.glob("lib/python*/site-packages")
    [wheel] = wheels.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(packages)
    shutil.copytree(Path(greenlet.__file__).parent, packages / "greenlet")
    return to / "bin" / "python"


def run(command: list[str], cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a program as a container would, with little of an environment."""
    path = f"{Path(sys.executable).parent}:/usr/bin:/bin"
    return subprocess.run(
        command, cwd=cwd, env={"PATH": path, "HOME": str(cwd), **environment},
        capture_output=True, text=True, timeout=PATIENCE, check=False,
    )  # fmt: skip
