"""Hooks for the text of a test: comparisons that no object can cheat, and assertions that say what they saw."""

from __future__ import annotations

import operator
import sys
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction
from types import FunctionType, MemberDescriptorType, NoneType
from typing import Any, NoReturn

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.hooks.attributes import lookup
from threadlab.schedules.hooks.core import MISSING, SCALARS, attributes_of, hook
from threadlab.schedules.hooks.iteration import IterationHooks
from threadlab.schedules.hooks.proxies import AttributeDict
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.recording.words import without_addresses

VALUES = SCALARS | {Decimal, Fraction, date, timedelta}
MOMENTS = frozenset({datetime, time})  # values, unless the program says how far their zone is ahead
MAPPINGS = frozenset({dict, defaultdict, OrderedDict, Counter})
BYTES = frozenset({bytes, bytearray})
_DICTS: tuple[dict[Any, Any], ...] = ({}, OrderedDict())
VIEWS = frozenset(type(view) for each in _DICTS for view in (each.keys(), each.items()))
SETS = VIEWS | {set, frozenset}
"""What is equal to a set of the same elements: the views of a dict's keys and items, too."""
SEQUENCES = SETS | {list, tuple, deque}
BUILT_IN = VALUES | MAPPINGS | SEQUENCES | BYTES
LONGEST_REPR = 200
_MRO, _DICT, _NAME, _MODULE = (vars(type)[name] for name in ("__mro__", "__dict__", "__name__", "__module__"))
_BARE: dict[type, Callable[[Any], Any]] = {
    int: lambda value: int.__add__(value, 0),
    float: lambda value: float.__add__(value, 0.0),
    str: str.__str__,
    tuple: lambda value: tuple.__getitem__(value, slice(None)),
}
"""By where a class has its equality from: the built-in value of an object, got by none of the program's code."""


def same(one: Any, other: Any) -> bool:
    """Equality of built-in values, and of a dataclass's objects by their fields, recursively; of all else, identity.

    Raises:
        Unmodelled: what is equal here, only code says that a test does not believe.
    """
    if one is other:
        return True
    one, other = _bare(one), _bare(other)
    if type(one) is AttributeDict or type(other) is AttributeDict:
        return same(*(x._tl_as_it_is() if type(x) is AttributeDict else x for x in (one, other)))
    cls, cls2 = type(one), type(other)
    if (cls in VALUES and cls2 in VALUES) or (_is_moment(one) and _is_moment(other)):
        return bool(one == other)
    if cls in MAPPINGS and cls2 in MAPPINGS:
        if cls is cls2 is Counter:
            one, other = _counted(one), _counted(other)
        if cls is cls2 is OrderedDict and not same(list(one), list(other)):
            return False
        return len(one) == len(other) and all(_same_item(other, key, value) for key, value in one.items())
    if cls in SETS and cls2 in SETS:
        return len(one) == len(other) and all(_has(other, element) for element in one)
    if cls is cls2 and cls in (list, tuple, deque):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    if cls in BYTES and cls2 in BYTES:
        return bool(one == other)
    if cls is cls2 and _is_namespace(cls):
        return same(attributes_of(one), attributes_of(other))
    if cls is cls2 and (fields := _compared(cls)) is not None:
        pairs = [(_field(one, name), _field(other, name), compared) for name, compared in fields.items()]
        if all(_is_comparable(*pair) for pair in pairs):
            return all(same(a, b) for a, b, compared in pairs if compared)
    else:
        cls, cls2 = (object if _is_compared(each) else each for each in (cls, cls2))
    _believe(cls, cls2)
    return False


def _is_moment(value: Any) -> bool:
    return type(value) in MOMENTS and type(value.tzinfo) in (NoneType, timezone)


def _compared(cls: type) -> dict[str, bool] | None:
    """Return the fields of a class whose ``__eq__`` a dataclass has written, and which of them it compares."""
    equality = _DICT.__get__(_equality(cls))["__eq__"]
    return getattr(equality, "_tl_compared", None) if type(equality) is FunctionType else None


def _is_comparable(one: Any, other: Any, compared: bool) -> bool:
    """Say whether two values of a field are there; one that is left out, as its author has it, may only be a lock."""
    if one is MISSING or other is MISSING:
        return False
    return compared or (issubclass(type(one), Controlled) and issubclass(type(other), Controlled))


def _is_compared(cls: type) -> bool:
    return _compared(cls) is not None or _is_namespace(cls)


def _is_namespace(cls: type) -> bool:
    """Whether the library says that objects of a class are equal if all of their attributes are."""
    return "_tl_equal_attributes" in _DICT.__get__(_equality(cls))


def _field(thing: object, name: str) -> Any:
    """Return a field as it is, got by none of the program's code; MISSING if it is not there."""
    if type(thing).__dictoffset__ and name in (own := attributes_of(thing)):
        return own[name]
    found, _ = lookup(type(thing), name)
    if isinstance(found, MemberDescriptorType):
        try:
            return found.__get__(thing)
        except AttributeError:
            return MISSING
    return MISSING if hasattr(type(found), "__get__") else found


def _equality(cls: type) -> type:
    """Return the class from which a class has its ``__eq__``, whatever its metaclass says."""
    home: type = next(each for each in _MRO.__get__(cls) if "__eq__" in _DICT.__get__(each))
    return home


def _bare(value: Any) -> Any:
    """Return the built-in value of one whose class only inherits a built-in equality: a named tuple is a tuple."""
    cls = type(value)
    bare = None if cls in BUILT_IN else _BARE.get(_equality(cls))
    return value if bare is None else bare(value)


def _believe(*classes: type) -> None:
    """Hear that objects of two classes are not the same by what is built in.

    Raises:
        Unmodelled: their classes have an equality of their own, by which they might be.
    """
    others = [cls for cls in classes if cls not in BUILT_IN and not hasattr(cls, "_tl_likely")]
    asked = [cls for cls in others if _equality(cls) is not object]
    if len(others) < len(classes):  # what is built in equals no object of the program's own making
        asked = [cls for cls in asked if _is_of_the_library(_equality(cls))]
    for cls in asked:
        _distrust(cls)


def _distrust(cls: type) -> NoReturn:
    name = _NAME.__get__(cls)
    raise Unmodelled(
        f"the test compares an object of the class {name if name.isidentifier() else '?'} with == or the like, and "
        "takes no class's own word for what is equal, or less; it can compare the attributes that count instead"
    )


def _is_of_the_library(cls: type) -> bool:
    module = _MODULE.__get__(cls)
    return type(module) is str and module.partition(".")[0] in sys.stdlib_module_names


def is_plain(value: Any) -> bool:
    """Whether hashing and comparing a value runs no code of the program."""
    cls = type(value)
    if cls in (tuple, frozenset):
        return all(is_plain(part) for part in value)
    return cls in VALUES


def _has(elements: Any, wanted: Any) -> bool:
    """Whether a set or a dict holds the very same key, by value or by identity."""
    if is_plain(wanted) and all(is_plain(element) for element in elements):
        return wanted in elements
    return any(element is wanted for element in elements) or any(same(element, wanted) for element in elements)


def _counted(counter: Any) -> dict[Any, Any]:
    """What a ``Counter`` is compared by: an element that it has not met counts as one that it has met no times."""
    return {element: count for element, count in dict.items(counter) if not same(count, 0)}


def _same_item(mapping: Any, key: Any, value: Any) -> bool:
    if is_plain(key) and all(is_plain(each) for each in mapping):
        return key in mapping and same(dict.__getitem__(mapping, key), value)
    return any(same(each, key) and same(found, value) for each, found in mapping.items())


def is_in(element: Any, container: Any) -> bool:
    """``element in container`` with ``same`` for equality."""
    cls = type(container)
    if cls in (str, bytes, bytearray, range):
        return type(element) in SCALARS and element in container
    if cls in MAPPINGS or cls in SETS:
        return _has(container, element)
    if cls in (list, tuple, deque) and any(each is element for each in container):
        return True
    if cls in (list, tuple, deque) or not hasattr(cls, "__contains__"):
        return any(same(each, element) for each in container)
    return bool(element in container)


def ordered(compare: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """An order that only built-in values have, recursively.

    Raises:
        TypeError: one of them is of another sort.
        Unmodelled: both are, and only their classes say which is less.
    """

    def decide(one: Any, other: Any) -> Any:
        values = one, other = _bare(one), _bare(other)
        if type(one) is type(other) and type(one) in (list, tuple, deque):
            differing = next((pair for pair in zip(one, other, strict=False) if not same(*pair)), None)
            return decide(*differing) if differing else compare(len(one), len(other))
        strange = [type(value) for value in values if not _has_order(value)]
        if len(strange) == len(values) and all(map(_says_what_is_less, strange)):
            _distrust(strange[0])
        for cls in strange:
            raise TypeError(f"a test can only order built-in values, not a {cls.__name__!r} object")
        return compare(one, other)

    return decide


def _has_order(value: Any) -> bool:
    """Whether a value is of a built-in sort that has an order; in a set may be what is only equal to itself, too."""
    cls = type(value)
    if cls in SETS:
        return all(is_plain(each) or _is_moment(each) or _equality(type(each)) is object for each in value)
    return cls in VALUES or cls in SEQUENCES or cls in BYTES or _is_moment(value) or hasattr(cls, "_tl_likely")


def _says_what_is_less(cls: type) -> bool:
    """Whether a class of no built-in sort says which of its objects is less."""
    homes = [_DICT.__get__(each) for each in _MRO.__get__(cls) if each is not object]
    return cls not in BUILT_IN and any(
        name in home for home in homes for name in ("__lt__", "__gt__", "__le__", "__ge__")
    )


SAME: dict[str, Callable[[Any, Any], Any]] = {
    "same_eq": same,
    "same_ne": lambda one, other: not same(one, other),
    "same_lt": ordered(operator.lt),
    "same_le": ordered(operator.le),
    "same_gt": ordered(operator.gt),
    "same_ge": ordered(operator.ge),
    "same_in": is_in,
    "same_not_in": lambda element, container: not is_in(element, container),
    "same_is": operator.is_,
    "same_is_not": operator.is_not,
}


class TestHooks(IterationHooks):
    """Comparisons and assertions of a test."""

    __test__ = False
    # What the assertion that is failing got, and what it would have taken: one of these values, or what words say.
    _got: Any = None
    _wanted: tuple[Any, ...] = ()
    _words: str = ""

    @hook
    def is_instance(self, value: Any, classes: Any) -> bool:
        """Do as the built-in ``isinstance``, but believe only the type, not what an object says of itself."""
        return issubclass(type(value), classes)

    @hook
    def same_chain(self, names: tuple[str, ...], *operands: Any) -> bool:
        """A chain such as ``a == b == c``."""
        for name, one, other in zip(names, operands, operands[1:], strict=False):
            self.read_both(one, other, deep=True, objects=_is_compared)
            if not SAME[f"same_{name}"](one, other):
                return False
        return True

    @hook
    def differs(self, got: Any, expected: Any) -> bool:
        """Whether ``assert got == expected`` fails."""
        if type(got) not in SCALARS or type(expected) not in SCALARS:
            self.read_both(got, expected, deep=True, objects=_is_compared)
        if same(got, expected):
            return False
        return self._fails(got, (expected,))

    @hook
    def is_none_of(self, got: Any, wanted: Any) -> bool:
        """Whether ``assert got in (one, or, another)`` fails."""
        self.read_both(got, wanted, deep=True, objects=_is_compared)
        if any(each is got for each in wanted) or any(same(each, got) for each in wanted):
            return False
        return self._fails(got, tuple(wanted))

    def _fails(self, got: Any, wanted: tuple[Any, ...], words: str = "") -> bool:
        self._got, self._wanted, self._words = got, wanted, words
        return True

    @hook
    def unequal(self, message: Any) -> AssertionError:
        """What a failed ``assert got == expected``, or ``in``, raises, with both sides as text."""
        got = repr_shown(self.in_text(self._got))
        expected = self._words + " or ".join(repr_shown(self.in_text(value)) for value in self._wanted)
        error = AssertionError(f"expected {expected}, got {got}" if message is None else message)
        error.expected, error.got = expected, got  # type: ignore[attr-defined]
        return error

    @hook
    def unequal_values(self, message: Any, got: Any, expected: Any) -> AssertionError:
        """What a failed ``assert got == expected`` of a program's own module raises."""
        self._fails(got, (expected,))
        return self.unequal(message)

    @hook
    def untrue(self, message: Any) -> AssertionError:
        """What any other failed assertion raises."""
        return AssertionError("the check's condition is false" if message is None else message)


def _strict_hook(function: Callable[[Any, Any], Any]) -> Callable[[TestHooks, Any, Any], Any]:
    """Return the hook for a comparison in a test, as a method."""

    def compare(self: TestHooks, one: Any, other: Any) -> Any:
        if type(one) not in SCALARS or type(other) not in SCALARS:
            self.read_both(one, other, deep=True, objects=_is_compared)
        return function(one, other)

    return hook(compare)


def _bound_hook(function: Callable[[Any, Any], Any], words: str) -> Callable[[TestHooks, Any, Any], bool]:
    """Return the hook for ``assert got < bound`` and its like, as a method; what has no order fails, and is named."""

    def fails(self: TestHooks, got: Any, bound: Any) -> bool:
        if type(got) not in SCALARS or type(bound) not in SCALARS:
            self.read_both(got, bound, deep=True)
        try:
            holds = bool(function(got, bound))
        except TypeError:
            holds = False
        return not holds and self._fails(got, (bound,), words)

    return hook(fails)


for _name, _function in SAME.items():
    setattr(TestHooks, _name, _strict_hook(_function))
for _name, _said in {"lt": "less than ", "le": "at most ", "gt": "more than ", "ge": "at least "}.items():
    setattr(TestHooks, f"fails_{_name}", _bound_hook(SAME[f"same_{_name}"], _said))


def repr_shown(value: Any) -> str:
    """The repr of a value, cut, without addresses, which differ from run to run."""
    try:
        text = repr(value)
    except Exception:
        text = object.__repr__(value)
    text = without_addresses(text)
    return text if len(text) <= LONGEST_REPR else text[: LONGEST_REPR - 3] + "..."
