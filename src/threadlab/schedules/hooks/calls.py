"""Hooks for calls: built-in functions and classes that read or change the containers they are given."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from enum import EnumMeta
from functools import cmp_to_key, partial
from itertools import starmap
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from threadlab.schedules.hooks.advancing.looking import Met
from threadlab.schedules.hooks.advancing.stepping import CallingIterator
from threadlab.schedules.hooks.assigning import check_contents
from threadlab.schedules.hooks.attributes import checked
from threadlab.schedules.hooks.contents.values import is_whole, is_written_in_c, shows_in_python
from threadlab.schedules.hooks.core import KINDS, MISSING, SCALARS, SEQUENCE, WRITE, hook
from threadlab.schedules.hooks.elements import under_name
from threadlab.schedules.hooks.formatting import SteppingFormatter, has_paths
from threadlab.schedules.hooks.testing import TestHooks
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.primitives.module_variables import get_variable
from threadlab.schedules.running.operation import Found
from threadlab.schedules.running.recording.words import without_addresses

Function = Callable[..., Any]
FROZEN = frozenset({tuple, frozenset, bytes, getattr(builtins, "frozendict", tuple)})
"""Classes whose instances are made of what containers hold, and never change."""
_CMP_TO_KEY = type(cmp_to_key(lambda one, other: 0))  # noqa: ARG005
LAZY: tuple[type, ...] = (enumerate, zip, map, filter)


class CallHooks(TestHooks):
    """Steps of calling what is built in."""

    @hook
    def callee(self, function: Any) -> Any:
        """Return what to call instead of ``function``: the same with its steps."""
        cls = type(function)
        if cls is FunctionType or cls is MethodType:
            return function
        if cls is type:
            return self._class(function)
        if cls is BuiltinFunctionType and self.kind(type(function.__self__)):
            return self.wrapped(function, function.__self__, function.__name__)
        if issubclass(cls, EnumMeta):
            return self._enumeration(function)
        return self._class(function) if issubclass(cls, type) else function

    @hook
    def careless(self, function: Any) -> Any:
        """Return what to call where a random number says at most how long a sleep is: a draw of which any will do."""
        generator: Any = function.__self__ if type(function) is MethodType else None
        return partial(generator._tl_any, function.__name__) if hasattr(type(generator), "_tl_any") else function

    def _class(self, cls: type) -> Any:
        """Return what to call instead of a class, which ``isinstance`` and the like need as it is."""
        if cls in KINDS or cls in FROZEN:
            return self._maker(cls)
        if cls in LAZY:
            return self._lazy(cls)
        if cls is str:
            return self.to_text
        if cls is bool:
            return under_name(lambda *args: bool(*(self.truth(arg) for arg in args)), "bool")
        if cls is reversed:
            return self.reversed
        if issubclass(cls, type):
            return self.new_class if cls is type else self._new_of(cls)
        if policy.is_stand_in(cls):
            raise policy.refusal("reaches into the engine")
        return cls

    def _new_of(self, meta: type[type]) -> Function:
        """Return the making of classes with a metaclass of the program's own: what is to be in them is checked."""

        def make(*args: Any, **words: Any) -> Any:
            if len(args) == 3 and isinstance(args[2], dict):
                check_contents(args[2])
                check_contents(words)
            return self.made(meta(*args, **words))

        return make

    def _enumeration(self, cls: Any) -> Function:
        """Return the call of an ``Enum``: it looks a member up, or makes a class of members with checked names."""

        def call(*args: Any, **words: Any) -> Any:
            if len(args) < 2 and "names" not in words:
                return cls(*args, **words)
            if "module" in words:
                raise policy.refusal("chooses the module of an enum")
            names = args[1] if len(args) > 1 else words["names"]
            names = names.replace(",", " ").split() if isinstance(names, str) else list(names)
            check_contents(each if isinstance(each, str) else each[0] for each in names)
            return self.made(cls(*args, **words, module=self._module))

        return call

    def _maker(self, cls: type) -> Function:
        """Return the making of a container from others: one step that reads them."""

        def make(*args: Any, **words: Any) -> Any:
            found = Found()
            args = tuple(self.used_up(arg, found) for arg in args)
            for arg in (*args, *words.values()):
                self.look_into(arg, found, deep=self.holds_pairs(arg, cls), order=cls not in (set, frozenset))
            if found.anew():
                self.touch_found("read", found, self.describe(self.behind(args[0]) if args else None))
            if cls is set or cls is frozenset:
                return cls(*args)
            return cls(*(self._stable(arg) for arg in args), **words)

        return make

    def _stable(self, value: Any) -> Any:
        """Return a set as a list in an order that lasts, any other value as it is."""
        return self.in_order(value) if type(value) in (set, frozenset) else value

    def _lazy(self, cls: Function) -> Function:
        """Return ``zip`` or the like: each element is read when it is asked for."""

        def begin(*args: Any, **words: Any) -> Any:
            first, sources = (args[:1], args[1:]) if cls in (map, filter) else ((), args)
            if cls is enumerate and "iterable" in words:
                sources = (words.pop("iterable"),)
            if cls is enumerate and not sources:
                return enumerate(**words)  # which says so
            if not first:
                make = partial(cls, **words)
                return self.made_of(make, sources, in_c=make)
            asks = cls is filter and first[0] is None
            function = (lambda each: each) if asks else self.callee(first[0])
            make = partial(cls, (lambda each: bool(self.truth(function(each)))) if cls is filter else function, **words)
            called = self.in_c(first[0])
            raw = self.looking_in_c(first[0])
            if raw is not None:
                in_c = partial(cls, raw, **words)
                return self.made_of(make, sources, own=False, pure=False, in_c=in_c, looks=True, whole=True)
            if called is None:
                if cls is map and len(sources) > 1 and not words:  # it reads an element of each, then it calls
                    make, sources = partial(starmap, function), (self.made_of(zip, sources, in_c=zip),)
                return self.made_of(make, sources, own=False, pure=False)
            in_c = partial(cls, called[0], **words)
            return self.made_of(make, sources, own=False, pure=False, in_c=in_c, reads=called[1])

        return begin

    def reversed(self, value: Any) -> Any:
        """Do as the built-in ``reversed``, with steps."""
        owner = self.behind(value)
        if not self.kind(type(owner)) or type(getattr(type(value), "__reversed__", None)) is FunctionType:
            return reversed(value)
        return self.backwards(value)

    def new_class(self, *args: Any, **words: Any) -> Any:
        """Do as the built-in ``type``."""
        if len(args) != 3 or not isinstance(args[2], dict):
            return type(*args, **words)
        name, bases, contents = args
        check_contents(contents)
        check_contents(words)
        return self.made(type(name, bases, {**contents, "__module__": self._module}, **words))

    def checked_new(self, new: Any) -> Any:
        """Return the ``__new__`` of a metaclass, checking what is to be in the class."""

        def make(meta: Any, *args: Any, **words: Any) -> Any:
            if len(args) == 3 and isinstance(args[2], dict):
                check_contents([key for key in dict.keys(args[2]) if key not in policy.WRITTEN_BY_COMPILER])
            return self.made(new(meta, *args, **words))

        return make

    def made(self, cls: Any) -> Any:
        """Hear of a class that the program has made, and return it."""
        if isinstance(cls, type):
            if issubclass(cls, type):
                self.check_metaclass(cls)
            self._made.add(cls)
            if not self.is_programs(home := self.home()):
                self._homes[cls] = home
            self.check_made(cls)
        return cls

    @hook
    def caught(self, classes: Any) -> Any:
        """Return the classes that are caught, raised or matched; what only stands for one says that it does."""
        for each in classes if type(classes) is tuple else (classes,):
            if hasattr(type(each), "_tl_absent"):
                each()
        return classes

    def build_class(self, body: Any, name: str, *bases: Any, **words: Any) -> Any:
        """Do what the class statement does.

        Raises:
            Unmodelled: the class is made in a way that is not modelled.
        """
        meta = words.get("metaclass", type)
        if not (isinstance(meta, type) and (self.is_students(meta) or meta.__name__ in policy.METACLASSES)):
            raise policy.refusal("uses a metaclass that is no class of its own")
        if bases and not words and all(hasattr(type(each), "_tl_absent") for each in bases):
            builtins.__build_class__(body, name)  # what is in it is run as always
            return type(bases[0])._tl_absent(bases[0])
        return self.made(builtins.__build_class__(body, name, *bases, **words))

    # -- functions ---------------------------------------------------------------------------------------------

    def reading(
        self,
        function: Function,
        *,
        order: bool = False,
        deep: bool = False,
        objects: bool = False,
        iterates: bool = True,
        sorts: bool = False,
    ) -> Function:
        """Return a function that reads the containers, or the ``objects`` too, that it is given in one step.

        Iterators among them are used up, if it ``iterates``.

        Args:
            function: the function.
            order: whether it depends on the order of a dict.
            deep: whether it reads what is inside of containers, too.
            objects: whether it reads the attributes of the program's objects.
            iterates: whether it uses iterators up.
            sorts: whether it compares or adds up what it is given: the same for numbers in any order.
        """

        def read(_: Any, *args: Any, **words: Any) -> Any:
            if len(args) == 1 and type(args[0]) in SCALARS and not words:
                return function(args[0])
            ordered = order or "key" in words  # among equals the first is taken
            found = Found()
            if iterates:
                args = tuple(self.used_up(arg, found, deep or sorts) for arg in args)
            key = words.get("key")
            if key is not None:
                words["key"], _ = self.key_in_c(key, args, found)
            for arg in (*args, *words.values()):
                self.look_into(arg, found, deep=deep or (sorts and key is None), order=ordered, objects=objects)
            if sorts and len(args) == len(found.anew()) == 1 and words.keys() <= {"reverse", "default"}:
                self.world.in_any_order(args[0])
            again = self.looking(found, self.describe(self.behind(args[0] if args else None)))
            if ordered:
                args = tuple(map(self.in_text if deep else self._stable, args))
            return again.call(function, *args, **words)

        read.__dict__["_tl_reads"] = True
        return MethodType(read, function)

    def folding(self, function: Function) -> Function:
        """Return ``max`` or its like: one step, or one for each element if the program's own code is called there."""
        at_once = self.reading(function, sorts=True)

        def fold(_: Any, *args: Any, **words: Any) -> Any:
            given = args[0] if len(args) == 1 else None  # a container, or a view of a dict
            if self.kind(type(self.behind(given))) and self._calls_back(given, words.get("key")):
                if words.get("key") is not None:
                    words["key"] = Met(self).returned_by(self.callee(words["key"]))
                return function(self.iterate(given), **words)
            return at_once(*args, **words)

        fold.__dict__["_tl_reads"] = True
        return MethodType(fold, function)

    def _calls_back(self, elements: Any, key: Any) -> bool:
        called = getattr(key, "__func__", key)
        if key is not None and (self.in_a_row(key, [elements]) or (self.looking_in_c(key) and is_whole(elements))):
            return False
        if type(key) is _CMP_TO_KEY or (type(called) is FunctionType and self.makes_steps(called)):
            return True
        parts = (part for element in elements for part in (element if type(element) is tuple else (element,)))
        return any(self.is_students(cls) for cls in {*map(type, parts)} - SCALARS)

    def changing(self, function: Function) -> Function:
        """Return a function that changes its first argument, a container, in one step, and reads the others."""

        def change(_: Any, *args: Any, **words: Any) -> Any:
            if args and self.kind(type(args[0])):
                args = (args[0], *(self.materialised(arg) for arg in args[1:]))
                found = Found((self.key(args[0]), WRITE))
                found.look(lambda into: self.read_inside((*args[0], *args[1:]), into))
                self.touch_found("write", found, self.describe(args[0]))
            return function(*args, **words)

        return MethodType(change, function)

    def consuming(self, function: Function) -> Function:
        """Return a function that iterates over what it is given, with the program's own code in between."""

        def consume(_: Any, *args: Any, **words: Any) -> Any:
            return function(*(self.iterate(arg) for arg in args), **words)

        return MethodType(consume, function)

    def length(self, value: Any) -> int:
        """Do as the built-in ``len``."""
        if type(value) not in SCALARS:
            if self.kind(type(value)) == SEQUENCE:
                self.truth(value)
            else:
                self.read_whole(value)
        return len(value)

    def iter(self, *args: Any) -> Any:
        """Do as the built-in ``iter``."""
        if len(args) == 2 and callable(args[0]):
            return CallingIterator(self, self.callee(args[0]), args[1])
        return self.iterator_of(args[0]) if len(args) == 1 else iter(*args)

    # -- attributes by name ------------------------------------------------------------------------------------

    def get_attribute(self, owner: Any, name: Any, *default: Any) -> Any:
        """Do as the built-in ``getattr``."""
        try:
            return self.read_attribute(owner, checked(name), f".{name}")
        except AttributeError as error:
            if not default:
                raise
            self.world.check(error)
            return default[0]

    def has_attribute(self, owner: Any, name: Any) -> bool:
        """Do as the built-in ``hasattr``."""
        return self.get_attribute(owner, name, MISSING) is not MISSING

    def set_attribute(self, owner: Any, name: Any, value: Any) -> None:
        """Do as the built-in ``setattr``."""
        self.write_attribute(value, owner, checked(name), f".{name}")

    def remove_attribute(self, owner: Any, name: Any) -> None:
        """Do as the built-in ``delattr``."""
        self.delete_attribute(owner, checked(name), f".{name}")

    def variables(self, *args: Any) -> Any:
        """Do as the built-in ``vars``.

        Raises:
            Unmodelled: the variables of a function, or of a module, are asked for.
        """
        if not args:
            raise policy.refusal("uses vars()")
        return self.read_attribute(args[0], "__dict__")

    # -- text --------------------------------------------------------------------------------------------------

    def print(self, *values: Any, sep: Any = " ", end: Any = "\n", file: Any = None, flush: bool = False) -> None:
        """Do as the built-in ``print``: one step, but piece by piece where code of the program's runs in between.

        Args:
            values: what to print.
            sep: what stands between them.
            end: what stands after them.
            file: where to; None for the program's own output.
            flush: of no account here.
        """
        sep, end = (_text_between(name, given, usual) for name, given, usual in (("sep", sep, " "), ("end", end, "\n")))
        texts = [value if type(value) is str else self.to_text(value) for value in values]
        line = sep.join(texts) + end
        if file is None:
            file = get_variable(self.world, "sys", "stdout")
        if file is None:
            self.world.output(without_addresses(line))
        elif getattr(type(file), "_tl_one_step", False) or (
            is_written_in_c(file) and not any(map(shows_in_python, values))
        ):
            file.write(line)
        else:  # as CPython does: piece by piece
            write = self.method(file, "write")
            for index, text in enumerate(texts):
                if index:
                    write(sep)
                write(text)
            write(end)
            if flush:
                self.method(file, "flush")()

    def _read_of_text(self, owner: str, name: str, _text: str) -> Any:
        """Read a method of a string, past what a subclass has made of it: some read the containers they are given."""
        method = getattr(owner, name) if type(owner) is str else getattr(str, name).__get__(owner)
        if name == "join":
            return self.reading(method, order=True)
        if name in ("format", "format_map"):
            policy.check_format(owner)
            if has_paths(owner):
                return SteppingFormatter(self).format_method(owner, name)
            return self.showing(method)
        return method


def _text_between(name: str, given: Any, usual: str) -> str:
    if given is not None and not isinstance(given, str):
        raise TypeError(f"{name} must be None or a string, not {type(given).__name__}")
    return usual if given is None else given
