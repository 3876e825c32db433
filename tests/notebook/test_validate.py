"""What a student sees who presses "Validate": nbgrader runs the notebook in a kernel and shows each check's error."""

import json
from pathlib import Path

import pytest
from nbgrader.validator import Validator

import threadlab
from tests.notebook.samples import LOCKED, STUB, TWO_THREADS, UNLOCKED, answer, check


def notebook(*cells):
    def written(cell):
        nbgrader = {
            "grade": cell.grade,
            "grade_id": cell.grade_id,
            "locked": cell.locked,
            "schema_version": 3,
            "solution": cell.solution,
            "cell_type": "code",
        }
        if cell.grade:
            nbgrader["points"] = cell.points
        metadata = {"nbgrader": nbgrader}
        return {
            "cell_type": "code",
            "id": cell.id,
            "source": cell.text,
            "metadata": metadata,
            "outputs": [],
            "execution_count": None,
        }

    return {"cells": [written(cell) for cell in cells], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def validate(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(Path(threadlab.__file__).parents[1]))

    def run(*cells):
        """Validate a notebook; the error of each cell that fails."""
        path = tmp_path / "a.ipynb"
        path.write_text(json.dumps(notebook(*cells)))
        return [failed["raw_error"] for failed in Validator().validate(str(path)).get("failed", [])]

    return run


def test_a_right_answer_validates(validate):
    assert validate(answer(LOCKED), check(TWO_THREADS)) == []


def test_each_check_that_fails_tells_its_story(validate):
    second = TWO_THREADS.replace("range(2)", "range(3)").replace("== 2", "== 3")
    told = validate(answer(UNLOCKED), check(TWO_THREADS), check(second, "increment--three"))
    assert len(told) == 2
    for error in told:
        assert "counter += 1" in error
        assert "Think about: Which two steps" in error
        assert "Traceback" not in error


def test_an_untouched_answer_does_not_validate(validate):
    (error,) = validate(answer(STUB), check(TWO_THREADS))
    assert "Not written yet" in error


def test_an_undecided_check_does_not_validate_and_says_why(validate):
    (error,) = validate(answer("import os\ncounter = 0\ndef increment(times): os.getpid()"), check(TWO_THREADS))
    assert "uses os" in error
