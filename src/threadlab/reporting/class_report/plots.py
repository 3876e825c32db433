"""The report's pictures, as SVG that stands in a page: no script, the same bytes each time, the page's own colours.

What is told by a colour is told by a form or a word, too: bars have their numbers, lines their names.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.ticker import MaxNLocator, PercentFormatter

from threadlab.reporting.class_report.item_statistics import WEAK, Item
from threadlab.reporting.class_report.times import Times

# Colours that stand for the page's own, in light and dark: see ``page.css``.
_INK, _QUIET, _BAR, _EDGE, _MARK = "#010203", "#040506", "#070809", "#0a0b0c", "#0d0e0f"
_VARIABLES = {_INK: "ink", _QUIET: "quiet", _BAR: "bar", _EDGE: "edge", _MARK: "mark"}
_WIDE = 6.6  # inches; a picture is shown about as wide as this on paper
_ROW = 1.25
BINS = 10
_LOOK: dict[str, Any] = {
    "svg.hashsalt": "threadlab",  # ids that follow from what is drawn
    "text.parse_math": False,
    "svg.fonttype": "none",  # texts stay texts: to be searched, read out, and printed sharp
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "text.color": _INK,
    "axes.edgecolor": _EDGE,
    "axes.labelcolor": _QUIET,
    "xtick.color": _QUIET,
    "ytick.color": _QUIET,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10.5,
    "hatch.color": _INK,
    "hatch.linewidth": 0.6,
}


def bins(shares: Sequence[float]) -> list[int]:
    """Count shares of the full points in tenths; full points are in the last."""
    counts = [0] * BINS
    for share in shares:
        counts[min(BINS - 1, max(0, int(share * BINS + 1e-9)))] += 1
    return counts


def points_plot(found: Sequence[tuple[str, Sequence[float], float]]) -> str:
    """Draw how an assignment's points are spread, one row for each.

    Args:
        found: of each assignment its name, the points of those who handed in, and the points that can be had.
    """
    with _figure(len(found), "points") as drawn:
        for axes, (name, points, most) in zip(drawn.rows, found, strict=True):
            counts = bins([each / most for each in points]) if most else [0] * BINS
            width = most / BINS if most else 1.0
            _bars(axes, [(number + 0.5) * width for number in range(BINS)], counts, width)
            said = f"; half have {median(points):g} points or more (▲)" if points else ""
            axes.set_title(f"{name}: {len(points):,} handed in{said}")
            axes.set_xlim(0, most or 1.0)
            axes.set_xticks([0, most / 4, most / 2, 3 * most / 4, most] if most else [0])
            axes.set_xlabel("points")
            axes.xaxis.set_major_formatter("{x:.4g}")
            if points:
                axes.plot(median(points), 0, marker="^", markersize=7, color=_MARK, clip_on=False, zorder=5)
    return drawn.svg


def kinds_plot(counts: Sequence[tuple[str, int]]) -> str:
    """Draw how often answers failed in which way: a bar for each kind, with its words and its number."""
    with _figure(1, "kinds", height=0.5 + 0.27 * len(counts)) as drawn:
        (axes,) = drawn.rows
        places = range(len(counts))
        numbers = [count for _, count in counts]
        axes.barh(places, numbers, color=_BAR, height=0.7)
        for place, count in zip(places, numbers, strict=True):
            axes.annotate(f"{count:,}", (count, place), (4, 0), textcoords="offset points", va="center")
        axes.set_yticks(places, [words for words, _ in counts])
        axes.invert_yaxis()
        axes.set_xlim(0, max(numbers, default=1) * 1.12)
        axes.xaxis.set_visible(False)
        axes.spines["bottom"].set_visible(False)
        axes.tick_params(axis="y", length=0, labelcolor=_INK)
    return drawn.svg


def items_plot(found: Sequence[tuple[str, Sequence[Item]]]) -> str:
    """Draw each part by difficulty and discrimination; its number is the one in the table.

    Args:
        found: the assignments, each with its parts.
    """
    with _figure(len(found), "items", height=1.9) as drawn:
        for axes, (name, parts) in zip(drawn.rows, found, strict=True):
            spots = {
                part.number: (part.difficulty, part.discrimination)
                for part in parts
                if part.difficulty is not None and part.discrimination is not None
            }
            left = min((x for x, _ in spots.values()), default=0.0) - 0.04
            low = min(0.0, *(y for _, y in spots.values())) - 0.15
            axes.set_xlim(left, 1.02)
            axes.set_ylim(low, 1.0)
            axes.axhline(WEAK, color=_MARK, linestyle="--", linewidth=1)
            # How many points of the picture one unit is long, about.
            scale = (400 / (1.02 - left), 105 / (1.0 - low))
            for number, offset in _beside(spots, scale).items():
                axes.plot(*spots[number], marker="o", markersize=3.5, color=_BAR)
                axes.annotate(
                    str(number), spots[number], offset, textcoords="offset points",
                    ha="center", va="center", fontsize=8, color=_INK,
                )  # fmt: skip
            axes.set_title(name)
            axes.set_xticks([tick / 20 for tick in range(0, 21, 1 if left > 0.6 else 4) if tick / 20 >= left])
            axes.xaxis.set_major_formatter(PercentFormatter(1.0, decimals=0))
            axes.set_xlabel("share of the points that were had (right: easy)")
            axes.set_ylabel("discrimination")
    return drawn.svg


# Where a number may stand beside its point, in points of the picture; the first that is free counts.
_WAYS = ((0, 1), (1, 0), (0, -1), (-1, 0), (0.8, 0.8), (-0.8, 0.8), (0.8, -0.8), (-0.8, -0.8))
_AROUND = tuple((x * radius, y * radius) for radius in (8, 14, 20, 26) for x, y in _WAYS)
_BROAD, _HIGH = 11, 8.5  # of a number


def _beside(spots: Mapping[int, tuple[float, float]], scale: tuple[float, float]) -> dict[int, tuple[float, float]]:
    """Choose where each point's number stands, so that none covers another number or point, if there is room."""
    taken = [(x * scale[0], y * scale[1]) for x, y in spots.values()]
    chosen = {}
    for number, (x, y) in spots.items():
        places = [(x * scale[0] + right, y * scale[1] + up) for right, up in _AROUND]
        free = [not any(abs(here[0] - a) < _BROAD and abs(here[1] - b) < _HIGH for a, b in taken) for here in places]
        best = free.index(True) if any(free) else 0
        chosen[number] = _AROUND[best]
        taken.append(places[best])
    return chosen


def times_plot(found: Sequence[Times]) -> str:
    """Draw what share had handed in by when, one row for each assignment, with its due date."""
    with _figure(len(found), "times") as drawn:
        for axes, each in zip(drawn.rows, found, strict=True):
            count = len(each.days)
            due = each.days[0] if each.due is None else each.due  # in the picture even if everybody came after it
            first, last = min(0.0, each.days[0], due), max(each.days[-1], due, 0.0)
            steps = [(first, 0.0), *_sampled(each.days)]
            axes.step([day for day, _ in steps], [share for _, share in steps], where="post", color=_BAR, linewidth=2)
            axes.set_title(f"{each.assignment}: {count:,} {'time' if count == 1 else 'times'} known")
            axes.set_ylim(0, 1.12)
            margin = (last - first) * 0.03 or 0.5
            axes.set_xlim(first - margin, last + margin)
            axes.yaxis.set_major_formatter(PercentFormatter(1.0))
            axes.set_yticks([0, 0.5, 1])
            axes.set_xlabel(f"days since {each.since}")
            if each.due is not None:
                _line_at(axes, each.due, "due")
    return drawn.svg


_STEPS = 200  # of a line; more could not be seen


def _sampled(days: Sequence[float]) -> Iterator[tuple[float, float]]:
    """Give every so manieth time and the last one, each with the share that had handed in by then."""
    count = len(days)
    for done in sorted({*range(0, count, max(1, count // _STEPS)), count - 1}):
        yield days[done], (done + 1) / count


def _bars(axes: Axes, places: Sequence[float], counts: Sequence[int], width: float) -> None:
    axes.bar(places, counts, width=width * 0.92, color=_BAR)
    for place, count in zip(places, counts, strict=True):
        if count:
            axes.annotate(f"{count:,}", (place, count), (0, 2), textcoords="offset points", ha="center", fontsize=8.5)
    axes.set_ylim(0, max([*counts, 1]) * 1.3)
    axes.yaxis.set_major_locator(MaxNLocator(3, integer=True))
    axes.set_ylabel("students")


def _line_at(axes: Axes, place: float, words: str) -> None:
    """Draw an upright line with words beside it, on the side where there is room."""
    axes.axvline(place, color=_MARK, linestyle="--", linewidth=1.2)
    low, high = axes.get_xlim()
    right = place - low < (high - low) / 2
    axes.annotate(
        words, (place, 1.0), (4 if right else -4, 0), xycoords=("data", "axes fraction"), textcoords="offset points",
        ha="left" if right else "right", va="top", fontsize=8.5, color=_MARK,
    )  # fmt: skip


class _Drawn:
    """A picture in the making: its rows, and when it is done, its text."""

    def __init__(self, figure: Figure, rows: list[Axes]) -> None:
        self.figure = figure
        self.rows = rows
        self.svg = ""


@contextmanager
def _figure(rows: int, name: str, *, height: float = _ROW) -> Iterator[_Drawn]:
    """Provide a picture of some rows; its text is there when the block ends."""
    look: Any = {**mpl.rcParamsDefault, "backend": "svg", **_LOOK}  # whatever a matplotlibrc of the person's says
    with mpl.rc_context(look):
        figure = Figure(figsize=(_WIDE, rows * (height + 0.55)), layout=ConstrainedLayoutEngine(h_pad=0.08))
        FigureCanvasSVG(figure)
        drawn = _Drawn(figure, list(figure.subplots(rows, 1, squeeze=False)[:, 0]))
        yield drawn
        written = io.StringIO()
        figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
        drawn.svg = _for_a_page(written.getvalue(), name)


_ID = re.compile(r'(\bid="|url\(#|href="#)')


def _for_a_page(svg: str, name: str) -> str:
    """Return the picture's element alone: ids apart from other pictures', colours that the page decides."""
    inside = svg[svg.index("<svg") :]
    inside = re.sub(r"<metadata>.*?</metadata>", "", inside, flags=re.DOTALL)
    inside = _ID.sub(rf"\g<1>{name}-", inside)
    for colour, variable in _VARIABLES.items():
        inside = inside.replace(colour, f"var(--{variable})")
    inside = re.sub(r'(<svg[^>]*?) height="[^"]*"', r"\1", inside, count=1)
    inside = re.sub(r'(<svg[^>]*?) width="[^"]*"', r"\1", inside, count=1)
    return inside.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1).strip()
