"""``str.format`` where a template reads attributes or items: each of them is a step."""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol


class Reading(Protocol):
    """What formatting needs of the hooks."""

    def get_attribute(self, owner: Any, name: Any) -> Any: ...  # noqa: D102 - as the hooks say
    def read_item(self, owner: Any, index: Any) -> Any: ...  # noqa: D102
    def shown(self, value: Any) -> Any: ...  # noqa: D102


def has_paths(template: str) -> bool:
    """Say whether a template reads anything of what it is given: ``{0.value}``, ``{row[name]}``."""
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError:  # formatting says what is wrong with it
        return False
    return any(
        (name and ("." in name or "[" in name)) or (specification and has_paths(specification))
        for _, name, specification, _ in fields
    )


class SteppingFormatter(string.Formatter):
    """Formats as ``str.format``, reading by way of the hooks."""

    def __init__(self, hooks: Reading) -> None:
        self._hooks = hooks

    def format_method(self, template: str, name: str) -> Callable[..., str]:
        """Return ``template.format`` or ``template.format_map``."""
        if name == "format_map":
            return lambda mapping: self.vformat(template, (), mapping)
        return lambda *args, **words: self.vformat(template, args, words)

    def get_field(self, field_name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Read what a field names."""
        end = min((field_name.find(sign) for sign in ".[" if sign in field_name), default=len(field_name))
        first: Any = field_name[:end]
        value = self.get_value(int(first) if first.isdigit() else first, args, kwargs)
        rest = field_name[end:]
        while rest:
            if rest[0] == ".":
                end = min((rest.find(sign, 1) for sign in ".[" if sign in rest[1:]), default=len(rest))
                value, rest = self._hooks.get_attribute(value, rest[1:end]), rest[end:]
            else:
                index, _, rest = rest[1:].partition("]")
                value = self._hooks.read_item(value, int(index) if index.isdigit() else index)
        return value, first

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """Return an argument.

        Raises:
            IndexError: there are not so many arguments.
        """
        if isinstance(key, str):
            return self._hooks.read_item(kwargs, key)
        if key >= len(args):
            raise IndexError(f"Replacement index {key} out of range for positional args tuple")
        return args[key]

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Return a value as text."""
        return format(self._hooks.shown(value), format_spec)

    def convert_field(self, value: Any, conversion: Any) -> Any:
        """Do as ``!r`` and the like say."""
        return super().convert_field(self._hooks.shown(value), conversion)
