"""From a collected test to the text that runs it, with its fixtures and parameters, on one schedule."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from typing import Any

import pytest

from threadlab.runners.pytest_plugin.module_texts import STANDINS, ModuleTexts

TEST = "run_the_test"


class CannotBeMadeAnewError(Exception):
    """Something that the test needs cannot be made anew for each schedule; the message says what, and what to do."""


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
        module = item.module
        self._files = {module.__name__: Path(module.__file__)}
        self._imports: list[str] = []
        self._lines: list[str] = []
        self._endings: list[str] = []
        self._values: dict[str, str] = {}
        arguments = ", ".join(f"{name}={self._value(name)}" for name in inspect.signature(item.function).parameters
                              if name != "self")  # fmt: skip
        self._call(arguments)
        self.modules = ModuleTexts(packages, [Path(module.__file__).parent], self._files)

    @property
    def text(self) -> str:
        """The text of one function, which makes the fixtures, calls the test, and puts away what was made."""
        lines = [f"def {TEST}():", *(f"    {line}" for line in self._lines)]
        for ending in reversed(self._endings):
            at = next(number for number, line in enumerate(lines) if line.strip() == f"# {ending}")
            lines[at:] = ["    try:", *(f"    {line}" for line in lines[at + 1 :]), "    finally:", f"        {ending}"]
        return "\n".join([*self._imports, *lines, ""])

    def _call(self, arguments: str) -> None:
        item = self._item
        module = item.module.__name__
        if item.cls is None:
            self._imports.append(f"from {module} import {item.function.__name__} as the_test")
            self._lines.append(f"the_test({arguments})")
            return
        self._imports.append(f"from {module} import {item.cls.__name__} as TheClass")
        names = ("setUpClass", "setUp", "tearDown", "tearDownClass")
        if not any(base.__module__.partition(".")[0] == "unittest" for base in item.cls.__mro__):
            names = ("setup_class", "setup_method", "teardown_method", "teardown_class")
        has = {name: hasattr(item.cls, name) for name in names}
        before_all, before, after, after_all = names
        if has[before_all]:
            self._lines.append(f"TheClass.{before_all}()")
        self._lines.append("instance = TheClass()")
        if has[before]:
            self._lines.append(f"instance.{before}()")
        for name in (after_all, after):
            if has[name]:
                self._end(f"{'instance' if name == after else 'TheClass'}.{name}()")
        self._lines.append(f"instance.{item.function.__name__}({arguments})")

    def _end(self, ending: str) -> None:
        self._lines.append(f"# {ending}")
        self._endings.append(ending)

    def _value(self, name: str) -> str:
        """Return the text of an argument's value, once what makes it is in the program."""
        if name not in self._values:
            parameters = getattr(getattr(self._item, "callspec", None), "params", {})
            fixtures = self._item._fixtureinfo.name2fixturedefs.get(name)
            # A parameter of the test is a fixture, too, of pytest's own making.
            own = fixtures and not fixtures[-1].func.__module__.startswith("_pytest")
            given = name in parameters and not own
            self._values[name] = self._literal(name, parameters[name]) if given else self._fixture(name, fixtures)
        return self._values[name]

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
                "of these); make it inside of the test"
            )
        return text

    def _fixture(self, name: str, found: Any) -> str:
        if not found:
            raise CannotBeMadeAnewError(f"the fixture {name} is not known")
        fixture = found[-1]
        function = fixture.func
        file = inspect.getsourcefile(function)
        if function.__module__.split(".")[0] in ("_pytest", "pytest", *STANDINS) or file is None:
            raise CannotBeMadeAnewError(
                f"the fixture {name} is pytest's own, and cannot be made anew for each schedule; make what the test "
                "needs in a fixture of yours, or in the test"
            )
        if fixture.params is not None or "request" in fixture.argnames:
            raise CannotBeMadeAnewError(f"the fixture {name} asks for its request; parametrize the test instead")
        if "." in function.__qualname__:
            raise CannotBeMadeAnewError(
                f"the fixture {name} is defined inside of a class or function; define it at the margin"
            )
        self._files.setdefault(function.__module__, Path(file))
        own = f"fixture_{len(self._values)}_{name}"
        arguments = ", ".join(f"{each}={self._value(each)}" for each in fixture.argnames)
        self._imports.append(f"from {function.__module__} import {function.__name__} as make_{own}")
        if inspect.isgeneratorfunction(function):
            self._lines += [f"{own}_steps = make_{own}({arguments})", f"{own} = next({own}_steps)"]
            self._end(f"next({own}_steps, None)")
        else:
            self._lines.append(f"{own} = make_{own}({arguments})")
        return own
