"""A course: its settings, its gradebook, and whether it is built."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from threadlab.course.folder import CourseFolder, NotThereError, folders, refuse_bad_names
from threadlab.upkeep.doctor.finding import Diagnosis, advice, ok, problem

_PATIENCE = 2  # seconds that another program may take to let go of the gradebook


def configuration(course: CourseFolder) -> Diagnosis:
    """Say whether grading is safe with the course's settings."""
    from threadlab.grading.pipeline.course_settings import BadSettingsError, read_settings

    about = "configuration"
    try:
        warnings = read_settings(course.settings).warnings
    except BadSettingsError as wrong:
        return problem(about, str(wrong), f"Change {course.settings.name} as it says.")
    if warnings:
        return advice(about, "\n".join(warnings), f"Change {course.settings.name} as it says.")
    return ok(about, f"{course.settings}: nothing runs a submission but the sandbox")


def gradebook(course: CourseFolder) -> Diagnosis:
    """Say whether the gradebook is one, whole, of this nbgrader's, and free."""
    from threadlab.grading.gradebook.bad_gradebook import BadGradebookError
    from threadlab.grading.gradebook.schema import check_schema

    about, path = "gradebook", course.gradebook
    if not path.exists():
        return ok(about, "there is none yet; threadlab build makes it")
    mend = "Take it from a backup: threadlab restore. Or move it away, and a new one is made, without people's marks."
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", timeout=_PATIENCE, uri=True)) as opened:
            check_schema(path, opened)
            (whole,) = opened.execute("PRAGMA quick_check(1)").fetchone()
            loose = opened.execute("PRAGMA foreign_key_check").fetchall()
            (students,) = opened.execute("SELECT count(*) FROM student").fetchone()
    except BadGradebookError as wrong:
        return problem(about, str(wrong), mend)
    except sqlite3.OperationalError as busy:
        return problem(
            about,
            f"{path} cannot be read: {busy}",
            "If another program keeps it locked (a formgrader, a database browser), close that; else: ls -l "
            + path.name,
        )
    except sqlite3.DatabaseError as wrong:
        return problem(about, f"{path} is no gradebook: {wrong}", mend)
    if whole != "ok" or loose:
        said = whole if whole != "ok" else f"{len(loose)} entries point to nothing"
        return problem(about, f"{path} is damaged: {said}", mend)
    return ok(about, f"whole; students in it: {students}")


def built(course: CourseFolder) -> Iterator[Diagnosis]:
    """Say whether there is something to hand out, and whether names are such that nbgrader can work with them."""
    about, names = "course", folders(course.source)
    try:
        refuse_bad_names(names)
    except NotThereError as bad:
        yield problem(about, str(bad), "Rename the folder, and say threadlab build.")
        return
    missing = [name for name in names if not any((course.release / name).glob("*.ipynb"))]
    if not names:
        yield problem(about, f"{course.source} has no assignment", "threadlab new-assignment NAME begins one.")
    elif missing:
        yield advice(about, f"not built yet: {', '.join(missing)}", "threadlab build")
    else:
        yield ok(about, f"{course.root}: {', '.join(names)}")


def files_of(course: CourseFolder) -> list[Path]:
    """List the files whose times a clock that is right is not behind."""
    return [course.settings, course.gradebook, *sorted(course.source.glob("*/*.ipynb"))]
