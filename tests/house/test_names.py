"""A name says what a thing is: it has one meaning in all modules, and an exception's says that something went wrong."""

from __future__ import annotations

import ast
import builtins
from collections import defaultdict
from pathlib import Path

from tests.house.floor_plan import modules

ROLES = {
    "Executor": "makes calls, or judges submissions, side by side",
    "add": "adds a command to the command line; one for each",
    "apply": "mends nbgrader; the one path is kept for a version",
    "contents": "what a module of the library holds for programs; one for each",
    "findings": "what verification finds by one set of rules; one for each set",
    "install": "lets nbgrader do it in our way; one for each of its parts",
    "lead": "a part of a story; one for each kind of failure",
    "main": "where a process begins",
    "notes": "a part of a story; one for each kind of failure",
    "question": "a part of a story; one for each kind of failure",
    "restrict": "takes rights from this process; one for each means of the kernel",
    "title": "a part of a story; one for each kind of failure",
    **dict.fromkeys(
        ("BoundedBuffer", "Recorder", "printed", "printed_by"),
        "what courses import, and what takes its place while schedules are run",
    ),
}
"""What several modules have, each its own; what no longer is shared must go from here."""


def shared_names(found: dict[str, Path]) -> set[str]:
    """Return the public names that several modules define at their top level."""
    homes: defaultdict[str, set[str]] = defaultdict(set)
    for module, path in found.items():
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) and node.name[0] != "_":
                homes[node.name].add(module)
    return {name for name, where in homes.items() if len(where) > 1}


def test_each_public_name_has_one_meaning() -> None:
    assert shared_names(modules()) == set(ROLES)


def test_a_name_that_stands_twice_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("def judge(): ...\ndef _mine(): ...\n")
    (tmp_path / "other.py").write_text("class judge: ...\ndef _mine(): ...\ndef own(): ...\n")
    assert shared_names(modules(tmp_path)) == {"judge"}


NO_ERRORS = {
    "Abandoned": "ends a schedule, and passes a program's own except",
    "GreenletExit": "greenlet's name, where a browser has none",
    "ShutDown": "Python's name, where it has none yet",
    "TimeIsUp": "ends what a learner's code does",
    "NoWorld": "ends a generator that is closed when its schedule is over",
    "Unmodelled": "ends a schedule, and passes a program's own except",
    "ShownByWords": "what a learner is told",
    "CheckFailed": "what a learner is told",
    "CannotCheck": "what a learner is told",
    "Interrupted": "what a learner is told",
    "Closed": "the name that learners give it",
}
"""Exceptions with other names, and why (CONTRIBUTING.md); what is no longer there must go from here."""
AS_IN_PYTHON = "schedules.library.sources"  # stands in for modules of Python's, with their names


def misnamed_exceptions(found: dict[str, Path]) -> set[str]:
    """Return the names of the exceptions that do not end in Error."""
    bases = {
        node.name: {ast.unparse(base).rpartition(".")[2] for base in node.bases}
        for module, path in found.items()
        if not module.startswith(AS_IN_PYTHON)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    known = {
        name for name, value in vars(builtins).items() if isinstance(value, type) and issubclass(value, BaseException)
    }
    while more := {name for name, of in bases.items() if of & known} - known:
        known |= more
    theirs = set(vars(builtins)) | {name for name in bases if name.endswith("Error")}
    return (known & bases.keys()) - theirs


def test_an_exception_is_named_for_what_went_wrong() -> None:
    assert misnamed_exceptions(modules()) == set(NO_ERRORS)


def test_an_exception_with_another_name_is_told(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("class LostError(ValueError): ...\nclass Lost(LostError): ...\nclass Found: ...\n")
    (tmp_path / "other.py").write_text("import one\nclass Gone(one.Lost): ...\n")
    assert misnamed_exceptions(modules(tmp_path)) == {"Lost", "Gone"}
