"""Iterators that several threads advance: each advance of one is a step, of a generator a step in and a step out.

An iterator that one thread alone has costs nothing. Whose each is, is noted when it is used; the first that another
thread uses too is a fact to be learned, after which all of its kind make steps.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterable
from types import FunctionType, GeneratorType
from typing import Any

from threadlab.schedules.hooks.advancing.looking import LATE, Met, holds_plain, holds_whole, touches_of
from threadlab.schedules.hooks.advancing.stepping import (
    CALLING,
    AdvancingSource,
    CallingIterator,
    EachOf,
    Groups,
    Holder,
    IteratorPart,
    Last,
    Lazy,
    SharedGenerator,
    SharedIterator,
    Stepper,
    touches_nothing,
)
from threadlab.schedules.hooks.assigning import AttributeHooks
from threadlab.schedules.hooks.core import (
    ELEMENT_READ,
    MAPPING,
    READ,
    SEQUENCE,
    SET,
    WRITE,
    HookedWorld,
)
from threadlab.schedules.running.operation import Footprint, Found, Mode
from threadlab.schedules.running.recording.words import one_of

SHARED = "an iterator goes from thread to thread"
_OF_CONSTANTS = frozenset(type(iter(each)) for each in ((), "a", "\u1234", b"", range(0), range(1 << 70)))
"""The iterators of what cannot change, which tell what they go through."""


class IteratorHooks(AttributeHooks):
    """Steps of advancing iterators that threads share."""

    def begin(self, world: HookedWorld, namespace: dict[str, Any]) -> None:
        """Get ready for a run."""
        super().begin(world, namespace)
        self.sharing = SHARED in world.learned  # whether iterators, generators apart, are known to be shared
        self._holders: dict[int, Holder] = {}

    # -- whose it is -------------------------------------------------------------------------------------------

    def holder(self, iterator: Any) -> Holder | None:
        """Hear that the current thread uses an iterator; return who holds it if it is shared, None if it is not."""
        holder = self._holders.get(id(iterator))
        current = self.world.current
        if holder is None:
            holder = self._hold(iterator, current.number)
        else:
            current.effects += 1  # a loop that advances the same iterator again and again goes on
        cls = type(iterator)
        if cls is GeneratorType:
            code = iterator.gi_code
            fact = f"generator {code.co_name}, line {code.co_firstlineno}, goes from thread to thread"
            name = f"generator {code.co_name}"
            words = "a generator expression" if code.co_name == "<genexpr>" else f"{code.co_name}()"
        else:
            fact, name = SHARED, cls.__name__
            words = "an iterator" if cls in (Stepper, CallingIterator) else one_of(cls)
        if fact not in self.world.learned:
            if holder.by == current.number:
                return None
            self.world.learn(fact)
        if not holder.place:
            holder.place = (((self.key(holder), name), WRITE),)
            holder.words = words
        return holder

    def _hold(self, iterator: Any, number: int) -> Holder:
        holders, place = self._holders, id(iterator)
        try:
            kept: object = weakref.ref(iterator, lambda _: holders.pop(place, None))
        except TypeError:  # what has no weak references is made of containers, and nothing is done when it ends
            kept = iterator
        holder = holders[place] = Holder(number, kept)
        return holder

    # -- using it ----------------------------------------------------------------------------------------------

    def stepping(self, iterator: Any) -> Any:
        """Return what to advance instead of an iterator: the same, with the steps that this takes."""
        if type(iterator) is Lazy:
            iterator = iterator.begun()
        cls = type(iterator)
        if type(getattr(cls, "__next__", None)) is FunctionType:  # the program's own, or one of ours
            return iterator
        holder = self.holder(iterator)
        if holder is None:
            return iterator
        return SharedGenerator(self, iterator, holder) if cls is GeneratorType else SharedIterator(self, iterator)

    def used_up(self, value: Any, found: Found, looks: bool = False) -> Any:
        """Return what to give instead of ``value`` to a function that iterates over what it is given.

        Where no code of the program's runs in between, it is done in one step, whose touches are put into ``found``.

        Args:
            value: what the function is given.
            found: where touches are collected.
            looks: whether the function looks into what it comes by.
        """
        cls = type(value)
        if not hasattr(cls, "__next__") or hasattr(cls, "_tl_absent"):
            if not hasattr(cls, "_tl_as_it_is"):
                return value
            found.look(lambda into: self.reads(value, into, deep=looks))
            return cls._tl_as_it_is(value)
        if cls is Stepper and value.pure:
            found.look(lambda into: into.update(value.touches(whole=True)))
            if looks and value.elements is None:
                return Met(self).each_of(value.raw)
            if looks:
                found.look(lambda into: self.read_inside(value.elements, into))
            return value.raw
        at_once = cls is Lazy and value.takes_one_step()
        source = self.stepping(value.taken(found, looks) if cls is Lazy else value)
        if type(source) is SharedIterator:
            found.fixed.update(source.holder.place)
            source = source.raw
        return Met(self).each_of(source) if looks and not at_once else source

    def materialised(self, value: Any) -> Any:
        """Use an iterator up, before the one step that uses what it gave; any other value is returned as it is."""
        attributes = hasattr(type(value), "_tl_as_it_is")
        if not (attributes or hasattr(type(value), "__next__")):
            return value
        found = Found()
        value = self.used_up(value, found)
        if found.anew():
            self.touch_found("read", found, "__dict__" if attributes else "an iterator")
        return value.copy() if type(value) is dict else list(value)

    def advance(self, iterator: Any, *default: Any) -> Any:
        """Do as the built-in ``next``."""
        return next(self.stepping(iterator) if hasattr(type(iterator), "__next__") else iterator, *default)

    def generator_method(self, owner: Any, name: str, _text: str) -> Any:
        """Read ``send`` or the like of a generator, or ``__next__`` of any iterator: to call it is a step."""
        plain_method = getattr(owner, name)  # which says so if there is none
        if not callable(plain_method):
            return plain_method

        def call(*args: Any) -> Any:
            return getattr(self.stepping(owner), name)(*args)

        return call

    # -- making one --------------------------------------------------------------------------------------------

    def part(self, value: Any) -> IteratorPart:
        """Return what an iterator is made of that goes through ``value``; to begin with some containers is a step."""
        if type(value) is Lazy:
            value = value.begun()
        cls = type(value)
        if cls is Stepper:
            return (
                IteratorPart(value.raw, value.touches, True, value.text, value.elements)
                if value.pure
                else IteratorPart(value, touches_nothing, False)
            )
        if cls is GeneratorType or type(getattr(cls, "__next__", None)) is FunctionType:
            made = iter(value)  # the program's own may be something else, or nothing to go through
            return IteratorPart(value, touches_nothing, False) if made is value else self.part(made)
        if cls in CALLING:
            return IteratorPart(value, touches_nothing, False)
        if hasattr(cls, "__next__"):

            def own(*, whole: bool = False) -> Footprint:  # noqa: ARG001
                holder = self.holder(value)
                return () if holder is None else holder.place

            gives = value.__reduce__()[1][0] if cls in _OF_CONSTANTS else None
            return IteratorPart(value, own, True, elements=gives)
        owner = self.behind(value)
        kind = self.kind(type(owner))
        if kind and type(cls.__iter__) is not FunctionType:
            return self._of_container(value, owner, kind)
        return self.part(iter(self.in_order(value) if cls is frozenset else value))

    def _of_container(self, value: Any, owner: Any, kind: int) -> IteratorPart:
        key = self.key(owner)
        if kind != SEQUENCE:
            self.learn_order(owner)
        if type(owner) is not list and type(owner) is not bytearray:  # the others keep their size in mind
            self.touch("read", ((key, READ if kind == SET else ELEMENT_READ),), self.describe(owner))
        raw = self.elements_of_set(value) if kind == SET else iter(value)
        one: Footprint = ((key, ELEMENT_READ if kind == MAPPING and value is owner else READ),)

        def touches(*, whole: bool = False) -> Footprint:
            if whole or type(value) is not list:
                return ((key, READ),) if whole else one
            state = raw.__reduce__()  # the list and the place in it, or an empty tuple once it has come to the end
            return (((key, state[2]), READ), (key, ELEMENT_READ)) if len(state) == 3 else ()

        return IteratorPart(raw, touches, True, self.describe(owner), value)

    def made_of(
        self,
        make: Callable[..., Any],
        sources: Iterable[Any],
        *,
        own: bool = True,
        pure: bool = True,
        last: Last | None = None,
        in_c: Callable[..., Any] | None = None,
        reads: Footprint = (),
        looks: bool = False,
        whole: bool = False,
    ) -> Any:
        """Return an iterator that ``make`` makes of others, for several threads.

        Args:
            make: is called with the sources.
            sources: what to go through.
            own: whether it has a state of its own, beside those of its sources.
            pure: whether nothing of the program's runs when it is advanced, the sources apart.
            last: who is told that it has gone on after a call of the program's code; None for nobody.
            in_c: makes the same without any steps; None if it may call the program's code whatever is in the sources.
            reads: what ``in_c`` touches besides.
            looks: whether it looks into what it comes by.
            whole: whether ``in_c`` runs nothing of the program's for what is made of built-in containers, too.
        """
        sources = list(sources)
        in_steps = self._looking(make) if looks else make
        if not self.sharing and all(type(each) is Lazy or not hasattr(type(each), "__next__") for each in sources):
            if in_c is None:
                return in_steps(*map(self._alone, sources))
            plain = holds_whole if whole else holds_plain
            return self._lazily(in_steps, sources, in_c, reads, pure=pure, plain=plain, looks=looks)
        parts = [self.part(source) for source in sources]
        all_plain = all(map(holds_plain, parts))
        elements = [part.elements for part in parts]
        known = all(each is not None for each in elements)
        if (pure or (all_plain and in_c is not None)) and (known or not looks) and all(part.pure for part in parts):
            others, made = ((), make) if pure or in_c is None else (reads, in_c)
            touches = touches_of(parts, others)
            text = next((part.text for part in parts if part.text), "")
            gives = None if not (pure and known) else () if all_plain else elements  # these, or what is made of them
            if looks:
                touches = self._looking_touches(touches, elements)
            return Stepper(self, made(*(part.raw for part in parts)), touches, text=text, elements=gives)
        last = Last() if last is None else last
        stepper = Stepper(
            self, in_steps(*(AdvancingSource(self, part, last) for part in parts)), touches_nothing, pure=False
        )
        last.of = weakref.ref(stepper) if own else None
        return stepper

    def _looking_touches(self, touches: Callable[..., Footprint], elements: list[Any]) -> Callable[..., Footprint]:
        """Return what says what an advance touches that looks into the elements, too."""

        def looking(*, whole: bool = False) -> Footprint:
            found: dict[Any, Mode] = {}
            self.read_inside(elements, found)
            return tuple((found | dict(touches(whole=whole))).items())

        return looking

    def _looking(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """Return what makes the same of sources that are looked into, with a step for each element."""
        return lambda *sources: make(*map(Met(self).each_of, map(iter, sources)))

    def _lazily(
        self,
        make: Callable[..., Any],
        sources: list[Any],
        in_c: Callable[..., Any],
        reads: Footprint,
        *,
        pure: bool,
        plain: Callable[[Any], bool],
        looks: bool,
    ) -> Lazy:
        """Return an iterator for one thread alone, which it may use up in one step if it is of what is in ``LATE``."""
        late = [source if type(source) in LATE or type(source) is Lazy else self.part(source) for source in sources]

        def takes_one_step() -> bool:
            return all(
                source.takes_one_step() if type(source) is Lazy else type(source) in LATE or source.pure
                for source in late
            ) and (pure or all(map(plain, late)))

        def take(found: Found, looked_into: bool) -> Any:
            raw = [self._in_c(source, found, looks or looked_into) for source in late]
            for key, mode in reads:
                found.fixed[key] = max(mode, found.fixed.get(key, mode))
            return in_c(*raw)

        at_once = pure and sum(type(source) in (list, IteratorPart) for source in late) > 1 and not looks
        sources_of = self._together if at_once else self._one_after_another
        return Lazy(lambda: sources_of(make, late), take, takes_one_step)

    def _one_after_another(self, make: Callable[..., Any], sources: list[Any]) -> Any:
        return make(*map(self._alone, sources))

    def _together(self, make: Callable[..., Any], sources: list[Any]) -> Any:
        """Return what reads an element of each of several containers in one step, as ``zip`` does."""
        parts = [source if type(source) is IteratorPart else self.part(source) for source in sources]
        if not all(part.pure for part in parts):
            return self._one_after_another(make, sources)
        text = " and ".join(part.text for part in parts if part.text)
        return Stepper(self, make(*(part.raw for part in parts)), touches_of(parts), text=text)

    def _in_c(self, source: Any, found: Found, looks: bool) -> Any:
        """Return what C code goes through instead of a source, without a step; collect what that reads."""
        if type(source) is IteratorPart:
            found.look(lambda into: into.update(source.touches(whole=True)))
            if looks:
                found.look(lambda into: self.read_inside([source.elements], into))
            return source.raw
        self.look_into(source, found, deep=looks)
        return source.taken(found, looks) if type(source) is Lazy else source

    def _alone(self, source: Any) -> Any:
        """Return what goes through a source for one thread alone."""
        cls = type(source)
        if cls is Lazy:
            return source.begun()
        if cls is not IteratorPart and (cls is list or not (self.kind(cls) or self.behind(source) is not source)):
            return self.iterate(source)
        part = source if cls is IteratorPart else self.part(source)
        return (
            part.raw if isinstance(part.raw, GeneratorType) and not part.pure else AdvancingSource(self, part, Last())
        )

    def iterator_of(self, value: Any) -> Any:
        """Do as ``iter``: what is returned may go to other threads."""
        if hasattr(type(value), "__next__"):
            return iter(value)
        owner = self.behind(value)
        if not self.kind(type(owner)) or type(getattr(type(value), "__iter__", None)) is FunctionType:
            return iter(value)
        part = self.part(value)
        return Stepper(self, part.raw, part.touches, text=part.text, elements=part.elements)

    def chained(self, make: Callable[[Any], Any], iterables: Any) -> Any:
        """Go through iterables, one after the other, as ``chain.from_iterable`` does, which ``make`` is."""
        whole = type(iterables) in (list, tuple)
        if self.sharing and whole and not any(hasattr(type(each), "__next__") for each in iterables):

            def touches(*, whole: bool = False) -> Footprint:  # noqa: ARG001
                found: dict[Any, Mode] = {}
                self.reads(iterables, found, deep=True, order=True)
                return tuple(found.items())

            return Stepper(self, make(iterables), touches, text="the iterables")
        return self.made_of(make, [EachOf(self, self.iterator_of(iterables))])

    def branches(self, iterable: Any, split: Callable[[Any], tuple[Any, ...]]) -> tuple[Any, ...]:
        """Split an iterator as ``tee`` does: the branches share what the first of them has got."""
        head = self._head(iterable, split)
        return tuple(Stepper(self, raw, head.touches, text=head.text, pure=head.pure) for raw in head.raw)

    def grouped(self, iterable: Any, make: Callable[[Any], Any], *, pure: bool, last: Last) -> Groups:
        """Return what ``groupby`` does: its groups read on from where it is, and are empty once it has gone on.

        It is ``pure`` if nothing of the program's runs to find a key. See ``made_of``.
        """
        head = self._head(iterable, make, pure=pure, last=last, looks=True)
        return Groups(self, head.raw, head.touches, text=head.text, pure=head.pure)

    def _head(
        self,
        iterable: Any,
        make: Callable[[Any], Any],
        *,
        pure: bool = True,
        last: Last | None = None,
        looks: bool = False,
    ) -> Stepper:
        """Return the state that several iterators share, made of one, with what it is to advance any of them."""
        part = self.part(iterable)
        if pure and part.pure and not looks:
            return Stepper(self, make(part.raw), part.touches, text=part.text, elements=part.elements)
        if pure and part.pure and part.elements is not None:
            touches = self._looking_touches(part.touches, [part.elements])
            return Stepper(self, make(part.raw), touches, text=part.text)
        last = Last() if last is None else last
        in_steps = self._looking(make) if looks else make
        head = Stepper(self, in_steps(AdvancingSource(self, part, last)), touches_nothing, pure=False)
        last.of = weakref.ref(head)
        return head
