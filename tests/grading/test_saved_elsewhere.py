"""Notebooks as other programs save them: what an answer is worth does not depend on where it was written."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.small_course import RIGHT, WITHOUT_LOCK, Here, SmallCourse
from threadlab.course.answer_check import check_answer
from threadlab.course.exercises import exercises_in
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.notebook.cell_text.cells import cells_of

Notebook = dict[str, Any]
WHEN = "2026-10-01T09:00:00.000000Z"
PYTHON = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": "3.12.3",
}


def code_cells(notebook: Notebook) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def without_ids(notebook: Notebook, minor: int) -> None:
    notebook["nbformat_minor"] = minor
    for cell in notebook["cells"]:
        del cell["id"]
        cell["source"] = cell["source"].splitlines(keepends=True)


def jupyterlab(notebook: Notebook) -> None:
    """JupyterLab 4, with the times of cells recorded, and a widget's state."""
    notebook["metadata"] |= {"language_info": PYTHON, "widgets": {"application/vnd.jupyter.widget-state+json": {}}}
    for number, cell in enumerate(code_cells(notebook), start=1):
        times = {f"{name}": WHEN for name in ("iopub.execute_input", "iopub.status.busy", "shell.execute_reply")}
        cell["metadata"] |= {"execution": times, "editable": True, "slideshow": {"slide_type": ""}}
        cell["execution_count"] = number
        cell["outputs"] = [
            {"output_type": "stream", "name": "stderr", "text": ["late\n"]},
            {"output_type": "display_data", "data": {"text/html": ["<b>1</b>"], "text/plain": "1"}, "metadata": {}},
        ]


def classic(notebook: Notebook) -> None:
    """The classic Notebook 6, with extensions that leave their marks, in a format without ids."""
    notebook["metadata"] |= {
        "language_info": PYTHON,
        "celltoolbar": "Create Assignment",
        "toc": {"base_numbering": 1, "nav_menu": {}, "toc_cell": False},
        "varInspector": {"cols": {"lenName": 16}},
    }
    for cell in code_cells(notebook):
        cell["metadata"] |= {
            "collapsed": True,
            "scrolled": False,
            "ExecuteTime": {"start_time": WHEN, "end_time": WHEN},
        }
        cell["execution_count"] = 3
        cell["outputs"] = [{"output_type": "error", "ename": "NameError", "evalue": "x", "traceback": ["\x1b[31mx"]}]
    without_ids(notebook, 4)


def vs_code(notebook: Notebook) -> None:
    """Visual Studio Code: a kernel with its environment's name, each cell's language, plain outputs."""
    notebook["metadata"] = {
        "kernelspec": {"display_name": ".venv (3.12.3)", "language": "python", "name": "python3"},
        "language_info": PYTHON,
    }
    for cell in code_cells(notebook):
        cell["metadata"]["vscode"] = {"languageId": "python"}
        cell["outputs"] = [
            {"output_type": "execute_result", "data": {"text/plain": ["3"]}, "metadata": {}, "execution_count": 4}
        ]


def colab(notebook: Notebook) -> None:
    """Google Colab: ids are metadata, and outputs are of kinds of its own."""
    notebook["metadata"] = {
        "colab": {"provenance": [], "toc_visible": True, "collapsed_sections": ["title"]},
        "kernelspec": {"name": "python3", "display_name": "Python 3"},
        "language_info": {"name": "python"},
        "accelerator": "GPU",
    }
    for number, cell in enumerate(notebook["cells"]):
        cell["metadata"] |= {"id": f"Zz{number}_-x", "colab": {"base_uri": "https://localhost:8080/"}}
        if cell["cell_type"] == "code":
            cell["metadata"] |= {"outputId": "d1", "cellView": "form"}
            intrinsic = {"application/vnd.google.colaboratory.intrinsic+json": {"type": "string"}, "text/plain": "'a'"}
            cell["outputs"] = [
                {"output_type": "execute_result", "data": intrinsic, "metadata": {}, "execution_count": 1}
            ]
    without_ids(notebook, 0)


def kaggle(notebook: Notebook) -> None:
    """Kaggle: ids of its own, times of execution, and its data sources."""
    notebook["metadata"] |= {
        "language_info": PYTHON,
        "kaggle": {"accelerator": "none", "dataSources": [], "isInternetEnabled": False, "language": "python"},
        "papermill": {"default_parameters": {}, "version": "2.6.0", "exception": None},
    }
    for cell in notebook["cells"]:
        cell["metadata"] |= {"_uuid": "8f2839f2", "_cell_guid": "b1076dfc", "trusted": True}
        if cell["cell_type"] == "code":
            cell["metadata"]["execution"] = {"iopub.status.idle": WHEN, "shell.execute_reply": WHEN}
            cell["metadata"]["papermill"] = {"duration": 0.1, "status": "completed", "tags": []}
    without_ids(notebook, 4)


def of_format(minor: int) -> Callable[[Notebook], None]:
    return lambda notebook: without_ids(notebook, minor)


def by_windows(notebook: Notebook) -> None:
    """Whoever ends lines as Windows does."""
    for cell in notebook["cells"]:
        cell["source"] = cell["source"].replace("\n", "\r\n")


FORMS: dict[str, Callable[[Notebook], None]] = {
    "JupyterLab": jupyterlab,
    "classic Notebook": classic,
    "VS Code": vs_code,
    "Colab": colab,
    "Kaggle": kaggle,
    "Windows": by_windows,
} | {f"nbformat 4.{minor}": of_format(minor) for minor in range(5)}


@pytest.mark.parametrize("form", FORMS)
def test_it_is_read_restored_and_graded_like_any_other(small_course: SmallCourse, form: str) -> None:
    small_course.submit("student-01", RIGHT)
    small_course.submit("student-02", RIGHT, change=FORMS[form])
    small_course.submit("student-03", WITHOUT_LOCK, change=FORMS[form])
    outcome = grade(find_course(), Here())
    results = {each.student: (each.points, each.for_a_person, each.remarks) for each in outcome.results}
    assert results["student-02"] == results["student-01"] == (4, 0, ())
    assert results["student-03"] == (1, 0, ())
    plain, saved = (small_course.autograded(student)["cells"] for student in ("student-01", "student-02"))
    assert [about(cell) for cell in saved] == [about(cell) for cell in plain]


def about(cell: dict[str, Any]) -> tuple[Any, ...]:
    lines = cell["source"].splitlines()  # of which kind their ends are, is nobody's business
    own_id = cell["id"] if "nbgrader" in cell["metadata"] else ""  # another cell may have got a new one
    graded = {key: value for key, value in cell["metadata"].get("nbgrader", {}).items() if key != "checksum"}
    return cell["cell_type"], own_id, lines, graded, cell.get("outputs")


@pytest.mark.parametrize("form", FORMS)
def test_it_is_checked_by_itself(small_course: SmallCourse, form: str) -> None:
    path = small_course.submit("student-01", RIGHT, change=FORMS[form])
    cells = cells_of(json.loads(path.read_text(encoding="utf-8")))
    (exercise,) = exercises_in(path, "adding", cells)
    answer = next(cell.text for cell in cells if cell.grade_id == "add")
    assert [check.report.verdict for check in check_answer(exercise, answer).checks] == ["holds", "holds"]
