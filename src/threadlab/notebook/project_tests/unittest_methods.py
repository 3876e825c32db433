"""A method of ``unittest.TestCase`` as a program, for whoever runs it with ``python -m unittest``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from threadlab.notebook.project_tests.module_texts import ModuleTexts
from threadlab.notebook.project_tests.program_text import CannotBeMadeAnewError, ProgramText, refuse_idle

PACKAGES = "threadlab_packages"  # of a test's class: what else belongs to the program


def is_case(thing: object) -> bool:
    """Say whether something is a case of unittest's; it does not import unittest to find out."""
    unittest: Any = sys.modules.get("unittest")
    return unittest is not None and isinstance(thing, unittest.TestCase)


def program_of(case: object, method: str) -> tuple[str, ModuleTexts]:
    """Return the text that runs a method on one schedule, and what finds the modules of its program.

    Args:
        case: the case, as unittest has made it.
        method: the method's name.

    Raises:
        CannotBeMadeAnewError: its module has no file, or its class cannot be made anew.
    """
    cls = type(case)
    refuse_idle(getattr(cls, method))
    module = sys.modules[cls.__module__]
    found = getattr(module, "__file__", None)
    if found is None:
        raise CannotBeMadeAnewError(f"the class {cls.__name__} stands in no file")
    file = Path(found).resolve()
    # What is run as a script is called __main__, and belongs to the program by its own name.
    name = file.stem if cls.__module__ == "__main__" else cls.__module__
    text = ProgramText()
    text.call_method(name, cls, method)
    packages = getattr(cls, PACKAGES, ())
    return text.text, ModuleTexts([packages] if isinstance(packages, str) else packages, [file.parent], {name: file})
