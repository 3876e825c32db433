"""The tests that stand in a test cell, read from its text: nothing is executed."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import Any, Literal

from threadlab.notebook.cell_text.course_language import remembered
from threadlab.notebook.cell_text.syntax import lines_of, read_cell
from threadlab.schedules.instrumenting.dataflow.liveness import yields

Want = Literal["every", "some", "one"]

# As nbgrader finds them: anywhere in a line.
_BEGIN_HIDDEN = "BEGIN HIDDEN TESTS"
_END_HIDDEN = "END HIDDEN TESTS"

_DECORATORS: dict[str, Want] = {"every_schedule": "every", "some_schedule": "some", "one_schedule": "one"}
_OPTIONS: dict[str, type] = {"question": str, "may_poll": bool, "may_leave_threads": bool, "replay": str}
_PACKAGE = "threadlab"


class TestCellError(Exception):
    """A test cell is not written as one must be: the author's mistake, never a student's."""

    __test__ = False  # for pytest: the name begins with "Test"


@dataclass(frozen=True, slots=True)
class TestFunction:
    """One decorated function of a test cell.

    ``text`` holds what the function needs of its cell (imports, constants, plain functions) and the function itself,
    each on its own line of the cell, and neither the other tests nor, unless it is ``hidden``, anything hidden.
    """

    __test__ = False

    name: str
    want: Want
    text: str
    line: int  # of its "def", in the cell
    hidden: bool = False
    question: str = ""
    may_poll: bool = True
    may_leave_threads: bool = True
    replay: str = ""  # run this one schedule and no other


@remembered
def tests_of(text: str) -> tuple[TestFunction, ...]:
    """List the tests of a test cell, in their order.

    Raises:
        TestCellError: if the text does not parse, if a test takes arguments, or if a decorator has an option that is
            unknown or no literal.
    """
    code = read_cell(text)
    if code.tree is None:
        raise TestCellError(code.problem)
    if code.foreign:
        raise TestCellError(f"not Python: {code.foreign[0]}")
    hidden = _hidden_lines(text)
    known = _decorator_names(code.tree)
    found = [
        (statement, decorator, want)
        for statement in code.tree.body
        if isinstance(statement, ast.FunctionDef)
        for decorator, want in _decorated(statement, known)
    ]
    spans = [_span(statement) for statement, _, _ in found]
    return tuple(_test(text, statement, decorator, want, spans, hidden) for statement, decorator, want in found)


@remembered
def without_hidden(text: str) -> str:
    """Return the text of a test cell as students have it, what is hidden blanked."""
    return _blank(text, _hidden_lines(text))


def opened(text: str) -> str:
    """Return the text of a test cell with nothing hidden in it, for its author."""
    return "\n".join("" if _BEGIN_HIDDEN in line or _END_HIDDEN in line else line for line in lines_of(text))


def not_run(text: str) -> tuple[tuple[str, str], ...]:
    """Name what looks like a test of a test cell and is none, each with the reason; the text must parse.

    That is a function which nothing in the cell uses, and one that is decorated where nobody looks for tests.
    """
    tree = read_cell(text).tree
    assert tree is not None
    known = _decorator_names(tree)
    found: list[tuple[str, str]] = []
    at_top = [statement for statement in tree.body if isinstance(statement, ast.FunctionDef)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and any(_decorated(node, known)):
            if isinstance(node, ast.AsyncFunctionDef):
                found.append((node.name, "it is an async function, and a test is a plain one"))
            elif node not in at_top:
                found.append((node.name, "it does not stand at the top level of the cell"))
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef) and not any(_decorated(statement, known)):
            others = (node for other in tree.body if other is not statement for node in ast.walk(other))
            if not any(isinstance(node, ast.Name) and node.id == statement.name for node in others):
                foreign = ", ".join(f"@{ast.unparse(decorator)}" for decorator in statement.decorator_list)
                why = f"{foreign} makes it none" if foreign else "it has no decorator, and nothing in the cell uses it"
                found.append((statement.name, why))
    return tuple(found)


def idle_lines(text: str) -> tuple[str, ...]:
    """Say which lines of a test cell look like a demand and make none; the text must parse."""
    tree = read_cell(text).tree
    assert tree is not None
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Tuple) and node.test.elts:
            found.append(f"line {node.lineno} asserts a tuple, which is always true: {ast.unparse(node)}")
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Compare):
            found.append(f"line {node.lineno} compares and asserts nothing: {ast.unparse(node)}")
    return tuple(found)


def _test(
    text: str,
    statement: ast.FunctionDef,
    decorator: ast.expr,
    want: Want,
    spans: list[range],
    hidden: frozenset[int],
) -> TestFunction:
    if _takes_arguments(statement):
        raise TestCellError(f"{statement.name} takes arguments, and a test is called without any")
    if yields(statement):
        raise TestCellError(f"{statement.name} yields, so nothing of it is run when it is called")
    own = _span(statement)
    is_hidden = statement.lineno in hidden
    others = {line for span in spans if span != own for line in span}
    options = _options(decorator, statement.name)
    return TestFunction(
        name=statement.name,
        want=want,
        text=_blank(text, others if is_hidden else others | hidden),
        line=statement.lineno,
        hidden=is_hidden,
        question=options.get("question", ""),
        may_poll=options.get("may_poll", True),
        may_leave_threads=options.get("may_leave_threads", True),
        replay=options.get("replay", ""),
    )


def _takes_arguments(statement: ast.FunctionDef) -> bool:
    given = statement.args
    at_least = len(given.posonlyargs) + len(given.args) - len(given.defaults)
    return at_least > 0 or None in given.kw_defaults


def _hidden_lines(text: str) -> frozenset[int]:
    """Line numbers from each begin marker to its end marker, the markers included."""
    hidden: set[int] = set()
    inside = False
    for number, line in enumerate(lines_of(text), start=1):
        inside = inside or _BEGIN_HIDDEN in line
        if inside:
            hidden.add(number)
        if _END_HIDDEN in line:
            inside = False
    return frozenset(hidden)


def _decorator_names(tree: ast.Module) -> dict[str, Want]:
    """Names by which the cell may call the decorators, as they are imported, dotted ones included."""
    names = dict(_DECORATORS)
    for statement in tree.body:
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.name == _PACKAGE:
                    names.update({f"{alias.asname or _PACKAGE}.{name}": want for name, want in _DECORATORS.items()})
        elif isinstance(statement, ast.ImportFrom) and statement.module == _PACKAGE:
            for alias in statement.names:
                if alias.name in _DECORATORS and alias.asname:
                    names[alias.asname] = _DECORATORS[alias.name]
    return names


def _decorated(
    statement: ast.FunctionDef | ast.AsyncFunctionDef, known: dict[str, Want]
) -> Iterator[tuple[ast.expr, Want]]:
    for decorator in statement.decorator_list:
        function = decorator.func if isinstance(decorator, ast.Call) else decorator
        want = known.get(ast.unparse(function))
        if want:
            yield decorator, want
            return


def _span(statement: ast.FunctionDef) -> range:
    first = min([statement.lineno, *(decorator.lineno for decorator in statement.decorator_list)])
    return range(first, (statement.end_lineno or statement.lineno) + 1)


def _options(decorator: ast.expr, test: str) -> dict[str, Any]:
    if not isinstance(decorator, ast.Call):
        return {}
    if decorator.args:
        raise TestCellError(f"{test}: the decorator takes keyword arguments only")
    options: dict[str, Any] = {}
    for keyword in decorator.keywords:
        expected = _OPTIONS.get(keyword.arg or "")
        if expected is None:
            raise TestCellError(f"{test}: the decorator has no option {keyword.arg or '**'}")
        try:
            value = ast.literal_eval(keyword.value)
        except ValueError:
            raise TestCellError(f"{test}: the option {keyword.arg} must be a literal") from None
        if type(value) is not expected:
            raise TestCellError(f"{test}: the option {keyword.arg} must be a {expected.__name__}")
        options[str(keyword.arg)] = value
    return options


def _blank(text: str, numbers: Set[int]) -> str:
    return "\n".join("" if number in numbers else line for number, line in enumerate(lines_of(text), start=1))
