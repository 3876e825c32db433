"""The house as it is, read from the code, and the floor plan that it must keep to, from ``docs/how-it-works.md``."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src" / "threadlab"
PLAN = REPOSITORY / "docs" / "how-it-works.md"
DOORS = {"", "__main__", "nbgrader"}  # at the top of the package: they open every room and are opened by none
EVERYBODY = {"errors"}  # at the top of the package: what all rooms share
_NAMES = re.compile(r"`([\w.]+)`")


class Import(NamedTuple):
    """One module names another one, at the top, inside a function or for its types alone."""

    importer: str  # such as "schedules.running.world"
    imported: str  # such as "schedules.result"; of another package its first name, such as "nbgrader"
    own: bool  # whether what is imported is of this package
    line: int


@dataclass(frozen=True, slots=True)
class Room:
    """A row of the floor plan."""

    name: str
    floors: tuple[frozenset[str], ...]  # from the ground up; what is on no floor is on top
    may_import: frozenset[str]  # other rooms, and packages of others

    def floor(self, module: str) -> tuple[int, str]:
        """Return a module's floor, and which part of it: a folder with all its modules, or the module by itself."""
        inside = module.removeprefix(self.name).removeprefix(".")
        for number, floor in enumerate(self.floors):
            for part in floor:
                if inside == part or inside.startswith(f"{part}."):
                    return number, part
        return len(self.floors), inside.rpartition(".")[0]


def modules(source: Path = SOURCE) -> dict[str, Path]:
    """Return the package's modules by their names in it; the package itself is "" and a folder's is the folder."""
    found = {}
    for path in sorted(source.rglob("*.py")):
        name = ".".join(path.relative_to(source).with_suffix("").parts)
        found[name.removesuffix("__init__").rstrip(".")] = path
    return found


def imports(source: Path = SOURCE) -> Iterator[Import]:
    """Give every import of every module, wherever it stands."""
    known = modules(source)
    for importer, path in known.items():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{alias.name}" for alias in node.names]
            for name in names:
                package, _, inside = name.partition(".")
                if package != source.name:
                    yield Import(importer, package, False, node.lineno)
                else:
                    module = inside if inside in known else inside.rpartition(".")[0]
                    yield Import(importer, module, True, node.lineno)


def room_of(module: str) -> str:
    """Return the room that a module is in: the first folder, or the module itself where it is in none."""
    return module.partition(".")[0]


def floor_plan(text: str | None = None) -> dict[str, Room]:
    """Read the rooms from the table below "The rooms of the package"."""
    page = PLAN.read_text(encoding="utf-8") if text is None else text
    table = page.partition("## The rooms of the package")[2].partition("\n## ")[0]
    plan = {}
    for row in re.findall(r"^\| `.*\|$", table, re.MULTILINE):
        room, _, floors, may_import = (column.strip() for column in row.strip("|").split("|"))
        name = _NAMES.findall(room)[0]
        parts = tuple(frozenset(_NAMES.findall(floor)) for floor in floors.split(";") if _NAMES.findall(floor))
        plan[name] = Room(name, parts, frozenset(_NAMES.findall(may_import)))
    return plan
