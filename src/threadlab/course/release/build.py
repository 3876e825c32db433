"""Building the release: the students' notebooks from the instructor's, with nothing in them that gives answers away."""

from __future__ import annotations

from threadlab.errors import CannotRunError

import filecmp
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from threadlab.course.folder import CourseFolder, known
from threadlab.course.release.leaks import Leak, leaks, strangers
from threadlab.course.grading_run.nbgrader_steps import Steps
from threadlab.grading.gradebook.canonical_file import settled


class ReleaseRefusedError(CannotRunError):
    """The release would give something away; the message says what and where, and nothing was written."""

    def __init__(self, found: Sequence[Leak]) -> None:
        super().__init__("\n".join(str(leak) for leak in found))
        self.leaks = tuple(found)


def build(course: CourseFolder, assignments: Iterable[str] = ()) -> list[str]:
    """Build the release of some assignments, or of all, and enter them in the gradebook.

    All is made beside the release and looked through first; a release that is already right is not touched.

    Returns:
        The assignments whose release changed.

    Raises:
        NotThereError: if an assignment does not exist.
        BadGradebookError: if the gradebook is none, or cannot be written.
        ReleaseRefusedError: if students would get a solution, a hidden test or a file that is not for them.
        StepFailedError: if nbgrader refuses.
    """
    names = known("assignment", assignments, course.assignments())
    steps = Steps(course)
    changed = []
    with settled(course.gradebook), tempfile.TemporaryDirectory(prefix=".release-", dir=course.root) as scratch:
        for name in names:
            _refuse(strangers(course.source / name))
            steps.generate_assignment(name, into=Path(scratch).name)
            for notebook in course.notebooks(name):
                _refuse(leaks(notebook, Path(scratch) / name / notebook.name))
        for name in names:
            made, target = Path(scratch) / name, course.release / name
            if not _same(made, target):
                shutil.rmtree(target, ignore_errors=True)
                target.parent.mkdir(exist_ok=True)
                shutil.move(made, target)
                changed.append(name)
    return changed


def _refuse(found: Iterable[Leak]) -> None:
    leaking = list(found)
    if leaking:
        raise ReleaseRefusedError(leaking)


def _same(one: Path, other: Path) -> bool:
    if not other.is_dir():
        return False
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    others = sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    return files == others and all(filecmp.cmp(one / file, other / file, shallow=False) for file in files)
