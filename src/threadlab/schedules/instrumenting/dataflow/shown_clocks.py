"""Programs that only show what time it is: a clock that is printed, logged, or kept to be printed decides nothing.

Such a look makes no difference to what happens next. So it is no reason to search once more for threads that are slow
to look, nor for a loop that polls to be another one at its next turn.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import lru_cache

from threadlab.schedules.instrumenting.dataflow.trusted import trusted
from threadlab.schedules.language import parts_of, read, walk, words_of

CLOCKS = frozenset(
    {
        *("time", "monotonic", "perf_counter", "process_time", "thread_time"),
        *("time_ns", "monotonic_ns", "perf_counter_ns", "process_time_ns", "thread_time_ns"),
        *("gmtime", "localtime", "strftime", "asctime", "ctime", "now", "utcnow", "today"),
    }
)
"""What gives the time, as a function or as a method of a class."""

_OF_A_TIME = frozenset({"strftime", "gmtime", "localtime", "ctime", "asctime", "fromtimestamp"})  # given as an argument
_CALCULATING = frozenset({"str", "int", "float", "round", "repr", "abs"})
_METHODS = frozenset({"strftime", "isoformat", "time", "date", "timestamp", "total_seconds", "ctime", "timetuple"})
_FIELDS = frozenset(
    {
        *("year", "month", "day", "hour", "minute", "second", "microsecond", "days", "seconds", "microseconds"),
        *("tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday"),
    }
)
_LOGGING = frozenset({"debug", "info", "warning", "error", "critical", "exception"})
_OTHERWISE = frozenset(
    {
        *("getattr", "vars", "globals", "locals", "eval", "exec", "attrgetter", "methodcaller", "import_module"),
        *("__import__", "__dict__", "__getattr__", "__getattribute__", "__setattr__", "sched", "timeit", "dataclass"),
        *("created", "relativeCreated", "msecs", "asctime", "getMessage", "emit", "format", "filter", "write"),
        *(
            "handle",
            "makeRecord",
            "setLogRecordFactory",
            "LogRecord",
            "QueueHandler",
            "MemoryHandler",
            "BufferingHandler",
        ),
        *("addFilter", "LoggerAdapter", "setLoggerClass", "SimpleNamespace"),
    }
)
"""Names by which a program may come to the time, or to what is shown, in a way that is not looked for here."""
_MENTIONABLE = CLOCKS | {"logging"}


class _MattersError(Exception):
    """What a clock says may decide something."""


@lru_cache(maxsize=256)
def only_shows_the_time(texts: tuple[str, ...]) -> bool:
    """Say whether whatever clocks say in the texts of one program is only shown."""
    if all(_MENTIONABLE.isdisjoint(words_of(text)) for text in texts) or "print" not in trusted(texts):
        return False
    try:
        uses = _Uses([read(text) for text in texts])
        while uses.grow():
            pass
    except (_MattersError, SyntaxError, ValueError, RecursionError):
        return False
    return True


class _Uses:
    """What becomes of the time in some texts: the names of variables that keep it, and of functions that give it."""

    def __init__(self, trees: Iterable[ast.Module]) -> None:
        self._nodes = [node for tree in trees for node in walk(tree)]
        self._parents = {id(part): node for node in self._nodes for part in parts_of(node)}
        self._names: set[str] = set()  # of variables, and of attributes: what a class binds is both
        self._functions: set[str] = set(CLOCKS)
        self._own = {node.name for node in self._nodes if isinstance(node, ast.FunctionDef | ast.ClassDef)}
        self._own |= {node.id for node in self._nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
        self._own |= {node.arg for node in self._nodes if isinstance(node, ast.arg)}
        for node in self._nodes:
            self._refuse(node)

    def _refuse(self, node: ast.AST) -> None:
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) if name in _OTHERWISE:
                if not (name in ("asctime", "format") and self._is_called(node)):
                    raise _MattersError
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) if name in _OTHERWISE | CLOCKS | _METHODS:
                raise _MattersError
            case ast.FunctionDef(name=name) if name.startswith("__") and name.strip("_") in _ARITHMETIC:
                raise _MattersError
            case ast.alias(name=name, asname=other) if name in _OTHERWISE or (other and name in CLOCKS - {"time"}):
                raise _MattersError
            case ast.ImportFrom(module="time", names=names) if any(each.asname for each in names):
                raise _MattersError
            case ast.AsyncFunctionDef():
                raise _MattersError

    def grow(self) -> bool:
        """Follow each time from where it comes from; say whether more places were found that keep it."""
        before = len(self._names), len(self._functions)
        for node in self._nodes:
            if self._gives_time(node):
                self._follow(node)
        return before != (len(self._names), len(self._functions))

    def _gives_time(self, node: ast.AST) -> bool:
        match node:
            case ast.Name(id="time", ctx=ast.Load()) if isinstance(self._parents[id(node)], ast.Attribute):
                return False  # the module
            case ast.Name(id=name, ctx=ast.Load()) | ast.Attribute(attr=name, ctx=ast.Load()):
                if name in self._functions and not self._is_called(node):  # it is handed on
                    raise _MattersError
                return name in self._names
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
                return name in self._functions
            case _:
                return False

    def _is_called(self, node: ast.AST) -> bool:
        parent = self._parents[id(node)]
        return isinstance(parent, ast.Call) and parent.func is node

    def _follow(self, node: ast.AST) -> None:
        """Go up from an expression that holds a time to where it is shown or kept."""
        while True:
            parent = self._parents[id(node)]
            if isinstance(parent, ast.stmt):
                self._keep(parent, node)
                return
            if self._shows(parent, node):
                return
            if not self._passes(parent, node):
                raise _MattersError
            node = parent

    def _shows(self, parent: ast.AST, node: ast.AST) -> bool:
        match parent:
            case ast.Call(func=ast.Name(id="print"), args=args):
                return node in args
            case ast.Call(func=ast.Attribute(attr=name), args=args) if name in _LOGGING and name not in self._own:
                return node in args
            case _:
                return False

    def _passes(self, parent: ast.AST, node: ast.AST) -> bool:
        """Say whether a larger expression only calculates with a time, or puts it into words."""
        match parent:
            case ast.BinOp(op=ast.Add() | ast.Sub()) | ast.UnaryOp(op=ast.USub()):
                return True
            case ast.BinOp(op=ast.Mult(), left=left, right=right):
                return isinstance(left if right is node else right, ast.Constant)
            case ast.BinOp(op=ast.Div() | ast.Mod() | ast.FloorDiv(), right=ast.Constant(value=int() | float() as by)):
                return by > 0
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str())):
                return True
            case ast.Tuple():
                above = self._parents[id(parent)]
                return isinstance(above, ast.BinOp) and above.right is parent and isinstance(above.op, ast.Mod)
            case ast.FormattedValue(format_spec=None | ast.JoinedStr(values=[ast.Constant()])):
                return True
            case ast.JoinedStr() | ast.Subscript(slice=ast.Slice()):
                return True
            case ast.Attribute(value=value, attr=name) if value is node:
                return name in (_METHODS if self._is_called(parent) else _FIELDS)
            case ast.Call(func=function, args=args):
                return function is node or (node in args and self._puts_into_words(function))
            case _:
                return False

    def _puts_into_words(self, function: ast.expr) -> bool:
        match function:
            case ast.Name(id=name) if name in _CALCULATING:
                return name not in self._own
            case ast.Attribute(value=ast.Constant(value=str()), attr="format"):
                return True
            case ast.Name(id=name) | ast.Attribute(attr=name):
                return name in _OF_A_TIME and name not in self._own
            case _:
                return False

    def _keep(self, statement: ast.stmt, node: ast.AST) -> None:
        match statement:
            case ast.Expr():
                pass
            case ast.Assign(targets=places, value=value) if value is node:
                self._keep_in(places)
            case ast.AnnAssign(target=place, value=value) if value is node:
                self._keep_in([place])
            case ast.AugAssign(target=place, op=ast.Add() | ast.Sub(), value=value) if value is node:
                self._keep_in([place])
            case ast.Return():
                self._functions.add(self._function_of(statement))
            case _:
                raise _MattersError

    def _keep_in(self, places: Iterable[ast.expr]) -> None:
        for place in places:
            match place:
                case ast.Name(id=name) | ast.Attribute(attr=name) if name not in self._functions:
                    self._names.add(name)
                case _:
                    raise _MattersError

    def _function_of(self, statement: ast.stmt) -> str:
        """Return the name of the function that gives back a time: an ordinary one."""
        function = next((each for each in self._above(statement) if isinstance(each, ast.FunctionDef)), None)
        if function is None or function.decorator_list or function.name.startswith("__"):
            raise _MattersError
        if any(isinstance(part, ast.Yield | ast.YieldFrom) for part in walk(function)):
            raise _MattersError
        return function.name

    def _above(self, node: ast.AST) -> Iterator[ast.AST]:
        while (above := self._parents.get(id(node))) is not None:
            yield above
            node = above


_ARITHMETIC = frozenset(
    {*("add", "radd", "iadd", "sub", "rsub", "isub", "mul", "rmul", "mod", "rmod", "eq", "lt", "gt", "le", "ge")}
)
