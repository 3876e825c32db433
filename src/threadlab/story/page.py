"""The story as a piece of a page: it needs no script, no other file and no style sheet of its own.

JupyterLab shows it alike in a notebook that it does not trust, and a page with the content policy
``default-src 'none'; img-src data:; style-src 'unsafe-inline'`` shows all of it: the picture is an image
of its own, with the whole story as its alternative text.
"""

from __future__ import annotations

from base64 import b64encode

from threadlab.story.clean import markup, visible
from threadlab.story.headline import Headline
from threadlab.story.palette import CARD, EDGE, GOOD, HARM, OPEN, TABLE, TEXT

_TONES = {"good": (GOOD, "✓"), "bad": (HARM, "✗"), "open": (OPEN, "?")}

_HOW_TO_READ = (
    "Each lane is one thread, and time runs downwards: step 2 comes after step 1. The box shows your line with its "
    "number, and below it what the thread did there. Reading a shared variable is one step, and writing it is another; "
    "between any two steps another thread may run. A yellow bar beside a lane is a lock that the thread holds, with the "
    "lock's name. A dashed frame marks the time in which a thread goes by something that is no longer true. The step "
    "with the thick red border and the cross does the harm. A grey band stands for steps that do not matter here. "
    "The order is not made up: it can happen, and it will be the same each time you run the check."
)


def page(
    head: Headline, *, caption: str, text: str, svg: str, question: str, replay: str, steps: str
) -> str:  # fmt: skip
    """Return the story as HTML.

    Parameters:
        head: the headline and the sentences below it.
        caption: the name of the check, "" where it is not to be said.
        text: the whole story in words.
        svg: the picture, "" where there is none.
        question: what to think about, "" for none.
        replay: what makes the same order run again, "" for none.
        steps: the steps to go through, as HTML, "" for none.
    """
    colours, sign = _TONES[head.tone]
    small = f'<div style="font-size:13px">{markup(visible(caption))}</div>' if caption else ""
    lead = f'<div style="margin-top:2px">{markup(" ".join(head.lead))}</div>' if head.lead else ""
    band = (
        f'<div style="padding:8px 14px;background:{colours.paper};color:{TEXT};border-left:6px solid {colours.ink};'
        f'line-height:1.45">{small}<div style="font-size:16px;color:{colours.ink}"><strong>{sign} {markup(head.title)}</strong></div>'
        f"{lead}</div>"
    )
    parts = [band]
    if svg:
        data = b64encode(svg.encode()).decode("ascii")
        width = svg.partition(' width="')[2].partition('"')[0]
        parts.append(
            f'<div style="overflow-x:auto;margin-top:8px"><img src="data:image/svg+xml;base64,{data}" alt="{markup(text)}"'
            f' style="display:block;width:100%;min-width:520px;max-width:{width}px;height:auto"></div>'
        )
        parts.append(_details("How do I read this?", f'<p style="margin:6px 0;max-width:760px">{markup(_HOW_TO_READ)}</p>'))
    if steps:
        parts.append(_details("Step through it", steps))
    if svg:
        look = f"white-space:pre;overflow-x:auto;background:{TABLE};color:{TEXT};padding:8px;font-size:12px;line-height:1.4"
        parts.append(_details("The same in words", f'<pre style="{look}">{markup(text)}</pre>'))
    if question:
        parts.append(f'<p style="margin:8px 0 4px"><strong>Think about:</strong> {markup(visible(question))}</p>')
    if replay:
        parts.append(f'<p style="margin:4px 0">Replay this order: <code>{markup(visible(replay))}</code></p>')
    return (
        f'<div style="font-family:sans-serif;font-size:14px;background:{CARD};color:{TEXT};border:1px solid {EDGE};'
        f'border-radius:6px;padding:10px;margin:4px 0;max-width:1100px">{"".join(parts)}</div>'
    )


def _details(summary: str, body: str) -> str:
    return f'<details style="margin-top:6px"><summary style="cursor:pointer">{markup(summary)}</summary>{body}</details>'
