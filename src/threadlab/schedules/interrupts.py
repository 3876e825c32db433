"""Interrupting a search: Ctrl-C in a terminal, the square button in JupyterLab, a button of a page.

Python raises KeyboardInterrupt wherever it is, most often in the midst of the program under test, which then only seems
to fail. So who searches asks after each schedule whether it was interrupted.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any, ClassVar

OFTEN = 0.1  # seconds between two times that somebody is asked


class Interrupts:
    """A block in which an interrupt is remembered; it does what it always does besides.

    Where no signal comes, as in a browser, ``ask`` is called now and then, and raises KeyboardInterrupt.
    """

    ask: ClassVar[Callable[[], None] | None] = None

    def __init__(self) -> None:
        self._noted = False
        self._asked = time.perf_counter()
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
        ask = type(self).ask
        if ask is not None and time.perf_counter() - self._asked > OFTEN:
            ask()
            self._asked = time.perf_counter()
