"""What must not reach students: looking for solutions, hidden tests and mark schemes in a release."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.notebook.cell_text.test_functions import tests_of

_MARKER = re.compile(r"\b(BEGIN|END)[ _-]*(SOLUTION|HIDDEN|MARK)", re.IGNORECASE)
# Lines as short as "pass" or "else:" stand everywhere and give nothing away.
_TELLING = 12
# What an exercise may come with beside its notebook.
_COMPANIONS = frozenset({".ipynb", ".png", ".svg", ".jpg", ".csv", ".txt"})


@dataclass(frozen=True, slots=True)
class Leak:
    """Something that students would get and must not."""

    file: Path
    cell: str
    what: str

    def __str__(self) -> str:
        place = f"{self.file}, cell {self.cell}" if self.cell else str(self.file)
        return f"{place}: {self.what}"


def strangers(source: Path) -> Iterator[Leak]:
    """Find files in an assignment's source folder that nbgrader would hand out though nobody meant it to."""
    for path in sorted(source.rglob("*")):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(source).parts)
        if path.is_file() and not hidden and path.suffix not in _COMPANIONS:
            yield Leak(path, "", "students would get this file; only notebooks, pictures and data belong here")


def leaks(source: Path, release: Path) -> Iterator[Leak]:
    """Compare a released notebook with its source and find what it gives away."""
    authored = {cell.id: cell for cell in _cells(source)}
    released = _cells(release)
    everything = release.read_text(encoding="utf-8")
    for cell in released:
        if _MARKER.search(cell.text):
            yield Leak(release, cell.id, "a BEGIN or END line is left, so a region was not cut out whole")
        original = authored.get(cell.id)
        if original and original.solution:
            kept = sorted(_secret_lines(original) & set(_telling_lines(cell.text)))
            if kept:
                yield Leak(release, cell.id, f"a line of the solution is left: {kept[0]}")
    for cell in authored.values():
        for name in _hidden_names(cell):
            if re.search(rf"\b{name}\b", everything):
                yield Leak(release, cell.id, f"the hidden test {name} is left or mentioned")
    for cell_data in json.loads(everything)["cells"]:
        if cell_data.get("outputs") or cell_data.get("attachments"):
            yield Leak(release, cell_data.get("id", ""), "outputs or attachments are left")


def _cells(notebook: Path) -> list[Cell]:
    return cells_of(json.loads(notebook.read_text(encoding="utf-8")))


def _telling_lines(text: str) -> Iterator[str]:
    for line in text.splitlines():
        words = line.strip()
        if len(words) >= _TELLING and not _MARKER.search(words):
            yield words


def _secret_lines(cell: Cell) -> set[str]:
    """List what a solution cell says inside its solution regions only; without a region, all of it is secret."""
    inside: list[str] = []
    outside: list[str] = []
    within = False
    for line in cell.text.splitlines():
        if "BEGIN SOLUTION" in line or "END SOLUTION" in line:
            within = "BEGIN" in line
        else:
            (inside if within else outside).append(line)
    secret = "\n".join(inside) or cell.text
    return set(_telling_lines(secret)) - (set(_telling_lines("\n".join(outside))) if inside else set())


def _hidden_names(cell: Cell) -> list[str]:
    return [test.name for test in tests_of(cell.text) if test.hidden] if cell.is_test else []
