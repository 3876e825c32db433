"""Laying a submission over the author's cells: of the submission only the text of its answers counts."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell

from threadlab.grading.submission.restore import MasterCell, restore

ANSWER = MasterCell("add", "code", "stub", "c1", solution=True)
TEST = MasterCell("add--keeps-all", "code", "the test", "c2", locked=True, grade=True, points=3)
WRITTEN = MasterCell("written", "markdown", "say why", "c3", grade=True, solution=True, points=2)
MASTER = (ANSWER, TEST, WRITTEN)


def submitted(cell_id: str, source: str = "", grade_id: object = None) -> NotebookNode:
    metadata = {} if grade_id is None else {"nbgrader": {"grade_id": grade_id, "points": 99, "locked": False}}
    return new_code_cell(source, id=cell_id, metadata=metadata)


def parts(
    mine: Sequence[NotebookNode], master: Sequence[MasterCell]
) -> tuple[list[NotebookNode], list[str], dict[str, str]]:
    """Restore, and return the cells, the notes and the doubts."""
    restored = restore(mine, master)
    return restored.cells, restored.notes, restored.doubts


def texts(cells: Sequence[NotebookNode]) -> list[tuple[str, str]]:
    return [(cell.id, cell.source) for cell in cells]


def test_answers_keep_their_text_and_tests_get_the_authors() -> None:
    mine = [submitted("add", "mine", "add"), submitted("x", "easy", "add--keeps-all"), submitted("y", "why", "written")]
    cells, notes, _ = parts(mine, MASTER)
    assert texts(cells) == [("add", "mine"), ("add--keeps-all", "the test"), ("written", "why")]
    assert notes == []
    assert cells[1].metadata.nbgrader == TEST.metadata()["nbgrader"]
    assert cells[2].cell_type == "markdown"


def test_stripped_cells_are_known_by_their_ids() -> None:
    cells, notes, _ = parts([submitted("add", "mine"), submitted("add--keeps-all"), submitted("written")], MASTER)
    assert notes == []
    assert all("nbgrader" in cell.metadata for cell in cells)


def test_deleted_cells_go_back_where_they_stood() -> None:
    cells, notes, _ = parts([submitted("before"), submitted("add", "mine", "add"), submitted("after")], MASTER)
    assert [cell.id for cell in cells] == ["before", "add", "add--keeps-all", "written", "after"]
    assert notes == ["deleted, and put back: add--keeps-all, written"]


def test_of_copies_the_last_counts_and_the_others_are_ordinary_cells() -> None:
    mine = [submitted("add", "first", "add"), submitted("cell-2", "second", "add")]
    cells, notes, _ = parts(mine, (ANSWER,))
    assert texts(cells) == [("cell-1", "first"), ("add", "second")]
    assert "nbgrader" not in cells[0].metadata
    assert notes == ["copied: add; the last copy counts"]


def test_a_cell_that_claims_to_be_one_of_no_course_is_ordinary() -> None:
    cells, _, _ = parts([submitted("a", "x", "bonus--million"), submitted("b", "y", ["add"])], ())
    assert [dict(cell.metadata) for cell in cells] == [{}, {}]


CELLS = st.lists(
    st.builds(
        submitted,
        st.sampled_from(["add", "written", "cell-1", "cell-2", "z"]),
        st.text(max_size=3),
        st.sampled_from([None, "add", "add--keeps-all", "written", "other", 7]),
    )
    | st.builds(new_markdown_cell, st.text(max_size=3), id=st.just("md")),
    max_size=6,
    unique_by=lambda cell: cell.id,
)


@given(CELLS)
def test_whatever_is_handed_in_every_authors_cell_is_there_once_and_ids_are_distinct(mine: list[NotebookNode]) -> None:
    cells, _, _ = parts(mine, MASTER)
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    graded = {cell.metadata.nbgrader.grade_id: cell for cell in cells if "nbgrader" in cell.metadata}
    assert graded.keys() == {"add", "add--keeps-all", "written"}
    assert graded["add--keeps-all"].source == "the test"
    assert {cell.metadata.nbgrader.get("points", 0) for cell in graded.values()} == {0, 2, 3}
    assert len(cells) >= len(mine)
