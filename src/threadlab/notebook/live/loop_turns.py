"""Has each turn of each loop in a cell heard of: there a cell can be stopped, and another thread can go on."""

from __future__ import annotations

import ast

TURN = "_tl_turn"


class LoopTurns(ast.NodeTransformer):
    """Puts a call of ``TURN`` at the beginning of the body of each loop."""

    def _loop(self, node: ast.For | ast.While | ast.AsyncFor) -> ast.AST:
        self.generic_visit(node)
        call = ast.Expr(ast.Call(ast.Name(TURN, ast.Load()), [], []))
        node.body.insert(0, ast.fix_missing_locations(ast.copy_location(call, node.body[0])))
        return node

    visit_For = visit_While = visit_AsyncFor = _loop  # noqa: N815 - as the tree's nodes are called
