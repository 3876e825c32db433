"""What learning platforms let one download, made for tests: each in the form that the platform documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

LIST = """id,first_name,last_name,email,lms_user_id
student-01,Alpha,One,alpha@uni.example,101
student-02,Beta,Two,beta@uni.example,102
student-03,Thëta,O'Third,theta@uni.example,103
student-04,Alpha,One,alpha.one@uni.example,104
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
  - :name: Alpha One
    :sid: student-01
    :email: alpha@uni.example
  :created_at: 2026-10-01 05:00:00.000000000 -07:00
  :score: 0.0
submission_5002:
  :submitters:
  - :name: Beta Two
    :sid: student-02
    :email: beta@uni.example
  - :name: Thëta O'Third
    :sid:
    :email: theta@uni.example
  :created_at: 2026-10-01 05:30:00.000000000 -07:00
"""
