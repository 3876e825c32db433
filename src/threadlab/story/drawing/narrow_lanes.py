"""The lanes on a narrow page: the steps below one another, each set in as far as its thread's lane is from the edge.

It says what the picture says, in words that a phone breaks into lines where it must.
"""

from __future__ import annotations

from threadlab.schedules.text import TEST
from threadlab.story.drawing.palette import EDGE, HARM, QUIET, TEXT, tint
from threadlab.story.text.html import element
from threadlab.story.text.names import capital, sorted_by_start, thread
from threadlab.story.text.quoted_lines import labelled
from threadlab.story.text.sanitize import markup
from threadlab.story.timeline.step_data import End, Frame, Walk

CLASS = "threadlab-lanes"
PICTURE = "threadlab-picture"
INSTEAD = "threadlab-instead"
FRAME = "container:threadlab/inline-size"
"""The style of the frame that has a picture of class ``PICTURE``, and lanes to be shown instead of it."""
SHEET = f"@container threadlab (max-width:40rem){{.{PICTURE}{{display:none}}.{INSTEAD}{{display:block!important}}}}"
"""The style sheet that shows the lanes, where the frame is narrow; a page that drops it shows the picture."""

_STEP = 14  # pixels from one lane to the next
_MOST = 4  # lanes that are set in; a phone has no room for more


def lanes(walk: Walk) -> str:
    """Return the steps as an ordered list, and below them where the threads stand and what shows in the end."""
    threads = [frame.thread for frame in walk.frames] + [end.thread for end in walk.ends if end.thread]
    left = {label: _STEP * min(place, _MOST) for place, label in enumerate(sorted_by_start(threads))}
    lines = {(piece.cell, number): text for piece in walk.pieces for number, text in _numbered(piece.first, piece.text)}
    several = len({frame.cell for frame in walk.frames if frame.line and frame.cell != TEST}) > 1
    places = [
        labelled(each.cell, each.line, lines.get((each.cell, each.line), "").strip(), several=several)
        if each.line
        else ""
        for each in walk.frames
    ]
    steps = [
        _step(frame, number, place, left[frame.thread])
        for number, (frame, place) in enumerate(zip(walk.frames, places, strict=True), 1)
    ]
    ends = [_end(end, left.get(end.thread, 0)) for end in walk.ends]
    listed = element("ol", *steps, style="list-style:none;margin:0;padding:0")
    return element("div", listed, *ends, class_=CLASS)


def instead(walk: Walk) -> str:
    """Return the lanes, to be seen only where ``SHEET`` says so."""
    return element("div", lanes(walk), class_=INSTEAD, style="display:none")


def _numbered(first: int, text: str) -> list[tuple[int, str]]:
    return list(enumerate(text.split("\n"), first))


def _step(frame: Frame, number: int, place: str, left: int) -> str:
    colours = HARM if frame.harm else tint(frame.thread)
    head = element("strong", markup(f"{'✗ ' if frame.harm else ''}{number}. {capital(thread(frame.thread))}"))
    parts = [element("div", head, style=f"color:{colours.ink}")]
    if place:
        parts.append(_code(place))
    parts.append(element("div", markup(frame.words)))
    if frame.note:
        parts.append(element("div", element("strong", markup(frame.note)), style=f"color:{HARM.ink}"))
    if frame.locks:
        parts.append(element("div", markup(frame.locks), style=f"color:{QUIET}"))
    return element("li", *parts, style=_look(colours.ink, colours.paper, left))


def _end(end: End, left: int) -> str:
    head = f"! {capital(thread(end.thread))} {end.words}" if end.thread else f"In the end: {end.words}".rstrip(": ")
    parts = [element("div", element("strong", markup(head)), style=f"color:{HARM.ink}")]
    if end.label:
        parts.append(_code(end.label))
    return element("div", *parts, style=_look(HARM.ink, HARM.paper, left))


def _code(line: str) -> str:
    return element("div", element("code", markup(line), style=f"color:{TEXT};background:none"))


def _look(ink: str, paper: str, left: int) -> str:
    frame = f"border:1px solid {EDGE};border-left:5px solid {ink};border-radius:4px;background:{paper};color:{TEXT}"
    return f"margin:6px 0 0 {left}px;padding:4px 8px;{frame};overflow-wrap:anywhere"
