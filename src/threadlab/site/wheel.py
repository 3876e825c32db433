"""The part of this package that runs in the browser, as a wheel made from what is installed here."""

from __future__ import annotations

from pathlib import Path

from threadlab.course.wheel import write_wheel

CONFIG = "data/etc/ipython/ipython_config.py"  # what IPython reads wherever it is started
_LIVE = "c = get_config()\nc.InteractiveShellApp.extensions = ['threadlab.notebook.live.browser']\n"
ROOMS = ("schedules", "story", "notebook")


def pack(folder: Path) -> Path:
    """Write the wheel into a folder and return its path."""
    return write_wheel(folder, ROOMS, maker="site", data={CONFIG: _LIVE})
