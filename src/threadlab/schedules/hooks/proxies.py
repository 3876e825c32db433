"""What a program gets for ``vars(x)``, ``x.__dict__`` and ``globals()``: mappings of variables, hooks and all."""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, MutableMapping, ValuesView
from types import GetSetDescriptorType
from typing import Any, NoReturn, Protocol

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.attributes import checked
from threadlab.schedules.hooks.core import READ, attributes_of
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.instrumenting.rewriting import PREFIX
from threadlab.schedules.running.operation import Footprint

HIDDEN = ("__", PREFIX)
"""How names of globals begin that are not the program's own."""


class AttributeSteps(Protocol):
    """The hooks that make the steps of reading and writing attributes."""

    def key(self, owner: Any) -> Any: ...  # noqa: D102
    def touch(self, action: Action, footprint: Footprint, target: str) -> None: ...  # noqa: D102
    def noted(self, value: Any) -> Any: ...  # noqa: D102
    def all_attributes(self, owner: object) -> Footprint: ...  # noqa: D102
    def write_field(self, owner: Any, name: str, text: str) -> None: ...  # noqa: D102
    def read_attribute(self, owner: Any, name: str) -> Any: ...  # noqa: D102
    def write_attribute(self, value: Any, owner: Any, name: str) -> None: ...  # noqa: D102
    def delete_attribute(self, owner: Any, name: str) -> None: ...  # noqa: D102


class VariableSteps(Protocol):
    """The hooks that make the steps of reading and writing globals."""

    namespace: dict[str, Any]

    def touch(self, action: Action, footprint: Footprint, target: str) -> None: ...  # noqa: D102
    def noted(self, value: Any) -> Any: ...  # noqa: D102
    def write_global(self, value: Any, name: str) -> Any: ...  # noqa: D102


class AttributeOfInstances:
    """Stands in a class for what finds ``__dict__``, or ``__weakref__``, of its instances.

    It does what is done where the name is written; the real one would hand out what is behind the hooks.
    """

    __slots__ = ("_hooks", "_name")
    _tl_visible: frozenset[str] = frozenset()

    def __init__(self, hooks: AttributeSteps, name: str) -> None:
        self._hooks = hooks
        self._name = name

    def __get__(self, instance: Any, _owner: Any = None) -> Any:
        return self if instance is None else self._hooks.read_attribute(instance, checked(self._name))

    def __set__(self, instance: Any, value: Any) -> None:
        self._hooks.write_attribute(value, instance, checked(self._name))

    def __delete__(self, instance: Any) -> None:
        self._hooks.delete_attribute(instance, checked(self._name))


class ClassDict(Mapping[str, Any]):
    """What a class of the program's holds, behind a ``mappingproxy`` as in CPython."""

    __slots__ = ("_cls", "_hooks")

    def __init__(self, hooks: AttributeSteps, cls: type) -> None:
        self._hooks = hooks
        self._cls = cls

    def _held(self) -> dict[str, Any]:
        found = type.__dict__["__dict__"].__get__(self._cls)
        wrap = self._hooks
        return {
            name: AttributeOfInstances(wrap, name) if type(value) is GetSetDescriptorType else value
            for name, value in found.items()
            if not policy.is_engines(name)
        }

    def __getitem__(self, name: str) -> Any:
        if not name.startswith("__"):
            place = ((self._hooks.key(self._cls), name), READ)
            self._hooks.touch("read", (place,), f"{self._cls.__name__}.{name}")
        return self._held()[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held())

    def __len__(self) -> int:
        return len(self._held())

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._held())

    def __repr__(self) -> str:
        return repr(self.copy())

    def __or__(self, other: Any) -> Any:
        return self.copy() | other

    def __ror__(self, other: Any) -> Any:
        return other | self.copy()

    def copy(self) -> dict[str, Any]:
        """Return a dict of its own."""
        return {name: self[name] for name in self}


class AttributeDict(MutableMapping[str, Any]):
    """The attributes of one instance, but for those that no program may use: the engine's, and built-in names."""

    __slots__ = ("_hooks", "_owner")
    _tl_visible = True

    def __init__(self, hooks: AttributeSteps, owner: Any) -> None:
        self._hooks = hooks
        self._owner = owner

    def _tl_owner_of(self) -> Any:
        """Return whose attributes these are."""
        return self._owner

    def _tl_as_it_is(self) -> dict[str, Any]:
        """Return the real one, for C code that reads all of it in a step that has been taken."""
        own = attributes_of(self._owner)
        if any(map(policy.refused_name, own)):
            return {name: value for name, value in own.items() if not policy.refused_name(name)}
        return own

    __class__ = property(lambda _: dict)  # whoever asks is told that it is one

    def __eq__(self, other: object) -> bool:
        return self.copy() == (other.copy() if type(other) is AttributeDict else other)

    __hash__ = None  # type: ignore[assignment]

    def __or__(self, other: Any) -> Any:
        return self.copy() | other

    def __ror__(self, other: Any) -> Any:
        return other | self.copy()

    def __ior__(self, other: Any) -> AttributeDict:
        self.update(other)
        return self

    def _read(self, *names: str) -> None:
        key = self._hooks.key(self._owner)
        self._hooks.touch("read", tuple(((key, name), READ) for name in names), "__dict__")

    def __getitem__(self, name: str) -> Any:
        self._read(name)
        return self._hooks.noted(self._tl_as_it_is()[name])

    def __setitem__(self, name: str, value: Any) -> None:
        self._hooks.write_field(self._owner, checked(name), f".{name}")
        self._hooks.noted(value)
        attributes_of(self._owner)[name] = value

    def __delitem__(self, name: str) -> None:
        if name not in self._tl_as_it_is():
            raise KeyError(name)
        self._hooks.write_field(self._owner, name, f".{name}")
        del attributes_of(self._owner)[name]

    def _read_all(self) -> None:
        self._hooks.touch("read", self._hooks.all_attributes(self._owner), "__dict__")

    def _tl_each(self, elements: Iterable[Any]) -> Iterator[Any]:
        """Go through the attributes with a step for each."""
        iterator: Iterator[Any] | None = None
        while True:
            self._read_all()
            iterator = iter(elements) if iterator is None else iterator
            for element in iterator:
                yield self._hooks.noted(element)
                break
            else:
                return

    def __iter__(self) -> Iterator[str]:
        return self._tl_each(self._tl_as_it_is())

    def keys(self) -> AttributeNames:
        """Do as the method of a dict."""
        return AttributeNames(self)

    def values(self) -> AttributeValues:
        """Do as the method of a dict."""
        return AttributeValues(self)

    def items(self) -> AttributeItems:
        """Do as the method of a dict."""
        return AttributeItems(self)

    def __reversed__(self) -> Iterator[str]:
        return reversed(self.copy())

    def popitem(self) -> tuple[str, Any]:
        """Drop the attribute that was set last.

        Raises:
            KeyError: there is none.
        """
        self._read_all()
        names = list(self._tl_as_it_is())
        if not names:
            raise KeyError("popitem(): dictionary is empty")
        return names[-1], self.pop(names[-1])

    def __len__(self) -> int:
        self._read_all()
        return len(self._tl_as_it_is())

    def __contains__(self, name: object) -> bool:
        self._read(str(name))
        return name in self._tl_as_it_is()

    def __repr__(self) -> str:
        return repr(self.copy())

    def copy(self) -> dict[str, Any]:
        """Return a dict of its own, read in one step."""
        self._read_all()
        return dict(self._tl_as_it_is())

    __copy__ = copy


class AttributeView:
    """A view of the attributes of one instance, as a mixin for one of the names, values or items."""

    _tl_visible = True
    _mapping: AttributeDict
    _real: Callable[..., Any]

    def _tl_owner_of(self) -> Any:
        return self._mapping._tl_owner_of()

    def _tl_as_it_is(self) -> Any:
        return type(self)._real(self._mapping._tl_as_it_is())

    def __iter__(self) -> Iterator[Any]:
        return self._mapping._tl_each(self._tl_as_it_is())


class AttributeNames(AttributeView, KeysView[str]):
    """The names."""

    _real = dict.keys


class AttributeValues(AttributeView, ValuesView[Any]):
    """The values."""

    _real = dict.values


class AttributeItems(AttributeView, ItemsView[str, Any]):
    """Both."""

    _real = dict.items


class GlobalVariables(MutableMapping[str, Any]):
    """The globals of the program's cells: those that its text binds, one at a time.

    A name that is bound only here may be one that the text means something built in by; so none is.
    """

    __slots__ = ("_hooks",)
    _tl_visible = True

    def __init__(self, hooks: VariableSteps) -> None:
        self._hooks = hooks

    def _has(self, name: object) -> bool:
        """Take the step that looks whether there is such a name.

        Raises:
            Unmodelled: it is none that a program may use.
        """
        if isinstance(name, str) and name.startswith(HIDDEN):
            raise policy.refusal(f"looks up {name} in globals()")
        self._hooks.touch("read", ((name, READ),), str(name))
        return name in self._hooks.namespace

    def __getitem__(self, name: str) -> Any:
        if not self._has(name):
            raise KeyError(name)
        return self._hooks.noted(self._hooks.namespace[name])

    def __contains__(self, name: object) -> bool:
        return self._has(name)

    def __setitem__(self, name: str, value: Any) -> None:
        if name.startswith(HIDDEN) or name not in self._hooks.namespace:
            raise policy.refusal(f"binds {name!r} by way of globals() alone")
        self._hooks.namespace[name] = self._hooks.write_global(value, name)

    def __delitem__(self, name: str) -> None:
        raise policy.refusal(f"deletes {name!r} by way of globals()")

    def _all(self, *_args: object, **_words: object) -> NoReturn:
        raise policy.refusal("uses all of globals() at once")

    __iter__ = __len__ = __eq__ = __repr__ = update = copy = clear = pop = popitem = keys = values = items = _all
    __hash__ = None  # type: ignore[assignment]
