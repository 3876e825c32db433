"""Library functions that would reach past the engine: programs get wrapped or refused ones. All inputs are harmless."""

import pytest

from tests.schedules.instrumenting.conftest import FakeWorld
from threadlab import explore
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.library.decisions import decisions_table
from threadlab.schedules.library.imports import Builtins
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.primitives.thread import current_thread

TEST = "def test():\n    pass"

REFUSED = {
    # texts that would be evaluated
    "import functools\n@functools.singledispatch\ndef f(x): pass\n@f.register\ndef g(x: '1 + 1'): pass": (
        "uses singledispatch with an annotation that is a text"
    ),
    "import typing\ntyping.get_type_hints(int)": "uses typing.get_type_hints",
    "import typing\ntyping.ForwardRef('x')": "uses typing.ForwardRef",
    "import dataclasses\ndataclasses.make_dataclass('P', ['x'])": "uses dataclasses.make_dataclass",
    # names of modules
    "import enum\n@enum.global_enum\nclass Colour(enum.Enum):\n    RED = 1": "uses enum.global_enum",
    "import enum\nenum.Enum('Colour', 'RED', module='math')": "chooses the module of an enum",
    "import enum\nenum.Enum('Colour', {'__reduce__': 1})": "uses __reduce__",
    "import sys\nprint(sys.modules)": "uses sys.modules",
    "import sys\nsys.modules['math']": "uses sys.modules",
    "import sys\nsys._getframe()": "",
    "import sys\nsys.settrace(None)": "uses sys.settrace",
    "import sys\nsys.stdout.buffer": "",
    # names of attributes
    "import string\nstring.Formatter()": "uses string.Formatter",
    "import operator\ndef f(): pass\noperator.attrgetter('__globals__')(f)": "uses __globals__",
    "class A: pass\n'{0.__globals__}'.format(A)": "formats 0.__globals__",
    # frames, code and tracebacks
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    getattr(e.__traceback__, 'tb_' + 'frame')": "uses tb_frame",
    "import sys\ntry: 1 / 0\nexcept ZeroDivisionError: getattr(sys.exc_info()[2], 'tb_' + 'next')": "uses tb_next",
    "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    e.__traceback__ = None": "sets __traceback__",
    "match ValueError():\n    case ValueError(__traceback__=t): pass": "uses __traceback__ in a pattern",
    "def g(): yield\ngetattr(g(), 'gi_' + 'frame')": "uses gi_frame",
    "import traceback\ntraceback.walk_tb(None)": "uses traceback.walk_tb",
    "import traceback\ntraceback.TracebackException(1, 2, 3)": "uses traceback.TracebackException",
    "import types\ntypes.FunctionType()": "uses types.FunctionType",
    "from types import CodeType\nCodeType()": "uses types.CodeType",
    "import inspect\ninspect.currentframe()": "uses inspect.currentframe",
    "import inspect\ninspect.getmembers(int)": "uses inspect.getmembers",
    "import inspect\ninspect.sys": "",
    "import functools\nfunctools.RLock": "",
    "import dataclasses\ndataclasses.FunctionType": "",
    "import logging\nlogging.currentframe()": "uses logging.currentframe",
    "import logging\nlogging.FileHandler('x')": "uses logging.FileHandler",
    "import logging\nlogging.basicConfig(filename='x')": "uses filename of logging.basicConfig",
    "import logging.handlers\nlogging.handlers.QueueHandler": "uses logging",
    "import weakref\nclass A: pass\nweakref.ref(A(), print)": (
        "depends on when an object without references is collected"
    ),
    "import weakref\nweakref.finalize()": "uses weakref.finalize",
    "import abc\nabc.update_abstractmethods(int)": "uses abc.update_abstractmethods",
    "class M(type): pass\nM('A', (), {'__del__': None})": "uses __del__",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_would_reach_past_the_engine_is_refused_or_is_not_there(text):
    result = explore(TEST, text)
    if REFUSED[text]:
        assert (result.verdict, result.reason) == ("undecided", REFUSED[text])
    else:
        assert result.verdict == "undecided" or (result.failure and result.failure.exception == "AttributeError")


@pytest.mark.parametrize(
    "text",
    [
        "import dataclasses, threading\ndataclasses.dataclass(threading.Thread)",
        "import dataclasses\ndataclasses.dataclass(dict)",
        "import dataclasses\nclass A:\n    __annotations__ = {'x y': int}\ndataclasses.dataclass(A)",
        "import functools, threading\nfunctools.total_ordering(threading.Lock)",
        "import functools, contextlib\nfunctools.update_wrapper(contextlib.contextmanager, print)",
    ],
)
def test_what_is_not_the_programs_own_is_not_changed(text):
    failure = explore(TEST, text).failure
    assert failure is not None
    assert failure.exception == "TypeError"


@pytest.mark.parametrize("decorator", ["final", "no_type_check", "override", "runtime_checkable"])
def test_a_decorator_that_only_marks_leaves_the_engines_own_as_it_is(decorator):
    before = dict(vars(current_thread))
    explore(TEST, f"import threading, typing\ntyping.{decorator}(threading.current_thread)")
    assert vars(current_thread) == before


def test_an_object_of_a_module_that_no_program_can_import_shows_nothing():
    class Stranger:
        value = 5

    builtins = Builtins(controlled_modules())
    namespace = builtins.begin(FakeWorld())
    namespace["stranger"] = Stranger()
    with pytest.raises(Unmodelled) as refusal:
        exec(instrument("stranger.value", "answer"), namespace)
    assert refusal.value.reason == "looks into a Stranger"


@pytest.mark.parametrize(
    "text",
    [
        "import dataclasses\n@dataclasses.dataclass\nclass P:\n    x: int\ndataclasses.fields(P)[0].name = 'y'",
        "import functools\nfunctools.partial(print).extra = 1",
        "import string\nstring.Template('a').template = 'b'",
    ],
)
def test_an_object_of_the_library_is_not_changed_past_the_steps(text):
    result = explore(TEST, text)
    assert result.verdict == "undecided"
    assert result.reason.startswith("sets ")


@pytest.mark.parametrize(
    ("text", "exception"),
    [
        ("from collections import defaultdict\nd = defaultdict()\nd.default_factory = list\nd[1].append(2)", None),
        ("import decimal\ndecimal.Context().prec = 3", None),
        ("import itertools\nitertools.count().step = 2", "AttributeError"),
        ("import re\nre.compile('a').pattern = 'b'", "AttributeError"),
    ],
)
def test_what_is_written_in_c_has_the_attributes_that_c_gave_it_on_every_python(text, exception):
    """Which of these classes are static, and which are made when Python starts, differs from version to version."""
    result = explore(TEST, text)
    assert result.verdict == ("fails" if exception else "holds")
    assert (result.failure and result.failure.exception) == exception


WORKS = {
    "singledispatch": """
from functools import singledispatch, singledispatchmethod
@singledispatch
def show(x): return "other"
@show.register
def _(x: int): return "int"
@show.register
def _(x: "str"): return "str"
@show.register(list)
def _(x): return "list"
class A:
    @singledispatchmethod
    def look(self, x): return "other"
    @look.register
    def _(self, x: int): return "int"
assert [show(1), show("a"), show([]), show(2.5), show(True)] == ["int", "str", "list", "other", "int"]
assert (A().look(1), A().look("x"), show.dispatch(int)(3), show.__name__) == ("int", "other", "int", "show")
""",
    "dataclass": """
from dataclasses import dataclass, field, replace, asdict, astuple, fields
@dataclass(order=True, frozen=True)
class P:
    x: int
    y: "int" = 0
    z: list = field(default_factory=list, compare=False)
assert P(1) < P(2) and replace(P(1), y=3) == P(1, 3) and asdict(P(1)) == {"x": 1, "y": 0, "z": []}
""",
    "enum": """
import enum
Colour = enum.Enum("Colour", "RED GREEN")
assert Colour(1) is Colour.RED and [c.name for c in Colour] == ["RED", "GREEN"]
""",
    "total_ordering": """
from functools import total_ordering
@total_ordering
class N:
    def __init__(self, n): self.n = n
    def __eq__(self, other): return self.n == other.n
    def __lt__(self, other): return self.n < other.n
assert N(2) >= N(1) and sorted([N(2), N(1)])[0].n == 1
""",
    "typing": """
from typing import NamedTuple, Optional, Protocol, TypedDict, final, overload
class P(NamedTuple):
    x: int
@final
class A: pass
@overload
def f(x: int) -> int: ...
@overload
def f(x: str) -> str: ...
def f(x): return x
class Has(Protocol):
    def go(self): ...
assert P(1).x == 1 and f(2) == 2
""",
    "operator.call": "import operator\nassert operator.call(max, 1, 2) == 2",
    "abc": """
from abc import ABC, abstractmethod
class A(ABC):
    @abstractmethod
    def go(self): ...
try: A()
except TypeError: pass
else: raise AssertionError
""",
}


@pytest.mark.parametrize("name", WORKS)
def test_what_is_wrapped_does_what_programs_use_it_for(name):
    result = explore(TEST, WORKS[name])
    assert (result.verdict, result.reason) == ("holds", ""), result.failure


def test_every_danger_of_the_table_has_a_test_here():
    texts = "\n".join([*REFUSED, *WORKS.values()])
    sections = {danger.section.removeprefix("class ") for danger in decisions_table().dangers}
    assert {each for each in sections if each.split(".")[0] not in texts and each not in ("builtins",)} <= {
        *("str", "BaseException", "contextlib", "collections", "datetime", "warnings")  # elsewhere in these tests
    }


@pytest.mark.parametrize(
    "text",
    [
        "import threading\nthreading.Thread.beats = 0",
        "import threading\nthreading.Thread.start.beats = 0",
        "import threading\nthreading.Thread.beats += 1",
        "import threading\nthreading.beats = 0",
        "list.beats = 0",
        "import contextlib\ncontextlib.suppress.beats = 0",
    ],
)
def test_that_nobody_reads_an_attribute_is_no_leave_to_set_it_elsewhere(text):
    result = explore(TEST, text)
    assert result.failure is not None
    assert result.failure.exception in ("TypeError", "AttributeError")
