"""Rewriting assignments: every write to what threads can share comes after the step that announces it."""

from __future__ import annotations

import ast
from copy import deepcopy
from typing import cast

from threadlab.schedules.controlled_classes import CONTROLLED_CLASSES
from threadlab.schedules.instrumenting.comprehensions import Comprehensions
from threadlab.schedules.instrumenting.dataflow.growing_waits import grown
from threadlab.schedules.instrumenting.dataflow.numbers import is_numeric
from threadlab.schedules.instrumenting.dataflow.places import name_of
from threadlab.schedules.instrumenting.expressions import OPERATORS
from threadlab.schedules.instrumenting.putting_off import Needs
from threadlab.schedules.instrumenting.rewriting import constant, placed
from threadlab.schedules.instrumenting.sums import ADDING, Added, Summand
from threadlab.schedules.instrumenting.visiting import handles

Stores = list[tuple[ast.expr, str]]

NAMED = frozenset(CONTROLLED_CLASSES) | {"local"}
"""What is told the name of the local variable it is kept in: a lock is called as the program calls it."""


class Storing(Comprehensions):
    """Assignment of each kind, and del."""

    def stored(self, target: ast.expr, value: ast.expr, at: ast.AST) -> list[ast.stmt]:
        """Store the rewritten ``value`` in the target, as Python would, with the steps that takes."""
        if isinstance(target, ast.Name):
            return [self.assign(target, self.written(target.id, value, at), at)]
        if isinstance(target, ast.Attribute):
            if target.attr in self.unread.attributes:
                target.value = self._own(target)
                return [self.assign(target, value, at)]
            owner, name = self.expr(target.value), self.mangled(target.attr)
            return [self.statement(self.hook("write_attribute", at, value, owner, name, self.text(target)))]
        if isinstance(target, ast.Subscript):
            owner, index = self.expr(target.value), self.index(target.slice)
            return [self.statement(self.hook("write_item", at, value, owner, index, self.text(target)))]
        if not self.hooked(target):
            return [self.assign(target, value, at)]
        stores: Stores = []
        result: list[ast.stmt] = [self.assign(self._replaced(target, stores), value, at)]
        for part, name in stores:
            result += self.stored(part, self.load(name, part), at)
        return result

    def _replaced(self, part: ast.expr, stores: Stores) -> ast.expr:
        """A target made of temporaries only, and what each is to be stored in afterwards."""
        if isinstance(part, ast.Tuple | ast.List):
            part.elts = [self._replaced(element, stores) for element in part.elts]
            return part
        if isinstance(part, ast.Starred):
            part.value = self._replaced(part.value, stores)
            return part
        name = self.temporary()
        stores.append((part, name))
        return self.store(name, part)

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The rewritten statements of a block."""
        result: list[ast.stmt] = []
        for statement in body:
            rewritten = self.visit(statement)
            result.extend(rewritten if isinstance(rewritten, list) else [cast(ast.stmt, rewritten)])
        return result

    def definitions(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The rewritten statements of a module, or of a class in one, some of which can be put off."""
        result: list[ast.stmt] = []
        for statement in body:
            needs = self.postponable.get(statement)
            if needs is not None and isinstance(statement, ast.FunctionDef):
                result += self._defaults_apart(statement, needs)
            rewritten = self.block([statement])
            result += rewritten if needs is None else [self._postponed(statement, rewritten, needs)]
        return result

    def _defaults_apart(self, function: ast.FunctionDef, needs: Needs) -> list[ast.stmt]:
        """Statements that make the defaults of a function's parameters: it can be called without those not known."""
        given, found = function.args, list[ast.stmt]()
        by_place = [*given.posonlyargs, *given.args]
        pairs = [*zip(by_place[len(by_place) - len(given.defaults) :], given.defaults, strict=True)]
        for parameter, default in (*pairs, *zip(given.kwonlyargs, given.kw_defaults, strict=True)):
            if default is None or isinstance(default, ast.Constant | ast.Name | ast.Lambda):
                continue
            name, values = self.temporary(), given.defaults if default in given.defaults else given.kw_defaults
            made = self.assign(self.store(name, default), self.expr(default), default)
            instead = self.assign(self.store(name, default), self.unknown(parameter.arg, default), default)
            found.append(self._tried(default, [made], [instead], needs))
            values[values.index(default)] = self.load(name, default)
        return found

    def _postponed(self, at: ast.stmt, body: list[ast.stmt], needs: Needs) -> ast.stmt:
        """Statements whose names stand for what is not known if they cannot be run."""
        names = [self.assign(self.store(name, at), self.unknown(name, at), at) for name in needs.binds]
        return self._tried(at, body, [*names, placed(ast.Pass(), at)], needs)

    def _tried(self, at: ast.AST, body: list[ast.stmt], instead: list[ast.stmt], needs: Needs) -> ast.stmt:
        """Statements, and what is done if they cannot be run."""
        handler = placed(ast.ExceptHandler(self.hook("put_off", at, needs.words()), None, instead), at)
        return placed(ast.Try(body, [handler], [], []), at)

    def unknown(self, name: str, at: ast.stmt | ast.expr) -> ast.expr:
        """What stands for something that is not known."""
        return self.hook("unknown", at, name, self.cell, constant(at.lineno))

    @handles(ast.Assign)
    def _assign(self, node: ast.Assign) -> list[ast.stmt]:
        place = grown(node, self.unread.trusted) if self.bounds else None
        if place is not None and name_of(place) in self.bounds:
            return self._enlarged(node, place)
        keeps = keeps_primitives(node.value)
        target = node.targets[0]
        with self.drawing(only_for_a_sleep=isinstance(target, ast.Name) and target.id in self.for_sleeps):
            value = self.expr(node.value)
        unpacks = any(isinstance(target, ast.Tuple | ast.List) for target in node.targets)
        deep = any(map(unpacks_inside, node.targets))
        if deep or (unpacks and not isinstance(node.value, ast.Tuple | ast.List)):
            value = self.hook("unpacked", node.value, value, self.text(node.value), *([constant(True)] * deep))
        if len(node.targets) == 1:
            target = node.targets[0]
            return self.stored(target, self._named(target, value) if keeps else value, node)
        if not any(self.hooked(target) for target in node.targets):
            node.value = value
            return [node]
        name = self.temporary()
        result: list[ast.stmt] = [self.assign(self.store(name, node), value, node)]
        for target in node.targets:
            result += self.stored(target, self.load(name, node), node)
        return result

    def _named(self, target: ast.expr, value: ast.expr) -> ast.expr:
        """Tell locks their name, when the variable that keeps them is one whose write is no step."""
        if not isinstance(target, ast.Name) or self.hooked(target):
            return value
        return self.hook("named", value, value, target.id)

    @handles(ast.AnnAssign)
    def _annotated(self, node: ast.AnnAssign) -> ast.stmt | list[ast.stmt]:
        if node.value is None:
            return node
        keeps = keeps_primitives(node.value)
        value = self.expr(node.value)
        if isinstance(node.target, ast.Name):
            value = self._named(node.target, value) if keeps else value
            node.value = self.written(node.target.id, value, node)
            return node
        return self.stored(node.target, value, node)

    # -- augmented assignment ----------------------------------------------------------------------------------

    @handles(ast.AugAssign)
    def _augmented(self, node: ast.AugAssign) -> list[ast.stmt]:
        """Read, change, write: the read and the write are steps of their own."""
        target = node.target
        bound, period = self.bounds.get(name_of(target)), self.periods.get(name_of(target), 0)
        if isinstance(target, ast.Name) and not self.hooked(target):
            change = self._change(node, target.id)
            if bound is None:
                return [change]
            back = [self._change(_gone_round(node, period), target.id)] if period else []
            return [self._unless(self.load(target.id, node), bound + period, back, [change])]
        if isinstance(target, ast.Attribute) and target.attr in self.unread.attributes:
            target.value = self._own(target)
            return [node]
        before: list[ast.stmt] = []
        current = self.temporary()
        place: list[ast.expr] = []
        if isinstance(target, ast.Name):
            read = self.read(self.load(target.id, target))
            after = self.stored(target, self.load(current, node), node)
        else:
            place, text = self._place(target, before), self.text(target)
            sort = "attribute" if isinstance(target, ast.Attribute) else "item"
            read = self.hook(f"read_{sort}", target, *place, text)
            after = [self.statement(self.hook(f"write_{sort}", node, self.load(current, node), *place, text))]
        called = self._called(target, place) if self.sums and isinstance(node.op, ADDING) else None
        if called is not None:
            read = self.hook("summand", target, called, read)
        before.append(self.assign(self.store(current, node), read, node))
        changed = [self._change(node, current, called), *after]
        if bound is None:
            return [*before, *changed]
        if period:
            back = [self._change(_gone_round(node, period), current), *deepcopy(after)]
            return [*before, self._unless(self.load(current, node), bound + period, back, changed)]
        # Whoever has read a count past the bound writes one, too: that changes something only if another thread has.
        differs = placed(ast.Compare(deepcopy(read), [ast.NotEq()], [self.load(current, node)]), node)
        kept = placed(ast.If(differs, deepcopy(after), []), node)
        return [*before, self._unless(self.load(current, node), bound, [kept], changed)]

    def _enlarged(self, node: ast.Assign, place: ast.expr) -> list[ast.stmt]:
        """Make longer what says how long to wait, unless nobody can tell the difference."""
        name, bound = self.temporary(), self.bounds[name_of(place)]
        longer = self.assign(self.store(name, node), self.expr(node.value), node)
        lengths = [self.load(name, node), self.expr(read_again(place))]
        told: list[ast.expr] = [placed(ast.Compare(each, [ast.LtE()], [ast.Constant(bound)]), node) for each in lengths]
        stored = self.stored(place, self.load(name, node), node)
        return [longer, placed(ast.If(placed(ast.BoolOp(ast.Or(), told), node), stored, []), node)]

    def _unless(self, count: ast.expr, bound: float, past: list[ast.stmt], changed: list[ast.stmt]) -> ast.stmt:
        """Count on only as long as that can be told: up to the first number past a bound."""
        on = placed(ast.Compare(count, [ast.LtE()], [ast.Constant(bound)]), count)
        return placed(ast.If(on, changed, past), count)

    def _own(self, target: ast.Attribute) -> ast.expr:
        """The owner of an attribute that nobody reads: to set it is no step, if the object is the program's own."""
        return self.hook("own", target.value, self.expr(target.value), self.mangled(target.attr))

    def _place(self, target: ast.Attribute | ast.Subscript, before: list[ast.stmt]) -> list[ast.expr]:
        """The owner of a target and its attribute or index, evaluated once, by statements ``before``."""
        parts = [self.expr(target.value)]
        parts += [self.index(target.slice)] if isinstance(target, ast.Subscript) else []
        names = [self.temporary() for _ in parts]
        before += [self.assign(self.store(name, p), p, target) for name, p in zip(names, parts, strict=True)]
        place: list[ast.expr] = [self.load(name, target) for name in names]
        return place if len(place) == 2 else [*place, ast.Constant(self.mangled(getattr(target, "attr", "")))]

    def _change(self, node: ast.AugAssign, variable: str, called: ast.expr | None = None) -> ast.stmt:
        name = OPERATORS.get(type(node.op))
        plain = is_numeric(node.value, self.numbers) and name not in ("mul", "mod")
        operand = self.expr(node.value)
        if name is not None and not plain and variable not in self.numbers:
            text = self.text(node.target)
            operand = self.hook("augmented", node, self.load(variable, node), operand, text, f"__i{name}__")
        if called is not None:
            operand = self.hook("added", node, deepcopy(called), operand)
        return placed(ast.AugAssign(self.store(variable, node), node.op, operand), node)

    # -- sums (see ``sums``) -----------------------------------------------------------------------------------

    @handles(Summand, Added)
    def _of_a_sum(self, node: Summand | Added) -> ast.expr:
        """Tell of what is read that it is only added to, and of what is added that a sum is written next."""
        value, target = self.expr(node.value), node.target
        if not self.hooked(target):
            return value
        place: list[ast.expr] = []
        if isinstance(target, ast.Attribute):
            place = [self.expr(deepcopy(target.value)), ast.Constant(self.mangled(target.attr))]
        elif isinstance(target, ast.Subscript):
            place = [self.expr(deepcopy(target.value)), self.index(deepcopy(target.slice))]
        return self.hook("summand" if isinstance(node, Summand) else "added", node, self._called(target, place), value)

    def _called(self, target: ast.expr, place: list[ast.expr]) -> ast.expr:
        """What a variable is called by in footprints, or an attribute or element of an owner."""
        if isinstance(target, ast.Name):
            return placed(ast.Constant(target.id), target)
        return self.hook("place_of" if isinstance(target, ast.Attribute) else "place_in", target, *place)

    @handles(ast.Delete)
    def _delete(self, node: ast.Delete) -> list[ast.stmt]:
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
                result.append(placed(ast.Delete([target]), node))
        return result


def keeps_primitives(source: ast.expr) -> bool:
    """Whether an expression, not yet rewritten, makes a lock or the like, or a list of them."""
    if isinstance(source, ast.ListComp):
        source = source.elt
    elif isinstance(source, ast.List | ast.Tuple) and source.elts:
        source = source.elts[0]
    if not isinstance(source, ast.Call):
        return False
    maker = source.func.attr if isinstance(source.func, ast.Attribute) else getattr(source.func, "id", "")
    return maker in NAMED


def read_again(place: ast.expr) -> ast.expr:
    """Return the expression that reads a variable, or an attribute of one, which is written."""
    other = deepcopy(place)
    other.ctx = ast.Load()  # type: ignore[attr-defined]  # a Name or an Attribute
    return other


def _gone_round(node: ast.AugAssign, period: int) -> ast.AugAssign:
    """Return what counts up by as much, and a period less."""
    assert isinstance(node.value, ast.Constant)
    assert isinstance(node.value.value, int)
    other = deepcopy(node)
    other.value = ast.copy_location(ast.Constant(node.value.value % period - period), node.value)
    return other


def unpacks_inside(target: ast.expr) -> bool:
    """Whether an assignment to a target takes apart what is in the value, too, as that to ``a, (b, c)`` does."""
    parts = target.elts if isinstance(target, ast.Tuple | ast.List) else []
    return any(isinstance(part, ast.Tuple | ast.List) for part in parts)
