"""The same steps to go through one by one, forwards and backwards, without a script.

Each step is a radio button; the arrow keys move from one to the next. Beside the source lines, with the
line of the step marked, stand the values of what the threads share, and the locks that they hold. Where
a page drops the style sheet (JupyterLab does, in a notebook that it does not trust) the buttons are gone
and the steps stand below one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from threadlab.schedules.text import TEST
from threadlab.story.clean import LIMIT, cut, markup, visible
from threadlab.story.html import element, opening
from threadlab.story.palette import CARD, EDGE, HARM, LOCK, QUIET, TABLE, TEXT, tint
from threadlab.story.phrases import capital, listed, name, thread, value
from threadlab.story.plot import Event, Plot

AROUND = 8  # lines of the source that are shown before and after the lines of the steps
WIDEST = 110  # columns of a source line

# JupyterLab paints the rows of a table in the colours of its theme: the cells have their own.
_CELL = f"padding:1px 8px;text-align:left;border-bottom:1px solid {EDGE};background:{CARD};color:{TEXT}"


def stepper(plot: Plot, *, sources: Mapping[str, str] | None = None, key: str = "") -> str:
    """Return the steps as HTML; "" where there are none.

    Args:
        plot: the story's rows.
        sources: the texts of the student's cells by name; without them only the lines that a step stands in are shown.
        key: tells apart two steppers with the same steps on one page.
    """
    events = plot.events
    if not events:
        return ""
    said = repr((key, [(event.thread, event.label, event.words) for event in events]))
    group = f"tl-{sha256(said.encode('utf-8', 'replace')).hexdigest()[:12]}"
    state: dict[str, str] = {}
    buttons, frames = [], []
    for event in events:
        if event.step.value and event.step.target:
            state[event.step.target] = event.step.value
        number, checked = event.number, {"checked": ""} if event.number == 1 else {}
        label = f"step {number} of {len(events)}"
        given = {"type": "radio", "name": group, "id": f"{group}-{number}", "aria_label": label, **checked}
        given["data_lm_suppress_shortcuts"] = "true"  # JupyterLab would take the arrow keys for itself
        buttons.append(opening("input", style="display:none", **given))
        seen = element("div", _listing(plot, event, sources or {}), _state(plot, event, state), style=_SIDE_BY_SIDE)
        frames.append(
            element("div", _band(event, len(events), group), seen, style="margin-top:8px", class_=f"{group}-{number}")
        )
    look = f"background:{CARD};color:{TEXT};border:1px solid {EDGE};border-radius:6px;padding:10px"
    sheet = element("style", _style(group, len(events)))
    return element("div", sheet, *buttons, *frames, style=look, class_=group)


_SIDE_BY_SIDE = "display:flex;flex-wrap:wrap;gap:12px;margin-top:6px"


def _style(group: str, count: int) -> str:
    """Return the style sheet; where JupyterLab has disabled the buttons, it leaves everything to be seen."""
    buttons = f".{group}>input:enabled"
    rules = [
        f"{buttons}{{display:inline-block!important;margin:2px 5px 8px}}",
        f"{buttons}~div{{display:none}}",
        f"{buttons}~div label{{display:inline-block!important}}",
        *(f"#{group}-{n}:checked~.{group}-{n}{{display:block}}" for n in range(1, count + 1)),
    ]
    return "".join(rules)


def _band(event: Event, count: int, group: str) -> str:
    """Return who does what in this step, and the ways to the steps before and after it."""
    colours = HARM if event.mark.role == "harm" else tint(event.thread)
    ways = _way(group, event.number - 1, "◀ back") if event.number > 1 else ""
    ways += _way(group, event.number + 1, "next ▶") if event.number < count else ""
    cross = "✗ " if event.mark.role == "harm" else ""
    head = f"{cross}Step {event.number} of {count}: {thread(event.thread)}"
    who = element("strong", markup(head), style=f"color:{colours.ink}")
    note = element("strong", markup(event.mark.words), style=f"color:{HARM.ink}") if event.mark.words else ""
    look = f"padding:6px 10px;background:{colours.paper};color:{TEXT};border-left:5px solid {colours.ink}"
    return element("div", f"{ways}{who} {markup(event.words)} {note}", style=look)


def _way(group: str, number: int, words: str) -> str:
    """Return a label that goes to another step; only a page with the style sheet shows it."""
    look = f"display:none;cursor:pointer;border:1px solid {QUIET};border-radius:4px;background:{CARD}"
    return element("label", words, for_=f"{group}-{number}", style=f"{look};padding:0 8px;margin-right:8px")


def _listing(plot: Plot, event: Event, sources: Mapping[str, str]) -> str:
    """Return the source around the step, with its line marked, and where the other threads are."""
    step = event.step
    if not step.line or (step.cell == TEST and not step.source):
        return element("p", "No line of yours: this step is elsewhere.", style=f"flex:2 1 320px;color:{QUIET}")
    at: dict[int, list[str]] = {}
    for lane in plot.lanes:
        latest = [other.step for other in plot.events if other.thread == lane and other.number <= event.number]
        if latest and latest[-1].cell == step.cell:
            at.setdefault(latest[-1].line, []).append(lane)
    rows = []
    before = 0
    for number, line in _lines(plot, step.cell, sources).items():
        if before and number > before + 1:
            rows.append(element("div", "           ⋮", style=f"color:{QUIET}"))
        before = number
        here = number == step.line
        who = cut(",".join(at.get(number, [])), 6)
        words = f"{'▶' if here else ' '} {who:<6} {number:>3}  {cut(visible(line), WIDEST)}"
        rows.append(element("div", markup(words), style=f"background:{LOCK.paper};font-weight:bold" if here else ""))
    look = "flex:2 1 320px;overflow-x:auto;white-space:pre;font-family:monospace;font-size:13px;line-height:1.5"
    return element("div", *rows, style=f"{look};background:{TABLE};padding:6px", tabindex="0")


def _lines(plot: Plot, cell: str, sources: Mapping[str, str]) -> dict[int, str]:
    steps = {event.step.line: event.step.source for event in plot.events if event.step.cell == cell and event.step.line}
    if cell not in sources:
        return dict(sorted(steps.items()))
    text = dict(enumerate((line[:LIMIT] for line in sources[cell].splitlines()), 1))
    return {number: line for number, line in text.items() if min(steps) - AROUND <= number <= max(steps) + AROUND}


def _state(plot: Plot, event: Event, state: Mapping[str, str]) -> str:
    """Return what the threads share, as it was last seen, and which locks they hold."""
    mono = f"{_CELL};font-family:monospace"
    rows = [
        element(
            "tr",
            element("td", markup(name(target, "")), style=mono),
            element("td", markup(value(shown)) + (" ◀" if target == event.step.target else ""), style=mono),
        )
        for target, shown in state.items()
    ]
    head = element("tr", element("th", "shared", style=_CELL), element("th", "last seen as", style=_CELL))
    table = element("table", head, *rows, style=f"border-collapse:collapse;color:{TEXT};background:{CARD}")
    held = next(held for row, held in zip(plot.rows, plot.held, strict=True) if row is event)
    locks = [
        f"{capital(thread(label))} holds {listed([name(lock, 'a lock') for lock in held[label]])}."
        for label in plot.lanes
        if held.get(label)
    ]
    told = element("p", markup(" ".join(locks) or "Nobody holds a lock."), style=f"margin:6px 0;color:{TEXT}")
    return element("div", table if rows else "", told, style="flex:1 1 180px")
