"""Collecting an assignment: from what was downloaded to ``submitted/``, with all that a person has to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from threadlab.course.folder import CourseFolder, known
from threadlab.errors import CannotRunError
from threadlab.grading.gradebook.class_list import Student, listed_in
from threadlab.grading.gradebook.term_notes import Notes, notes_in, reading
from threadlab.term.collecting.archives import files
from threadlab.term.collecting.choosing import Chosen, HandIn, Rules, chosen_answers
from threadlab.term.collecting.matching import Matcher
from threadlab.term.collecting.name_forms import rule
from threadlab.term.collecting.saving import StoredState, store, submitted_state
from threadlab.term.collecting.times_table import Entry, read_moments
from threadlab.term.gradebooks import writing
from threadlab.term.moments import read_zone

ORIGIN = "origin"


class CannotCollectError(CannotRunError):
    """Nothing can be collected as it was asked for; the message says why, and what would help."""


@dataclass(frozen=True, slots=True)
class CollectOptions:
    """How to read what was downloaded: a rule for names, a table of times, a zone, and matches made by hand."""

    rule: str = ""
    times: Path | None = None
    zone: str = ""
    matches: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Collection:
    """What was found: the hand-ins with what there is of each already, all that was not used, and who is missing."""

    assignment: str
    hand_ins: tuple[tuple[HandIn, StoredState], ...]
    chosen: Chosen
    missing: tuple[str, ...]


def look(
    course: CourseFolder,
    sources: Sequence[Path],
    assignment: str,
    options: CollectOptions,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Collection:
    """Read what was downloaded, and say what collecting it would do. Nothing is written.

    Args:
        course: the course.
        sources: folders and archives.
        assignment: the assignment's name.
        options: how to read it.
        progress: see ``choose``.

    Raises:
        NotThereError: if there is no such assignment.
        CannotCollectError: if there is no class list, or a match names nobody on it.
        NoSourceError, BadRuleError, BadTableError, BadMomentsError: if something that was given cannot be used.
    """
    (name,) = known("assignment", [assignment], course.assignments())
    students = listed_in(course.gradebook)
    if not students:
        raise CannotCollectError(
            "there is no class list to match names to; read one first (threadlab class import LIST.csv), or add "
            "students one by one (threadlab class add ID)"
        )
    matches = options.matches or {}
    strangers = [student for student in matches.values() if student not in students]
    if strangers:
        raise CannotCollectError(f"--match: {strangers[0]} is not on the class list")
    entries = read_moments(options.times) if options.times else []
    matcher, times = _matcher(course, name, students, matches, entries)
    rules = Rules(
        name,
        [path.name for path in course.notebooks(name)],
        {other: [path.name for path in course.notebooks(other)] for other in course.assignments() if other != name},
        rule(options.rule) if options.rule else None,
        read_zone(options.zone) if options.zone else None,
        times,
    )
    chosen = chosen_answers(chain.from_iterable(map(files, sources)), matcher, rules, progress)
    called = chosen.labels | {entry.label for entry in entries}
    chosen.doubts += [f"--match: nobody is called {label!r} there" for label in matches if label not in called]
    found = tuple((hand_in, submitted_state(course, name, hand_in)) for hand_in in chosen.hand_ins)
    there = {hand_in.student for hand_in, _ in found}
    missing = [each for each in students if each not in there and not (course.submitted / each / name).exists()]
    return Collection(name, found, chosen, tuple(missing))


def brought_in(*, replace: bool) -> tuple[StoredState, ...]:
    """Give the states of what is written, if it shall ``replace`` what is there and another, or not."""
    return (StoredState.NEW, StoredState.DATED, *((StoredState.OTHER, StoredState.RETIMED) if replace else ()))


def bring_in(
    course: CourseFolder, found: Collection, *, replace: bool, told: Callable[[HandIn], object] = lambda _: None
) -> list[HandIn]:
    """Write what ``look`` found into ``submitted/``, and note how the systems call it.

    Args:
        course: the course.
        found: what was found.
        replace: whether to put it in place of what is there and another.
        told: called before each submission.

    Returns:
        What was written.

    Raises:
        MachineError, NotAloneError, BadGradebookError: if it cannot be written now.
    """
    wanted = brought_in(replace=replace)
    chosen = [hand_in for hand_in, there in found.hand_ins if there in wanted]
    known_now = [hand_in for hand_in, there in found.hand_ins if there in (*wanted, StoredState.SAME)]
    with reading(course.gradebook) as execute:
        before = Notes(execute).all(ORIGIN)
    origins = {hand_in.student: _origin(hand_in) for hand_in in known_now}
    changed = {name: said for name, said in origins.items() if said and before.get((found.assignment, name)) != said}
    if chosen or changed:
        with writing(course) as gradebook:
            store(course, found.assignment, chosen, told)
            notes = notes_in(gradebook)
            for student, said in changed.items():
                notes.put(said, ORIGIN, found.assignment, student)
    return chosen


def _origin(hand_in: HandIn) -> dict[str, str]:
    place = hand_in.claim.place
    return {"system": hand_in.claim.system, "place": place} if place else {}


def _matcher(
    course: CourseFolder,
    assignment: str,
    students: Mapping[str, Student],
    matches: Mapping[str, str],
    entries: Sequence[Entry],
) -> tuple[Matcher, dict[str, str]]:
    """Make the matcher, and find whose the times of a table are, and Moodle's numbers, known before or in the table."""
    with reading(course.gradebook) as execute:
        origins = Notes(execute).all(ORIGIN)
    numbers = {
        about["place"].split("_")[-3]: key[1]
        for key, about in origins.items()
        if key[0] == assignment and about["system"] == "Moodle"
    }
    first = Matcher(students, matches, numbers)
    times: dict[str, dict[str, None]] = {}
    for entry in entries:
        student, _ = first.find(entry.label, (*entry.who, ("participant", entry.participant)))
        if student:
            numbers[entry.participant] = student
            if entry.time:
                times.setdefault(student, {})[entry.time] = None
    numbers.pop("", None)
    # Of several, which one belongs to the file is not known: together they are no certain time.
    return Matcher(students, matches, numbers), {student: " or ".join(several) for student, several in times.items()}
