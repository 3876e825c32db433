"""What a program gets for ``vars(x)`` and ``x.__dict__``: a mapping whose items are the attributes, hooks and all."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from threadlab.schedules.attributes import AttributeHooks


class AttributeDict(MutableMapping[str, Any]):
    """The attributes of one instance."""

    __slots__ = ("_hooks", "_owner")

    def __init__(self, hooks: AttributeHooks, owner: Any) -> None:
        self._hooks = hooks
        self._owner = owner

    def __getitem__(self, name: str) -> Any:
        hooks, owner = self._hooks, self._owner
        hooks.field_step("read", owner, name)
        return hooks.note(vars(owner)[name])

    def __setitem__(self, name: str, value: Any) -> None:
        hooks, owner = self._hooks, self._owner
        hooks.field_step("write", owner, name)
        hooks.note(value)
        vars(owner)[name] = value

    def __delitem__(self, name: str) -> None:
        self._hooks.field_step("write", self._owner, name)
        del vars(self._owner)[name]

    def __iter__(self) -> Iterator[str]:
        for name in list(vars(self._owner)):
            self._hooks.field_step("read", self._owner, name)
            yield name

    def __len__(self) -> int:
        self._hooks.all_fields_step(self._owner)
        return len(vars(self._owner))

    def __contains__(self, name: object) -> bool:
        self._hooks.field_step("read", self._owner, str(name))
        return name in vars(self._owner)

    def __repr__(self) -> str:
        self._hooks.all_fields_step(self._owner)
        return repr(vars(self._owner))

    def copy(self) -> dict[str, Any]:
        """A dict of its own, read in one step."""
        self._hooks.all_fields_step(self._owner)
        return dict(vars(self._owner))
