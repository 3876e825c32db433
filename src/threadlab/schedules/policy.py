"""What a program may not use, because nothing could be proved about it then, or because it reaches for the grader.

A refusal is not a judgement: it makes the verdict "undecided", with the reason.
"""

from __future__ import annotations

import ast
import string

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.rewriting import PREFIX

ALLOWED_DUNDERS = frozenset(
    f"__{name}__"
    for name in """
    init new name qualname doc dict class slots annotations match_args post_init init_subclass set_name class_getitem
    enter exit iter next reversed len length_hint contains missing getitem setitem delitem call
    eq ne lt le gt ge hash bool repr str format bytes int float complex index round trunc floor ceil
    add radd iadd sub rsub isub mul rmul imul matmul rmatmul imatmul truediv rtruediv itruediv floordiv rfloordiv
    ifloordiv mod rmod imod divmod rdivmod pow rpow ipow lshift rlshift ilshift rshift rrshift irshift
    and rand iand or ror ior xor rxor ixor neg pos abs invert
    getattr getattribute setattr delattr get set delete copy deepcopy wrapped all author version main file debug
    future members cause context suppress_context notes
    """.split()
)
"""The special names that only do what syntax does, or that only name things."""

INTERNALS = frozenset(
    """
    gi_frame gi_code gi_yieldfrom cr_frame cr_code cr_await cr_origin ag_frame ag_code ag_await f_back f_builtins f_code
    f_globals f_locals f_lasti f_lineno f_trace tb_frame tb_next tb_lasti tb_lineno func_globals func_code co_code
    co_consts co_names with_traceback mro
    """.split()
)
"""Ordinary-looking names that lead to frames, code and tracebacks."""

PUBLIC_UNDERSCORED = frozenset({"_replace", "_asdict", "_fields", "_make", "_field_defaults", "_generate_next_value_", "_"})
"""Names with an underscore that are part of a library's public interface."""

FORBIDDEN_NAMES = frozenset({"__builtins__", "__import__", "__loader__", "__spec__", "__build_class__"})


def refused_name(name: str) -> bool:
    """Whether an attribute name reaches through to what a program has no business with."""
    if name in INTERNALS:
        return True
    return name.startswith("__") and name.endswith("__") and name not in ALLOWED_DUNDERS


def checked(name: str) -> str:
    """Return an attribute name that is only known at run time, if it may be used.

    Raises:
        Unmodelled: it may not.
    """
    if type(name) is not str:
        raise TypeError("attribute name must be string")
    if refused_name(name):
        raise Unmodelled(f"uses {name}")
    if name.startswith(PREFIX):
        raise Unmodelled(f"uses a name that begins with {PREFIX}")
    return name


def check_foreign(name: str) -> None:
    """Check the name of an attribute of what the program did not make itself.

    Raises:
        Unmodelled: it is private.
    """
    if name.startswith("_") and name not in ALLOWED_DUNDERS and name not in PUBLIC_UNDERSCORED:
        raise Unmodelled(f"uses {name}")


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
            raise Unmodelled(f"formats {name}")
        if specification and "{" in specification:
            check_format(specification)


class Policy(ast.NodeVisitor):
    """Checks a parsed text."""

    def visit_Name(self, node: ast.Name) -> None:
        self._identifier(node.id)
        if node.id in FORBIDDEN_NAMES:
            raise Unmodelled(f"uses {node.id}")

    def visit_Attribute(self, node: ast.Attribute) -> None:
        self._identifier(node.attr)
        if refused_name(node.attr):
            raise Unmodelled(f"uses {node.attr}")
        if node.attr == "__class__" and not isinstance(node.ctx, ast.Load):
            raise Unmodelled("changes the class of an object")
        self.generic_visit(node)

    def visit_MatchClass(self, node: ast.MatchClass) -> None:
        for name in node.kwd_attrs:
            checked(name)
        self.generic_visit(node)

    def _identifier(self, name: str | None) -> None:
        if name and name.startswith(PREFIX):
            raise Unmodelled(f"uses a name that begins with {PREFIX}")

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        self._identifier(node.name)
        if node.name == "__del__":
            raise Unmodelled("defines __del__")
        self.generic_visit(node)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._identifier(node.name)
        for word in node.keywords:
            if word.arg == "metaclass" and ast.unparse(word.value).split(".")[-1] not in ("ABCMeta", "EnumMeta", "type"):
                raise Unmodelled("uses a metaclass")
        self.generic_visit(node)

    def visit_arg(self, node: ast.arg) -> None:
        self._identifier(node.arg)
        self.generic_visit(node)

    def visit_alias(self, node: ast.alias) -> None:
        self._identifier(node.asname or node.name)

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        self._identifier(node.name)
        self.generic_visit(node)

    def visit_MatchAs(self, node: ast.MatchAs | ast.MatchStar) -> None:
        self._identifier(node.name)
        self.generic_visit(node)

    visit_MatchStar = visit_MatchAs

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        self._identifier(node.rest)
        self.generic_visit(node)

    def _asynchronous(self, node: ast.AST) -> None:
        raise Unmodelled("uses asyncio")

    visit_AsyncFunctionDef = visit_AsyncFor = visit_AsyncWith = visit_Await = _asynchronous

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if node.is_async:
            self._asynchronous(node)
        self.generic_visit(node)


def check(tree: ast.Module) -> None:
    """Check a parsed text against the policy.

    Raises:
        Unmodelled: it uses what the policy refuses.
    """
    Policy().visit(tree)
