"""All that a report on a class is made from: the gradebook, and what each check found in the graded notebooks."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from threadlab.course.folder import CourseFolder, NotThereError
from threadlab.course.nbgrader_steps import Steps
from threadlab.notebook.cell_text.cells import BEHAVIOUR
from threadlab.notebook.judging.report import InvalidReportError, TestReport, tests_from_json

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class GradedPart:
    """A graded cell of an assignment: a check, or a written answer."""

    assignment: str
    notebook: str
    name: str
    max_points: float
    written: bool

    @property
    def exercise(self) -> str:
        """The exercise it belongs to: "increment"."""
        return self.name.partition(BEHAVIOUR)[0]

    @property
    def behaviour(self) -> str:
        """What it is about: "two-threads-once"."""
        return self.name.partition(BEHAVIOUR)[2] or self.name


@dataclass(frozen=True, slots=True)
class PartFacts:
    """What a submission has in one part: its points (None: nobody has said), and what the check's tests found."""

    points: float | None
    waits: bool
    verdict: str = ""
    reason: str = ""
    failing: tuple[TestReport, ...] = ()


@dataclass(slots=True)
class SubmissionFacts:
    """One submission."""

    student: str
    assignment: str
    handed_in: datetime | None
    due: datetime | None  # with the student's extension
    penalty: float
    unreadable: str = ""
    parts: dict[str, PartFacts] = field(default_factory=dict)

    @property
    def points(self) -> float:
        """What counts so far, the penalty taken off."""
        return max(0.0, sum(part.points or 0.0 for part in self.parts.values()) - self.penalty)

    @property
    def waiting(self) -> list[str]:
        """The parts that a person has yet to look at."""
        return [name for name, part in self.parts.items() if part.waits]


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """A class as it stands. ``words`` are the names by which its students may be known."""

    course_id: str
    assignments: tuple[str, ...]
    students: tuple[str, ...]
    parts: tuple[GradedPart, ...]  # in the order of the notebooks
    hand_ins: tuple[SubmissionFacts, ...]  # by assignment, then by student
    words: frozenset[str] = frozenset()

    def of(self, assignment: str) -> list[SubmissionFacts]:
        """List what was handed in of an assignment."""
        return [hand_in for hand_in in self.hand_ins if hand_in.assignment == assignment]

    def parts_of(self, assignment: str) -> list[GradedPart]:
        """List the graded parts of an assignment."""
        return [part for part in self.parts if part.assignment == assignment]


_PARTS = """
SELECT assignment.name, notebook.name, base_cell.name,
       coalesce(grade_cells.max_score, task_cells.max_score),
       coalesce(grade_cells.cell_type, task_cells.cell_type) = 'markdown'
FROM base_cell JOIN notebook ON notebook.id = base_cell.notebook_id
JOIN assignment ON assignment.id = notebook.assignment_id
LEFT JOIN grade_cells ON grade_cells.id = base_cell.id LEFT JOIN task_cells ON task_cells.id = base_cell.id
WHERE grade_cells.id IS NOT NULL OR task_cells.id IS NOT NULL
ORDER BY assignment.name, notebook.name, base_cell.rowid
"""
_HAND_INS = """
SELECT submitted_assignment.student_id, assignment.name, timestamp, extension, duedate,
       (SELECT coalesce(sum(late_submission_penalty), 0) FROM submitted_notebook
        WHERE submitted_notebook.assignment_id = submitted_assignment.id)
FROM submitted_assignment JOIN assignment ON assignment.id = submitted_assignment.assignment_id
ORDER BY assignment.name, submitted_assignment.student_id
"""
_MARKS = """
SELECT submitted_assignment.student_id, assignment.name, base_cell.name,
       coalesce(manual_score, auto_score) + coalesce(extra_credit, 0), needs_manual_grade
FROM grade JOIN base_cell ON base_cell.id = grade.cell_id
JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id
JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id
JOIN assignment ON assignment.id = submitted_assignment.assignment_id
ORDER BY assignment.name, submitted_assignment.student_id, base_cell.rowid
"""


def read_class(course: CourseFolder, progress: Progress = lambda *_: None) -> ClassFacts:
    """Read a class; nothing is written.

    Args:
        course: the course, graded.
        progress: told what is being read, how many submissions are, and how many there are.

    Raises:
        NotThereError: if nothing is graded yet.
    """
    if not course.gradebook.exists():
        raise NotThereError(f"there is no {course.gradebook.name} yet; grade the class first: threadlab grade")
    engine = create_engine(Steps(course).db_url)
    try:
        with engine.connect() as gradebook:
            facts = _read(gradebook)
    finally:
        engine.dispose()
    if not facts.hand_ins:
        raise NotThereError("the gradebook has no submission yet; grade the class first: threadlab grade")
    for done, hand_in in enumerate(facts.hand_ins):
        progress(f"{hand_in.assignment} of {hand_in.student}", done, len(facts.hand_ins))
        for path in sorted((course.autograded / hand_in.student / hand_in.assignment).glob("*.ipynb")):
            _add_verdicts(hand_in, path)
    progress("", len(facts.hand_ins), len(facts.hand_ins))
    return facts


def _read(gradebook: Connection) -> ClassFacts:
    def rows(query: str) -> Iterator[tuple[object, ...]]:
        return (tuple(row) for row in gradebook.execute(text(query)))

    people = list(rows("SELECT id, first_name, last_name, email FROM student ORDER BY id"))
    parts = tuple(
        GradedPart(str(assignment), str(notebook), str(name), float(str(most)), bool(written))
        for assignment, notebook, name, most, written in rows(_PARTS)
    )
    hand_ins = {
        (str(student), str(name)): SubmissionFacts(
            str(student), str(name), _time(when), _later(_time(due), _time(extension)), float(str(penalty))
        )
        for student, name, when, extension, due, penalty in rows(_HAND_INS)
    }
    for student, assignment, name, points, waits in rows(_MARKS):
        found = hand_ins[str(student), str(assignment)]
        known = None if points is None else float(str(points))
        found.parts[str(name)] = PartFacts(known, bool(waits) or known is None)
    return ClassFacts(
        course_id=next((str(name) for (name,) in rows("SELECT DISTINCT course_id FROM assignment ORDER BY 1")), ""),
        assignments=tuple(str(name) for (name,) in rows("SELECT name FROM assignment ORDER BY name")),
        students=tuple(str(person[0]) for person in people),
        parts=parts,
        hand_ins=tuple(hand_ins.values()),
        words=frozenset(str(word) for person in people for word in person if word),
    )


def _later(due: datetime | None, extension: datetime | None) -> datetime | None:
    """Add an extension, which nbgrader keeps as a time since 1970."""
    if due is None or extension is None:
        return due
    return due + (extension - datetime(1970, 1, 1))  # noqa: DTZ001 - as the gradebook keeps times


def _time(value: object) -> datetime | None:
    return None if value is None else value if isinstance(value, datetime) else datetime.fromisoformat(str(value))


def _add_verdicts(hand_in: SubmissionFacts, path: Path) -> None:
    """Add what the checks of a graded notebook found."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        cells = notebook["cells"]
        hand_in.unreadable = str(notebook["metadata"].get("threadlab", {}).get("unreadable", ""))
    except (OSError, ValueError, LookupError, TypeError):
        return
    for cell in cells:
        about, kept = cell["metadata"].get("nbgrader", {}), cell["metadata"].get("threadlab", {})
        name = about.get("grade_id", "")
        known = hand_in.parts.get(name)
        if known is None or not kept:
            continue
        try:
            tests = tests_from_json(kept.get("tests", []))
        except InvalidReportError:  # another version of this package has written it
            tests = ()
        failing = tuple(test for test in tests if test.verdict == "fails")
        verdict, reason = str(kept.get("verdict", "")), str(kept.get("reason", ""))
        hand_in.parts[name] = PartFacts(known.points, known.waits, verdict, reason, failing)
