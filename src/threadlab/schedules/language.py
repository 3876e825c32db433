"""The language that a program is written in: one version's of Python, on whatever version this runs.

What a newer version accepts, a student's own Python may run, and the grader's may not; so all who judge a course's
answers hold them to one version: to ``COURSE``, unless the course names a later one. The grammar knows of most of what
came later (``feature_version``); what it does not know of is found here: in the syntax tree, in the tokens of
f-strings, and among the names that modules have. What differs from version to version for good is refused on all.
"""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
import warnings
from collections.abc import Iterator
from functools import lru_cache
from types import CodeType

Version = tuple[int, int]

RUNNING: Version = sys.version_info[:2]
COURSE: Version = (3, 11)

FREE_F_STRINGS: Version = (3, 12)  # since then, what stands in an f-string is tokens like any other

NEWER: dict[Version, dict[str, str]] = {
    (3, 12): {
        "collections.abc": "Buffer",
        "itertools": "batched",
        "logging": "getHandlerByName getHandlerNames",
        "math": "sumprod",
        "random": "binomialvariate",
        "types": "get_original_bases",
        "typing": "TypeAliasType override",
    },
    (3, 13): {
        "builtins": "PythonFinalizationError",
        "copy": "replace",
        "enum": "EnumDict",
        "math": "fma",
        "queue": "ShutDown",
        "re": "PatternError",
        "statistics": "kde kde_random",
        "types": "CapsuleType",
        "typing": "NoDefault ReadOnly TypeIs get_protocol_members is_protocol",
        "warnings": "deprecated",
    },
    (3, 14): {
        "concurrent.futures": "InterpreterPoolExecutor",
        "decimal": "IEEEContext IEEE_CONTEXT_MAX_BITS",
        "functools": "Placeholder",
        "heapq": "heapify_max heappop_max heappush_max heappushpop_max heapreplace_max",
        "io": "Reader Writer",
        "operator": "is_none is_not_none",
        "typing": "evaluate_forward_ref",
    },
    (3, 15): {
        "builtins": "ImportCycleError frozendict sentinel",
        "decimal": "SPEC_VERSION",
        "enum": "bin show_flag_values",
        "math": "fmax fmin isnormal issubnormal signbit",
        "re": "prefixmatch",
        "threading": "concurrent_tee serialize_iterator synchronized_iterator",
        "types": "FrameLocalsProxyType LazyImportType",
        "typing": "NoExtraItems TypeForm disjoint_base",
    },
}
"""By version, what came to the modules that programs may import."""

GONE = {"collections.abc": "ByteString", "typing": "ByteString", "re": "template TEMPLATE"}
"""What some of the supported versions have no more."""

UNFIT = {ast.NamedExpr: "named", ast.Yield: "yield", ast.YieldFrom: "yield", ast.Await: "await"}


def parse(text: str, filename: str = "<unknown>", version: Version = RUNNING) -> ast.Module:
    """Parse a text that is written in a version's language; the tree is the caller's own.

    Raises:
        SyntaxError: it does not parse there, or would be another program on another version.
        ValueError: it holds a null character, or a number too long to be read.
    """
    return parsed(text, filename, version)[0]


def parsed(text: str, filename: str, version: Version) -> tuple[ast.Module, list[ast.AST]]:
    """Parse a text as ``parse`` does; return all nodes of the tree, too, as ``walk`` gives them."""
    known = _shared.pop(text, None) if version == RUNNING else None  # nobody looks at it any more
    if known is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an odd escape in a string is no matter of ours
            tree = ast.parse(text, filename, feature_version=version)
        known = tree, walk(tree)
    check(known[1], text, filename, version)
    return known


def check(nodes: list[ast.AST], text: str, filename: str = "<unknown>", version: Version = RUNNING) -> None:
    """Check that what a text was parsed to is the same program on all versions from one on.

    Args:
        nodes: all nodes of what it was parsed to.
        text: the text.
        filename: what the error calls it.
        version: the version.

    Raises:
        SyntaxError: it is not.
    """
    for node, problem in _unknown_to_the_grammar(nodes, text, version):
        lines = [*text.split("\n"), ""]
        raise SyntaxError(problem, (filename, node.lineno, node.col_offset + 1, lines[node.lineno - 1]))


_WORD = re.compile(r"\w+")
_shared: dict[str, tuple[ast.Module, list[ast.AST]]] = {}
"""By text, trees, with all their nodes, that are only looked at until somebody wants one for himself."""
_KEPT = 64  # of these


def read(text: str) -> ast.Module:
    """Parse a text for those who only look at it, and keep nothing of the tree: they share it.

    Raises:
        SyntaxError, ValueError: it does not parse.
    """
    return _read(text)[0]


def nodes_of(text: str) -> list[ast.AST]:
    """Return all nodes of a text, as ``walk`` gives them, for those who only look at them: they share them.

    Raises:
        SyntaxError, ValueError: it does not parse.
    """
    return _read(text)[1]


def _read(text: str) -> tuple[ast.Module, list[ast.AST]]:
    known = _shared.get(text)
    if known is None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
        if len(_shared) >= _KEPT:
            del _shared[next(iter(_shared))]
        known = _shared[text] = tree, walk(tree)
    return known


_SIMPLE = frozenset(
    {
        *(ast.Module, ast.FunctionDef, ast.ClassDef, ast.Lambda, ast.arguments, ast.arg, ast.Return, ast.Call),
        *(ast.Assign, ast.AugAssign, ast.Delete, ast.Expr, ast.Assert, ast.Raise, ast.Pass, ast.Import, ast.alias),
        *(ast.For, ast.While, ast.If, ast.With, ast.withitem, ast.Try, ast.ExceptHandler, ast.Break, ast.Continue),
        *(ast.Name, ast.Constant, ast.Attribute, ast.Subscript, ast.Slice, ast.JoinedStr, ast.FormattedValue),
        *(ast.BoolOp, ast.BinOp, ast.UnaryOp, ast.IfExp, ast.Compare, ast.List, ast.Tuple, ast.Set, ast.Dict),
        *(ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.comprehension),
    }
)
"""Sorts of nodes of which the compiler refuses nothing, but for what stands in a wrong place or has two like names."""


def is_simple(nodes: list[ast.AST], text: str) -> bool:
    """Say whether whatever the compiler refuses in a text it also refuses when hooks have been put into it.

    That is a ``return`` or ``break`` in a wrong place, a parameter that comes twice, a bare ``except`` too early.
    """
    if "__debug__" in words_of(text):
        return False
    for node in nodes:
        if node.__class__ not in _SIMPLE and not (isinstance(node, ast.ImportFrom) and node.module != "__future__"):
            if not isinstance(node, ast.keyword) or node.arg is None:
                return False
        elif isinstance(node, ast.Call | ast.ClassDef) and len({each.arg for each in node.keywords}) < len(
            node.keywords
        ):
            return False
    return True


@lru_cache(maxsize=64)
def words_of(text: str) -> frozenset[str]:
    """Return all words that stand in a text, be it in a comment."""
    return frozenset(_WORD.findall(text))


def compiled(tree: ast.Module, filename: str, *, flags: int = 0) -> CodeType:
    """Compile a tree.

    Raises:
        SyntaxError: only the compiler finds what is wrong.

    Args:
        tree: the syntax tree.
        filename: what tracebacks call it.
        flags: for ``compile``.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a "return" in a "finally" is no matter of ours
        code: CodeType = compile(tree, filename, "exec", flags=flags, dont_inherit=True)
    return code


def beyond(tree: ast.Module, version: Version = COURSE) -> tuple[str, int]:
    """Name what a program uses that a version's library does not have, or some version's, and the line; "" if nothing.

    On every version the answer is the same, also where the running one has it.
    """
    modules: dict[str, str] = {}
    bound: set[str] = set()
    used: list[tuple[str, str, int]] = []
    for node in walk(tree):
        match node:
            case ast.Import(names):
                for each in names:
                    modules[each.asname or each.name] = each.name
            case ast.ImportFrom(module, names, 0) if module:
                used += [(module, each.name, each.lineno) for each in names]
                modules |= {each.asname or each.name: f"{module}.{each.name}" for each in names}
            case ast.Attribute(value, attr):
                used.append((ast.unparse(value), attr, node.lineno))
            case ast.Name(name, ast.Store()):
                bound.add(name)
            case ast.FunctionDef(name) | ast.ClassDef(name) | ast.AsyncFunctionDef(name) | ast.arg(name):
                bound.add(name)
            case ast.Name(name):
                used.append(("", name, node.lineno))
    for owner, name, line in used:
        module = modules.get(owner, owner)
        if not owner and name not in bound and name not in modules:
            module = "builtins"
        since = next((v for v, new in NEWER.items() if v > version and name in new.get(module, "").split()), None)
        full = name if module == "builtins" else f"{module}.{name}"
        if since is not None:
            told = f"which Python has since {dotted(since)}; answers are judged as Python {dotted(version)}"
            return f"{full}, {told}", line
        if name in GONE.get(module, "").split():
            return f"{full}, which newer versions of Python have no more", line
    return "", 0


def dotted(version: Version) -> str:
    """Write a version as "3.11"."""
    return ".".join(map(str, version))


def _since(what: str, version: Version) -> str:
    return f"{what} only supported in Python {dotted(version)} and greater"


def _unknown_to_the_grammar(
    nodes: list[ast.AST], text: str, version: Version
) -> Iterator[tuple[ast.expr | ast.stmt, str]]:
    for node in nodes:
        if node.__class__ not in _DIFFERENT:
            continue
        match node:
            case ast.Import() | ast.ImportFrom() if getattr(node, "is_lazy", 0) and version < (3, 15):
                yield node, _since("lazy imports are", (3, 15))
            case ast.ListComp(ast.Starred()) | ast.SetComp(ast.Starred()) | ast.GeneratorExp(ast.Starred()):
                if version < (3, 15):
                    yield node, _since("unpacking in comprehensions is", (3, 15))
            case ast.DictComp(value=None) if version < (3, 15):
                yield node, _since("unpacking in comprehensions is", (3, 15))
            case ast.JoinedStr() if version < FREE_F_STRINGS <= RUNNING:
                problem = _not_in_old_f_strings(node, ast.get_source_segment(text, node) or "")
                if problem:
                    yield node, problem
            case ast.AnnAssign(annotation=annotation) | ast.arg(annotation=annotation):
                yield from _unfit(annotation)
            case ast.FunctionDef(returns=annotation) | ast.AsyncFunctionDef(returns=annotation):
                yield from _unfit(annotation)


_DIFFERENT = frozenset(
    {
        *(ast.Import, ast.ImportFrom, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp, ast.JoinedStr),
        *(ast.AnnAssign, ast.arg, ast.FunctionDef, ast.AsyncFunctionDef),
    }
)
"""The sorts of nodes that versions differ about."""


def _unfit(annotation: ast.expr | None) -> Iterator[tuple[ast.expr, str]]:
    """Find what newer versions refuse in an annotation, and older ones evaluate."""
    for node in () if annotation is None else walk(annotation):
        kind = UNFIT.get(type(node))
        if kind is not None and isinstance(node, ast.expr):
            yield node, f"{kind} expression cannot be used within an annotation"


def _not_in_old_f_strings(node: ast.JoinedStr, source: str) -> str:
    """Say why an f-string does not parse where its expressions are part of a string literal; "" if it does.

    PEP 701 lists what it allows beyond that: the same quotes again, backslashes, comments, new lines, deep nesting.
    """
    for part in node.values:
        if isinstance(part, ast.FormattedValue) and isinstance(part.format_spec, ast.JoinedStr):
            inner = [each for each in part.format_spec.values if isinstance(each, ast.FormattedValue)]
            if any(
                isinstance(each.format_spec, ast.JoinedStr)
                and any(isinstance(deep, ast.FormattedValue) for deep in each.format_spec.values)
                for each in inner
            ):
                return _since("such nesting in f-strings is", FREE_F_STRINGS)
    quotes: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(f"({source})").readline):
        kind = tokenize.tok_name[token.type]
        around = quotes[:-1] if kind in ("FSTRING_MIDDLE", "FSTRING_END") else quotes
        if around:
            if "\\" in token.string:
                return _since("a backslash in the expression part of an f-string is", FREE_F_STRINGS)
            if kind == "COMMENT":
                return _since("a comment in an f-string is", FREE_F_STRINGS)
            if any(quote in token.string for quote in around):
                return _since("the same quotes within an f-string are", FREE_F_STRINGS)
            if any(len(quote) == 1 for quote in around) and "\n" in token.string:
                return _since("a line break in the expression part of an f-string is", FREE_F_STRINGS)
        if kind == "FSTRING_START":
            quotes.append(token.string.lstrip("rRfFbB"))
        elif kind == "FSTRING_END":
            quotes.pop()
    return ""


def walk(tree: ast.AST) -> list[ast.AST]:
    """Return a node and all nodes inside of it, as ``ast.walk`` gives them, but quickly: this is asked of each text.

    Operators, and whether a name is loaded or stored, are left out: who has the node around them looks there.
    """
    found = [tree]
    for node in found:
        if FIELDS[node.__class__]:
            _add_parts(node, found)
    return found


def parts_of(node: ast.AST) -> list[ast.AST]:
    """Return the nodes right inside of a node, as ``ast.iter_child_nodes`` gives them but for operators, and quickly.

    Its fields only: others keep attributes of their own on nodes, and all trees share one node for ``Load``. IPython's
    tracebacks leave each node's parent on it, and whoever followed that would go round for ever.
    """
    found: list[ast.AST] = []
    _add_parts(node, found)
    return found


def _add_parts(node: ast.AST, found: list[ast.AST]) -> None:
    own = node.__dict__
    for name in FIELDS[node.__class__]:
        value = own.get(name)
        if value.__class__ is list:
            for each in value:
                if isinstance(each, _NODE):
                    found.append(each)  # noqa: PERF401 - this is quicker
        elif value is not None and isinstance(value, _NODE):
            found.append(value)


class _Fields(dict[type[ast.AST], tuple[str, ...]]):
    """By class of nodes, the fields that may hold nodes; which others do not is found when one is met."""

    def __missing__(self, sort: type[ast.AST]) -> tuple[str, ...]:
        fields = self[sort] = tuple(name for name in sort._fields if name not in _TEXTS)
        return fields


_NODE = ast.AST
_TEXTS = frozenset(
    {
        *("arg", "asname", "attr", "conversion", "id", "is_async", "kind", "kwd_attrs", "level", "module", "rest"),
        *("simple", "tag", "type_comment", "ctx", "op", "ops"),
    }
)
"""Fields that never hold a node, or none that has any inside of it."""
FIELDS = _Fields({ast.Constant: (), ast.Global: (), ast.Nonlocal: (), ast.alias: ()})
