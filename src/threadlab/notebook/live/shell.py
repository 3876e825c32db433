"""Makes an IPython shell run ordinary cells live."""

from __future__ import annotations

import builtins
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from threadlab.notebook.live.clock import LiveClock
from threadlab.notebook.live.live_world import LiveWorld
from threadlab.notebook.live.loop_turns import TURN, LoopTurns
from threadlab.notebook.live.modules import import_for, live_modules

RECURSION = 3_000  # calls in each other, as in other kernels; a browser's stack allows for far more than it can hold


def go_live(shell: Any, pause: Callable[[float], None], read: Callable[[], float] = time.perf_counter) -> LiveWorld:
    """Let the ordinary cells of a shell run in a live world.

    Args:
        shell: the IPython shell.
        pause: lets so many seconds go by, and raises KeyboardInterrupt if the cell is to be stopped.
        read: the real clock, in seconds.
    """
    sys.setrecursionlimit(RECURSION)
    world = LiveWorld(LiveClock(pause, read), lambda: pause(0))
    builtins.__import__ = import_for(shell.user_ns, live_modules(world))
    setattr(builtins, TURN, world.turn)
    shell.ast_transformers.append(LoopTurns())
    shell.events.register("pre_run_cell", lambda _info: world.begin_cell())
    shell.events.register("post_run_cell", lambda _result: world.end_cell())
    return world


def name_cells(shell: Any) -> None:
    """Let the shell know which cell it runs, and in which document: from the message that asks for it."""
    if not hasattr(shell, "get_parent"):
        shell.get_parent = lambda: _plain(shell.kernel.get_parent())
    for name in ("run_cell", "run_cell_async"):
        setattr(shell, name, _named(shell, getattr(shell, name)))


def _named(shell: Any, run: Callable[..., Any]) -> Callable[..., Any]:
    def run_named(*args: Any, **words: Any) -> Any:
        cell = str(shell.get_parent().get("metadata", {}).get("cellId", ""))
        os.environ["JPY_SESSION_NAME"] = _documents.holding(cell)
        return run(*args, **{"cell_id": cell or None, **words})

    return run_named


def _plain(parent: Any) -> dict[str, Any]:
    return parent if isinstance(parent, dict) else {}


class _Documents:
    """The notebooks of the folder in which the kernel runs, read once.

    In a browser that folder is the page's, which answers when it has nothing else to do; and while it is waited for
    nothing else goes on. So a copy is kept where the kernel can have it at once.
    """

    def __init__(self) -> None:
        self._copies: dict[str, str] = {}  # by the ids of their cells
        self._looked_for: set[str] = set()

    def holding(self, cell: str) -> str:
        """Return the path of a copy of the notebook that has a cell; "" if none in this folder has."""
        if cell and cell not in self._copies and cell not in self._looked_for:
            self._looked_for.add(cell)
            for path in sorted(Path.cwd().glob("*.ipynb")):
                self._copy(path)
        return self._copies.get(cell, "")

    def _copy(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
            ids = [str(each["id"]) for each in json.loads(text)["cells"]]
        except (OSError, ValueError, KeyError, TypeError):
            return
        copy = Path(tempfile.mkdtemp(prefix="threadlab-")) / path.name
        copy.write_text(text, encoding="utf-8")
        self._copies.update(dict.fromkeys(ids, str(copy)))


_documents = _Documents()
