"""What all hooks share: the world they report to, what counts as a container, and the reads that lie in a value."""

from __future__ import annotations

import sys
from abc import ABC
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from types import FrameType, FunctionType, MemberDescriptorType, MethodType, ModuleType
from typing import Any, NoReturn, Protocol, TypeVar

from threadlab.schedules.actions import Action
from threadlab.schedules.errors import Abandoned
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.running.operation import Footprint, Found, Key, Mode
from threadlab.schedules.running.recording.words import one_of

READ, WRITE, ELEMENT_READ, ELEMENT_WRITE = Mode.READ, Mode.WRITE, Mode.ELEMENT_READ, Mode.ELEMENT_WRITE

SCALARS: frozenset[type] = frozenset({int, float, str, bool, type(None), bytes, complex, range, slice})
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

STANDARD: dict[type, int] = KINDS | dict.fromkeys((*SCALARS, tuple, FunctionType, MethodType, ModuleType), 0)
"""Classes that every program meets, with what kind of container they are."""

MISSING: Any = object()
LOOKED_AT = "somebody looks at all attributes of a "
"""How a fact begins that names a class: a new attribute of an instance is then seen, as with ``vars``."""


Method = TypeVar("Method", bound=Callable[..., Any])
Objects = bool | Callable[[type], bool]  # whether objects are looked into: all, none, or those of some classes


def like_built_in(
    function: Callable[..., Any], *, plain: bool = False, look_up: Callable[[Any, Any], Any] | None = None
) -> Callable[..., Any]:
    """Return a function that, as a built-in one, is not bound to an instance when it is found on its class.

    It is ``plain`` if it takes no steps for values that nothing can change; see ``ElementHooks.look_up``.
    """

    def call(_: Any, *args: Any, **words: Any) -> Any:
        return function(*args, **words)

    call.__dict__.update(_tl_plain=plain, _tl_look_up=look_up)
    return MethodType(call, function)


def attributes_of(thing: object) -> dict[str, Any]:
    """Return the attributes of an object as they are, whatever its class has to say about reading them.

    Raises:
        AttributeError: it has none of its own.
    """
    attributes: dict[str, Any] = object.__getattribute__(thing, "__dict__")
    return attributes


def slots_of(cls: type) -> list[str]:
    """Return the names of the attributes for which a class has slots."""
    names = (vars(base).items() for base in cls.__mro__)
    return [name for each in names for name, found in each if isinstance(found, MemberDescriptorType)]


def contents_of(thing: object) -> list[Any]:
    """Return the values of all attributes that an object has of its own, be they in slots or not."""
    slots = (getattr(thing, name, None) for name in slots_of(type(thing)))
    args = vars(BaseException)["args"].__get__(thing) if isinstance(thing, BaseException) else ()
    return [*args, *slots, *(attributes_of(thing).values() if type(thing).__dictoffset__ else ())]


def hook(method: Method) -> Method:
    """Mark a method as one that instrumented code calls, by the method's name."""
    method.__dict__["hook"] = True
    return method


class HookedWorld(Protocol):
    """What the hooks need of the world that a program runs in."""

    recording: bool
    solo: bool
    one_order: bool
    learned: frozenset[str]
    settings: dict[tuple[str, str], Any]
    numbers: Any

    @property
    def current(self) -> Any: ...  # noqa: D102 - as the world says
    @property
    def touch(self) -> Callable[..., None]: ...  # noqa: D102 - as the world says
    def key(self, thing: object) -> int: ...  # noqa: D102
    def has_number(self, thing: object) -> bool: ...  # noqa: D102
    def draw(self, count: int) -> int: ...  # noqa: D102
    def note(self, value: object) -> None: ...  # noqa: D102
    def learn(self, fact: str) -> None: ...  # noqa: D102
    def loop(self, token: list[Any], state: tuple[Any, ...], *, endless: bool = False) -> None: ...  # noqa: D102
    def output(self, text: str) -> None: ...  # noqa: D102
    def error_output(self, text: str) -> None: ...  # noqa: D102
    def name(self, thing: Any, name: str) -> None: ...  # noqa: D102
    def check(self, error: BaseException | None) -> None: ...  # noqa: D102
    def frame(self, number: int) -> int: ...  # noqa: D102
    def capture(self, frame: Hashable, variable: str, value: object) -> None: ...  # noqa: D102
    def mark(self) -> int: ...  # noqa: D102
    def back(self, mark: int, result: object) -> None: ...  # noqa: D102
    def for_turn(self, token: list[Any], state: tuple[Any, ...]) -> None: ...  # noqa: D102
    def meet(self, hooks: Any) -> None: ...  # noqa: D102
    def summand(self, place: Key) -> None: ...  # noqa: D102
    def added(self, place: Key) -> None: ...  # noqa: D102
    def mode_of_adding(self, container: Any, *added: Any) -> Mode: ...  # noqa: D102
    def in_any_order(self, container: Any) -> None: ...  # noqa: D102


class Over:
    """The world of a run that is over: whoever has to do with it is left of a program, and leaves."""

    recording = False
    solo = one_order = True
    learned: frozenset[str] = frozenset()

    def leave(self, *_: object, **_words: object) -> NoReturn:
        """Refuse whatever it is.

        Raises:
            Abandoned: always.
        """
        raise Abandoned

    @property
    def current(self) -> NoReturn:
        """Say that no thread runs.

        Raises:
            Abandoned: always.
        """
        raise Abandoned

    touch = key = has_number = draw = note = learn = loop = output = error_output = name = leave
    frame = capture = mark = back = for_turn = summand = added = mode_of_adding = in_any_order = leave
    settings: Any = current
    numbers: Any = current

    def meet(self, hooks: Any) -> None:
        """Take no notice of who asks."""

    def check(self, error: BaseException | None) -> None:
        """Take an exception for the program's own."""


MEMBERS: dict[tuple[type, str], Callable[[Any, Any], Any]] = {}
"""Members of classes that no program has made, by class and name: what a program gets for one, from the hooks and the
object, or the class, that it is asked of. The library fills it."""


class HookCore(ABC):
    """The state of the hooks of one program, in one run after another."""

    text: Callable[[str], Mapping[str, Any]]
    """What a text of our library defines, by the name of the text."""

    def __init__(self) -> None:
        self._strangers: dict[type, bool] = {}  # classes that no program has made

    def begin(self, world: HookedWorld, namespace: dict[str, Any]) -> None:
        """Get ready for a run.

        Args:
            world: where the steps go.
            namespace: the globals of the program's cells.
        """
        self.world = world
        self.namespace = namespace
        self._globals: dict[int, dict[str, Any]] = {}  # of the program's own modules
        self.test_namespace = namespace.copy()  # the test's own globals, which no program can bind
        self.touch = world.touch
        self.key = world.key
        self.views: dict[int, tuple[Any, Any]] = {}  # of dicts, by id: the view, kept so, and its dict
        self._kinds = STANDARD.copy()
        self._students: dict[type, bool] = self._strangers.copy()
        self._sites: dict[int, str] = {}
        self._ordered: dict[int, bool] = {}  # by key: is the order of insertion known to be seen?
        self._called: dict[int, str] = {}
        self._module = namespace.setdefault("__name__", "__main__")
        self._made: set[type] = set()  # the classes that the program has made
        self._homes: dict[type, object] = {}  # the globals of the test, or of our library, where those were made
        self.looked_at = {fact.removeprefix(LOOKED_AT) for fact in world.learned if fact.startswith(LOOKED_AT)}
        world.meet(self)

    def __deepcopy__(self, _memo: object) -> HookCore:
        return self  # a program may copy what holds a built-in function

    def end(self) -> None:
        """Let go of a run that is over.

        Else what it has made would come to its end when the next one begins, and what the program does then, as in the
        ``finally`` of a generator, would be done there.
        """
        self.begin(Over(), {"__builtins__": {}})

    # -- recording ---------------------------------------------------------------------------------------------

    @hook
    def noted(self, value: Any) -> Any:
        """Attach the value just read to the step just made, and return it."""
        if self.world.recording:
            self.world.note(value)
        return value

    def record(self, value: Any, text: str) -> None:
        """Attach a value to the step just made, and remember under which name a container was met."""
        self.world.note(value)
        if self.kind(type(value)):
            self._called.setdefault(self.key(value), text)

    def describe(self, value: object) -> str:
        """Words for a container: the name under which it was met, else what it is."""
        named = self.world.recording and self.kind(type(value))  # what has no number should not get one for this
        return (named and self._called.get(self.key(value))) or one_of(type(value))

    # -- whose it is -------------------------------------------------------------------------------------------

    def is_text(self, namespace: object) -> bool:
        """Whether globals are those of the program or of its test."""
        return namespace is self.namespace or namespace is self.test_namespace or id(namespace) in self._globals

    def add_globals(self, namespace: dict[str, Any]) -> None:
        """Hear of the globals of another module of the program."""
        self._globals[id(namespace)] = namespace

    def is_programs(self, namespace: object) -> bool:
        """Whether globals are those of the program, not of its test, nor of our library."""
        return namespace is self.namespace or id(namespace) in self._globals

    @contextmanager
    def without_steps(self) -> Iterator[None]:
        """Make no steps for a while: others come in neither."""
        touch = vars(self)["touch"]
        vars(self)["touch"] = lambda *_: None
        try:
            yield
        finally:
            vars(self)["touch"] = touch

    def home(self) -> object:
        """Return the globals of the instrumented text that runs: of the program, of its test, or of our library."""
        table, frame = self.namespace["__builtins__"], sys._getframe(1)
        while frame.f_builtins is not table and frame.f_back is not None:
            frame = frame.f_back
        return frame.f_globals

    def is_librarys(self, cls: type) -> bool:
        """Whether a class was made by a text of our library."""
        home = self._homes.get(cls)
        return home is not None and home is not self.test_namespace

    def may_change(self, owner: type) -> bool:
        """Whether the text that runs may change a class: a program may not change those of its test or our library."""
        home = self._homes.get(owner)
        return self.made_by_program(owner) and (home is None or home is self.home())

    def makes_steps(self, function: object) -> bool:
        """Whether a function was made by an instrumented text, so that it makes its own steps."""
        builtins = getattr(function, "__builtins__", None)
        return builtins is not None and builtins is self.namespace["__builtins__"]

    def made_by_program(self, cls: type) -> bool:
        """Whether a class was made by the program's own text."""
        return cls in self._made or cls.__dict__.get("__module__") == self._module

    def is_students(self, cls: type) -> bool:
        """Whether a class or one of its bases was made by the program's own text."""
        answer = self._students.get(cls)
        if answer is None:
            answer = self._students[cls] = any(self.made_by_program(base) for base in cls.__mro__)
            if not answer and (cls in STANDARD or issubclass(cls, Controlled)):  # the same classes in each run
                self._strangers[cls] = False
        return answer

    def has_fields(self, cls: type) -> bool:
        """Whether instances of a class have attributes that a program gives them, and that threads can share."""
        return self.is_students(cls) or issubclass(cls, BaseException) or hasattr(cls, "_tl_fields")

    def all_attributes(self, owner: object) -> Footprint:
        """Return the touches of reading all attributes that an object has of its own."""
        name = type(owner).__name__
        if name not in self.looked_at and not self.world.solo:
            self.world.learn(LOOKED_AT + name)
        key = self.key(owner)
        names = [*slots_of(type(owner)), *(attributes_of(owner) if type(owner).__dictoffset__ else ())]
        return (((key, "__dict__"), READ), *(((key, name), READ) for name in names))

    def kind(self, cls: type) -> int:
        """Return SEQUENCE, MAPPING or SET for a container whose contents can change, else 0."""
        kind = self._kinds.get(cls)
        if kind is None:
            kind = KINDS.get(cls) or next((KINDS[base] for base in cls.__mro__ if base in KINDS), 0)
            self._kinds[cls] = kind
        return kind

    # -- order of insertion ------------------------------------------------------------------------------------

    def ordered(self, container: object) -> bool:
        """Say whether the order of insertion into a dict or set is known to be seen by somebody."""
        key = self.key(container)
        ordered = self._ordered.get(key)
        if ordered is None:
            ordered = issubclass(type(container), OrderedDict) or self._site(container, key) in self.world.learned
            self._ordered[key] = ordered
        return ordered

    def learn_order(self, container: object) -> None:
        """Note that the order of insertion into a dict or set is about to be seen."""
        if not self.ordered(container):
            key = self.key(container)
            self._ordered[key] = True
            self.world.learn(self._site(container, key))

    def _site(self, container: object, key: int) -> str:
        """Name a dict or set by where it was first met in this run: that lasts from run to run."""
        site = self._sites.get(key)
        if site is None:
            frame: FrameType | None = sys._getframe(1)
            while frame is not None and not self.is_text(frame.f_globals):
                frame = frame.f_back
            place = f"{frame.f_code.co_filename}:{frame.f_lineno}" if frame is not None else "?"
            site = self._sites[key] = f"order of the {type(container).__name__} at {place}"
        return site

    # -- what lies inside --------------------------------------------------------------------------------------

    def behind(self, value: Any) -> Any:
        """Return the dict behind a view of its keys, values or items; any other value as it is."""
        pair = self.views.get(id(value)) if self.views else None
        return value if pair is None else pair[1]

    def reads(
        self, value: Any, found: dict[Any, Mode], *, deep: bool = False, order: bool = False, objects: Objects = False
    ) -> None:
        """Collect the touches of reading all of a value: the containers in it, and with ``deep`` those inside.

        With ``objects``, the attributes of the program's own objects count as their contents.

        Args:
            value: the value.
            found: where the touches are collected, by what they touch.
            deep: whether what is inside of containers is read, too.
            order: whether the order of a dict matters.
            objects: whether the attributes of the program's objects are read; or of which classes.
        """
        if type(value) in SCALARS:
            return
        value = self.behind(value)
        cls = type(value)
        kind = self.kind(cls)
        if kind:
            if (key := self.key(value)) in found:
                return
            found[key] = READ
            if order and kind != SEQUENCE:
                self.learn_order(value)
        elif (objects(cls) if callable(objects) else objects) and self.has_fields(cls):
            if (self.key(value), "__dict__") in found:
                return
            found.update(self.all_attributes(value))
        elif hasattr(cls, "_tl_owner_of"):
            self.reads(cls._tl_owner_of(value), found, deep=deep, order=order, objects=True)
            return
        elif not issubclass(cls, (tuple, frozenset, BaseException)):
            return
        if not deep or cls is bytearray:
            return
        if kind == MAPPING:
            parts = [*dict.keys(value), *dict.values(value)]
        else:
            parts = list(value if kind or issubclass(cls, (tuple, frozenset)) else contents_of(value))
        for part in parts:
            if type(part) not in SCALARS:
                self.reads(part, found, deep=True, order=order, objects=objects)

    def touch_found(self, action: Action, found: Found, text: str) -> None:
        """Touch what is found in containers, as they are when it is the step's turn."""
        self.touch(action, found.footprint or found.anew(), text, found)
