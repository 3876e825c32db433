"""The picture of a story: who waits for whom where somebody is stopped, the swim lanes, and how it ends."""

from __future__ import annotations

from threadlab.schedules.result import Result
from threadlab.story.clean import cut
from threadlab.story.headline import places
from threadlab.story.kinds import Headline
from threadlab.story.lanes import WIDTH, Lanes
from threadlab.story.measure import mono_columns, wrap_sans
from threadlab.story.palette import HARM, OPEN, TEXT
from threadlab.story.plot import Ending, Plot, only_lock
from threadlab.story.svg import Drawing
from threadlab.story.waits import diagram, loop

_STOPPED = frozenset({"deadlock", "lost-wakeup"})
_TURNING = frozenset({"livelock", "endless", "polls"})
_ENDINGS = {
    "assertion": "The check finds a wrong result.",
    "exception": "An exception ends the thread.",
    "never": "This is one of the orders. What the check looks for happens in none of them.",
}


def picture(result: Result, plot: Plot | None, head: Headline) -> str:
    """Return the story's picture as an SVG document; "" where there is nothing to draw."""
    failure = result.failure
    if result.verdict != "fails":
        return ""
    panels: list[Drawing] = []
    if failure is None or plot is None:
        panels.append(loop(Plot((), (), (), (), Ending("", ""), "", None), places(result.polls)))
    else:
        if failure.kind in _STOPPED and plot.stops:
            panels.append(diagram(plot, only_lock(failure)))
        elif failure.kind in _TURNING and plot.stops:
            panels.append(loop(plot, []))
        if plot.events:
            if panels:
                panels.append(_heading("One of its rounds:" if failure.kind == "polls" else "How it came to this:"))
            panels.append(Lanes(plot, panels[0].width if panels else WIDTH).drawing())
        width = max([WIDTH, *(panel.width for panel in panels)])
        words = plot.ending.words or _ENDINGS.get(failure.kind, "")
        if words and (panels or plot.ending.label):
            panels.append(
                _strip(Ending(plot.ending.label, words), width, "open" if failure.kind == "never" else "harm")
            )
    return _stacked(panels).document(head.title) if panels else ""


def _stacked(panels: list[Drawing]) -> Drawing:
    whole = Drawing(width=max(panel.width for panel in panels))
    for panel in panels:
        whole.place(panel, (whole.width - panel.width) / 2 if panel.width else 0, whole.height)
        whole.height += panel.height
    whole.height += 6
    return whole


def _heading(words: str) -> Drawing:
    drawing = Drawing(height=34)
    drawing.sans(18, 24, words, 14, TEXT, bold=True)
    return drawing


def _strip(ending: Ending, width: float, tone: str) -> Drawing:
    """Draw how it ends, across all lanes."""
    colours = HARM if tone == "harm" else OPEN
    room = width - 70
    lines = wrap_sans(ending.words, room, 13, 4)
    label = cut(ending.label, mono_columns(room, 12))
    height = 20 + 18 * (len(lines) + bool(label))
    drawing = Drawing(width=width, height=height + 12)
    drawing.rect(10, 4, width - 20, height, fill=colours.paper, stroke=colours.ink, weight=1.2, radius=5)
    x = 48.0 if tone == "harm" else 24.0
    if tone == "harm":
        drawing.cross(28, 4 + height / 2, 6, stroke=colours.ink)
    y = 26.0
    if label:
        drawing.mono(x, y, label, 12, TEXT)
        y += 18
    for line in lines:
        drawing.sans(x, y, line, 13, colours.ink, bold=True)
        y += 18
    return drawing
