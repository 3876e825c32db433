"""A primitive whose ``__init__`` was never called: what CPython raises, or that it is whole all the same."""

import threading

import pytest

from threadlab import explore

IMPORTS = "import copy, queue, threading\nfrom concurrent.futures import Future, ThreadPoolExecutor\n"
WAYS = {
    "a subclass forgets it": "class K({0}):\n    def __init__(self): pass\nx = K()",
    "object.__new__": "x = object.__new__({0})",
    "its own __new__": "x = {0}.__new__({0})",
}
USES = {
    "threading.Thread": ("start()", "join()", "run()", "name"),
    "threading.Timer": ("start()", "cancel()", "interval"),
    "threading.Condition": ("acquire()", "notify()", "wait()"),
    "threading.Semaphore": ("acquire()", "release()"),
    "threading.BoundedSemaphore": ("acquire()", "release()"),
    "threading.Event": ("is_set()", "set()", "clear()", "wait(1)"),
    "threading.Barrier": ("wait()", "parties", "n_waiting", "broken", "abort()", "reset()"),
    "queue.Queue": ("put(1)", "get()", "qsize()", "task_done()", "join()", "maxsize"),
    "queue.LifoQueue": ("put(1)",),
    "queue.PriorityQueue": ("put(1)",),
    "queue.SimpleQueue": ("put(1)", "qsize()"),
    "type(threading.RLock())": ("acquire()", "release()"),
    "Future": ("result()", "done()", "cancel()", "set_result(1)"),
    "ThreadPoolExecutor": ("submit(print)", "shutdown()"),
    "threading.local": ("x",),
}


def in_cpython(text: str) -> str:
    """The class of what a program raises; "" if nothing."""
    try:
        exec(compile(text, "<program>", "exec"), {})
    except Exception as error:
        return type(error).__name__
    return ""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("primitive", "use"), [(each, use) for each, uses in USES.items() for use in uses])
def test_it_raises_what_cpython_raises(primitive, use, way):
    text = f"{IMPORTS}{WAYS[way].format(primitive)}\nx.{use}"
    expected = in_cpython(text)
    result = explore("def test():\n    pass", text)
    failure = result.failure
    if not expected:
        assert result.verdict == "holds", failure
    else:
        assert failure is not None
        assert (failure.exception or "AssertionError") == expected
        assert "_tl_" not in failure.message


@pytest.mark.parametrize("kind", ["Lock", "RLock"])
def test_a_lock_is_made_by_its_own_new_only(kind):
    text = f"{IMPORTS}x = object.__new__(type(threading.{kind}()))"
    failure = explore("def test():\n    pass", text).failure
    assert failure is not None
    with pytest.raises(TypeError) as error:
        object.__new__(type(getattr(threading, kind)()))
    assert failure.message == f"TypeError: {error.value}"
