"""``random``: each number that may be drawn is tried; a generator with a seed gives what it really gives.

A draw of a seeded generator is a step: who draws first matters. Of one without a seed it is none that orders anything.
"""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Sequence
from copy import copy
from functools import partial
from typing import Any

from threadlab.schedules.hooks.core import READ, SEQUENCE, WRITE
from threadlab.schedules.hooks.elements import under_name
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.policy import refusal
from threadlab.schedules.library.randomness.drawn import Drawn, Unknown
from threadlab.schedules.running.learned_facts import PRINTED

MOST_WAYS = 1_000  # that one draw may go

BOUNDS: dict[str, tuple[float, float]] = {
    "random": (0, 1),
    "betavariate": (0, 1),
    "expovariate": (0, math.inf),
    "gammavariate": (0, math.inf),
    "gauss": (-math.inf, math.inf),
    "lognormvariate": (0, math.inf),
    "normalvariate": (-math.inf, math.inf),
    "paretovariate": (1, math.inf),
    "vonmisesvariate": (0, 2 * math.pi),
    "weibullvariate": (0, math.inf),
}
"""Between which bounds the real numbers lie."""

WHOLE: dict[str, Callable[..., Sequence[int]]] = {
    "randint": lambda a, b: range(a, b + 1),
    "randrange": lambda start, stop=None, step=1: range(start) if stop is None else range(start, stop, step),
    "getrandbits": lambda k: range(1 << k),
    "binomialvariate": lambda n=1, p=0.5: range(n + 1),  # noqa: ARG005
}
"""Which whole numbers may be drawn."""

READING = ("choice", "choices", "sample")
NAMES = (*BOUNDS, *WHOLE, *READING, "uniform", "triangular", "shuffle", "randbytes")


class Draws:
    """What is drawn where nothing decides it."""

    def __init__(self, hooks: Hooks) -> None:
        self._hooks = hooks
        self._real = random.Random(0)  # noqa: S311 - not for secrets

    def way(self, count: int) -> int:
        """Return one of so many possibilities, as a step of the current thread.

        Raises:
            Unmodelled: there are too many to try them all.
        """
        if count > MOST_WAYS:
            raise refusal(f"draws one of {count:,} random numbers, which is more than can be tried")
        world = self._hooks.world
        place = (("draws", world.current.number), "a random number")
        self._hooks.touch("draw", ((place, READ),), "a random number")
        return world.draw(count)

    def draw(self, name: str, args: tuple[Any, ...], words: dict[str, Any]) -> Any:
        """Draw as the method of that name would."""
        if self._hooks.world.one_order:  # then it does not matter what these numbers are
            return self.any(name, args, words)
        if name == "shuffle":
            return self._shuffle(*args, **words)
        self.any(name, args, words)  # which complains as it should
        if name in BOUNDS:
            low, high = BOUNDS[name]
            return self._unknown(-high if name == "expovariate" and args and args[0] < 0 else low, high)
        if name in ("uniform", "triangular"):
            low, high = (*args, *words.values(), 0.0, 1.0)[:2] if args or words else (0.0, 1.0)
            return low + (high - low) * self._unknown(0, 1)
        if name in WHOLE:
            numbers = WHOLE[name](*args, **words)
            return self._hooks.noted(numbers[self.way(len(numbers))])
        if name == "randbytes":
            return bytes(self.way(256) for _ in range(args[0]))
        return self._hooks.noted(getattr(self, f"_{name}")(*args, **words))

    def any(self, name: str, args: tuple[Any, ...], words: dict[str, Any]) -> Any:
        """Draw where it does not matter what."""
        return getattr(self._real, name)(*args, **words)

    def _unknown(self, low: float, high: float) -> Drawn:
        return Drawn(Unknown(low, high, self.way, lambda: PRINTED in self._hooks.world.learned))

    def _choice(self, seq: Sequence[Any]) -> Any:
        return seq[self.way(len(seq))]

    def _choices(self, population: Sequence[Any], weights: Any = None, *, cum_weights: Any = None, k: int = 1) -> Any:
        if cum_weights is not None:
            weights = [after - before for before, after in itertools.pairwise([0, *cum_weights])]
        possible = [each for each, weight in zip(population, weights or itertools.repeat(1), strict=False) if weight]
        return [possible[self.way(len(possible))] for _ in range(k)]

    def _sample(self, population: Sequence[Any], k: int, *, counts: Any = None) -> Any:
        each = itertools.repeat(1) if counts is None else counts
        left = [one for one, count in zip(population, each, strict=False) for _ in range(count)]
        return [left.pop(self.way(len(left))) for _ in range(k)]

    def _shuffle(self, x: Any) -> None:
        for last in range(len(x) - 1, 0, -1):
            place = self.way(last + 1)
            x[place], x[last] = x[last], x[place]


def _choose(hooks: Hooks, elements: Any, below: Callable[[int], int]) -> Any:
    """Do as ``choice``, which is written in Python: the list may have lost elements since its length was asked for."""
    size = hooks.length(elements)
    if not size:
        raise IndexError("Cannot choose from an empty sequence")
    return hooks.read_item(elements, below(size), hooks.describe(elements))


def _mix(hooks: Hooks, elements: Any, below: Callable[[int], int]) -> None:
    """Do as ``shuffle``, which swaps two elements at a time."""
    text = hooks.describe(elements)
    for last in reversed(range(1, hooks.length(elements))):
        place = below(last + 1)
        one, other = hooks.read_item(elements, place, text), hooks.read_item(elements, last, text)
        hooks.write_item(one, elements, last, text)
        hooks.write_item(other, elements, place, text)


OF_A_SEQUENCE: dict[str, Callable[[Hooks, Any, Callable[[int], int]], Any]] = {"choice": _choose, "shuffle": _mix}
"""What a generator does with a list or a deque, step by step, with numbers below a bound that it draws."""


def generator_class(hooks: Hooks) -> Any:
    """Return ``random.Random``."""
    draws = Draws(hooks)

    class Random:
        """A generator: without a seed anything may be drawn from it."""

        _tl_visible = True
        _tl_real: random.Random | None = None
        __module__ = "random"

        def __init__(self, x: Any = None) -> None:
            if x is not None:
                self.seed(x)

        def seed(self, a: Any = None, version: int = 2) -> None:
            """Begin the sequence that belongs to a seed."""
            hooks.touch("write", _place(hooks, self), "random numbers")
            self._tl_real = None
            if a is not None:
                self._tl_real = random.Random()  # noqa: S311
                self._tl_real.seed(a, version)

        def getstate(self) -> Any:
            """Return the place in the sequence."""
            hooks.touch("read", _place(hooks, self), "random numbers")
            if self._tl_real is None:
                raise refusal("asks for the state of a generator that has no seed")
            return self._tl_real.getstate()

        def setstate(self, state: Any) -> None:
            """Go to a place in the sequence."""
            hooks.touch("write", _place(hooks, self), "random numbers")
            self._tl_real = self._tl_real or random.Random()  # noqa: S311
            self._tl_real.setstate(state)

        def _tl_draw(self, name: str, *args: Any, **words: Any) -> Any:
            if name in OF_A_SEQUENCE and len(args) == 1 and hooks.kind(type(args[0])) == SEQUENCE and not words:
                return OF_A_SEQUENCE[name](hooks, args[0], partial(self._tl_draw, "randrange"))
            if name in READING and args:
                hooks.read_whole(args[0], order=True)
            elif name == "shuffle" and args and hooks.kind(type(args[0])):
                hooks.touch("write", ((hooks.key(args[0]), WRITE),), hooks.describe(args[0]))
            if self._tl_real is None:
                return draws.draw(name, args, words)
            hooks.touch("draw", _place(hooks, self), "a random number")
            return hooks.noted(getattr(self._tl_real, name)(*args, **words))

        def _tl_any(self, name: str, *args: Any, **words: Any) -> Any:
            """Draw where any number will do: for the length of a sleep, or to print it if nobody looks at that."""
            if self._tl_real is not None or PRINTED in hooks.world.learned:
                return self._tl_draw(name, *args, **words)
            if hooks.world.one_order:
                return draws.any(name, args, words)
            return Draws(hooks).any(name, args, words)  # the same each time, so that a loop is seen to come round

    for name in NAMES:
        if hasattr(random.Random, name):
            setattr(Random, name, _method(name))
    return _finished(Random)


def _state(generator: Any) -> dict[str, Any]:
    """Return what a copy of a generator is made of: it has a sequence of its own."""
    own: dict[str, Any] = vars(generator)
    return own | {"_tl_real": copy(generator._tl_real)}


def _finished(made: Any) -> Any:
    """Let the methods of a class be called by its name and theirs, and its instances be copied."""
    made.__getstate__ = _state
    for name, method in vars(made).items():
        under_name(method, f"{made.__name__}.{name}")
    return made


def _place(hooks: Hooks, generator: object) -> Any:
    return (((hooks.key(generator), "random numbers"), WRITE),)


def _method(name: str) -> Callable[..., Any]:
    def method(self: Any, *args: Any, **words: Any) -> Any:
        return self._tl_draw(name, *args, **words)

    method.__name__ = name
    return method


def random_numbers(hooks: Hooks, contents: dict[str, Any]) -> dict[str, Any]:
    """Return what the module ``random`` holds: its functions draw from one generator that all threads share."""
    made = generator_class(hooks)
    shared = made()
    names = (*NAMES, "seed", "getstate", "setstate")
    return {name: getattr(shared, name) for name in names if name in contents} | {
        "Random": made,
        "SystemRandom": type("SystemRandom", (made,), {"seed": lambda *_: None, "__module__": "random"}),
    }


def secret_numbers(hooks: Hooks) -> dict[str, Any]:
    """Return what is modelled of the module ``secrets``."""
    numbers = random_numbers(hooks, {})
    source = numbers["SystemRandom"]()
    return {
        "SystemRandom": numbers["SystemRandom"],
        "choice": source.choice,
        "randbelow": source.randrange,
        "randbits": source.getrandbits,
    }
