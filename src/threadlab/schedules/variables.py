"""Hooks for variables: globals, captured variables, and the turns of loops."""

from __future__ import annotations

import sys
from collections.abc import Hashable
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from threadlab.schedules.core import MISSING, READ, WRITE, Core
from threadlab.schedules.operation import Operation
from threadlab.schedules.primitives.base import Controlled

CONSTANTS = frozenset({FunctionType, BuiltinFunctionType, ModuleType, type})
"""Globals of these types are taken as definitions, which nobody changes while threads run."""


class VariableHooks(Core):
    """Steps on variables."""

    hooks = ("read_global", "write_global", "change_global", "new_frame", "read_cell", "write_cell", "named")
    loop_hooks = ("loop", "loop_unbound", "note", "slice")
    slice = slice
    _frames = 0

    def read_global(self, name: str) -> Any:
        value = self.namespace.get(name, MISSING)
        if value is MISSING:
            builtin = self.namespace["__builtins__"].get(name, MISSING)
            if builtin is not MISSING:
                return builtin
        elif type(value) in CONSTANTS:
            return value
        self.step(Operation("read", ((name, READ),), target=name))
        try:
            value = self.namespace[name]
        except KeyError:
            raise NameError(f"name {name!r} is not defined", name=name) from None
        if self.world.recording:
            self.world.note(value)
        return value

    def write_global(self, value: Any, name: str) -> Any:
        self.step(Operation("write", ((name, WRITE),), target=name))
        if self.world.recording:
            self.world.note(value)
        return self.named(value, name)

    def change_global(self, name: str) -> None:
        """The step before a statement that binds or deletes the name itself."""
        self.step(Operation("write", ((name, WRITE),), target=name))

    def named(self, value: Any, name: str) -> Any:
        """Tell a primitive under which name the program keeps it."""
        if isinstance(value, Controlled):
            self.world.name(value, name)
        return value

    # -- captured variables ------------------------------------------------------------------------------------

    def new_frame(self) -> int:
        """Number the frame that begins: its captured variables are its own."""
        return self.key(object())

    def read_cell(self, frame: Hashable, name: str, mode: str = "r") -> None:
        if mode == "r":
            self.step(Operation("read", (((frame, name), READ),), target=name.partition("@")[0]))
        else:
            self.step(Operation("write", (((frame, name), WRITE),), target=name.partition("@")[0]))

    def write_cell(self, value: Any, frame: Hashable, name: str) -> Any:
        self.step(Operation("write", (((frame, name), WRITE),), target=name.partition("@")[0]))
        if self.world.recording:
            self.world.note(value)
        return self.named(value, name)

    # -- loops -------------------------------------------------------------------------------------------------

    def loop(self, token: list[Any], state: tuple[Any, ...]) -> None:
        self.world.loop(token, state)

    def loop_unbound(self, token: list[Any], names: tuple[str, ...]) -> None:
        """The same, for a loop some of whose variables are not bound yet."""
        values = sys._getframe(1).f_locals
        self.world.loop(token, tuple(values.get(name, MISSING) for name in names))
