"""Whether what students get is what the sources say, and gives nothing away."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from threadlab.course.folder import CourseFolder
from threadlab.course.release.frozen_cells import frozen
from threadlab.course.release.leaks import leaks, leaks_beside, strangers
from threadlab.course.release.lint import lint
from threadlab.course.verify.finding import Finding
from threadlab.notebook.cell_text.cells import cells_of


def findings(course: CourseFolder, assignment: str, made: Path) -> Iterator[Finding]:
    """Give all that is wrong with an assignment's release.

    Args:
        course: the course.
        assignment: the assignment's name.
        made: a folder with the release as it would be built now.
    """
    notebooks = course.notebooks(assignment)
    for slip in (*strangers(course.source / assignment), *lint(notebooks)):
        yield Finding("slip", assignment, str(slip).rstrip("."), "Mend it in source/.")
    for notebook in notebooks:
        for leak in leaks(notebook, made / notebook.name):
            yield Finding("leak", assignment, str(leak), "Put it between the lines that cut it out, and build again.")
    for leak in leaks_beside(course.source / assignment):
        yield Finding("leak", assignment, str(leak), "Take it out, and build again.")
    for slip in frozen(course.gradebook, assignment, notebooks):
        yield Finding("ids-changed", assignment, slip.what, "Put them back, or start anew: threadlab build --replace.")
    yield from _current(course, assignment, made)


def _current(course: CourseFolder, assignment: str, made: Path) -> Iterator[Finding]:
    released = course.release / assignment
    advice = f"Build it: threadlab build {assignment}."
    if not released.is_dir():
        yield Finding("not-built", assignment, "it has no release yet", advice)
        return
    for path in sorted(made.glob("*.ipynb")):
        there = released / path.name
        if not there.exists() or there.read_bytes() != path.read_bytes():
            yield Finding("not-current", assignment, f"the release of {path.name} is not what source/ says now", advice)
            if there.exists():
                yield from _lost(assignment, there, path)


def _lost(assignment: str, released: Path, made: Path) -> Iterator[Finding]:
    """Name what was graded in the release and is gone: whoever has handed in would lose its points."""
    for cell in sorted(_graded(released) - _graded(made)):
        what = f"{cell} was handed out, and is no graded cell any more"
        yield Finding("ids-changed", assignment, what, "Keep the ids of what is handed out; give new cells new ones.")


def _graded(notebook: Path) -> set[str]:
    cells = cells_of(json.loads(notebook.read_text(encoding="utf-8")))
    return {cell.grade_id for cell in cells if cell.grade_id and (cell.grade or cell.solution)}
