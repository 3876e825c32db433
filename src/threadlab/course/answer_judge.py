"""Who judges single answers: a worker in a sandbox, as in grading, where one works."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from threadlab.grading.executors.base import Executor
    from threadlab.grading.worker.sandboxed_keeper import SandboxedKeeper

UNPROTECTED = (
    "no sandbox works here, so nothing kept the answer from this account's files. "
    "Check only answers that you trust, or install bubblewrap (apt install bubblewrap)."
)


@contextmanager
def answer_judge() -> Iterator[Executor | None]:
    """Provide a worker in a sandbox, as in grading; without one where none works; None where no worker can be."""
    with ThreadPoolExecutor(1) as starter:  # a sandbox ends with the thread that has started it
        opening = starter.submit(_open_box)
        # Meanwhile: importing what judges takes as long as starting what runs it.
        from threadlab.course import answer_check  # noqa: F401

        try:
            from threadlab.grading.executors.pool import Pool

            box = opening.result()
        except ModuleNotFoundError:  # of what only Linux and its kin have
            yield None
            return
        with Pool(box.sandbox, jobs=1, box=box) as pool:
            yield pool


def _open_box() -> SandboxedKeeper:
    from threadlab.grading.worker.sandbox_choice import open_box

    return open_box(trusted=True)
