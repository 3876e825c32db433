"""The settings of nbgrader's that grading is safe with, and how to tell that a course has them.

Whoever has others runs submissions in an ordinary kernel, or shows hidden tests: so nothing is done with those.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Setting = tuple[str, str]  # the name of a class and of a trait
_GRADEBOOK = "gradebook.db"

REQUIRED: Mapping[Setting, str | Sequence[str]] = {
    # A submission is read as data, laid over the author's cells, and judged on every schedule. No kernel runs it.
    ("Autograde", "exporter_class"): "threadlab.grading.submission.reading.SubmissionExporter",
    ("Autograde", "sanitize_preprocessors"): ["threadlab.grading.pipeline.preprocessors.Restore"],
    ("Autograde", "autograde_preprocessors"): [
        "threadlab.grading.pipeline.preprocessors.Judge",
        "nbgrader.preprocessors.LimitOutput",
        "threadlab.grading.pipeline.preprocessors.SaveGrades",
        "nbgrader.preprocessors.AssignLatePenalties",
    ],
    # The feedback page shows no hidden test.
    ("GenerateFeedback", "exporter_class"): "threadlab.grading.pipeline.page_exporter.PageExporter",
    ("GenerateFeedback", "preprocessors"): [
        "threadlab.grading.pages.feedback.Feedback",
        "threadlab.grading.pipeline.preprocessors.HideTests",
    ],
}
# Where hidden tests begin and end is looked for by these words, before and after nbgrader does.
_FIXED: Mapping[Setting, str] = {
    ("ClearHiddenTests", "begin_test_delimeter"): "BEGIN HIDDEN TESTS",
    ("ClearHiddenTests", "end_test_delimeter"): "END HIDDEN TESTS",
    ("ClearSolutions", "begin_solution_delimeter"): "BEGIN SOLUTION",
    ("ClearSolutions", "end_solution_delimeter"): "END SOLUTION",
}
# Steps of ours that can be switched off, each with the classes that hand the switch down. Without a judge, every cell
# has no output, and nbgrader gives full points for that.
_NEVER_OFF = (
    *("Restore", "Judge", "SaveGrades", "SaveAutoGrades", "Feedback", "GetGrades", "HideTests"),
    *("NbGraderPreprocessor", "Preprocessor"),
)
# Exporters take steps, too, and nbconvert has one that runs a notebook in a kernel.
_WITHOUT_STEPS = (
    *("SubmissionExporter", "NotebookExporter", "PageExporter", "HTMLExporter", "TemplateExporter", "Exporter"),
)
# Where a course's folders are. threadlab looks nowhere else: with others it would grade one thing and export another.
_PLACES: Mapping[str, str] = {
    **{f"{step}_directory": step for step in ("source", "release", "submitted", "autograded", "feedback")},
    "directory_structure": os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}"),
}
_EXECUTES = "nbgrader.preprocessors.execute.Execute"


def release_steps() -> list[Any]:
    """Give the steps that make a release: nbgrader's own, then the one that notes in it what judging it takes."""
    from nbgrader.converters import GenerateAssignment

    steps = GenerateAssignment.class_traits()["preprocessors"].default()
    return [*steps, "threadlab.grading.pipeline.preprocessors.CarryLanguage"]


@dataclass(frozen=True, slots=True)
class Wrong:
    """A setting that is not as the course needs it, and in what."""

    setting: Setting
    what: str

    def __str__(self) -> str:
        return f"{'.'.join(self.setting)} {self.what}"


def wrong_settings(config: Any) -> Iterator[Wrong]:
    """Find the settings with which grading would not be safe.

    Args:
        config: the course's settings, a traitlets ``Config``.
    """
    for setting, needed in REQUIRED.items():
        section, name = setting
        given = config[section].get(name) if section in config else None
        if given is None:
            yield Wrong(setting, "is not set")
        elif isinstance(needed, str):
            if _path(given) != _path(needed):
                yield Wrong(setting, f"is {_shown(given)}, not {needed}")
        elif (found := _steps(given)) != [_path(each) for each in needed]:
            yield Wrong(setting, _difference(found, [_path(each) for each in needed]))
    for setting, fixed in _FIXED.items():
        section, name = setting
        given = config[section].get(name, fixed) if section in config else fixed
        if given != fixed:
            yield Wrong(setting, f"is {given!r}, and hidden tests and solutions are looked for by {fixed!r}")
    for section in _NEVER_OFF:
        if section in config and config[section].get("enabled", True) is not True:
            yield Wrong((section, "enabled"), f"is {config[section].enabled!r}: no step of grading may be left out")
    for section in _WITHOUT_STEPS:
        for name in ("preprocessors", "default_preprocessors"):
            if section in config and (added := config[section].get(name)):
                yield Wrong((section, name), f"adds {', '.join(_steps(added))} to the steps of grading")


def wrong_places(config: Any, folder: Path) -> Iterator[Wrong]:
    """Find the settings by which nbgrader would look for the course, or for parts of it, where they are not.

    Args:
        config: the course's settings, a traitlets ``Config``.
        folder: the course's folder.
    """
    for section in ("BaseConverter", "GenerateAssignment"):
        if section in config and "exporter_class" in config[section]:
            yield Wrong((section, "exporter_class"), "is set, and each step of the course has an exporter of its own")
    given = config.get("CourseDirectory", {})
    for name, place in _PLACES.items():
        if name in given and given[name] != place:
            yield Wrong(("CourseDirectory", name), f"is {given[name]!r}, and a course has {place!r}")
    root = given.get("root")
    if isinstance(root, str) and root and (folder / root).resolve() != folder.resolve():
        yield Wrong(("CourseDirectory", "root"), f"is {root!r}, and the course is in {str(folder)!r}")
    url = given.get("db_url")
    if isinstance(url, str) and not _is_gradebook(url, folder):
        yield Wrong(("CourseDirectory", "db_url"), f"is {url!r}, and the course's marks are in {_GRADEBOOK}")


def _is_gradebook(url: str, folder: Path) -> bool:
    scheme, _, path = url.partition(":///")
    return scheme == "sqlite" and (folder / path.partition("?")[0]).resolve() == (folder / _GRADEBOOK).resolve()


def _difference(found: list[str], needed: list[str]) -> str:
    lacking = [each for each in needed if each not in found]
    strange = [each for each in found if each not in needed]
    parts = [f"lacks {', '.join(lacking)}"] if lacking else []
    if strange:
        runs = ", which runs students' code in an ordinary kernel" if _EXECUTES in strange else ""
        parts.append(f"has {', '.join(strange)}{runs}")
    return " and ".join(parts) or f"has its steps in another order, or twice; the course needs {', '.join(needed)}"


def _steps(given: Any) -> list[str]:
    try:
        return [_path(each) for each in given]
    except TypeError:
        return [_path(given)]


def _path(thing: Any) -> str:
    """Name a class in one way, however it is given; a text that names none stays as it is."""
    if isinstance(thing, str):
        from traitlets.utils.importstring import import_item

        try:
            thing = import_item(thing)
        except (ImportError, ValueError):
            return f"{thing} (there is no such class)"
    return f"{thing.__module__}.{thing.__qualname__}" if isinstance(thing, type) else repr(thing)


def _shown(given: Any) -> str:
    return given if isinstance(given, str) else _path(given)
