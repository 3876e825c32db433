"""The door: a course's release in, a folder of static files out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from threadlab.course.folder import CourseFolder, NotThereError, folders
from threadlab.notebook.cell_text.course_language import carried_by
from threadlab.schedules.language import dotted
from threadlab.site.fetching import VERSION, default_cache
from threadlab.site.lite import CannotBuildError, write_lite
from threadlab.site.pages.write import Site, write_pages
from threadlab.site.sizes import Size, size_of

ROOT = Path(__file__).parent / "root"  # what is there as it is
MARK = ".nojekyll"
LAB = "lab"  # the folder of the site in which JupyterLite is


def build_site(course: CourseFolder, to: Path, *, cache: Path | None = None, hand_in_to: str = "") -> Size:
    """Build the site of a course.

    Args:
        course: the course, whose ``release/`` is built.
        to: the folder to write; what a site before left there is replaced.
        cache: where what is fetched is kept.
        hand_in_to: whom a learner gives finished work to, as a sentence says it: "your tutor, by mail".

    Returns:
        How large it is.

    Raises:
        NotThereError: nothing is released.
        CannotBuildError: ``to`` holds something else or cannot be made, a notebook is judged by a newer Python than
            the browser has, or JupyterLite refuses.
        CannotFetchError: something it is made from could not be had.
    """
    released = {
        f"{assignment}/{path.name}": path
        for assignment in folders(course.release)
        for path in sorted((course.release / assignment).glob("*.ipynb"))
    }
    if not released:
        raise NotThereError(f"there is no release to make a site of in {course.release}; first: threadlab build")
    _refuse_newer(released)
    if to.exists() and not (to.is_dir() and (not any(to.iterdir()) or (to / MARK).is_file())):
        raise CannotBuildError(f"{to} holds something else than a site: name a folder that is new or empty")
    try:
        to.mkdir(parents=True, exist_ok=True)
        (to / MARK).touch()  # a project page of GitHub then serves the files as they are
    except OSError as problem:
        raise CannotBuildError(f"{to} cannot be made: {problem.strerror}") from None
    shutil.copytree(ROOT, to, dirs_exist_ok=True)
    python = write_lite(released, to / LAB, cache or default_cache(), hand_in_to)
    write_pages(Site(released, course.root / "docs", LAB, python), to)
    return size_of(to)


def _refuse_newer(released: Mapping[str, Path]) -> None:
    for path, notebook in released.items():
        version = carried_by(json.loads(notebook.read_text(encoding="utf-8")))
        if version > VERSION:
            asked, there = dotted(version), dotted(VERSION)
            raise CannotBuildError(
                f"answers to {path} are judged as Python {asked}, and the browser has Python {there}"
            )
