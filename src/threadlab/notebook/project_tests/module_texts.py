"""Which modules are run on every schedule: the test's own, those beside it, and the packages that are named."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from threadlab.notebook.project_tests.runner_words import without_runner_words
from threadlab.schedules.program_modules import ModuleText, NoSuchModuleError

_STANDINS = Path(__file__).with_name("standins")
STANDINS = {
    "pytest": "pytest.py",
    "pytest._fixtures": "fixtures.py",
    "unittest": "unittest.py",
    "unittest.mock": "mock.py",
    "unittest._calls": "calls.py",
    "unittest._patching": "patching.py",
}
"""Modules of which a test gets what we have written, by the file of it."""


@dataclass
class ModuleTexts:
    """Finds the texts of modules by their names.

    Args:
        packages: names of packages, or of single modules, that belong to the program with all that is in them.
        folders: every module in one of these folders belongs to it, too.
        files: files of single modules by their names, such as the test's own.
    """

    packages: Iterable[str] = ()
    folders: Iterable[Path] = ()
    files: dict[str, Path] = field(default_factory=dict)
    _found: dict[str, ModuleText | None] = field(default_factory=dict, repr=False)
    _missing: dict[str, str] = field(default_factory=dict, repr=False)  # by name, what of it is not there

    def __call__(self, name: str) -> ModuleText | None:
        """Return the text of a module that belongs to the program, None for all others.

        Raises:
            NoSuchModuleError: there is none of that name, not even one that is not the program's.
        """
        if name in self._missing:
            raise NoSuchModuleError(self._missing[name])
        if name not in self._found:
            try:
                self._found[name] = self._find(name)
            except NoSuchModuleError as missing:
                self._missing[name] = missing.name
                raise
        return self._found[name]

    def own(self) -> dict[str, str]:
        """Return the texts found so far by the names of their modules; what stands for pytest is none of them."""
        return {name: found.text for name, found in self._found.items() if found is not None and not found.partial}

    def _find(self, name: str) -> ModuleText | None:
        if name in STANDINS:
            return replace(_read(name, _STANDINS / STANDINS[name], "." not in name), partial=True)
        file = self.files.get(name)
        if file is not None:
            return _read(name, file, file.name == "__init__.py")
        spec = _spec(name)
        if spec is None:
            around = itertools.accumulate(name.split("."), "{}.{}".format)
            raise NoSuchModuleError(next(each for each in around if _spec(each) is None))
        if spec.origin is None or spec.loader is None:  # a package without a file of its own
            return ModuleText(name, "", True) if self._around(name) else None
        file = Path(spec.origin)
        if file.suffix == ".py" and (self._named(name) or file.parent in self.folders):
            return _read(name, file, spec.submodule_search_locations is not None)
        return None

    def _named(self, name: str) -> bool:
        return any(name == package or name.startswith(f"{package}.") for package in self.packages)

    def _around(self, name: str) -> bool:
        """Whether something that belongs to the program is in there."""
        return self._named(name) or any(each.startswith(f"{name}.") for each in (*self.packages, *self.files))


def is_there(name: str) -> bool:
    """Say whether there is a module of that name; it is not imported, but the packages around it are."""
    return _spec(name) is not None


def _spec(name: str) -> importlib.machinery.ModuleSpec | None:
    try:
        return importlib.util.find_spec(name)
    except (ImportError, ValueError, AttributeError):  # it is not there, or no module has such a name
        return None


def _read(name: str, file: Path, package: bool) -> ModuleText:
    text = without_runner_words(importlib.util.decode_source(file.read_bytes()))
    return ModuleText(name, text, package, file=str(file))
