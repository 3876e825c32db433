"""A program and its test, as texts, compiled once and run afresh for each schedule."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache, partial
from types import CodeType, FunctionType, ModuleType
from typing import Any

from threadlab.schedules.instrumenting.dataflow.liveness import YIELDS, yields
from threadlab.schedules.instrumenting.dataflow.saturating import periods, saturating
from threadlab.schedules.instrumenting.dataflow.shown_clocks import only_shows_the_time
from threadlab.schedules.instrumenting.dataflow.trusted import trusted
from threadlab.schedules.instrumenting.dataflow.unread import Unread, unread
from threadlab.schedules.instrumenting.instrument import instrument, names_in, rebinds
from threadlab.schedules.instrumenting.policy import FOR_TESTS_ONLY
from threadlab.schedules.language import RUNNING, Version, check, nodes_of, read
from threadlab.schedules.library.imports import Builtins
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.merging.traits import Traits, traits
from threadlab.schedules.program_modules import Find
from threadlab.schedules.running.world import World
from threadlab.schedules.text import TEST, Text

DECORATORS = ("every_schedule", "some_schedule", "one_schedule")


class InvalidTestError(ValueError):
    """The test is not what ``explore`` takes: a fault of whoever wrote the test, not of the answer."""


class Program:
    """The cells of an answer and one test.

    Args:
        cells: the answer, as (name, text) pairs in the order in which they run.
        test: the test's text.
        function: the name of the test's function; "" if the text has exactly one, or exactly one decorated one.
        version: the version of Python in whose language all of it is written.
        find: gives the texts of the modules that belong to the program; None if it has none.

    Raises:
        SyntaxError: a cell of the answer does not parse; ``filename`` names it as ``<name>``.
        InvalidTestError: the test does not parse, or does not define one function.
        Unmodelled: the answer needs what is not modelled.
    """

    def __init__(
        self,
        cells: Sequence[tuple[str, str]],
        test: str,
        function: str = "",
        version: Version = RUNNING,
        find: Find | None = None,
        *,
        forgetting: bool = False,
        sums: bool = False,
    ) -> None:
        self._arguments = cells, test, function, version, find
        self._find = find
        self.text = Text([*cells, (TEST, test)])
        *rebound, _ = rebinds([*(text for _, text in cells), test])
        texts = [*(text for _, text in cells), test]
        # What is read is not known before all modules are.
        known = unread(texts)._replace(bounds=saturating(texts), periods=periods(texts))
        self.unread = known if find is None else Unread(trusted=trusted(texts))
        sort = partial(_compiled, version=version, forgetting=forgetting, sums=sums, unread=self.unread)
        compiled = [sort(text, name, others) for (name, text), others in zip(cells, rebound, strict=True)]
        self._function = function or test_name(test)
        self._codes = [code for code, _ in compiled]
        compiled.append(sort(test, TEST, frozenset(), test=True))
        self._test = compiled[-1][0]
        self._builtins = Builtins(controlled_modules(), frozenset[str]().union(*(names for _, names in compiled)))

    @cached_property
    def forgetting(self) -> Program:
        """The same program, telling when calls are over and loops begin a turn: for runs whose states are compared."""
        return Program(*self._arguments, forgetting=True)

    @cached_property
    def summing(self) -> Program:
        """The same program, telling where it adds: for runs in which additions may come in any order."""
        return Program(*self._arguments, sums=True)

    @property
    def only_shows_the_time(self) -> bool:
        """Whether its texts say that what clocks say makes no difference to it."""
        cells, test, *_ = self._arguments
        return self._find is None and only_shows_the_time((*(text for _, text in cells), test))

    @cached_property
    def traits(self) -> Traits:
        """What its text says about what its threads can forget."""
        cells, test, *_ = self._arguments
        if self._find is not None:  # what its modules say is not known before they are imported
            return Traits(forgets=False, identity=True, ends=False, unread=self.unread)
        return traits([*(text for _, text in cells), test], self.unread)

    def run(self, world: World) -> None:
        """Run the cells, then the test, as the main thread of ``world``, to its end.

        Both begin with fresh globals. The test has its own: what it binds, as by ``from threading import Thread``, no
        program can bind anew. All other names that it uses are the program's.
        """
        try:
            world.run(lambda: self._main(world))
        finally:
            self._builtins.end()

    def _main(self, world: World) -> None:
        namespace = self._builtins.begin(world, self._find, self.text)
        world.begin_setup()
        for code in self._codes:
            exec(code, namespace)  # noqa: S102 - under the language policy, in a controlled world
        own = self._builtins.test_namespace
        exec(self._test, own)  # noqa: S102
        for name, value in own.items():
            if name in FOR_TESTS_ONLY:  # stands in for the answer's, whatever that is
                namespace[name] = value
            else:  # an answer may count on an import of its test's, as in a kernel
                namespace.setdefault(name, value)
        world.begin_test()
        own[self._function]()


@lru_cache(maxsize=1024)  # the checks of a notebook share most of their cells
def _compiled(
    text: str,
    name: str,
    rebound: frozenset[str],
    *,
    test: bool = False,
    version: Version,
    forgetting: bool,
    sums: bool,
    unread: Unread,
) -> tuple[CodeType, frozenset[str]]:
    """Return a cell's code, instrumented, and the names in it."""
    code = instrument(
        text, name, test=test, rebound=rebound, version=version, forgetting=forgetting, sums=sums, unread=unread
    )
    return code, frozenset(names_in(code))


@lru_cache(maxsize=1024)
def test_name(text: str) -> str:
    """Return the name of the one function that is the test.

    Raises:
        InvalidTestError: there is no such function, or it is not clear which.
    """
    try:
        tree = read(text)
        check(nodes_of(text), text)
    except SyntaxError as error:
        raise InvalidTestError(f"the test does not parse: {error.msg}, line {error.lineno}") from error
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    decorated = [node for node in functions if any(_is_ours(each) for each in node.decorator_list)]
    candidates = decorated or functions
    if len(candidates) != 1:
        found = ", ".join(node.name for node in candidates) or "none"
        raise InvalidTestError(
            f"a test is text with exactly one function (or exactly one decorated one); found: {found}"
        )
    if any(node.__class__ in YIELDS for node in nodes_of(text)) and yields(candidates[0]):
        raise InvalidTestError(f"the test {candidates[0].name} yields, so nothing of it is run when it is called")
    return candidates[0].name


def _is_ours(decorator: ast.expr) -> bool:
    if isinstance(decorator, ast.Call):
        decorator = decorator.func
    name = decorator.attr if isinstance(decorator, ast.Attribute) else getattr(decorator, "id", "")
    return name in DECORATORS


def text_of(test: Callable[[], object]) -> str:
    """Return the text of a test function and of the functions, classes and constants of its module that it uses.

    Raises:
        InvalidTestError: its source cannot be had, or it uses something that has no text.
    """
    parts: dict[str, str] = {}
    _add(test, parts)
    return "\n".join(parts.values())


def _add(thing: Any, parts: dict[str, str]) -> None:
    name = getattr(thing, "__name__", repr(thing))
    try:
        source = textwrap.dedent(inspect.getsource(thing))
    except (OSError, TypeError) as error:
        raise InvalidTestError(f"the source of {name} cannot be found; pass its text instead") from error
    tree = ast.parse(source)
    node = tree.body[0]
    if not isinstance(node, ast.FunctionDef | ast.ClassDef):
        raise InvalidTestError(f"{name} is not a function that was written with def; pass its text instead")
    node.decorator_list = [each for each in node.decorator_list if not _is_ours(each)]
    parts[name] = ""  # its place is kept while what it uses is added before it
    for used, value in _names(thing, tree).items():
        if used not in parts:
            _use(used, value, parts)
    del parts[name]
    parts[name] = ast.unparse(node)


def _names(thing: Any, tree: ast.Module) -> dict[str, Any]:
    members = [thing] if isinstance(thing, FunctionType) else vars(thing).values()
    functions = [member for member in members if isinstance(member, FunctionType)]
    known: dict[str, Any] = {}
    for function in functions:
        known.update(function.__globals__)
        cells = function.__closure__ or ()
        for free, cell in zip(function.__code__.co_freevars, cells, strict=True):
            known[free] = cell.cell_contents
    loaded = sorted({node.id for node in ast.walk(tree) if isinstance(node, ast.Name)})
    return {name: known[name] for name in loaded if name in known}


def _use(name: str, value: Any, parts: dict[str, str]) -> None:
    module = getattr(value, "__module__", None)
    if isinstance(value, ModuleType):
        parts[name] = f"import {value.__name__} as {name}"
    elif getattr(value, "__name__", None) is not None and module is not None:
        if _controlled(module, value.__name__):
            home = "threadlab" if module.startswith("threadlab") else module
            parts[name] = f"from {home} import {value.__name__} as {name}"
        else:
            _add(value, parts)
            if value.__name__ != name:
                parts[name] = f"{name} = {value.__name__}"
    elif isinstance(value, int | float | str | bytes | bool | tuple | type(None)):
        parts[name] = f"{name} = {value!r}"
    else:
        raise InvalidTestError(f"the test uses {name}, which has no text; make it inside the test")


def _controlled(module: str, name: str) -> bool:
    top = module.partition(".")[0]
    return top in ("threadlab", "collections", "itertools", "functools", "dataclasses", "builtins") or any(
        hasattr(each, name) and each.__name__ == module for each in controlled_modules().values()
    )
