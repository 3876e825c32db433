"""Nothing that a program can read leads it behind the hooks: a crawler follows all of it.

Each guard that the crawler stands for is broken once, to see that it finds what the guard keeps back.
"""

from pathlib import Path

import pytest

from tests.schedules.instrumenting.crawler import crawl
from threadlab.notebook.project_tests.module_texts import ModuleTexts
from threadlab.schedules.hooks import attributes, proxies
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.library import imports, tracebacks

PROGRAM, OWNERS = Path(__file__).with_name("owners.txt").read_text(encoding="utf-8").split("---\n")
EXPRESSIONS = OWNERS.splitlines()
STANDINS = """
import pytest, unittest
from unittest import mock
def f(): pass
class Case(unittest.TestCase):
    def test(self): self.caught = self.assertRaises(ValueError)
case = Case()
case.test()
noted = mock.MagicMock(side_effect=[1, 2])
noted(1)
"""
STANDIN_EXPRESSIONS = (
    *("case", "case.caught", "noted", "noted.call_args", "noted.call_args_list", "noted.x", "mock.call(1)", "mock.ANY"),
    *(
        "mock.sentinel.x",
        "mock.patch",
        "mock.patch.object(case, 'test')",
        "pytest.raises(ValueError)",
        "pytest.approx(1.0)",
    ),
    *("pytest.mark.slow", "pytest.fixture(f)", "pytest", "unittest", "mock"),
)


def owners(expressions):
    """The text of a dict of what these are, by their text."""
    return "owners = {" + ", ".join(f"{each!r}: {each}" for each in expressions) + "}"


def test_nothing_that_a_program_can_read_leads_behind_the_hooks():
    found, looked_at = crawl(f"{PROGRAM}\n{owners(EXPRESSIONS)}")
    assert found == []
    assert looked_at > 5_000


def test_nor_does_what_stands_for_pytest_and_unittest():
    found, looked_at = crawl(f"{STANDINS}\n{owners(STANDIN_EXPRESSIONS)}", modules=ModuleTexts())
    assert found == []
    assert looked_at > 300


def nothing(*_):
    pass


BROKEN = {
    "names of frames": ("running", policy, "INTERNALS", frozenset(), "a code by running.gi_code"),
    "built-in functions": (
        "Flags.A",
        policy,
        "INTERNALS",
        frozenset(),
        "the function builtins.repr by Flags.A._numeric_repr_",
    ),
    "closures": (
        *("outer()", policy, "ALLOWED_DUNDERS", policy.ALLOWED_DUNDERS | {"__closure__"}),
        "a cell by outer().__closure__[...]",
    ),
    "tracebacks": (
        *(
            "raised(Oops(1))",
            tracebacks.OpaqueTraceback,
            "of",
            vars(BaseException)["__traceback__"].__get__,
        ),
        "a traceback by raised(Oops(1)).__traceback__",
    ),
    "private names": (
        *("Plain.kept", policy, "check_foreign", nothing),
        "what is the engine's: Hooks by Plain.kept._hooks",
    ),
    "what stand-ins show": ("iter([1])", attributes, "check_stand_in", nothing, "a list_iterator by iter([1]).raw"),
    "names of the engine's": (
        *("list(subclasses(of(random)))", policy, "refused_name", nothing),
        "a name of the engine's by list(subclasses(of(random)))[...]._tl_real",
    ),
    "dir": ("lock", imports, "shown_names", dir, "the name _tl_acquire by dir(lock)"),
    "variables": (
        *("plain", attributes.AttributeReading, "_read_dict", lambda _h, owner, *_: vars(owner)),
        "the real variables by plain.__dict__",
    ),
    "names in variables": (
        *("io.StringIO()", proxies.AttributeDict, "_tl_as_it_is", lambda self: vars(self._owner)),
        "the name _tl_file by vars(io.StringIO())",
    ),
    "names in a class": (
        *("type(collections.UserList())", proxies.ClassDict, "_held", lambda self: vars(self._cls)),
        "the name _tl_list by vars(type(collections.UserList()))",
    ),
}


@pytest.mark.parametrize("guard", BROKEN)
def test_the_crawler_finds_what_a_guard_keeps_back(guard, monkeypatch):
    expression, owner, name, broken, expected = BROKEN[guard]
    text = f"{PROGRAM}\n{owners([expression])}"
    assert crawl(text, alone=True)[0] == []
    monkeypatch.setattr(owner, name, broken)
    assert expected in crawl(text, alone=True)[0]
