"""What a class of the library has, and what stands for it here has not, is undecided: no program is failed for it."""

from __future__ import annotations

import importlib

import pytest

from threadlab.schedules.explore import explore
from threadlab.schedules.library.texts import SOURCES

OF_INSTANCES = {"name"}  # a property of handlers there, and here an attribute
CLASSES = [
    (module, name)
    for module, members in SOURCES.items()
    for name in members
    if isinstance(getattr(importlib.import_module(module), name, None), type)
]


@pytest.mark.parametrize(("module", "name"), CLASSES)
def test_no_public_attribute_is_said_to_be_missing(module: str, name: str) -> None:
    real = getattr(importlib.import_module(module), name)
    for attribute in (each for each in dir(real) if not each.startswith("_") and each not in OF_INSTANCES):
        result = explore("def test(): pass", f"import {module}\n{module}.{name}.{attribute}")
        assert result.verdict != "fails", (attribute, result.failure)


@pytest.mark.parametrize(
    ("use", "verdict"),
    [
        ("weakref.WeakSet().update([])", "undecided"),
        ("weakref.WeakSet().add(a)", "holds"),
        ("logging.getLogger('x').manager", "undecided"),
        ("logging.getLogger('x').name", "holds"),
        ("io.StringIO().encoding", "undecided"),
        ("io.StringIO().encodings", "fails"),
        ("Own().manager", "holds"),
    ],
)
def test_it_is_refused_where_it_is_used(use: str, verdict: str) -> None:
    own = "class Own(logging.Logger):\n    def __init__(self):\n        super().__init__('own')\n"
    own += "        self.manager = 1\nclass A: pass\na = A()\n"
    assert explore("def test(): pass", f"import io, logging, weakref\n{own}{use}").verdict == verdict
