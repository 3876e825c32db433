"""Reads a picture back: where each text and each frame is, and which colours lie on one another."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from xml.etree import ElementTree

from threadlab.story.drawing.text_width import mono_width, sans_width
from threadlab.story.output.dark_theme import FILTER

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Area:
    """A rectangle of the picture; ``text`` and ``fill`` as far as it has them, ``order`` from back to front."""

    left: float
    top: float
    right: float
    bottom: float
    order: int
    fill: str = ""
    text: str = ""
    bold: bool = False
    size: float = 0.0
    dashed: bool = False

    def overlaps(self, other: Area) -> bool:
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def holds(self, other: Area) -> bool:
        return (
            self.left <= other.left
            and self.top <= other.top
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def covers(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Reading:
    """What a picture consists of."""

    card: Area
    texts: tuple[Area, ...]
    fields: tuple[Area, ...]  # filled rectangles and discs
    boxes: tuple[Area, ...]  # the rectangles that hold text

    def under(self, text: Area) -> Area:
        """The filled field that lies right under a text."""
        fields = (field for field in self.fields if field.order < text.order and field.covers(*text.middle))
        return max(fields, key=lambda field: field.order, default=self.card)


def read(svg: str) -> Reading:
    """Read a picture back."""
    root = ElementTree.fromstring(svg)
    left, top, width, height = map(float, root.attrib["viewBox"].split())
    texts: list[Area] = []
    fields: list[Area] = []
    order = 0

    def walk(element: ElementTree.Element, dx: float, dy: float) -> None:
        nonlocal order
        for child in element:
            order += 1
            tag = child.tag.removeprefix(SVG)
            if tag == "g":
                x, y = map(float, re.findall(r"-?[\d.]+", child.attrib["transform"]))
                walk(child, dx + x, dy + y)
            elif tag == "rect":
                x, y = dx + float(child.attrib["x"]), dy + float(child.attrib["y"])
                w, h = float(child.attrib["width"]), float(child.attrib["height"])
                # Dashed are the stale window, and the bands that lie across all lanes.
                dashed = "stroke-dasharray" in child.attrib
                fields.append(Area(x, y, x + w, y + h, order, child.attrib["fill"], dashed=dashed))
            elif tag == "circle":
                x, y, r = (float(child.attrib[key]) for key in ("cx", "cy", "r"))
                fields.append(Area(dx + x - r, dy + y - r, dx + x + r, dy + y + r, order, child.attrib["fill"]))
            elif tag == "text":
                texts.append(_text(child, dx, dy, order))

    walk(root, 0.0, 0.0)
    reading = Reading(Area(left, top, left + width, top + height, 0), tuple(texts), tuple(fields), ())
    under = {reading.under(text) for text in texts}
    boxes = {field for field in under if field.right - field.left > 60 and not field.dashed}
    return Reading(reading.card, reading.texts, reading.fields, tuple(sorted(boxes, key=lambda box: box.order)))


def _text(element: ElementTree.Element, dx: float, dy: float, order: int) -> Area:
    text, size = element.text or "", float(element.attrib["font-size"])
    width = (mono_width if element.attrib["font-family"] == "monospace" else sans_width)(text, size)
    if "textLength" in element.attrib:
        assert float(element.attrib["textLength"]) <= width + 0.1
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    before = width / 2 if element.attrib.get("text-anchor") == "middle" else 0.0
    turned = "rotate(-90" in element.attrib.get("transform", "")
    ascent, descent = 0.8 * size, 0.22 * size
    box = (
        (x - ascent, y - width + before, x + descent, y + before)
        if turned
        else (x - before, y - ascent, x - before + width, y + descent)
    )
    bold = element.attrib.get("font-weight") == "bold"
    left, top, right, bottom = box
    return Area(left + dx, top + dy, right + dx, bottom + dy, order, element.attrib["fill"], text, bold, size)


def overlapping(reading: Reading) -> list[tuple[str, str]]:
    """The pairs of texts that lie on one another."""
    pairs = [(one, other) for place, one in enumerate(reading.texts) for other in reading.texts[place + 1 :]]
    return [(one.text, other.text) for one, other in pairs if one.overlaps(other)]


def sticking_out(reading: Reading) -> list[str]:
    """The texts that leave the picture, or the field on which they begin."""
    return [text.text for text in reading.texts if not reading.card.holds(text) or not reading.under(text).holds(text)]


def colliding(reading: Reading) -> list[tuple[Area, Area]]:
    """The pairs of boxes that cover a part of one another; a box that lies wholly inside another one is in order."""
    boxes = [
        box for box in reading.boxes if not box.holds(reading.card) and box.right - box.left < reading.card.right - 30
    ]
    pairs = [(one, other) for place, one in enumerate(boxes) for other in boxes[place + 1 :]]
    return [
        (one, other) for one, other in pairs if one.overlaps(other) and not one.holds(other) and not other.holds(one)
    ]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def turned(colour: str) -> str:
    """A colour as it is seen on a dark page: what the filter of a card does to it, as Filter Effects 1 defines it."""
    amount = float(FILTER.partition("invert(")[2].partition(")")[0])
    assert f"invert({amount}) hue-rotate(180deg)" == FILTER
    channels = [amount + (1 - 2 * amount) * int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    grey = 2 * (0.213 * channels[0] + 0.715 * channels[1] + 0.072 * channels[2])
    seen = [min(1.0, max(0.0, grey - channel)) for channel in channels]  # half a turn of the hue, about grey
    return "#" + "".join(f"{round(255 * channel):02x}" for channel in seen)


def faint(
    reading: Reading, least: float = 4.5, seen: Callable[[str], str] = lambda colour: colour
) -> list[tuple[str, float]]:
    """The texts whose colour is too near to that of the field on which they stand, as colours are ``seen``."""
    ratios = [(text.text, contrast(seen(text.fill), seen(reading.under(text).fill))) for text in reading.texts]
    return [(text, ratio) for text, ratio in ratios if ratio < least]
