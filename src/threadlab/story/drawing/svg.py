"""Writing SVG: a few shapes and two kinds of text, numbers written one way only, everything escaped.

A drawing carries no script, no style sheet, no id and no reference, so that it can stand in a page
any number of times and under the strictest content policy.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from threadlab.story.drawing.palette import CARD, EDGE
from threadlab.story.drawing.text_width import mono_width, sans_width
from threadlab.story.text.sanitize import markup

Point = tuple[float, float]


def length(value: float) -> str:
    """Write a length with at most one decimal place, the same on every machine."""
    return f"{value:.1f}".removesuffix(".0")


@dataclass
class Drawing:
    """A part of a picture: its size in pixels and its elements, from the back to the front."""

    width: float = 0.0
    height: float = 0.0
    parts: list[str] = field(default_factory=list)

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: str = "none", stroke: str = "none",
        weight: float = 1.0, radius: float = 0.0, dashes: str = "",
    ) -> None:  # fmt: skip
        """Add a rectangle with its upper left corner at ``x``, ``y``.

        Args:
            x: of its left edge, in pixels.
            y: of its upper edge, in pixels.
            width: in pixels.
            height: in pixels.
            fill: the colour inside.
            stroke: the colour of its line.
            weight: how wide that is, in pixels.
            radius: of its corners, in pixels.
            dashes: lengths of dashes and gaps, as SVG writes them; "" for none.
        """
        self.parts.append(
            f'<rect x="{length(x)}" y="{length(y)}" width="{length(width)}" height="{length(height)}"'
            f'{_given("rx", length(radius) if radius else "")} fill="{fill}"{_stroke(stroke, weight, dashes)}/>'
        )

    def line(self, *points: Point, stroke: str, weight: float = 1.0, dashes: str = "") -> None:
        """Add a line through ``points``."""
        places = " ".join(f"{length(x)},{length(y)}" for x, y in points)
        self.parts.append(f'<polyline points="{places}" fill="none"{_stroke(stroke, weight, dashes)}/>')

    def arrow(self, *points: Point, stroke: str, weight: float = 2.0, dashes: str = "") -> None:
        """Add a line through ``points`` whose last, horizontal or vertical, piece ends in an arrow head."""
        (x0, y0), (x1, y1) = points[-2:]
        dx, dy = (x1 > x0) - (x1 < x0), (y1 > y0) - (y1 < y0)
        foot = (x1 - 11 * dx, y1 - 11 * dy)
        self.line(*points[:-1], foot, stroke=stroke, weight=weight, dashes=dashes)
        wings = ((x1, y1), (foot[0] - 6 * dy, foot[1] - 6 * dx), (foot[0] + 6 * dy, foot[1] + 6 * dx))
        places = " ".join(f"{length(x)},{length(y)}" for x, y in wings)
        self.parts.append(f'<polygon points="{places}" fill="{stroke}"/>')

    def disc(self, x: float, y: float, radius: float, *, fill: str, stroke: str = "none") -> None:
        """Add a disc around ``x``, ``y``.

        Args:
            x: of its middle, in pixels.
            y: of its middle, in pixels.
            radius: in pixels.
            fill: the colour inside.
            stroke: the colour of its line.
        """
        self.parts.append(
            f'<circle cx="{length(x)}" cy="{length(y)}" r="{length(radius)}" fill="{fill}"{_stroke(stroke, 2, "")}/>'
        )

    def cross(self, x: float, y: float, arm: float, *, stroke: str, weight: float = 3.0) -> None:
        """Add the cross that marks a harmful step, its middle at ``x``, ``y``.

        Args:
            x: of its middle, in pixels.
            y: of its middle, in pixels.
            arm: from the middle to each side, in pixels.
            stroke: its colour.
            weight: how wide its lines are, in pixels.
        """
        for lean in (1, -1):
            self.line((x - arm, y - arm * lean), (x + arm, y + arm * lean), stroke=stroke, weight=weight)

    def mono(self, x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False, anchor: str = "",
             turned: bool = False) -> None:  # fmt: skip
        """Add a line of program text with its base line at ``y``; ``turned``: running upwards.

        Args:
            x: where it begins, or as ``anchor`` says, in pixels.
            y: of its base line, in pixels.
            text: the words.
            size: of the font, in pixels.
            fill: the colour.
            bold: whether it is bold.
            anchor: "middle" or "end" where ``x`` is that of its middle or its end.
            turned: whether it runs upwards.
        """
        self._text(x, y, text, size, fill, "monospace", mono_width(text, size), bold, anchor, turned)

    def sans(
        self, x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False, anchor: str = ""
    ) -> None:
        """Add a line of words with its base line at ``y``.

        Args:
            x: where it begins, or as ``anchor`` says, in pixels.
            y: of its base line, in pixels.
            text: the words.
            size: of the font, in pixels.
            fill: the colour.
            bold: whether it is bold.
            anchor: "middle" or "end" where ``x`` is that of its middle or its end.
        """
        self._text(x, y, text, size, fill, "sans-serif", sans_width(text, size), bold, anchor, False)

    def _text(
        self, x: float, y: float, text: str, size: float, fill: str, family: str, width: float, bold: bool, anchor: str,
        turned: bool,
    ) -> None:  # fmt: skip
        if not text:
            return
        # A font of unknown width shows what is outside ASCII: there, and only there, the width is imposed.
        imposed = "" if text.replace("…", "").isascii() else length(width)
        self.parts.append(
            f'<text x="{length(x)}" y="{length(y)}" font-family="{family}" font-size="{length(size)}" fill="{fill}"'
            f"{_given('font-weight', 'bold' if bold else '')}{_given('text-anchor', anchor)}"
            f"{_given('transform', f'rotate(-90 {length(x)} {length(y)})' if turned else '')}"
            f"{_given('textLength', imposed)}{_given('lengthAdjust', 'spacingAndGlyphs' if imposed else '')}"
            f' xml:space="preserve">{markup(text)}</text>'
        )

    def place(self, part: Drawing, x: float, y: float) -> None:
        """Add another drawing with its upper left corner at ``x``, ``y``."""
        self.parts.append(f'<g transform="translate({length(x)} {length(y)})">')
        self.parts.extend(part.parts)
        self.parts.append("</g>")

    def document(self, title: str) -> str:
        """Return the whole picture on a card of its own, so that it reads alike on a light and on a dark page."""
        width, height = length(self.width), length(self.height)
        card = Drawing()
        card.rect(0.5, 0.5, self.width - 1, self.height - 1, fill=CARD, stroke=EDGE, radius=8)
        size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-label="{markup(title)}">'
        return "\n".join((head, f"<title>{markup(title)}</title>", *card.parts, *self.parts, "</svg>\n"))


def _given(name: str, value: str) -> str:
    return f' {name}="{value}"' if value else ""


def _stroke(colour: str, weight: float, dashes: str) -> str:
    if colour == "none":
        return ""
    return f' stroke="{colour}" stroke-width="{length(weight)}"{_given("stroke-dasharray", dashes)}'
