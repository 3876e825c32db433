"""Markdown of a submission as HTML that can do nothing: no script, no style, no address but a link's, no picture.

It is safe by construction, not by cleaning: every piece of raw HTML is escaped, and only bare tags of a short list
are let through afterwards. Formulas are shown as the code that was typed, so that nothing need be loaded to show them.
"""

from __future__ import annotations

import re
from html import escape, unescape
from typing import Any

from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from threadlab.grading.pages.raw_text import harmless_text

_HARMLESS = "details|summary|br|kbd|sub|sup"
_BARE_TAG = re.compile(rf"&lt;(/?(?:{_HARMLESS}))\s*/?&gt;", re.IGNORECASE)
SHIFT = 2  # a notebook's first heading stands below two of the page's own
_DEEPEST = 6


def markdown(text: str) -> Markup:
    """Return Markdown text as HTML; it may be anybody's."""
    html = MarkdownWithMath(renderer=_Renderer()).render(harmless_text(text))
    return Markup(harmless_text(html, longest=None))  # noqa: S704 - safe by construction


class _Renderer(IPythonRenderer):
    def __init__(self) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False, exclude_anchor_links=True)

    def text(self, text: str) -> str:
        return escape(unescape(text))

    def block_html(self, html: str) -> str:
        return f"{_bare_tags(html)}\n"

    def inline_html(self, html: str) -> str:
        return _bare_tags(html)

    def block_code(self, code: str, info: str | None = None) -> str:
        # A diagram in Mermaid's language would be written into the page as it is.
        return str(super().block_code(code, None if (info or "").startswith("mermaid") else info))

    def inline_math(self, body: str) -> str:
        return f"<code>${escape(unescape(body))}$</code>"

    def block_math(self, body: str) -> str:
        return f"<code>$${escape(unescape(body))}$$</code>"

    def latex_environment(self, name: str, body: str) -> str:
        formula = f"\\begin{{{name}}}{body}\\end{{{name}}}"
        return f"<code>{escape(unescape(formula))}</code>"

    def image(self, text: str, url: str, title: str | None = None) -> str:  # noqa: ARG002 - mistune's signature
        return f"[picture: {text}]"

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        return str(super().heading(text, min(level + SHIFT, _DEEPEST), **attrs))


def _bare_tags(html: str) -> str:
    return _BARE_TAG.sub(r"<\1>", escape(unescape(html)))
