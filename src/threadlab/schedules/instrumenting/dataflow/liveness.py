"""Which variables make no difference to what a loop does next, so that two of its turns may be taken for the same.

A variable is *dead* where a turn begins if every use of it comes after it has been bound anew (Aho, Lam, Sethi and
Ullman, "Compilers", 2006, section 9.2.5). It is *faint* if it is only ever used to compute faint variables, or how long
to sleep: any thread may be slower than any sleep (Giegerich, Möncke and Wilhelm, "Invariance of approximative semantics
with respect to program transformations", 1981, call it so): ``tries += 1`` that nobody reads, ``delay = min(2 * delay,
1)``.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial

from threadlab.schedules.language import parts_of, walk

Loop = ast.While | ast.For
Function = ast.FunctionDef | ast.AsyncFunctionDef

_LOOPS = (ast.While, ast.For)
_INNER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef, ast.GeneratorExp)
_OPENING = frozenset(_INNER)
_BOUNDED = frozenset({"range", "enumerate", "zip", "reversed", "sorted"})
_PURE = (ast.Add, ast.Sub, ast.Mult)  # operators that raise nothing for numbers
_COMPUTING = frozenset({ast.Assign, ast.AugAssign, ast.For, ast.Call})
_NAMING = frozenset(
    {
        *(ast.Name, ast.arg, ast.MatchMapping, ast.ExceptHandler, ast.MatchAs, ast.MatchStar, ast.FunctionDef),
        *(ast.AsyncFunctionDef, ast.ClassDef, ast.Global, ast.Nonlocal, ast.alias),
    }
)
_KEPT = "_tl_counts"  # the attribute of a node that keeps what was counted in it
_PURE_FUNCTIONS = frozenset({"min", "max", "abs"})
_PURE_DRAWS = frozenset({"random", "uniform"})  # what they give of numbers that are not negative is not, either


def unused_variables(
    function: Function, own: list[ast.AST], trusted: frozenset[str], *, bounded: bool
) -> dict[Loop, frozenset[str]]:
    """Return for each loop of a function, inner functions apart, the variables that it binds and nobody needs then.

    Args:
        function: the function.
        own: what ``own_nodes`` gives of it.
        trusted: names of functions that are surely the library's.
        bounded: whether loops are asked for, too, that are sure to end.
    """
    loops = [node for node in own if isinstance(node, _LOOPS) and (bounded or not _is_bounded(node))]
    if not loops:
        return {}
    local = _stored(own) - _shared(own)
    faint = _faint(function, own, local, trusted.difference(WAITS))
    found: dict[Loop, frozenset[str]] = {}
    for loop in loops:
        bound = _stored(walk(loop)) & local
        found[loop] = frozenset(name for name in bound if name in faint or _is_dead(function, loop, name))
    return found


def lengths(function: Function, own: list[ast.AST], trusted: frozenset[str]) -> dict[Loop, frozenset[str]]:
    """Return for each loop of a function the variables that it binds and that only say how long something waits.

    One such time is as good as another: whoever waits may be told, or give up, at any moment. Which of them are left
    out is told when the loop runs, for a time below zero, or one that is too long, is another thing.

    Args:
        function: the function.
        own: what ``own_nodes`` gives of it.
        trusted: names of functions and methods that are surely the library's.
    """
    loops = [node for node in own if isinstance(node, ast.While)]
    if not loops or _raises_to_leaps(own):
        return {}
    local = _stored(own) - _shared(own)
    found = _faint(function, own, local, trusted) - _faint(function, own, local, trusted.difference(WAITS))
    return {loop: frozenset(_stored(walk(loop)) & found) for loop in loops}


def _raises_to_leaps(own: list[ast.AST]) -> bool:
    """Whether an exponent does anything but count by ones: its power may be too much after a few turns."""
    exponents = {
        part.id
        for node in own
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Pow)
        for part in walk(node.right)
        if isinstance(part, ast.Name)
    }
    for node in own if exponents else ():
        match node:
            case ast.Assign(value=ast.Constant()) | ast.AugAssign(op=ast.Add(), value=ast.Constant(value=1)):
                continue
            case ast.Assign(targets=targets):
                if exponents & _stored([part for target in targets for part in walk(target)]):
                    return True
            case ast.AugAssign(target=target) | ast.NamedExpr(target=target) | ast.AnnAssign(target=target):
                if exponents & _stored(walk(target)):
                    return True
    return False


def _is_bounded(loop: Loop) -> bool:
    """Whether a loop goes through something: of calls only those of functions like ``count`` may go on for ever."""
    if isinstance(loop, ast.While):
        return False
    return not isinstance(loop.iter, ast.Call) or _called(loop.iter) in _BOUNDED


def is_endless(loop: ast.While) -> bool:
    """Whether nothing but an exception ends a loop: it asks for nothing, and is not left."""
    if not (isinstance(loop.test, ast.Constant) and loop.test.value):
        return False
    return not any(
        isinstance(node, ast.Return | ast.Break | ast.Raise | ast.Yield | ast.YieldFrom) for node in own_nodes(loop)
    )


YIELDS = frozenset({ast.Yield, ast.YieldFrom})


def yields(function: ast.AST) -> bool:
    """Whether to call a function makes a generator, and runs none of its lines."""
    return any(node.__class__ in YIELDS for node in own_nodes(function))


def own_nodes(whole: ast.AST) -> list[ast.AST]:
    """Return what is inside a function, in order, but not what is inside functions that it makes."""
    pending = parts_of(whole)[::-1]
    found: list[ast.AST] = []
    while pending:
        node = pending.pop()
        found.append(node)
        if node.__class__ not in _OPENING:
            pending += parts_of(node)[::-1]
    return found


def _stored(nodes: list[ast.AST]) -> set[str]:
    return {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}


def _shared(nodes: list[ast.AST]) -> set[str]:
    """Return the names that are not the function's alone: declared so, or used by functions that it makes."""
    names: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Global | ast.Nonlocal):
            names.update(node.names)
        elif isinstance(node, _INNER):
            names.update(part.id for part in walk(node) if isinstance(part, ast.Name))
    return names


def _mentions(node: ast.AST, name: str) -> int:
    """Count the places where a name is bound or used."""
    return _counts(node)[name]


def _counts(node: ast.AST) -> Counter[str]:
    """Count the places where names are bound or used."""
    counts: Counter[str] | None = getattr(node, _KEPT, None)
    if counts is None:
        counts = Counter(name for part in walk(node) if part.__class__ in _NAMING for name in _named(part) if name)
        setattr(node, _KEPT, counts)
    return counts


def _named(part: ast.AST) -> Iterable[str | None]:
    match part:
        case ast.Name(id=found) | ast.arg(arg=found):
            return (found,)
        case ast.MatchMapping(rest=found):
            return (found,)
        case ast.ExceptHandler(name=found) | ast.MatchAs(name=found) | ast.MatchStar(name=found):
            return (found,)
        case ast.FunctionDef(name=found) | ast.AsyncFunctionDef(name=found) | ast.ClassDef(name=found):
            return (found,)
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.alias(name=whole, asname=other):
            return (other or whole.split(".")[0],)
        case _:
            return ()


# -- faint variables -------------------------------------------------------------------------------------------------


def _faint(function: Function, own: list[ast.AST], local: set[str], trusted: frozenset[str]) -> set[str]:
    """Return the variables whose value never tells, by leaving out ever more of those for which it may."""
    faint = set(local)
    computing = [node for node in own if node.__class__ in _COMPUTING]
    while True:
        harmless = dict.fromkeys(faint, 0)
        for node in computing:
            for name in _harmless_places(node, faint, trusted):
                harmless[name] += 1
        left = {name for name in faint if harmless[name] == _mentions(function, name)}
        if left == faint:
            return faint
        faint = left


def _harmless_places(node: ast.AST, faint: set[str], trusted: frozenset[str]) -> Iterator[str]:
    """Give the faint names in a statement or call that only computes faint variables, sleeps, or prints."""
    match node:
        case ast.Assign():
            for place, value in _assigned(node):
                if isinstance(place, ast.Name) and place.id in faint and (_is_text(value) or _is_pure(value, trusted)):
                    yield place.id
                    yield from _faint_in(value, faint)
        case ast.AugAssign(target=ast.Name(id=target), op=op, value=value):
            if target in faint and isinstance(op, _PURE) and _is_pure(value, trusted):
                yield target
                yield from _faint_in(value, faint)
            elif target in faint and isinstance(op, ast.Add) and _is_text(value):  # a row of dots
                yield target
        case ast.For(target=ast.Name(id=target)) if target in faint:
            yield target
        case ast.Call(args=[time], keywords=[]) if _called(node) == "sleep" and "sleep" in trusted:
            if _is_pure(time, trusted, negative=False):
                yield from _faint_in(time, faint)
        case ast.Call(func=ast.Name(id="print"), args=args, keywords=words) if "print" in trusted:
            if all(word.arg and isinstance(word.value, ast.Constant) for word in words):
                for shown in args:
                    yield from _faint_shown(shown, faint)
        case ast.Call(func=ast.Attribute(attr=name)) if name in WAITS and name in trusted:
            for time in time_outs(node, name):
                if _is_pure(time, trusted, negative=False):
                    yield from _faint_in(time, faint)
        case _:
            pass


WAITS: dict[str, int | None] = {
    "acquire": 1,
    "wait": 0,
    "wait_for": 1,
    "join": 0,
    "result": 0,
    "get": None,
    "put": None,
}
"""Methods that wait, and which argument is the time-out; None: only the one so named (dicts have ``get``, too)."""


def time_outs(call: ast.Call, name: str) -> list[ast.expr]:
    """Return the time-out of a call of a method that waits, if it has one."""
    place = WAITS[name]
    by_place = [] if place is None or any(isinstance(each, ast.Starred) for each in call.args) else call.args[place:]
    return [*by_place[:1], *(word.value for word in call.keywords if word.arg == "timeout")]


def _faint_in(value: ast.AST, faint: set[str]) -> Iterator[str]:
    return (part.id for part in walk(value) if isinstance(part, ast.Name) and part.id in faint)


def _assigned(node: ast.Assign) -> list[tuple[ast.expr, ast.expr]]:
    """Return what is stored where, as far as each value is stored in one place only, or is a literal."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=places)], value=ast.Tuple(elts=values)) if len(places) == len(values):
            return list(zip(places, values, strict=True))
        case ast.Assign(targets=[place], value=value):
            return [(place, value)]
        case ast.Assign(targets=places, value=ast.Constant() as value):
            return [(place, value) for place in places]
        case _:
            return []


def _faint_shown(shown: ast.expr, faint: set[str]) -> Iterator[str]:
    """Give the faint names that are printed as they are, or within a text."""
    for part in shown.values if isinstance(shown, ast.JoinedStr) else [shown]:
        value = part.value if isinstance(part, ast.FormattedValue) and part.format_spec is None else part
        if isinstance(value, ast.Name) and value.id in faint:
            yield value.id


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _called(node: ast.Call) -> str:
    function = node.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _is_pure(node: ast.expr, trusted: frozenset[str], *, negative: bool = True) -> bool:
    """Whether an expression does nothing but calculate with numbers, names, literals and draws; it cannot fail."""
    pure = partial(_is_pure, trusted=trusted, negative=negative)
    match node:
        case ast.Constant(value=value):
            return isinstance(value, int | float)
        case ast.Name():
            return True
        case ast.BinOp(left=left, op=op, right=right):
            if isinstance(op, ast.Div):
                return pure(left) and isinstance(right, ast.Constant) and bool(right.value)
            if isinstance(op, ast.Pow):  # 2 ** tries
                return isinstance(left, ast.Constant) and isinstance(right, ast.Name)
            return pure(left) and pure(right) and isinstance(op, _PURE) and (negative or not isinstance(op, ast.Sub))
        case ast.Call(func=ast.Name(id=name), args=args, keywords=[]) if name in _PURE_FUNCTIONS:
            return name in trusted and all(map(pure, args))
        case ast.Call(args=args, keywords=[]) if not negative:  # only where something waits that long
            return _called(node) in _PURE_DRAWS and _called(node) in trusted and all(map(pure, args))
        case _:
            return False


# -- dead variables --------------------------------------------------------------------------------------------------


def _is_dead(function: Function, loop: Loop, name: str) -> bool:
    """Whether a variable is bound anew in each turn of a loop before it is used, and not used outside."""
    if _mentions(function, name) != _mentions(loop, name) or any(_mentions(part, name) for part in loop.orelse):
        return False
    if isinstance(loop, ast.While):
        return not _mentions(loop.test, name) and _bound_first(loop.body, name, loop)
    if _mentions(loop.iter, name):
        return False
    if _mentions(loop.target, name):
        return not any(_mentions(part, name) for part in loop.body)
    return _bound_first(loop.body, name, loop)


def _bound_first(body: list[ast.stmt], name: str, loop: Loop) -> bool:
    """Whether the first statement that has to do with a variable binds it, whatever happens."""
    for statement in body:
        if not _mentions(statement, name):
            continue
        match statement:
            case ast.Assign(targets=targets, value=value):
                binds = any(isinstance(target, ast.Name) and target.id == name for target in targets)
                return binds and sum(_mentions(target, name) for target in targets) == 1 and not _mentions(value, name)
            case ast.With(items=items, body=inner):
                return not any(_mentions(item, name) for item in items) and _bound_first(inner, name, loop)
            case ast.Try(body=inner):
                inside = sum(_mentions(part, name) for part in inner)
                return inside == _mentions(loop, name) and _bound_first(inner, name, loop)
            case _:
                return False
    return True
