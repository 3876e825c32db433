"""Writing the first files of an assignment and of an exercise into a course; nothing that is there is overwritten."""

from __future__ import annotations

import json
import keyword
import re
from pathlib import Path
from typing import Any

from threadlab.course.authoring import first_cells
from threadlab.course.exercises import exercises
from threadlab.course.folder import CourseFolder, known
from threadlab.course.verify.catalogue import FOLDER
from threadlab.errors import CannotRunError

_ASSIGNMENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


class BadBeginningError(CannotRunError):
    """An assignment or an exercise cannot be begun; the message says why, and what to do."""


def new_assignment(course: CourseFolder, name: str) -> Path:
    """Begin an assignment: a notebook without exercises, whose first cell says what to do where the package is missing.

    Args:
        course: the course.
        name: how it is called, such as "5-classic-problems".

    Returns:
        The notebook.

    Raises:
        BadBeginningError: if the name cannot be one, or is taken.
    """
    if not _ASSIGNMENT.fullmatch(name):
        raise BadBeginningError(f"{name!r} cannot be an assignment: use letters, digits, hyphens and underscores")
    folder = course.source / name
    if folder.exists():
        raise BadBeginningError(f"{folder} is there already; add to it: threadlab new-exercise {name} NAME")
    stem = re.sub(r"^[0-9]+[-_]*", "", name).replace("-", "_") or name
    notebook = folder / f"{stem}.ipynb"
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    folder.mkdir(parents=True)
    cells = [first_cells.title_cell(name), first_cells.package_cell()]
    _write(notebook, {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5})
    return notebook


def new_exercise(course: CourseFolder, assignment: str, name: str, *, written: bool = False) -> list[Path]:
    """Begin an exercise at the end of an assignment's notebook, with a first right and a first wrong answer.

    Args:
        course: the course.
        assignment: the assignment, which must have one notebook at least.
        name: how the exercise is called, which is a Python name in lower case.
        written: whether a question follows that learners answer in words, with a mark scheme for whoever grades it.

    Returns:
        The files that were written.

    Raises:
        NotThereError: if there is no such assignment.
        BadBeginningError: if the name cannot be one or is taken, or the notebook cannot be read.
    """
    known("assignment", [assignment], course.assignments())
    if not (name.isidentifier() and name.isascii() and name == name.lower()) or keyword.iskeyword(name) or "__" in name:
        raise BadBeginningError(
            f"{name!r} cannot be an exercise: use a Python name in lower case, such as safe_counter"
        )
    folder = course.root / FOLDER / assignment / name
    if any(found.name == name for found in exercises(course, assignment)) or folder.exists():
        raise BadBeginningError(f"{assignment} has an exercise {name} already")
    notebooks = course.notebooks(assignment)
    if not notebooks:
        raise BadBeginningError(f"{course.source / assignment} has no notebook to add it to")
    try:
        content = json.loads(notebooks[-1].read_text(encoding="utf-8"))
        content["cells"] += first_cells.exercise(name) + (first_cells.question_cells(name) if written else [])
    except (ValueError, KeyError, TypeError):
        raise BadBeginningError(f"{notebooks[-1]} cannot be read as a notebook") from None
    _write(notebooks[-1], content)
    files = [notebooks[-1]]
    for kind, stem, text in (
        ("right", "with_statement", first_cells.right_answer(name)),
        ("wrong", "no_lock", first_cells.wrong_answer(name)),
    ):
        path = folder / kind / f"{stem}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        files.append(path)
    return files


def _write(notebook: Path, content: dict[str, Any]) -> None:
    """Write a notebook as JupyterLab does, so that its next saving changes nothing else."""
    for cell in content["cells"]:
        if isinstance(cell["source"], str):
            cell["source"] = cell["source"].splitlines(keepends=True)
    text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True)
    notebook.write_text(f"{text}\n", encoding="utf-8")
