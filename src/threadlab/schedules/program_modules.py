"""The modules of a program under test: found as texts, instrumented, and run afresh on each schedule."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType, ModuleType
from typing import Any

from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting.dataflow.trusted import trusted
from threadlab.schedules.instrumenting.dataflow.unread import Unread
from threadlab.schedules.instrumenting.instrument import instrument, names_in
from threadlab.schedules.instrumenting.rewriting import MODULE
from threadlab.schedules.text import Text


@dataclass(frozen=True, slots=True)
class ModuleText:
    """A module as a text.

    ``package`` says whether other modules may be in it, ``file`` what it calls its file. A ``partial`` one stands for a
    module that has more in it: to import what it lacks costs nothing, and whoever uses it is refused.
    """

    name: str
    text: str
    package: bool = False
    partial: bool = False
    file: str = ""

    @property
    def home(self) -> str:
        """The package from which relative imports of the module go."""
        return self.name if self.package else self.name.rpartition(".")[0]


Find = Callable[[str], ModuleText | None]
"""Gives the text of a module that belongs to the program, by its whole name, and None for all others.

It may raise ``NoSuchModuleError`` for what is not there at all, and the program gets what Python raises then; else to
import it costs nothing, and whoever uses it is refused.
"""


class NoSuchModuleError(Exception):
    """There is no module of that name, be it the program's or not."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


class ProgramModule(ModuleType):
    """A module of the program: its attributes are variables that threads share."""

    _tl_visible = _tl_fields = True  # a program may look at it, and its attributes take steps


class PartialModule(ProgramModule):
    """A module of the program that has no more than a part of what it stands for."""

    _tl_standin = True

    def __init__(self, name: str, absent: Callable[[str], Any]) -> None:
        super().__init__(name)
        vars(self)["_tl_absent"] = absent

    def __getattr__(self, name: str) -> Any:
        """Return what refuses whoever uses it."""
        if name.startswith("_"):
            raise AttributeError(f"module {self.__name__!r} has no attribute {name!r}", name=name, obj=self)
        return vars(self)["_tl_absent"](f"uses {self.__name__}.{name}")


class ProgramModules:
    """The modules of the program that one run has imported so far.

    Args:
        find: finds their texts.
        hooks: the hooks of the program.
        table: its built-in names.
        text: the texts of the program, in which places are looked up.
        absent: makes what refuses whoever uses it, from the reason.
    """

    def __init__(
        self, find: Find, hooks: Hooks, table: dict[str, Any], text: Text, absent: Callable[[str], Any]
    ) -> None:
        self._find = find
        self._hooks = hooks
        self._table = table
        self._text = text
        self._absent = absent
        self._made: dict[str, ProgramModule] = {}

    def module(self, name: str) -> ProgramModule | None:
        """Return a module, run if it was not yet, after the packages around it; None if it is not the program's.

        Raises:
            NoSuchModuleError: there is none of that name.
            SyntaxError: its text does not parse.
            Unmodelled: it uses what the policy refuses.
        """
        made = self._made.get(name)
        if made is not None:
            return made
        found = self._find(name)
        if found is None:
            return None
        around, _, own = name.rpartition(".")
        parent = self.module(around) if around else None
        module = self._made[name] = PartialModule(name, self._absent) if found.partial else ProgramModule(name)
        contents = vars(module)
        contents.update({"__package__": found.home, "__builtins__": self._table, MODULE: self._hooks.key(module)})
        if found.package:
            contents["__path__"] = ()
        if found.file:
            contents["__file__"] = found.file
        if found.partial:
            self._text.add_standin(name)
        else:
            self._text.add(name, found.text)
        code, names = _compiled(found.text, name)
        self._table.update(self._hooks.table(names))
        self._hooks.add_globals(contents)
        try:
            exec(code, contents)  # noqa: S102 - under the language policy, in a controlled world
        except BaseException:
            del self._made[name]
            raise
        if parent is not None:
            vars(parent)[own] = module
        return module

    def is_foreign(self, name: str) -> bool:
        """Say whether what may be a module, or something in one, is none of the program's."""
        try:
            found = self._find(name.partition(".")[0])
            return found is None or found.partial
        except NoSuchModuleError:
            return True

    def is_standin(self, namespace: object) -> bool:
        """Say whether globals are those of a module of ours that stands for another."""
        return any(namespace is vars(each) for each in self._made.values() if isinstance(each, PartialModule))

    def inside(self, package: str, name: str) -> None:
        """Run what a package may have of that name, as ``from package import name`` does."""
        with suppress(NoSuchModuleError):  # then it is no module that is asked for
            self.module(f"{package}.{name}")


@lru_cache(maxsize=1024)
def _compiled(text: str, name: str) -> tuple[CodeType, frozenset[str]]:
    code = instrument(text, name, module=True, unread=Unread(trusted=trusted([text])))
    return code, frozenset(names_in(code))
