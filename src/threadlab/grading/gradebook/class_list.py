"""Who is in the class: nbgrader's students, and which of them stand on the class list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import Gradebook
from sqlalchemy import text

from threadlab.grading.gradebook.term_notes import Execute, Notes, notes_in, reading

KIND = "class"
STRANGER = "nobody on the class list has this id (threadlab class add ID puts somebody there; or rename the folder)"
_JOINERS = "\u200c\u200d"  # by which names in Persian and in scripts of India are spelt
_STUDENTS = "SELECT id, first_name, last_name, email, lms_user_id FROM student ORDER BY id"


@dataclass(frozen=True, slots=True)
class Student:
    """One line of the class list.

    ``lms_user_id`` is the number by which a learning platform knows somebody; ``other`` what else it calls him or her:
    "number" (a matriculation number, say), "username", "section", "github". On a learning platform people may write
    into their names what they like: what acts on a terminal or a page and is not seen is left out.
    """

    id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    lms_user_id: str = ""
    other: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Leave out of the texts what cannot be seen."""
        for name in ("first_name", "last_name", "email", "lms_user_id"):
            object.__setattr__(self, name, _seen(getattr(self, name)))
        object.__setattr__(self, "other", {name: _seen(said) for name, said in self.other.items()})

    @property
    def name(self) -> str:
        """The whole name; "" if none is known."""
        return f"{self.first_name} {self.last_name}".strip()


def _seen(text: str) -> str:
    if text.isprintable():
        return text
    kept = (letter if letter.isprintable() or letter in _JOINERS else " " * letter.isspace() for letter in text)
    return " ".join("".join(kept).split())


def students_listed(gradebook: Gradebook) -> dict[str, Student]:
    """Give the class list that an open gradebook has, by id; an empty one if there is none."""
    return _listed(lambda query, values: gradebook.db.execute(text(query), dict(values)), notes_in(gradebook))


def listed_in(path: Path) -> dict[str, Student]:
    """Give the class list in the file of a gradebook, by id; an empty one if there is none."""
    with reading(path) as execute:
        return _listed(execute, Notes(execute))


def enrol(gradebook: Gradebook, student: Student) -> None:
    """Put somebody on the class list, or change what it says; committing is left to the caller."""
    # nbgrader takes None for "not known"
    known = {name: getattr(student, name) or None for name in ("first_name", "last_name", "email", "lms_user_id")}
    gradebook.update_or_create_student(student.id, **known)
    notes_in(gradebook).put({name: said for name, said in student.other.items() if said}, KIND, student.id)


def take_off(gradebook: Gradebook, student: str) -> None:
    """Take somebody off the class list; grades stay. Committing is left to the caller."""
    notes_in(gradebook).drop(KIND, student)


def _listed(execute: Execute, notes: Notes) -> dict[str, Student]:
    others = {key[0]: about for key, about in notes.all(KIND).items()}
    if not others:
        return {}
    rows = [[said or "" for said in row] for row in execute(_STUDENTS, {})]
    return {
        name: Student(name, first, last, email, lms, others[name])
        for name, first, last, email, lms in rows
        if name in others
    }
