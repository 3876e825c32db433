"""The text of a program that calls one test, with what must be done before it and after it."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable

TEST = "run_the_test"
INSTANCE = "instance"  # of the test's class
_CASE = ("setUpClass", "setUp", "tearDown", "tearDownClass", "doCleanups")
_PYTEST = ("setup_class", "setup_method", "teardown_method", "teardown_class", "")


class CannotBeMadeAnewError(Exception):
    """Something that the test needs cannot be made anew for each schedule; the message says what, and what to do."""


def refuse_idle(test: Callable[..., object]) -> None:
    """Refuse a test of which nothing is run when it is called, or whose answer nobody looks at.

    Raises:
        CannotBeMadeAnewError: it yields, or returns a value.
    """
    function = inspect.unwrap(test)
    if inspect.isgeneratorfunction(function):
        raise CannotBeMadeAnewError("the test yields, so nothing of it is run when it is called; take the yield out")
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):  # whoever needs the text says so
        return
    if any(_returns_value(each) for each in tree.body):
        raise CannotBeMadeAnewError("the test returns a value, which nobody looks at; is assert meant?")


def _returns_value(node: ast.AST, inside: bool = False) -> bool:
    """Say whether a function has a return with a value that is not None, apart from functions within it."""
    if isinstance(node, ast.Return):
        return node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None)
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.ClassDef):
        if inside:
            return False
        inside = True
    return any(_returns_value(each, inside) for each in ast.iter_child_nodes(node))


class ProgramText:
    """Grows by imports, by steps in their order, and by endings, each of which is done however what follows it ends."""

    def __init__(self) -> None:
        self._imports: list[str] = []
        self._steps: list[tuple[str, bool]] = []  # a line, and whether it is an ending

    def take(self, module: str, name: str, called: str) -> None:
        """Import a name from a module of the program."""
        self._imports.append(f"from {module} import {name} as {called}")

    def take_module(self, module: str, called: str) -> None:
        """Import a module of the program."""
        around, _, name = module.rpartition(".")
        self._imports.append(f"from {around} import {name} as {called}" if around else f"import {name} as {called}")

    def do(self, *lines: str) -> None:
        """Add steps."""
        self._steps += [(line, False) for line in lines]

    def finally_do(self, line: str) -> None:
        """Add what is done when all that is added afterwards is over."""
        self._steps.append((line, True))

    def call_method(self, module: str, cls: type, test: str) -> None:
        """Add the call of a method that takes no arguments, between what its class does before and after it.

        Args:
            module: the name of the class's module, in the program.
            cls: the class, as the project's own runner has imported it.
            test: the name of the method.

        Raises:
            CannotBeMadeAnewError: the class stands inside of a function, or sets up in a way that is not known.
        """
        self.make_instance(module, cls, test)
        self.do(f"{INSTANCE}.{test}()")

    def make_instance(self, module: str, cls: type, test: str) -> None:
        """Add what a class does before and after a method of it, around what is added next.

        Args:
            module: the name of the class's module, in the program.
            cls: the class, as the project's own runner has imported it.
            test: the name of the method.

        Raises:
            CannotBeMadeAnewError: the class stands inside of a function, or sets up in a way that is not known.
        """
        outer, *inner = cls.__qualname__.split(".")
        if "<locals>" in inner:
            raise CannotBeMadeAnewError(
                f"the class {cls.__name__} stands inside of a function; define it in the module itself"
            )
        self.take(module, outer, "TheClass")
        the_class = ".".join(["TheClass", *inner])
        unittest = any(base.__module__.partition(".")[0] == "unittest" for base in cls.__mro__)
        before_all, before, after, after_all, cleanups = _CASE if unittest else _PYTEST
        for name, add in ((before_all, self.do), (after_all, self.finally_do)):
            if hasattr(cls, name):
                given = the_class if wants(getattr(cls, name)) else ""  # where it is no class method
                add(f"{the_class}.{name}({given})")
        self.do(f"{INSTANCE} = {the_class}()")
        if cleanups:
            self.finally_do(f"{INSTANCE}.{cleanups}()")
        for name, add in ((before, self.do), (after, self.finally_do)):
            if hasattr(cls, name):
                takes = wants(
                    getattr(cls, name), 0 if isinstance(inspect.getattr_static(cls, name), staticmethod) else 1
                )
                add(f"{INSTANCE}.{name}({f'{INSTANCE}.{test}' if takes else ''})")

    @property
    def text(self) -> str:
        """All of it: one function, after the imports."""
        lines = [f"def {TEST}():"]
        endings: list[str] = []
        for line, is_ending in self._steps:
            indent = "    " * (len(endings) + 1)
            if is_ending:
                lines.append(f"{indent}try:")
                endings.append(line)
            else:
                lines.append(f"{indent}{line}")
        while endings:
            ending = endings.pop()
            indent = "    " * (len(endings) + 1)
            lines += [f"{indent}finally:", f"{indent}    {ending}"]
        return "\n".join([*self._imports, *lines, ""])


def wants(function: Callable[..., object], besides: int = 0) -> bool:
    """Say whether pytest gives a function of setup what it is for: it takes more than ``besides`` arguments.

    As pytest does, it counts those with a default, and what a decorator has put around the function counts as it is.
    """
    code = getattr(getattr(function, "__func__", function), "__code__", None)
    return code is not None and code.co_argcount - inspect.ismethod(function) > besides
