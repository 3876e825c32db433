"""Writing HTML elements, with every attribute escaped; what stands inside an element is markup already."""

from __future__ import annotations

from threadlab.story.text.sanitize import markup


def element(tag: str, /, *inside: str, style: str = "", **attributes: str) -> str:
    """Return an element. An attribute that is a word of Python takes a trailing underscore: ``for_``."""
    return f"{opening(tag, style=style, **attributes)}{''.join(inside)}</{tag}>"


def opening(tag: str, /, *, style: str = "", **attributes: str) -> str:
    """Return the opening tag alone, as an element without any content has it."""
    given = {"style": style, **attributes} if style else attributes
    written = "".join(f' {key.rstrip("_").replace("_", "-")}="{markup(value)}"' for key, value in given.items())
    return f"<{tag}{written}>"
