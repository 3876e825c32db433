"""Which names the text of a cell binds, changes and needs, found without running it."""

from __future__ import annotations

import ast
import copy
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from threadlab.notebook.cell_text.syntax import read
from threadlab.notebook.cell_text.toplevel import TopLevel


@dataclass(frozen=True, slots=True)
class Names:
    """What the top level of a text does to global names.

    ``binds``: bound on every path, so that no earlier value matters any more to whoever comes after.
    ``may_bind``: bound or deleted on some path.
    ``changes``: their objects are changed in place. ``calls``: their methods are called and the result is dropped,
    which changes an object, but not a module.
    ``needs``: read while the text has not bound them for certain.
    ``later``: read by the text's functions, whenever those are called. ``at_once``: the part of ``needs`` that is read
    when the text runs, by its top level or by the functions that this may call.
    ``imports``: bound by plain import statements only. ``objects``: bound by assignment of some kind.
    ``declared``: bound by functions that say ``global``. ``star``: some module's names are imported with ``*``.
    ``mentions``: every name that stands anywhere in the text.
    """

    binds: frozenset[str] = frozenset()
    may_bind: frozenset[str] = frozenset()
    changes: frozenset[str] = frozenset()
    calls: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    later: frozenset[str] = frozenset()
    at_once: frozenset[str] = frozenset()
    imports: frozenset[str] = frozenset()
    objects: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    star: bool = False
    mentions: frozenset[str] = frozenset()


@lru_cache(maxsize=2048)
def names_of(text: str) -> Names:
    """Analyse the text of a cell; one that does not parse has no names."""
    code = read(text)
    if code.tree is None:
        return Names()
    try:
        top = TopLevel()
        top.run(code.tree.body)
        later, declared = _in_functions(code.text, code.tree)
        calls_functions = any(_calls_something(statement) for statement in code.tree.body)
    except RecursionError:
        return Names()
    needs = frozenset(top.needs | (later - top.bound))
    return Names(
        binds=frozenset(top.bound),
        may_bind=frozenset(top.maybe - top.bound),
        changes=frozenset(top.changes),
        calls=frozenset(top.calls),
        needs=needs,
        later=frozenset(later),
        at_once=needs if calls_functions else frozenset(top.needs),
        imports=frozenset(top.imported - top.objects - top.defined),
        objects=frozenset(top.objects),
        declared=frozenset(declared),
        star=top.star,
        mentions=frozenset(node.id for node in ast.walk(code.tree) if isinstance(node, ast.Name)),
    )


def _calls_something(node: ast.AST) -> bool:
    """Say whether running the node calls a function, as far as its form tells; defining one calls nothing."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return bool(node.decorator_list) or any(map(_calls_something, _evaluated(node.args)))
    if isinstance(node, ast.Lambda):
        return any(map(_calls_something, _evaluated(node.args)))
    if isinstance(node, ast.Call | ast.With | ast.AsyncWith) or (
        isinstance(node, ast.ClassDef) and node.decorator_list
    ):
        return True
    return any(map(_calls_something, ast.iter_child_nodes(node)))


def _evaluated(arguments: ast.arguments) -> list[ast.expr]:
    """Default values, which are evaluated where the function is defined."""
    return [*arguments.defaults, *(default for default in arguments.kw_defaults if default)]


def _in_functions(python: str, tree: ast.Module) -> tuple[set[str], set[str]]:
    """Global names that functions of the text read, and those that they bind."""
    # To the symbol table "counter += 1" is an assignment and no reference.
    augmented = {
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    reads: set[str] = set()
    binds: set[str] = set()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = symtable.symtable(_without_awaits(python, tree), "<cell>", "exec")
    for table in _tables(whole):
        if table.get_type() == "function":
            for symbol in table.get_symbols():
                if symbol.is_global():
                    if symbol.is_referenced() or symbol.get_name() in augmented:
                        reads.add(symbol.get_name())
                    if symbol.is_assigned():
                        binds.add(symbol.get_name())
    return reads, binds


def _without_awaits(python: str, tree: ast.Module) -> str:
    """Return a text without what only a kernel accepts: at its top level, Python's symbol table takes no ``await``."""
    if "await" not in python and "async" not in python:
        return python
    plain = _Synchronous().visit(copy.deepcopy(tree))
    return ast.unparse(ast.fix_missing_locations(plain))


class _Synchronous(ast.NodeTransformer):
    """Makes of what is asynchronous, outside of functions, the like that is not: it has the same names."""

    def _function(self, node: ast.AST) -> ast.AST:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_Lambda = _function  # noqa: N815 - as ast names them

    def visit_Await(self, node: ast.Await) -> ast.AST:
        self.generic_visit(node)
        return node.value

    def visit_AsyncFor(self, node: ast.AsyncFor) -> ast.AST:
        self.generic_visit(node)
        return ast.For(node.target, node.iter, node.body, node.orelse)

    def visit_AsyncWith(self, node: ast.AsyncWith) -> ast.AST:
        self.generic_visit(node)
        return ast.With(node.items, node.body)

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        self.generic_visit(node)
        node.is_async = 0
        return node


def _tables(table: symtable.SymbolTable) -> Iterator[symtable.SymbolTable]:
    for child in table.get_children():
        yield child
        yield from _tables(child)
