"""Which functions of the library a program calls by their names, and has none of its own that it might mean by them.

What is told from a text of a function that sleeps, draws or calculates is true of the library's only.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from functools import lru_cache

from threadlab.schedules.instrumenting.dataflow.liveness import WAITS
from threadlab.schedules.instrumenting.dataflow.random_sleeps import DRAWS
from threadlab.schedules.instrumenting.visiting import NAMED_IN
from threadlab.schedules.language import nodes_of, words_of

_FUNCTIONS = DRAWS | {"sleep", "print"}
_MODULES = frozenset({"time", "random", "secrets", "builtins"})  # where these come from
_TRUSTED = _FUNCTIONS.union(WAITS)
LOOKING = frozenset({"printed", "printed_by", "stdout", "stderr", "redirect_stdout", "StringIO"})
"""Names by which a text may look at what is printed, so that it matters."""
_MENTIONABLE = _TRUSTED | LOOKING


def trusted(texts: Iterable[str]) -> frozenset[str]:
    """Return the names of those functions and methods of the library of which the texts have none of their own."""
    return _TRUSTED.difference(*map(_own, texts))


@lru_cache(maxsize=1024)
def _own(text: str) -> frozenset[str]:
    """Return the trusted names by which a text may call something else.

    Of a method that waits that is each but ``x.wait(...)``; of a function, where a text binds its name.
    """
    if _MENTIONABLE.isdisjoint(words_of(text)):
        return frozenset()
    try:
        nodes = nodes_of(text)
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return _TRUSTED
    mentioned = [node for node in nodes if _may_mention(node)]
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    found: set[str] = set()
    for node in mentioned:
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name) if name in LOOKING:
                found.add("print")
            case ast.Attribute(attr=name, ctx=ctx) if id(node) not in called:
                if name not in _FUNCTIONS or not isinstance(ctx, ast.Load):
                    found.add(name)
            case ast.Name(id=name, ctx=ctx) if name not in _FUNCTIONS or not isinstance(ctx, ast.Load):
                found.add(name)
            case ast.keyword(arg=str(name)) | ast.Constant(value=str(name)):
                found.add(name)
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                found.add(name)
            case ast.ClassDef(name=name) | ast.ExceptHandler(name=str(name)):
                found.add(name)
            case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
                found.add(name)
            case ast.ImportFrom(module=module, names=names) if module not in _MODULES:
                found.update(each.name for each in names)
            case ast.alias(asname=str(name)):
                found.add(name)
            case _:
                pass
    return frozenset(found & _TRUSTED)


def _may_mention(node: ast.AST) -> bool:
    """Whether a node has one of these names in it, as most have not."""
    sort = node.__class__
    field = _NAMED_IN.get(sort)
    return sort in _IMPORTING if field is None else getattr(node, field) in _MENTIONABLE


_NAMED_IN = NAMED_IN | {ast.keyword: "arg", ast.Constant: "value"}
_IMPORTING = frozenset({ast.ImportFrom, ast.alias})
