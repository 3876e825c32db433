"""The same steps to go through one by one, forwards and backwards, without a script.

Each step is a radio button; the arrow keys move from one to the next. Beside the source lines, with the
line of the step marked, stand the values of what the threads share, and the locks. Where a page drops
the style sheet (JupyterLab does, for a notebook that is not trusted) the buttons are gone and the steps
stand below one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from threadlab.schedules.text import TEST
from threadlab.story.clean import LIMIT, cut, markup, visible
from threadlab.story.palette import CARD, EDGE, HARM, LOCK, QUIET, TABLE, TEXT, tint
from threadlab.story.phrases import capital, name, thread, value
from threadlab.story.plot import Event, Plot

AROUND = 8  # lines of the source that are shown before and after the lines of the steps
WIDEST = 110  # columns of a source line

_CELL = f"padding:1px 8px;text-align:left;border-bottom:1px solid {EDGE}"


def stepper(plot: Plot, *, sources: Mapping[str, str] | None = None, key: str = "") -> str:
    """Return the steps as HTML.

    Parameters:
        plot: the story's rows.
        sources: the texts of the student's cells by name; without them only the lines that a step stands in are shown.
        key: tells apart two steppers with the same steps on one page.
    """
    events = plot.events
    if not events:
        return ""
    digest = sha256(repr((key, [(event.thread, event.label, event.words) for event in events])).encode("utf-8", "replace"))
    group = f"tl-{digest.hexdigest()[:12]}"
    state: dict[str, str] = {}
    frames = []
    for place, event in enumerate(events):
        if event.step.value and event.step.target:
            state[event.step.target] = event.step.value
        frames.append(_frame(plot, place, dict(state), sources or {}, group))
    buttons = "".join(
        f'<input type="radio" name="{group}" id="{group}-{event.number}" aria-label="step {event.number} of {len(events)}"'
        f' style="display:none"{" checked" if event.number == 1 else ""}>'
        for event in events
    )
    return (
        f'<div class="{group}" style="background:{CARD};color:{TEXT};border:1px solid {EDGE};border-radius:6px;padding:10px">'
        f"<style>{_style(group, len(events))}</style>{buttons}{''.join(frames)}</div>"
    )


def _style(group: str, count: int) -> str:
    rules = [
        f".{group}>input{{display:inline-block!important;margin:2px 5px}}",
        f".{group}>div{{display:none}}",
        f".{group} label{{display:inline-block!important}}",
        *(f"#{group}-{n}:checked~.{group}-{n}{{display:block}}" for n in range(1, count + 1)),
    ]
    return "".join(rules)


def _frame(plot: Plot, place: int, state: dict[str, str], sources: Mapping[str, str], group: str) -> str:
    event, count = plot.events[place], len(plot.events)
    colours = HARM if event.mark.role == "harm" else tint(event.thread)
    note = f' <strong style="color:{HARM.ink}">{markup(event.mark.words)}</strong>' if event.mark.words else ""
    cross = "✗ " if event.mark.role == "harm" else ""
    return (
        f'<div class="{group}-{event.number}" style="margin-top:6px">'
        f'<div style="padding:6px 10px;background:{colours.paper};color:{TEXT};border-left:5px solid {colours.ink}">'
        f"{_to(group, event.number - 1, '◀ back', event.number > 1)}{_to(group, event.number + 1, 'next ▶', event.number < count)}"
        f'<strong style="color:{colours.ink}">{cross}Step {event.number} of {count}: {markup(thread(event.thread))}</strong> '
        f"{markup(event.words)}{note}</div>"
        f'<div style="display:flex;flex-wrap:wrap;gap:12px;margin-top:6px">{_listing(plot, event, sources)}{_state(event, state)}</div>'
        "</div>"
    )


def _to(group: str, number: int, words: str, there: bool) -> str:
    """Return a label that goes to another step; only a page with the style sheet shows it."""
    if not there:
        return ""
    look = f"display:none;cursor:pointer;border:1px solid {QUIET};border-radius:4px;padding:0 8px;margin-right:8px;background:{CARD}"
    return f'<label for="{group}-{number}" style="{look}">{words}</label>'


def _listing(plot: Plot, event: Event, sources: Mapping[str, str]) -> str:
    """Return the source around the step, with its line marked, and where the other threads are."""
    step = event.step
    if not step.line or (step.cell == TEST and not step.source):
        return f'<p style="color:{QUIET}">This step is in the check.</p>'
    at: dict[int, list[str]] = {}
    for lane in plot.lanes:
        latest = [other for other in plot.events if other.thread == lane and other.number <= event.number]
        if latest and latest[-1].step.cell == step.cell:
            at.setdefault(latest[-1].step.line, []).append(lane)
    rows = []
    before = 0
    for number, line in _lines(plot, step.cell, sources).items():
        if before and number > before + 1:
            rows.append(f'<div style="color:{QUIET}">      ⋮</div>')
        before = number
        here = number == step.line
        who = ",".join(at.get(number, []))
        text = f"{'▶' if here else ' '} {cut(who, 6):<6} {number:>3}  {cut(visible(line), WIDEST)}"
        look = f"background:{LOCK.paper};font-weight:bold" if here else ""
        rows.append(f'<div style="{look}">{markup(text)}</div>' if look else f"<div>{markup(text)}</div>")
    return (
        f'<div style="overflow-x:auto;flex:2 1 320px;white-space:pre;font-family:monospace;font-size:13px;line-height:1.5;'
        f'background:{TABLE};padding:6px">{"".join(rows)}</div>'
    )


def _lines(plot: Plot, cell: str, sources: Mapping[str, str]) -> dict[int, str]:
    steps = {event.step.line: event.step.source for event in plot.events if event.step.cell == cell and event.step.line}
    if cell not in sources:
        return dict(sorted(steps.items()))
    text = dict(enumerate((line[:LIMIT] for line in sources[cell].splitlines()), 1))
    return {number: line for number, line in text.items() if min(steps) - AROUND <= number <= max(steps) + AROUND}


def _state(event: Event, state: dict[str, str]) -> str:
    held = ", ".join(name(lock, "a lock") for lock in event.step.holding) or "no lock"
    rows = "".join(
        f'<tr><td style="{_CELL};font-family:monospace">{markup(name(target, ""))}</td>'
        f'<td style="{_CELL};font-family:monospace">{markup(value(shown))}{" ◀" if target == event.step.target else ""}</td></tr>'
        for target, shown in state.items()
    )
    table = (
        f'<table style="border-collapse:collapse;color:{TEXT};background:{CARD}"><tr><th style="{_CELL}">shared</th>'
        f'<th style="{_CELL}">last seen as</th></tr>{rows}</table>'
        if rows
        else ""
    )
    return (
        f'<div style="flex:1 1 180px">{table}<p style="margin:6px 0;color:{TEXT}">'
        f"{markup(capital(thread(event.thread)))} holds {markup(held)}.</p></div>"
    )

