"""The greenlets that there are."""

import gc

from greenlet import greenlet


def living() -> int:
    """Count those that have begun and not ended, without the one that every thread of the system has."""
    return sum(
        issubclass(type(thing), greenlet) and thing.parent is not None and not thing.dead for thing in gc.get_objects()
    )
