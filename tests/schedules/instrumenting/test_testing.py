"""A test's text: its comparisons accept exact built-in types only, and its assertions say what they saw."""

import re

import pytest

from threadlab.schedules.errors import Unmodelled

ANSWER = """
class EqualsAll:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __lt__(self, other): return True
    __le__ = __gt__ = __ge__ = __lt__
    def __hash__(self): return hash(2)
    def __contains__(self, x): return True
    def __repr__(self): return "2"
class Int(int):
    def __eq__(self, other): return True
    def __hash__(self): return 2
class List(list):
    def __eq__(self, other): return True
    __hash__ = None
class Text(str):
    def __eq__(self, other): return True
    __hash__ = str.__hash__
class Other: pass
any_, one, text, items, other = EqualsAll(), Int(1), Text("x"), List(), Other()

from dataclasses import dataclass, field
from collections import ChainMap, UserDict, UserList, namedtuple
from datetime import datetime, time, timedelta, timezone, tzinfo
from enum import IntEnum
from threading import Lock
from types import SimpleNamespace
class Space(SimpleNamespace):
    def __eq__(self, other): return True

class Number(int): pass
class Row(list): pass
class Level(IntEnum):
    LOW = 1
@dataclass
class Value:
    number: object
    @property
    def half(self): return 1
class Inherits(Value): pass
@dataclass
class Locked(Value):
    lock: Lock = field(default_factory=Lock, compare=False)
@dataclass(slots=True)
class Narrow:
    number: int
@dataclass
class Stop: pass
@dataclass
class Leaves(Value):
    more: int = field(default=0, compare=False)
@dataclass
class Hides(Value):
    def __getattribute__(self, name): return 1
@dataclass
class Computed:
    number: int
    def __eq__(self, other): return True
@dataclass
class Unset:
    number: int = field(init=False)
class Own:
    def __eq__(self, other): return True
class Zone(tzinfo):
    def utcoffset(self, moment): return timedelta(0)
Pair = namedtuple("Pair", "x y")
counted, pair, value = Number(2), Pair(1, 2), Value(1)
"""

HOLD = """
1 == 1
1 == 1.0
1 != 2
'a' == 'a'
[1, 'a', None] == [1, 'a', None]
[[1], {'k': (1, 2)}] == [[1], {'k': (1, 2)}]
(1, 2) != [1, 2]
{1, 2} == {2, 1}
{1: [2]} == {1: [2]}
{'a': 1, 'b': 2} == {'b': 2, 'a': 1}
[] == []
None == None
True == 1
frozenset([1]) == {1}
other == other
[other] == [other]
{other: 1} == {other: 1}
{other} == {other}
other != 1
1 < 2 <= 2
1 == 1 == 1.0
[1, 2] < [1, 3]
1 in [1, 2]
3 not in [1, 2]
other in [other]
other in {other}
'a' in 'abc'
'k' in {'k': 1}
1 in range(3)
isinstance(1, int)
isinstance([], list)
isinstance(other, Other)
isinstance(1, int | str)
isinstance(True, (int, str))
not isinstance(1, str)
not isinstance(any_, int)
sorted([2, 1]) == [1, 2]
len([1]) == 1
other is other
collections.Counter('aa') == {'a': 2}
collections.deque([1]) == collections.deque([1])
fractions.Fraction(1, 2) == 0.5
range(3) == range(3)
type(1) is int
type(1) == int
counted == 2
pair == (1, 2)
pair == Pair(1, 2)
{pair} == {(1, 2)}
Level.LOW == 1
value in [Value(7), value]
Value(1) == value
value != Value(2)
[Value(1)] == [value]
{'k': Value(1)} == {'k': value}
value in [Value(7), Value(1)]
value == value == Value(1)
Value([Value(2)]) == Value([Value(2)])
Inherits(1) == Inherits(1)
Inherits(1) != Value(1)
Locked(1) == Locked(1) != Locked(2)
Narrow(1) == Narrow(1) != Narrow(2)
Stop() == Stop() != value
Stop() in [1, Stop()]
Hides(1) == Hides(1) != Hides(2)
datetime(2020, 1, 1) == datetime(2020, 1, 1)
datetime(2020, 1, 1, tzinfo=timezone.utc) != datetime(2020, 1, 1)
time(1) != time(2)
datetime(2020, 1, 1) < datetime(2020, 1, 2)
not time(2) <= time(1)
counted < 3 <= Number(4)
Level.LOW < Number(2)
pair < Pair(1, 3)
(1, other) < (2, Other()) and not (1, other) < (1, other)
[1, 2] < [1, 2, 3] and not [1, 2] < [1]
{other} <= {other, 1} and {1} < {1, 2}
bytearray(b'a') < b'b'
SimpleNamespace(n=1, m=[2]) == SimpleNamespace(m=[2], n=1)
SimpleNamespace(n=1) != SimpleNamespace(n=2)
""".strip().splitlines()

DO_NOT_HOLD = """
any_ == 2
2 == any_
not any_ != 2
[any_] == [2]
[2] == [any_]
{'k': any_} == {'k': 2}
{any_: 1} == {2: 1}
{any_} == {2}
(any_,) == (2,)
any_ == any_ == 2
one == 1
one == 2
items == [1, 2]
[items] == [[]]
text == 'y'
text in ['x', 'y']
{text: 1} == {'x': 1}
any_ in [2]
2 in [any_]
any_ in {2}
any_ in range(3)
2 in {any_}
any_ in (1, 2, 3)
isinstance(any_, int)
counted == 3
pair == (1, 3)
(1, any_) == pair
value == Value(2)
value == 1
1 == value
value == Value(True + 1)
Value(any_) == Value(2)
Own() == 1
SimpleNamespace(n=1) == SimpleNamespace(n=any_)
SimpleNamespace(n=1) == 1
""".strip().splitlines()

ONLY_ITS_CLASS_SAYS = """
EqualsAll() == EqualsAll()
EqualsAll() != value
Own() == Own()
[Own()] == [Own()]
{'k': Own()} == {'k': Own()}
Own() in [Own()]
Own() == value
value == Own()
Value(Own()) == Value(Own())
Leaves(1) == Leaves(1)
Computed(1) == Computed(2)
Unset() == Unset()
EqualsAll() < EqualsAll()
[EqualsAll()] < [EqualsAll()]
Row([1]) < Row([2])
Space() == Space()
ChainMap({1: 2}) == {1: 2}
UserDict({1: 2}) == {1: 2}
UserList([1]) == [1]
datetime(2020, 1, 1, tzinfo=Zone()) == datetime(2020, 1, 1, tzinfo=Zone())
Row([1]) == [1]
""".strip().splitlines()

PREPARE = ANSWER + "import collections, fractions\n"


@pytest.mark.parametrize("claim", HOLD)
def test_what_is_equal_is_equal(claim, run):
    _, namespace = run(f"result = bool({claim})", test=True, prepare=PREPARE)
    assert namespace["result"] is True


@pytest.mark.parametrize("claim", DO_NOT_HOLD)
def test_an_object_that_equals_everything_equals_nothing(claim, run):
    _, namespace = run(f"result = bool({claim})", test=True, prepare=PREPARE)
    assert namespace["result"] is False


@pytest.mark.parametrize("claim", ONLY_ITS_CLASS_SAYS)
def test_what_only_a_class_of_the_program_calls_equal_is_for_a_person(claim, run):
    with pytest.raises(Unmodelled) as told:
        run(f"result = bool({claim})", test=True, prepare=PREPARE)
    assert re.search(r"an object of the class \w+ .*compare the attributes", told.value.reason)


@pytest.mark.parametrize(
    "claim",
    ["any_ < 3", "3 > any_", "0 <= any_ <= 5", "one < 5", "items < [9]", "[any_] < [3]", "other < other"],
)
def test_only_built_in_values_have_an_order(claim, run):
    with pytest.raises(TypeError, match="a test can only order built-in values"):
        run(claim, test=True, prepare=PREPARE)


@pytest.mark.parametrize(
    ("assertion", "message", "expected", "got"),
    [
        ("assert 1 + 1 == 3", "expected 3, got 2", "3", "2"),
        ("assert [1] == [2], 'wrong list'", "wrong list", "[2]", "[1]"),
        ("assert any_ == 3", "expected 3, got 2", "3", "2"),
        ("assert other == 1, f'no {1}'", "no 1", "1", "<__main__.Other object>"),
        ("assert 3 in (1, 2)", "expected 1 or 2, got 3", "1 or 2", "3"),
        ("assert any_ in [[1], 'a']", "expected [1] or 'a', got 2", "[1] or 'a'", "2"),
        ("assert [None, 1] in ([1, 2], [2, 1]), 'no'", "no", "[1, 2] or [2, 1]", "[None, 1]"),
        ("assert 1 > 2", "expected more than 2, got 1", "more than 2", "1"),
        ("assert None >= 2", "expected at least 2, got None", "at least 2", "None"),
        ("assert any_ < 3", "expected less than 3, got 2", "less than 3", "2"),
        ("assert [2] <= [1]", "expected at most [1], got [2]", "at most [1]", "[2]"),
        ("assert list(range(100)) == []", None, "[]", str(list(range(100)))[:197] + "..."),
    ],
)
def test_a_failed_comparison_says_what_it_expected_and_what_it_got(assertion, message, expected, got, run):
    with pytest.raises(AssertionError) as failure:
        run(assertion, test=True, prepare=PREPARE)
    assert (failure.value.expected, failure.value.got) == (expected, got)
    assert message is None or str(failure.value) == message


@pytest.mark.parametrize(
    ("assertion", "message"),
    [
        ("assert [], 'words'", "words"),
        ("assert 1 > 2 > 3", "the check's condition is false"),
        ("assert 3 in range(3)", "the check's condition is false"),
        ("assert 1 != 1, 5", "5"),
        ("assert not 1", "the check's condition is false"),
    ],
)
def test_any_other_failed_assertion_says_its_words(assertion, message, run):
    with pytest.raises(AssertionError) as failure:
        run(assertion, test=True, prepare=PREPARE)
    assert str(failure.value) == message
    assert not hasattr(failure.value, "expected")


def test_the_message_of_an_assertion_that_holds_is_not_evaluated(run):
    run("assert 1 == 1, 1 / 0", test=True)
    run("assert 1, 1 / 0", test=True)


def test_a_repr_that_fails_is_no_failure_of_the_test(run):
    with pytest.raises(AssertionError, match=r"expected 1, got <__main__\.Bad object>"):
        run("assert Bad() == 1", test=True, prepare="class Bad:\n    def __repr__(self): return 1 / 0")


def test_a_built_in_name_in_a_test_is_the_built_in_one(run):
    shadows = "def len(x): return 7\ndef sorted(x): return 'mine'\nlist = isinstance = None\nmax = 3\n"
    run(
        "assert len([1]) == 1\nassert sorted([2, 1]) == list((1, 2))\nassert max(1, 2) == 2", test=True, prepare=shadows
    )
    run("assert isinstance([], list)", test=True, prepare=shadows)


def test_a_name_that_only_the_answer_can_mean_is_the_answers(run):
    run("assert quit() == 5", test=True, prepare="def quit(): return 5")


def test_an_answers_own_assertions_stay_as_they_are(run):
    with pytest.raises(AssertionError) as failure:
        run(PREPARE + "assert any_ == 3\nassert any_ == 2, 'no'\nassert [] == [any_], 'words'")
    assert str(failure.value) == "words"


def test_a_comparison_in_a_test_is_a_step_on_what_it_compares(conflict, run):
    world, _ = run("assert numbers == [1]", test=True, prepare="numbers = [1]")
    assert "read numbers R" in world.shown()
    assert any(step.startswith("read numbers R") and step.endswith("RR") for step in world.shown())
