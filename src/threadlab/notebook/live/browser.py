"""An IPython extension for the kernel of a browser: cells run live, and can be stopped from the page."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import Any

from pyodide.code import run_js

from threadlab.notebook.live.shell import go_live, name_cells
from threadlab.schedules.interrupts import Interrupts
from threadlab.schedules.stacks.browser_stacks import pause

MUCH = 50_000  # objects that were made since garbage was last collected

# The page says which of its kernels is to stop: by the session that the kernel's messages come from.
_JS = """
() => {
  const heard = { stop: "" };
  const channel = new BroadcastChannel("threadlab");
  channel.onmessage = message => { heard.stop = String(message.data.stop || ""); };
  return heard;
}
"""


def load_ipython_extension(shell: Any) -> None:
    """Get the shell ready, before its first cell."""
    stoppable = stoppable_pause(shell)
    name_cells(shell)
    go_live(shell, stoppable)
    Interrupts.ask = lambda: stoppable(0)
    shell.events.register("post_run_cell", lambda _result: _tidy())


def _tidy() -> None:
    """Collect garbage, which in a browser nobody else does: what is young always, everything if there is much of it."""
    gc.collect(2 if gc.get_count()[0] > MUCH else 0)


def stoppable_pause(shell: Any) -> Callable[[float], None]:
    """Return what lets the event loop turn for so many seconds, and raises KeyboardInterrupt if the page said stop."""
    heard = run_js(_JS)()

    def pause_and_hear(seconds: float) -> None:
        gc.collect(0)
        pause(seconds)
        session = shell.get_parent().get("header", {}).get("session", "")
        if heard.stop and heard.stop == session:
            heard.stop = ""
            raise KeyboardInterrupt

    return pause_and_hear
