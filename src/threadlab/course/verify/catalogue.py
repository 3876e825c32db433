"""The catalogue of answers beside a course: what is right, what is wrong, and what each wrong one must fail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from threadlab.course.exercises import Exercise

FOLDER = "answers"
LEAST_RIGHT, LEAST_WRONG = 8, 15  # answers that an exercise has, lest its tests be known by a few examples only
_STYLE = re.compile(r"# Style: \S.*\n")
_MISTAKE = re.compile(r"# Mistake: \S.*\n# Fails: (?P<checks>\S.*)\n")
_FAILS = re.compile(r"(?P<check>[A-Za-z0-9_-]+) \((?P<kind>[a-z-]+)\)")
HEADS = {
    "right": 'must begin with a line "# Style: ..."',
    "wrong": 'must begin with "# Mistake: ..." and "# Fails: CHECK (KIND), ..."',
}


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of the catalogue.

    ``fails`` are the checks that it must fail, each with the kind of the failure ("deadlock"); ``problem`` says what is
    wrong with how the answer is written down, "" if nothing is.
    """

    path: Path
    right: bool
    text: str
    fails: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""

    @property
    def name(self) -> str:
        """How it is called within its exercise: "wrong/no_lock"."""
        return f"{'right' if self.right else 'wrong'}/{self.path.stem}"


def answers_to(exercise: Exercise, root: Path) -> list[Answer]:
    """List the answers to an exercise, right ones first.

    Args:
        exercise: the exercise.
        root: the course's folder.
    """
    folder = root / FOLDER / exercise.path
    return [_read(path, kind, exercise) for kind in HEADS for path in sorted((folder / kind).glob("*.py"))]


def solution_of(exercise: Exercise) -> str:
    """Return the author's own answer."""
    return next(cell.text for cell in exercise.cells if cell.grade_id == exercise.name)


def _read(path: Path, kind: str, exercise: Exercise) -> Answer:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Answer(path, kind == "right", "", problem="is no text in UTF-8")
    if kind == "right":
        return Answer(path, True, text, problem="" if _STYLE.match(text) else HEADS[kind])
    found = _MISTAKE.match(text)
    parts = [_FAILS.fullmatch(part.strip()) for part in found["checks"].split(",")] if found else []
    if not parts or not all(parts):
        return Answer(path, False, text, problem=HEADS[kind])
    fails = {part["check"]: part["kind"] for part in parts if part}
    strangers = sorted(fails.keys() - {check.name for check in exercise.checks})
    return Answer(path, False, text, fails, f"names {', '.join(strangers)}, which is no check" if strangers else "")
