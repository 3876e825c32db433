"""Interrupting a search: Ctrl-C in a terminal, the square button in JupyterLab.

Python raises KeyboardInterrupt wherever it is, most often in the midst of the program under test, which then only seems
to fail. So who searches asks after each schedule whether it was interrupted.
"""

from __future__ import annotations

import signal
import threading
from types import FrameType
from typing import Any


class Interrupts:
    """A block in which an interrupt is remembered; it does what it always does besides."""

    def __init__(self) -> None:
        self._noted = False
        self._before: Any = None

    def __enter__(self) -> Interrupts:
        here = threading.current_thread() is threading.main_thread()  # no other one may set a handler
        before = signal.getsignal(signal.SIGINT)
        if here and callable(before):
            self._before = before
            signal.signal(signal.SIGINT, self._note)
        return self

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            signal.signal(signal.SIGINT, self._before)
            self._before = None

    def _note(self, number: int, frame: FrameType | None) -> None:
        self._noted = True
        self._before(number, frame)

    def heed(self) -> None:
        """Go no further if there was an interrupt.

        Raises:
            KeyboardInterrupt: there was.
        """
        if self._noted:
            raise KeyboardInterrupt
