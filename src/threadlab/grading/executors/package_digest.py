"""Which version of the package judges, to the byte."""

from __future__ import annotations

import hashlib
from functools import cache

from threadlab.grading.sandbox.base import folder_of_package


@cache
def source_digest() -> str:
    """Give a digest of all of this package's source."""
    digest = hashlib.sha256()
    root = folder_of_package("threadlab")
    for file in sorted(root.rglob("*.py")):
        text = file.read_bytes()
        digest.update(f"{file.relative_to(root).as_posix()} {len(text)}\n".encode() + text)
    return digest.hexdigest()
