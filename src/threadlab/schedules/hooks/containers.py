"""Hooks for the methods of built-in containers: each call is one step on what it touches."""

from __future__ import annotations

import builtins
from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import is_
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any

from threadlab.schedules.hooks.advancing import one_by_one
from threadlab.schedules.hooks.advancing.again import LookingAgain
from threadlab.schedules.hooks.advancing.looking import Met
from threadlab.schedules.hooks.contents.effects import DROPS, LOOPS, METHODS, SEARCHES, TAKES_ITERABLES, Effect
from threadlab.schedules.hooks.contents.texts import is_shown_by_parts
from threadlab.schedules.hooks.contents.values import (
    SetText,
    as_it_is,
    equals_in_python,
    is_constant_value,
    is_looked_up_in_c,
    is_whole,
)
from threadlab.schedules.hooks.core import ELEMENT_READ, READ, SEQUENCE, SET, WRITE, like_built_in
from threadlab.schedules.hooks.elements import ElementHooks, under_name
from threadlab.schedules.primitives.futures.any_order import in_any_order
from threadlab.schedules.primitives.futures.future import Future
from threadlab.schedules.running.operation import Footprint, Found

LOOKING: tuple[type, ...] = (tuple, list, set, frozenset, str, bool)
"""Classes that make something of what is in a container, with no code of the program's."""

Access = Callable[[Any, str, str], Any]


def read_by_getattr(owner: Any, name: str, _text: str) -> Any:
    """Read what makes no step, or what makes its own."""
    return getattr(owner, name)


_AS_A_WHOLE = {Effect.LENGTH: READ, Effect.ALL: READ, Effect.GET: READ, Effect.CHANGE: WRITE, Effect.PUT: WRITE}
"""How methods that C code calls in a row touch their container in all."""


def _wrapped_method(function: Any) -> Any:
    """Return the built-in method behind what a program gets for it, None if there is none."""
    code = getattr(getattr(function, "__func__", None), "__code__", None)
    if code not in _WRAPPERS:
        return None
    return function.__func__.__closure__[code.co_freevars.index("method")].cell_contents


class ContainerHooks(ElementHooks):
    """Steps of the methods of containers."""

    def method_reader(self, cls: type, name: str) -> Access:
        """Decide how to read ``name`` of a container of class ``cls``: calling a method is one step, wherever."""
        kind = self.kind(cls)
        effect = METHODS[kind].get(name)
        if effect is None:
            return read_by_getattr
        if (
            effect is Effect.CHANGE
            and name not in ("sort", "remove")
            and name not in TAKES_ITERABLES
            and (kind == SEQUENCE or name == "clear")
        ):
            return self._changing_method
        return self.bound_method

    def _changing_method(self, owner: Any, name: str, text: str) -> Any:
        """Return ``list.append`` and its like, bound: the most frequent of all."""
        method = getattr(owner, name)
        if self.world.recording:
            self._called.setdefault(self.key(owner), text.removesuffix(f".{name}"))

        def call(_: Any, *args: Any, **words: Any) -> Any:
            mode = self.world.mode_of_adding(owner, *args) if name == "append" else WRITE
            self.touch("call", ((self.key(owner), mode),), text)
            result = method(*args, **words)
            if self.world.recording:
                self.world.note(args[0] if result is None and args else result)
            return result

        return MethodType(call, owner)

    def bound_method(self, owner: Any, name: str, text: str) -> Any:
        """Return any other method, bound."""
        return self.wrapped(getattr(owner, name), owner, name, text)

    def wrapped(self, method: Any, owner: Any, name: str, text: str = "") -> Any:
        """Return a built-in method of ``owner`` with its step.

        Args:
            method: the method, bound.
            owner: the container.
            name: the method's name.
            text: what the program writes there, for the story.
        """
        if getattr(method, "__func__", None) in LOOPS:
            return MethodType(self.text("counter")[name], owner)
        if name == "sort" and type(getattr(type(owner), "sort", None)) is type(list.sort):
            return partial(self.sort_list, owner, text)
        kind = self.kind(type(owner))
        effect = METHODS[kind].get(name)
        if effect is None or self.makes_steps(getattr(method, "__func__", None)):
            return method  # the program's own methods make their own steps
        if self.world.recording and text:
            self._called.setdefault(self.key(owner), text.removesuffix(f".{name}"))

        def call(_: Any, *args: Any, **words: Any) -> Any:
            return self._perform(method, effect, owner, name, text or f"{self.describe(owner)}.{name}", args, words)

        return MethodType(call, owner)

    def unbound_method(self, cls: type, value: Any) -> Any:
        """Return ``list.append`` and the like, taken from the class, with the step of each call."""
        name = getattr(value, "__name__", "")
        if type(value) is FunctionType and value in LOOPS:
            return self.text("counter")[name]
        if name == "fromkeys":
            made = like_built_in(lambda keys, *rest, **words: value(self.unpacked(keys), *rest, **words))
            return under_name(made, f"{cls.__name__}.{name}")
        if not callable(value) or isinstance(value, type) or name not in METHODS[self.kind(cls)]:
            return value

        def call(owner: Any, *args: Any, **words: Any) -> Any:
            if not self.kind(type(owner)):
                return value(owner, *args, **words)
            return self.wrapped(lambda *a, **w: value(owner, *a, **w), owner, name)(*args, **words)

        # A method descriptor: found on a class, it is bound to the instance.
        return under_name(call, f"{cls.__name__}.{name}")

    def _perform(
        self,
        method: Callable[..., Any],
        effect: Effect,
        owner: Any,
        name: str,
        text: str,
        args: tuple[Any, ...],
        words: dict[str, Any],
    ) -> Any:
        if effect is Effect.VIEW:
            view = method(*args, **words)
            self.views[id(view)] = (view, owner)
            return view
        if effect is Effect.ITERATE:
            return self.iterator_of(owner) if name == "__iter__" else self.reversed(owner)
        if effect is Effect.SHOW and is_shown_by_parts(owner):
            return self.showing(getattr(builtins, name.strip("_")))(owner, *args)
        kind = self.kind(type(owner))
        if one_by_one.puts_in(owner, kind, name, args):
            return self._one_by_one(method, effect, owner, name, text, args, words)
        if kind == SET and one_by_one.looks_up(name, args):
            step = partial(self._step_of_set, owner, text)
            return one_by_one.looked_up(owner, name, self.iterate(args[0]), step)
        if name in TAKES_ITERABLES:
            args = tuple(self.materialised(arg) for arg in args)
        again = self._step_of_call(effect, owner, name, text, args, words)
        if effect is Effect.CHANGE and name == "pop" and kind == SET:
            return self.noted(self._pop(owner))
        result = again.call(method, *args, **words)
        if self.world.recording:
            self.world.note(args[0] if result is None and args else result)
        return result

    def _step_of_call(
        self, effect: Effect, owner: Any, name: str, text: str, args: tuple[Any, ...], words: dict[str, Any]
    ) -> LookingAgain:
        kind = self.kind(type(owner))
        if effect is Effect.PUT and args:
            step = partial(self.put_step, "call", owner, kind, args[0], text, drops=name in DROPS)
            step()
            return LookingAgain(step)
        if name in SEARCHES and kind == SEQUENCE:
            found = Found((self.key(owner), WRITE if effect is Effect.CHANGE else READ))
            found.look(lambda into: self.read_inside((*owner, *args), into))
        else:
            found = self._found(effect, owner, name, args, words)
        return self.looking(found, text, "call")

    def _step_of_set(self, owner: set[Any], text: str, name: str, method: Callable[..., Any], *args: Any) -> Any:
        return self._perform(method, METHODS[SET][name], owner, name, text, args, {})

    def _one_by_one(
        self,
        method: Callable[..., Any],
        effect: Effect,
        owner: Any,
        name: str,
        text: str,
        args: tuple[Any, ...],
        words: dict[str, Any],
    ) -> Any:
        """Call a method for each element that comes; what is there stays, should the next one raise."""
        kind = self.kind(type(owner))
        for arg in args:
            each = (
                zip(self.iterate(one_by_one.elements_for(kind, arg)))
                if one_by_one.comes_one_by_one(kind, arg)
                else (arg,)
            )
            for part in each:
                self._perform(method, effect, owner, name, text, (part,), {})
        return self._perform(method, effect, owner, name, text, (), words) if words else None

    def _extended(self, owner: Any, name: str, value: Any, text: str) -> Any:
        """Return what is left to be put into a container by ``+=`` or ``|=``: nothing, if it came one by one."""
        method = getattr(type(owner), name, None)
        if method not in one_by_one.EXTENDING or not one_by_one.comes_one_by_one(self.kind(type(owner)), value):
            return value
        self._one_by_one(partial(method, owner), Effect.CHANGE, owner, name, text, (value,), {})
        return ()

    def _found(self, effect: Effect, owner: Any, name: str, args: tuple[Any, ...], words: dict[str, Any]) -> Found:
        key, kind = self.key(owner), self.kind(type(owner))
        if effect is Effect.CHANGE:
            if name in TAKES_ITERABLES:
                return self.arguments((*args, *words.values()), owner, (key, WRITE))
            if kind != SEQUENCE and name in ("popitem", "pop"):
                self.learn_order(owner)
            return Found((key, WRITE))
        if effect is Effect.GET and args:
            return Found(*self.element(owner, kind, args[0]))
        if effect is Effect.LENGTH:
            return Found((key, ELEMENT_READ))
        found = Found()
        comparing = name in ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
        ordered = effect in (Effect.SHOW, Effect.ORDER)
        self.look_into(owner, found, deep=effect is Effect.SHOW or comparing, order=ordered)
        if name in TAKES_ITERABLES:
            for arg in args:
                self.look_into(arg, found, deep=comparing)
        return found if found.anew() else Found((key, READ))

    # -- what C code calls ---------------------------------------------------------------------------------------

    def in_c(self, function: Any) -> tuple[Callable[..., Any], Footprint] | None:
        """Return what C code may call instead of a function, in a row and without steps, and what that touches in all.

        None if the program's own code may run, though it is called with plain values only.
        """
        if self.runs_in_c(function) or getattr(getattr(function, "__func__", None), "_tl_plain", False):
            return function, ()
        method = _wrapped_method(function)
        if method is None:
            return None
        owner = method.__self__
        mode = _AS_A_WHOLE.get(METHODS[self.kind(type(owner))].get(method.__name__, Effect.SHOW))
        if mode is None or any(map(equals_in_python, owner)):
            return None
        return method, ((self.key(owner), mode),)

    def in_a_row(self, key: Any, values: Sequence[Any]) -> tuple[Callable[..., Any], Footprint] | None:
        """Return what C code calls for each of some values, or of what is in them, and what that touches in all.

        None if it may call code of the program's.
        """
        called = self.in_c(key)
        if called is None:
            return None
        is_plain = is_looked_up_in_c if called[1] else is_constant_value
        look_up = getattr(getattr(key, "__func__", None), "_tl_look_up", None)
        for value in values:
            holds = self.kind(type(self.behind(value)))
            if not (is_constant_value(value) or (holds and all(map(is_plain, value)))):
                return look_up(value, {}) if look_up and holds and len(values) == 1 else None
        return called

    def looking_in_c(self, function: Any) -> Any:
        """Return what C code calls for a function that looks into what it is given, and does nothing else; or None."""
        if type(function) is MethodType and function == self.length:
            return len
        if any(function is each for each in LOOKING):
            return function
        reads = hasattr(getattr(function, "__func__", None), "_tl_reads")
        return function.__self__ if reads and type(function.__self__) is BuiltinFunctionType else None

    def key_in_c(self, key: Any, values: Sequence[Any], found: Found) -> tuple[Callable[..., Any], bool]:
        """Return what C code calls for each of some values, or of what is in them, and whether it takes no steps.

        Args:
            key: what the program says is to be called.
            values: what C code goes through.
            found: where is collected what is touched by that.
        """
        called = self.in_a_row(key, values)
        if called is not None:
            found.fixed.update(called[1])
            look_up = getattr(getattr(key, "__func__", None), "_tl_look_up", None) if len(values) == 1 else None
            if look_up is not None:
                found.look(lambda into: look_up(values[0], into))
            return called[0], True
        looking = self.looking_in_c(key)
        if looking is None or not all(map(is_whole, values)):
            return Met(self).returned_by(self.callee(key)), False
        for value in values:
            self.look_into(value, found, deep=True, order=True)
        return looking, True

    # -- the order of sets -------------------------------------------------------------------------------------

    def in_order(self, elements: Iterable[Any]) -> list[Any]:
        """Return the elements of a set in an order that is the same in every run.

        The order in which Python iterates depends on addresses and on the seed of the hashes of strings, neither of
        which lasts; so such elements come in the order of their values or of their first touch, and futures in any.
        """
        listed = list(elements)
        if all(type(element) in (int, bool, float) for element in listed):
            return listed
        if all(isinstance(element, Future) for element in listed):
            return in_any_order(listed)
        return sorted(listed, key=self._rank)

    def elements_of_set(self, value: set[Any]) -> Iterator[Any]:
        """Go through a set in an order that lasts.

        Raises:
            RuntimeError: the set changed its size meanwhile, as in Python.
        """
        elements = self.in_order(value)
        for element in elements:
            if len(value) != len(elements):
                raise RuntimeError("Set changed size during iteration")
            yield element

    def _rank(self, element: Any) -> tuple[Any, ...]:
        cls = type(element)
        if cls in (int, bool, float):
            return (0, element)
        if cls is str:
            return (1, element)
        if cls is tuple:
            return (2, len(element), *(self._rank(part) for part in element))
        return (3, cls.__name__, self.key(element))

    def in_text(self, value: Any, around: tuple[Any, ...] = ()) -> Any:
        """Return what has the text of a value, with the elements of all sets in it in an order that lasts."""
        value = as_it_is(value)
        cls = type(value)
        if cls not in (set, frozenset, list, tuple, dict) or any(each is value for each in around):
            return value
        around = (*around, value)
        if cls is set or cls is frozenset:
            parts = [self.in_text(element, around) for element in self.in_order(value)]
            return SetText(cls.__name__, parts) if parts else value
        if cls is dict:
            items = [self.in_text(item, around) for item in value.items()]
            return value if all(map(is_, chain(*items), chain(*value.items()))) else dict(items)
        parts = [self.in_text(part, around) for part in value]
        return value if all(map(is_, parts, value)) else cls(parts)

    def _pop(self, owner: set[Any]) -> Any:
        if not owner:
            raise KeyError("pop from an empty set")
        element = self.in_order(owner)[0]
        set.remove(owner, element)
        return element

    # -- what later layers bring -------------------------------------------------------------------------------

    @abstractmethod
    def callee(self, function: Any) -> Any:
        """Return what to call instead of ``function``: the same with its steps."""

    @abstractmethod
    def showing(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function that makes text of what it is given, with its steps."""

    @abstractmethod
    def iterate(self, value: Any, text: str = "", names: tuple[str, ...] | None = None) -> Any:
        """Return an iterator that takes one step for each element."""

    @abstractmethod
    def iterator_of(self, value: Any) -> Any:
        """Do as ``iter``."""

    @abstractmethod
    def reversed(self, value: Any) -> Any:
        """Do as the built-in ``reversed``, with steps."""

    @abstractmethod
    def unpacked(self, value: Any, text: str = "", deep: bool = False) -> Any:
        """Return what is about to be taken apart whole."""


_WRAPPERS = frozenset(
    code
    for maker in (ContainerHooks._changing_method, ContainerHooks.wrapped)
    for code in maker.__code__.co_consts
    if isinstance(code, CodeType)
)
"""The code of what a program gets for a built-in method of a container."""
