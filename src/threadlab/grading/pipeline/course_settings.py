"""Reading a course's ``nbgrader_config.py``, and refusing one with which grading would not be safe."""

from __future__ import annotations

import ast
import re
import traceback
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from json import JSONDecodeError
from pathlib import Path
from typing import Any

from traitlets import HasTraits, TraitError
from traitlets.config import Configurable
from traitlets.config.loader import (
    Config,
    ConfigFileNotFound,
    JSONFileConfigLoader,
    LazyConfigValue,
    PyFileConfigLoader,
)

from threadlab.errors import CannotRunError
from threadlab.grading.pipeline.required_settings import Setting, wrong_places, wrong_settings

_ADVICE = "threadlab.nbgrader.configure(c, folder) sets what grading needs: call it, and leave those settings alone."

_JSON = ".json"  # how the name of the other file ends that nbgrader reads settings from
_FORM = 'nbgrader reads settings of the form {"Class": {"name": "value"}}; this is another'
_OTHER_PROGRAMS = ("App", "Hub", "Spawner", "Authenticator")  # how sections of Jupyter's other programs end
_NO_OBJECT = re.compile(r" of .*?HasTraits.*? instance")  # whose setting it would be is of no account
_ALIKE = 0.8  # how much the name of a class must look like a known one to be taken for a slip


class BadSettingsError(CannotRunError):
    """The course's settings cannot be read, or grading would not be safe with them; says in which line."""


@dataclass(frozen=True, slots=True)
class Settings:
    """A course's settings, and warnings about those of them that nothing listens to."""

    config: Any
    warnings: tuple[str, ...] = ()


def read_settings(file: Path) -> Settings:
    """Run a course's ``nbgrader_config.py``, and look at what it has set.

    nbgrader's own commands read a ``nbgrader_config.json`` beside it, too, and take its word where both set something:
    so does this.

    Raises:
        BadSettingsError: if they cannot be read, or grading would not be safe with what they set.
    """
    config, more = _run(file), _data(file.with_suffix(_JSON))
    places = _places(file) | dict.fromkeys(_settings(more), file.with_suffix(_JSON).name)
    config.merge(more)
    unknown = dict(_unknown(config))
    wrong = [*wrong_settings(config), *wrong_places(config, file.parent)]
    if not wrong:
        _check_values(config, file, places)
    else:
        meant = {guess: setting for setting, guess in unknown.items()}
        lines = [
            f"{_where(file, places, meant.get(each.setting, each.setting))}: {each}{_meant(meant.get(each.setting))}"
            for each in wrong
        ]
        raise BadSettingsError("\n".join(dict.fromkeys([*lines, _ADVICE])))
    warnings = [
        f"{_where(file, places, setting)}: nothing is called {'.'.join(setting)}{_guess(guess)}"
        for setting, guess in unknown.items()
    ]
    return Settings(config, tuple(warnings))


def _check_values(config: Any, file: Path, places: Mapping[Setting, str]) -> None:
    """Check that each setting that is known has a value that it can have: nbgrader breaks off where it has not.

    What only other programs read, such as ``nbgrader export``, is theirs to judge.

    Raises:
        BadSettingsError: if one has not.
    """
    for section, name in _settings(config):
        trait = None if section.endswith(_OTHER_PROGRAMS) else _known().get(section, {}).get(name)
        value = config[section][name]
        if trait is None or isinstance(value, LazyConfigValue) or (value is None and trait.allow_none):
            continue
        try:
            trait.validate(HasTraits(), value)
        except TraitError as problem:
            said = _NO_OBJECT.sub("", str(problem), count=1)
            where = _where(file, places, (section, name))
            raise BadSettingsError(f"{where}: {section}.{name} is {value!r}. {said}") from None


def _run(file: Path) -> Any:
    try:
        return PyFileConfigLoader(file.name, path=str(file.parent)).load_config()
    except SyntaxError as problem:
        line = f", line {problem.lineno}" if problem.lineno else ""
        place = f"{Path(problem.filename or file).name}{line}"
        raise BadSettingsError(f"{place}: this is no Python: {problem.msg}") from None
    except (Exception, SystemExit) as problem:
        frames = [
            frame for frame in traceback.extract_tb(problem.__traceback__) if Path(frame.filename).name == file.name
        ]
        line = f", line {frames[-1].lineno}" if frames else ""
        raise BadSettingsError(f"{file.name}{line}: {_said(problem)}") from None


def _data(file: Path) -> Any:
    """Read settings that are written as JSON; there need be none."""
    try:
        config = JSONFileConfigLoader(file.name, path=str(file.parent)).load_config()
    except ConfigFileNotFound:
        return Config()
    except (JSONDecodeError, UnicodeDecodeError) as problem:
        raise BadSettingsError(f"{file.name}: this is no JSON: {problem}") from None
    except (AttributeError, TypeError, ValueError):
        raise BadSettingsError(f"{file.name}: {_FORM}") from None
    if any(not isinstance(settings, Config) for settings in config.values()):
        raise BadSettingsError(f"{file.name}: {_FORM}")
    return config


def _settings(config: Any) -> Iterator[Setting]:
    """Give the settings that are made."""
    for section, settings in config.items():
        if isinstance(settings, Config):
            yield from ((section, name) for name in settings)


def _said(problem: BaseException) -> str:
    if isinstance(problem, ModuleNotFoundError):
        return f"there is no module {problem.name}; is it installed for the Python that threadlab runs on?"
    if isinstance(problem, SystemExit):
        return "here it ends Python, and with it whatever reads it"
    return f"{type(problem).__name__}: {problem}"


def _places(file: Path) -> dict[Setting, str]:
    """Find the lines in which settings are set: the last one counts."""
    found: dict[Setting, int] = {}
    for node in ast.walk(ast.parse(file.read_bytes())):
        # c.Class.trait = ..., and what changes it in place: c.Class.trait.append(...)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Attribute):
            setting = node.value.attr, node.attr
            found[setting] = max(node.lineno, found.get(setting, 0))
    return {setting: f"{file.name}, line {line}" for setting, line in found.items()}


def _where(file: Path, places: Mapping[Setting, str], setting: Setting) -> str:
    return places.get(setting) or _last_line_with(setting[1], file)


def _last_line_with(name: str, file: Path) -> str:
    """Say where a setting may be set in another way than by ``c.Class.trait``, if it is named anywhere."""
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    line = max((number for number, line in enumerate(lines, 1) if re.search(rf"\b{name}\b", line)), default=0)
    return f"{file.name}, line {line}" if line else file.name


def _unknown(config: Any) -> Iterator[tuple[Setting, Setting | None]]:
    """Give the settings that nobody reads, each with what may have been meant."""
    known = _known()
    for section, settings in config.items():
        if not isinstance(settings, Config):
            continue
        owner = section if section in known else _near(section, known, _ALIKE)
        if not owner:
            yield from (((section, name), None) for name in settings if not _is_anothers(section, config))
            continue
        for name in settings:
            meant = name if name in known[owner] else _near(name, known[owner])
            if (owner, meant) != (section, name):
                yield (section, name), (owner, meant) if meant else None


def _is_anothers(section: str, config: Any) -> bool:
    """Say whether a section is that of another program of Jupyter's, or of a plug-in that the settings bring along."""
    plugins = {value.rpartition(".")[2] for _, _, value in _values(config) if isinstance(value, str)}
    return section.endswith(_OTHER_PROGRAMS) or section in plugins or section in _loaded(Configurable)


def _values(config: Any) -> Iterator[tuple[str, str, object]]:
    for section, name in _settings(config):
        value = config[section][name]
        yield from ((section, name, each) for each in (value if isinstance(value, list) else [value]))


def _loaded(base: type) -> set[str]:
    """Name the classes that are derived from one, so far as their modules have been imported."""
    return {base.__name__}.union(*map(_loaded, base.__subclasses__()))


def _near(name: str, names: Iterable[str], alike: float = 0.6) -> str:
    return next(iter(get_close_matches(name, names, 1, alike)), "")


@cache
def _known() -> dict[str, dict[str, Any]]:
    """List the classes that listen to such a file, each with its settings by their names."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.apps import NbGraderApp
    from nbgrader.exchange import default
    from nbgrader.server_extensions.formgrader.formgrader import FormgradeExtension

    classes = [HTMLExporter, FormgradeExtension, *NbGraderApp().all_configurable_classes()]
    classes += [getattr(default, name) for name in default.__all__]
    known: dict[str, dict[str, Any]] = {}
    for each in classes:
        for base in each.__mro__:
            if hasattr(base, "class_traits"):
                known.setdefault(base.__name__, {}).update(base.class_traits())
    return known


def _meant(written: Setting | None) -> str:
    return f" ({'.'.join(written)} is, and nothing is called that)" if written else ""


def _guess(guess: Setting | None) -> str:
    return f"; did you mean {'.'.join(guess)}?" if guess else ", so it changes nothing"
