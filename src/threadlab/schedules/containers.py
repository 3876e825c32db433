"""Hooks for built-in containers: subscripts and methods, each one step on the elements that it touches.

Work on two different elements commutes. So does putting two new keys into one dict or set, unless somebody looks at
their order: that is a fact to be learned, after which a new key changes the whole.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable
from functools import partial
from types import FunctionType
from typing import Any

from threadlab.schedules.core import (
    ELEMENT_READ,
    ELEMENT_WRITE,
    MAPPING,
    READ,
    SCALARS,
    SEQUENCE,
    SET,
    WRITE,

)
from threadlab.schedules.operation import Footprint, Mode, Operation
from threadlab.schedules.variables import VariableHooks

SIMPLE_KEYS = frozenset({int, str, bool, float, bytes, type(None)})

# What a method does to its container: it reads the length, reads all, sees the order, changes all; reads an element,
# changes one that is there, puts or drops one; or gives a view or an iterator that reads later.
LENGTH, ALL, ORDER, CHANGE, GET, PUT, VIEW, ITERATOR = range(8)


def _effects(**names: str) -> dict[str, int]:
    kinds = {"length": LENGTH, "all": ALL, "order": ORDER, "change": CHANGE, "get": GET, "put": PUT, "view": VIEW}
    kinds["iterator"] = ITERATOR
    return {name: kinds[kind] for kind, text in names.items() for name in text.split()}


COMPARING = "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __or__ __ror__ __and__ __sub__ __xor__ __add__ __mul__ __rmul__ "
METHODS: dict[int, dict[str, int]] = {
    SEQUENCE: _effects(
        length="__len__ __bool__",
        all="copy count index find rfind startswith endswith decode hex join split __contains__ __copy__ __repr__ "
        "__str__ __format__ " + COMPARING,
        change="append appendleft extend extendleft insert pop popleft remove clear sort reverse rotate "
        "__iadd__ __imul__ __init__",
        get="__getitem__",
        put="__setitem__ __delitem__",
        iterator="__iter__ __reversed__",
    ),
    MAPPING: _effects(
        all="total __eq__ __ne__ __len__",
        order="copy most_common elements __copy__ __repr__ __str__ __format__ __or__ __ror__ __add__ __sub__ __and__",
        change="clear popitem update subtract move_to_end __init__ __ior__ __iadd__ __isub__",
        get="get __getitem__ __contains__",
        put="pop setdefault __setitem__ __delitem__ __missing__",
        view="keys values items",
        iterator="__iter__ __reversed__",
    ),
    SET: _effects(
        all="isdisjoint issubset issuperset union intersection difference symmetric_difference __len__ " + COMPARING,
        order="copy __copy__ __repr__ __str__ __format__",
        change="clear pop update intersection_update difference_update symmetric_difference_update "
        "__ior__ __iand__ __isub__ __ixor__ __init__",
        get="__contains__",
        put="add discard remove",
        iterator="__iter__",
    ),
}
TAKES_ITERABLES = frozenset(
    "extend extendleft update subtract union intersection difference symmetric_difference issubset issuperset "
    "isdisjoint intersection_update difference_update symmetric_difference_update __init__ __iadd__ __ior__ "
    "__eq__ __ne__ __add__ __or__ __and__ __sub__ __xor__".split()
)


class ContainerHooks(VariableHooks):
    """Steps on containers."""

    hooks = ("read_item", "write_item", "delete_item")

    # -- footprints --------------------------------------------------------------------------------------------

    def element_key(self, index: Any) -> Hashable:
        """What names an element in a footprint; None where equality is the program's own business."""
        cls = type(index)
        if cls in SIMPLE_KEYS:
            return ("", index) if index is None else index  # type: ignore[no-any-return]
        if cls is tuple:
            parts = tuple(self.element_key(part) for part in index)
            return None if None in parts else parts
        if cls.__hash__ is object.__hash__:
            return ("object", self.key(index))
        return None

    def element(self, container: Any, kind: int, index: Any, *, put: bool) -> Footprint:
        """The touches of reading, or of changing, one element."""
        key = self.key(container)
        name = self.element_key(index)
        if name is None or (kind == SEQUENCE and (type(index) is not int or index < 0)):
            return ((key, WRITE if put else READ),)
        if not put:
            return (((key, name), READ), (key, ELEMENT_READ))
        if kind != SEQUENCE and self.ordered(container) and not contains(container, index):
            return ((key, WRITE),)
        return (((key, name), WRITE), (key, ELEMENT_WRITE))

    def ordered(self, container: Any) -> bool:
        """Whether the order of insertion into a dict or set is seen by somebody."""
        return isinstance(container, OrderedDict) or self.site(container) in self.world.learned

    def element_step(self, action: str, container: Any, kind: int, index: Any, text: str, *, put: bool) -> None:
        """The step on one element; again if it was there when announced, and gone when performed."""
        while True:
            footprint = self.element(container, kind, index, put=put)
            self.step(Operation(action, footprint, target=text))
            if not put or len(footprint) == 1 or kind == SEQUENCE:
                return
            if self.element(container, kind, index, put=True) == footprint:
                return

    # -- subscripts --------------------------------------------------------------------------------------------

    def read_item(self, owner: Any, index: Any, text: str = "") -> Any:
        kind = self.kinds.get(type(owner))
        if kind is None:
            kind = self.kind(type(owner))
        if not kind:
            return owner[index]
        cls = type(owner)
        if cls.__getitem__ is not BASE_GETITEM.get(cls) and isinstance(cls.__getitem__, FunctionType):
            return owner[index]
        if kind == MAPPING and not contains(owner, index) and hasattr(cls, "__missing__"):
            return self._missing(owner, index, text)
        self.step(Operation("read", self.element(owner, kind, index, put=False), target=text))
        value = owner[index]
        if self.world.recording:
            self.world.note(value)
        return value

    def _missing(self, owner: Any, index: Any, text: str) -> Any:
        """A key that is not there yet, of a dict that makes up for it."""
        factory = getattr(owner, "default_factory", None)
        if type(owner) is defaultdict and factory is not None and not isinstance(factory, type):
            self.step(Operation("read", self.element(owner, MAPPING, index, put=False), target=text))
            if not contains(owner, index):
                value = factory()  # other threads may run meanwhile
                self.write_item(value, owner, index, text)
            return owner[index]
        put = type(owner) is defaultdict and factory is not None
        self.element_step("read", owner, MAPPING, index, text, put=put)
        return self.note(owner[index])

    def write_item(self, value: Any, owner: Any, index: Any, text: str = "") -> None:
        cls = type(owner)
        kind = self.kinds.get(cls)
        if kind is None:
            kind = self.kind(cls)
        if kind and not isinstance(cls.__setitem__, FunctionType):
            if type(index) is slice:
                value = self.materialised(value)
                self.touch("write", ((self.key(owner), WRITE), *self.arguments((value,), owner)), text)
            else:
                self.element_step("write", owner, kind, index, text, put=True)
            if self.world.recording:
                self.world.note(value)
        elif isinstance(owner, type):
            raise TypeError("'type' object does not support item assignment")
        owner[index] = value

    def delete_item(self, owner: Any, index: Any, text: str = "") -> None:
        kind = self.kind(type(owner))
        if kind and not isinstance(type(owner).__delitem__, FunctionType):
            if kind == SEQUENCE:
                self.touch("write", ((self.key(owner), WRITE),), text)
            else:
                self.element_step("write", owner, kind, index, text, put=True)
        del owner[index]

    # -- methods -----------------------------------------------------------------------------------------------

    def bound_method(self, owner: Any, name: str, text: str = "") -> Any:
        """A method of a container, so that calling it is one step, now or later, here or elsewhere."""
        kind = self.kind(type(owner))
        value = getattr(owner, name)
        effect = METHODS[kind].get(name)
        if effect is None:
            return value
        return partial(self._perform, value, effect, owner, kind, name, text or f"{self.describe(owner)}.{name}")

    def unbound_method(self, cls: type, value: Any) -> Any:
        """``list.append`` and the like, taken from the class."""
        name = getattr(value, "__name__", "")
        if not callable(value) or name not in METHODS[self.kinds[cls]]:
            return value
        return lambda owner, *rest, **words: self._perform_unbound(value, name, owner, rest, words)

    def _perform_unbound(self, function: Any, name: str, owner: Any, rest: Any, words: Any) -> Any:
        kind = self.kind(type(owner))
        if not kind:
            return function(owner, *rest, **words)
        bound = partial(function, owner)
        return self._perform(bound, METHODS[kind][name], owner, kind, name, f"{self.describe(owner)}.{name}", *rest, **words)

    def wrapped(self, method: Any) -> Any:
        """A built-in method that came from where no hook saw it."""
        owner = getattr(method, "__self__", None)
        kind = self.kind(type(owner))
        effect = METHODS[kind].get(method.__name__) if kind else None
        if effect is None:
            return method
        name = method.__name__
        return partial(self._perform, method, effect, owner, kind, name, f"{self.describe(owner)}.{name}")

    def _perform(
        self, method: Callable[..., Any], effect: int, owner: Any, kind: int, name: str, text: str, *args: Any, **words: Any
    ) -> Any:
        if effect == CHANGE:
            if name in TAKES_ITERABLES:
                args = tuple(self.materialised(arg) for arg in args)
                footprint: Footprint = ((self.key(owner), WRITE), *self.arguments((*args, *words.values()), owner))
            else:
                footprint = ((self.key(owner), WRITE),)
                if kind != SEQUENCE and name in ("popitem", "pop"):
                    self.learn_order(owner)
            self.step(Operation("call", footprint, target=text))
        elif effect in (GET, PUT):
            if not args:
                self.step(Operation("call", ((self.key(owner), WRITE),), target=text))
            elif effect == PUT and kind == SEQUENCE and name == "__delitem__":
                self.step(Operation("call", ((self.key(owner), WRITE),), target=text))
            else:
                self.element_step("call", owner, kind, args[0], text, put=effect == PUT)
        elif effect == VIEW:
            view = method()
            self.views[id(view)] = (view, owner)
            return view
        elif effect == ITERATOR:
            return self.iterate(owner, text)
        else:
            if effect == ORDER:
                self.learn_order(owner)
            if name in TAKES_ITERABLES:
                args = tuple(self.materialised(arg) for arg in args)
            mode = ELEMENT_READ if effect == LENGTH else READ
            deep = name in ("__repr__", "__str__", "__format__", "__eq__", "__ne__")
            rest = self.arguments(args, owner) if name in TAKES_ITERABLES else ()
            found: dict[Any, Mode] = {}
            if deep:
                self.reads(owner, found, deep=True)
            found.pop(self.key(owner), None)
            self.step(Operation("call", ((self.key(owner), mode), *found.items(), *rest), target=text))
        result = method(*args, **words)
        if self.world.recording:
            self.world.note(result if result is not None or not args else args[0])
        return result

    def iterate(self, value: Any, text: str = "", names: tuple[str, ...] | None = None) -> Any:
        raise NotImplementedError

    def arguments(self, values: tuple[Any, ...], owner: object) -> Footprint:
        """The touches of reading the containers that an operation on ``owner`` is given."""
        found: dict[Any, Mode] = {}
        for value in values:
            if value is not owner and type(value) not in SCALARS:
                self.reads(value, found, deep=False, order=True)
        return tuple(found.items())

    def materialised(self, value: Any) -> Any:
        """An iterator, used up: what it runs takes its own steps, before the one step that uses its results."""
        cls = type(value)
        if cls in SCALARS or cls in (tuple, frozenset) or self.kind(cls) or id(value) in self.views:
            return value
        return list(value) if hasattr(cls, "__next__") else value


def contains(container: Any, index: Any) -> bool:
    """Whether a key is in a dict or set, without the program's own ``__contains__``."""
    try:
        return dict.__contains__(container, index) if isinstance(container, dict) else set.__contains__(container, index)
    except TypeError:
        return False


BASE_GETITEM = {list: list.__getitem__, dict: dict.__getitem__}
