"""The hooks that instrumented code calls, for one world."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from threadlab.schedules.calls import CallHooks
from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.rewriting import PREFIX


class Hooks(CallHooks):
    """All hooks of one world.

    Args:
        world: where the steps go.
        namespace: the globals of the program's cells.
    """

    def table(self) -> dict[str, Any]:
        """Return the hooks by the names under which instrumented code calls them."""
        hooks: dict[str, Callable[..., Any]] = {name: getattr(self, name) for name in NAMES}
        hooks |= self.operators() | self.strict()
        table: dict[str, Any] = {PREFIX + name: hook for name, hook in hooks.items()}
        return table | OTHERS


NAMES = tuple(name for cls in Hooks.__mro__ for name, method in vars(cls).items() if hasattr(method, "hook"))
OTHERS = {f"{PREFIX}slice": slice, f"{PREFIX}NameError": NameError, f"{PREFIX}ends": (Abandoned, Unmodelled)}
