"""The hooks that instrumented code calls, for one world."""

from __future__ import annotations

from typing import Any

from threadlab.schedules.calls import CallHooks
from threadlab.schedules.core import READ, WRITE, World
from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.operation import Operation
from threadlab.schedules.rewriting import PREFIX


class Hooks(CallHooks):
    """All hooks of one world, and the built-in functions that use them.

    Args:
        world: where the steps go.
        namespace: the globals of the program's cells.
    """

    def __init__(self, world: World, namespace: dict[str, Any]) -> None:
        super().__init__(world, namespace)

    def table(self) -> dict[str, Any]:
        """The hooks by the names under which instrumented code calls them."""
        names = {name for cls in type(self).__mro__ for group in GROUPS for name in cls.__dict__.get(group, ())}
        hooks = {name: getattr(self, name) for name in names} | self.operators() | self.strict()
        hooks |= {"NameError": NameError, "ends": (Abandoned, Unmodelled)}
        return {PREFIX + name: hook for name, hook in hooks.items()}

    def field_step(self, action: str, owner: Any, name: str) -> None:
        """A step on one attribute that is reached through ``__dict__``."""
        footprint = ((self.key(owner), name), READ if action == "read" else WRITE)
        self.step(Operation(action, (footprint,), target=f".{name}"))

    def all_fields_step(self, owner: Any) -> None:
        """A step that reads every attribute an object has."""
        key = self.key(owner)
        self.step(Operation("read", tuple(((key, name), READ) for name in vars(owner)), target="__dict__"))


GROUPS = ("hooks", "loop_hooks")
