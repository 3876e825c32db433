"""The report as one page that needs nothing else: no network, no script, no other file."""

from __future__ import annotations

from base64 import b64encode
from itertools import groupby
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from threadlab.reporting.class_report import plots
from threadlab.reporting.class_report.content import Content
from threadlab.reporting.class_report.item_statistics import LEAST
from threadlab.reporting.class_report.mistakes import ALIKE, KINDS, kinds
from threadlab.story.text.names import capital

_TEMPLATES = Path(__file__).parent / "templates"
SHOWN = 6  # mistakes of an exercise; the others are in the tables
MOST_WAITING = 60  # rows of what waits


def begun(words: str) -> str:
    """Return words as a sentence begins; what is Python's own, such as ``range(5)``, keeps its letters."""
    return words if set("()[]=._") & set(words.partition(" ")[0]) else capital(words)


def class_page(content: Content) -> str:
    """Return the page."""
    counted = kinds(content.mistakes)
    ways = [(words, counted[kind]) for kind, words in KINDS.items() if counted[kind]]
    numbered = [(each.name, each.items) for each in content.assignments]
    telling = [(name, items) for name, items in numbered if any(item.discrimination is not None for item in items)]
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["base64"] = lambda text: b64encode(text.encode()).decode("ascii")
    environment.filters["capital"] = begun
    return environment.get_template("report.html.j2").render(
        course_id=content.course_id,
        names=content.names,
        css=_markup((_TEMPLATES / "report.css").read_text(encoding="utf-8")),
        students=content.students,
        hand_ins=len(content.hand_ins),
        waiting_hand_ins=sum(bool(hand_in.waiting) for hand_in in content.hand_ins),
        failing=sum(counted.values()),
        teach=content.teach,
        kinds=ways,
        kinds_plot=_markup(plots.kinds_plot(ways)) if ways else "",
        mistakes=[
            (place, list(made))
            for place, made in groupby(content.mistakes, key=lambda each: (each.assignment, each.exercise))
        ],
        shown=SHOWN,
        counts={each.name: sum(h.assignment == each.name for h in content.hand_ins) for each in content.assignments},
        kind_words=KINDS,
        points_plot=_markup(plots.points_plot([(each.name, each.points, each.most) for each in content.assignments])),
        assignments=content.assignments,
        items_plot=_markup(plots.items_plot(telling)) if telling else "",
        least=LEAST,
        alike=ALIKE,
        times=content.times,
        times_plot=_markup(plots.times_plot(content.times)) if content.times else "",
        waiting=content.waiting,
        most_waiting=MOST_WAITING,
    )


def _markup(made: str) -> Markup:
    """Let what this package has made stand in the page as it is; names in a picture are escaped by who drew it."""
    return Markup(made)  # noqa: S704
