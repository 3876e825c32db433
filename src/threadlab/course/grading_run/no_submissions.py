"""A folder of submissions in which nothing is found: nearly always it is laid out in another way, so say in which."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from threadlab.course.folder import CourseFolder, NotThereError, folders
from threadlab.grading.submission.handed_in import handed_in

FORM = "submitted/STUDENT/ASSIGNMENT/NOTEBOOK.ipynb"
_SHOWN = 3


def refuse_without_submissions(course: CourseFolder) -> None:
    """Refuse to grade a class of whom nothing is found, though something is there; an empty folder is no mistake.

    Raises:
        NotThereError: if there is no folder of submissions, or nothing in it is where submissions are looked for.
    """
    submitted = course.submitted
    if not submitted.is_dir():
        raise NotThereError(f"there is no folder {submitted}; bring what students handed in into it, as {FORM}")
    assignments = course.assignments()
    entries = sorted(path.name for path in submitted.iterdir() if not path.name.startswith("."))
    if not entries or any(handed_in(submitted / person / name) for person in entries for name in assignments):
        return
    seen = next(_other_layouts(submitted, assignments), f"it has {_some(entries)}")
    raise NotThereError(
        f"nothing in {submitted} is a submission: {seen}. Submissions are looked for as {FORM}; "
        f"the assignments are {', '.join(assignments) or 'none'}"
    )


def _other_layouts(submitted: Path, assignments: list[str]) -> Iterator[str]:
    """Say what is where, one level higher or lower or the other way round."""
    entries = folders(submitted)
    swapped = [name for name in entries if name in assignments]
    if swapped:
        inside = folders(submitted / swapped[0])
        yield f"{swapped[0]} stands where a student's name should, with {_some(inside)} in it"
    loose = sorted(path.name for path in submitted.glob("*.ipynb"))
    if loose:
        yield f"{_some(loose)} lie in it without a student's folder and an assignment's"
    for person in entries:
        notebooks = sorted(path.name for path in (submitted / person).glob("*.ipynb"))
        if notebooks:
            yield f"{person}/{notebooks[0]} is one level too high: the assignment's folder is missing"
    for outer in entries:
        for person in folders(submitted / outer):
            deeper = [name for name in folders(submitted / outer / person) if name in assignments]
            if deeper:
                yield f"{outer}/{person}/{deeper[0]} is one level too deep: {outer} stands between"
    for person in entries:
        strange = folders(submitted / person)
        if strange:
            yield f"{person} has {_some(strange)}, and no assignment is called that"


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:_SHOWN]) or "nothing"
    return f"{shown} and {len(names) - _SHOWN} more" if len(names) > _SHOWN else shown
