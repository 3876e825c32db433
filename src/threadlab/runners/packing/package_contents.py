"""What all packed graders have in common: the exercises, and this package with hashes of all that is installed."""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from collections.abc import Sequence
from importlib.resources import files as resources
from pathlib import Path

from threadlab.course.exercises import Exercise
from threadlab.course.release.markers import regions
from threadlab.course.wheel import write_wheel
from threadlab.errors import CannotRunError
from threadlab.notebook.cell_text.test_functions import tests_of
from threadlab.runners.exercise_folders.layout import CHECKS, GIVEN, SETTINGS, STUB, TASK
from threadlab.runners.exercise_folders.reading import read_text
from threadlab.runners.exercise_folders.writing import folder_files, settings_of
from threadlab.runners.packing.archive import Files

_ROOMS = ("schedules", "story", "notebook", "grading", "course", "runners")


def exercise_files(exercises: Sequence[Exercise], below: str, *, handout: bool = False) -> Files:
    """Return the folders of exercises, without solutions and answers.

    Args:
        exercises: from notebooks or from folders.
        below: where they stand in the whole.
        handout: leave out hidden tests, too.

    Raises:
        CannotRunError: if two exercises have one name.
    """
    packed: dict[str, bytes] = {}
    for order, exercise in enumerate(exercises, start=1):
        if f"{below}/{exercise.path}/{TASK}" in packed:
            raise CannotRunError(f"{exercise.path} is named twice")
        found = (
            _of_folder(exercise, order, handout)
            if exercise.notebook.is_dir()
            else _of_notebook(exercise, order, handout)
        )
        packed |= {f"{below}/{exercise.path}/{name}": f"{text}\n".encode() for name, text in found.items()}
    return packed


def package_files() -> Files:
    """Return this package as a wheel, and the requirements that install it with hashes."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = write_wheel(Path(folder), _ROOMS, maker="pack", compression=zipfile.ZIP_STORED)
        content = wheel.read_bytes()
    locked = resources("threadlab.runners.packing").joinpath("requirements.txt").read_text(encoding="utf-8")
    own = f"./wheels/{wheel.name} --hash=sha256:{hashlib.sha256(content).hexdigest()}\n"
    return {f"wheels/{wheel.name}": content, "requirements.txt": (locked + own).encode()}


def _of_notebook(exercise: Exercise, order: int, handout: bool) -> dict[str, str]:
    found = folder_files(exercise, order, exercise.notebook.parent, handout=handout)
    needed = (TASK, STUB, GIVEN, SETTINGS)
    return {
        name: text.removesuffix("\n") for name, text in found.items() if name in needed or name.startswith(f"{CHECKS}/")
    }


def _of_folder(exercise: Exercise, order: int, handout: bool) -> dict[str, str]:
    folder = exercise.notebook
    names = [TASK, STUB, *([GIVEN] if (folder / GIVEN).exists() else [])]
    found = {name: read_text(folder / name) for name in names}
    points: dict[str, float] = {}
    for check in exercise.checks:
        text = "\n".join(regions(check.cell.text).public) if handout else check.cell.text
        if tests_of(text):
            found[f"{CHECKS}/{check.behaviour}.py"] = text
            points[check.behaviour] = check.points
    return found | {SETTINGS: settings_of(points, order, exercise.cells[0].python).removesuffix("\n")}
