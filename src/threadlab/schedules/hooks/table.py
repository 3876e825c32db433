"""The hooks that instrumented code calls."""

from __future__ import annotations

import sys
from collections.abc import Container
from typing import Any

from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.hooks.core import hook
from threadlab.schedules.hooks.unknown import UnknownHooks
from threadlab.schedules.instrumenting.rewriting import PREFIX
from threadlab.schedules.running.recording.exceptions import write_down
from threadlab.schedules.running.world import active_world

_ENDS = (Abandoned, Unmodelled)


class Hooks(UnknownHooks):
    """All hooks of one program."""

    @hook
    def ends(self) -> tuple[type[BaseException], ...]:
        """Return what passes through all of the program's handlers; asked when an exception has come to one."""
        error = sys.exception()
        self.world.check(error)
        if self.world.recording:
            write_down(active_world(), error)
        return _ENDS

    def table(self, used: Container[str] | None = None) -> dict[str, Any]:
        """Return the hooks, or the ``used`` ones only, by the names under which instrumented code calls them."""
        return {own: getattr(self, name) for own, name in NAMES if used is None or own in used} | OTHERS


NAMES = tuple(
    (PREFIX + name, name) for cls in Hooks.__mro__ for name, method in vars(cls).items() if hasattr(method, "hook")
)
OTHERS = {f"{PREFIX}slice": slice, f"{PREFIX}NameError": NameError}
