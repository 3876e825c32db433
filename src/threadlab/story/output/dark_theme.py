"""Cards on a dark page: one filter turns a card over, picture and all, and every colour keeps its hue and its contrast.

JupyterLab, VS Code, Colab and the site's pages each say in a way of their own that their theme is dark. A page that
drops the style sheet (JupyterLab does, in a notebook that it does not trust) shows the card as it is drawn: light, and
whole.
"""

from __future__ import annotations

from threadlab.story.text.html import element, opening
from threadlab.story.text.sanitize import markup

CLASS = "threadlab-card"
FILTER = "invert(0.92) hue-rotate(180deg)"
_THEMES = ",".join(
    (
        '[data-jp-theme-light="false"]',
        ".vscode-dark",
        ".vscode-high-contrast:not(.vscode-high-contrast-light)",
        "html[theme=dark]",
        '[data-md-color-scheme="slate"]',
    )
)


def turned_over(selector: str) -> str:
    """Return the rule of a style sheet that turns what is drawn for a light page over."""
    return f"{selector}{{filter:{FILTER}}}"


SHEET = f"@media screen{{{turned_over(f':is({_THEMES}) .{CLASS}')}}}"


def whole_page(title: str, *cards: str) -> str:
    """Return cards as a page of their own, which is dark where the reader's system is, and as wide as a phone is."""
    sheet = (
        f":root{{color-scheme:light dark}}@media screen and (prefers-color-scheme:dark){{{turned_over(f'.{CLASS}')}}}"
    )
    head = opening("meta", charset="utf-8") + opening("meta", name="viewport", content="width=device-width")
    return f"<!doctype html>{head}{element('title', markup(title))}{element('style', sheet)}{''.join(cards)}"


def card(*inside: str, style: str) -> str:
    """Return a piece of a page that stands for itself, and is dark where the page is."""
    return element("style", SHEET) + element("div", *inside, style=style, class_=CLASS)
