"""No folder, module or function is larger than can be taken in at once."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import pytest

from tests.house.floor_plan import modules

MODULES = 14  # of a folder; about twelve
LINES = 400  # of a module
FUNCTION = 60  # lines of a function, its docstring counted
LARGER = {
    "notebook.cell_text.toplevel._statement": "a case for each kind of statement",
    "schedules.library.modules.controlled_modules": "a table of what each module has",
}
"""What may be larger, and why; what no longer is must go from here."""


def too_large(found: dict[str, Path]) -> list[str]:
    """Say what is larger than it may be."""
    said = []
    folders = Counter(path.parent for path in found.values() if path.name != "__init__.py")
    said += [f"{folder.name}: {count} modules" for folder, count in folders.items() if count > MODULES]
    for name, path in found.items():
        text = path.read_text(encoding="utf-8")
        if (lines := len(text.splitlines())) > LINES:
            said.append(f"{name}: {lines} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION:
                    said.append(f"{name}.{node.name}: {length} lines")
    return said


def test_nothing_is_too_large() -> None:
    assert {each.partition(":")[0] for each in too_large(modules())} == set(LARGER)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x = 1\n" * (LINES + 1), f"room.m: {LINES + 1} lines"),
        ("def f():\n" + "    x = 1\n" * FUNCTION, f"room.m.f: {FUNCTION + 1} lines"),
    ],
)
def test_what_is_too_large_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "m.py").write_text(text)
    assert too_large(modules(tmp_path)) == [said]


def test_a_crowded_folder_is_told(tmp_path: Path) -> None:
    for number in range(MODULES + 1):
        (tmp_path / f"m{number}.py").touch()
    assert too_large(modules(tmp_path)) == [f"{tmp_path.name}: {MODULES + 1} modules"]


def test_every_module_says_in_a_sentence_what_it_is() -> None:
    silent = [name for name, path in modules().items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert silent == []
