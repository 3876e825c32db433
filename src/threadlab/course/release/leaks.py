"""What must not reach students: looking for solutions, hidden tests and mark schemes in a release."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from threadlab.course.release.markers import regions
from threadlab.grading.pipeline.copied_files import NEVER_COPIED
from threadlab.grading.submission.plain_files import kind
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.notebook.cell_text.test_functions import tests_of

_MARKER = re.compile(r"\b(BEGIN|END)[ _-]*(SOLUTION|HIDDEN|MARK)", re.IGNORECASE)
_TELLING = 8  # letters and digits that a line has if it says anything
# What an exercise may come with beside its notebook, and what of that is text.
_COMPANIONS = frozenset({".ipynb", ".png", ".svg", ".jpg", ".csv", ".txt"})
_TEXTS = frozenset({".svg", ".csv", ".txt"})


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
    for path in _inside(source):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(source).parts)
        what = kind(path)
        if what == "a folder" and path.suffix != ".ipynb":
            continue
        if what:
            yield Leak(path, "", f"it is {what}, and only plain files are handed out; put the file itself here")
        elif hidden:
            yield Leak(path, "", "students would get this file, which a file manager does not show; put it elsewhere")
        elif path.suffix not in _COMPANIONS:
            yield Leak(path, "", "students would get this file; only notebooks, pictures and data belong here")


def _inside(folder: Path) -> Iterator[Path]:
    """List what lies in a folder and below it, but for what nbgrader leaves out; no link is followed."""
    for path in sorted(folder.iterdir()):
        if not any(fnmatch(path.name, pattern) for pattern in NEVER_COPIED):
            yield path
            if kind(path) == "a folder":
                yield from _inside(path)


def leaks(source: Path, release: Path) -> Iterator[Leak]:
    """Compare a released notebook with its source and find what it gives away."""
    authored, released = _cells(source), _cells(release)
    everything = release.read_text(encoding="utf-8")
    secret = _secret_lines(authored)
    for cell in released:
        if _MARKER.search(cell.text):
            yield Leak(release, cell.id, "a BEGIN or END line is left, so a region was not cut out whole")
        for number, line in enumerate(cell.text.splitlines(), start=1):
            owner = secret.get(_said(line))
            if owner:
                yield Leak(release, cell.id, f"line {number} is a line of what is hidden in {owner}: {line.strip()}")
    for authored_cell in authored:
        for name in _hidden_names(authored_cell):
            if re.search(rf"\b{name}\b", everything):
                yield Leak(release, authored_cell.id, f"the hidden test {name} is left or mentioned")
    notebook = json.loads(everything)
    for cell_data in notebook["cells"]:
        name = cell_data.get("id", "")
        if cell_data.get("outputs") or cell_data.get("attachments"):
            yield Leak(release, name, "outputs or attachments are left")
        yield from _in_lines(release, name, "its metadata", _texts_in(cell_data.get("metadata")), secret)
    yield from _in_lines(release, "", "the notebook's metadata", _texts_in(notebook.get("metadata")), secret)


def leaks_beside(source: Path) -> Iterator[Leak]:
    """Find what the texts that an assignment comes with, beside its notebooks, give away of these."""
    notebooks = [_cells(path) for path in sorted(source.glob("*.ipynb"))]
    secret = {line: owner for cells in notebooks for line, owner in _secret_lines(cells).items()}
    names = {name for cells in notebooks for cell in cells for name in _hidden_names(cell)}
    for path in _inside(source):
        if path.suffix in _TEXTS and not kind(path):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            yield from _in_lines(path, "", "it", lines, secret)
            for name in sorted(name for name in names if any(re.search(rf"\b{name}\b", line) for line in lines)):
                yield Leak(path, "", f"it mentions the hidden test {name}")


def _in_lines(file: Path, cell: str, where: str, lines: Iterable[str], secret: Mapping[str, str]) -> Iterator[Leak]:
    for line in lines:
        owner = secret.get(_said(line))
        if owner:
            yield Leak(file, cell, f"{where} has a line of what is hidden in {owner}: {line.strip()}")


def _texts_in(value: object) -> Iterator[str]:
    """Give the lines of all texts in metadata, however deep."""
    if isinstance(value, str):
        yield from value.splitlines()
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from (*str(name).splitlines(), *_texts_in(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts_in(inner)


def _cells(notebook: Path) -> list[Cell]:
    return cells_of(json.loads(notebook.read_text(encoding="utf-8-sig")))


def _secret_lines(cells: Iterable[Cell]) -> dict[str, str]:
    """List the lines that stand in solutions, hidden tests and mark schemes only, each with the cell that it is from.

    What stands elsewhere in the same notebook, too, in the open, is given away by no release; nor do lines say much
    that are as short as "else:", or have hardly a letter.
    """
    public: set[str] = set()
    secret: dict[str, str] = {}
    for cell in cells:
        parts = regions(cell.text)
        whole = cell.solution and not parts.secret  # without a region, all of a solution is secret
        public.update(map(_said, () if whole else parts.public))
        for line in map(_said, parts.public if whole else parts.secret):
            if sum(map(str.isalnum, line)) >= _TELLING:
                secret.setdefault(line, cell.grade_id or cell.id)
    return {line: cell for line, cell in secret.items() if line not in public}


def _said(line: str) -> str:
    """Give what a line says, however it is set in and spaced."""
    return " ".join(line.split())


def _hidden_names(cell: Cell) -> list[str]:
    return [test.name for test in tests_of(cell.text) if test.hidden] if cell.is_test else []
