"""What learning platforms let one download, made for tests: each in the form that the platform documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

LIST = """id,first_name,last_name,email,lms_user_id
student-01,Ann,Doe,ann@uni.example,101
student-02,Ben,Roe,ben@uni.example,102
student-03,Zoë,O'Hara,zoe@uni.example,103
student-04,Ann,Doe,ann.doe@uni.example,104
"""


def zipped(path: Path, content: Mapping[str, bytes]) -> Path:
    """Write a zip archive."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    return path


def inside(content: Mapping[str, bytes]) -> bytes:
    """Give the bytes of a zip archive."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, each in content.items():
            archive.writestr(name, each)
    return data.getvalue()


def folder(path: Path, content: Mapping[str, bytes]) -> Path:
    """Write files into a folder."""
    for name, data in content.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(data)
    return path


METADATA = """---
submission_5001:
  :submitters:
  - :name: Ann Doe
    :sid: student-01
    :email: ann@uni.example
  :created_at: 2026-10-01 05:00:00.000000000 -07:00
  :score: 0.0
submission_5002:
  :submitters:
  - :name: Ben Roe
    :sid: student-02
    :email: ben@uni.example
  - :name: Zoë O'Hara
    :sid:
    :email: zoe@uni.example
  :created_at: 2026-10-01 05:30:00.000000000 -07:00
"""
