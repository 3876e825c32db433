"""Where a variable or attribute grows that says how long to wait: ``self.delay *= 2``, ``d = min(2 * d, 1)``.

One length is as good as another, for any thread may be slower than any sleep. So it need not grow where its loop waits
that long each time; elsewhere it might grow to what nobody can wait.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from threadlab.schedules.instrumenting.dataflow.liveness import WAITS, time_outs
from threadlab.schedules.instrumenting.dataflow.places import (
    is_place,
    name_of,
    named_part,
    same_place,
)
from threadlab.schedules.language import walk, words_of

_WAITING = frozenset({"sleep", "acquire", "wait", "wait_for", "timeout"})
_ENLARGING = re.compile(r"[*+]=|=.*(\bm(in|ax)\(|[*+] *[.\d]|\d *[*+])")


def may_grow(text: str) -> bool:
    """Say whether there may be something in a text that is enlarged where something waits for so long."""
    return not _WAITING.isdisjoint(words_of(text)) and _ENLARGING.search(text) is not None


def grown(node: ast.AST, trusted: frozenset[str]) -> ast.expr | None:
    """Return the variable or attribute that a statement only makes larger, as far as a limit allows, None if none.

    Args:
        node: any node.
        trusted: names of functions and methods that are surely the library's.
    """
    match node:
        case ast.AugAssign(target=place, op=op, value=value):
            return place if is_place(place) and _enlarges(op, value) else None
        case ast.Assign(targets=[place], value=value):
            return place if not same_place(value, place) and _is_larger(value, place, trusted) else None
        case _:
            return None


class Lengths(NamedTuple):
    """What a text says of how long to wait."""

    names: frozenset[str]  # of variables and attributes that something waits for
    paced: frozenset[str]  # those enlarged in a loop that waits for them
    unpaced: frozenset[str]  # those enlarged elsewhere
    places: frozenset[int]  # the ``id`` of each node that waits for one, or is a part of what enlarges it so


def lengths_in(nodes: Iterable[ast.AST], trusted: frozenset[str]) -> Lengths:
    """Return what the nodes of a text say of how long to wait.

    Args:
        nodes: all of them.
        trusted: names of functions and methods that are surely the library's.
    """
    times = [time for node in nodes for time in _waited(node, trusted)]
    growing = {node: place for node in nodes if (place := grown(node, trusted)) is not None} if times else {}
    paced = {node for loop in nodes if isinstance(loop, ast.While | ast.For) for node in _paced(loop, growing, trusted)}
    parts = [part for node in paced for part in walk(node) if part is growing[node] or same_place(part, growing[node])]
    return Lengths(
        frozenset(map(name_of, times)),
        frozenset(name_of(growing[node]) for node in paced),
        frozenset(name_of(place) for node, place in growing.items() if node not in paced),
        frozenset(id(named_part(place)) for place in (*times, *parts)),
    )


def _waited(node: ast.AST, trusted: frozenset[str]) -> Iterator[ast.expr]:
    """Give the variable or attribute that says how long a call waits or sleeps."""
    if isinstance(node, ast.Call) and (name := name_of(node.func)) in trusted:
        times = time_outs(node, name) if name in WAITS else node.args[:1] if name == "sleep" else []
        yield from filter(is_place, times)


def _paced(
    loop: ast.While | ast.For, growing: Mapping[ast.AST, ast.expr], trusted: frozenset[str]
) -> Iterator[ast.AST]:
    """Give the statements of a loop that enlarge what it waits for."""
    inside = [part for part in walk(loop) if part in growing]
    times = [time for part in walk(loop) for time in _waited(part, trusted)] if inside else []
    yield from (part for part in inside if any(same_place(growing[part], time) for time in times))


def _enlarges(op: ast.operator, by: ast.expr) -> bool:
    match op, by:
        case ast.Mult(), ast.Constant(value=int() | float() as number):
            return number > 1
        case ast.Add(), ast.Constant(value=int() | float() as number):
            return number > 0
        case _:
            return False


def _is_larger(value: ast.expr, place: ast.expr, trusted: frozenset[str]) -> bool:
    """Whether an expression is a place, enlarged or limited."""
    match value:
        case ast.BinOp(left=left, op=op, right=right):
            return (_is_larger(left, place, trusted) and _enlarges(op, right)) or (
                _is_larger(right, place, trusted) and _enlarges(op, left)
            )
        case ast.Call(func=ast.Name(id="min" | "max" as name), args=args, keywords=[]) if name in trusted:
            others = [each for each in args if not _is_larger(each, place, trusted)]
            return len(others) == len(args) - 1 and all(
                is_place(each) or isinstance(each, ast.Constant) for each in others
            )
        case _:
            return same_place(value, place)
