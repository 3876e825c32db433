"""Counts of which a program only asks whether they are past some bound: beyond the last one all are alike.

A loop that polls and counts comes to ever new states; if it stops counting there, it comes round. That is an
abstraction (Cousot and Cousot, "Abstract interpretation", 1977), and an exact one: no comparison can tell.
"""

from __future__ import annotations

import ast
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from threadlab.schedules.instrumenting.dataflow.growing_waits import Lengths, lengths_in, may_grow
from threadlab.schedules.instrumenting.dataflow.places import is_place, name_of, named_part, same_place
from threadlab.schedules.instrumenting.dataflow.trusted import LOOKING, trusted
from threadlab.schedules.instrumenting.dataflow.unread import NAMING, REFLECTION, named
from threadlab.schedules.language import nodes_of, walk

MOST = 20  # up to which a count is followed: each is a state of its own
LONGEST_PERIOD = 100  # of a count of which a remainder is asked: so many more are

_COUNTS = re.compile(r"\+=|=.*\+ *[.\d]")
_COMPARING = (ast.Eq, ast.NotEq, ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_LOOKING = LOOKING | {"print"}
"""Names by which a program prints in its own way, or looks at what was printed."""


class _Uses(NamedTuple):
    """The names in a text: those compared, printed, waited for, counted by a loop, and those used in other ways."""

    lengths: Lengths
    compared: Mapping[str, float]
    divided: Mapping[str, int]  # by what all divisors of which a remainder is asked divide
    uneven: frozenset[str]  # counted up otherwise than by ``+=`` and a whole number
    printed: frozenset[str]
    counted: frozenset[str]
    other: frozenset[str]


def periods(texts: Sequence[str]) -> tuple[tuple[str, int], ...]:
    """Return after how many a count goes round, once it is past its bound, of those whose remainders are asked for."""
    names = [name for name, _ in saturating(texts)]
    uses = _all_uses(texts) if names else []
    return tuple((name, found) for name in names if (found := _period(name, uses)) > 1)


def _period(name: str, uses: Sequence[_Uses]) -> int:
    return math.lcm(*(each.divided[name] for each in uses if name in each.divided))


def _all_uses(texts: Sequence[str]) -> list[_Uses]:
    sure = trusted(texts)
    return [_uses(text, sure) for text in texts]


def saturating(texts: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return the names of what is only set to numbers, counted up, compared with or divided by them, printed, waited.

    Of a division only the remainder may be asked for. These are variables and attributes. Each comes with the largest
    number that it is compared with. A loop counts each of them, and nobody looks at what is printed. What says how long
    to wait may be enlarged in other ways, too (see ``growing_waits``). A count of which the test may find that it is
    too large is none of them, for then it is told how it came to be so large.

    Args:
        texts: those of the cells, and last that of the test.
    """
    if not any(("while" in text and _COUNTS.search(text)) or may_grow(text) for text in texts):
        return ()
    uses = _all_uses(texts)
    other = frozenset[str]().union(*(each.other for each in uses))
    if other & REFLECTION:
        return ()
    other |= _may_be_too_large(texts[-1])
    printed = frozenset[str]().union(*(each.printed for each in uses))
    if other & _LOOKING:
        other |= printed
    waited = frozenset[str]().union(*(each.lengths.names for each in uses))
    other |= waited & frozenset[str]().union(*(each.lengths.unpaced | each.divided.keys() for each in uses))
    found: dict[str, float] = {}
    for name in frozenset[str]().union(*(each.counted for each in uses)) - other:
        divided = any(name in each.divided for each in uses)
        bound = max((each.compared[name] for each in uses if name in each.compared), default=0)
        if name in printed | waited or divided:
            bound = max(bound, 0)
        if divided and (_period(name, uses) > LONGEST_PERIOD or any(name in each.uneven for each in uses)):
            continue
        if bound <= MOST:
            found[name] = bound
    return tuple(sorted(found.items()))


@lru_cache(maxsize=1024)
def _uses(text: str, trusted: frozenset[str]) -> _Uses:
    try:
        nodes = nodes_of(text)
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return _Uses(lengths_in((), trusted), {}, {}, frozenset(), frozenset(), frozenset(), REFLECTION)
    lengths = lengths_in(nodes, trusted)
    divided: dict[str, int] = {}
    uneven: set[str] = set()
    compared: dict[str, float] = {}
    printed: set[str] = set()
    counted: set[str] = set(lengths.paced)
    harmless: set[int] = set(lengths.places)
    for node in nodes:
        for target, number in _set(node):
            harmless.add(id(named_part(target)))
            if type(number) is not int or (isinstance(node, ast.Assign) and _counted_up(node)):
                uneven.add(name_of(target))
        for target, by in _divided(node):
            harmless.add(id(named_part(target)))
            divided[name_of(target)] = math.lcm(by, divided.get(name_of(target), 1))
        for target, bound in _compared(node):
            harmless.add(id(named_part(target)))
            compared[name_of(target)] = max(bound, compared.get(name_of(target), bound))
        for target in _printed(node):
            harmless.add(id(named_part(target)))
            printed.add(name_of(target))
        if isinstance(node, ast.While):
            counted.update(name_of(place) for part in walk(node) for place, _ in _counted_up(part))
    other: set[str] = set()
    for node in nodes:
        if isinstance(node, ast.Name | ast.Attribute):
            if id(node) not in harmless:
                other.add(name_of(node))
        elif node.__class__ in NAMING and id(node) not in harmless:
            other.update(named(node))
        elif isinstance(node, ast.MatchClass):
            other.update(node.kwd_attrs)
    printed -= {"print", ""}
    return _Uses(lengths, compared, divided, *map(frozenset, (uneven, printed, counted, other)))


@lru_cache(maxsize=1024)
def _may_be_too_large(test: str) -> frozenset[str]:
    """Return the names in what a test asserts, but for those of which it only asserts that they are large enough."""
    asserted = [node.test for node in nodes_of(test) if isinstance(node, ast.Assert)]
    found: set[str] = set()
    for condition in asserted:
        if isinstance(condition, ast.BoolOp):
            asserted += condition.values
        elif not _is_least(condition):
            found.update(name_of(part) for part in walk(condition) if isinstance(part, ast.expr) and is_place(part))
    return frozenset(found)


def _is_least(condition: ast.expr) -> bool:
    """Whether a condition fails of no count that is past the number it is compared with."""
    match condition:
        case ast.Compare(left=left, ops=[ast.Gt() | ast.GtE()]):
            return is_place(left)
        case ast.Compare(ops=[ast.Lt() | ast.LtE()], comparators=[right]):
            return is_place(right)
        case ast.Compare(ops=[ast.NotEq()]):
            return True
        case _:
            return False


def _set(node: ast.AST) -> list[tuple[ast.expr, float]]:
    """Return what a statement sets to a number, or fills with numbers, or counts up, each with the number."""
    match node:
        case ast.Assign(targets=[ast.Tuple(elts=places)], value=ast.Tuple(elts=values)) if len(places) == len(values):
            found = [(place, number) for place, value in zip(places, values, strict=True) for number in _numbers(value)]
        case ast.Assign(targets=places, value=value):
            found = [(place, number) for place in places for number in _numbers(value)]
        case ast.AnnAssign(target=place, value=ast.expr() as value, simple=1):
            found = [(place, number) for number in _numbers(value)]
        case _:
            found = []
    return [*_counted_up(node), *((place, number) for place, number in found if is_place(place))]


def _counted_up(node: ast.AST) -> list[tuple[ast.expr, float]]:
    """Return what a statement adds a number to, wherever it mentions that, with the number."""
    match node:
        case ast.AugAssign(target=place, op=ast.Add(), value=value) if is_place(place):
            places: list[ast.expr] = [place]
        case ast.Assign(targets=[place], value=ast.BinOp(left=summand, op=ast.Add(), right=value)) if same_place(
            place, summand
        ):
            places = [place, summand]
        case _:
            return []
    number = _number(value) or 0
    return [(each, number) for each in places if number > 0]


def _numbers(value: ast.expr) -> list[float]:
    """Return the number that an expression is, or those in the container that it makes; none if there may be others."""
    match value:
        case ast.List(elts=elements) | ast.Dict(values=elements):
            found = [_number(element) for element in elements]
        case ast.ListComp(elt=element) | ast.DictComp(value=element):
            found = [_number(element)]
        case ast.BinOp(left=ast.List(elts=elements), op=ast.Mult()):
            found = [_number(element) for element in elements]
        case _:
            found = [_number(value)]
    known = [number for number in found if number is not None]
    return known if len(known) == len(found) else []


def _divided(node: ast.AST) -> Iterator[tuple[ast.expr, int]]:
    """Give what is divided for its remainder, and by what."""
    match node:
        case ast.BinOp(left=left, op=ast.Mod(), right=ast.Constant(value=int() as by)) if by > 1 and is_place(left):
            yield left, by
        case _:
            pass


def _compared(node: ast.AST) -> Iterator[tuple[ast.expr, float]]:
    """Give what is compared with numbers only, and the largest of these."""
    if not isinstance(node, ast.Compare) or not all(isinstance(op, _COMPARING) for op in node.ops):
        return
    sides = [node.left, *node.comparators]
    numbers = [number for number in map(_number, sides) if number is not None]
    places = [side for side in sides if is_place(side)]
    if len(places) == 1 and len(numbers) == len(sides) - 1:
        yield places[0], max(numbers)


def _printed(node: ast.AST) -> Iterator[ast.expr]:
    """Give what is printed, by itself or within a text, the texts around it, and the name by which it is."""
    match node:
        case ast.Call(func=ast.Name(id="print") as function, args=args) if all(
            word.arg in ("sep", "end", "flush") for word in node.keywords
        ):
            yield function
            for argument in args:
                parts = argument.values if isinstance(argument, ast.JoinedStr) else [argument]
                for part in parts:
                    shown = part.value if isinstance(part, ast.FormattedValue) and part.format_spec is None else part
                    if isinstance(shown, ast.BinOp) and isinstance(shown.op, ast.Mult) and _is_text(shown.left):
                        shown = shown.right  # a row of dots
                    if is_place(shown) or isinstance(shown, ast.Constant):
                        yield shown
        case _:
            pass


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _number(node: ast.expr) -> float | None:
    """Return the number that an expression is, None if it is none."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        number = _number(node.operand)
        return None if number is None else -number
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, int | float) else None
