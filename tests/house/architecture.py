"""The picture of the package, drawn from its code: ``python -m tests.house.architecture`` writes it afresh."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.house.floor_plan import REPOSITORY, Room, floor_plan, imports, modules, room_of
from threadlab.story.drawing.palette import EDGE, QUIET, TABLE, TEXT, tint
from threadlab.story.drawing.svg import Drawing
from threadlab.story.drawing.text_width import sans_width

PICTURE = REPOSITORY / "docs" / "architecture.svg"
_WIDTH = 860.0
_LEFT, _BOX, _TALL, _GAP = 150.0, 10.0, 30.0, 8.0


def picture() -> str:
    """Return the picture: a band for each room, above those that it imports; in it its floors, from left to right."""
    plan = floor_plan()
    uses = _uses()
    whole = Drawing(width=_WIDTH, height=58.0)
    whole.sans(18, 30, "Threadlab, room by room", 18, TEXT, bold=True)
    whole.sans(
        18,
        48,
        "A room imports rooms below it; inside of a room, a box those to its left. Numbers are modules.",
        12,
        QUIET,
    )
    for number, name in enumerate(reversed(_in_order(uses, plan))):
        band = _band(plan[name], uses[name], number)
        whole.place(band, 18, whole.height + _GAP)
        whole.height += band.height + _GAP
    whole.height += 18
    return whole.document("The rooms of the package and what imports what")


def _uses() -> dict[str, set[str]]:
    """Return the rooms that each room imports."""
    found: dict[str, set[str]] = {name: set() for name in floor_plan()}
    for each in imports():
        home, target = room_of(each.importer), room_of(each.imported)
        if each.own and home in found and target in found and home != target:
            found[home].add(target)
    return found


def _in_order(uses: dict[str, set[str]], plan: dict[str, Room]) -> list[str]:
    """Return the rooms so that each comes after all that it imports, otherwise as the table has them."""
    ordered: list[str] = []
    while len(ordered) < len(plan):
        ordered.append(next(name for name in plan if name not in ordered and uses[name] <= set(ordered)))
    return ordered


def _band(room: Room, used: set[str], number: int) -> Drawing:
    """Draw one room."""
    ink = tint(chr(ord("A") + number % 6))
    boxes = _boxes(room)
    band = Drawing(width=_WIDTH - 36)
    x, y = _LEFT, 12.0
    parts = Drawing()
    for text, top in boxes:
        width = sans_width(text, 12) + 2 * _BOX
        if x + width > band.width - 12:
            x, y = _LEFT, y + _TALL + _GAP
        parts.rect(x, y, width, _TALL, fill="#ffffff", stroke=ink.ink, radius=4, weight=2 if top else 1)
        parts.sans(x + _BOX, y + 20, text, 12, TEXT, bold=top)
        x += width + _GAP
    band.height = y + _TALL + 28
    band.rect(0, 0, band.width, band.height, fill=TABLE, stroke=EDGE, radius=6)
    band.sans(14, 32, room.name, 15, ink.ink, bold=True)
    below = ", ".join(sorted(used)) or "no other room"
    band.sans(_LEFT, band.height - 10, f"imports {below}", 12, QUIET)
    band.place(parts, 0, 0)
    return band


def _boxes(room: Room) -> list[tuple[str, bool]]:
    """Return what stands in a room's boxes, from the ground up, and whether that is on top."""
    parts = set()
    for name, path in modules().items():
        if room_of(name) == room.name and path.name != "__init__.py":
            parts.add(room.floor(name))
    top = len(room.floors)
    return [(part or "on top", floor == top) for floor, part in sorted(parts)]


def main() -> int:
    """Write the picture."""
    PICTURE.write_text(picture(), encoding="utf-8")
    print(f"Written: {Path(PICTURE).relative_to(REPOSITORY)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
