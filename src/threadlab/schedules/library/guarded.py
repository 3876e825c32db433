"""Library functions that change what they are given: here they change only what is the program's own."""

from __future__ import annotations

import typing
from collections.abc import Callable
from types import FunctionType
from typing import Any

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.policy import refusal, refused_name

Function = Callable[..., Any]

MARKING = ("dataclass_transform", "final", "no_type_check", "overload", "override", "runtime_checkable")
"""What ``typing`` has that sets an attribute of a function or a class."""


def own(hooks: Hooks, thing: Any) -> bool:
    """Whether a class or a function is one that the program has made, and may change."""
    if isinstance(thing, type):
        return hooks.may_change(thing)
    return isinstance(thing, FunctionType) and hooks.makes_steps(thing)


def require_own(hooks: Hooks, thing: Any) -> None:
    """Check that a class or a function is the program's own.

    Raises:
        TypeError: it is not.
    """
    if not own(hooks, thing):
        raise TypeError(f"cannot set attributes of {thing!r}")


def changing(hooks: Hooks, function: Function) -> Function:
    """Return a decorator that changes what it is given, for the program's own only."""

    def decorate(thing: Any) -> Any:
        require_own(hooks, thing)
        return function(thing)

    return decorate


def marking(hooks: Hooks, function: Function) -> Function:
    """Return a decorator that only marks what it is given: what is not the program's own stays as it is."""
    return lambda thing: function(thing) if own(hooks, thing) else thing


def typing_decorators(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    """Return the decorators of ``typing``; overloads are not remembered, for that would outlast a run."""
    result = {name: marking(hooks, contents[name]) for name in MARKING if name in contents}
    result["overload"] = lambda _function: typing._overload_dummy  # type: ignore[attr-defined]
    result["dataclass_transform"] = lambda **_options: lambda thing: thing
    return result


def abstract_methods(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    """Return the decorator of ``abc``."""
    return {"abstractmethod": marking(hooks, contents["abstractmethod"])}


def check_fields(hooks: Hooks, cls: Any) -> None:
    """Check what ``dataclass`` makes a text of: the names of the fields of a class of the program's own.

    Raises:
        TypeError: the class is not the program's own, or a name is no name.
        Unmodelled: a name is one that no program may use.
    """
    require_own(hooks, cls)
    for name in vars(cls).get("__annotations__", {}) if "__annotate_func__" not in vars(cls) else cls.__annotations__:
        if type(name) is not str or not name.isidentifier():
            raise TypeError(f"Field names must be valid identifiers: {name!r}")
        if refused_name(name):
            raise refusal(f"uses {name}")
