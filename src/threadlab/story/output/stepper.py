"""The same steps to go through one by one, forwards and backwards, without a script.

Each step is a radio button; the arrow keys move from one to the next. Beside the source lines, with the
line of the step marked, stand the values of what the threads share, and the locks that they hold. Where
a page drops the style sheet (JupyterLab does, in a notebook that it does not trust) the buttons are gone
and the steps stand below one another.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from threadlab.story.analysis.fold import MOST
from threadlab.story.drawing.palette import CARD, EDGE, HARM, LOCK, QUIET, TABLE, TEXT, tint
from threadlab.story.text.html import element, opening
from threadlab.story.text.names import thread
from threadlab.story.text.sanitize import cut, markup
from threadlab.story.timeline.step_data import AROUND, Frame, Walk

CLASS = "threadlab-steps"

_BUTTONS = f".{CLASS}>input:enabled"
SHEET = "".join(
    [
        f"{_BUTTONS}{{display:inline-block!important;margin:2px 5px 8px}}",
        f"{_BUTTONS}~div{{display:none}}",
        f"{_BUTTONS}~div label{{display:inline-block!important}}",
        *(f".{CLASS}>input:nth-of-type({n}):checked~div:nth-of-type({n}){{display:block}}" for n in range(1, MOST + 1)),
    ]
)
"""The style sheet of a page with such steps; where JupyterLab has disabled the buttons, everything is to be seen."""

# JupyterLab paints the rows of a table in the colours of its theme: the cells have their own.
_CELL = f"padding:1px 8px;text-align:left;border-bottom:1px solid {EDGE};background:{CARD};color:{TEXT}"
_SIDE_BY_SIDE = "display:flex;flex-wrap:wrap;gap:12px;margin-top:6px"
_MOST_NAMES = 6  # columns for the threads that stand in a line


def stepper(walk: Walk, *, key: str) -> str:
    """Return the steps as HTML, to be shown on a page that has ``SHEET``.

    Args:
        walk: the steps.
        key: tells apart two steppers with the same steps on one page.
    """
    group = f"steps-{sha256(repr((key, walk)).encode('utf-8', 'replace')).hexdigest()[:12]}"
    count = len(walk.frames)
    state: dict[str, str] = {}
    buttons, frames = [], []
    for number, frame in enumerate(walk.frames, 1):
        if frame.target:
            state[frame.target] = frame.value
        checked = {"checked": ""} if number == 1 else {}
        label = f"step {number} of {count}"
        given = {"type": "radio", "name": group, "id": f"{group}-{number}", "aria_label": label, **checked}
        given["data_lm_suppress_shortcuts"] = "true"  # JupyterLab would take the arrow keys for itself
        buttons.append(opening("input", style="display:none", **given))
        seen = element("div", _listing(walk, number), _state(frame, state), style=_SIDE_BY_SIDE)
        frames.append(element("div", _band(frame, number, count, group), seen, style="margin-top:8px"))
    # On a dark page the whole card is turned over: until then, its buttons are light like all of it.
    look = f"color-scheme:light;background:{CARD};color:{TEXT};border:1px solid {EDGE};border-radius:6px;padding:10px"
    return element("div", *buttons, *frames, style=look, class_=CLASS)


def _band(frame: Frame, number: int, count: int, group: str) -> str:
    """Return who does what in this step, and the ways to the steps before and after it."""
    colours = HARM if frame.harm else tint(frame.thread)
    ways = _way(group, number - 1, "◀ back") if number > 1 else ""
    ways += _way(group, number + 1, "next ▶") if number < count else ""
    head = f"{'✗ ' if frame.harm else ''}Step {number} of {count}: {thread(frame.thread)}"
    who = element("strong", markup(head), style=f"color:{colours.ink}")
    note = element("strong", markup(frame.note), style=f"color:{HARM.ink}") if frame.note else ""
    look = f"padding:6px 10px;background:{colours.paper};color:{TEXT};border-left:5px solid {colours.ink}"
    return element("div", f"{ways}{who} {markup(frame.words)} {note}", style=look)


def _way(group: str, number: int, words: str) -> str:
    """Return a label that goes to another step; only a page with the style sheet shows it."""
    look = f"display:none;cursor:pointer;border:1px solid {QUIET};border-radius:4px;background:{CARD}"
    return element("label", words, for_=f"{group}-{number}", style=f"{look};padding:0 8px;margin-right:8px")


def _listing(walk: Walk, number: int) -> str:
    """Return the source around the step, with its line marked, and where the other threads are."""
    frame = walk.frames[number - 1]
    if not frame.line:
        return element("p", "No line of yours: this step is elsewhere.", style=f"flex:2 1 320px;color:{QUIET}")
    at: dict[int, list[str]] = {}
    for label, line in _standing(walk.frames[:number], frame.cell).items():
        at.setdefault(line, []).append(label)
    rows: list[str] = []
    threads = sorted({frame.thread for frame in walk.frames})
    names = min(_MOST_NAMES, len(",".join(threads)))
    digits = len(str(max(frame.line for frame in walk.frames) + AROUND))
    for piece in walk.pieces:
        if piece.cell != frame.cell:
            continue
        if rows:
            rows.append(element("div", f"{' ' * (names + digits + 1)}⋮", style=f"color:{QUIET}"))
        for place, text in enumerate(piece.text.split("\n"), piece.first):
            here = place == frame.line
            who = cut(",".join(at.get(place, [])), names)
            words = f"{'▶' if here else ' '}{who:<{names}} {place:>{digits}} {text}"
            look = f"background:{LOCK.paper};font-weight:bold" if here else ""
            rows.append(element("div", markup(words), style=look))
    look = "flex:2 1 320px;overflow-x:auto;white-space:pre;font-family:monospace;font-size:13px;line-height:1.5"
    return element("div", *rows, style=f"{look};background:{TABLE};padding:6px", tabindex="0")


def _standing(frames: tuple[Frame, ...], cell: str) -> dict[str, int]:
    """Return in which line of a cell each thread stands after these steps, in the order of the threads' names."""
    latest = {frame.thread: frame for frame in frames}
    return {label: latest[label].line for label in sorted(latest) if latest[label].cell == cell}


def _state(frame: Frame, state: Mapping[str, str]) -> str:
    """Return what the threads share, as it was last seen, and which locks they hold."""
    mono = f"{_CELL};font-family:monospace"
    rows = [
        element(
            "tr",
            element("td", markup(target), style=mono),
            element("td", markup(shown) + (" ◀" if target == frame.target else ""), style=mono),
        )
        for target, shown in state.items()
    ]
    head = element("tr", element("th", "shared", style=_CELL), element("th", "last seen as", style=_CELL))
    table = element("table", head, *rows, style=f"border-collapse:collapse;color:{TEXT};background:{CARD}")
    told = element("p", markup(frame.locks or "Nobody holds a lock."), style=f"margin:6px 0;color:{TEXT}")
    return element("div", table if rows else "", told, style="flex:1 1 180px")
