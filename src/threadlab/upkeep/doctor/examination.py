"""All that is looked at for a student, an instructor or a teaching assistant, in the order in which it is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import threadlab
from threadlab.course.folder import CourseFolder
from threadlab.story.text.names import counted
from threadlab.upkeep.doctor import machine, packages
from threadlab.upkeep.doctor.finding import Diagnosis, problem

Role = Literal["student", "instructor", "ta"]


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found, for whom."""

    role: Role
    findings: tuple[Diagnosis, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stops this person's work."""
        return all(found.state != "problem" for found in self.findings)

    def to_json(self) -> dict[str, Any]:
        """Return what scripts may rely on."""
        return {"for": self.role, "ready": self.ready, "findings": [found.to_json() for found in self.findings]}

    def lines(self) -> Iterator[str]:
        """Say all of it, and in the last line whether the machine is ready."""
        width = max(len(found.about) for found in self.findings)
        for found in self.findings:
            yield from found.lines(width)
        stops = [found.about for found in self.findings if found.state == "problem"]
        hints = sum(found.state == "advice" for found in self.findings)
        yield ""
        who = {"student": "a student", "instructor": "an instructor", "ta": "a teaching assistant"}[self.role]
        told = f" ({counted(hints, 'hint')} above)" if hints else ""
        if stops:
            yield f"Not ready for {who}: {', '.join(stops)}. What to do stands beside each.{told}"
        else:
            yield f"Ready for {who}.{told}"


def examine(course: CourseFolder | None, role: Role, here: Path) -> Examination:
    """Look at everything that a role needs; nothing is changed by it.

    Args:
        course: the course, if there is one here.
        role: for whom.
        here: the folder to work in, where there is no course.
    """
    return Examination(role, tuple(_safely(_looks(course, role, here))))


def _looks(
    course: CourseFolder | None, role: Role, here: Path
) -> Iterator[tuple[str, Callable[[], Diagnosis | Iterable[Diagnosis]]]]:
    grades = role != "student"
    files = [Path(threadlab.__file__)]
    yield "Python", machine.python
    yield "texts", machine.encoding
    yield "packages", lambda: packages.packages(packages.EXTRA if grades else "")
    yield "checks", machine.engine
    yield "JupyterLab", lambda: packages.jupyterlab(needed=grades)
    if role == "instructor":  # a TA's button grades, too, but on the instructor's server
        yield "sandbox", machine.sandbox
    yield "disk", lambda: machine.disk(course.root if course else here)
    if course is not None and grades:
        from threadlab.upkeep.doctor import course as looks

        known = course
        yield "configuration", lambda: looks.configuration(known)
        yield "gradebook", lambda: looks.gradebook(known)
        yield "course", lambda: looks.built(known)
        files += looks.files_of(known)
    elif grades:
        yield (
            "course",
            lambda: problem(
                "course",
                f"there is no course in {here}, nor in a folder above it",
                "cd into the course's folder; or begin with: threadlab new-term FOLDER, inside of a course",
            ),
        )
    yield "clock", lambda: machine.clock(files)


def _safely(looks: Iterable[tuple[str, Callable[[], Diagnosis | Iterable[Diagnosis]]]]) -> Iterator[Diagnosis]:
    """Go on with the rest where looking at something fails: that it does is a finding, too."""
    for about, look in looks:
        try:
            found = look()
            yield from (found,) if isinstance(found, Diagnosis) else tuple(found)
        except Exception as error:
            yield problem(
                about,
                f"it cannot be looked at: {type(error).__name__}: {error}",
                "Install the package anew: pip install --force-reinstall 'threadlab[instructor]'",
            )
