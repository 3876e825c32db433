"""One namespace of a text: which names it binds, and where inner functions capture them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Position = tuple[int, int]
Kind = Literal["module", "function", "lambda", "class", "comprehension", "generator", "types"]

Definition = Literal["function", "decorated", "class", "module", "imported"]
"""What a name stands for that is not simply assigned; "imported" may be anything that a module holds."""


@dataclass(frozen=True, slots=True)
class BindingSite:
    """A binding of a variable, or the making of an inner function that captures it."""

    position: Position
    loops: frozenset[int]  # the loops of the same scope around it
    definition: Definition | None = None


@dataclass(eq=False, slots=True)
class Scope:
    """One namespace of a text."""

    kind: Kind
    parent: Scope | None
    private: str  # the class whose name mangles ``__x`` here, "" if none
    made: BindingSite
    number: int
    bound: dict[str, list[BindingSite]] = field(default_factory=dict)
    outer: dict[str, bool] = field(default_factory=dict)  # declared names: True for global, False for nonlocal
    declared: dict[str, bool] = field(default_factory=dict)  # the same, by the names as they are written
    used: set[str] = field(default_factory=set)
    captures: dict[str, list[BindingSite]] = field(default_factory=dict)
    rebound_inside: set[str] = field(default_factory=set)  # assigned by an inner function
    needs_token: bool = False

    def frame(self) -> Scope:
        """The scope whose frame runs this one: a list comprehension runs at once, where it stands."""
        scope = self
        while scope.kind == "comprehension" and scope.parent is not None:
            scope = scope.parent
        return scope

    def token_scope(self) -> Scope:
        """The nearest function with a body of statements, or the module: it can number its frames."""
        scope = self
        while scope.kind not in ("function", "module") and scope.parent is not None:
            scope = scope.parent
        return scope


def mangle(private: str, name: str) -> str:
    """The name that the compiler uses for ``name`` in the body of class ``private``."""
    if not private or not name.startswith("__") or name.endswith("__") or "." in name:
        return name
    stripped = private.lstrip("_")
    if not stripped:
        return name
    return f"_{stripped}{name}"
