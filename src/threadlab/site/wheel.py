"""The part of this package that runs in the browser, as a wheel made from what is installed here."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from importlib.metadata import distribution
from pathlib import Path

import threadlab

CONFIG = "data/etc/ipython/ipython_config.py"  # what IPython reads wherever it is started
_LIVE = "c = get_config()\nc.InteractiveShellApp.extensions = ['threadlab.notebook.live.browser']\n"
ROOMS = ("schedules", "story", "notebook")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files make the same wheel
_WHEEL = "Wheel-Version: 1.0\nGenerator: threadlab site\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def pack(folder: Path) -> Path:
    """Write the wheel into a folder and return its path."""
    package = Path(threadlab.__file__).parent
    installed = distribution("threadlab")
    inside = [*package.glob("*.py"), *(path for room in ROOMS for path in (package / room).rglob("*"))]
    modules = [path for path in inside if path.is_file() and "__pycache__" not in path.parts]
    files = {f"threadlab/{path.relative_to(package).as_posix()}": path.read_bytes() for path in sorted(modules)}
    about = f"threadlab-{installed.version}.dist-info"
    files[f"{about}/METADATA"] = (installed.read_text("METADATA") or "").encode()
    files[f"{about}/WHEEL"] = _WHEEL.encode()
    files[f"threadlab-{installed.version}.data/{CONFIG}"] = _LIVE.encode()
    record = [f"{name},{_digest(data)},{len(data)}" for name, data in files.items()]
    files[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""]).encode()
    wheel = folder / f"threadlab-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), data, zipfile.ZIP_DEFLATED)
    return wheel


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
