"""From a collected test to the text that runs it, with its fixtures and parameters, on one schedule."""

from __future__ import annotations

import ast
import inspect
import sys
import threading
from pathlib import Path
from types import BuiltinFunctionType, FunctionType
from typing import Any

import pytest

from threadlab.notebook.project_tests.module_texts import ModuleTexts
from threadlab.notebook.project_tests.program_text import (
    INSTANCE,
    CannotBeMadeAnewError,
    ProgramText,
    refuse_idle,
    wants,
)

_AROUND_MODULE = (("setup_module", "teardown_module"), ("setUpModule", "tearDownModule"))
_AROUND_FUNCTION = ("setup_function", "teardown_function")
_OF_THE_TEST = ("function", "class")  # scopes of fixtures that are made beside an instance of the test's class
_ELSE = "make what the test needs in a fixture of yours, or in the test"
INSTEAD = {"capfd": "threadlab's printed() gives the lines that have been printed"}
_OURS = {"monkeypatch": "MonkeyPatch", "capsys": "Capture"}
"""Fixtures of pytest's own that are made anew as others are, and of which class of ours each is."""
_FIXTURES = "pytest._fixtures"


class TestProgram:
    """The program of one test.

    Args:
        item: the test, as pytest collected it.
        packages: what ``threadlab_packages`` names.

    Raises:
        CannotBeMadeAnewError: a fixture or a parameter cannot be made anew for each schedule.
    """

    __test__ = False

    def __init__(self, item: pytest.Function, packages: list[str]) -> None:
        self._item = item
        self._module = item.module
        self._files = {self._module.__name__: Path(self._module.__file__)}
        self._program = ProgramText()
        self._values: dict[str, str] = {}
        self._made = 0  # fixtures, of which two may have one name
        function = inspect.unwrap(item.function)
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            raise CannotBeMadeAnewError("an async test is not modelled; test threads with a plain function")
        refuse_idle(function)
        self._around_module()
        unasked, asked = self._unasked(), item._fixtureinfo.argnames
        if item.cls is not None:  # its setup comes after the fixtures of the module, and before those of the test
            for name in (*unasked, *asked):
                if self._scope(name) not in _OF_THE_TEST:
                    self._value(name)
            self._program.make_instance(self._module.__name__, item.cls, item.function.__name__)
        for name in unasked:
            self._value(name)
        arguments = ", ".join(f"{name}={self._value(name)}" for name in asked)
        if item.cls is None:
            self._call_function(arguments)
        else:
            self._program.do(f"{INSTANCE}.{item.function.__name__}({arguments})")
        self.text = self._program.text
        self.modules = ModuleTexts(packages, [Path(self._module.__file__).parent], self._files)

    def _around_module(self) -> None:
        for before, after in _AROUND_MODULE:
            for name, add in ((before, self._program.do), (after, self._program.finally_do)):
                function = getattr(self._module, name, None)
                if function is not None:
                    self._program.take(self._module.__name__, name, name)
                    if wants(function):
                        self._program.take_module(self._module.__name__, "the_module")
                    add(f"{name}({'the_module' if wants(function) else ''})")

    def _call_function(self, arguments: str) -> None:
        module = self._module.__name__
        self._program.take(module, self._item.function.__name__, "the_test")
        before, after = _AROUND_FUNCTION
        for name, add in ((before, self._program.do), (after, self._program.finally_do)):
            function = getattr(self._module, name, None)
            if function is not None:
                self._program.take(module, name, name)
                add(f"{name}({'the_test' if wants(function) else ''})")
        self._program.do(f"the_test({arguments})")

    def _unasked(self) -> list[str]:
        """Name the fixtures that the test does not take: by ``usefixtures``, and the project's own with autouse."""
        info = self._item._fixtureinfo
        named = {name for mark in self._item.iter_markers("usefixtures") for name in mark.args}
        wanted = set(info.initialnames) - set(info.argnames)
        return [name for name in info.names_closure if name in wanted and (name in named or self._is_own(name))]

    def _is_own(self, name: str) -> bool:
        """Whether a fixture is the project's: those of plug-ins are about pytest, not about the program."""
        found = self._item._fixtureinfo.name2fixturedefs.get(name)
        file = inspect.getsourcefile(found[-1].func) if found else None
        if file is None or found is None or found[-1].func.__module__.startswith("_pytest"):
            return False
        path = Path(file)
        return path.is_relative_to(self._item.config.rootpath) and "site-packages" not in path.parts

    def _scope(self, name: str) -> str:
        found = self._item._fixtureinfo.name2fixturedefs.get(name)
        return str(found[-1].scope) if found else "function"

    def _value(self, name: str) -> str:
        """Return the text of an argument's value, once what makes it is in the program."""
        if name not in self._values:
            parameters = getattr(getattr(self._item, "callspec", None), "params", {})
            fixtures = self._item._fixtureinfo.name2fixturedefs.get(name)
            # A parameter of the test is a fixture, too, of pytest's own making.
            own = fixtures and not self._is_pytests(fixtures[-1])
            given = name in parameters and not own
            self._values[name] = self._parameter(name, parameters[name]) if given else self._fixture(name, fixtures)
        return self._values[name]

    def _parameter(self, name: str, value: object) -> str:
        """Return the text of a parameter: a plain value, or what a module has by this name."""
        if not isinstance(value, type | FunctionType | BuiltinFunctionType):
            return self._literal(name, value)
        module, own = str(value.__module__), value.__name__
        if primitive := next((each for each in threading.__all__ if getattr(threading, each) is value), ""):
            module, own = "threading", primitive  # Lock has another name of its own, and that of a private module
        if getattr(sys.modules.get(module), own, None) is not value:
            raise CannotBeMadeAnewError(
                f"the parameter {name} is {own}, which no module has by that name; define it at the top of a module"
            )
        called = f"parameter_{name}"
        self._program.take(module, own, called)
        return called

    @staticmethod
    def _is_pytests(fixture: Any) -> bool:
        return str(fixture.func.__module__).partition(".")[0] in ("_pytest", "pytest")

    @staticmethod
    def _literal(name: str, value: object) -> str:
        text = repr(value)
        try:
            same = ast.literal_eval(text) == value
        except (ValueError, SyntaxError):
            same = False
        if not same:
            raise CannotBeMadeAnewError(
                f"the parameter {name} is {text}, which is no plain value (numbers, texts, and lists, tuples and dicts "
                "of these), class or function; make it inside of the test"
            )
        return text

    def _fixture(self, name: str, found: Any) -> str:
        if not found:
            why = "is for fixtures alone, with param and addfinalizer" if name == "request" else "is not known"
            raise CannotBeMadeAnewError(f"the fixture {name} {why}")
        fixture = found[-1]
        if self._is_pytests(fixture) and name in _OURS:
            return self._made_of_ours(name)
        function = fixture.func
        file = inspect.getsourcefile(function)
        if self._is_pytests(fixture) or file is None:
            instead = INSTEAD.get(name, _ELSE)
            raise CannotBeMadeAnewError(
                f"the fixture {name} is pytest's own, and cannot be made anew for each schedule; {instead}"
            )
        outer, _, _ = function.__qualname__.rpartition(".")
        method = self._item.cls is not None and outer in {cls.__qualname__ for cls in self._item.cls.__mro__}
        if outer and not (method and fixture.scope == "function"):
            where = f"a class, for all of the {fixture.scope}" if method else "a class or function"
            raise CannotBeMadeAnewError(
                f"the fixture {name} is defined inside of {where}; define it in the module itself"
            )
        if inspect.iscoroutinefunction(function) or inspect.isasyncgenfunction(function):
            raise CannotBeMadeAnewError(f"the fixture {name} is async, which is not modelled")
        self._files.setdefault(function.__module__, Path(file))
        # One that takes its own name takes what it stands in for, such as that of a conftest.py farther up.
        given = {
            each: self._fixture(name, found[:-1]) if each == name else self._taken_by(name, each)
            for each in fixture.argnames
            if each != "request"
        }
        self._made += 1
        own = f"fixture_{self._made}_{name}"
        if "request" in fixture.argnames:
            given["request"] = self._request(name, own)
        arguments = ", ".join(f"{each}={value}" for each, value in given.items())
        make = f"{INSTANCE}.{function.__name__}" if method else f"make_{own}"
        if not method:
            self._program.take(function.__module__, function.__name__, make)
        if inspect.isgeneratorfunction(function):
            self._program.do(f"{own}_steps = {make}({arguments})", f"{own} = next({own}_steps)")
            self._program.finally_do(f"next({own}_steps, None)")
        else:
            self._program.do(f"{own} = {make}({arguments})")
        return own

    def _taken_by(self, taker: str, name: str) -> str:
        """Return the text of what a fixture takes; if that cannot be made anew, who takes it is said."""
        try:
            return self._value(name)
        except CannotBeMadeAnewError as reason:
            raise CannotBeMadeAnewError(f"{reason} (the fixture {taker} takes it)") from None

    def _made_of_ours(self, name: str) -> str:
        """Make one of pytest's own fixtures, and put it away when the test is over."""
        self._program.take(_FIXTURES, _OURS[name], _OURS[name])
        self._program.do(f"{name} = {_OURS[name]}()")
        if name == "monkeypatch":
            self._program.finally_do(f"{name}.undo()")
        return name

    def _request(self, name: str, own: str) -> str:
        """Make what a fixture gets for its request: with its parameter, if it has one."""
        parameters = getattr(getattr(self._item, "callspec", None), "params", {})
        param = f", {self._parameter(name, parameters[name])}" if name in parameters else ""
        self._program.take(_FIXTURES, "FixtureRequest", "FixtureRequest")
        self._program.do(f"{own}_request = FixtureRequest({name!r}{param})")
        self._program.finally_do(f"{own}_request.finish()")
        return f"{own}_request"
