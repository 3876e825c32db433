"""``contextlib.redirect_stdout``: ``sys.stdout`` is one variable, so this redirects what every thread prints."""

from __future__ import annotations

import sys
from typing import Any


class redirect_stdout:
    __module__ = "contextlib"

    def __init__(self, new_target: Any) -> None:
        self._tl_new = new_target
        self._tl_old: list[Any] = []

    def __enter__(self) -> Any:
        self._tl_old.append(sys.stdout)
        sys.stdout = self._tl_new
        return self._tl_new

    def __exit__(self, *details: Any) -> None:
        sys.stdout = self._tl_old.pop()


class redirect_stderr:
    __module__ = "contextlib"

    def __init__(self, new_target: Any) -> None:
        self._tl_new = new_target
        self._tl_old: list[Any] = []

    def __enter__(self) -> Any:
        self._tl_old.append(sys.stderr)
        sys.stderr = self._tl_new
        return self._tl_new

    def __exit__(self, *details: Any) -> None:
        sys.stderr = self._tl_old.pop()
