"""The picture of the package is that of the code as it is."""

from __future__ import annotations

from tests.house.architecture import PICTURE, picture


def test_the_picture_is_current() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "run: python -m tests.house.architecture"
