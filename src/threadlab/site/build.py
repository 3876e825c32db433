"""The door: a course's release in, a folder of static files out."""

from __future__ import annotations

from pathlib import Path

from threadlab.course.folder import CourseFolder, NotThereError, folders
from threadlab.site.fetching import default_cache
from threadlab.site.lite import write_lite

LAB = "lab"  # the folder of the site in which JupyterLite is


def build_site(course: CourseFolder, to: Path, *, cache: Path | None = None, hand_in_to: str = "") -> None:
    """Build the site of a course.

    Args:
        course: the course, whose ``release/`` is built.
        to: the folder to write; what a site before left there is replaced.
        cache: where what is fetched is kept.
        hand_in_to: whom a learner gives finished work to, as a sentence says it: "your tutor, by mail".

    Raises:
        NotThereError: nothing is released, or ``to`` holds something else.
        CannotFetchError: something it is made from could not be had.
        CannotBuildError: JupyterLite refuses.
    """
    released = {
        f"{assignment}/{path.name}": path
        for assignment in folders(course.release)
        for path in sorted((course.release / assignment).glob("*.ipynb"))
    }
    if not released:
        raise NotThereError(f"there is no release to make a site of in {course.release}; first: threadlab build")
    to.mkdir(parents=True, exist_ok=True)
    write_lite(released, to / LAB, cache or default_cache(), hand_in_to)
