"""Who waits for whom: a closed ring of threads and locks, and below it the threads that wait for one of these.

The ring is laid around two columns, so that it fits on a page however many threads it has, every arrow is
straight, and no two of its parts can lie on one another.
"""

from __future__ import annotations

from dataclasses import dataclass

from threadlab.schedules.result import Blocked, Held
from threadlab.story.analysis.wait_cycle import ring
from threadlab.story.drawing.palette import CARD, HARM, LOCK, QUIET, TABLE, TEXT, Tint, tint
from threadlab.story.drawing.svg import Drawing
from threadlab.story.drawing.text_width import fit_sans, mono_columns, wrap_sans
from threadlab.story.text.names import capital, counted, fit_name, name, thread
from threadlab.story.text.sanitize import cut, visible
from threadlab.story.timeline.timeline import Plot, Stop, since

WIDTH = 760.0
_BOX = 286.0  # the width of every node
_WIDE = 380.0  # of a node that stands alone in its row
_TALL = 72.0
_ROW = 128.0  # from one row of the ring to the next
_EDGE = 18.0
_RIGHT = WIDTH - _EDGE - _BOX
_PLAIN_ROW = 92.0


@dataclass(frozen=True, slots=True)
class DiagramBox:
    """A box of the diagram: its heading, the lines below it, and the word on the arrow that leaves it."""

    heading: str
    code: str
    words: str
    colours: Tint
    round: bool
    arrow: str


def diagram(plot: Plot, holds: dict[str, Held]) -> Drawing:
    """Return the diagram of who waits for whom; ``holds`` says of a thread which lock it holds."""
    by_blocked = {stop.blocked: stop for stop in plot.stops if stop.blocked is not None}
    closed = [by_blocked[blocked] for blocked in ring(tuple(by_blocked))]
    drawing = Drawing(width=WIDTH, height=_EDGE)
    if closed:
        _draw_ring(drawing, [node for stop in closed for node in _nodes(stop, holds)])
    for stop in plot.stops:
        if stop not in closed and stop.blocked is not None:
            _draw_row(drawing, stop, holds, {each for other in plot.stops for each in (other.thread, *other.like)})
    drawing.height += 4
    return drawing


def _nodes(stop: Stop, holds: dict[str, Held]) -> list[DiagramBox]:
    blocked = stop.blocked
    assert blocked is not None
    own = _own(stop)
    if blocked.action == "join":
        return [own]
    return [own, DiagramBox(name(blocked.target, "a lock"), "", _holder(blocked, holds), LOCK, True, "held by")]


def _own(stop: Stop) -> DiagramBox:
    words = "" if stop.label else stop.words
    others = f", {counted(len(stop.like), 'other')} as well" if stop.like else ""
    return DiagramBox(
        f"{capital(thread(stop.thread))} {stop.state}{others}", stop.label, words, tint(stop.thread), False, "waits for"
    )


def _holder(blocked: Blocked, holds: dict[str, Held]) -> str:
    """Say who holds what a thread waits for, since when, and under which name if under another one."""
    return f"held by {thread(blocked.held_by)}{since(blocked, holds)}"


def _places(count: int) -> list[tuple[int, int]]:
    """Return column and row of each node: the first at the upper left, then down on the right, up on the left."""
    rows = (count + 1) // 2
    down = [(1, row) for row in range(rows)]
    up = [(0, row) for row in range(rows - 1, 0, -1)]
    return [(0, 0), *down, *up][:count] if count > 1 else [(0, 0)]


def _draw_ring(drawing: Drawing, nodes: list[DiagramBox]) -> None:
    top = drawing.height
    places = _places(len(nodes))
    for node, (column, row) in zip(nodes, places, strict=True):
        _draw_node(drawing, node, _RIGHT if column else _EDGE, top + row * _ROW)
    for index, node in enumerate(nodes):
        _draw_arrow(drawing, node.arrow, places[index], places[(index + 1) % len(nodes)], top, len(nodes))
    rows = max(row for _, row in places) + 1
    bottom = top + (rows - 1) * _ROW + _TALL
    threads = sum(not node.round for node in nodes)
    words = (
        "each waits for the next one in the ring: nobody can move"
        if threads > 1
        else "it waits for itself: it cannot move"
    )
    drawing.sans(WIDTH / 2, bottom + 26, words, 13.5, HARM.ink, bold=True, anchor="middle")
    drawing.height = bottom + 46


def _draw_arrow(
    drawing: Drawing, words: str, start: tuple[int, int], end: tuple[int, int], top: float, count: int
) -> None:
    """Draw one side of the ring: along a row, or along a column; the words stand beside it."""
    dashes = "" if words == "waits for" else "4 4"
    y0, y1 = top + start[1] * _ROW, top + end[1] * _ROW
    inner = (_EDGE + _BOX, _RIGHT)
    if start[1] == end[1]:
        # Two nodes alone share one row: the way there runs above the way back.
        shift = 0.0 if count > 2 else -16.0 if start[0] == 0 else 16.0
        y = y0 + _TALL / 2 + shift
        left, right = inner
        drawing.arrow((left, y), (right, y), stroke=HARM.ink, dashes=dashes) if start[0] == 0 else drawing.arrow(
            (right, y), (left, y), stroke=HARM.ink, dashes=dashes
        )
        drawing.sans(WIDTH / 2, y - 7 if shift <= 0 else y + 17, words, 12, HARM.ink, bold=True, anchor="middle")
        return
    if start[0] != end[0]:  # an odd ring closes through the empty place
        x, y = _EDGE + _BOX / 2, y0 + _TALL / 2
        drawing.arrow((_RIGHT, y), (x, y), (x, y1 + _TALL), stroke=HARM.ink, dashes=dashes)
        drawing.sans(WIDTH / 2, y - 7, words, 12, HARM.ink, bold=True, anchor="middle")
        return
    x = (_RIGHT if start[0] else _EDGE) + _BOX / 2
    ends = ((x, y0 + _TALL), (x, y1)) if y1 > y0 else ((x, y0), (x, y1 + _TALL))
    drawing.arrow(*ends, stroke=HARM.ink, dashes=dashes)
    drawing.sans(x + 10, (ends[0][1] + ends[1][1]) / 2 + 4, words, 12, HARM.ink, bold=True)


def _draw_node(drawing: Drawing, node: DiagramBox, x: float, y: float, width: float = _BOX) -> None:
    drawing.rect(
        x,
        y,
        width,
        _TALL,
        fill=node.colours.paper,
        stroke=node.colours.ink,
        weight=2,
        radius=_TALL / 2 if node.round else 7,
    )
    if node.round:
        room = width - 56
        drawing.mono(
            x + width / 2, y + 28, fit_name(node.heading, mono_columns(room, 14)), 14, TEXT, bold=True, anchor="middle"
        )
        for place, line in enumerate(wrap_sans(node.words, room, 11.5, 2)):
            drawing.sans(x + width / 2, y + 46 + 15 * place, line, 11.5, QUIET, anchor="middle")
        return
    room = width - 24
    drawing.sans(x + 12, y + 26, fit_sans(node.heading, room, 13), 13, node.colours.ink, bold=True)
    drawing.mono(x + 12, y + 49, cut(node.code, mono_columns(room, 12)), 12, TEXT)
    drawing.sans(x + 12, y + 49, fit_sans(node.words, room, 12), 12, TEXT)


def _draw_row(drawing: Drawing, stop: Stop, holds: dict[str, Held], stopped: set[str]) -> None:
    """Draw a thread outside the ring, and beside it what it waits for."""
    blocked = stop.blocked
    assert blocked is not None
    y = drawing.height
    _draw_node(drawing, _own(stop), _EDGE, y)
    drawing.arrow((_EDGE + _BOX, y + _TALL / 2), (_RIGHT, y + _TALL / 2), stroke=HARM.ink)
    drawing.sans(WIDTH / 2, y + _TALL / 2 - 7, "waits for", 12, HARM.ink, bold=True, anchor="middle")
    if blocked.action == "join" and blocked.target.startswith("thread "):
        other = blocked.target.removeprefix("thread ")
        words = "which can never end" if other in stopped else "which does not end"
        _draw_node(drawing, DiagramBox(visible(capital(blocked.target)), "", words, tint(other), False, ""), _RIGHT, y)
    else:
        what = name(blocked.target, "a lock" if blocked.action == "acquire" else "a notify")
        said = _fate(stop, holds, stopped)
        _draw_node(
            drawing, DiagramBox(what, "", said, LOCK if blocked.held_by else Tint(HARM.ink, CARD), True, ""), _RIGHT, y
        )
    drawing.height = y + _PLAIN_ROW


def _fate(stop: Stop, holds: dict[str, Held], stopped: set[str]) -> str:
    """Say why what the thread waits for will not come."""
    blocked = stop.blocked
    assert blocked is not None
    if blocked.held_by and blocked.held_by not in stopped:
        return f"{thread(blocked.held_by)} has ended and kept it"
    if blocked.held_by:
        return _holder(blocked, holds)
    return f"nobody is left to {stop.missing}"


def loop(plot: Plot, places: list[str]) -> Drawing:
    """Return the picture of threads that go round and round: one row for each, with an arrow back into itself."""
    drawing = Drawing(width=WIDTH, height=_EDGE)
    spinning = [stop for stop in plot.stops if stop.blocked is None or stop.blocked.action == "spin"]
    rows = [
        (f"{capital(thread(stop.thread))} {stop.state}", stop.label, stop.words, tint(stop.thread)) for stop in spinning
    ]
    rows += [
        ("Looks again and again", place, "instead of waiting until it is told", Tint(HARM.ink, TABLE))
        for place in places
    ]
    for heading, code, words, colours in rows:
        y = drawing.height
        _draw_node(drawing, DiagramBox(heading, code, "", colours, False, ""), _EDGE, y, _WIDE)
        x = _EDGE + _WIDE
        drawing.arrow((x, y + 20), (x + 60, y + 20), (x + 60, y + 52), (x, y + 52), stroke=HARM.ink)
        for place, line in enumerate(wrap_sans(words, WIDTH - x - 90, 12.5, 2)):
            drawing.sans(x + 78, y + 36 + 17 * place, capital(line) if not place else line, 12.5, HARM.ink, bold=True)
        drawing.height = y + _PLAIN_ROW
    return drawing
