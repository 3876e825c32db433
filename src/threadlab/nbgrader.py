"""The door for courses: nbgrader's settings, all of them, for an ``nbgrader_config.py`` of three lines.

A course names nothing of this package but ``configure``; what lies behind it may be moved and renamed.
"""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any


def configure(config: Any, folder: str | Path, course_id: str = "threadlab", python: str = "3.11") -> None:
    """Set nbgrader up for a course: its commands, the formgrader and ``threadlab`` read the same settings.

    Whatever a course wants otherwise is set after this call, in the same file; but with other steps than these nothing
    is graded, for a submission would run in an ordinary kernel::

        from pathlib import Path
        from threadlab.nbgrader import configure

        c = get_config()
        configure(c, Path(__file__).parent)
        c.ExecutePreprocessor.timeout = 60

    Args:
        config: what ``get_config()`` gives in a configuration file, a traitlets ``Config``.
        folder: the course's folder, in which ``source/`` and ``gradebook.db`` are.
        course_id: what the exchange calls the course.
        python: the version of Python that answers are held to, wherever they are judged: from "3.11" on, and no newer
            than the Python that grades. Whatever came later counts as unknown; the release carries it.

    Raises:
        ValueError: answers cannot be held to such a version here.
    """
    from threadlab.grading import pages
    from threadlab.grading.pages import formgrader
    from threadlab.grading.pipeline import nbgrader_patches
    from threadlab.grading.pipeline.required_settings import REQUIRED, release_steps
    from threadlab.notebook.cell_text.course_language import hold_to, version_named

    hold_to(version_named(python))
    nbgrader_patches.apply(_keep)
    root = Path(folder).resolve()
    _place(config, root, course_id)
    for (section, name), value in REQUIRED.items():
        setattr(config[section], name, deepcopy(value))
    config.GenerateAssignment.preprocessors = release_steps()
    _run(config)
    _show(config, pages.TEMPLATES, pages.filters(root))
    formgrader.install()


def _keep(root: Path) -> None:
    from threadlab.course.folder import CourseFolder
    from threadlab.upkeep.backups import backup

    backup(CourseFolder(root), "nbgrader autograde")


def _place(config: Any, root: Path, course_id: str) -> None:
    config.CourseDirectory.course_id = course_id
    config.CourseDirectory.root = str(root)
    config.CourseDirectory.db_url = f"sqlite:///{root / 'gradebook.db'}"
    config.Exchange.root = str(root / ".exchange")
    # Of another zone nbgrader would note the name, which may stand for several.
    config.Exchange.timezone = "UTC"


def _run(config: Any) -> None:
    # "nbgrader validate" runs a student's own notebook in a kernel; what the kernel logs about itself is no news.
    config.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=40"]
    # An unsolved cell says so itself when it is run, and the checks below it say what is missing.
    config.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}


def _show(config: Any, templates: list[str], filters: dict[str, object]) -> None:
    # The pages on which students and teaching assistants read a graded notebook run nothing that a submission brought.
    config.HTMLExporter.extra_template_basedirs = templates
    config.HTMLExporter.filters = filters
    # What waits for a person is no zero in "nbgrader export" either.
    config.ExportApp.plugin_class = "threadlab.term.exporting.plugins.CsvExport"
    # What handing in late costs is set with "threadlab dates"; without that, nbgrader's own settings hold.
    config.AssignLatePenalties.plugin_class = "threadlab.grading.gradebook.late_policy.LatePolicy"
    # The formgrader's page of settings would print the server's token.
    config.FormgradeExtension.debug = False
