"""Leaving out what a notebook's cells have shown, before the file is parsed: it may be far larger than the notebook.

A plot weighs more than a lesson, and nobody can help what his program prints. The brackets of the JSON text are counted
outside of its strings, so that nothing is built for what is dropped.
"""

from __future__ import annotations

import re
from itertools import islice

_DROPPED = (b"outputs", b"attachments")
_MOST = 10_000_000  # brackets and strings; a few seconds' work
_CELL = 3  # how deep the keys of a cell are: in the notebook, its list of cells, and the cell
# A string without what stands around it, or a bracket. A string that does not end matches up to the end.
_TOKEN = re.compile(rb'"((?:[^"\\]|\\.)*+)"?|[\[\]{}]', re.DOTALL)
_VALUE = re.compile(rb"\s*:\s*([\[{])")


def without_outputs(data: bytes) -> bytes:
    """Empty the outputs and attachments of all cells of a notebook, given as JSON.

    What is no JSON stays none, and what has more brackets and strings than any notebook comes back as it is.
    """
    tokens_left = _TOKEN.finditer(data)
    kept: list[bytes] = []
    begin = depth = 0
    dropping = 0  # how deep the list is that is being dropped; 0 if none is
    for token in islice(tokens_left, _MOST):
        text = token[0]
        if text in b"[{":
            depth += 1
        elif text in b"]}":
            depth -= 1
            if dropping and depth < dropping:
                begin, dropping = token.start(), 0
        elif not dropping and depth == _CELL and token[1] in _DROPPED and (value := _VALUE.match(data, token.end())):
            kept.append(data[begin : value.end()])
            dropping = depth + 1
    if next(tokens_left, None):
        return data
    return b"".join([*kept, b"" if dropping else data[begin:]])
