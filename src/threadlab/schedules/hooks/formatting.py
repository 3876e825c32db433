"""Hooks for making text, and ``str.format`` where a template reads attributes or items: each of them is a step."""

from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MethodType
from typing import Any, Protocol

from threadlab.schedules.hooks.advancing.again import LookingAgain
from threadlab.schedules.hooks.contents.texts import ContainerShown, MappingShown, Showing, is_shown_by_parts
from threadlab.schedules.hooks.contents.values import as_it_is, is_whole
from threadlab.schedules.hooks.core import MAPPING, SCALARS, HookedWorld, hook
from threadlab.schedules.hooks.iterators import IteratorHooks
from threadlab.schedules.running.operation import Found


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


class TextHooks(IteratorHooks):
    """Steps of making text."""

    def begin(self, world: HookedWorld, namespace: dict[str, Any]) -> None:
        """Get ready for a run."""
        super().begin(world, namespace)
        self._shown_by: defaultdict[int, list[Any]] = defaultdict(list)  # by thread: of what it makes the text

    @hook
    def shown(self, value: Any, text: str = "") -> Any:
        """Return what is about to become text, or what has the same text on every run."""
        if type(value) in SCALARS:
            return value
        found = Found()
        self.look_into(value, found, deep=True, order=True)
        again = self.looking(found, text or self.describe(self.behind(value)))
        if found.footprint:
            self.noted(value)
        return self.as_text(value, again)

    def as_text(self, value: Any, again: LookingAgain | None = None) -> Any:
        """Return what has the text of a value on every run, as others may come in while it is made.

        Args:
            value: the value, which was just read.
            again: what reads it again; None if who makes the text does that.
        """
        value = as_it_is(value)
        if is_shown_by_parts(value) and not is_whole(value):
            return ContainerShown(value, Showing(self.in_order, self._shown_by[self.world.current.number]), again)
        return value

    def to_text(self, *args: Any, **words: Any) -> str:
        """Do as the built-in ``str``."""
        return str(*(self.shown(arg) for arg in args), **words)

    def showing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that makes text of what it is given, all of which it reads in one step at first."""

        def show(_: Any, *args: Any, **words: Any) -> Any:
            if len(args) == 1 and type(args[0]) in SCALARS and not words:
                return function(args[0])
            found = Found()
            for value in (*args, *words.values()):
                self.look_into(value, found, deep=True, order=True)
            again = self.looking(found, self.describe(self.behind(args[0] if args else None)))
            if function.__name__ == "format_map":
                return again.call(function, *(MappingShown(value, self.as_text) for value in args))
            texts = {name: self.as_text(value) for name, value in words.items()}
            return again.call(function, *map(self.as_text, args), **texts)

        show.__dict__["_tl_reads"] = True
        return MethodType(show, function)

    def texts_for(self, template: str, values: Any) -> Any:
        """Return what has the texts of what is put into a template by ``%``."""
        if type(values) is tuple:
            return tuple(map(self.as_text, values))
        named = "%(" in template and self.kind(type(values)) == MAPPING
        return MappingShown(values, self.as_text) if named else self.as_text(values)
