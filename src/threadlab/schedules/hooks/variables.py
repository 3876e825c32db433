"""Hooks for variables: globals, captured variables, and the turns of loops."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Hashable
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

from threadlab.schedules.hooks.core import MISSING, READ, SCALARS, WRITE, HookCore, HookedWorld, hook
from threadlab.schedules.primitives.base import TIMEOUT_MAX, Controlled

DEFINITIONS: frozenset[type] = frozenset({FunctionType, BuiltinFunctionType, ModuleType, type})
"""Globals of these types are taken as definitions: reading one is no step unless a thread is known to bind it anew."""

COUNTERS: frozenset[type] = frozenset({itertools.count, itertools.repeat})
POSITIONAL: frozenset[type] = frozenset({range, list, tuple, str, bytes})
"""What a loop goes through from the first element to the last, so that the number of a turn says where it is."""

REBINDS = "binds anew: "
"""How a fact begins that names a definition which is bound anew while threads run."""


class VariableHooks(HookCore):
    """Steps on variables."""

    def begin(self, world: HookedWorld, namespace: dict[str, Any]) -> None:
        """Get ready for a run."""
        super().begin(world, namespace)
        self._rebound = {fact.removeprefix(REBINDS) for fact in world.learned if fact.startswith(REBINDS)}

    def _bind(self, name: str) -> None:
        """Hear that a name is about to be bound that is, or becomes, a definition."""
        if name not in self._rebound and not self.world.solo:
            self.world.learn(REBINDS + name)

    @hook
    def read_global(self, name: str) -> Any:
        """Return a global; a read is a step unless it is of a definition.

        Raises:
            NameError: there is none of that name.
        """
        value = self.namespace.get(name, MISSING)
        if type(value) in DEFINITIONS and name not in self._rebound:
            return value
        built_in = self.namespace["__builtins__"].get(name, MISSING) if value is MISSING else MISSING
        if built_in is not MISSING and name not in self._rebound:
            return built_in
        self.touch("read", ((name, READ),), name)
        value = self.namespace.get(name, built_in)
        if value is MISSING:
            raise NameError(f"name {name!r} is not defined", name=name)
        if self.world.recording:
            self.record(value, name)
        return value

    @hook
    def read_foreign(self, name: str) -> Any:
        """Return a global that a test uses and does not bind: the program's, unless a star import gave it the test."""
        own = self.test_namespace.get(name, MISSING)
        return self.read_global(name) if own is MISSING else own

    @hook
    def store_global(self, value: Any, name: str) -> Any:
        """Bind a global of the program, from a test, and return the value."""
        self.namespace[name] = self.write_global(value, name)
        return value

    @hook
    def read_own(self, name: str) -> Any:
        """Return a global of the test's own.

        Raises:
            NameError: there is none of that name.
        """
        self.touch("read", ((("test", name), READ),), name)
        value = self.test_namespace.get(name, MISSING)
        if value is MISSING:
            raise NameError(f"name {name!r} is not defined", name=name)
        if self.world.recording:
            self.record(value, name)
        return value

    @hook
    def write_own(self, value: Any, name: str) -> Any:
        """Take the step that writes a global of the test's own, and return the value to write."""
        self.touch("write", ((("test", name), WRITE),), name)
        if self.world.recording:
            self.record(value, name)
        return self.named(value, name)

    @hook
    def change_own(self, name: str) -> None:
        """Take the step before a statement that binds or deletes a global of the test's own."""
        self.touch("write", ((("test", name), WRITE),), name)

    @hook
    def write_global(self, value: Any, name: str) -> Any:
        """Take the step that writes a global, and return the value to write."""
        if type(value) in DEFINITIONS or type(self.namespace.get(name, MISSING)) in DEFINITIONS:
            self._bind(name)
        self.touch("write", ((name, WRITE),), name)
        if self.world.recording:
            self.record(value, name)
        return self.named(value, name)

    @hook
    def change_global(self, name: str) -> None:
        """Take the step before a statement that binds or deletes the name itself."""
        self._bind(name)
        self.touch("write", ((name, WRITE),), name)

    @hook
    def named(self, value: Any, name: str) -> Any:
        """Tell a primitive, a container, or the primitives in a list, under which name the program keeps it."""
        if type(value) in SCALARS:
            return value
        if issubclass(type(value), Controlled) or self.kind(type(value)):
            self.world.name(value, name)
        if type(value) is list or type(value) is tuple:
            for index, element in enumerate(value):
                if not issubclass(type(element), Controlled):
                    break
                self.world.name(element, f"{name}[{index}]")
        return value

    # -- captured variables ------------------------------------------------------------------------------------

    @hook
    def new_frame(self) -> int:
        """Number the frame that begins: its captured variables are its own."""
        return self.world.frame(self.key(object()))

    @hook
    def read_cell(self, frame: Hashable, variable: str, name: str) -> None:
        """Take the step that reads a captured variable; the read follows."""
        self.touch("read", (((frame, variable), READ),), name)

    @hook
    def write_cell(self, value: Any, frame: Hashable, variable: str, name: str) -> Any:
        """Take the step that writes a captured variable, and return the value to write.

        Args:
            value: what is to be bound.
            frame: the number of the frame whose variable it is.
            variable: the variable, as the frame knows it.
            name: the variable, as the story calls it.
        """
        self.touch("write", (((frame, variable), WRITE),), name)
        if self.world.recording:
            self.world.capture(frame, variable, value)
            self.record(value, name)
        return self.named(value, name)

    @hook
    def change_cell(self, frame: Hashable, variable: str, name: str) -> None:
        """Take the step before a statement that binds or deletes the name itself."""
        self.touch("write", (((frame, variable), WRITE),), name)

    # -- loops -------------------------------------------------------------------------------------------------

    @hook
    def loop(self, token: list[Any], state: tuple[Any, ...]) -> None:
        """Report the turn of a loop, with the values of the variables that it binds."""
        self.world.loop(token, spread(state))

    @hook
    def time_to_wait(self, value: Any) -> Any:
        """Return what a loop's turn tells of a variable that only says how long to wait: any such time is any other."""
        fits = type(value) in (int, float) and 0 < value <= TIMEOUT_MAX
        return TIMEOUT_MAX if fits else value

    @hook
    def endless_loop(self, token: list[Any], state: tuple[Any, ...]) -> None:
        """Do the same for a loop that nothing but an exception ends."""
        self.world.loop(token, spread(state), endless=True)

    @hook
    def endless_loop_unbound(self, token: list[Any], names: tuple[str, ...]) -> None:
        """Do the same where some of the variables are not bound yet."""
        values = sys._getframe(1).f_locals
        self.endless_loop(token, tuple(values.get(name, MISSING) for name in names))

    @hook
    def entered(self, token: list[Any], value: Any, used: bool) -> Any:
        """Return what a ``for`` loop is about to go through; hear whether the number of its turn says where it is.

        None where that makes no difference: nobody uses what the iterator gives, and it gives for ever.
        """
        endless = type(value) in COUNTERS and not used
        token.append(None if endless else type(value) in POSITIONAL)
        return value

    @hook
    def turn(self, token: list[Any], state: tuple[Any, ...]) -> None:
        """Report the turn of a ``for`` loop, with the values of the variables that it binds."""
        self.world.for_turn(token, state)

    @hook
    def turn_unbound(self, token: list[Any], names: tuple[str, ...]) -> None:
        """Report the turn of a ``for`` loop some of whose variables are not bound yet."""
        values = sys._getframe(1).f_locals
        self.world.for_turn(token, tuple(values.get(name, MISSING) for name in names))

    # -- calls, where a run keeps account of what threads know ---------------------------------------------------

    @hook
    def mark(self) -> int:
        """Return what stands for all that the current thread knows, before a call."""
        return self.world.mark()

    @hook
    def back(self, mark: int, result: Any) -> Any:
        """Report that a call is over, and return its result."""
        self.world.back(mark, result)
        return result

    @hook
    def loop_unbound(self, token: list[Any], names: tuple[str, ...]) -> None:
        """Report the turn of a loop some of whose variables are not bound yet."""
        values = sys._getframe(1).f_locals
        self.loop(token, tuple(values.get(name, MISSING) for name in names))


def spread(state: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return the values of variables, and how long the lists among them are: to append to a private one is no step."""
    if list not in map(type, state):
        return state
    return *state, *(len(value) for value in state if type(value) is list)
