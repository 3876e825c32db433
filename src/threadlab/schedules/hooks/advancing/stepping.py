"""What a program gets instead of an iterator: the same, with the steps that it takes to advance it."""

from __future__ import annotations

import dis
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate, dropwhile, filterfalse, starmap, takewhile
from types import CodeType, GeneratorType
from typing import Any, Protocol

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.core import READ
from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.running.operation import Footprint, Found

CALLING: tuple[type, ...] = (map, filter, accumulate, dropwhile, filterfalse, starmap, takewhile)
"""Iterators of Python's own that a program gets only if they call its code; the others have classes of ours."""


class SteppingHooks(Protocol):
    """What an iterator needs of the hooks."""

    @property
    def touch(self) -> Callable[[Action, Footprint, str], None]: ...  # noqa: D102 - as the hooks say

    def touch_found(self, action: Action, found: Found, text: str) -> None: ...  # noqa: D102
    def holder(self, iterator: Any) -> Holder | None: ...  # noqa: D102
    def stepping(self, iterator: Any) -> Any: ...  # noqa: D102
    def made_of(self, make: Callable[..., Any], sources: list[Any]) -> Any: ...  # noqa: D102
    def noted(self, value: Any) -> Any: ...  # noqa: D102


class Holder:
    """Who uses an iterator: the number of the thread, and whether one is inside of it."""

    __slots__ = ("by", "inside", "kept", "place", "words")

    def __init__(self, by: int, kept: object) -> None:
        self.by = by
        self.kept = kept  # the iterator, weakly where that can be: one that nobody has any more comes to its end
        self.inside = False
        self.place: Footprint = ()
        self.words = ""  # what it is called in a story


def touches_nothing(*, whole: bool = False) -> Footprint:  # noqa: ARG001 - as all that say what an advance touches
    """Say that to advance something touches nothing that it does not touch itself."""
    return ()


class IteratorPart:
    """What an iterator is made of: if it is ``pure``, ``raw`` takes no steps, and ``touches`` says what it reads.

    ``elements`` is the container that it goes through, None if that is not known.
    """

    __slots__ = ("elements", "pure", "raw", "text", "touches")

    def __init__(
        self,
        raw: Any,
        touches: Callable[..., Footprint],
        pure: bool,
        text: str = "",
        elements: Iterable[Any] | None = None,
    ) -> None:
        self.elements = elements
        self.raw = raw
        self.touches = touches
        self.pure = pure
        self.text = text


class Stepper:
    """An iterator made for several threads: to advance it is one step.

    ``elements`` holds what it gives, or nothing if that is known to be plain; None if it is not known.
    """

    __slots__ = ("__weakref__", "_hooks", "_touches", "elements", "pure", "raw", "text")
    _tl_visible: frozenset[str] = frozenset()

    def __init__(
        self,
        hooks: SteppingHooks,
        raw: Any,
        touches: Callable[..., Footprint],
        *,
        text: str = "",
        pure: bool = True,
        elements: Iterable[Any] | None = None,
    ) -> None:
        self.elements = elements
        self._hooks = hooks
        self._touches = touches
        self.text = text or "an iterator"
        self.raw = raw
        self.pure = pure

    def touches(self, *, whole: bool = False) -> Footprint:
        """Return the touches of advancing it once, or to its end."""
        holder = self._hooks.holder(self)
        return (*self._touches(whole=whole), *(() if holder is None else holder.place))

    def __iter__(self) -> Stepper:
        return self

    def __next__(self) -> Any:
        found = Found()
        found.look(lambda into: into.update(self.touches()))
        if not found.anew():
            return next(self.raw)
        self._hooks.touch_found("read", found, self.text)
        return self._hooks.noted(next(self.raw))

    def __length_hint__(self) -> int:
        return 0

    def __reduce__(self) -> Any:
        raise refusal("copies an iterator")

    def __repr__(self) -> str:
        return f"<{type(self.raw).__name__} object>"


class Lazy:
    """``zip`` or the like over containers, which nobody has advanced yet.

    Who goes through it takes a step for each element. What uses it up in C, as ``list`` does, takes one step for all.
    """

    __slots__ = ("__weakref__", "_make", "_one_step", "_take", "raw")
    _tl_visible: frozenset[str] = frozenset()

    def __init__(
        self, make: Callable[[], Any], take: Callable[[Found, bool], Any], one_step: Callable[[], bool]
    ) -> None:
        """Hear how to make it.

        Args:
            make: makes what takes its own steps.
            take: makes what takes none, and collects what that reads.
            one_step: whether ``take`` may be called: no code of the program's runs when it is used up.
        """
        self._make = make
        self._take = take
        self._one_step = one_step
        self.raw: Any = None  # what it is, once it is known how it is used

    def takes_one_step(self) -> bool:
        """Whether to use it up is one step."""
        return self.raw is None and self._one_step()

    def begun(self) -> Any:
        """Return what it is for whoever advances it."""
        if self.raw is None:
            self.raw = self._make()
        return self.raw

    def taken(self, found: Found, looks: bool) -> Any:
        """Return what to use up in one step, and collect what that reads; as ``begun`` if it takes more.

        Args:
            found: where it is collected.
            looks: whether what it gives is looked into.
        """
        if self.takes_one_step():
            self.raw = self._take(found, looks)
        return self.begun()

    def __iter__(self) -> Lazy:
        return self

    def __next__(self) -> Any:
        return next(self.begun())

    def __length_hint__(self) -> int:
        return 0

    def __reduce__(self) -> Any:
        raise refusal("copies an iterator")

    def __repr__(self) -> str:
        return f"<{type(self.begun()).__name__} object>"


class Groups(Stepper):
    """``groupby`` for several threads: to read on in one of its groups is to advance what it goes through."""

    __slots__ = ()

    def __next__(self) -> Any:
        key, group = super().__next__()
        return key, Stepper(self._hooks, group, self.touches, text=self.text, pure=self.pure)


class Last:
    """The iterator that is made of some sources, as far as it has a state of its own."""

    __slots__ = ("of",)

    def __init__(self) -> None:
        self.of: Callable[[], Stepper | None] | None = None

    def goes_on(self, hooks: SteppingHooks) -> None:
        """Take the step in which that state is changed, if threads share it."""
        stepper = None if self.of is None else self.of()
        holder = None if stepper is None else hooks.holder(stepper)
        if holder is not None:
            hooks.touch("advance", holder.place, holder.words)

    def returning(self, hooks: SteppingHooks, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function after whose return that state is changed, for ``accumulate`` and its like."""

        def call(*args: Any) -> Any:
            value = function(*args)
            self.goes_on(hooks)
            return value

        return call


class AdvancingSource:
    """A source whose advance may run code of the program; what is made of it changes when it has come to its end."""

    __slots__ = ("_hooks", "_last", "_part")

    def __init__(self, hooks: SteppingHooks, part: IteratorPart, last: Last) -> None:
        self._hooks = hooks
        self._part = part
        self._last = last

    def __iter__(self) -> AdvancingSource:
        return self

    def __next__(self) -> Any:
        hooks, part = self._hooks, self._part
        try:
            if not part.pure:
                return next(hooks.stepping(part.raw))
            found = Found()
            found.look(lambda into: into.update(part.touches()))
            if found.anew():
                hooks.touch_found("read", found, part.text or "an iterator")
                return hooks.noted(next(part.raw))
            return next(part.raw)
        finally:
            self._last.goes_on(hooks)


class EachOf:
    """The iterables that an iterator gives, each as something to go through with steps."""

    __slots__ = ("_hooks", "_iterables")

    def __init__(self, hooks: SteppingHooks, iterables: Any) -> None:
        self._hooks = hooks
        self._iterables = iterables

    def __iter__(self) -> EachOf:
        return self

    def __next__(self) -> Any:
        value = next(self._hooks.stepping(self._iterables))
        return self._hooks.made_of(iter, [value])


class SharedIterator:
    """An iterator of Python's own that threads share, as a loop has it: to advance it is a step."""

    __slots__ = ("_hooks", "holder", "raw")

    def __init__(self, hooks: SteppingHooks, raw: Any) -> None:
        self._hooks = hooks
        self.raw = raw
        holder = hooks.holder(raw)
        assert holder is not None
        self.holder = holder

    def __iter__(self) -> SharedIterator:
        return self

    def __next__(self) -> Any:
        self._hooks.holder(self.raw)
        self._hooks.touch("advance", self.holder.place, self.holder.words)
        return self._hooks.noted(next(self.raw))


class SharedGenerator:
    """A generator that threads share: who enters it while another thread is inside is told so, as in CPython."""

    __slots__ = ("_generator", "_holder", "_hooks")

    def __init__(self, hooks: SteppingHooks, generator: Any, holder: Holder) -> None:
        self._hooks = hooks
        self._generator = generator
        self._holder = holder

    def __iter__(self) -> SharedGenerator:
        return self

    def __next__(self) -> Any:
        return self._enter(self._generator.__next__)

    def send(self, value: Any) -> Any:
        """Do as the generator's ``send``."""
        return self._enter(self._generator.send, value)

    def throw(self, *error: Any) -> Any:
        """Do as the generator's ``throw``."""
        return self._enter(self._generator.throw, *error)

    def close(self) -> Any:
        """Do as the generator's ``close``: one step, if none of its code is there to run."""
        return self._enter(self._generator.close, closes=True)

    def _enter(self, method: Callable[..., Any], *args: Any, closes: bool = False) -> Any:
        hooks, holder = self._hooks, self._holder
        hooks.holder(self._generator)
        hooks.touch("advance", holder.place, holder.words)
        if holder.inside:
            raise ValueError("generator already executing")
        if closes and not runs_when_closed(self._generator):
            return method()
        holder.inside = True
        try:
            value = method(*args)
        finally:
            hooks.touch("yield", holder.place, holder.words)
            holder.inside = False
        return hooks.noted(value)


def runs_when_closed(generator: GeneratorType[Any, Any, Any]) -> bool:
    """Whether code of a generator runs when it is closed: it waits amid a ``try``, a ``with`` or another generator."""
    frame = generator.gi_frame
    if frame is None or not generator.gi_suspended:  # at its end, or not begun
        return False
    return generator.gi_yieldfrom is not None or _is_caught(generator.gi_code, frame.f_lasti)


def _is_caught(code: CodeType, place: int) -> bool:
    """Whether an exception is caught that is raised at an instruction.

    Since 3.12 one that nobody else does is, to make another one of StopIteration.
    """
    numbers = _numbers_in(code.co_exceptiontable)
    for start, length, target, _ in zip(numbers, numbers, numbers, numbers, strict=False):
        if 2 * start <= place < 2 * (start + length):
            return dis.opname[code.co_code[2 * target]] != "CALL_INTRINSIC_1"
    return False


def _numbers_in(table: bytes) -> Iterator[int]:
    """Give the numbers of a table of exceptions, six bits in a byte (CPython, "exception_handling_notes.txt")."""
    number = 0
    for byte in table:
        number = (number << 6) | (byte & 0x3F)
        if not byte & 0x40:
            yield number
            number = 0


class CallingIterator:
    """``iter(function, sentinel)``: several threads may be in the function at once."""

    __slots__ = ("__weakref__", "_ended", "_function", "_hooks", "_sentinel")
    _tl_visible: frozenset[str] = frozenset()

    def __init__(self, hooks: Any, function: Callable[[], Any], sentinel: Any) -> None:
        self._hooks = hooks
        self._function = function
        self._sentinel = sentinel
        self._ended = False

    def __iter__(self) -> CallingIterator:
        return self

    def __next__(self) -> Any:
        hooks = self._hooks
        holder = hooks.holder(self)
        if holder is not None:
            hooks.touch("read", ((holder.place[0][0], READ),), "an iterator")
        if self._ended:
            raise StopIteration
        try:
            value = self._function()
            if holder is not None:  # what the function gave is lost if another thread has come to the end meanwhile
                hooks.touch("read", ((holder.place[0][0], READ),), "an iterator")
            ends = self._ended or value is self._sentinel or bool(hooks.compare_eq(self._sentinel, value))
        except StopIteration:
            ends = True
        if ends:
            if holder is not None and not self._ended:
                hooks.touch("write", holder.place, "an iterator")
            self._ended = True
            raise StopIteration
        return value
