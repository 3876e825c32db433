"""What the methods of built-in containers do with them."""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto

from threadlab.schedules.hooks.core import MAPPING, READ, SEQUENCE, SET, WRITE


class Effect(Enum):
    """What a method does to its container."""

    LENGTH = auto()  # reads the length
    ALL = auto()  # reads everything
    SHOW = auto()  # reads everything, in order, and what lies inside
    ORDER = auto()  # reads everything, in order
    CHANGE = auto()  # changes the whole
    GET = auto()  # reads the element named by the first argument
    PUT = auto()  # puts, replaces or drops that element
    VIEW = auto()  # reads nothing yet: what is returned does
    ITERATE = auto()  # reads one element after the other


def _effects(table: dict[Effect, str]) -> dict[str, Effect]:
    return {name: effect for effect, names in table.items() for name in names.split()}


AS_A_WHOLE = {Effect.LENGTH: READ, Effect.ALL: READ, Effect.GET: READ, Effect.CHANGE: WRITE, Effect.PUT: WRITE}
"""How methods that C code calls in a row touch their container in all."""

METHODS: dict[int, dict[str, Effect]] = {
    SEQUENCE: _effects(
        {
            Effect.LENGTH: "__len__",
            Effect.ALL: "copy count index find rfind startswith endswith decode hex split __contains__ __copy__ __eq__ "
            "__ne__ __lt__ __le__ __gt__ __ge__ __add__ __mul__ __rmul__",
            Effect.SHOW: "__repr__ __str__ __format__",
            Effect.CHANGE: "append appendleft extend extendleft insert pop popleft remove clear sort reverse rotate "
            "__iadd__ __imul__ __init__ __delitem__",
            Effect.GET: "__getitem__",
            Effect.PUT: "__setitem__",
            Effect.ITERATE: "__iter__ __reversed__",
        }
    ),
    MAPPING: _effects(
        {
            Effect.ALL: "total __len__ __eq__ __ne__ __lt__ __le__ __gt__ __ge__",
            Effect.SHOW: "__repr__ __str__ __format__",
            Effect.ORDER: "copy most_common elements __copy__ __or__ __ror__ __add__ __sub__ __and__",
            Effect.CHANGE: "clear popitem update subtract move_to_end __init__ __ior__ __iadd__ __isub__ __iand__",
            Effect.GET: "get __getitem__ __contains__",
            Effect.PUT: "pop setdefault __setitem__ __delitem__ __missing__",
            Effect.VIEW: "keys values items",
            Effect.ITERATE: "__iter__ __reversed__",
        }
    ),
    SET: _effects(
        {
            Effect.ALL: "isdisjoint issubset issuperset union intersection difference symmetric_difference __len__ "
            "__eq__ __ne__ __lt__ __le__ __gt__ __ge__ __or__ __ror__ __and__ __rand__ __sub__ __rsub__ __xor__ "
            "__rxor__ copy __copy__",
            Effect.SHOW: "__repr__ __str__ __format__",
            Effect.CHANGE: "clear pop update intersection_update difference_update symmetric_difference_update "
            "__ior__ __iand__ __isub__ __ixor__ __init__",
            Effect.GET: "__contains__",
            Effect.PUT: "add discard remove",
            Effect.ITERATE: "__iter__",
        }
    ),
}
TAKES_ITERABLES = frozenset(
    {
        *("extend", "extendleft", "update", "subtract", "union", "intersection", "difference", "symmetric_difference"),
        *("issubset", "issuperset", "isdisjoint", "intersection_update", "difference_update"),
        *("symmetric_difference_update", "__init__", "__iadd__", "__ior__", "__isub__", "__iand__", "__ixor__"),
        *("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__", "__add__", "__or__", "__and__", "__sub__"),
    }
)
"""Methods that read the containers they are given; the others only keep them."""

DROPS = frozenset({"pop", "__delitem__", "discard", "remove"})
"""Methods that drop the element they are given."""


SEARCHES = frozenset({"remove", "index", "count", "__contains__"})
"""Methods of a list, or of a deque, that compare with each element."""

LOOPS = frozenset(
    vars(Counter)[name]
    for name in (
        *("update", "subtract", "most_common", "elements"),
        *("__add__", "__sub__", "__or__", "__and__", "__iadd__", "__isub__", "__ior__", "__iand__"),
        *("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"),
    )
)
"""Methods of ``Counter`` in whose Python code others may come in between: a text of our library does the same."""
