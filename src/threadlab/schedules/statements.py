"""Rewriting statements: every write to what threads can share comes after the step that announces it."""

from __future__ import annotations

import ast
from typing import cast

from threadlab.schedules.expressions import CONTROLLED, OPERATORS, Expressions, is_number
from threadlab.schedules.rewriting import PREFIX
from threadlab.schedules.scopes import Function

Stores = list[tuple[ast.expr, str]]


class Statements(Expressions):
    """The statement half of the rewriting."""

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        for statement in body:
            rewritten = self.visit(statement)
            result.extend(rewritten if isinstance(rewritten, list) else [cast(ast.stmt, rewritten)])
        return result

    # -- storing -----------------------------------------------------------------------------------------------

    def stored(self, target: ast.expr, value: ast.expr, at: ast.AST) -> list[ast.stmt]:
        """Store the rewritten ``value`` in the target, as Python would, with the steps that takes."""
        if isinstance(target, ast.Name):
            return [self.assign(target, self.written(target.id, value, at), at)]
        if isinstance(target, ast.Attribute):
            owner, name = self.expr(target.value), self.mangled(target.attr)
            return [self.statement(self.hook("write_attribute", at, value, owner, name, self.text(target)))]
        if isinstance(target, ast.Subscript):
            owner, index = self.expr(target.value), self.index(target.slice)
            return [self.statement(self.hook("write_item", at, value, owner, index, self.text(target)))]
        if not self.hooked(target):
            return [self.assign(target, value, at)]
        target, stores = self.replaced(target)
        return [self.assign(target, value, at), *self.stored_all(stores, at)]

    def stored_all(self, stores: Stores, at: ast.AST) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        for part, name in stores:
            result += self.stored(part, self.load(name, part), at)
        if stores and self.scope.kind == "class":  # leave nothing behind that a class would keep
            names: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Del()), at) for _, name in stores]
            result.append(ast.copy_location(ast.Delete(names), at))
        return result

    def replaced(self, target: ast.expr) -> tuple[ast.expr, Stores]:
        """A target made of temporaries only, and what each temporary is to be stored in afterwards."""
        stores: Stores = []

        def replace(part: ast.expr) -> ast.expr:
            if isinstance(part, ast.Tuple | ast.List):
                part.elts = [replace(element) for element in part.elts]
                return part
            if isinstance(part, ast.Starred):
                part.value = replace(part.value)
                return part
            name = self.temporary()
            stores.append((part, name))
            return self.store(name, part)

        return replace(target), stores

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        value = self.expr(node.value)
        unpacks = any(isinstance(target, ast.Tuple | ast.List) for target in node.targets)
        if unpacks and not isinstance(node.value, ast.Tuple | ast.List):
            value = self.hook("unpacked", node.value, value)
        if len(node.targets) == 1:
            target = node.targets[0]
            return self.stored(target, self._named(target, node.value, value), node)
        if not any(self.hooked(target) for target in node.targets):
            node.value = value
            return [node]
        name = self.temporary()
        result: list[ast.stmt] = [self.assign(self.store(name, node), value, node)]
        for target in node.targets:
            result += self.stored(target, self.load(name, node), node)
        return result

    def _named(self, target: ast.expr, source: ast.expr, value: ast.expr) -> ast.expr:
        """Tell a lock or a thread its name, when the variable is one whose write is no step."""
        if not isinstance(target, ast.Name) or not isinstance(source, ast.Call) or self.hooked(target):
            return value
        maker = source.func.attr if isinstance(source.func, ast.Attribute) else getattr(source.func, "id", "")
        return self.hook("named", source, value, target.id) if maker in CONTROLLED else value

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.stmt | list[ast.stmt]:
        if node.value is None:
            return node
        value = self.expr(node.value)
        if isinstance(node.target, ast.Name):
            node.value = self.written(node.target.id, self._named(node.target, node.value, value), node)
            return node
        return self.stored(node.target, value, node)

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        target, name = node.target, OPERATORS.get(type(node.op))
        value = self.expr(node.value)
        scalar = name is None or (is_number(node.value) and name not in ("mul", "mod"))

        def change(variable: str) -> ast.stmt:
            operand = value
            if not scalar:
                operand = self.hook("augmented", node, self.load(variable, node), value)
            return ast.copy_location(ast.AugAssign(self.store(variable, node), node.op, operand), node)

        if isinstance(target, ast.Name) and not self.hooked(target):
            return [change(target.id)]
        result: list[ast.stmt] = []
        current = self.temporary()
        if isinstance(target, ast.Name):
            read, again = self.read(self.load(target.id, target)), cast(ast.expr, target)
        else:
            parts = [self.expr(target.value)]
            parts += [self.index(target.slice)] if isinstance(target, ast.Subscript) else []
            names = [self.temporary() for _ in parts]
            result += [self.assign(self.store(n, p), p, node) for n, p in zip(names, parts, strict=True)]
            owner, text = self.load(names[0], target), self.text(target)
            if isinstance(target, ast.Attribute):
                attribute = ast.Constant(self.mangled(target.attr))
                read = self.hook("read_attribute", target, owner, attribute, text)
                write = self.hook("write_attribute", node, self.load(current, node), owner, attribute, text)
            else:
                index = self.load(names[1], target)
                read = self.hook("read_item", target, owner, index, text)
                write = self.hook("write_item", node, self.load(current, node), owner, index, text)
            result += [self.assign(self.store(current, node), read, node), change(current), self.statement(write)]
            return result
        result += [self.assign(self.store(current, node), read, node), change(current)]
        return result + self.stored(again, self.load(current, node), node)

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        result: list[ast.stmt] = []
        pending = list(node.targets)
        while pending:
            target = pending.pop(0)
            if isinstance(target, ast.Tuple | ast.List):
                pending = target.elts + pending
            elif isinstance(target, ast.Attribute):
                owner, name = self.expr(target.value), self.mangled(target.attr)
                result.append(self.statement(self.hook("delete_attribute", node, owner, name, self.text(target))))
            elif isinstance(target, ast.Subscript):
                owner, index = self.expr(target.value), self.index(target.slice)
                result.append(self.statement(self.hook("delete_item", node, owner, index, self.text(target))))
            elif isinstance(target, ast.Name):
                result += self.before_change(target.id, node)
                result.append(ast.copy_location(ast.Delete([target]), node))
        return result

    # -- control -----------------------------------------------------------------------------------------------

    def visit_If(self, node: ast.If) -> ast.stmt:
        node.test = self.truth(node.test)
        node.body, node.orelse = self.block(node.body), self.block(node.orelse)
        return node

    def visit_While(self, node: ast.While) -> list[ast.stmt]:
        entry = self.temporary()
        begin = self.assign(self.store(entry, node), ast.List([], ast.Load()), node)
        report = self._loop_report(node, entry)
        node.test = self.truth(node.test)
        node.body, node.orelse = [report, *self.block(node.body)], self.block(node.orelse)
        return [begin, node]

    def rebound(self, loop: ast.While | ast.For) -> list[str]:
        """The variables that the loop binds, nested functions apart, in order of appearance."""
        names: dict[str, None] = {}
        pending: list[ast.AST] = [loop]
        while pending:
            node = pending.pop(0)
            if node in self.scopes.of:
                continue
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                names[node.id] = None
            pending.extend(ast.iter_child_nodes(node))
        return list(names)

    def _loop_report(self, node: ast.While, entry: str) -> ast.stmt:
        """``loop(entry, (x, y))``; where one is unbound yet, the frame is asked instead."""
        token, names = self.load(entry, node), self.rebound(node)
        values = ast.Tuple([self.load(name, node) for name in names], ast.Load())
        report = self.statement(self.hook("loop", node, token, values))
        if not names:
            return report
        unbound = self.statement(self.hook("loop_unbound", node, token, tuple(names)))
        handler = ast.ExceptHandler(self.load(f"{PREFIX}NameError", node), None, [unbound])
        return ast.copy_location(ast.Try([report], [handler], [], []), node)

    def visit_For(self, node: ast.For) -> ast.stmt:
        names = self.rebound(node)
        source, iterable = node.iter, self.iterated(node.iter)
        if isinstance(iterable, ast.Call) and isinstance(iterable.func, ast.Name) and source is not iterable:
            if iterable.func.id.startswith(f"{PREFIX}iterate"):
                iterable.args.append(ast.Constant(tuple(names)))
        node.iter = iterable
        before: list[ast.stmt] = []
        if not isinstance(node.target, ast.Name) or self.hooked(node.target):
            name = self.temporary()
            value: ast.expr = self.load(name, node.target)
            if isinstance(node.target, ast.Tuple | ast.List):
                value = self.hook("unpacked", node.target, value)
            before = self.stored(node.target, value, node.target)
            node.target = self.store(name, node.target)
        node.body, node.orelse = [*before, *self.block(node.body)], self.block(node.orelse)
        return node

    def visit_With(self, node: ast.With) -> ast.stmt:
        first, *others = node.items
        first.context_expr = self.expr(first.context_expr)
        before: list[ast.stmt] = []
        if first.optional_vars is not None and self.hooked(first.optional_vars):
            name, target = self.temporary(), first.optional_vars
            before = self.stored(target, self.load(name, target), target)
            first.optional_vars = self.store(name, target)
        if others:  # the later items may use what the first one binds
            body: list[ast.stmt] = [self.visit_With(ast.copy_location(ast.With(others, node.body), node))]
        else:
            body = self.block(node.body)
        return ast.copy_location(ast.With([first], [*before, *body]), node)

    def visit_Try(self, node: ast.Try) -> ast.stmt:
        node.body = self.block(node.body)
        broad = any(
            handler.type is None or (isinstance(handler.type, ast.Name) and handler.type.id == "BaseException")
            for handler in node.handlers
        )
        node.handlers = [self._handler(handler) for handler in node.handlers]
        if broad:  # what ends a schedule passes through every handler
            at = node.handlers[0]
            again = ast.ExceptHandler(self.load(f"{PREFIX}ends", at), None, [ast.copy_location(ast.Raise(), at)])
            node.handlers.insert(0, ast.copy_location(again, at))
        node.orelse, node.finalbody = self.block(node.orelse), self.block(node.finalbody)
        return node

    def visit_TryStar(self, node: ast.Try) -> ast.stmt:
        node.body = self.block(node.body)
        node.handlers = [self._handler(handler) for handler in node.handlers]
        node.orelse, node.finalbody = self.block(node.orelse), self.block(node.finalbody)
        return node

    def _handler(self, node: ast.ExceptHandler) -> ast.ExceptHandler:
        if node.type is not None:
            node.type = self.expr(node.type)
        body = self.block(node.body)
        if node.name and self.standing(node.name)[0] != "plain":
            name, target = self.temporary(), self.store(node.name, node)
            stores = self.stored(target, self.load(name, node), node)
            forget: list[ast.stmt] = [self.assign(self.store(node.name, node), ast.Constant(None), node)]
            forget.append(ast.copy_location(ast.Delete([ast.Name(node.name, ast.Del())]), node))
            body = [*stores, ast.copy_location(ast.Try(body, [], [], forget), node)]
            node.name = name
        node.body = body
        return node

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        message = ast.Constant(None) if node.msg is None else self.expr(node.msg)
        test = node.test
        if not self.test:
            node.test, node.msg = self.truth(test), None if node.msg is None else message
            return node
        if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
            fails = self.hook("differs", test, self.expr(test.left), self.expr(test.comparators[0]))
            error = self.hook("unequal", node, message)
        else:
            fails = ast.copy_location(ast.UnaryOp(ast.Not(), self.truth(test)), test)  # type: ignore[assignment]
            error = self.hook("untrue", node, message)
        raising = ast.copy_location(ast.Raise(error, None), node)
        return ast.copy_location(ast.If(fails, [raising], []), node)

    # -- definitions -------------------------------------------------------------------------------------------

    def visit_FunctionDef(self, node: Function) -> list[ast.stmt]:
        before = self.before_change(node.name, node)
        node.decorator_list = self.exprs(node.decorator_list)
        self.defaults(node.args)
        with self.inside(node) as scope:
            start = 1 if ast.get_docstring(node, clean=False) is not None else 0
            documentation, body = node.body[:start], self.block(node.body[start:])
            if scope.needs_token:
                token = self.store(f"{PREFIX}frame{scope.number}", node)
                body.insert(0, self.assign(token, self.hook("new_frame", node), node))
            node.body = [*documentation, *body] or [ast.copy_location(ast.Pass(), node)]
        return [*before, node]

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        before = self.before_change(node.name, node)
        node.decorator_list = self.exprs(node.decorator_list)
        node.bases = self._elements(node.bases)
        node.keywords = [self._keyword(word) for word in node.keywords]
        with self.inside(node):
            node.body = self.block(node.body)
        return [*before, node]
