"""What nbgrader 0.9 needs to start fast, run quietly and write the same bytes every time."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from threadlab.errors import CannotRunError

PATIENCE = 60  # seconds
_NOT_SAFE = "grading would not be safe with the settings in nbgrader_config.py, or those beside it"


def apply(keep: Callable[[Path], object]) -> None:
    """Mend nbgrader in this process; called by ``nbgrader_config.py``, so by every one of its commands.

    Args:
        keep: keeps the course in a folder as it is.

    What is mended:

    - Alembic's command, which nbgrader runs to upgrade a database, is found though the environment is not activated.
    - To make a database, nbgrader would run that command for a single word; it is looked up here, 2 s sooner.
    - SQLAlchemy's warning about nbgrader's half-built submissions is not shown: it says nothing to anybody.
    - The database's ids follow from what a row stands for.
    - A database that is made has the table of our own.
    - Times are read in ISO 8601, and what is no certain time is refused.
    - Who finds the gradebook locked waits for a minute: the formgrader and a grading run may both be writing.
    - Of a submission, plain files are read and copied, and no link is followed.
    - With settings that would run submissions in an ordinary kernel, nothing is graded.
    - Where there is a class list, ``nbgrader autograde`` makes no stranger a student; before it grades everybody, the
      course is kept as it is. The formgrader's button grades one, whose marks alone may change, and keeps nothing.
    """
    from threadlab.grading import times
    from threadlab.grading.gradebook import (
        marked_answers,  # noqa: F401 - importing it makes its table known
        stable_ids,
    )

    scripts = str(Path(sys.executable).parent)
    if scripts not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = scripts + os.pathsep + os.environ.get("PATH", "")
    stable_ids.install()
    times.mend(sys.modules)
    from nbgrader import api
    from nbgrader.converters import Autograde
    from nbgrader.converters.base import BaseConverter
    from sqlalchemy.exc import SAWarning

    from threadlab.grading.gradebook.schema import newest_schema
    from threadlab.grading.pipeline import copied_files

    copied_files.install()
    _wait_for_each_other()
    BaseConverter.start = _guarded(BaseConverter.start)
    Autograde.init_notebooks = _of_the_class(Autograde.init_notebooks, keep)

    api.get_alembic_version = newest_schema
    warnings.filterwarnings("ignore", category=SAWarning, message="Object of type <Submitted")


def _guarded(start: Callable[[Any], None]) -> Callable[[Any], None]:
    """Have a converter of nbgrader's look at its settings before it begins."""
    if getattr(start, "_guarded", False):
        return start

    def guarded(converter: Any) -> None:
        from nbgrader.converters import NbGraderException

        from threadlab.grading.pipeline.required_settings import wrong_settings

        wrong = [str(each) for each in wrong_settings(converter.config)]
        if wrong:
            for each in wrong:
                converter.log.error("%s: %s", _NOT_SAFE, each)
            raise NbGraderException(f"{_NOT_SAFE}: {'; '.join(wrong)}")
        start(converter)

    guarded._guarded = True  # type: ignore[attr-defined]
    return guarded


def _of_the_class(init: Callable[[Any], None], keep: Callable[[Path], object]) -> Callable[[Any], None]:
    """Have nbgrader's grading leave out who is on no class list, and keep the course before it grades everybody."""
    if getattr(init, "_guarded", False):
        return init

    def guarded(converter: Any) -> None:
        from nbgrader.api import Gradebook
        from nbgrader.converters import NbGraderException

        from threadlab.grading.gradebook.class_list import STRANGER, students_listed

        init(converter)
        with Gradebook(converter.coursedir.db_url, converter.coursedir.course_id) as gradebook:
            known = students_listed(gradebook)
        place = re.compile(converter._format_source("(?P<assignment>.*)", "(?P<student>.*)", escape=True))
        for folder in sorted(converter.assignments) if known else ():
            student = place.match(folder)["student"]  # type: ignore[index]
            if student not in known:
                converter.log.error("%s is not graded: %s", student, STRANGER)
                del converter.assignments[folder]
        if not converter.assignments:
            raise NbGraderException("nobody who handed in is on the class list")
        if converter.coursedir.student_id == "*":
            try:
                keep(Path(converter.coursedir.root))
            except CannotRunError as problem:
                converter.log.error("%s", problem)  # of an exception nbgrader shows nothing
                raise NbGraderException(str(problem)) from None

    guarded._guarded = True  # type: ignore[attr-defined]
    return guarded


def _wait_for_each_other() -> None:
    """Have connections to SQLite wait for others who are writing, for longer than the usual five seconds.

    In the address of the gradebook, ``?timeout=60`` would say the same; but some commands of nbgrader's take what
    follows the question mark for a part of the file's name. Where an address says it all the same, it counts.
    """
    from sqlalchemy import event
    from sqlalchemy.engine import Engine

    if not event.contains(Engine, "do_connect", _patiently):
        event.listen(Engine, "do_connect", _patiently)


def _patiently(dialect: Any, _record: object, _arguments: object, options: dict[str, Any]) -> None:
    if dialect.name == "sqlite":
        options.setdefault("timeout", PATIENCE)
