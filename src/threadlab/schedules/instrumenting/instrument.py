"""From a program's text to code whose every read and write of what threads can share calls a hook.

The rewriting happens on the syntax tree, so it is exact and the same on every version of Python. Names that no other
thread can see, or that nobody changes once they can be seen, are left as they are.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from types import CodeType

from threadlab.schedules import language
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.instrumenting.annotations import absorb_types, evaluate_annotations
from threadlab.schedules.instrumenting.dataflow.random_sleeps import DRAWS
from threadlab.schedules.instrumenting.dataflow.unread import NOTHING_UNREAD, Unread
from threadlab.schedules.instrumenting.left_out import check_modules_policy, leave_out
from threadlab.schedules.instrumenting.putting_off import postponable
from threadlab.schedules.instrumenting.rewriting import BUILTIN_NAMES, place_all
from threadlab.schedules.instrumenting.scope_analysis import Bindings, Scopes
from threadlab.schedules.instrumenting.statements import Statements
from threadlab.schedules.instrumenting.sums import mark_sums

ENDLESS = frozenset({"while", "count", "cycle", "repeat", "iter"})  # what loops that may have no end are made of
BY_NAME = "globals"  # by which any name may be bound anew
SEEN_BY_COMPILER = frozenset({"super"})  # it gives a method its __class__ only where this very name is called
COMPUTES = re.compile(r"[\w)]\s*[-+*%&|^]=?\s*[a-zA-Z_(]")  # an operator between two things, neither a literal
NESTED = "nests statements too deeply"  # Python allows 20 blocks in each other, and some need two here


@lru_cache(maxsize=1024)  # each check of a notebook needs the same cells
def instrument(
    text: str,
    cell: str,
    *,
    test: bool = False,
    rebound: frozenset[str] = frozenset(),
    library: bool = False,
    module: bool = False,
    version: language.Version = language.RUNNING,
    forgetting: bool = False,
    sums: bool = False,
    unread: Unread = NOTHING_UNREAD,
) -> CodeType:
    """Compile a text for a controlled world.

    Args:
        text: the program's text.
        cell: its name; the code's file name is ``<cell>``. Lines and columns are those of the text.
        test: whether it is the text of a test: comparisons then accept exact built-in types only, and a failed
            assertion says what it expected and what it got.
        library: whether it is a text of ours that stands for a part of the standard library: the policy does not hold
            for it, and its globals are constants.
        module: whether it is a module of the program, whose globals are its own and attributes of the module.
        rebound: the names for which ``rebinds`` says that they are no constants here.
        version: the version of Python in whose language it is written.
        forgetting: whether it tells when calls are over and loops begin a turn, so that states can be compared.
        sums: whether it tells where it adds to what it has read, so that additions may come in any order.
        unread: the names that nobody reads in the program that the text is a part of.

    Raises:
        SyntaxError: the text does not parse.
        Unmodelled: it uses what the policy refuses.
    """
    filename = f"<{cell}>"
    tree, nodes = language.parsed(text, filename, version)
    simple = language.is_simple(nodes, text)
    if not simple:  # what only the compiler finds, in terms of the text itself
        language.compiled(tree, filename)
    if module:
        leave_out(tree)
        nodes = language.walk(tree)
    try:
        if not library:
            _check_policy(tree, nodes, cell, test=test, module=module)
        if sums:
            mark_sums(tree)
        scopes = Scopes(tree) if module or sums else _scopes(tree)
        scopes.rebound = rebound
        rewriting = Statements(
            scopes, cell, test=test, library=library, module=module, forgetting=forgetting, sums=sums, unread=unread
        )
        _rewrite(tree, text, rewriting, version)
        return language.compiled(tree, filename)
    except (SyntaxError, Unmodelled) as error:
        if simple:
            language.compiled(language.parse(text, filename, version), filename)
        if isinstance(error, Unmodelled):
            raise
        # The text compiles, so it is what has been put into it that is too much.
        raise Unmodelled(NESTED, cell, error.lineno or 0) from None


def _check_policy(tree: ast.Module, nodes: list[ast.AST], cell: str, *, test: bool, module: bool) -> None:
    if module:
        check_modules_policy(tree, nodes, cell)
        return
    imports = policy.check_policy(tree, nodes, cell)
    if not test:
        policy.check_answers_policy(imports, cell)


def _rewrite(tree: ast.Module, text: str, rewriting: Statements, version: language.Version) -> None:
    words = language.words_of(text)
    rewriting.loops = rewriting.forgetting or not ENDLESS.isdisjoint(words)
    rewriting.computes = COMPUTES.search(text) is not None
    rewriting.draws = not DRAWS.isdisjoint(words)
    if rewriting.module:
        rewriting.postponable = postponable(tree)
        absorb_types(tree)
    tree.body = rewriting.definitions(tree.body)
    place_all(tree)
    evaluate_annotations(tree, version)


def rebinds(texts: Sequence[str]) -> list[frozenset[str]]:
    """Say for each text of a program which of its functions, classes, modules and built-in names others bind anew."""
    bindings = [_bindings(text) for text in texts]
    if any(BY_NAME in language.words_of(text) for text in texts):
        return [(own.defined | own.imported | BUILTIN_NAMES) - SEEN_BY_COMPILER for own in bindings]
    result = []
    for index, own in enumerate(bindings):
        others = bindings[:index] + bindings[index + 1 :]
        changed = {name for other in others for name in other.varied | other.defined}
        hidden = {name for other in others for name in other.imported}
        result.append(((own.defined | own.imported | BUILTIN_NAMES) & changed) | (own.defined & hidden))
    return result


@lru_cache(maxsize=8)
def _scopes(tree: ast.Module) -> Scopes:
    """Return the scopes of a tree: of one that was looked at they are known when it is rewritten."""
    return Scopes(tree)


@lru_cache(maxsize=1024)
def _bindings(text: str) -> Bindings:
    try:
        return _scopes(language.read(text)).binds()
    except (SyntaxError, ValueError, RecursionError):  # whoever compiles it says so
        return Bindings()


def names_in(code: CodeType) -> Iterator[str]:
    """Give the global names and attributes that a code uses, and the codes inside of it."""
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from names_in(constant)
