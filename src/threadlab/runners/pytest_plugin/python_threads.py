"""Whether this process' threads are Python's own: a library may put its own in their place, as gevent does.

What a test says of Python's threads is not said of others, which may take turns elsewhere, or nowhere.
"""

from __future__ import annotations

import queue
import threading
import time

_NAMES = {
    threading: ("Thread", "Lock", "RLock", "Condition", "Semaphore", "Event", "Barrier", "Timer", "local", "get_ident"),
    queue: ("Queue", "LifoQueue", "PriorityQueue", "SimpleQueue"),
    time: ("sleep",),
}
_OWN = {(module, name): getattr(module, name) for module, names in _NAMES.items() for name in names}
"""What there was when the plug-in was loaded, before any module of a project was."""


def replaced() -> str:
    """Return the name of what is no longer Python's own, such as "threading.Lock"; "" if all of it is."""
    for (module, name), own in _OWN.items():
        if vars(module).get(name) is not own:
            return f"{module.__name__}.{name}"
    return ""
