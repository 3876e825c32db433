"""A notebook as the text of its file: the very bytes that nbformat writes, in a sixth of the time.

nbformat copies the notebook first, so as not to change it, and has Python's own encoder indent it, of which the fast
half, written in C, knows nothing. A graded notebook is written once and needed no more.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from json import dumps
from json.encoder import encode_basestring
from typing import Any

from nbformat import NotebookNode
from nbformat.v4.rwbase import split_lines, strip_transient


def notebook_text(notebook: NotebookNode) -> str:
    """Return what ``nbformat.v4.writes`` does; the notebook is changed by it."""
    return "".join(_written(strip_transient(split_lines(notebook)), "\n"))


def _written(value: Any, line: str) -> Iterator[str]:
    """Give the pieces of a value's text.

    Args:
        value: plain JSON data.
        line: a line break, and how far its lines are indented.
    """
    if isinstance(value, str):
        yield encode_basestring(value)
    elif not value or not isinstance(value, Mapping | list | tuple):
        yield dumps(value)
    elif isinstance(value, Mapping):
        named = ((f"{encode_basestring(name)}: ", value[name]) for name in sorted(value))
        yield from _between("{", named, "}", line)
    else:
        yield from _between("[", (("", each) for each in value), "]", line)


def _between(opening: str, items: Iterable[tuple[str, Any]], closing: str, line: str) -> Iterator[str]:
    inner = f"{line} "
    before = f"{opening}{inner}"
    for name, value in items:
        yield before + name
        if isinstance(value, str):  # most of what there is
            yield encode_basestring(value)
        else:
            yield from _written(value, inner)
        before = f",{inner}"
    yield line + closing
