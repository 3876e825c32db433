"""A public function or class has one meaning: no two modules use its name for different things."""

from __future__ import annotations

import ast
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
