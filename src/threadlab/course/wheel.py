"""This package as a wheel, made from what is installed here; the same files make the same bytes."""

from __future__ import annotations

import base64
import hashlib
import zipfile
from collections.abc import Mapping, Sequence
from importlib.metadata import distribution
from pathlib import Path

import threadlab

EPOCH = (1980, 1, 1, 0, 0, 0)
_WHEEL = "Wheel-Version: 1.0\nGenerator: threadlab {}\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def write_wheel(
    folder: Path,
    rooms: Sequence[str],
    *,
    maker: str,
    data: Mapping[str, str] | None = None,
    commands: bool = False,
    compression: int = zipfile.ZIP_DEFLATED,
) -> Path:
    """Write a wheel with some rooms of the package and return its path.

    Args:
        folder: where it is written.
        rooms: the folders of the package that are in it, besides the modules at its top.
        maker: who made it, as the wheel names its generator.
        data: files that are installed outside of the package, by their paths below the place where Python is.
        commands: whether it brings the command line and the plug-ins that are announced to others.
        compression: how; what compressors make may differ between machines, and ``ZIP_STORED`` does not.
    """
    package = Path(threadlab.__file__).parent
    installed = distribution("threadlab")
    inside = [*package.glob("*.py"), *(path for room in rooms for path in (package / room).rglob("*"))]
    modules = [path for path in inside if path.is_file() and "__pycache__" not in path.parts]
    files = {f"threadlab/{path.relative_to(package).as_posix()}": path.read_bytes() for path in sorted(modules)}
    about = f"threadlab-{installed.version}.dist-info"
    files[f"{about}/METADATA"] = (installed.read_text("METADATA") or "").encode()
    files[f"{about}/WHEEL"] = _WHEEL.format(maker).encode()
    if commands:
        files[f"{about}/entry_points.txt"] = (installed.read_text("entry_points.txt") or "").encode()
    files |= {f"threadlab-{installed.version}.data/{name}": text.encode() for name, text in (data or {}).items()}
    record = [f"{name},{_digest(content)},{len(content)}" for name, content in files.items()]
    files[f"{about}/RECORD"] = "\n".join([*record, f"{about}/RECORD,,", ""]).encode()
    wheel = folder / f"threadlab-{installed.version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, EPOCH), content, compression)
    return wheel


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
