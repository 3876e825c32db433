"""Folders import one way: what the table in ``docs/how-it-works.md`` allows, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from tests.house.floor_plan import DOORS, EVERYBODY, SOURCE, Import, Room, floor_plan, imports, modules, room_of


def offences(found: Iterable[Import], plan: dict[str, Room]) -> list[str]:
    """Say of each import that the plan does not allow what is wrong with it."""
    return [
        f"threadlab.{each.importer}, line {each.line}, imports {each.imported}: {reason}"
        for each in found
        if (reason := _wrong(each, plan))
    ]


def _wrong(each: Import, plan: dict[str, Room]) -> str:
    home = room_of(each.importer)
    if home in DOORS:
        return ""
    if home not in plan:
        return f"{home} is not in the table of rooms" if home not in EVERYBODY else ""
    room = plan[home]
    if not each.own:
        allowed = each.imported in sys.stdlib_module_names or each.imported in room.may_import
        return "" if allowed else f"the table does not let `{home}` import that package"
    target = room_of(each.imported)
    if target in EVERYBODY | {""}:
        return ""
    if target != home:
        return "" if target in room.may_import else f"the table does not let `{home}` import `{target}`"
    own, other = room.floor(each.importer), room.floor(each.imported)
    if other[0] > own[0]:
        return f"that is on a higher floor of `{home}`"
    return "" if other[0] < own[0] or other[1] == own[1] or own[0] == len(room.floors) else "that is beside it"


def test_folders_import_one_way() -> None:
    assert offences(imports(), floor_plan()) == []


def test_the_plan_shows_the_rooms_that_there_are() -> None:
    rooms = {room_of(module) for module in modules()} - DOORS - EVERYBODY
    assert set(floor_plan()) == rooms


def test_the_plan_shows_no_floor_that_is_not_there() -> None:
    there = {f"{module}." for module in modules()}
    for room in floor_plan().values():
        for part in frozenset().union(*room.floors):
            assert any(name.startswith(f"{room.name}.{part}.") for name in there), f"{room.name} has no {part}"


def test_no_modules_go_round_in_a_circle() -> None:
    graph: dict[str, set[str]] = {}
    for each in imports():
        if each.own and each.imported != each.importer and each.imported:
            graph.setdefault(each.importer, set()).add(each.imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as circle:
        pytest.fail(f"these import one another: {' -> '.join(circle.args[1])}")


PLAN = """
## The rooms of the package

| room | what | floors | may import |
|---|---|---|---|
| `engine` | runs | `errors`; `running`; `primitives`, `hooks` | `greenlet` |
| `story` | tells | | `engine` |
"""


@pytest.mark.parametrize(
    ("importer", "text", "said"),
    [
        ("engine/running/world.py", "from threadlab.engine.primitives import lock", "higher floor"),
        ("engine/running/world.py", "from threadlab.engine.explore import explore", "higher floor"),
        ("engine/hooks/core.py", "from threadlab.engine.primitives.lock import Lock", "beside it"),
        ("engine/hooks/core.py", "def f():\n    from threadlab.story import tell", "does not let `engine`"),
        ("engine/hooks/core.py", "import nbgrader", "import that package"),
        ("kitchen/oven.py", "import ast", "not in the table"),
        ("engine/hooks/core.py", "from threadlab.engine.running import world", ""),
        ("engine/hooks/core.py", "from threadlab.engine.hooks import table", ""),
        ("engine/explore.py", "from threadlab.engine.hooks import core", ""),
        ("engine/hooks/core.py", "import greenlet, ast", ""),
        ("story/tell.py", "from threadlab.engine.explore import explore", ""),
    ],
)
def test_a_wrong_import_is_told(tmp_path: Path, importer: str, text: str, said: str) -> None:
    house = tmp_path / "threadlab"
    rooms = ("engine/primitives/lock", "engine/running/world", "engine/hooks/core", "engine/hooks/table")
    for name in (*rooms, "engine/explore", "story/tell", "story/__init__"):
        (house / name).parent.mkdir(parents=True, exist_ok=True)
        (house / f"{name}.py").touch()
    (house / importer).parent.mkdir(exist_ok=True)
    (house / importer).write_text(text)
    found = offences(imports(house), floor_plan(PLAN))
    assert len(found) == bool(said)
    assert all(said in each for each in found)


def test_the_house_that_is_looked_at_is_the_one_that_runs() -> None:
    import threadlab

    assert Path(threadlab.__file__).parent == SOURCE
