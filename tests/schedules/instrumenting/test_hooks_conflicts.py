"""Wherever a read or a write of shared data hides, the steps that it takes conflict with those of the other side."""

import pytest

LIST = "numbers = [3, 1, 2]"
READS_OF_A_LIST = r"""
numbers[0]
numbers[-1]
numbers[0:2]
len(numbers)
sum(numbers)
min(numbers)
max(numbers)
any(numbers)
all(numbers)
sorted(numbers)
list(numbers)
tuple(numbers)
set(numbers)
frozenset(numbers)
bytes(numbers)
str(numbers)
repr(numbers)
bool(numbers)
format(numbers)
print(numbers)
f'{numbers}'
f'{numbers!r:>20}'
'%s' % numbers
'%s %s' % (1, numbers)
'{}'.format(numbers)
'{a}'.format(a=numbers)
', '.join(str(x) for x in numbers)
numbers == [1]
[1] != numbers
numbers < [5]
0 < 1 < numbers[0] < 9
[] == numbers == []
1 in numbers
9 not in numbers
not numbers
numbers or 1
1 if numbers else 2
if numbers: pass
while not numbers: break
assert numbers
[x for x in range(2) if numbers]
a, b, c = numbers
a, *rest = numbers
[*numbers]
(*numbers, 1)
{*numbers}
print(*numbers)
for x in numbers: break
[x for x in numbers]
{x for x in numbers}
{x: x for x in numbers}
list(x for x in numbers)
numbers + [1]
[1] + numbers
numbers * 2
2 * numbers
x = [1]; x += numbers
x = [1]; x.extend(numbers)
x = [1]; x[0:0] = numbers
x = {1}; x.update(numbers)
x = {1}; x.issubset(numbers)
list(enumerate(numbers))
list(zip(numbers, 'abc'))
list(map(str, numbers))
list(filter(None, numbers))
list(reversed(numbers))
next(iter(numbers))
numbers.copy()
numbers.count(1)
numbers.index(3)
numbers.__len__()
numbers.__getitem__(0)
list.__len__(numbers)
read = numbers.count; read(1)
read = numbers.__getitem__; list(map(read, [0]))
numbers.__contains__(1)
dict.fromkeys(numbers)
dict(enumerate(numbers))
def f(*a): pass\nf(*numbers)
match numbers:\n    case [first, *_]: pass
match (1, numbers):\n    case (1, [first, *_]): pass
def g(): yield from numbers\nlist(g())
import copy; copy.copy(numbers)
import copy; copy.deepcopy({'k': numbers})
import operator; operator.getitem(numbers, 0)
import operator; operator.itemgetter(0)(numbers)
import operator; operator.contains(numbers, 1)
import operator; operator.concat(numbers, [1])
import operator; operator.methodcaller('count', 1)(numbers)
import operator; operator.countOf(numbers, 1)
import operator; operator.eq(numbers, [1])
import operator; operator.truth(numbers)
import functools; functools.reduce(max, numbers)
import functools; functools.partial(len, numbers)()
import functools; functools.partial(list, numbers)()
import itertools; list(itertools.chain(numbers))
import itertools; list(itertools.chain.from_iterable([numbers]))
import itertools; list(itertools.islice(numbers, 1))
import itertools; list(itertools.product(numbers))
import statistics; statistics.mean(numbers)
import heapq; heapq.nsmallest(1, numbers)
import bisect; bisect.bisect(numbers, 1)
import math; math.prod(numbers)
import json; json.dumps(numbers)
import collections; collections.deque(numbers)
import collections; collections.Counter(numbers)
import random; random.choice(numbers)
raise_ = repr((1, numbers))
""".strip().splitlines()
CHANGES_OF_A_LIST = r"""
numbers.append(1)
numbers.extend([1])
numbers.insert(0, 1)
numbers.pop()
numbers.remove(3)
numbers.clear()
numbers.sort()
numbers.reverse()
numbers += [1]
numbers *= 2
numbers[:] = []
numbers[1:1] = [5]
del numbers[0]
del numbers[:]
numbers.__iadd__([1])
list.append(numbers, 1)
write = numbers.append; write(1)
add = list.append; add(numbers, 1)
list(map(numbers.append, [1]))
getattr(numbers, 'append')(1)
(lambda f: f(1))(numbers.append)
import functools; functools.partial(numbers.append, 1)()
import operator; operator.iadd(numbers, [1])
import operator; operator.delitem(numbers, 0)
import operator; operator.methodcaller('append', 1)(numbers)
import heapq; heapq.heappush(numbers, 1)
import heapq; heapq.heappop(numbers)
import heapq; heapq.heapify(numbers)
import bisect; bisect.insort(numbers, 1)
other = numbers; other.append(1)
def f(x): x.append(1)\nf(numbers)
[numbers.append(x) for x in [1]]
""".strip().splitlines()


def unescaped(lines):
    return [line.replace("\\n", "\n") for line in lines]


@pytest.mark.parametrize("read", unescaped(READS_OF_A_LIST))
def test_a_read_of_a_list_conflicts_with_an_append(read, conflict):
    assert conflict(read, "numbers.append(7)", prepare=LIST)


@pytest.mark.parametrize("change", unescaped(CHANGES_OF_A_LIST))
def test_a_change_of_a_list_conflicts_with_a_read(change, conflict):
    assert conflict(change, "numbers[0]", prepare=LIST)
    assert conflict(change, "numbers.append(7)", prepare=LIST)


DICT = "stock = {'a': 1}\nstock['b'] = [2]"
READS_OF_A_DICT = r"""
stock['a']
stock.get('a')
stock.get('a', 0)
'a' in stock
'a' not in stock
stock.__contains__('a')
len(stock)
bool(stock)
not stock
if stock: pass
list(stock)
sorted(stock)
dict(stock)
str(stock)
f'{stock}'
print(stock)
stock == {}
stock.copy()
list(stock.keys())
list(stock.values())
list(stock.items())
len(stock.items())
sorted(stock.keys())
max(stock.values(), key=str)
1 in stock.values()
'a' in stock.keys()
stock.keys() & {'a'}
stock.keys().isdisjoint(['x'])
stock.items() == {}.items()
for k, v in stock.items(): break
for v in stock.values(): break
[v for v in stock.values()]
{**stock}
stock | {}
{} | stock
list(reversed(stock))
def f(**k): pass\nf(**stock)
dict(**stock)
x = {}; x.update(stock)
view = stock.items(); list(view)
'{a}'.format_map(stock)
'%(a)s' % stock
match stock:\n    case {'a': x}: pass
import operator; operator.itemgetter('a')(stock)
import copy; copy.deepcopy(stock)
import json; json.dumps(stock)
list(map(stock.get, 'a'))
sorted('a', key=stock.get)
""".strip().splitlines()
CHANGES_OF_A_DICT = r"""
stock['a'] = 5
stock['a'] += 5
del stock['a']
stock.pop('a')
stock.pop('a', None)
stock.popitem()
stock.clear()
stock.update(a=3)
stock.update({'a': 3})
stock |= {'a': 3}
stock.setdefault('a', 1)
stock.__setitem__('a', 1)
dict.__setitem__(stock, 'a', 1)
import operator; operator.setitem(stock, 'a', 1)
put = stock.__setitem__; put('a', 1)
""".strip().splitlines()


@pytest.mark.parametrize("read", unescaped(READS_OF_A_DICT))
def test_a_read_of_a_dict_conflicts_with_a_change_of_what_it_reads(read, conflict):
    assert conflict(read, "stock['a'] = 7", prepare=DICT)
    assert conflict(read, "del stock['a']", prepare=DICT)


@pytest.mark.parametrize("change", unescaped(CHANGES_OF_A_DICT))
def test_a_change_of_a_dict_conflicts_with_a_read_of_what_it_changes(change, conflict):
    assert conflict(change, "stock['a']", prepare=DICT)
    assert conflict(change, "list(stock.items())", prepare=DICT)
    assert conflict(change, "stock['a'] = 7", prepare=DICT)


def test_the_keys_of_a_dict_do_not_change_with_its_values(conflict):
    for read in ("for k in stock: break", "sum(1 for _ in stock)", "'b' in stock", "stock['b']"):
        assert not conflict(read, "stock['a'] = 7", prepare=DICT)


def test_a_new_key_matters_to_whoever_looks_at_the_keys(conflict):
    for read in ("for k in stock: break", "list(stock)", "len(stock)", "'c' in stock", "stock.get('c')"):
        assert conflict(read, "stock['c'] = 7", prepare=DICT)


SET = "seen = {1, 2}"


@pytest.mark.parametrize(
    "read",
    [
        "1 in seen",
        "len(seen)",
        "sorted(seen)",
        "seen | {3}",
        "seen <= {1}",
        "[x for x in seen]",
        "bool(seen)",
        "str(seen)",
        "seen == {1}",
        "seen.union([5])",
        "seen.copy()",
        "a, b = seen",
        "{*seen}",
        "min(seen)",
        "seen.issubset([1])",
    ],
)
def test_a_read_of_a_set_conflicts_with_a_change(read, conflict):
    assert conflict(read, "seen.add(1)", prepare=SET)
    assert conflict(read, "seen.discard(1)", prepare=SET)
    assert conflict(read, "seen.clear()", prepare=SET)


OBJECT = """
class Box:
    limit = 5
    def __init__(self):
        self.value = 0
    def read(self):
        return self.value
    @property
    def double(self):
        return self.value * 2
    def __eq__(self, other):
        return self.value == other.value
    def __repr__(self):
        return f"Box({self.value})"
    def __len__(self):
        return self.value
    def __iter__(self):
        yield self.value
    def __contains__(self, x):
        return x == self.value
    def __enter__(self):
        return self.value
    def __exit__(self, *error):
        pass
    def __getitem__(self, index):
        return self.value
    def __call__(self):
        return self.value
    def __lt__(self, other):
        return self.value < other
    def __hash__(self):
        return self.value
box = Box()
"""


@pytest.mark.parametrize(
    "read",
    [
        "box.value",
        "box.read()",
        "box.double",
        "getattr(box, 'value')",
        "hasattr(box, 'value')",
        "vars(box)['value']",
        "box.__dict__['value']",
        "dict(vars(box))",
        "list(vars(box).values())",
        "box.__dict__.copy()",
        "box == box",
        "str(box)",
        "f'{box}'",
        "[box] == [Box()]",
        "len(box)",
        "list(box)",
        "1 in box",
        "box[0]",
        "box()",
        "bool(box)",
        "box < 5",
        "{box: 1}",
        "f = box.read; f()",
        "Box.read(box)",
        "a, = box",
        "print(box)",
        "'%s' % box",
        "import operator; operator.attrgetter('value')(box)",
        "repr([box])",
        "vars(box) == {}",
        "str(vars(box))",
        "match box:\n    case Box(value=3): pass",
        "with box: pass",
        "box.value += 1",
        "class Sub(Box):\n    def more(self): return super().double\nsub = Sub()\nbox.__class__.double.fget(box)",
        "(lambda x: x.value)(box)",
        "[b.value for b in [box]]",
        "del box.value",
        "'value' in vars(box)",
    ],
)
def test_a_read_of_an_attribute_conflicts_with_a_write(read, conflict):
    assert conflict(read, "box.value = 7", prepare=OBJECT)


@pytest.mark.parametrize(
    "write",
    [
        "box.value = 1",
        "box.value += 1",
        "setattr(box, 'value', 1)",
        "del box.value",
        "delattr(box, 'value')",
        "vars(box)['value'] = 1",
        "box.__dict__.update(value=1)",
        "object.__setattr__(box, 'value', 1)",
        "for box.value in [1]: pass",
        "box.value, x = 1, 2",
        "[box.value, *x] = 1, 2",
        "x = box.value = 1",
        "import contextlib\nwith contextlib.nullcontext(1) as box.value: pass",
        "box.value: int = 1",
        "box.__init__()",
        "vars(box).pop('value')",
        "vars(box).clear()",
        "del box.__dict__['value']",
    ],
)
def test_a_write_of_an_attribute_conflicts_with_a_read(write, conflict):
    assert conflict(write, "box.value", prepare=OBJECT)


def test_different_attributes_and_different_objects_commute(conflict):
    assert not conflict("box.value = 1", "box.other = 1", prepare=OBJECT)
    assert not conflict("box.value = 1", "box2.value = 1", prepare=OBJECT + "box2 = Box()")


CLASS = OBJECT + "class Small(Box):\n    pass\nsmall = Small()\n"


@pytest.mark.parametrize("read", ["Box.limit", "box.limit", "small.limit", "Small.limit", "getattr(Box, 'limit')"])
def test_a_class_attribute_is_shared_by_all_who_find_it(read, conflict):
    assert conflict(read, "Box.limit = 7", prepare=CLASS)
    assert conflict(read, "Box.limit += 7", prepare=CLASS)
    assert conflict(read, "setattr(Box, 'limit', 7)", prepare=CLASS)


def test_an_attribute_found_on_the_class_could_be_put_on_the_way(conflict):
    assert conflict("small.limit", "small.limit = 1", prepare=CLASS)
    assert conflict("small.limit", "Small.limit = 1", prepare=CLASS)
    assert not conflict("box.limit", "small.limit = 1", prepare=CLASS)


def test_a_method_is_no_step_until_somebody_replaces_it(steps, conflict):
    assert steps("Box.__len__; box.read", OBJECT) == ["read box R"]
    assert conflict("box.read()", "box.read = lambda: 1", prepare=OBJECT)
    assert conflict("box.read()", "Box.read = lambda self: 1", prepare=OBJECT)


GLOBAL = "total = 0\ndef bump():\n    global total\n    total += 1\n"


@pytest.mark.parametrize(
    "read",
    [
        "total",
        "print(total)",
        "f'{total}'",
        "total + 1",
        "bump()",
        "lambda_ = (lambda: total)()",
        "[total for _ in 'a']",
        "def f(x=total): pass",
        "class A:\n    y = total",
        "total += 1",
        "del total",
        "[x for x in range(total)]",
    ],
)
def test_a_read_of_a_global_conflicts_with_a_write(read, conflict):
    assert conflict(read, "bump()", prepare=GLOBAL)


@pytest.mark.parametrize(
    "write",
    [
        "total = 1",
        "total += 1",
        "del total",
        "for total in [1]: pass",
        "total, x = 1, 2",
        "(total := 1)",
        "x = total = 1",
        "import math as total",
        "from math import pi as total",
        "def total(): pass",
        "class total: pass",
        "import contextlib\nwith contextlib.nullcontext(1) as total: pass",
        "match 1:\n    case total: pass",
        "bump()",
        "try: 1 / 0\nexcept ZeroDivisionError as total: pass",
        "[total := x for x in [1]]",
        "*total, x = [1, 2]",
        "match [1, 2]:\n    case [x, *total]: pass",
        "match {'k': 1}:\n    case {**total}: pass",
        "match 1:\n    case total if total: pass",
    ],
)
def test_a_write_of_a_global_conflicts_with_a_read(write, conflict):
    assert conflict(f"def change():\n    global total\n    {indented(write)}\nchange()", "total", prepare=GLOBAL)
    assert conflict(f"{write}\ndef other():\n    global total\n    total = 1", "total", prepare=GLOBAL)


def indented(text):
    return text.replace("\n", "\n    ")


CLOSURE = """
def make():
    count, names = 0, []
    def up():
        nonlocal count
        count += 1
        names.append(count)
    def get():
        return count
    def first():
        return names[0]
    return up, get, first
up, get, first = make()
up2, get2, first2 = make()
up(), up2()
"""


def test_a_captured_variable_is_shared_by_the_functions_of_one_frame(conflict):
    assert conflict("up()", "get()", prepare=CLOSURE)
    assert conflict("up()", "up()", prepare=CLOSURE)
    assert conflict("up()", "first()", prepare=CLOSURE)
    assert not conflict("get()", "get()", prepare=CLOSURE)


def test_each_frame_has_its_own_captured_variables(conflict):
    assert not conflict("up()", "get2()", prepare=CLOSURE)
    assert not conflict("up()", "up2()", prepare=CLOSURE)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("d = next(numbers)", "d = next(numbers)"),
        ("for x in numbers: break", "next(numbers)"),
    ],
)
@pytest.mark.parametrize("numbers", ["iter([1, 2, 3])", "iter(range(9))", "(x for x in range(9))", "itertools.count()"])
def test_who_advances_an_iterator_first_matters(one, other, numbers, conflict):
    assert conflict(one, other, prepare=f"import itertools\nnumbers = {numbers}")


DATACLASS = """
from dataclasses import dataclass, asdict, astuple, replace
@dataclass(order=True, unsafe_hash=True)
class Point:
    x: int
    y: int = 0
p = Point(1, 2)
"""


@pytest.mark.parametrize(
    "read", ["p == Point(1, 2)", "repr(p)", "p < Point(3, 4)", "hash(p)", "str([p])", "{p}", "f'{p}'"]
)
def test_the_methods_that_a_dataclass_is_given_read_its_fields(read, conflict):
    assert conflict(read, "p.x = 5", prepare=DATACLASS)
    assert conflict(read, "p.y = 5", prepare=DATACLASS)


def test_a_cached_result_is_shared(conflict):
    cached = "import functools\n@functools.lru_cache\ndef f(x):\n    return x\n"
    assert conflict("f(1)", "f(1)", prepare=cached)
    assert not conflict("f(1)", "f(2)", prepare=cached)
    lazy = "import functools\nclass A:\n    @functools.cached_property\n    def v(self):\n        return [1]\na = A()"
    assert conflict("a.v", "a.v", prepare=lazy)
