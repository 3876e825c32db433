"""Which steps a piece of program takes, in order, and that the data that nobody shares takes none."""

import pytest

from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.running.operation import Mode, Operation, Touch

CLASS = """
from dataclasses import dataclass
class Counter:
    def __init__(self):
        self.value = 0
        self.__hidden = []
    def up(self, by=1):
        self.value += by
    def hide(self, x):
        self.__hidden.append(x)
c = Counter()
n = 0
numbers = [1, 2]
stock = {"a": 1}
seen = {1}
def f(x): return x
"""

# What is written right of the arrow are the steps: what is done, to what, and how objects are touched:
# R and W read and write a whole, r and w an element of it or its length.
STEPS = {
    # variables
    "n": "read n R",
    "n = 1": "write n W",
    "n += 1": "read n R / write n W",
    "x = n + n": "read n R / read n R / write x W",
    "del n": "write n W",
    "f": "",
    "f(1)": "",
    "len": "",
    "def g(): pass": "",
    "import math": "",
    "for x in (1, 2): pass": "write x W / write x W",
    # attributes
    "c.value": "read c R / read c.value R",
    "c.value = 1": "read c R / write c.value W",
    "c.value += 1": "read c R / read c.value R / write c.value W",
    "c.up()": "read c R / read self.value R / write self.value W",
    "c.hide(1)": "read c R / read self.__hidden R / call self.__hidden.append W",
    "getattr(c, 'value')": "read c R / read .value R",
    # containers
    "numbers[0]": "read numbers R / read numbers[0] Rr",
    "numbers[-1]": "read numbers R / read numbers[-1] R",
    "numbers[0:1]": "read numbers R / read numbers[0:1] R",
    "numbers[0] = 5": "read numbers R / write numbers[0] Ww",
    "numbers[0] += 5": "read numbers R / read numbers[0] Rr / write numbers[0] Ww",
    "numbers.append(3)": "read numbers R / call numbers.append W",
    "numbers += [3]": "read numbers R / write numbers WR / write numbers W",
    "len(numbers)": "read numbers R / read numbers r",
    "if numbers: pass": "read numbers R / read numbers r",
    "1 in numbers": "read numbers R / read numbers R",
    "sorted(numbers)": "read numbers R / read numbers R",
    "print(*numbers)": "read numbers R / read numbers R",
    "[x for x in numbers]": "read numbers R / read numbers Rr / read numbers Rr / read numbers Rr",
    "stock['a']": "read stock R / read stock['a'] Rr",
    "stock['b'] = 1": "read stock R / write stock['b'] Ww",
    "stock.get('a')": "read stock R / call stock.get Rr",
    "stock.setdefault('a', 1)": "read stock R / call stock.setdefault Ww",
    "stock.items()": "read stock R",
    "'a' in stock": "read stock R / read stock Rr",
    "len(stock)": "read stock R / read stock R",
    "seen.add(2)": "read seen R / call seen.add Ww",
    "1 in seen": "read seen R / read seen Rr",
    # what nobody else can see
    "[1, 2][0]": "read [1, 2][0] Rr",
    "[x * x for x in range(3)]": "",
    "(lambda a, b: a + b)(1, 2)": "",
    "def g(a):\n    b = a + 1\n    for i in range(3):\n        b += i\n    return b * 2 - 1\ng(1)": "",
    "def g():\n    try:\n        raise ValueError\n    except ValueError as e:\n        return str(e)\ng()": "",
    "def g():\n    lock = 5\n    def h():\n        return lock\n    return h()\ng()": "",
    "def g(a):\n    return [a + i for i in range(2)]\ng(1)": "",
    "def g(a):\n    return any(a > i for i in range(2))\ng(1)": "",
    # captured variables that change
    "def g():\n    x = 1\n    def h():\n        nonlocal x\n        x += 1\n    h()\ng()": (
        "write x W / read x R / write x W"
    ),
    "def g():\n    h = lambda: x\n    x = 1\n    return h()\ng()": "write x W / read x R",
    "def g():\n    return [(lambda: i)() for i in range(2)]\ng()": "write i W / read i R / write i W / read i R",
    "def g():\n    for i in range(2):\n        (lambda: i)()\ng()": "write i W / read i R / write i W / read i R",
}


def test_only_numbers_are_computed_with_as_they_are(steps):
    """Of a list that is multiplied, or shown, the step stays, whatever stands at the other side."""
    body = "k = 2\n    for i in range(k): k = k * i + i - k % 3\n    return {}"
    assert steps(f"def g(a):\n    {body.format('k * k')}\ng(0)", CLASS) == []
    for read in ("a * k", "k * a", "'%s' % a"):
        assert steps(f"def g(a):\n    {body.format(read)}\ng(numbers)", CLASS) == ["read numbers R", "read numbers R"]


@pytest.mark.parametrize("text", STEPS)
def test_these_are_the_steps(text, steps):
    assert steps(text, CLASS) == [step for step in STEPS[text].split(" / ") if step]


def test_a_write_comes_after_its_value_is_known_and_before_anything_else(run, fake_world):
    """At the step of a write the old value is still there: another thread could read it."""
    seen = []

    class Watching(fake_world):
        def step(self, operation):
            super().step(operation)
            if operation.action == "write":
                seen.append((operation.target, namespace.get("n"), namespace["c"].value if "c" in namespace else None))

    world = Watching()
    _, namespace = run("", world=world)
    run_more(namespace, "class C: value = 5\nc = C()\nn = 1\n")
    seen.clear()
    for text in ("n = 2", "n += 1", "for n in [9]: pass", "(n := 7)", "n, x = 8, 1", "c.value = 6", "[c.value] = [4]"):
        run_more(namespace, text)
    assert [(target, old) for target, old, _ in seen if target == "n"] == [
        ("n", 1),
        ("n", 2),
        ("n", 3),
        ("n", 9),
        ("n", 7),
    ]
    assert [old for target, _, old in seen if target == "c.value"] == [5, 6]


def test_a_step_on_data_is_an_operation_like_any_other():
    plain, quick = Operation("read", (("x", Mode.READ),), target="x"), Touch("read", (("x", Mode.READ),), "x")
    for name in Operation.__slots__:
        assert getattr(quick, name) == getattr(plain, name), name
    quick.settle()
    assert quick.footprint == plain.footprint
    assert (quick.enabled(), quick.would_wait()) == (plain.enabled(), plain.would_wait()) == (True, False)


def run_more(namespace, text):
    exec(instrument(text, "answer"), namespace)


def test_each_step_knows_the_value_that_it_read_or_wrote(run):
    world, _ = run("class A: pass\na = A()\na.x = 5\na.x += 1\nn = [7]\nn.append(8)\nprint(n.pop())")
    values = [(step.action, step.target, world.values.get(number)) for number, step in enumerate(world.steps)]
    assert [value for value in values if value[1] != "a"] == [
        ("write", "a.x", 5),
        ("read", "a.x", 5),
        ("write", "a.x", 6),
        ("write", "n", [7]),
        ("read", "n", [7]),
        ("call", "n.append", 8),
        ("read", "n", [7]),
        ("call", "n.pop", 8),
    ]


def test_a_loop_reports_each_turn_with_the_variables_that_it_binds(run):
    world, _ = run("def f():\n    i = 0\n    while i < 3:\n        i += 1\n        last = i\n    return last\nf()")
    assert [turn[0] for turn in world.turns] == [0, 1, 2]
    assert [turn[1:] for turn in world.turns[1:]] == [(1,), (2,)]


def test_each_time_a_loop_is_entered_is_told_apart(run, fake_world):
    tokens = []

    class Watching(fake_world):
        def loop(self, token, state):
            tokens.append(token)

    run("def f():\n    while True: break\nf()\nf()", world=Watching())
    assert tokens[0] is not tokens[1]


@pytest.mark.parametrize(
    "loop",
    [
        "for i in itertools.count(): n += i > 5 or 1",
        "for i in itertools.cycle('ab'): n += 1",
        "for i in iter(lambda: 1, 2): n += 1",
        "for i in itertools.repeat(1): n += 1",
    ],
)
def test_a_loop_over_an_endless_iterator_reports_its_turns(loop, run):
    head, _, body = loop.rpartition(": ")
    world, _ = run(f"import itertools\nn = 0\n{head}:\n    {body}\n    if n > 2: break")
    assert len(world.turns) == 3


def test_a_loop_over_what_ends_reports_nothing(run):
    world, _ = run("import itertools\nfor i in range(3): pass\nfor i in [1]: pass\nfor i in enumerate('a'): pass")
    assert world.turns == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("lock = make()", "lock"),
        ("a.lock = make()", "a.lock"),
        ("def f():\n    left = Lock()\n    return left\nf()", "left"),
        ("locks = [make(), make()]", "locks[0]"),
        ("a.locks = [make() for _ in range(2)]", "a.locks[0]"),
        ("def f():\n    forks = [Lock() for _ in range(2)]\n    return forks[0]\nf()", "forks[0]"),
        ("def f():\n    x = make()\n    def g():\n        return x\n    x = make()\n    return g()\nf()", "x"),
    ],
)
def test_a_lock_learns_the_name_under_which_it_is_kept(text, name, run):
    world, _ = run("class A: pass\na = A()\nfrom threading import Lock\ndef make(): return Lock()\n" + text)
    assert name in world.names.values()


def test_lines_and_columns_are_those_of_the_text(run):
    with pytest.raises(KeyError) as error:
        run("data = {}\n\ndef f():\n    return (1 +\n            data['x'])\nf()")
    entries = [entry for entry in error.traceback if str(entry.path).endswith("<answer>")]
    assert [entry.lineno + 1 for entry in entries] == [6, 5]


def test_a_mangled_name_is_one_location_however_it_is_written(conflict):
    prepare = (
        "class A:\n    def __init__(self):\n        self.__x = 1\n    def put(self):\n        self.__x = 2\na = A()"
    )
    assert conflict("a._A__x", "a.put()", prepare=prepare)


def test_a_container_that_is_iterated_has_an_order_that_matters(conflict):
    for made in ("{}", "dict()", "collections.defaultdict(int)", "collections.OrderedDict()", "collections.Counter()"):
        prepare = f"import collections\nd = {made}\nd['z'] = 0"
        ordered = made == "collections.OrderedDict()"
        assert conflict("d['a'] = 1", "d['b'] = 1", prepare=prepare) == ordered
        assert conflict("d['a'] = 1", "d['b'] = 1", prepare=prepare + "\nlist(d)")


def test_replacing_values_never_matters_to_the_order(conflict):
    prepare = "d = {}\nd['a'] = d['b'] = 0\nfor k in d: pass"
    assert not conflict("d['a'] = 1", "d['b'] = 1", prepare=prepare)
    assert conflict("d['a'] = 1", "d['a'] = 2", prepare=prepare)
    assert conflict("d['new'] = 1", "d['newer'] = 1", prepare=prepare)


def test_what_commutes_in_a_list(conflict):
    prepare = "l = [0, 0, 0]"
    assert not conflict("l[0] = 1", "l[1] = 1", prepare=prepare)
    assert not conflict("l[0] = 1", "l[1]", prepare=prepare)
    assert not conflict("l[0] = 1", "len(l)", prepare=prepare)
    assert not conflict("l[0]", "l[0]", prepare=prepare)
    assert conflict("l[0] = 1", "l[0]", prepare=prepare)
    assert conflict("l.append(1)", "len(l)", prepare=prepare)
    assert conflict("l.append(1)", "l.append(2)", prepare=prepare)


def test_equal_keys_are_one_element_and_unequal_ones_are_not(conflict):
    prepare = "d = {}\nd[0] = 0"
    assert conflict("d[1] = 1", "d.get(True)", prepare=prepare)
    assert conflict("d[1.0] = 1", "d.get(1)", prepare=prepare)
    assert conflict("d[1, 'a'] = 1", "d.get((1, 'a'))", prepare=prepare)
    assert conflict("d[None] = 1", "d.get(None)", prepare=prepare)
    assert not conflict("d[1, 'a'] = 1", "d.get((1, 'b'))", prepare=prepare)
    assert not conflict("d['a'] = 1", "d.get('b')", prepare=prepare)


def test_a_key_whose_equality_is_the_programs_own_stands_for_every_key(conflict):
    prepare = """
class K:
    def __init__(self, x): self.x = x
    def __hash__(self): return 1
    def __eq__(self, other): return self.x == other.x
class I: pass
k, i, j = K(1), I(), I()
d = {}
d[0] = 0
"""
    assert conflict("d[K(1)] = 1", "d[k] = 2", prepare=prepare)
    assert not conflict("d[i] = 1", "d[j] = 1", prepare=prepare)
    assert conflict("d[i] = 1", "d[i] = 2", prepare=prepare)
