"""``functools.lru_cache``: written in C, so that to look a result up is one step, and to keep one is another."""

from __future__ import annotations

import functools
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from threadlab.schedules.actions import Action
from threadlab.schedules.hooks.core import ELEMENT_READ, ELEMENT_WRITE, READ, WRITE
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.running.operation import Footprint, Mode

Function = Callable[..., Any]


def cache_maker(hooks: Hooks) -> Function:
    """Return ``functools.lru_cache``."""

    def lru_cache(maxsize: Any = 128, typed: bool = False) -> Any:
        if isinstance(maxsize, int):
            maxsize = max(maxsize, 0)
        elif callable(maxsize) and isinstance(typed, bool):
            return Cache(hooks, maxsize, 128, typed).function()
        elif maxsize is not None:
            raise TypeError("Expected first argument to be an integer, a callable, or None")
        return lambda function: Cache(hooks, function, maxsize, typed).function()

    return lru_cache


class Cache:
    """The results of one function.

    Calls with different arguments commute, until it shows that somebody can tell their order: from what has been put
    out of a full cache, or from the counts.
    """

    def __init__(self, hooks: Hooks, function: Function, maxsize: int | None, typed: bool) -> None:
        self._hooks = hooks
        self._function = function
        self._maxsize = maxsize
        self._typed = typed
        self._results: OrderedDict[Any, Any] = OrderedDict()
        self._hits = self._misses = 0
        self._key = hooks.key(self)
        self._name = f"the cache of {getattr(function, '__name__', 'a function')}"
        self._fills = f"{self._name} ({self._key}) is full"
        self._counts = f"{self._name} ({self._key}) is counted"

    def function(self) -> Function:
        """Return the function that uses the cache."""

        def call(*args: Any, **words: Any) -> Any:
            return self._call(args, words)

        functools.update_wrapper(call, self._function)
        call.__dict__.update(cache_info=self._info, cache_clear=self._clear, cache_parameters=self._parameters)
        del call.__dict__["__wrapped__"]
        return call

    def _learned(self, fact: str) -> bool:
        return fact in self._hooks.world.learned

    def _call(self, args: tuple[Any, ...], words: dict[str, Any]) -> Any:
        if self._maxsize == 0:
            self._step("read", self._counted())
            self._misses += 1
            return self._function(*args, **words)
        key = functools._make_key(args, words, self._typed)
        hash(key)  # what cannot be hashed is the caller's mistake, and no matter of a dict's
        name = self._hooks.element_key((*args, *words.items()))
        element = (self._key, name)
        looks = ((element, READ), (self._key, WRITE if self._learned(self._fills) else ELEMENT_READ))
        self._step("read", (*looks, *self._counted()))
        if key in self._results:
            self._hits += 1
            self._results.move_to_end(key)
            return self._hooks.noted(self._results[key])
        self._misses += 1
        result = self._function(*args, **words)
        keeps = WRITE if name is None or self._learned(self._fills) else ELEMENT_WRITE
        self._step("write", ((element, WRITE), (self._key, keeps)))
        self._keep(key, result)
        return result

    def _keep(self, key: Any, result: Any) -> None:
        self._hooks.noted(result)
        if self._maxsize is None:
            self._results[key] = result
        elif key not in self._results:  # else another call has kept the same meanwhile
            self._results[key] = result
            if len(self._results) > self._maxsize:
                self._hooks.world.learn(self._fills)
                self._results.popitem(last=False)

    def _counted(self) -> Footprint:
        """Return what counting touches: two counts commute, but neither with a look at them."""
        mode: Mode = ELEMENT_WRITE
        return (((self._key, "counts"), mode),) if self._learned(self._counts) else ()

    def _step(self, action: Action, footprint: Footprint) -> None:
        self._hooks.touch(action, footprint, self._name)

    def _info(self) -> Any:
        """Do as ``cache_info``."""
        self._hooks.world.learn(self._counts)
        self._step("read", ((self._key, READ), ((self._key, "counts"), READ)))
        info = functools._CacheInfo(self._hits, self._misses, self._maxsize, len(self._results))
        return self._hooks.noted(info)

    def _clear(self) -> None:
        """Do as ``cache_clear``."""
        self._step("write", ((self._key, WRITE), *self._counted()))
        self._results.clear()
        self._hits = self._misses = 0

    def _parameters(self) -> dict[str, Any]:
        """Do as ``cache_parameters``."""
        return {"maxsize": self._maxsize, "typed": self._typed}
