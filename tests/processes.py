"""The processes that tests have started, those of a browser aside."""

from __future__ import annotations

from contextlib import suppress

import psutil


def descendants() -> list[psutil.Process]:
    """List every process that descends from this one, but for a browser's, which other tests leave open.

    A browser starts and ends processes whenever it likes.
    """
    found = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if not process.name().startswith("chrom"):
                found.append(process)
    return found
