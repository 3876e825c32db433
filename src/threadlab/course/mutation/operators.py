"""The operators of mutation: each makes every small change of one kind that an answer allows.

Mutation analysis (DeMillo, Lipton and Sayward 1978) asks how good tests are: they should notice each small change of a
right program. The operators are those of concurrent programs (Bradbury, Cordy and Dingel 2006), chosen by what learners
get wrong: locks that are missing, too narrow, too wide or split; waits that ask once; news that reach too few.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass

Body = list[ast.stmt]
Change = Callable[[], None]
_NEWS = ("notify", "notify_all", "set")


@dataclass(frozen=True, slots=True)
class MutationSite:
    """Where an operator changes something, before it is done: the line, what is changed, and the change."""

    operator: str
    line: int
    what: str
    change: Change


def places(tree: ast.Module) -> Iterator[MutationSite]:
    """Give all places of a program where an operator applies; performing one's change alters the tree.

    Args:
        tree: the program. Each place is of this very tree, so only one change makes sense.
    """
    for parent in ast.walk(tree):
        begins = isinstance(parent, ast.FunctionDef) and parent.name == "__init__"
        for body in _bodies(parent):
            yield from _in_body(body, swaps=not begins)  # nobody else has an object yet that is being made
    for node in ast.walk(tree):
        yield from _in_node(node)
    yield from _shared(tree)


def copies(text: str) -> Iterator[tuple[MutationSite, str]]:
    """Give each place of a text together with the text after its change."""
    for number, place in enumerate(list(places(ast.parse(text)))):
        tree = deepcopy(ast.parse(text))
        list(places(tree))[number].change()
        yield place, ast.unparse(ast.fix_missing_locations(tree))


# -- statements --------------------------------------------------------------------------------------------------------


def _bodies(node: ast.AST) -> Iterator[Body]:
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        if isinstance(body, list) and not isinstance(node, ast.Module):
            yield body


def _in_body(body: Body, *, swaps: bool) -> Iterator[MutationSite]:
    for number, statement in enumerate(body):
        if isinstance(statement, ast.With) and _only_locks(statement):
            yield from _around_a_block(body, number, statement)
        if isinstance(statement, ast.While) and _waits(statement):
            replaced = ast.If(statement.test, statement.body, [])
            yield MutationSite("while to if", statement.lineno, _said(statement), _put(body, number, replaced))
        yield from _dropped(body, number, statement)
        if swaps and number + 1 < len(body) and _can_swap(statement, body[number + 1]):
            yield MutationSite("swap two statements", statement.lineno, _said(statement), _swap(body, number))
        if _holds_a_lock(statement) and isinstance(statement, ast.For | ast.While):
            [block] = statement.body
            assert isinstance(block, ast.With)
            yield MutationSite("widen a lock", statement.lineno, _said(block), _widen(body, number, statement, block))


def _around_a_block(body: Body, number: int, block: ast.With) -> Iterator[MutationSite]:
    inside, said = block.body, _said(block)
    yield MutationSite("drop a lock", block.lineno, said, _put(body, number, *inside))
    if len(inside) > 1:
        first, last = inside[0], inside[-1]
        yield MutationSite(
            "narrow a lock", first.lineno, _said(first), _put(body, number, first, _with(block, inside[1:]))
        )
        if not isinstance(last, ast.Return | ast.Raise) or _has_value(last):
            yield MutationSite(
                "narrow a lock", last.lineno, _said(last), _put(body, number, _with(block, inside[:-1]), last)
            )
        for cut in range(1, len(inside)):
            halves = _with(block, inside[:cut]), _with(block, inside[cut:])
            yield MutationSite("split a lock", inside[cut].lineno, _said(inside[cut]), _put(body, number, *halves))
    one = _read_and_write(inside)
    if one is not None:
        read, write = one
        halves = _with(block, [read]), _with(block, [write])
        yield MutationSite("split a lock", inside[0].lineno, _said(inside[0]), _put(body, number, *halves))
    if len(block.items) > 1:
        yield MutationSite("swap lock order", block.lineno, said, block.items.reverse)
    inner = inside[0]
    if len(inside) == 1 and isinstance(inner, ast.With) and _only_locks(inner):
        yield MutationSite("swap lock order", block.lineno, said, lambda: _exchange_items(block, inner))


def _dropped(body: Body, number: int, statement: ast.stmt) -> Iterator[MutationSite]:
    method = _method(statement)
    names = {**dict.fromkeys(_NEWS, "drop a notify"), "join": "drop a join", "release": "drop a release"}
    names |= {"acquire": "drop a lock", "wait": "drop a wait", "close": "drop a close"}
    if method in names:
        yield MutationSite(names[method], statement.lineno, _said(statement), _put(body, number, ast.Pass()))


def _can_swap(one: ast.stmt, other: ast.stmt) -> bool:
    """Say whether two statements can change places, so that others could see it and nothing is merely undefined."""
    plain = ast.Assign | ast.AugAssign | ast.Expr | ast.With
    if not (isinstance(one, plain) and isinstance(other, plain)) or _is_text(one) or _is_text(other):
        return False
    if _binds_locals(one) or _binds_locals(other):
        return False
    return not _method(one) or _method(one) != _method(other)  # two starts, two joins


def _binds_locals(statement: ast.stmt) -> bool:
    """Say whether all that a statement does is to give names of its function a value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return bool(targets) and all(isinstance(target, ast.Name) for target in targets)


def _read_and_write(inside: Body) -> tuple[ast.stmt, ast.stmt] | None:
    """Take ``x += 1`` apart into a read and a write, if it is all that a block does."""
    if len(inside) != 1 or not isinstance(inside[0], ast.AugAssign):
        return None
    step = inside[0]
    seen = ast.Name("seen", ast.Load())
    target = deepcopy(step.target)
    target.ctx = ast.Load()
    read = ast.Assign([ast.Name("seen", ast.Store())], target, lineno=step.lineno)
    write = ast.Assign([step.target], ast.BinOp(seen, step.op, step.value), lineno=step.lineno)
    return read, write


# -- expressions -------------------------------------------------------------------------------------------------------

_NEIGHBOURS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
}


def _in_node(node: ast.AST) -> Iterator[MutationSite]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "notify_all":
        yield MutationSite("notify_all to notify", node.lineno, _said(node), _set(node.func, "attr", "notify"))
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        other = _NEIGHBOURS.get(type(node.ops[0]))
        if other is not None:
            yield MutationSite("off by one", node.lineno, _said(node), _set(node, "ops", [other()]))
        elif isinstance(node.ops[0], ast.Eq | ast.NotEq) and _is_length(node.left):
            longer = ast.BinOp(node.comparators[0], ast.Add(), ast.Constant(1))
            yield MutationSite("off by one", node.lineno, _said(node), _set(node, "comparators", [longer]))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "range":
        fewer = ast.BinOp(node.args[-1], ast.Sub(), ast.Constant(1))
        yield MutationSite("off by one", node.lineno, _said(node), _set(node, "args", [*node.args[:-1], fewer]))
    if isinstance(node, ast.Call) and any(word.arg == "args" for word in node.keywords):
        [handed] = [word for word in node.keywords if word.arg == "args"]
        has_target = any(word.arg == "target" for word in node.keywords)
        if has_target and isinstance(handed.value, ast.Tuple) and handed.value.elts:
            yield MutationSite("late binding for a copy", node.lineno, _said(node), lambda: _bind_late(node, handed))


def _bind_late(call: ast.Call, handed: ast.keyword) -> None:
    """Make ``target=f, args=(x,)`` into ``target=lambda: f(x)``, which looks x up when the thread runs."""
    assert isinstance(handed.value, ast.Tuple)
    for target in [word for word in call.keywords if word.arg == "target"]:
        nothing = ast.arguments([], [], None, [], [], None, [])
        target.value = ast.Lambda(nothing, ast.Call(target.value, handed.value.elts, []))
        call.keywords.remove(handed)


# -- what belongs to whom ----------------------------------------------------------------------------------------------


def _shared(tree: ast.Module) -> Iterator[MutationSite]:
    """Give the places where something of one's own could be shared: by all objects of a class, or by all calls."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "__init__":
                    yield from _shared_by_a_class(node, method)
        if isinstance(node, ast.FunctionDef):
            yield from _shared_by_calls(node)


def _shared_by_a_class(owner: ast.ClassDef, method: ast.FunctionDef) -> Iterator[MutationSite]:
    names = {argument.arg for argument in method.args.args[1:]}
    for number, statement in enumerate(method.body):
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or _used(statement) & names:
            continue
        target = statement.targets[0]
        constant = isinstance(statement.value, ast.Constant)  # an object that assigns anew has a value of its own
        if isinstance(target, ast.Attribute) and not constant and "self" not in _used(ast.Expr(statement.value)):
            moved = ast.Assign([ast.Name(target.attr, ast.Store())], statement.value, lineno=statement.lineno)

            def change(number: int = number, moved: ast.Assign = moved) -> None:
                method.body[number] = ast.Pass()
                owner.body.insert(0, moved)

            yield MutationSite("shared for own", statement.lineno, _said(statement), change)


def _shared_by_calls(function: ast.FunctionDef) -> Iterator[MutationSite]:
    arguments = {argument.arg for argument in function.args.args}
    for number, statement in enumerate(function.body):
        if not isinstance(statement, ast.Assign) or len(statement.targets) != 1 or _used(statement) & arguments:
            continue
        target = statement.targets[0]
        if isinstance(target, ast.Name) and isinstance(statement.value, ast.List | ast.Dict | ast.Set | ast.Call):

            def change(number: int = number, name: str = target.id, value: ast.expr = statement.value) -> None:
                function.body[number] = ast.Pass()
                function.args.args.append(ast.arg(name))
                function.args.defaults.append(value)

            yield MutationSite("default for own", statement.lineno, _said(statement), change)


# -- helpers -----------------------------------------------------------------------------------------------------------


def _put(body: Body, number: int, *statements: ast.stmt) -> Change:
    def change() -> None:
        body[number : number + 1] = list(statements)

    return change


def _swap(body: Body, number: int) -> Change:
    def change() -> None:
        body[number], body[number + 1] = body[number + 1], body[number]

    return change


def _set(node: ast.AST, name: str, value: object) -> Change:
    return lambda: setattr(node, name, value)


def _widen(body: Body, number: int, loop: ast.For | ast.While, block: ast.With) -> Change:
    def change() -> None:
        loop.body = block.body
        body[number] = _with(block, [loop])

    return change


def _exchange_items(outer: ast.With, inner: ast.With) -> None:
    outer.items, inner.items = inner.items, outer.items


def _with(block: ast.With, body: Body) -> ast.With:
    return ast.With(deepcopy(block.items), body, lineno=block.lineno)


def _only_locks(block: ast.With) -> bool:
    """Say whether a block can be one that holds locks: not a pool or a file, which are made in its first line."""
    return not any(isinstance(item.context_expr, ast.Call) or item.optional_vars for item in block.items)


def _holds_a_lock(statement: ast.stmt) -> bool:
    body = getattr(statement, "body", [])
    return len(body) == 1 and isinstance(body[0], ast.With) and _only_locks(body[0])


def _waits(loop: ast.While) -> bool:
    return any(_method(statement) == "wait" for statement in loop.body)


def _method(statement: ast.stmt) -> str:
    """Name the method that a statement calls, if that is all it does."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    return call.func.attr if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) else ""


def _has_value(statement: ast.stmt) -> bool:
    """Say whether a return gives what has to be looked up: to do that later may give another value."""
    value = getattr(statement, "value", None)
    return isinstance(statement, ast.Return) and value is not None and not isinstance(value, ast.Constant | ast.Name)


def _is_length(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _used(node: ast.AST) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name) and isinstance(each.ctx, ast.Load)}


def _said(node: ast.AST) -> str:
    """Quote the first line of what is changed."""
    return ast.unparse(node).splitlines()[0]
