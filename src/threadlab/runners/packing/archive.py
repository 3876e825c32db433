"""A zip file that is the same to the byte wherever and whenever it is made."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Mapping
from io import BytesIO

from threadlab.course.wheel import EPOCH

Files = Mapping[str, bytes]
_FILE, _PROGRAM = stat.S_IFREG | 0o644, stat.S_IFREG | 0o755


def archive(files: Files) -> bytes:
    """Return a zip file; what begins with ``#!`` can be run.

    Args:
        files: contents by their paths in it.
    """
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        for name, content in sorted(files.items()):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system = 3  # Unix, wherever it is made: so that the modes count
            info.external_attr = (_PROGRAM if content.startswith(b"#!") else _FILE) << 16
            info.compress_type = zipfile.ZIP_STORED  # compressors of different machines give different bytes
            packed.writestr(info, content)
    return buffer.getvalue()
