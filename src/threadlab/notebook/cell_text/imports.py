"""The import statements of a cell: taken out of it alone, or left out where they are idle. Lines stay in place."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Set

from threadlab.notebook.cell_text.course_language import remembered
from threadlab.notebook.cell_text.names import names_of
from threadlab.notebook.cell_text.syntax import lines_of, read_cell
from threadlab.notebook.cell_text.toplevel import bound_by

STAR = "*"
_Import = ast.Import | ast.ImportFrom


@remembered
def imported(text: str) -> frozenset[str]:
    """Return the names that nothing but import statements at top level binds; ``STAR`` for those of a star import."""
    names = frozenset(bound_by(alias) for statement in _statements(text) for alias in statement.names)
    return names & (names_of(text).imports | {STAR})


def imports_of(text: str, names: Set[str] | None = None) -> str:
    """Return the import statements at top level that bind ``names`` (None: all of them), and nothing else."""
    wanted = imported(text) if names is None else names
    lines: list[str] = []
    for statement in _statements(text):
        cut = _cut(statement, wanted)
        if cut is not None:
            if statement.lineno == len(lines):
                lines[-1] += "; " + ast.unparse(cut)
            else:
                lines.extend([""] * (statement.lineno - len(lines) - 1))
                lines.append(ast.unparse(cut))
    return "\n".join(lines)


def without_idle_imports(text: str, mentioned: Iterable[str]) -> str:
    """Return the text without the imports of what nobody mentions: what is imported idly must cost nothing."""
    lines = lines_of(read_cell(text).text)
    wanted = {*mentioned, STAR}
    for statement in _statements(text):
        cut = _cut(statement, wanted)
        if cut is None:
            _replace(lines, statement, "pass")
        elif len(cut.names) < len(statement.names):
            _replace(lines, statement, ast.unparse(cut))
    return "\n".join(lines)


def _statements(text: str) -> Iterator[_Import]:
    tree = read_cell(text).tree
    for statement in tree.body if tree else []:
        # What is imported from __future__ is no name but a way to compile.
        if isinstance(statement, _Import) and getattr(statement, "module", "") != "__future__":
            yield statement


def _cut(statement: _Import, names: Set[str]) -> _Import | None:
    """Cut an import statement down to what binds ``names``; None if nothing is left."""
    kept = [alias for alias in statement.names if bound_by(alias) in names]
    if not kept:
        return None
    if isinstance(statement, ast.ImportFrom):
        return ast.ImportFrom(statement.module, kept, statement.level)
    return ast.Import(kept)


def _replace(lines: list[str], statement: ast.stmt, by: str) -> None:
    """Put ``by`` in a statement's place; other statements may share its lines."""
    first, last = statement.lineno - 1, (statement.end_lineno or statement.lineno) - 1
    # Columns of the tree count bytes.
    before = lines[first].encode()[: statement.col_offset].decode()
    after = lines[last].encode()[statement.end_col_offset :].decode()
    lines[first : last + 1] = [before + by + after] + [""] * (last - first)
