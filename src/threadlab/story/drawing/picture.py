"""The picture of a story: who waits for whom where somebody is stopped, the swim lanes, and how it ends."""

from __future__ import annotations

from threadlab.schedules.failure_kinds import KINDS
from threadlab.schedules.result import Result
from threadlab.story.drawing.boxes import stop_sign
from threadlab.story.drawing.lanes import WIDTH, Lanes
from threadlab.story.drawing.palette import HARM, LOCK, OPEN, QUIET, TEXT
from threadlab.story.drawing.svg import Drawing
from threadlab.story.drawing.text_width import mono_columns, mono_width, sans_width, wrap_sans
from threadlab.story.drawing.wait_graph import diagram, loop
from threadlab.story.text.sanitize import cut
from threadlab.story.timeline.legend import signs
from threadlab.story.timeline.timeline import NOTHING, Ending, Plot, ending_place, only_lock
from threadlab.story.wording.headline import places_in_words
from threadlab.story.wording.sentences import Headline

_EDGE = 18.0  # pixels: the margin of the legend
_SMALL = 11.0  # the size of its words
_ROOM = {"harm": 20.0, "stop": 26.0, "lock": 20.0}  # pixels that a sign takes, with the gap after it


def picture(result: Result, plot: Plot | None, head: Headline) -> str:
    """Return the story's picture as an SVG document; "" where there is nothing to draw."""
    failure = result.failure
    if result.verdict != "fails":
        return ""
    panels: list[Drawing] = []
    if failure is None or plot is None:
        panels.append(loop(NOTHING, places_in_words(result.polls)))
    else:
        if KINDS[failure.kind].standstill == "waits" and plot.stops:
            panels.append(diagram(plot, only_lock(failure)))
        elif KINDS[failure.kind].standstill == "turns" and plot.stops:
            panels.append(loop(plot, []))
        if plot.events:
            if panels:
                panels.append(_heading("One of its rounds:" if failure.kind == "polls" else "How it came to this:"))
            panels.append(Lanes(plot, panels[0].width if panels else WIDTH).drawing())
        width = max([WIDTH, *(panel.width for panel in panels)])
        words = plot.ending.words or KINDS[failure.kind].ending
        if words and (panels or plot.ending.label):
            panels.append(
                _strip(Ending(plot.ending.label, words), width, "open" if failure.kind == "never" else "harm")
            )
        if plot.events:
            panels.append(_legend(plot, width))
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
    room = width - 48
    lines = wrap_sans(ending.words, room, 13, 4)
    label = cut(f"In the end, {ending_place(ending)}", mono_columns(room, 12)) if ending.label else ""
    height = 20 + 18 * (len(lines) + bool(label))
    drawing = Drawing(width=width, height=height + 12)
    drawing.rect(10, 4, width - 20, height, fill=colours.paper, stroke=colours.ink, weight=1.2, radius=5)
    y = 26.0
    if label:
        drawing.mono(24, y, label, 12, TEXT)
        y += 18
    for line in lines:
        drawing.sans(24, y, line, 13, colours.ink, bold=True)
        y += 18
    return drawing


def _legend(plot: Plot, width: float) -> Drawing:
    """Explain the signs of the picture, in as many rows as they need."""
    drawing = Drawing(width=width)
    x, y = _EDGE, 18.0
    for sign in signs(plot):
        room = mono_width(sign.sign, _SMALL) + 5 if sign.kind == "line" else _ROOM[sign.kind]
        if x > _EDGE and x + room + sans_width(sign.words, _SMALL) > width - _EDGE:
            x, y = _EDGE, y + 24
        if sign.kind == "line":
            drawing.mono(x, y, sign.sign, _SMALL, TEXT)
        elif sign.kind == "harm":
            drawing.cross(x + 7, y - 4, 5, stroke=HARM.ink)
        elif sign.kind == "stop":
            stop_sign(drawing, x + 10, y - 4)
        else:
            drawing.rect(x, y - 12, 12, 16, fill=LOCK.paper, stroke=LOCK.ink, weight=1.2, radius=4)
        drawing.sans(x + room, y, sign.words, _SMALL, QUIET)
        x += room + sans_width(sign.words, _SMALL) + 18
    drawing.height = y + 10 if x > _EDGE else 0.0
    return drawing
