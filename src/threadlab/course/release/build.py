"""Building the release: the students' notebooks from the instructor's, judged, and with no answers in them."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from threadlab.course.folder import CourseFolder, known, refuse_bad_names
from threadlab.course.nbgrader_steps import Steps
from threadlab.course.release.build_log import BuildLog
from threadlab.course.release.frozen_cells import frozen, started_anew
from threadlab.course.release.leaks import Leak, leaks, leaks_beside, strangers
from threadlab.course.release.lint import lint
from threadlab.course.release.markers import damaged_markers
from threadlab.course.release.scratch import clear_scratch, scratch_folder
from threadlab.course.release.slip import Slip
from threadlab.course.release.solution_trial import slips_of, try_out
from threadlab.course.workers import workers
from threadlab.errors import CannotRunError
from threadlab.grading.executors.base import Executor
from threadlab.grading.gradebook.canonical_file import settled

_CHECKPOINTS = ".ipynb_checkpoints"  # where JupyterLab keeps what was saved last
Progress = Callable[[str, int, int], None]  # told what is being done, how much is done, and how much there is


class ReleaseRefusedError(CannotRunError):
    """The release would give something away or grade wrongly; the message says what and where. Nothing was written."""

    def __init__(self, found: Sequence[object], course: CourseFolder) -> None:
        super().__init__("\n".join(map(str, found)).replace(f"{course.root}{os.sep}", ""))
        self.found = tuple(found)


@dataclass(frozen=True, slots=True)
class Built:
    """What building came to: the assignments whose release changed, and the copies of the gradebook that were kept."""

    changed: tuple[str, ...] = ()
    copies: tuple[Path, ...] = ()


def build(
    course: CourseFolder,
    assignments: Iterable[str] = (),
    executor: Executor | None = None,
    progress: Progress = lambda *_: None,
    *,
    replace: bool = False,
) -> Built:
    """Build the release of some assignments, or of all, and enter them in the gradebook.

    All is made beside the release, looked through and judged first. A release that is already right is not touched,
    and one of which nothing has changed is not judged again.

    Args:
        course: the course.
        assignments: which ones; all of them if none is named.
        executor: who judges solutions and stubs; workers of its own if nobody is named.
        progress: told what is being built.
        replace: whether to start anew what somebody has handed in already, if its graded cells are others now; a copy
            of the gradebook is kept.

    Raises:
        NotThereError: if an assignment does not exist.
        BadGradebookError: if the gradebook is none, or cannot be written.
        ReleaseRefusedError: if students would get a solution, a hidden test or a file that is not for them; or if a
            check is wrong about the solution, gives points for nothing, or is not written as it must be.
        StepFailedError: if nbgrader refuses.
    """
    clear_scratch(course.root)
    names = known("assignment", assignments, course.assignments())
    refuse_bad_names(names)
    beside = list(_in_no_assignment(course))
    if beside:
        raise ReleaseRefusedError(beside, course)
    with settled(course.gradebook):
        log = BuildLog(course)
        stale = [name for name in names if not log.is_current(name)]
        if not stale:
            return Built()
        with scratch_folder(course.root) as scratch:
            return _Building(course, scratch, log, progress).run(stale, executor, replace=replace)


class _Building:
    """One run: first everything is looked at, then everything is written."""

    def __init__(self, course: CourseFolder, scratch: Path, log: BuildLog, progress: Progress) -> None:
        self._course = course
        self._scratch = scratch
        self._log = log
        self._progress = progress
        self._steps = Steps(course)

    def run(self, names: Sequence[str], executor: Executor | None, *, replace: bool) -> Built:
        course = self._course
        # What is no plain file cannot be read; and what comes of a damaged marker would be told of as something else.
        self._refuse(slip for name in names for slip in (*_nothing(course, name), *strangers(course.source / name)))
        self._refuse(slip for name in names for slip in damaged_markers(course.notebooks(name)))
        self._refuse(slip for name in names for slip in lint(course.notebooks(name)))
        self._refuse(leak for name in names for leak in leaks_beside(course.source / name))
        changed = {name: frozen(course.gradebook, name, course.notebooks(name)) for name in names}
        if not replace:
            self._refuse(slip for slips in changed.values() for slip in slips)
        for name in names:
            self._steps.generate_assignment(name, into=self._scratch.name, enter=False)
        places = [(path, self._scratch / name / path.name) for name in names for path in course.notebooks(name)]
        self._refuse(_in_source(leak, source) for source, made in places for leak in leaks(source, made))
        self._judge(places, executor)
        copies = [copy for name in names for copy in self._enter(name, anew=bool(changed[name]))]
        return Built(tuple(name for name in names if self._release(name)), tuple(copies))

    def _judge(self, places: Sequence[tuple[Path, Path]], executor: Executor | None) -> None:
        slips: list[Slip] = []
        with _judges(self._course, executor) as judges:
            for done, (source, released) in enumerate(places):
                self._progress(f"judging {source.parent.name}", done, len(places))
                slips += slips_of(try_out(source, released, judges), source)
        self._progress("", len(places), len(places))
        self._refuse(slips)

    def _enter(self, name: str, *, anew: bool) -> Iterator[Path]:
        with started_anew(self._course.gradebook, name) if anew else nullcontext() as copy:
            self._steps.generate_assignment(name, into=self._scratch.name)
        if copy is not None:
            yield copy

    def _release(self, name: str) -> bool:
        """Put what was made in its place, and say whether it is anything new."""
        made, target = self._scratch / name, self._course.release / name
        new = not _same(made, target)
        if new:
            shutil.rmtree(target, ignore_errors=True)
            target.parent.mkdir(exist_ok=True)
            shutil.move(made, target)
        self._log.built(name)
        return new

    def _refuse(self, found: Iterable[object]) -> None:
        slips = list(found)
        if slips:
            raise ReleaseRefusedError(slips, self._course)


def _in_no_assignment(course: CourseFolder) -> Iterator[Slip]:
    """Find notebooks that lie where no assignment is: nobody would ever get them."""
    for file in sorted(course.source.glob("*.ipynb")):
        yield Slip(file, "", "it lies in no assignment's folder", "Put it into source/ASSIGNMENT/.")
    for file in sorted(course.source.glob(".*/*.ipynb")):
        if file.parent.name != _CHECKPOINTS:
            what = f"the name of the folder {file.parent.name} begins with a dot, so it is no assignment"
            yield Slip(file, "", what, "Rename it.")


def _nothing(course: CourseFolder, name: str) -> Iterator[Slip]:
    if not course.notebooks(name):
        yield Slip(course.source / name, "", "there is no notebook in it", "Put one there, or take the folder away.")


def _in_source(leak: Leak, source: Path) -> Slip:
    """Tell an author of a leak where it can be mended."""
    return Slip(source, leak.cell, leak.what, "Take it out, or put it between the lines that cut it out.")


@contextmanager
def _judges(course: CourseFolder, executor: Executor | None) -> Iterator[Executor]:
    if executor is not None:
        yield executor
    else:
        with workers(course, trusted=True) as own:  # what they run is the author's
            yield own


def _same(one: Path, other: Path) -> bool:
    if not other.is_dir():
        return False
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    others = sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    return files == others and all(filecmp.cmp(one / file, other / file, shallow=False) for file in files)
