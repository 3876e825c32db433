"""Classes and what their metaclasses hand out: no way around what a class statement or an attribute may do."""

from __future__ import annotations

import collections.abc
import gc
import textwrap

import pytest

from threadlab.schedules.explore import explore
from threadlab.schedules.result import Result

CONTENTS = "{'__de' + 'l__': lambda self: None}"
UNDER = (
    "class N(dict):\n    def keys(self): return []\n    __iter__ = keys\n"
    "n = N()\ndict.__setitem__(n, '__de' + 'l__', len)\n"
)
META = "class M({0}):\n    def __new__(m, name, bases, contents):\n        return {1}(m, name, bases, {2})\n"
MADE_WITH_A_FINALISER = {
    "type.__call__": f"A = type.__call__(type, 'A', (), {CONTENTS})",
    "a metaclass's __call__": f"class M(type): pass\nA = M.__call__(M, 'A', (), {CONTENTS})",
    "super().__call__": "class MM(type):\n    def __call__(m, *a):\n        return super().__call__('A', (), "
    f"{CONTENTS})\nclass M(type, metaclass=MM): pass\nA = M('x')",
    "ABCMeta.__new__": f"import abc\nA = abc.ABCMeta.__new__(abc.ABCMeta, 'A', (), {CONTENTS})",
    "super().__new__ of ABCMeta": "import abc\n"
    + META.format("abc.ABCMeta", "super().__new__", CONTENTS)
    + "class A(metaclass=M): pass",
    "names that a dict keeps to itself": UNDER
    + META.format("type", "type.__new__", "n")
    + "class A(metaclass=M): pass",
    "a name of a class of its own": "class S(str): pass\nA = type('A', (), {S('__del__'): len})",
}
STANDIN = (
    "import enum, operator, types\nsource = types.SimpleNamespace(x=1)\n"
    "arguments = 'Standin', 'textwrap', bool, source\n"
)
MEMBERS_OF_METACLASSES = {
    "by its name": "enum.IntEnum._convert_(*arguments)",
    "of a class of its own": "class E(enum.Enum): pass\nE._convert_(*arguments)",
    "by attrgetter": "operator.attrgetter('_convert_')(enum.IntEnum)(*arguments)",
    "by methodcaller": "operator.methodcaller('_convert_', *arguments)(enum.IntEnum)",
    "in a pattern": "match enum.IntEnum:\n    case type(_convert_=convert): convert(*arguments)",
    "that makes an enum": "enum.Enum.__call__('Standin', 'x', module='textwrap')",
    "of abstract classes": "import collections.abc\ncollections.abc.Mapping._abc_caches_clear()",
}
WITHOUT_HARM = {
    "one instance": "class S(type):\n    kept = {}\n    def __call__(cls, *args):\n        if cls not in S.kept:\n"
    "            S.kept[cls] = super().__call__(*args)\n        return S.kept[cls]\n"
    "class A(metaclass=S):\n    def __init__(self, x): self.x = x\nassert A(1) is A(2) and A(1).x == 1",
    "marked classes": "import abc\nclass M(abc.ABCMeta):\n    def __new__(m, name, bases, contents):\n"
    "        made = super().__new__(m, name, bases, contents)\n        made.tag = 5\n        return made\n"
    "class A(metaclass=M): pass\nassert A.tag == 5",
    "enums": "import enum\nE = enum.Enum('E', 'a b')\nassert E(1) is E.a and len(E) == 2 and 'a' in E.__members__",
    "a call written out": "class A:\n    def __init__(self, x): self.x = x\nassert A.__call__(4).x == 4",
    "a class that registers": "import collections.abc\nclass A: pass\ncollections.abc.Mapping.register(A)\n"
    "assert isinstance(A(), collections.abc.Mapping)",
    "an abstract class of its own": "import abc\nclass A(abc.ABC): pass\nA.register(int)\nassert isinstance(1, A)",
    "public attributes in patterns": "class A: x = 1\nmatch A():\n    case A(x=found): assert found == 1",
}


def run(program: str) -> Result:
    return explore("def test(): pass", program)


@pytest.mark.parametrize("program", MADE_WITH_A_FINALISER.values(), ids=MADE_WITH_A_FINALISER)
def test_what_no_class_statement_may_bind_no_call_may_either(program: str) -> None:
    assert run(f"{program}\nA()").verdict == "undecided"


@pytest.mark.parametrize("program", MEMBERS_OF_METACLASSES.values(), ids=MEMBERS_OF_METACLASSES)
def test_what_a_metaclass_of_the_library_keeps_to_itself_is_refused(program: str) -> None:
    assert run(STANDIN + program).verdict == "undecided"
    assert not hasattr(textwrap, "Standin"), "a program has bound a name in a module"


@pytest.mark.parametrize(
    "registers",
    ["collections.abc.Mapping.register(int)", "abc.ABCMeta.register(collections.abc.Mapping, int)"],
)
def test_nothing_is_registered_that_would_outlast_a_run(registers: str) -> None:
    assert run(f"import abc, collections.abc\n{registers}").verdict == "undecided"
    assert not isinstance(1, collections.abc.Mapping)


@pytest.mark.parametrize("program", WITHOUT_HARM.values(), ids=WITHOUT_HARM)
def test_what_programs_do_with_classes_otherwise_they_may(program: str) -> None:
    result = run(program)
    assert result.verdict == "holds", (result.reason, result.failure)
    gc.collect()


@pytest.mark.parametrize("name", ["_items", "_tl_items"])
def test_the_books_of_a_test_are_not_open_to_a_pattern(name: str) -> None:
    answer = f"def f(books):\n    match books:\n        case object({name}=items): items.append(5)"
    test = "def test():\n    books = Recorder()\n    f(books)\n    assert books.all() == [5]"
    assert explore(f"from threadlab import Recorder\n{test}", answer).verdict == "undecided"


SLIPS = [
    *("getattr([], 5)", "hasattr([], None)", "setattr(f, 5, 5)", "print(sep=5)", "print(end=b'')"),
    *("type('A', (), 5)", "type('A', (), {5: 1})", "import operator; operator.attrgetter(iter([]))"),
]


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_the_programs_own_and_no_fault_of_the_grader(slip: str) -> None:
    failure = run(f"def f(): pass\n{slip}").failure
    assert failure is not None
    assert failure.exception == "TypeError"
