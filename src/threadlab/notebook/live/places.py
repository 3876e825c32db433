"""Where a thread of a live cell stands, in the learner's own lines."""

from __future__ import annotations

import linecache
import sysconfig
from pathlib import Path
from types import FrameType

import threadlab

_NOT_THE_LEARNERS = (sysconfig.get_path("stdlib"), str(Path(threadlab.__file__).parent))


def place(frame: FrameType | None) -> str:
    """Name the innermost line of a stack that is the learner's; "" if there is none."""
    while frame is not None and frame.f_code.co_filename.startswith(_NOT_THE_LEARNERS):
        frame = frame.f_back
    if frame is None:
        return ""
    code = linecache.getline(frame.f_code.co_filename, frame.f_lineno).strip()
    function = frame.f_code.co_name
    where = f"line {frame.f_lineno} of {function}()" if function[:1] != "<" else f"line {frame.f_lineno}"
    return f"{where}: {code}".removesuffix(": ")
