"""An IPython extension for the kernel of a browser: cells run live, and can be stopped from the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyodide.code import run_js

from threadlab.notebook.live.shell import go_live, name_cells
from threadlab.schedules.stacks.browser_stacks import pause

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


def stoppable_pause(shell: Any) -> Callable[[float], None]:
    """Return what lets the event loop turn for so many seconds, and raises KeyboardInterrupt if the page said stop."""
    heard = run_js(_JS)()

    def pause_and_hear(seconds: float) -> None:
        pause(seconds)
        session = shell.get_parent().get("header", {}).get("session", "")
        if heard.stop and heard.stop == session:
            heard.stop = ""
            raise KeyboardInterrupt

    return pause_and_hear
