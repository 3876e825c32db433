"""``patch`` and its like: attributes and items that are others for a while, and as before however that ends."""

from __future__ import annotations

from functools import wraps
from typing import Any

from threadlab.schedules.library.engine import is_library, module_named, refuse

from unittest._calls import DEFAULT  # type: ignore[import-not-found]  # isort: skip

_MISSING: Any = object()


def thing_named(path: str) -> Any:
    """Return what a name with dots stands for, importing what has to be."""
    first, *rest = path.split(".")
    thing, found = module_named(first), first
    for name in rest:
        found += f".{name}"
        try:
            thing = getattr(thing, name)
        except AttributeError:
            thing = module_named(found)
    return thing


def kept_by(owner: Any, name: str) -> Any:
    """Return what an object keeps itself under a name, as it is; what it has from elsewhere is none of that."""
    if is_library(owner):  # of which a program can set very little
        return getattr(owner, name, _MISSING)
    return vars(owner).get(name, _MISSING)


def put(owner: Any, name: str, value: Any) -> None:
    """Set an attribute; of the library's modules most cannot be set here, though in Python they can."""
    if not is_library(owner):
        setattr(owner, name, value)
        return
    try:
        setattr(owner, name, value)
    except TypeError:
        refuse(f"replaces {owner.__name__}.{name}")


def put_back(owner: Any, name: str, kept: Any) -> None:
    """Undo a change of an attribute."""
    if kept is _MISSING:
        delattr(owner, name)
    else:
        setattr(owner, name, kept)


class _Patching:
    """A change that a decorator, a block, or ``start`` and ``stop`` are around."""

    gives = False  # whether what is decorated is given what is made

    def __call__(self, thing: Any) -> Any:
        if isinstance(thing, type):
            for name, member in list(vars(thing).items()):
                if name.startswith("test") and callable(member):
                    setattr(thing, name, self.another()(member))
            return thing
        if hasattr(thing, "patchings"):
            thing.patchings.append(self)
            return thing
        patchings = [self]

        @wraps(thing)
        def patched(*args: Any, **words: Any) -> Any:
            made: list[Any] = []
            entered: list[_Patching] = []
            try:
                for each in patchings:
                    value = each.__enter__()
                    entered.append(each)
                    if each.gives:
                        made.append(value)
                return thing(*args, *made, **words)
            finally:
                while entered:
                    entered.pop().__exit__()

        patched.patchings = patchings  # type: ignore[attr-defined]
        return patched

    def another(self) -> Any:
        """Return one that changes the same."""
        return refuse("decorates a class in a way that is not modelled")

    def __enter__(self) -> Any:
        return refuse("patches in a way that is not modelled")

    def __exit__(self, *_: Any) -> None:
        refuse("patches in a way that is not modelled")

    def start(self) -> Any:
        """Begin."""
        return self.__enter__()

    def stop(self) -> None:
        """End."""
        self.__exit__()


class _Attribute(_Patching):
    def __init__(self, find: Any, name: str, new: Any, create: Any, options: dict[str, Any]) -> None:
        self._find = find
        self._name = name
        self._new = new
        self._create = create
        self._options = options
        self.gives = new is DEFAULT

    def another(self) -> Any:
        return _Attribute(self._find, self._name, self._new, self._create, dict(self._options))

    def __enter__(self) -> Any:
        options = dict(self._options)
        for option in ("spec", "spec_set", "autospec"):
            if options.pop(option, None) is not None:
                refuse(f"uses unittest.mock.patch with {option}")
        self._owner = self._find()
        if getattr(self._owner, self._name, _MISSING) is _MISSING and not self._create:
            raise AttributeError(f"{self._owner!r} does not have the attribute {self._name!r}")
        self._kept = kept_by(self._owner, self._name)
        value = self._new
        if value is DEFAULT:
            from unittest.mock import MagicMock

            make = options.pop("new_callable", None) or MagicMock
            value = make(**options)
        put(self._owner, self._name, value)
        return value

    def __exit__(self, *_: Any) -> None:
        put_back(self._owner, self._name, self._kept)


class _Items(_Patching):
    def __init__(self, container: Any, values: Any, clear: Any, words: dict[str, Any]) -> None:
        self._container = container
        self._values = dict(values) | words
        self._clear = clear

    def another(self) -> Any:
        return _Items(self._container, self._values, self._clear, {})

    def __enter__(self) -> Any:
        if isinstance(self._container, str):
            self._container = thing_named(self._container)
        self._kept = self._container.copy()
        if self._clear:
            self._container.clear()
        self._container.update(self._values)
        return self._container

    def __exit__(self, *_: Any) -> None:
        self._container.clear()
        self._container.update(self._kept)


class _Patch:
    def __call__(self, target: str, new: Any = DEFAULT, spec: Any = None, create: Any = False, **options: Any) -> Any:
        path, _, name = target.rpartition(".")
        if not path:
            raise TypeError(f"Need a valid target to patch. You supplied: {target!r}")
        return _Attribute(lambda: thing_named(path), name, new, create, {"spec": spec, **options})

    def object(
        self, target: Any, attribute: str, new: Any = DEFAULT, spec: Any = None, create: Any = False, **options: Any
    ) -> Any:
        """Change an attribute of an object."""
        return _Attribute(lambda: target, attribute, new, create, {"spec": spec, **options})

    def dict(self, in_dict: Any, values: Any = (), clear: Any = False, **words: Any) -> Any:
        """Change items of a dict."""
        return _Items(in_dict, values, clear, words)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return refuse(f"uses unittest.mock.patch.{name}")


patch = _Patch()
