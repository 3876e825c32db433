"""Whether code of the program's runs when an iterator of Python's own is advanced: what it is made of tells."""

from __future__ import annotations

import gc
import itertools
from itertools import accumulate, dropwhile, filterfalse, starmap, takewhile
from types import FunctionType, GeneratorType
from typing import Any

from threadlab.schedules.hooks.advancing.stepping import AdvancingSource, EachOf, IteratorPart, Lazy, Stepper

CALLING: tuple[type, ...] = (map, filter, accumulate, dropwhile, filterfalse, starmap, takewhile)
"""Iterators of Python's own that a program gets only if they call its code; the others have classes of ours."""
_MADE_OF_OTHERS = frozenset(
    {zip, enumerate, *(each for each in vars(itertools).values() if isinstance(each, type) and each not in CALLING)}
)
_WAYS = frozenset({tuple, type(iter(())), AdvancingSource, IteratorPart, EachOf})
"""What lies between an iterator and those that it is made of."""
_OURS = "threadlab."


def runs_code(iterator: Any) -> bool:
    """Whether code of the program's may run when an iterator is advanced that has no class of ours."""
    cls = type(iterator)
    if cls in CALLING:
        return True
    if cls not in _MADE_OF_OTHERS:
        return False
    left, met = gc.get_referents(iterator), {id(iterator)}
    while left:
        part = left.pop()
        cls = type(part)
        if id(part) in met:
            continue
        met.add(id(part))
        if cls in CALLING or (cls is Stepper and not part.pure) or (cls is Lazy and not part.takes_one_step()):
            return True
        if cls is GeneratorType:
            frame = part.gi_frame
            if frame is not None and not str(frame.f_globals.get("__name__")).startswith(_OURS):
                return True
        elif cls in _MADE_OF_OTHERS or cls in _WAYS:
            left += gc.get_referents(part)
        elif type(getattr(cls, "__next__", None)) is FunctionType and not cls.__module__.startswith(_OURS):
            return True
    return False
