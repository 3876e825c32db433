"""A course names one door of the package; the names of version 0.1 go on working for terms that run."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path
from typing import Any

from traitlets.config import Config
from traitlets.config.loader import PyFileConfigLoader
from traitlets.utils.importstring import import_item

from tests.small_course import SmallCourse
from threadlab.cli import main
from threadlab.nbgrader import configure

FIRST_VERSION = Path(__file__).with_name("nbgrader_config_0_1.py")
STEPS = (
    ("Autograde", "sanitize_preprocessors"),
    ("Autograde", "autograde_preprocessors"),
    ("GenerateFeedback", "preprocessors"),
)
EXPORTERS = ("Autograde", "GenerateFeedback")
MENDED_SINCE = (
    ("AssignLatePenalties", "plugin_class"),
    ("CourseDirectory", "db_url"),
    ("Exchange", "timezone"),
    ("ExportApp", "plugin_class"),
    ("GenerateAssignment", "preprocessors"),
)  # what a term gets once it calls configure


def settings(course: Path) -> Any:
    return PyFileConfigLoader("nbgrader_config.py", path=str(course)).load_config()


def resolved(config: Any) -> dict[str, Any]:
    """All settings, with the classes themselves where paths name them."""
    found = {section: dict(values) for section, values in config.items()}
    for section, setting in STEPS:
        found[section][setting] = [import_item(path) for path in found[section][setting]]
    for section in EXPORTERS:
        found[section]["exporter_class"] = import_item(found[section]["exporter_class"])
    found["HTMLExporter"]["filters"] = {
        name: (each.func, each.args) if isinstance(each, partial) else each
        for name, each in found["HTMLExporter"]["filters"].items()
    }
    for section, setting in MENDED_SINCE:
        found.setdefault(section, {}).pop(setting, None)
        if not found[section]:
            del found[section]
    return found


def test_a_term_of_version_0_1_has_the_settings_of_today(small_course: SmallCourse) -> None:
    today = resolved(settings(small_course.root))
    shutil.copy(FIRST_VERSION, small_course.root / "nbgrader_config.py")
    assert resolved(settings(small_course.root)) == today


def test_a_term_of_version_0_1_is_graded(small_course: SmallCourse) -> None:
    shutil.copy(FIRST_VERSION, small_course.root / "nbgrader_config.py")
    small_course.submit("student-01", "")
    assert main(["grade", "--i-trust-these-submissions"]) == 0


def test_a_course_may_have_a_name_of_its_own_and_set_what_it_wants_afterwards(tmp_path: Path) -> None:
    config = Config()
    configure(config, tmp_path, course_id="threads-2027")
    config.Exchange.root = "/srv/exchange"
    assert config.CourseDirectory.course_id == "threads-2027"
    assert config.CourseDirectory.root == str(tmp_path.resolve())
    assert config.Exchange.root == "/srv/exchange"


def test_configuring_twice_is_configuring_once(tmp_path: Path) -> None:
    once, twice = Config(), Config()
    configure(once, tmp_path)
    configure(twice, tmp_path)
    configure(twice, tmp_path)
    assert resolved(once) == resolved(twice)
