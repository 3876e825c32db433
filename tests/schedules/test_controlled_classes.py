"""One table of the controlled classes: what programs can make is in it, and of the kind that it says."""

from __future__ import annotations

from threadlab.schedules.controlled_classes import CONTROLLED_CLASSES
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.primitives.base import Controlled
from threadlab.schedules.primitives.lock import Lock, RLock

# The same classes under the names of ``_thread``; and ``local``, of which each thread has its own, so none is told of.
ELSEWHERE = {"LockType", "allocate", "allocate_lock", "local", "lock"}


def test_the_table_has_every_controlled_class_that_a_program_can_make() -> None:
    # ``Lock`` is a function that makes locks where CPython has it so.
    made = {each.__name__: each._tl_kind for each in (Lock, RLock)}
    for module in controlled_modules().values():
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, Controlled) and name not in ELSEWHERE:
                made[name] = value._tl_kind
    assert {name: kind for name, kind in CONTROLLED_CLASSES.items() if name in made} == made
    assert set(CONTROLLED_CLASSES) == set(made)
