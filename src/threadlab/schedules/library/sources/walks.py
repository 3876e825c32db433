"""What goes through data piece by piece in CPython's own Python code, as ``deepcopy`` and ``asdict`` do."""

from __future__ import annotations

from collections import deque
from operator import itemgetter
from typing import Any

from threadlab.schedules.library.engine import at_once, blank, fields_of, holds_nothing, is_record, with_changes


def deepcopy(x: Any, memo: Any = None, _nil: Any = None) -> Any:
    return _copied(x, {} if memo is None else memo)


def _copied(x: Any, memo: Any) -> Any:
    if holds_nothing(x):
        return x
    cls, key = type(x), id(x)
    if key in memo:
        return memo[key]
    if cls is list or cls is deque:
        result: Any = [] if cls is list else deque(maxlen=x.maxlen)
        memo[key] = result
        for item in x:
            result.append(_copied(item, memo))
        return result
    if cls is dict:
        result = memo[key] = {}
        for name, value in x.items():
            result[_copied(name, memo)] = _copied(value, memo)
        return result
    if cls is tuple:
        parts = [_copied(part, memo) for part in x]
        changed = any(a is not b for a, b in zip(x, parts, strict=True))
        return memo.setdefault(key, tuple(parts)) if changed else x
    if hasattr(cls, "__deepcopy__"):
        result = memo[key] = x.__deepcopy__(memo)
        return result
    result = blank(x)
    if result is None:  # made in another way, by C code for the greater part
        return at_once("deepcopy", x)
    memo[key] = result
    attributes = {}
    for name, value in vars(x).items():
        attributes[name] = _copied(value, memo)
    vars(result).update(attributes)
    return result


def walked(x: Any, *, sorts: bool = False) -> Any:
    """Return built-in data as found on the way through it: a dict that one ``sorts`` at once, the rest bit by bit."""
    cls = type(x)
    if cls is dict:
        return {name: walked(value, sorts=sorts) for name, value in (list(x.items()) if sorts else x.items())}
    if cls is list or cls is tuple:
        return cls([walked(item, sorts=sorts) for item in x])
    return x


def asdict(obj: Any, *, dict_factory: Any = dict) -> Any:
    if not is_record(obj):
        raise TypeError("asdict() should be called on dataclass instances")
    return _asdict(obj, dict_factory)


def _asdict(obj: Any, factory: Any) -> Any:
    if is_record(obj):
        return factory([(name, _asdict(getattr(obj, name), factory)) for name in fields_of(obj)])
    cls = type(obj)
    if cls is list or cls is tuple:
        return cls([_asdict(item, factory) for item in obj])
    if cls is dict:
        return {_asdict(name, factory): _asdict(value, factory) for name, value in obj.items()}
    return deepcopy(obj)


def astuple(obj: Any, *, tuple_factory: Any = tuple) -> Any:
    if not is_record(obj):
        raise TypeError("astuple() should be called on dataclass instances")
    return _astuple(obj, tuple_factory)


def _astuple(obj: Any, factory: Any) -> Any:
    if is_record(obj):
        return factory([_astuple(getattr(obj, name), factory) for name in fields_of(obj)])
    cls = type(obj)
    if cls is list or cls is tuple:
        return cls([_astuple(item, factory) for item in obj])
    if cls is dict:
        return {_astuple(name, factory): _astuple(value, factory) for name, value in obj.items()}
    return deepcopy(obj)


def replace(obj: Any, /, **changes: Any) -> Any:
    if not is_record(obj):
        raise TypeError("replace() should be called on dataclass instances")
    for name in fields_of(obj, init=True):
        if name not in changes:
            changes[name] = getattr(obj, name)
    return with_changes(obj, changes)  # which finds all that it would read among the changes


def dumps(obj: Any, *, indent: Any = None, **options: Any) -> Any:
    if indent is not None:
        obj = walked(obj)
    return at_once("dumps", obj, indent=indent, **options)


def nlargest(n: int, iterable: Any, key: Any = None) -> list[Any]:
    return _extremes(n, iterable, key, max, reverse=True)


def nsmallest(n: int, iterable: Any, key: Any = None) -> list[Any]:
    return _extremes(n, iterable, key, min, reverse=False)


def _extremes(n: int, iterable: Any, key: Any, most: Any, *, reverse: bool) -> list[Any]:
    if n == 1:
        missing = object()
        found = most(iter(iterable), default=missing, key=key)
        return [] if found is missing else [found]
    if hasattr(iterable, "__len__") and n >= len(iterable):
        return sorted(iterable, key=key, reverse=reverse)[:n]
    keyed = [(item if key is None else key(item), item) for item in iterable]
    return [item for _, item in sorted(keyed, key=itemgetter(0), reverse=reverse)[: max(n, 0)]]


def copy_replace(obj: Any, /, **changes: Any) -> Any:
    method = getattr(obj.__class__, "__replace__", None)
    if method is not None:
        return method(obj, **changes)
    if is_record(obj):
        return replace(obj, **changes)
    raise TypeError(f"replace() does not support {obj.__class__.__name__} objects")
