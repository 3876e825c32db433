"""A cell: what nbgrader's metadata says about it, and what happens where the metadata says nonsense."""

import json

import pytest

from threadlab.notebook.cell_text.cells import Cell, cells_of


def notebook(*cells):
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def graded(**nbgrader):
    return {"cell_type": "code", "id": "x", "source": "pass", "metadata": {"nbgrader": nbgrader}}


def test_a_test_cell_is_graded_code_that_is_no_answer():
    (cell,) = cells_of(notebook(graded(grade_id="increment--two_threads", grade=True, solution=False, points=3)))
    assert cell.is_test
    assert (cell.exercise, cell.points) == ("increment", 3)


@pytest.mark.parametrize(
    "nbgrader",
    [{"grade": False, "solution": True}, {"grade": True, "solution": True}, {"grade": False}, {"task": True}],
)
def test_answers_tasks_and_ordinary_cells_are_no_tests(nbgrader):
    (cell,) = cells_of(notebook(graded(grade_id="increment", **nbgrader)))
    assert not cell.is_test


def test_the_name_of_an_answer_cell_is_its_exercise():
    (cell,) = cells_of(notebook(graded(grade_id="increment", solution=True)))
    assert cell.exercise == "increment"


def test_a_written_answer_is_no_test_however_it_is_graded():
    data = graded(grade_id="why", grade=True) | {"cell_type": "markdown"}
    assert not cells_of(notebook(data))[0].is_test


def test_the_lines_of_a_source_are_joined():
    (cell,) = cells_of(notebook({"cell_type": "code", "source": ["a = 1\n", "b = 2"]}))
    assert cell.text == "a = 1\nb = 2"


def test_a_cell_without_an_id_gets_one_by_its_place():
    cells = cells_of(notebook({"cell_type": "code", "source": ""}, {"cell_type": "raw", "source": ""}))
    assert [cell.id for cell in cells] == ["cell-1", "cell-2"]


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"cell_type": 3, "source": {"a": 1}, "metadata": [], "id": None},
        {"metadata": {"nbgrader": "grade"}},
        {"metadata": {"nbgrader": {"grade": 1, "solution": "yes", "points": "9", "grade_id": ["x"]}}},
        {"metadata": {"nbgrader": {"points": True}}, "source": [1, None, "x"]},
    ],
)
def test_nonsense_counts_as_absent(data):
    (cell,) = cells_of(notebook(data))
    assert not cell.is_test
    assert not cell.solution
    assert (cell.grade_id, cell.points) == ("", 0)


@pytest.mark.parametrize("cells", [None, 3, "cells", {"a": {}}])
def test_a_notebook_without_a_list_of_cells_has_none(cells):
    assert cells_of({"cells": cells}) == []


def test_what_is_no_cell_is_passed_over():
    assert [cell.text for cell in cells_of({"cells": [1, None, {"source": "x"}]})] == ["x"]


def test_a_cell_survives_json():
    cell = Cell("c1", "code", "a = 1", "ex--b", 2.5, grade=True, locked=True)
    assert Cell.from_json(json.loads(json.dumps(cell.to_json()))) == cell
