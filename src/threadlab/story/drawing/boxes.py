"""The boxes in the lanes: one for each step told, and one for where a thread stands in the end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from threadlab.story.analysis.relevance import LOCKING
from threadlab.story.drawing.palette import CARD, HARM, QUIET, TEXT, Tint, tint
from threadlab.story.drawing.svg import Drawing
from threadlab.story.drawing.text_width import mono_columns, mono_width, sans_width, wrap_sans
from threadlab.story.text.names import capital
from threadlab.story.text.sanitize import wrap_code
from threadlab.story.timeline.timeline import Stop, ToldStep
from threadlab.story.wording.phrases import held_by

CODE = 12.0  # pixels: the size of a source line
WORDS = 11.5
LEADING = 15.0  # pixels from one line of text to the next
INSET = 8.0
MARK = 20.0  # room for the cross

Style = Literal["code", "words", "note"]


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of text in a frame. ``beside`` stands to the right of the first one."""

    lines: tuple[tuple[Style, str], ...]
    colours: Tint
    heavy: bool = False  # a thick frame
    cross: bool = False
    beside: str = ""

    @property
    def height(self) -> float:
        """Return the height in pixels."""
        return LEADING * len(self.lines) + 11


def event_box(event: ToldStep, width: float) -> Box:
    """Return the box of a step; a lock that is taken or given back needs one line, for its bar says the rest."""
    harm = event.mark.role == "harm"
    room = width - 2 * INSET - (MARK if harm else 0)
    label = event.label
    colours = HARM if harm else tint(event.thread)
    one_line = mono_width(label, CODE) + 10 + sans_width(event.words, WORDS) <= room
    if event.step.action in LOCKING and label and not event.mark.words and one_line:
        return Box((("code", label),), colours, beside=event.words)
    code = _code(label, room)
    words: list[tuple[Style, str]] = [("words", line) for line in wrap_sans(event.words, room, WORDS, 3)]
    note: list[tuple[Style, str]] = [("note", line) for line in wrap_sans(event.mark.words, room, WORDS, 3) if line]
    return Box((*code, *words, *note), colours, heavy=harm, cross=harm)


def stop_box(stop: Stop, width: float) -> Box:
    """Return the box that says where a thread stands in the end, and why."""
    room = width - 2 * INSET
    said = f"{stop.words}{held_by(stop.blocked)}"
    head: list[tuple[Style, str]] = [
        ("note", line) for line in wrap_sans(capital(stop.state.removeprefix("is ")), room, WORDS, 2)
    ]
    code = _code(stop.label, room)
    words: list[tuple[Style, str]] = [("words", line) for line in wrap_sans(said, room, WORDS, 3) if line]
    return Box((*head, *code, *words), HARM, heavy=True)


def _code(label: str, room: float) -> list[tuple[Style, str]]:
    return [("code", line) for line in wrap_code(label, mono_columns(room, CODE), 2)] if label else []


def draw(box: Box, drawing: Drawing, x: float, y: float, width: float) -> None:
    """Draw a box with its upper left corner at ``x``, ``y``.

    Args:
        box: the box.
        drawing: where to add it.
        x: of its left edge, in pixels.
        y: of its upper edge, in pixels.
        width: in pixels.
    """
    colours = box.colours
    weight = 2.5 if box.heavy else 1.2
    drawing.rect(x, y, width, box.height, fill=colours.paper, stroke=colours.ink, weight=weight, radius=5)
    for place, (style, line) in enumerate(box.lines):
        base = y + 16 + place * LEADING
        if style == "code":
            drawing.mono(x + INSET, base, line, CODE, TEXT)
        else:
            note = style == "note"
            drawing.sans(x + INSET, base, line, WORDS, HARM.ink if note else TEXT if box.heavy else QUIET, bold=note)
    if box.beside:
        drawing.sans(x + INSET + mono_width(box.lines[0][1], CODE) + 10, y + 16, box.beside, WORDS, QUIET)
    if box.cross:
        drawing.cross(x + width - 13, y + 13, 5.5, stroke=HARM.ink)


def stop_sign(drawing: Drawing, x: float, y: float) -> None:
    """Draw the mark of where a thread stands in the end, its middle at ``x``, ``y``."""
    drawing.disc(x, y, 10.5, fill=CARD, stroke=HARM.ink)
    drawing.sans(x, y + 5, "!", 14, HARM.ink, bold=True, anchor="middle")
