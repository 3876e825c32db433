"""Reading a submitted file: whatever it holds, what comes out is a valid notebook with distinct ids, or a reason."""

from __future__ import annotations

import json
import warnings
from typing import Any

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from threadlab.grading.submission.reading import UnreadableError, read_submission

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
CELL = st.fixed_dictionaries(
    {},
    optional={
        "cell_type": st.sampled_from(["code", "markdown", "raw", "heading"]) | JSON,
        "id": st.sampled_from(["a", "b", "cell-1", "cell-2", "no id!"]) | JSON,
        "source": st.text() | st.lists(st.text(), max_size=3) | JSON,
        "metadata": st.fixed_dictionaries({}, optional={"nbgrader": JSON, "tags": JSON}) | JSON,
        "outputs": JSON,
    },
)
NOTEBOOK = st.fixed_dictionaries(
    {"nbformat": st.integers(1, 5), "cells": st.lists(CELL | JSON, max_size=5)},
    optional={"nbformat_minor": JSON, "metadata": JSON},
)


@given(NOTEBOOK)
def test_every_notebook_becomes_a_valid_one_or_is_refused(content: dict[str, Any]) -> None:
    try:
        notebook = read_submission(json.dumps(content).encode())
    except UnreadableError:
        sources = [cell.get("source") for cell in content["cells"] if isinstance(cell, dict)]
        lines = [line for each in sources if each is not None for line in (each if isinstance(each, list) else [each])]
        assert content["nbformat"] < 4 or not all(isinstance(line, str) for line in lines)
        return
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        nbformat.validate(notebook)
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)
    json.dumps(notebook).encode()


@given(st.binary(max_size=200) | JSON.map(lambda value: json.dumps(value).encode()))
def test_anything_else_is_refused_with_a_reason(data: bytes) -> None:
    with pytest.raises(UnreadableError, match=r"^the file is"):
        read_submission(data)


def test_the_text_of_the_cells_is_kept_and_nothing_that_was_shown() -> None:
    shown = {"output_type": "stream", "name": "stderr", "text": "boo"}
    cells = [{"cell_type": "code", "id": "a", "source": ["x = 1\n", "y"], "outputs": [shown], "execution_count": 3}]
    (cell,) = read_submission(json.dumps({"nbformat": 4, "cells": cells}).encode()).cells
    assert (cell.source, cell.outputs, cell.execution_count) == ("x = 1\ny", [], None)


@pytest.mark.parametrize("source", [[["x = 1"]], 17, {"x": 1}, ["x = 1", None]])
def test_a_source_that_is_no_text_is_not_taken_for_an_empty_one(source: object) -> None:
    with pytest.raises(UnreadableError, match="a cell in it has something other than text"):
        read_submission(json.dumps({"nbformat": 4, "cells": [{"cell_type": "code", "source": source}]}).encode())
    nothing = {"nbformat": 4, "cells": [{"cell_type": "code"}, {"cell_type": "code", "source": []}]}
    assert [cell.source for cell in read_submission(json.dumps(nothing).encode()).cells] == ["", ""]


def test_ids_that_are_missing_or_taken_are_made_from_the_place() -> None:
    cells = [
        {"cell_type": "raw", "source": "", **given_id} for given_id in ({}, {"id": "x"}, {"id": "x"}, {"id": "cell-1"})
    ]
    notebook = read_submission(json.dumps({"nbformat": 4, "cells": cells}).encode())
    assert [cell.id for cell in notebook.cells] == ["cell-2", "x", "cell-3", "cell-1"]


def test_an_old_format_is_converted() -> None:
    old = {"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"metadata": {}, "cells": [
        {"cell_type": "code", "input": "x = 1", "language": "python", "metadata": {}, "outputs": []}]}]}  # fmt: skip
    (cell,) = read_submission(json.dumps(old).encode()).cells
    assert (cell.source, cell.id) == ("x = 1", cell.id)


def test_a_lone_surrogate_which_no_file_can_hold_is_replaced() -> None:
    cells = '[{"cell_type": "code", "source": "a = \'\\ud800\'"}]'
    notebook = read_submission(f'{{"nbformat": 4, "cells": {cells}}}'.encode())
    assert notebook.cells[0].source == "a = '?'"
