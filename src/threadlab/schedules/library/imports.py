"""What a program can import, and which built-in functions it has."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Container, Iterable, Mapping
from types import ModuleType
from typing import Any, NoReturn

from threadlab.schedules.hooks.core import HookedWorld
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.policy import is_engines, refusal
from threadlab.schedules.instrumenting.rewriting import REFUSED_BUILTINS
from threadlab.schedules.library import engine, standard
from threadlab.schedules.library.absent import Absent, NotKnown
from threadlab.schedules.library.texts import Texts
from threadlab.schedules.program_modules import Find, NoSuchModuleError, ProgramModule, ProgramModules
from threadlab.schedules.text import Text

NAMES = (
    *("abs", "ascii", "bin", "bool", "bytearray", "bytes", "callable", "chr", "classmethod", "complex", "dict"),
    *("divmod", "enumerate", "filter", "float", "frozenset", "hex", "int", "isinstance", "issubclass", "list"),
    *("map", "object", "oct", "ord", "pow", "property", "range", "reversed", "round", "set", "slice", "staticmethod"),
    *("str", "super", "tuple", "type", "zip", "Ellipsis", "NotImplemented"),
    *({"frozendict"} & vars(builtins).keys()),  # since Python 3.15
    *(name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)),
)
UNCHANGED: dict[str, Any] = {name: getattr(builtins, name) for name in NAMES}
"""Built-in functions and classes that touch nothing shared, or whose hook is at the call."""


def _refusing(reason: str) -> Any:
    def refuse(*_args: object, **_words: object) -> NoReturn:
        raise refusal(reason)

    return refuse


WORDS = {"open": "opens a file", "input": "asks for input"}
NEW = {"sentinel"} & vars(builtins).keys()  # since Python 3.15
REFUSED = {name: _refusing(WORDS.get(name, f"uses {name}")) for name in REFUSED_BUILTINS | NEW}


BY_METHOD = {
    "len": "length",
    "iter": "iter",
    "next": "advance",
    "id": "identity",
    "hash": "hash_value",
    "getattr": "get_attribute",
    "globals": "global_variables",
    "hasattr": "has_attribute",
    "setattr": "set_attribute",
    "delattr": "remove_attribute",
    "vars": "variables",
    "print": "print",
    "__build_class__": "build_class",
}
FOLDING: dict[str, Any] = {name: getattr(builtins, name) for name in ("sum", "all", "any", "min", "max")}
FIXED: dict[str, Any] = UNCHANGED | REFUSED | {"__debug__": True, "__name__": "builtins"}


class Importer:
    """The ``__import__`` of one world."""

    def __init__(
        self,
        hooks: Hooks,
        controlled: Mapping[str, ModuleType],
        texts: Texts,
        own: ProgramModules | None = None,
    ) -> None:
        self._hooks = hooks
        self._controlled = controlled
        self._made: dict[str, ModuleType] = {}
        self.texts = texts
        self._own = own

    def __call__(
        self, name: str, globals_: object = None, _locals: object = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        """Return what an import statement binds, or takes names from.

        To import what is not modelled costs nothing; whoever uses it is refused.
        """
        if level:
            package = globals_.get("__package__") if isinstance(globals_, dict) else None
            name = _absolute(name, level, package)
        own = self._own_module(name)
        if own is not None and self._own is not None:
            for each in fromlist or ():
                if each not in vars(own) and hasattr(own, "__path__"):
                    self._own.inside(name, each)
            _refuse_real_parts(own, fromlist or ())
            return own if fromlist else self._own.module(name.partition(".")[0])
        top = name.partition(".")[0]
        if level and self._own_module(top) is not None:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        ours = self.texts.holds(globals_) or (self._own is not None and self._own.is_standin(globals_))
        if name == engine.__name__ and ours:
            return engine
        module = self._module(name)
        if module is None or self._module(top) is None:
            if fromlist and "*" in fromlist:
                raise refusal(f"uses {top}")
            return Absent(f"uses {top}", (*(fromlist or ()), *name.split(".")[1:]))
        _refuse_real_parts(module, fromlist or ())
        return self._module(top) if "." in name and not fromlist else module

    def _own_module(self, name: str) -> ProgramModule | None:
        try:
            return None if self._own is None else self._own.module(name)
        except NoSuchModuleError as missing:
            raise ModuleNotFoundError(f"No module named {missing.name!r}", name=missing.name) from None

    def _module(self, name: str) -> ModuleType | None:
        """Return the module of that name as the program sees it, None if it is not among the allowed ones."""
        made = self._controlled.get(name) or self._made.get(name)
        if made is not None:
            return made
        inner = [each for each in (*standard.ALLOWED, *self._controlled) if each.startswith(f"{name}.")]
        if name in standard.ALLOWED:
            module = standard.module(name, self._hooks, self.texts)
        elif inner:
            module = ModuleType(name)
        else:
            return None
        self._made[name] = module
        for each in inner:
            vars(module)[each.rpartition(".")[2]] = self._module(each)
        return module


def shown_names(*args: Any) -> list[str]:
    """Do as the built-in ``dir``.

    Raises:
        Unmodelled: the variables of a function, or of a module, are asked for.
    """
    if not args:
        raise refusal("uses dir()")
    return [name for name in dir(*args) if not is_engines(name)]


for _name, _method in BY_METHOD.items():
    getattr(Hooks, _method).__qualname__ = _name


class Builtins:
    """The ``__builtins__`` of one program, in one run after another: programs cannot change what is in them.

    Args:
        modules: the controlled modules by name: ``threading`` and its kin.
        used: the names that the program uses; None if that is not known.
    """

    def __init__(self, modules: Mapping[str, ModuleType], used: Container[str] | None = None) -> None:
        self._modules = modules
        hooks = self._hooks = Hooks()
        self._table = table = FIXED.copy()
        table.update(hooks.table(used))
        table.update({name: getattr(hooks, method) for name, method in BY_METHOD.items()})
        table.update({name: hooks.folding(function) for name, function in FOLDING.items()})
        table["sorted"] = hooks.reading(sorted, sorts=True)
        table["repr"] = hooks.showing(repr)
        table["dir"] = hooks.reading(shown_names, objects=True, iterates=False)
        table["format"] = hooks.showing(format)

    def begin(self, world: HookedWorld, find: Find | None = None, text: Text | None = None) -> dict[str, Any]:
        """Get ready for a run, whose steps go to ``world``; return the fresh globals of the program's cells.

        ``find`` gives the program's own modules, whose texts ``text`` is told of.
        """
        namespace: dict[str, Any] = {"__name__": "__main__", "__builtins__": self._table}
        self._hooks.begin(world, namespace)
        engine.begin(self._hooks)
        texts = Texts(self._hooks, self._table)
        self._hooks.text = texts.contents
        own = None if find is None or text is None else ProgramModules(find, self._hooks, self._table, text, Absent)
        hooks = self._hooks
        hooks.absent, hooks.is_foreign = NotKnown, (lambda _: True) if own is None else own.is_foreign
        self._table["__import__"] = Importer(self._hooks, self._modules, texts, own)
        return namespace

    @property
    def test_namespace(self) -> dict[str, Any]:
        """The fresh globals of the test."""
        return self._hooks.test_namespace

    def end(self) -> None:
        """Let go of a run that is over, and of all that was made in it."""
        self._table.pop("__import__", None)
        self._hooks.end()


def _refuse_real_parts(module: ModuleType, names: Iterable[str]) -> None:
    """Refuse what is not in a module, and which Python would take from ``sys.modules`` past it: the real module's part.

    Source: the language reference on the import statement, ``IMPORT_FROM`` in CPython.

    Raises:
        ImportError: there is such a name.
    """
    for each in names:
        if f"{module.__name__}.{each}" in sys.modules and not hasattr(module, each):
            raise ImportError(f"cannot import name {each!r} from {module.__name__!r}", name=module.__name__)


def _absolute(name: str, level: int, package: object) -> str:
    """Return the whole name of what a relative import names.

    Args:
        name: what follows the dots, "" for nothing.
        level: how many dots there are.
        package: the importing module's ``__package__``.

    Raises:
        ImportError: it leads out of the package, or the importer is in none.
    """
    if not isinstance(package, str) or not package:
        raise ImportError("attempted relative import with no known parent package")
    parts = package.split(".")
    if level > len(parts):
        raise ImportError("attempted relative import beyond top-level package")
    base = ".".join(parts[: len(parts) - level + 1])
    return f"{base}.{name}" if name else base
