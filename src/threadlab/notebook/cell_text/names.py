"""Which names the text of a cell binds, changes and needs, found without running it."""

from __future__ import annotations

import ast
import copy
import symtable
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from threadlab.notebook.cell_text.course_language import remembered
from threadlab.notebook.cell_text.syntax import read_cell
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


@remembered
def names_of(text: str) -> Names:
    """Analyse the text of a cell; one that does not parse has no names."""
    code = read_cell(text)
    if code.tree is None:
        return Names()
    try:
        top = TopLevel()
        top.run(code.tree.body)
        later, declared, running = _in_functions(code.text, code.tree)
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
        at_once=frozenset(top.needs | (running - top.bound)),
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


_DEFINITION = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _in_functions(python: str, tree: ast.Module) -> tuple[set[str], set[str], set[str]]:
    """Global names that functions of the text read, those that they bind, and those read by what may run at once."""
    # To the symbol table "counter += 1" is an assignment and no reference.
    augmented = {
        node.target.id
        for node in ast.walk(tree)
        if isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name)
    }
    reads: set[str] = set()
    binds: set[str] = set()
    at_once: set[str] = set()
    asleep = _not_run_at_once(tree)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = symtable.symtable(_without_awaits(python, tree), "<cell>", "exec")
    for outermost in whole.get_children():
        for table in [outermost, *_tables(outermost)]:
            if table.get_type() == "function":
                for symbol in table.get_symbols():
                    if symbol.is_global():
                        if symbol.is_referenced() or symbol.get_name() in augmented:
                            reads.add(symbol.get_name())
                            if outermost.get_name() not in asleep:
                                at_once.add(symbol.get_name())
                        if symbol.is_assigned():
                            binds.add(symbol.get_name())
    return reads, binds, at_once


def _not_run_at_once(tree: ast.Module) -> set[str]:
    """Names of the outermost functions and classes of a text none of whose bodies can run while the text does.

    What runs at once comes to a body only by its name, be it through other bodies; a decorator has what it decorates.
    """
    calls = any(_calls_something(statement) for statement in tree.body)
    outermost = list(_outermost(tree))
    bodies: dict[str, list[ast.AST]] = {"lambda": []}
    for definition in outermost:
        bodies.setdefault(definition.name, []).append(definition)
    ways = [node for node in _immediate(tree) if calls]
    ways += [node for each in outermost if calls and _is_decorated(each) for node in ast.walk(each)]
    while ways:
        node = ways.pop()
        if isinstance(node, ast.Lambda):
            bodies.pop("lambda", None)
        if isinstance(node, ast.Name):
            ways += [inner for body in bodies.pop(node.id, []) for inner in ast.walk(body)]
        elif isinstance(node, _DEFINITION) and _is_decorated(node):
            bodies.pop(node.name, None)
    return set(bodies)


def _outermost(node: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef]:
    """The functions and classes below a node that are in no other."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, _DEFINITION):
            yield child
        else:
            yield from _outermost(child)


def _immediate(node: ast.AST) -> Iterator[ast.AST]:
    """All nodes below one that are evaluated with it: none in the body of a function.

    Those of a lambda are among them, for it has no name that could tell whether it is called.
    """
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef):
            for part in [*child.decorator_list, *_evaluated(child.args)]:
                yield from ast.walk(part)
        else:
            yield child
            yield from _immediate(child)


def _is_decorated(definition: ast.AST) -> bool:
    """Say whether a decorator may call what is in a function or class."""
    plain = ("property", "staticmethod", "classmethod")
    return any(
        not (isinstance(decorator, ast.Name) and decorator.id in plain)
        for node in ast.walk(definition)
        for decorator in getattr(node, "decorator_list", [])
    )


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
