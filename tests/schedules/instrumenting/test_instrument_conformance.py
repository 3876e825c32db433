"""CPython's own tests of the language and of its containers pass when they are instrumented."""

import ast
import builtins
import importlib.util
import io
import sys
import types
import unittest
from types import SimpleNamespace

import pytest

from tests.schedules.instrumenting.conftest import NoAccount
from threadlab.schedules.hooks import assigning, attributes, calls, proxies
from threadlab.schedules.hooks.table import Hooks
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.instrumenting.scope_analysis import Scopes
from threadlab.schedules.instrumenting.statements import Statements
from threadlab.schedules.library.imports import BY_METHOD, FOLDING
from threadlab.schedules.running.faults import is_fault
from threadlab.schedules.running.lockset import EVERYTHING

FINDS_GARBAGE = "counts references, of which the hooks keep some"
PICKLES = "pickles iterators, which are generators under the hooks"
TRACEBACKS = "looks into a traceback, for which a program gets something that cannot be looked into"
REFUSED = "uses what the policy refuses"

# The modules, and the tests in them that need not pass, each with the reason.
MODULES: dict[str, dict[str, str]] = {
    "test_grammar": {},
    "test_scope": {"testCellLeak": FINDS_GARBAGE, "testLocalsFunction": "asks for locals()"},
    "test_augassign": {},
    "test_named_expressions": {},
    "test_with": {"testExceptionLocation": "in which column of a line something is raised, no program can tell"},
    "test_unpack": {},
    "test_patma": dict.fromkeys(("test_patma_212", "test_patma_220"), "asks for locals()"),
    "test_global": {},
    "test_keywordonlyarg": {},
    "test_positional_only_arg": {},
    "test_richcmp": {},
    "test_compare": {},
    "test_contains": {},
    "test_bool": {},
    "test_binop": {},
    "test_raise": dict.fromkeys(
        ("test_accepts_traceback", "test_attrs", "test_constructor", "test_sets_traceback"), TRACEBACKS
    ),
    "test_except_star": {},
    "test_super": dict.fromkeys(("test___class___mro", "test_various___class___pathologies"), REFUSED),
    "test_subclassinit": {},
    "test_isinstance": {},
    "test_property": {},
    "test_fstring": {"test_debug_conversion": "asks for the time from 3.13 on, which only a world tells"},
    "test_decorators": {"test_dotted": REFUSED, "test_double": REFUSED},
    "test_contextlib": dict.fromkeys(("test_contextmanager_traceback", "test_exit_exception_traceback"), TRACEBACKS),
    "test_defaultdict": {"test_factory_conflict_with_set_value": "3.14 keeps what was set meanwhile; ours is 3.11's"},
    "test_bisect": {},
    "test_list": {"test_iterator_pickle": PICKLES, "test_reversed_pickle": PICKLES},
    "test_type_params": {"test_const_evaluator": "asks for how the words of 3.14 name a class"},
    "test_type_aliases": {},
}


class Quick(NoAccount):
    """A world that lets everything happen."""

    recording = False
    solo, one_order = False, True
    current = SimpleNamespace(number=0, effects=0)
    learned = frozenset()

    def __init__(self):
        self.numbers = {}
        self.kept = []

    def key(self, thing):
        self.kept.append(thing)
        return self.numbers.setdefault(id(thing), len(self.numbers))

    def step(self, operation):
        pass

    note = learn = output = step

    def touch(self, action, footprint, target, _found=None):
        pass

    def loop(self, token, state, *, endless=False):
        pass

    name = loop

    def check(self, error):
        assert error is None or not is_fault(error), f"taken for a bug of ours: {error!r}"


EXPECTED = unittest.case._AssertRaisesContext.__exit__


def checked_first(context, kind, error, trace):
    """Take the place of ``assertRaises``: what a program raises is its own, however deep in our hooks it comes up."""
    Quick().check(error)
    return EXPECTED(context, kind, error, trace)


def source_of(name):
    try:
        spec = importlib.util.find_spec(f"test.{name}")
    except ModuleNotFoundError:
        spec = None
    if spec is None or spec.origin is None:
        pytest.skip(f"this Python has no test.{name}")
    return spec.origin


def failures(name, path, *, instrumented):
    """Run the tests of one module; return how many there were, and the names of those that did not pass."""
    with open(path, encoding="utf-8") as file:
        tree = ast.parse(file.read(), path)
    module = types.ModuleType(f"test.{name}")
    module.__file__, module.__package__ = path, "test"
    sys.modules[module.__name__] = module
    if instrumented:
        rewriting = Statements(Scopes(tree), name, test=False)
        tree.body = rewriting.block(tree.body)
        ast.fix_missing_locations(tree)
        hooks = Hooks()
        hooks.begin(Quick(), vars(module))
        table = dict(vars(builtins)) | hooks.table() | {"_tl_ends": lambda: hooks.ends() and ()}
        names = {each: method for each, method in BY_METHOD.items() if each not in ("print", "id", "hash")}
        table |= {each: getattr(hooks, method) for each, method in names.items()}
        table |= {each: hooks.folding(function) for each, function in FOLDING.items()}
        vars(module)["__builtins__"] = table
    exec(compile(tree, path, "exec", dont_inherit=True), vars(module))
    suite = unittest.defaultTestLoader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(stream=io.StringIO(), buffer=True).run(suite)
    bad = {str(test).split()[0] for test, _ in result.failures + result.errors}
    return result.testsRun, bad


@pytest.fixture(name="without_policy")
def _without_policy(monkeypatch):
    for check in ("check_foreign", "check_primitive", "check_overrides"):  # the policy has tests of its own
        monkeypatch.setattr(policy, check, lambda *_: None)
    for module in (assigning, attributes, calls, proxies):
        monkeypatch.setattr(module, "checked", lambda name: name)
    monkeypatch.setattr(attributes, "check_visible", lambda _: None)
    monkeypatch.setattr(assigning, "check_outside", lambda *_: None)
    monkeypatch.setattr(unittest.case._AssertRaisesContext, "__exit__", checked_first)


def compare(name, monkeypatch):
    path = source_of(name)
    monkeypatch.setitem(sys.modules, f"test.{name}", None)
    monkeypatch.setattr(builtins, "_", None, raising=False)  # where doctest keeps what it has shown
    count, bad = failures(name, path, instrumented=False)
    instrumented_count, instrumented_bad = failures(name, path, instrumented=True)
    assert count > 0
    assert instrumented_count == count
    assert instrumented_bad - bad - MODULES.get(name, {}).keys() == set()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", MODULES)
def test_cpythons_own_tests_pass_when_instrumented(name, monkeypatch, without_policy):
    compare(name, monkeypatch)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("name", ["test_yield_from", "test_genexps", "test_contains", "test_unpack", "test_heapq"])
def test_they_pass_with_iterators_that_are_known_to_be_shared(name, monkeypatch, without_policy):
    monkeypatch.setattr(Quick, "learned", EVERYTHING)
    compare(name, monkeypatch)
