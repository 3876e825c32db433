"""A public function says what it takes, where that is much, and what it raises."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.floor_plan import modules

MANY = 4  # from so many parameters on each is explained
ELSEWHERE = ("See ``", "Takes and raises what ")  # another docstring says it
AS_PYTHON_SAYS = "schedules.library.sources"  # stands in for modules of Python's, whose documentation holds


def public_functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Give the public functions and methods of a module; what is defined inside of functions is nobody's."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public_functions(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            decorators = {ast.unparse(each).rpartition(".")[2] for each in node.decorator_list}
            if not decorators & {"overload", "setter"}:
                yield node


def raises(function: ast.AST) -> bool:
    """Say whether a function itself raises something new."""
    own = (node for node in ast.iter_child_nodes(function) if not isinstance(node, ast.FunctionDef | ast.ClassDef))
    return any((isinstance(node, ast.Raise) and node.exc is not None) or raises(node) for node in own)


def silent(found: dict[str, Path]) -> list[str]:
    """Name the functions that do not say what they take, or raise."""
    said = []
    for name, path in found.items():
        if name.startswith(AS_PYTHON_SAYS):
            continue
        for function in public_functions(ast.parse(path.read_text(encoding="utf-8"))):
            doc = ast.get_docstring(function) or ""
            if any(words in doc for words in ELSEWHERE):
                continue
            parameters = [each.arg for each in function.args.args + function.args.kwonlyargs if each.arg != "self"]
            if "Raises:" not in doc and raises(function):
                said.append(f"{name}.{function.name} does not say what it raises")
            if "Args:" not in doc and len(parameters) >= MANY:
                said.append(f"{name}.{function.name} does not say what its {len(parameters)} parameters are")
    return said


def test_public_functions_say_what_they_take_and_raise() -> None:
    assert silent(modules()) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('def f():\n    """Do it."""\n    raise ValueError("no")', ["m.f does not say what it raises"]),
        ('def f(a, b, c, d):\n    """Do it."""', ["m.f does not say what its 4 parameters are"]),
        (
            'class C:\n    def f(self, a, b, c, *, d):\n        """Do it."""',
            ["m.f does not say what its 4 parameters are"],
        ),
        ('def f():\n    """Do it.\n\n    Raises:\n        ValueError: no.\n    """\n    raise ValueError("no")', []),
        ('def f():\n    """Do it."""\n    try:\n        pass\n    except ValueError:\n        raise', []),
        ('def f():\n    """Do it."""\n\n    def g():\n        raise ValueError', []),
        ('def _f(a, b, c, d):\n    raise ValueError("no")', []),
    ],
)
def test_one_that_says_nothing_is_told(tmp_path: Path, text: str, said: list[str]) -> None:
    (tmp_path / "m.py").write_text(text)
    assert silent(modules(tmp_path)) == said
