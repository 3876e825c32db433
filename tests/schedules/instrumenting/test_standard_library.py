"""The table of the standard library is complete and true: each member that a program may meet is decided."""

import builtins
import importlib
import pkgutil
import subprocess
import sys
from types import ModuleType

import pytest

from tests.schedules.instrumenting.library_page import PAGE, page
from threadlab import explore
from threadlab.schedules.library import decisions
from threadlab.schedules.library.absent import Absent
from threadlab.schedules.library.decisions import CONTROLLED, decisions_table
from threadlab.schedules.library.members import _class_of
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.library.standard import CHANGES, WRITTEN_ANEW, is_member
from threadlab.schedules.library.texts import SOURCES

MODULES = sorted(name for name in decisions_table().decisions if not name.startswith("class "))
CLASSES = sorted(name for name in decisions_table().decisions if name.startswith("class "))
TEST = "def test():\n    pass"
BUILT_IN = [
    *("object", "type", "int", "float", "complex", "str", "bytes", "bytearray", "list", "tuple", "dict", "set"),
    *("frozenset", "range", "slice", "property", "BaseException", "BaseExceptionGroup"),
    *("collections.deque", "collections.defaultdict", "collections.OrderedDict", "collections.Counter"),
    *("functools.partial", "re.Pattern", "re.Match", "datetime.date", "datetime.datetime"),
]


def public(module: ModuleType) -> set[str]:
    """The members of a module: what it says itself, else what it has that is no module."""
    own = getattr(module, "__all__", None)
    names = own if own is not None else [name for name in vars(module) if not name.startswith("_")]
    return {name for name in names if not isinstance(getattr(module, name), ModuleType)}


@pytest.mark.parametrize("name", MODULES)
def test_every_member_of_every_module_is_decided(name):
    assert public(importlib.import_module(name)) - decisions.decided(name).keys() == set()


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_method_of_every_class_is_decided(name):
    module, _, cls = name.rpartition(".")
    found = getattr(importlib.import_module(module or "builtins"), cls)
    methods = {each for each in vars(found) if not each.startswith("_")}
    assert methods - decisions.decided(f"class {name}").keys() == set()


@pytest.mark.parametrize("name", sorted(set(MODULES) - CONTROLLED - {"builtins"}))
def test_a_program_gets_what_is_allowed_and_nothing_else(name, run):
    _, namespace = run(f"import {name} as module")
    module = namespace["module"]
    for member, decision in decisions.decided(name).items():
        real = hasattr(importlib.import_module(name), member)
        if not real:
            assert not hasattr(module, member), member
        elif decision.kind == "refused":
            assert isinstance(getattr(module, member), Absent), member
        elif not isinstance(getattr(importlib.import_module(name), member), dict | list | set):
            assert not isinstance(getattr(module, member), Absent), member
    inner = {each.rpartition(".")[2] for each in MODULES}
    names = {each for each in vars(module) if not each.startswith("_")}
    assert names <= decisions.allowed(name) | SOURCES.get(name, {}).keys() | inner


PARTS = sorted(
    (name, each.name)
    for name in {*MODULES, "threadlab", "concurrent"} - {"builtins"}
    for each in pkgutil.iter_modules(getattr(importlib.import_module(name), "__path__", ()))
    if not each.name.startswith("_")
)


@pytest.mark.parametrize(
    ("package", "part", "statement"),
    [
        (*each, statement)
        for each in PARTS
        for statement in ("from {0} import {1} as part", "import {0}.{1} as part")
        if each[0] != "threadlab" or statement.startswith("from")  # no answer may import the whole of threadlab
    ],
)
def test_no_import_hands_out_a_part_of_a_package_that_is_not_in_the_table(package, part, statement, run, monkeypatch):
    real = sys.modules.get(f"{package}.{part}", ModuleType(part))
    monkeypatch.setitem(sys.modules, f"{package}.{part}", real)  # as if somebody had imported it
    _, namespace = run(statement.format(package, part))  # costs nothing
    assert namespace["part"] is not real
    assert isinstance(namespace["part"], Absent) != (f"{package}.{part}" in MODULES)


@pytest.mark.parametrize("name", sorted(CONTROLLED))
def test_the_engines_own_modules_have_what_the_table_allows(name):
    module = controlled_modules()[name]
    excepthook = "excepthook"  # which is looked up in the world that runs
    real = importlib.import_module(name)
    for member in decisions.allowed(name):
        if hasattr(real, member) and member != excepthook:
            assert not isinstance(getattr(module, member), Absent), member
    for member, decision in decisions.decided(name).items():
        if decision.kind == "refused" and hasattr(real, member):
            assert isinstance(getattr(module, member), Absent), member


def test_the_built_in_functions_are_what_the_table_says(run):
    for name, decision in decisions.decided("builtins").items():
        if not hasattr(builtins, name) or name in ("copyright", "credits", "license"):
            continue
        if decision.kind == "refused":
            assert explore(TEST, f"{name}()").verdict == "undecided", name
        else:
            run(name)


@pytest.mark.parametrize(
    "section", [name for name in CLASSES if _class_of(name) is not None and _class_of(name) is not type]
)
def test_a_refused_method_is_refused_wherever_it_is_found(section):
    cls = section.removeprefix("class ").rpartition(".")[2]
    module = section.removeprefix("class ").rpartition(".")[0] or "builtins"
    for member, decision in decisions.decided(section).items():
        if decision.kind == "refused":
            holder = cls if module == "builtins" else f"{module}.{cls}"
            start = "" if module == "builtins" else f"import {module}\n"
            assert explore(TEST, f"{start}getattr({holder}, '{member}')").verdict == "undecided", member


def test_a_method_that_is_not_in_the_table_is_refused(monkeypatch):
    script = (
        "from threadlab.schedules.library import decisions, members\n"
        "del decisions.decisions_table().decisions['class str']['swapcase']\n"
        "from threadlab import explore\n"
        f'print(explore({TEST!r}, "\'a\'.swapcase()").reason, explore({TEST!r}, "str.swapcase").reason)'
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "uses swapcase uses swapcase\n"


def test_a_member_of_a_module_that_is_not_in_the_table_is_refused(monkeypatch, run):
    import math

    monkeypatch.setattr(math, "brand_new", lambda: 1, raising=False)
    assert is_member("math", "brand_new")
    assert explore(TEST, "import math\nmath.brand_new()").reason == "uses math.brand_new"


def test_what_is_written_anew_and_what_is_changed_is_in_the_table():
    for name in (*WRITTEN_ANEW, *CHANGES, *SOURCES):
        assert name in MODULES
    for name, texts in SOURCES.items():
        assert texts.keys() <= decisions.allowed(name)


@pytest.mark.parametrize(
    "danger", decisions_table().dangers, ids=lambda danger: f"{danger.section}: {danger.does}"[:60]
)
def test_each_danger_names_members_and_what_stands_for_them(danger):
    known = decisions.decided(danger.section)
    for member in danger.members:
        assert member in known, member
        refused = known[member].kind == "refused"
        assert refused == danger.instead.startswith("refused"), member
    assert danger.instead


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("one step append", "names no member"),
        ("two steps: append", "is no decision"),
        ("refused: append", "is no decision"),
        ("one step, because: append", "is no decision"),
        ("one step: append append", "is decided twice"),
    ],
)
def test_a_line_of_the_table_that_says_nothing_is_named(line, words):
    with pytest.raises(ValueError, match=words):
        decisions.table_of_text(f"[class list]\n{line}\n")


def test_the_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m tests.schedules.instrumenting.library_page"
