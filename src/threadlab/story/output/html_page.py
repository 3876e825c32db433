"""The story as a piece of a page: it needs no script, no other file and no style sheet that the page must have.

JupyterLab shows it alike in a notebook that it does not trust, and a page with the content policy
``default-src 'none'; img-src data:; style-src 'unsafe-inline'`` shows all of it: the picture is an image
of its own, with the whole story as its alternative text.
"""

from __future__ import annotations

from base64 import b64encode

from threadlab.story.drawing import narrow_lanes
from threadlab.story.drawing.palette import CARD, EDGE, GOOD, HARM, OPEN, TABLE, TEXT
from threadlab.story.output.dark_theme import card
from threadlab.story.output.stepper import SHEET, stepper
from threadlab.story.text.html import element, opening
from threadlab.story.text.sanitize import markup, visible
from threadlab.story.timeline.step_data import Walk
from threadlab.story.wording.phrases import replaying
from threadlab.story.wording.sentences import Headline

_TONES = {"good": (GOOD, "✓"), "bad": (HARM, "✗"), "open": (OPEN, "?")}


def story_page(
    head: Headline, *, caption: str, text: str, svg: str, question: str, replay: str, want: str, guide: str,
    steps: Walk | None, key: str,
) -> str:  # fmt: skip
    """Return the story as HTML.

    Args:
        head: the headline and the sentences below it.
        caption: the name of the check, "" where it is not to be said.
        text: the whole story in words.
        svg: the picture, "" where there is none.
        question: what to think about, "" for none.
        replay: what makes the same order run again, "" for none.
        want: "every", "some" or "one", as the check is asked.
        guide: how the picture is to be read.
        steps: the steps to go through, None where there are none.
        key: tells the steps apart from the same ones elsewhere on the page.
    """
    parts = [_band(head, caption)]
    if svg:
        if steps is None:
            parts.append(_picture(svg, text))
        else:
            parts.append(_picture(svg, text, class_=narrow_lanes.PICTURE))
            parts.append(element("style", narrow_lanes.SHEET) + narrow_lanes.instead(steps))
        parts.append(_details("How do I read this?", element("p", markup(guide), style="margin:6px 0")))
    if steps is not None:
        parts.append(_details("Step through it", element("style", SHEET) + stepper(steps, key=key)))
    if svg:
        look = f"white-space:pre;overflow-x:auto;background:{TABLE};color:{TEXT};padding:8px;font-size:12px"
        parts.append(_details("The same in words", element("pre", markup(text), style=look, tabindex="0")))
    if question:
        asked = element("strong", "Think about:")
        parts.append(element("p", f"{asked} {markup(visible(question))}", style="margin:8px 0 4px"))
    if replay:
        code = element("code", markup(visible(replay)), style=f"background:{TABLE};color:{TEXT}")
        told = f"{element('strong', 'Replay this order:')} {code} {markup(replaying(want))}"
        parts.append(element("p", told, style="margin:4px 0"))
    frame = f"background:{CARD};color:{TEXT};border:1px solid {EDGE};border-radius:6px;padding:10px;margin:4px 0"
    font = "font-family:sans-serif;font-size:14px;overflow-wrap:break-word"
    return card(*parts, style=f"{font};max-width:1100px;{frame};{narrow_lanes.FRAME}")


def _band(head: Headline, caption: str) -> str:
    colours, sign = _TONES[head.tone]
    small = element("div", markup(visible(caption)), style="font-size:13px") if caption else ""
    title = element("strong", f"{sign} {markup(head.title)}")
    large = element("div", title, style=f"font-size:16px;color:{colours.ink}")
    lead = element("div", markup(" ".join(head.lead)), style="margin-top:2px") if head.lead else ""
    look = f"background:{colours.paper};color:{TEXT};border-left:6px solid {colours.ink}"
    return element("div", small, large, lead, style=f"padding:8px 14px;line-height:1.45;{look}")


def _picture(svg: str, text: str, **named: str) -> str:
    """Return the picture as an image, as wide as the page at most; one that is narrow scrolls it sideways."""
    data = b64encode(svg.encode()).decode("ascii")
    width = svg.partition(' width="')[2].partition('"')[0]
    least = max(520, int(0.8 * float(width)))  # pixels; smaller letters would be too small
    look = f"display:block;width:100%;min-width:{least}px;max-width:{width}px;height:auto"
    image = opening("img", src=f"data:image/svg+xml;base64,{data}", alt=text, style=look)
    return element("div", image, style="overflow-x:auto;margin-top:8px", tabindex="0", **named)


def _details(summary: str, body: str) -> str:
    return element("details", element("summary", summary, style="cursor:pointer"), body, style="margin-top:6px")
