"""Greenlets: those of the package of that name or, in a browser, which it cannot run in, what takes their place."""

from __future__ import annotations

import sys

if sys.platform == "emscripten":
    from threadlab.schedules.stacks.browser_stacks import GreenletExit, getcurrent, greenlet, remember
else:
    from greenlet import GreenletExit, getcurrent, greenlet

    def remember(_places: bool) -> bool:
        """Say whether greenlets remember the places where they are left, and return what was said before: these do."""
        return True


__all__ = ["GreenletExit", "getcurrent", "greenlet", "remember"]
