"""Finding the answer to an exercise in a folder where another grader has put what was handed in."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from threadlab.course.exercises import Exercise
from threadlab.grading.submission.plain_files import NotPlainError, read_plain
from threadlab.notebook.cell_text.cells import Cell, cells_of
from threadlab.runners.exercise_folders.layout import ANSWER, SETTINGS
from threadlab.story.text.names import listed
from threadlab.story.text.sanitize import visible

_LARGEST = 20 << 20  # bytes; nobody types so much
_MOST = 1000  # files that are looked at
_SHOWN = 5  # files of other names that are named


class NothingHandedInError(Exception):
    """There is no answer to an exercise that could be judged; the message says why."""


class SeveralAnswersError(Exception):
    """There are answers that differ, and a person must say which counts; the message says where."""


def find_answer(submission: Path, exercise: Exercise, *, alone: bool) -> str:
    """Return the answer to an exercise. What is as it was handed out is none, if there is another one.

    Args:
        submission: the folder.
        exercise: the exercise; ``NAME.py`` holds its answer, or a notebook that has a cell with its name. Where there
            is none, folders are looked through, and capitals do not matter.
        alone: whether it is the only exercise; then ``answer.py`` may hold it, too.

    Raises:
        NothingHandedInError: there is no such file, or it cannot be read.
        SeveralAnswersError: there are several, which differ.
    """
    names = [f"{exercise.name}.py", *([ANSWER] if alone else [])]
    found = {name: _read(submission / name) for name in names if os.path.lexists(submission / name)}
    found |= dict(_in_notebooks(submission.glob("*.ipynb"), submission, exercise.name))
    below = [] if found else _below(submission)  # a folder was packed whole, or a system has changed the capitals
    wanted = {name.casefold() for name in names}
    found |= {_place(path, submission): _read(path) for path in below if path.name.casefold() in wanted}
    found |= dict(_in_notebooks(below, submission, exercise.name))
    if not found:
        raise NothingHandedInError(
            f"Nothing was handed in for {exercise.name}: there is no file {' or '.join(names)}, and no notebook with a "
            f"cell of that name{_instead(below, submission)}."
        )
    untouched = {cell.text.strip() for cell in exercise.cells if cell.grade_id == exercise.name} | {""}
    answers = {place: text for place, text in found.items() if text.strip() not in untouched} or found
    if len({text.strip() for text in answers.values()}) > 1:
        places = listed([visible(place) for place in answers])
        raise SeveralAnswersError(
            f"There are different answers to {exercise.name} in {places}: a person must say which counts."
        )
    return next(iter(answers.values()))


def _in_notebooks(files: Iterable[Path], submission: Path, name: str) -> Iterator[tuple[str, str]]:
    for path in sorted(files):
        texts = [cell.text for cell in _cells(path) if cell.grade_id == name] if path.suffix == ".ipynb" else []
        if texts:
            yield _place(path, submission), texts[-1]


def _below(submission: Path) -> list[Path]:
    """Find the files that may hold an answer, in folders too; what a Mac or an editor keeps for itself is none."""
    found = []
    for folder, folders, files in os.walk(submission):
        if SETTINGS in files:  # an exercise itself, which stands in a repository beside the answers
            folders[:] = []
            continue
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        found += [Path(folder, name) for name in sorted(files) if not name.startswith(".")]
    return [path for path in found if path.suffix.casefold() in (".py", ".ipynb")][:_MOST]


def _place(path: Path, submission: Path) -> str:
    return path.relative_to(submission).as_posix()


def _instead(files: Iterable[Path], submission: Path) -> str:
    """Say what there is of such files."""
    there = [_place(path, submission) for path in files]
    return f"; there is {listed([visible(name) for name in there[:_SHOWN]])}" if there else ""


def _read(path: Path) -> str:
    try:
        data = read_plain(path, _LARGEST + 1)
    except NotPlainError as kind:
        raise NothingHandedInError(f"{path.name} is {kind}, and no plain file.") from None
    except OSError as problem:
        raise NothingHandedInError(f"{path.name} cannot be read: {problem.strerror}.") from None
    if len(data) > _LARGEST:
        raise NothingHandedInError(f"{path.name} is larger than {_LARGEST >> 20} MB.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NothingHandedInError(f"{path.name} is not a text file in UTF-8.") from None


def _cells(path: Path) -> list[Cell]:
    try:
        notebook = json.loads(_read(path))
    except (ValueError, RecursionError, NothingHandedInError):
        return []
    return cells_of(notebook if isinstance(notebook, dict) else {})
