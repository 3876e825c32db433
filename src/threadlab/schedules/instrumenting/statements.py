"""Rewriting control flow and definitions."""

from __future__ import annotations

import ast

from threadlab.schedules.instrumenting.dataflow.escape_analysis import private_lists, unread_lists
from threadlab.schedules.instrumenting.dataflow.liveness import is_endless, lengths, own_nodes, unused_variables
from threadlab.schedules.instrumenting.dataflow.numbers import number_variables
from threadlab.schedules.instrumenting.dataflow.random_sleeps import only_for_sleeps
from threadlab.schedules.instrumenting.rewriting import PREFIX, constant, placed
from threadlab.schedules.instrumenting.scope_analysis import Function
from threadlab.schedules.instrumenting.storing import Storing, unpacks_inside
from threadlab.schedules.instrumenting.visiting import handles
from threadlab.schedules.language import parts_of

TRIES: tuple[type[ast.AST], ...] = (ast.Try, ast.TryStar)
CALLED_BY_C = frozenset(
    f"__{name}__"
    for name in (
        *("eq", "ne", "lt", "le", "gt", "ge", "hash", "bool", "len", "repr", "str", "format"),
        *("add", "radd", "mul", "rmul", "float", "index"),
    )
)
"""Special methods that C code calls while it works on containers."""
LOOKS_INSIDE: tuple[type[ast.AST], ...] = (ast.MatchClass, ast.MatchMapping, ast.MatchSequence)
"""Patterns that look into what is matched."""


def _looks_into_objects(node: ast.Match) -> bool:
    """Whether a class pattern lies inside of another pattern."""
    parts = (part for case in node.cases for part in ast.walk(case.pattern))
    inside = (each for part in parts if isinstance(part, LOOKS_INSIDE) for each in ast.walk(part) if each is not part)
    return any(isinstance(each, ast.MatchClass) for each in inside)


class Statements(Storing):
    """Everything that is left: the rewriting of whole texts."""

    @handles(ast.Global, ast.Nonlocal)
    def _declaration(self, node: ast.Global | ast.Nonlocal) -> ast.stmt:
        """What is put in before a declaration may name what it declares: all of them come first in their scope."""
        return placed(ast.Pass(), node)

    def _declared(self, at: ast.AST) -> list[ast.stmt]:
        """The declarations of the current scope."""
        result: list[ast.stmt] = []
        for sort, is_global in ((ast.Global, True), (ast.Nonlocal, False)):
            names = [name for name, declared in self.scope.declared.items() if declared is is_global]
            if names:
                result.append(placed(sort(names), at))
        return result

    # -- loops -------------------------------------------------------------------------------------------------

    @handles(ast.If)
    def _choice(self, node: ast.If) -> ast.stmt:
        node.test = self.truth(node.test)
        node.body, node.orelse = self.block(node.body), self.block(node.orelse)
        return node

    @handles(ast.While)
    def _while(self, node: ast.While) -> list[ast.stmt]:
        entry = self.temporary()
        begin = self.assign(self.store(entry, node), ast.List([], ast.Load()), node)
        report = self._turn(node, entry, "endless_loop" if is_endless(node) else "loop")
        node.test = self.truth(node.test)
        node.body, node.orelse = [report, *self.block(node.body)], self.block(node.orelse)
        return [begin, node]

    def _turn(self, node: ast.While | ast.For, entry: str, hook: str = "loop") -> ast.stmt:
        """``loop(entry, (x, y))``; where one is unbound yet, the frame is asked instead."""
        names = self._telling(node)
        lengths = self._lengths.get(node, frozenset())
        loads = [(self.load(name, node), name in lengths) for name in names]
        values = ast.Tuple(
            [self.hook("time_to_wait", node, value) if is_length else value for value, is_length in loads], ast.Load()
        )
        report = self.statement(self.hook(hook, node, self.load(entry, node), values))
        if not names:
            return report
        unbound = self.statement(self.hook(f"{hook}_unbound", node, self.load(entry, node), tuple(names)))
        handler = ast.ExceptHandler(self.load(f"{PREFIX}NameError", node), None, [unbound])
        return placed(ast.Try([report], [handler], [], []), node)

    def _telling(self, loop: ast.While | ast.For) -> list[str]:
        """The variables whose values tell how a loop gets on, nested functions apart, in order of appearance.

        Those that it binds, but for those that make no difference any more; and the lists of its own.
        """
        unused = self._unused.get(loop, frozenset())
        names: dict[str, None] = {}
        pending: list[ast.AST] = [loop]
        for node in pending:
            if isinstance(node, ast.Name):
                if not isinstance(node.ctx, ast.Load) or node.id in self.private:
                    names[node.id] = None
                continue
            if isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
                names[node.name] = None
            elif isinstance(node, ast.MatchMapping) and node.rest:
                names[node.rest] = None
            elif isinstance(node, ast.alias):
                names[(node.asname or node.name).split(".")[0]] = None
            elif isinstance(node, ast.FunctionDef | ast.ClassDef):
                names[node.name] = None
            if node not in self.scopes.of:
                pending += parts_of(node)
        return [name for name in names if name not in unused and self._tells(name)]

    def _tells(self, name: str) -> bool:
        """Whether a variable is one of the current frame alone, and is read."""
        standing, home = self.standing(name)
        unread = name in self.unread.variables and (home is self.scopes.module or self.scopes.shared(home, name))
        return standing == "plain" and not unread

    @handles(ast.For)
    def _for(self, node: ast.For) -> list[ast.stmt]:
        begin: list[ast.stmt] = []
        turn: list[ast.stmt] = []
        telling = self._telling(node)
        counted = isinstance(node.target, ast.Name) and node.target.id in self._unused.get(node, frozenset())
        if self.forgetting:
            entry = self.temporary()
            begin = [self.assign(self.store(entry, node), ast.List([], ast.Load()), node)]
            turn = [self._turn(node, entry, "turn")]
        node.iter = self.iterated(node.iter, constant(tuple(telling)), constant(not counted))
        if self.forgetting:
            self._enter(node, entry, used=not counted)
        before: list[ast.stmt] = []
        if not isinstance(node.target, ast.Name) or self.hooked(node.target):
            name = self.temporary()
            value: ast.expr = self.load(name, node.target)
            if isinstance(node.target, ast.Tuple | ast.List):
                deep = [constant(""), constant(True)] if unpacks_inside(node.target) else []
                value = self.hook("unpacked", node.target, value, *deep)
            before = self.stored(node.target, value, node.target)
            node.target = self.store(name, node.target)
        node.body, node.orelse = [*before, *turn, *self.block(node.body)], self.block(node.orelse)
        return [*begin, node]

    def _enter(self, loop: ast.For, entry: str, *, used: bool) -> None:
        """Tell what a loop is about to go through, as it is before a hook takes the steps of that."""
        iterated = loop.iter
        name = iterated.func.id if isinstance(iterated, ast.Call) and isinstance(iterated.func, ast.Name) else ""
        if isinstance(iterated, ast.Call) and name.startswith(f"{PREFIX}iterate"):
            iterated.args[0] = self._entered(loop.iter, entry, iterated.args[0], used)
        else:
            loop.iter = self._entered(loop.iter, entry, iterated, used)

    def _entered(self, at: ast.expr, entry: str, value: ast.expr, used: bool) -> ast.expr:
        return self.hook("entered", at, self.load(entry, at), value, constant(used))

    # -- blocks that bind a name -------------------------------------------------------------------------------

    @handles(ast.With)
    def _with(self, node: ast.With) -> ast.stmt:
        first, *others = node.items
        first.context_expr = self.expr(first.context_expr)
        before: list[ast.stmt] = []
        if first.optional_vars is not None and self.hooked(first.optional_vars):
            name, target = self.temporary(), first.optional_vars
            before = self.stored(target, self.load(name, target), target)
            first.optional_vars = self.store(name, target)
        if others:  # the later items may use what the first one binds
            body: list[ast.stmt] = [self._with(placed(ast.With(others, node.body), node))]
        else:
            body = [placed(ast.Try(self.block(node.body), [self._again(node)], [], []), node)]
        return placed(ast.With([first], [*before, *body]), node)

    @handles(*TRIES)
    def _try(self, node: ast.Try) -> ast.stmt:
        node.body = self.block(node.body)
        node.handlers = [self._handler(handler) for handler in node.handlers]
        if isinstance(node, ast.Try):
            node.handlers.insert(0, self._again(node.handlers[0] if node.handlers else node))
        node.orelse, node.finalbody = self.block(node.orelse), self.block(node.finalbody)
        return node

    @handles(ast.Raise)
    def _raise(self, node: ast.Raise) -> ast.stmt:
        for each in ("exc", "cause"):
            raised = getattr(node, each)
            if raised is not None:
                value = self.expr(raised)
                setattr(node, each, value if isinstance(raised, ast.Call) else self.hook("caught", raised, value))
        return node

    def _again(self, at: ast.AST) -> ast.ExceptHandler:
        """A handler for what ends a schedule, and so passes through all that the program does about an exception."""
        handler = ast.ExceptHandler(self.hook("ends", at), None, [placed(ast.Raise(), at)])
        return placed(handler, at)

    def _handler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        if node.type is not None:
            node.type = self.hook("caught", node.type, self.expr(node.type))
        body = self.block(node.body)
        if node.name and self.standing(node.name)[0] != "plain":
            name, target = self.temporary(), self.store(node.name, node)
            stores = self.stored(target, self.load(name, node), node)
            forget: list[ast.stmt] = [self.assign(self.store(node.name, node), ast.Constant(None), node)]
            forget.append(placed(ast.Delete([ast.Name(node.name, ast.Del())]), node))
            body = [*stores, placed(ast.Try(body, [], [], forget), node)]
            node.name = name
        node.body = body
        return node

    @handles(ast.Import, ast.ImportFrom)
    def _import(self, node: ast.Import | ast.ImportFrom) -> list[ast.stmt]:
        if getattr(node, "is_lazy", 0):  # Python 3.15: what is imported has no effect that could come later
            node.is_lazy = 0  # type: ignore[union-attr]
        names = [alias.asname or alias.name.split(".")[0] for alias in node.names if alias.name != "*"]
        return [*(step for name in names for step in self.before_change(name, node)), node]

    # -- patterns ----------------------------------------------------------------------------------------------

    @handles(ast.Match)
    def _match(self, node: ast.Match) -> ast.stmt:
        text, inside = self.text(node.subject), _looks_into_objects(node)
        node.subject = self.hook("matched", node.subject, self.expr(node.subject), text, constant(inside))
        cases, node.cases = node.cases, []
        for case in cases:
            named = self._names_in(case.pattern)
            self._case(case)
            again = node.cases and any(isinstance(part, LOOKS_INSIDE) for part in ast.walk(case.pattern))
            if named or again:
                name, at = self.temporary(), case.pattern
                guard = self.hook("matched_not", at, self.load(name, at), text, constant(inside), *named)
                never = ast.match_case(placed(ast.MatchAs(name=name), at), guard, [placed(ast.Pass(), at)])
                node.cases.append(never)  # it looks once more, for others may have changed the subject by then
            node.cases.append(case)
        return node

    def _names_in(self, pattern: ast.pattern) -> list[ast.expr]:
        """Put temporaries for the names with dots and for the classes in a pattern; return what reads them."""
        reads: list[ast.expr] = []

        def kept(value: ast.expr, at: ast.expr) -> ast.Name:
            name = self.temporary()
            reads.append(placed(ast.NamedExpr(self.store(name, at), value), at))
            return self.load(name, at)

        for part in ast.walk(pattern):
            if isinstance(part, ast.MatchValue) and isinstance(part.value, ast.Attribute):
                at: ast.expr = part.value
                value = kept(self.hook("with_dot", at, self.expr(at)), at)
                part.value = placed(ast.Attribute(value, "value", ast.Load()), at)
            elif isinstance(part, ast.MatchClass):
                at = part.cls
                part.cls = kept(self.hook("caught", at, self.expr(at)), at)
        return reads

    def _case(self, case: ast.match_case) -> None:
        """What a pattern binds is bound to temporaries first, and then written; its guard may use it already."""
        names: dict[str, str] = {}
        for part in ast.walk(case.pattern):
            attribute = "rest" if isinstance(part, ast.MatchMapping) else "name"
            name = getattr(part, attribute, None)
            if name and self.standing(name)[0] != "plain":
                names.setdefault(name, self.temporary())
                setattr(part, attribute, names[name])
        at: ast.AST = case.pattern
        stores = [(name, self.written(name, self.load(temporary, at), at)) for name, temporary in names.items()]
        if case.guard is None:
            body = [self.assign(self.store(name, at), value, at) for name, value in stores]
            case.body = [*body, *self.block(case.body)]
            return
        guard = self.truth(case.guard)
        if stores:
            at = case.guard
            parts: list[ast.expr] = [placed(ast.NamedExpr(self.store(name, at), value), at) for name, value in stores]
            both = placed(ast.Tuple([*parts, guard], ast.Load()), at)
            guard = placed(ast.Subscript(both, ast.Constant(-1), ast.Load()), at)
        case.guard, case.body = guard, self.block(case.body)

    # -- assertions --------------------------------------------------------------------------------------------

    @handles(ast.Assert)
    def _assert(self, node: ast.Assert) -> ast.stmt | list[ast.stmt]:
        if self.module and isinstance(node.test, ast.Compare) and [type(op) for op in node.test.ops] == [ast.Eq]:
            return self._explained(node, node.test)
        if not self.test:
            node.test, node.msg = self.truth(node.test), None if node.msg is None else self.expr(node.msg)
            return node
        test, message = node.test, ast.Constant(None) if node.msg is None else self.expr(node.msg)
        compares = _comparison(test)
        if compares:
            name, got, wanted = compares
            fails: ast.expr = self.hook(name, test, self.expr(got), self.expr(wanted))
            error = self.hook("unequal", node, message)
        else:
            fails = placed(ast.UnaryOp(ast.Not(), self.truth(test)), test)
            error = self.hook("untrue", node, message)
        raising = placed(ast.Raise(error, None), node)
        return placed(ast.If(fails, [raising], []), node)

    def _explained(self, node: ast.Assert, compared: ast.Compare) -> list[ast.stmt]:
        """An assertion of a module's that says, if it fails, what it expected and what it got."""
        sides = [self.temporary(), self.temporary()]
        values = [self.expr(compared.left), self.expr(compared.comparators[0])]
        assigned: list[ast.stmt] = [
            self.assign(self.store(side, node), value, node) for side, value in zip(sides, values, strict=True)
        ]
        got, expected = (self.load(side, node) for side in sides)
        same = placed(ast.Compare(got, [ast.Eq()], [expected]), compared)
        message = ast.Constant(None) if node.msg is None else self.expr(node.msg)
        error = self.hook("unequal_values", node, message, *(self.load(side, node) for side in sides))
        holds = self.truth(same)
        fails = placed(ast.UnaryOp(ast.Not(), holds), compared)
        raising = placed(ast.Raise(error, None), node)
        return [*assigned, placed(ast.If(fails, [raising], []), node)]

    @handles(ast.Expr)
    def _expression(self, node: ast.Expr) -> ast.stmt:
        """What goes into a list that nobody ever reads is only worked out: a loop that polls gets on with nothing."""
        match node.value:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr="append"), args=[what], keywords=[]):
                if name in self.unread_lists and not isinstance(what, ast.Starred):
                    node.value = what
        node.value = self.expr(node.value)
        return node

    # -- definitions -------------------------------------------------------------------------------------------

    @handles(ast.FunctionDef, ast.AsyncFunctionDef)
    def _def(self, node: Function) -> list[ast.stmt]:
        before = self.before_change(node.name, node)
        node.decorator_list = self.exprs(node.decorator_list)
        self.defaults(node.args)
        outer = self.private, self.unread_lists, self.for_sleeps, self.numbers, self.special
        self.special = self.scope.kind == "class" and node.name in CALLED_BY_C
        self.private = private_lists(node) if self.scopes.keeps_lists else frozenset()
        self.unread_lists = unread_lists(node) if self.private else frozenset()
        self.for_sleeps = only_for_sleeps(node, self.unread.trusted) if self.draws else frozenset()
        own = own_nodes(node) if self.loops or self.computes else []
        if self.loops:
            self._unused.update(unused_variables(node, own, self.unread.trusted, bounded=self.forgetting))
            self._lengths.update(lengths(node, own, self.unread.trusted))
        with self.inside(node) as scope:
            self.numbers = number_variables(node, own, self.is_builtin) if self.computes else frozenset()
            start = 1 if ast.get_docstring(node, clean=False) is not None else 0
            documentation, body = node.body[:start], node.body[start:]
            if self.special:
                body.append(placed(ast.Return(None), node))
            body = [*self._declared(node), *self.block(body)]
            if scope.needs_token:
                token = self.store(f"{PREFIX}frame{scope.number}", node)
                body.insert(0, self.assign(token, self.hook("new_frame", node), node))
            node.body = [*documentation, *body]
        self.private, self.unread_lists, self.for_sleeps, self.numbers, self.special = outer
        return [*before, node]

    @handles(ast.ClassDef)
    def _class(self, node: ast.ClassDef) -> list[ast.stmt]:
        before = self.before_change(node.name, node)
        node.decorator_list = self.exprs(node.decorator_list)
        outer, self._left_in_class = self._left_in_class, []
        scope = self.scope
        if getattr(node, "type_params", None):  # bases see them too
            parent = self.scopes.of[node].parent
            self.scope = scope if parent is None else parent
        node.bases = self.elements(node.bases)
        node.keywords = [self._keyword(word) for word in node.keywords]
        self.scope = scope
        with self.inside(node):
            start = 1 if ast.get_docstring(node, clean=False) is not None else 0
            node.body = [*node.body[:start], *self._declared(node), *self.definitions(node.body[start:])]
        for name in self._left_in_class:  # a class keeps what its body binds
            node.body.append(self.assign(self.store(name, node), ast.Constant(None), node))
            node.body.append(placed(ast.Delete([ast.Name(name, ast.Del())]), node))
        self._left_in_class = outer
        return [*before, node]

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Leave alone what only types are made of (``type X = ...``); walk through everything else."""
        return node if type(node).__name__ == "TypeAlias" else super().generic_visit(node)


def _comparison(test: ast.expr) -> tuple[str, ast.expr, ast.expr] | None:
    """Take apart an assertion that says what it wants: ``a == wanted``, ``a in (one, another)``, ``a < bound``."""
    if not isinstance(test, ast.Compare) or len(test.ops) != 1:
        return None
    wanted = test.comparators[0]
    if isinstance(test.ops[0], ast.In) and not isinstance(wanted, ast.List | ast.Tuple):
        return None
    name = _FAILS.get(type(test.ops[0]))
    return (name, test.left, wanted) if name else None


# What asks whether an assertion fails that compares in this way.
_FAILS: dict[type[ast.cmpop], str] = {
    ast.Eq: "differs",
    ast.In: "is_none_of",
    ast.Lt: "fails_lt",
    ast.LtE: "fails_le",
    ast.Gt: "fails_gt",
    ast.GtE: "fails_ge",
}
