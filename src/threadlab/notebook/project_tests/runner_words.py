"""What a test module tells its runner, in marks and skips: the runner has heard it, and no schedule needs it.

The arguments of a mark often ask what no program on a schedule can know: ``skipif(sys.platform == "win32", ...)``. So
blanks take their place, and everything else stays where it is.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

_WORDS = ("pytest.mark.", "unittest.skip")


def without_runner_words(text: str) -> str:
    """Return the text of a module with blanks for the arguments of pytest's marks and unittest's skips."""
    if not any(word.partition(".")[0] in text for word in _WORDS):
        return text
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):  # whoever runs it says so
        return text
    lines = text.encode().splitlines(keepends=True)
    for call in list(_marks(tree, _imported(tree))):
        _blank(lines, call)
    told = b"".join(lines).decode()
    try:
        ast.parse(told)
    except SyntaxError:  # a call that is written in an unusual way
        return text
    return told


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return what the names that a module imports stand for."""
    found: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found.update({each.asname: each.name for each in node.names if each.asname})
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.update({each.asname or each.name: f"{node.module}.{each.name}" for each in node.names})
    return found


def _marks(node: ast.AST, imported: dict[str, str], *, decorator: bool = False) -> Iterator[ast.Call]:
    """Give the outermost calls that say something to the runner."""
    if isinstance(node, ast.Call) and (node.args or node.keywords):
        first, dot, rest = ast.unparse(node.func).partition(".")
        # With one argument and nothing else it may be the function that is marked.
        if f"{imported.get(first, first)}{dot}{rest}".startswith(_WORDS) and (decorator or _no_function(node)):
            yield node
            return
    decorators = getattr(node, "decorator_list", ())
    for child in ast.iter_child_nodes(node):
        yield from _marks(child, imported, decorator=child in decorators)


def _no_function(call: ast.Call) -> bool:
    return len(call.args) > 1 or bool(call.keywords)


def _blank(lines: list[bytes], call: ast.Call) -> None:
    """Put blanks in place of what stands between the brackets of a call."""
    first, start = call.func.end_lineno, call.func.end_col_offset
    last, end = call.end_lineno, call.end_col_offset
    assert first is not None
    assert start is not None
    assert last is not None
    assert end is not None
    for number in range(first, last + 1):
        line = lines[number - 1]
        left = start if number == first else 0
        right = end if number == last else len(line.rstrip(b"\r\n"))
        middle = b" " * (right - left)
        if number == first:
            middle = b"(" + middle[1:]
        if number == last:
            middle = middle[:-1] + b")"
        lines[number - 1] = line[:left] + middle + line[right:]
