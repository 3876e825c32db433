"""What a program may not use, because nothing could be proved about it then, or because it reaches for the grader.

A refusal is not a judgement: it makes the verdict "undecided", with the reason.
"""

from __future__ import annotations

import ast
import concurrent.futures
import queue
import string
import threading
from collections.abc import Iterable
from types import ModuleType

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting.rewriting import PREFIX
from threadlab.schedules.instrumenting.visiting import NAMED_IN, Visitor, handles
from threadlab.schedules.running.world import active_world

ALLOWED_DUNDERS = frozenset(
    f"__{name}__"
    for name in (
        *("init", "new", "name", "qualname", "doc", "dict", "class", "slots", "annotations"),
        *("post_init", "init_subclass", "set_name", "class_getitem", "enter", "exit", "iter", "next"),
        *("reversed", "len", "length_hint", "contains", "missing", "getitem", "setitem", "delitem", "call"),
        *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "repr", "str", "format", "bytes", "int", "float"),
        *("complex", "index", "round", "trunc", "floor", "ceil", "add", "radd", "iadd", "sub", "rsub", "isub"),
        *("mul", "rmul", "imul", "matmul", "rmatmul", "imatmul", "truediv", "rtruediv", "itruediv", "floordiv"),
        *("rfloordiv", "ifloordiv", "mod", "rmod", "imod", "divmod", "rdivmod", "pow", "rpow", "ipow"),
        *("lshift", "rlshift", "ilshift", "rshift", "rrshift", "irshift", "and", "rand", "iand", "or", "ror"),
        *("ior", "xor", "rxor", "ixor", "neg", "pos", "abs", "invert", "getattr", "getattribute", "setattr"),
        *("delattr", "get", "set", "delete", "copy", "deepcopy", "all", "author", "version", "main", "file"),
        *("debug", "future", "members", "cause", "context", "suppress_context", "notes", "traceback"),
    )
)
"""The special names that only do what syntax does, or that only name things."""

PLAIN_DUNDERS = frozenset(
    {
        "__class__",
        "__name__",
        "__qualname__",
        "__doc__",
        "__cause__",
        "__context__",
        "__suppress_context__",
        "__notes__",
    }
)
"""Those that a pattern may read past the hooks: they hold what a program may have, and do nothing."""

INTERNALS = frozenset(
    {
        *("gi_frame", "gi_code", "gi_yieldfrom", "gi_suspended", "cr_frame", "cr_code", "cr_await"),
        *("cr_origin", "ag_frame", "ag_code", "ag_await", "f_back", "f_builtins", "f_code", "f_globals"),
        *("f_locals", "f_lasti", "f_lineno", "f_trace", "tb_frame", "tb_next", "tb_lasti", "tb_lineno"),
        *("func_globals", "func_code", "co_code", "co_consts", "co_names", "gr_frame", "gr_context"),
        *("mro", "_numeric_repr_", "_value_repr_"),
    }
)
"""Ordinary-looking names that lead to frames, code and tracebacks, or to built-in functions without their hooks."""

FIXED_NAMES = frozenset({"__name__", "__file__", "__debug__", "__class__", "__dict__"})
"""Special names that a program may read and not bind."""

PUBLIC_UNDERSCORED = frozenset(
    {"_replace", "_asdict", "_fields", "_make", "_field_defaults", "_generate_next_value_", "_", "_value", "_log"}
)
"""Names with an underscore that are part of a library's public interface, or as good as that: a semaphore's _value, or
a logger's _log, which programs override."""

METACLASSES = frozenset({"ABCMeta", "EnumMeta", "EnumType", "type"})
"""Those that a class may have, beside the program's own."""

REAL_PRIMITIVES: tuple[type, ...] = (
    *(threading.Thread, threading.Timer, type(threading.Lock()), type(threading.RLock()), threading.Condition),
    *(threading.Semaphore, threading.BoundedSemaphore, threading.Event, threading.Barrier, threading.local),
    *(queue.Queue, queue.LifoQueue, queue.PriorityQueue, queue.SimpleQueue),
    *(concurrent.futures.Future, concurrent.futures.ThreadPoolExecutor),
)
OURS = frozenset({"add", "all", "enter", "leave", "inside", "most_inside", "put", "get", "close"})
"""What a Recorder and a BoundedBuffer have."""

QUEUE_FIELDS = frozenset(vars(queue.Queue()))
PRIMITIVE_NAMES = OURS | QUEUE_FIELDS | {"_value"} | {name for cls in REAL_PRIMITIVES for name in dir(cls)}
"""What the primitives have as far as a program can tell: what the real ones have."""

CLASS_FURNITURE = frozenset({"__module__", "__dict__", "__weakref__", "__annotations__", "__qualname__"})
"""What every class statement puts into a class."""

WRITTEN_BY_COMPILER = CLASS_FURNITURE | frozenset(
    {"__classcell__", "__classdict__", "__classdictcell__", "__firstlineno__", "__static_attributes__"}
    | {"__annotate__", "__annotate_func__", "__type_params__", "__orig_bases__", "__conditional_annotations__"}
)
"""What a class statement hands to a metaclass beside what its body binds."""

PRIMITIVE_FIELDS = QUEUE_FIELDS | {
    *("acquire", "release", "locked", "_target", "_args", "_kwargs", "_name"),
    *("interval", "function", "args", "kwargs", "finished"),
}
"""Attributes of instances of the real ones that programs are known to use."""


def refusal(reason: str) -> Unmodelled:
    """Return what to raise when a program does what is refused; its world knows even if the program swallows that."""
    world = active_world()
    if world is not None:
        world.refuse(reason)
    return Unmodelled(reason)


REACHING = frozenset({"__builtins__", "__import__", "__build_class__", "__loader__", "__spec__"})
"""Variables that Python itself gives to a program, and that lead out of it; ``__email__`` and the like are its own."""


def is_blank(name: str) -> bool:
    """Say whether a name is of underscores alone: to Python it is one like any other, to readers one of no account."""
    return not name.strip("_")


def is_engines(name: object) -> bool:
    """Say whether a name is one of the engine's own: no program is given what is called so, nor told of it."""
    return isinstance(name, str) and name.startswith(PREFIX)


def refused_name(name: str) -> bool:
    """Say whether a name reaches through to what a program has no business with."""
    if name in INTERNALS or is_engines(name):
        return True
    return name.startswith("__") and name.endswith("__") and name not in ALLOWED_DUNDERS and not is_blank(name)


Import = ast.Import | ast.ImportFrom

FOR_TESTS_ONLY = frozenset({"BoundedBuffer", "Closed", "*"})
"""What ``threadlab`` brings for tests: as an answer it would be a gift."""


def check_answers_policy(imports: Iterable[Import], cell: str) -> None:
    """Check that an answer does not take from ``threadlab`` what only tests may have.

    Args:
        imports: its import statements.
        cell: its name.

    Raises:
        Unmodelled: it does.
    """
    for node in imports:
        if isinstance(node, ast.Import):
            if any(each.name.partition(".")[0] == "threadlab" for each in node.names):
                whole = 'imports the whole of threadlab; use "from threadlab import ..."'
                raise Unmodelled(whole, cell, node.lineno)
        elif node.module == "threadlab":
            taken = [each.name for each in node.names if each.name in FOR_TESTS_ONLY]
            if taken:
                taken_whole = f"takes {taken[0]} from threadlab, which is there for tests only"
                raise Unmodelled(taken_whole, cell, node.lineno)


def check_foreign(name: str) -> None:
    """Check the name of an attribute of what the program did not make itself.

    Raises:
        Unmodelled: it is private.
    """
    if name.startswith("_") and name not in ALLOWED_DUNDERS and name not in PUBLIC_UNDERSCORED:
        raise refusal(f"uses {name}")


def check_primitive(cls: type, name: str) -> None:
    """Check the name of something that the class of a primitive holds.

    Raises:
        AttributeError: the real class has no such thing.
    """
    if name not in PRIMITIVE_NAMES:
        raise AttributeError(f"{cls.__name__!r} object has no attribute {name!r}")


def is_stand_in(cls: type) -> bool:
    """Say whether a class is one of the engine's own that stands for another, and that is no primitive."""
    if hasattr(cls, "_tl_kind") or issubclass(cls, BaseException | ModuleType | tuple):
        return False
    return str(cls.__module__).partition(".")[0] in ("threadlab", "greenlet")


OF_EXCEPTIONS = frozenset({"__getattribute__", "__traceback__", "__cause__", "__context__", "__suppress_context__"})
"""What no exception of a program may define: the engine asks for these while it judges."""


def check_overrides(primitive: type, names: Iterable[str]) -> None:
    """Check that a program's subclass of a primitive replaces nothing but what the real class has.

    Raises:
        Unmodelled: it does.
    """
    for name in names:
        if name in ("__setattr__", "__getattribute__", "__delattr__"):
            raise refusal(f"defines {name} for a {primitive.__name__}")
        if hasattr(primitive, name) and not hasattr(object, name) and name not in PRIMITIVE_NAMES | CLASS_FURNITURE:
            raise refusal(f"overrides {name} of a {primitive.__name__}")


def check_format(template: str) -> None:
    """Check that a format string reads no private attribute.

    Raises:
        Unmodelled: it does.
    """
    try:
        fields = list(string.Formatter().parse(template))
    except ValueError:
        return  # formatting says what is wrong with it
    for _, name, specification, _ in fields:
        if name and ("._" in name or any(refused_name(part.partition("[")[0]) for part in name.split(".")[1:])):
            raise refusal(f"formats {name}")
        if specification and "{" in specification:
            check_format(specification)


_Placed = ast.expr | ast.stmt | ast.pattern | ast.arg | ast.alias | ast.excepthandler
"""What a text consists of and has a line."""


class LanguagePolicy(Visitor):
    """Checks a parsed text."""

    def __init__(self, cell: str) -> None:
        self._cell = cell
        self.imports: list[Import] = []  # that were met
        self._in_class = False  # whether names that are bound here become attributes of a class

    def _refused(self, reason: str, node: _Placed) -> Unmodelled:
        return Unmodelled(reason, self._cell, node.lineno)

    def _name(self, name: str | None, node: _Placed) -> None:
        if name and refused_name(name):
            raise self._refused(f"uses {name}", node)

    @handles(ast.Name)
    def _variable(self, node: ast.Name) -> None:
        if self._in_class or node.id in REACHING or not node.id.startswith("__") or not node.id.endswith("__"):
            self._name(node.id, node)
        if node.id in FIXED_NAMES and not isinstance(node.ctx, ast.Load):
            raise self._refused(f"sets {node.id}", node)

    @handles(ast.AnnAssign)
    def _annotated(self, node: ast.AnnAssign) -> None:
        # It says of what type a name is, and binds nothing.
        if node.value is None and isinstance(node.target, ast.Name) and node.target.id in FIXED_NAMES:
            self.visit(node.annotation)
        else:
            self.generic_visit(node)

    @handles(ast.Assign)
    def _assignment(self, node: ast.Assign) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name) and target.id == "__match_args__":
                self._match_args(node.value)
            else:
                self.visit(target)
        self.visit(node.value)

    def _match_args(self, value: ast.expr) -> None:
        """Check the names of attributes that patterns are going to read."""
        for part in value.elts if isinstance(value, ast.Tuple | ast.List) else [value]:
            if not isinstance(part, ast.Constant):
                raise self._refused("uses __match_args__", part)
            self._matched(str(part.value), part)

    def _matched(self, name: str, node: _Placed) -> None:
        """Check a name that a pattern reads past the hooks."""
        self._name(name, node)
        if name.startswith("__") and name not in PLAIN_DUNDERS:
            raise self._refused(f"uses {name} in a pattern", node)

    @handles(ast.Attribute)
    def _attribute(self, node: ast.Attribute) -> None:
        self._name(node.attr, node)
        self.generic_visit(node)

    @handles(ast.MatchClass)
    def _class_pattern(self, node: ast.MatchClass) -> None:
        for name, pattern in zip(node.kwd_attrs, node.kwd_patterns, strict=True):
            self._matched(name, pattern)
            if name.startswith("_") and name not in ALLOWED_DUNDERS | PUBLIC_UNDERSCORED:  # whose, nobody can say
                raise self._refused(f"uses {name} in a pattern", pattern)
        self.generic_visit(node)

    @handles(ast.FunctionDef, ast.ClassDef)
    def _definition(self, node: ast.FunctionDef | ast.ClassDef) -> None:
        if node.name == "__del__":
            raise self._refused("defines __del__", node)
        self._name(node.name, node)
        outer, self._in_class = self._in_class, isinstance(node, ast.ClassDef)
        self.generic_visit(node)
        self._in_class = outer

    @handles(ast.arg)
    def _parameter(self, node: ast.arg) -> None:
        self._name(node.arg, node)
        self.generic_visit(node)

    @handles(ast.Import, ast.ImportFrom)
    def _imports(self, node: Import) -> None:
        self.imports.append(node)
        self.generic_visit(node)

    @handles(ast.alias)
    def _import(self, node: ast.alias) -> None:
        self._name(node.asname, node)
        self._name(node.name, node)

    @handles(ast.ExceptHandler, ast.MatchAs, ast.MatchStar)
    def _binding(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
        self._name(node.name, node)
        self.generic_visit(node)

    @handles(ast.MatchMapping)
    def _rest(self, node: ast.MatchMapping) -> None:
        self._name(node.rest, node)
        self.generic_visit(node)

    @handles(ast.Global, ast.Nonlocal)
    def _declaration(self, node: ast.Global | ast.Nonlocal) -> None:
        for name in node.names:
            self._name(name, node)

    @handles(ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await)
    def _asynchronous(self, node: _Placed) -> None:
        raise self._refused("is asynchronous: async or await", node)

    @handles(ast.comprehension)
    def _comprehension(self, node: ast.comprehension) -> None:
        if node.is_async:
            self._asynchronous(node.target)
        self.generic_visit(node)


_OF_INTEREST = frozenset({ast.MatchClass, ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith, ast.Await})
_NAMING_OTHERWISE = frozenset({ast.alias, ast.Global, ast.Nonlocal, ast.comprehension})
_NAMES_OF_INTEREST = FIXED_NAMES | {"__del__", "__match_args__"}


def _is_harmless(nodes: Iterable[ast.AST]) -> bool:
    """Say whether the names in a text are such that there is nothing to be looked at in it, as in most."""
    names: set[str | None] = set()
    for node in nodes:
        sort = node.__class__
        if sort in _OF_INTEREST:
            return False
        field = NAMED_IN.get(sort)
        if field is not None:
            names.add(getattr(node, field))
        elif sort not in _NAMING_OTHERWISE:
            continue
        elif isinstance(node, ast.alias):
            names.update((node.name, node.asname))
        elif isinstance(node, ast.Global | ast.Nonlocal):
            names.update(node.names)
        elif isinstance(node, ast.comprehension) and node.is_async:
            return False
    names.discard(None)
    return not any(name in _NAMES_OF_INTEREST or refused_name(name) for name in names if name)


def check_policy(tree: ast.Module, nodes: list[ast.AST], cell: str) -> list[Import]:
    """Check a parsed text, which is that of a cell, against the policy; return its import statements.

    Args:
        tree: what it was parsed to.
        nodes: all nodes of that.
        cell: the name of the cell.

    Raises:
        Unmodelled: it uses what the policy refuses.
    """
    if _is_harmless(nodes):
        imports = [node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom)]
        return sorted(imports, key=lambda node: (node.lineno, node.col_offset))
    policy = LanguagePolicy(cell)
    policy.visit(tree)
    return policy.imports
