"""What all hooks share: the world they report to, and how a touch of shared data is put into words."""

from __future__ import annotations

import sys
from collections import Counter, OrderedDict, defaultdict, deque
from types import FrameType
from typing import Any, NoReturn, Protocol

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.operation import Footprint, Mode, Operation

READ, WRITE, ELEMENT_READ, ELEMENT_WRITE = Mode.READ, Mode.WRITE, Mode.ELEMENT_READ, Mode.ELEMENT_WRITE

SCALARS = frozenset({int, float, str, bool, type(None), bytes, complex, range, slice})
"""Types whose values hold nothing that can change."""

SEQUENCE, MAPPING, SET = 1, 2, 3
KINDS: dict[type, int] = {
    list: SEQUENCE,
    deque: SEQUENCE,
    bytearray: SEQUENCE,
    dict: MAPPING,
    defaultdict: MAPPING,
    OrderedDict: MAPPING,
    Counter: MAPPING,
    set: SET,
}
"""The containers whose contents threads can share."""

MISSING: Any = object()


class World(Protocol):
    """What the hooks need of the world that a program runs in."""

    recording: bool
    learned: frozenset[str]

    def step(self, operation: Operation) -> None: ...
    def key(self, thing: object) -> int: ...
    def note(self, value: object) -> None: ...
    def learn(self, fact: str) -> None: ...
    def loop(self, token: list[Any], state: tuple[Any, ...]) -> None: ...
    def output(self, text: str) -> None: ...
    def name(self, thing: Any, name: str) -> None: ...


class Core:
    """The state of the hooks of one world."""

    def __init__(self, world: World, namespace: dict[str, Any]) -> None:
        self.world = world
        self.namespace = namespace
        self.step = world.step
        self.key = world.key
        self.kinds: dict[type, int] = dict(KINDS)
        self.sites: dict[int, str] = {}
        self.views: dict[int, tuple[Any, Any]] = {}
        self.student_module = namespace.setdefault("__name__", "__main__")

    def refuse(self, reason: str) -> NoReturn:
        """The program needs what is not modelled."""
        raise Unmodelled(reason)

    def touch(self, action: str, footprint: Footprint, target: str) -> None:
        """One step on shared data."""
        self.step(Operation(action, footprint, target=target))

    def note(self, value: Any) -> Any:
        """Attach the value just read to the step just made, and return it."""
        if self.world.recording:
            self.world.note(value)
        return value

    def is_students(self, cls: type) -> bool:
        """Whether a class was made by the program's own text."""
        return cls.__dict__.get("__module__") == self.student_module

    def kind(self, cls: type) -> int:
        """SEQUENCE, MAPPING or SET for a container whose contents can change, else 0."""
        kind = self.kinds.get(cls)
        if kind is None:
            kind = next((KINDS[base] for base in cls.__mro__ if base in KINDS), 0)
            self.kinds[cls] = kind
        return kind

    def site(self, container: object) -> str:
        """Where a container was first met in this run: a name for it that lasts from run to run."""
        key = self.key(container)
        site = self.sites.get(key)
        if site is None:
            frame: FrameType | None = sys._getframe(1)
            while frame is not None and frame.f_globals is not self.namespace:
                frame = frame.f_back
            place = f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame is not None else "?"
            site = self.sites[key] = f"order of {type(container).__name__} at {place}"
        return site

    def learn_order(self, container: object) -> None:
        """The order of insertion into a dict or set is about to be seen."""
        site = self.site(container)
        if site not in self.world.learned:
            self.world.learn(site)

    # -- what lies inside --------------------------------------------------------------------------------------

    def reads(self, value: object, found: dict[Any, Mode], *, deep: bool, order: bool = False) -> None:
        """Collect the touches of reading all of a value: the containers in it, and with ``deep`` those inside."""
        cls = type(value)
        if cls in SCALARS:
            return
        owner = self.views.get(id(value)) if self.views else None
        if owner is not None:
            value, cls = owner[1], type(owner[1])
        kind = self.kind(cls)
        if kind:
            key = self.key(value)
            if key in found:
                return
            found[key] = READ
            if order and kind != SEQUENCE:
                self.learn_order(value)
        elif cls is not tuple and cls is not frozenset:
            return
        if deep and cls is not bytearray:
            parts: Any = value
            if kind == MAPPING:
                parts = [*dict.keys(parts), *dict.values(parts)]
            elif kind:
                parts = list(parts)
            for part in parts:
                if type(part) not in SCALARS:
                    self.reads(part, found, deep=True, order=order)

    def read_whole(self, value: object, *, deep: bool = False, order: bool = False, target: str = "") -> None:
        """One step that reads all of a value, if there is a container in it."""
        found: dict[Any, Mode] = {}
        self.reads(value, found, deep=deep, order=order)
        if found:
            self.touch("read", tuple(found.items()), target or self.describe(value))
            self.note(value)

    def describe(self, value: object) -> str:
        """Words for a container whose name in the program is not known."""
        return f"a {type(value).__name__}"
