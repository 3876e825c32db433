"""Hooks for what a module could not make when it was imported: names that stand for what is not known."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.hooks.calls import CallHooks
from threadlab.schedules.hooks.core import MISSING, SCALARS, hook
from threadlab.schedules.running.world import active_world

SEARCH_PATH = "sys.path"
"""What is changed there is looked at by whoever finds modules, and that is no program on a schedule."""


def is_absent(value: object) -> bool:
    """Say whether a value stands for what is not modelled, or not known."""
    return hasattr(type(value), "_tl_absent")


class UnknownHooks(CallHooks):
    """What becomes of a statement that could not be run."""

    absent: Callable[[str], Any]
    """Makes what refuses whoever uses it, from the reason."""
    is_foreign: Callable[[str], bool]
    """Whether a module of that name is none of the program's."""

    @hook
    def put_off(self, needs: tuple[str, ...]) -> tuple[type[BaseException], ...]:
        """Return what to catch when an exception has come out of a statement that may be put off: nothing, if not now.

        Args:
            needs: what must be true of the values that the statement uses; see ``instrumenting.putting_off``.
        """
        world: Any = active_world()
        if not isinstance(sys.exception(), Unmodelled) or world is None or not world.solo:
            return ()
        namespace = sys._getframe(1).f_globals
        for role, name in (each.split(" ") for each in needs):
            if not getattr(self, f"_may_{role}")(name, *_meaning(name, namespace)):
                return ()
        return (Unmodelled,) if world.forgive() else ()

    @hook
    def unknown(self, name: str, cell: str, line: int, reason: str = "") -> Any:
        """Return what a name stands for whose statement was put off, or cannot be run at all.

        Args:
            name: the name.
            cell: the module.
            line: the line of the statement.
            reason: why it cannot be run; "" if an exception that is being handled says so.
        """
        error = sys.exception()
        why = reason or (error.reason if isinstance(error, Unmodelled) else "")
        return self.absent(f"uses {name}, which is not known, as line {line} of {cell} {why}")

    @hook
    def known(self, value: Any) -> Any:
        """Return a value that is about to be told from others by what it is; what is not known may be any of them."""
        if hasattr(type(value), "_tl_unknown"):
            value()  # which says so
        return value

    def matched(self, value: Any, text: str = "", objects: bool = False) -> Any:
        """See ``IterationHooks``: a pattern may ask whether a value is None."""
        return super().matched(self.known(value), text, objects)

    def new_class(self, *args: Any, **words: Any) -> Any:
        """See ``CallHooks``: with one argument it is asked what that is."""
        return super().new_class(*map(self.known, args), **words)

    @hook
    def type_member(self, owner: Any, name: str) -> Any:
        """Read an attribute in an annotation: of what is not modelled nobody asks more than that it is there."""
        return owner if is_absent(owner) else self.get_attribute(owner, name)

    @hook
    def type_item(self, owner: Any, index: Any) -> Any:
        """Read an item in an annotation."""
        if is_absent(owner):
            return owner
        if any(map(is_absent, index if type(index) is tuple else (index,))):
            return self.absent("uses an annotation that names what is not modelled")
        return self.read_item(owner, index)

    @hook
    def type_union(self, one: Any, other: Any) -> Any:
        """Say what is of one type or another."""
        return one if is_absent(one) else other if is_absent(other) else one | other

    # -- what may be done with a value if it does not have to be done: by its name, its first part, and itself -------

    def _may_call(self, _name: str, _first: Any, value: Any) -> bool:
        return is_absent(value) or type(value) in SCALARS

    def _may_change(self, name: str, first: Any, value: Any) -> bool:
        # What is refused of a module that is modelled might change what the program sees of that.
        outside = is_absent(first) or hasattr(type(first), "_tl_standin")
        return name.startswith(SEARCH_PATH) or (outside and is_absent(value))

    def _may_given(self, name: str, _first: Any, value: Any) -> bool:
        if is_absent(value) or type(value) in SCALARS:
            return True
        if isinstance(value, tuple | frozenset):
            return all(self._may_given("", each, each) for each in value)
        if isinstance(value, type):
            return not self.is_students(value)
        return value is not MISSING and self.namespace["__builtins__"].get(name, MISSING) is value

    def _may_read(self, _name: str, _first: Any, value: Any) -> bool:
        return value is not MISSING and (is_absent(value) or not self.is_students(type(value)))

    def _may_base(self, _name: str, _first: Any, value: Any) -> bool:
        if is_absent(value):
            return True
        if not isinstance(value, type):
            return False
        own = [each for each in value.__mro__ if self.is_students(each)]
        return not own or (type(value) is type and not any("__init_subclass__" in vars(each) for each in own))

    def _may_constant(self, _name: str, _first: Any, value: Any) -> bool:
        return is_absent(value) or type(value) in SCALARS

    def _may_import(self, name: str, _first: Any, _value: Any) -> bool:
        return self.is_foreign(name)


def _meaning(name: str, namespace: dict[str, Any]) -> tuple[Any, Any]:
    """Return what the first part of a name with dots stands for, and what the longest part does that is of modules."""
    first, *rest = name.split(".")
    value = owner = namespace.get(first, namespace["__builtins__"].get(first, MISSING))
    for attribute in rest:
        if not issubclass(type(value), ModuleType):  # what is absent may be asked nothing
            break
        value = getattr(value, attribute, MISSING)
    return owner, value
