"""Modules of the program under test: their variables are shared, wherever they are read and bound from."""

from __future__ import annotations

import sys

import pytest

from threadlab.schedules.explore import explore
from threadlab.schedules.program_modules import ModuleText
from threadlab.schedules.result import Result

CART = """
from threading import Lock

total = _count = 0
lock = Lock()


def add():
    global total
    total += 1


def add_locked():
    with lock:
        add()


def read():
    return total
"""
MODULES = {
    "shop": ModuleText("shop", "from . import cart\nfrom .cart import add as put\n", package=True),
    "shop.cart": ModuleText("shop.cart", CART),
    "shop.till": ModuleText("shop.till", "from .cart import *\nfrom ..other import nothing\n"),
    "broken": ModuleText("broken", "def f(:\n"),
    "reaching": ModuleText("reaching", "import os\nHERE = os.getcwd()\n"),
    "round_a": ModuleText("round_a", "import round_b\nx = 1\ndef y(): return round_b.z\n"),
    "round_b": ModuleText("round_b", "import round_a\nz = 2\n"),
}


def two_threads(work: str, look: str) -> Result:
    imports = "from threading import Thread\nimport shop\nfrom shop import cart, put\n"
    source = f"{imports}def new(): return 7\ndef work():\n    {work}"
    test = f"""
def test():
    threads = [Thread(target=work) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert {look} == 2
"""
    return explore(test, source, modules=MODULES.get)


@pytest.mark.parametrize("look", ["cart.total", "cart.read()", "getattr(shop.cart, 'total')"])
@pytest.mark.parametrize(
    ("work", "verdict"),
    [
        ("put()", "fails"),
        ("cart.add()", "fails"),
        ("cart.total += 1", "fails"),
        ("shop.cart.total = shop.cart.total + 1", "fails"),
        ("setattr(cart, 'total', cart.read() + 1)", "fails"),
        ("cart.add_locked()", "holds"),
        ("with cart.lock: cart.total += 1", "holds"),
    ],
)
def test_a_variable_of_a_module_is_one_variable_for_all(work: str, look: str, verdict: str) -> None:
    assert two_threads(work, look).verdict == verdict


@pytest.mark.parametrize(
    ("work", "verdict"),
    [
        ("cart._count += 1", "fails"),
        ("setattr(cart, '_count', getattr(cart, '_count') + 1)", "fails"),
        ("with cart.lock: cart._count += 1", "holds"),
    ],
)
def test_its_private_names_are_the_programs_too(work: str, verdict: str) -> None:
    assert two_threads(work, "cart._count").verdict == verdict


@pytest.mark.parametrize(
    "work", ["cart.lock._block", "import threading\n    threading._active", "import shop\n    shop.__loader__"]
)
def test_those_of_what_is_not_the_programs_are_refused(work: str) -> None:
    assert two_threads(work, "2").verdict == "undecided"


def test_the_story_names_the_line_of_the_module() -> None:
    failure = two_threads("put()", "cart.total").failure
    assert failure is not None
    writes = [(step.cell, step.source) for step in failure.steps if step.action == "write"]
    assert writes[-2:] == [("shop.cart", "total += 1")] * 2


def test_a_locked_counter_has_as_many_schedules_as_in_one_text() -> None:
    assert two_threads("cart.add_locked()", "cart.total").schedules == 2


def test_each_schedule_begins_with_fresh_modules() -> None:
    result = explore(
        "def test():\n    import shop\n    shop.put()\n    assert shop.cart.total == 1", modules=MODULES.get
    )
    assert result.verdict == "holds"


def test_a_definition_that_another_module_binds_anew_beside_threads_is_not_judged() -> None:
    result = two_threads("cart.read = new", "cart.total")
    assert (result.verdict, result.reason) == ("undecided", "binds shop.cart.read anew while threads run")


def test_before_threads_run_it_may_be_bound_anew() -> None:
    test = "def test():\n    cart.read = lambda: 7\n    assert cart.read() == 7"
    assert explore(test, "from shop import cart", modules=MODULES.get).verdict == "holds"


def test_modules_may_import_one_another() -> None:
    assert explore("def test(): assert round_a.y() == 2", "import round_a", modules=MODULES.get).verdict == "holds"


@pytest.mark.parametrize(
    ("module", "verdict", "said"),
    [
        ("broken", "fails", "SyntaxError"),
        ("shop.till", "fails", "beyond top-level package"),
        ("reaching", "holds", ""),
    ],
)
def test_what_is_wrong_with_a_module_is_said(module: str, verdict: str, said: str) -> None:
    result = explore("def test(): pass", f"import {module}", modules=MODULES.get)
    assert result.verdict == verdict
    used = explore("def test(): reaching.HERE()", "import reaching", modules=MODULES.get)
    assert used.verdict == "undecided"
    assert "uses os" in used.reason
    assert said in (result.reason or str(result.failure))


ASYNC = """
import asyncio

class Box:
    def __init__(self):
        self.n = 0

    def add(self):
        self.n += 1

    @property
    async def late(self):
        async with self.lock:
            return [x async for x in self]

async def wait(x: int = 3):
    await x
"""


def test_an_async_function_is_in_nobodys_way_until_it_is_called() -> None:
    found = {"boxes": ModuleText("boxes", ASYNC)}.get
    start = "def test():\n    from boxes import Box, wait\n    box = Box()\n    box.add()\n"
    assert explore(f"{start}    assert box.n == 1\n", modules=found).verdict == "holds"
    assert explore(f"{start}    assert box.n == 2\n", modules=found).verdict == "fails"
    for use in ("wait(1)", "box.late"):
        result = explore(f"{start}    {use}\n", modules=found)
        assert (result.verdict, result.reason) == ("undecided", "uses asyncio")


def test_a_program_learns_what_kind_of_thing_its_test_gives_it() -> None:
    found = {"boxes": ModuleText("boxes", "from inspect import *\n")}.get
    test = "def test():\n    import boxes\n    def inner(): yield\n"
    test += "    assert boxes.isfunction(inner) and boxes.isgeneratorfunction(inner) and boxes.isfunction(test)\n"
    test += "    assert not boxes.ismethod(lambda: 1)\n"
    assert explore(test, modules=found).verdict == "holds"


@pytest.mark.parametrize(
    "question",
    [
        *("iscoroutinefunction(wait)", "isfunction(wait)", "isfunction(len)", "isbuiltin([].append)"),
        *("ismethod(Lock().acquire)", "isfunction(Lock)", "isclass(chain)", "isroutine(Queue().put)"),
    ],
)
def test_of_what_stands_for_something_else_nobody_learns_what_kind_of_thing_it_is(question: str) -> None:
    text = "from inspect import *\nfrom itertools import chain\nfrom queue import Queue\nfrom threading import Lock\n"
    text += f"{ASYNC}\ndef ask():\n    {question}\n"
    found = {"boxes": ModuleText("boxes", text)}.get
    result = explore("def test():\n    import boxes\n    boxes.ask()\n", modules=found)
    asked = question.partition("(")[0]
    if question == "isfunction(Lock)" and sys.version_info >= (3, 13):
        assert result.verdict == "holds"  # it is a class there, here as in CPython
    else:
        assert (result.verdict, result.reason) == (
            "undecided",
            f"asks inspect.{asked} of what is not the program's own",
        )


def test_what_a_partial_module_lacks_refuses_whoever_uses_it_and_nobody_else() -> None:
    found = {"parts": ModuleText("parts", "here = 1\n", partial=True)}.get
    for program, verdict in (
        ("from parts import here, missing\ndef test():\n    assert here == 1\n", "holds"),
        ("import parts\ndef test():\n    parts.missing()\n", "undecided"),
        ("import parts\ndef test():\n    parts.missing.more\n", "undecided"),
        ("import parts\ndef test():\n    assert parts.here == 2\n", "fails"),
    ):
        result = explore(program, modules=found)
        assert (result.verdict, result.reason) == (verdict, "uses parts.missing" if verdict == "undecided" else "")
    whole = {"parts": ModuleText("parts", "here = 1\n")}.get
    assert explore("import parts\ndef test():\n    parts.missing\n", modules=whole).verdict == "fails"


DECORATED = """
import functools
from dataclasses import dataclass

def counted(function):
    @functools.wraps(function)
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)
    wrapper.calls = 0
    return wrapper

@counted
def double(x):
    return 2 * x

@dataclass
class Parity:
    number: int

    def __eq__(self, other):
        return self.number % 2 == other.number % 2

def alike(one, other):
    return Parity(one) == Parity(other)
"""


def test_what_a_module_decorates_is_its_own() -> None:
    """As in a program's own text: ``wraps``, attributes of functions, methods beside those of a dataclass."""
    found = {"parts": ModuleText("parts", DECORATED)}.get
    start = "from parts import double, alike\ndef test():\n    assert double(2) == 4\n"
    assert explore(f"{start}    assert double.__name__ == 'double'\n", modules=found).verdict == "holds"
    assert explore(f"{start}    assert double.calls == 1\n", modules=found).verdict == "holds"
    assert explore(f"{start}    assert alike(1, 3)\n", modules=found).verdict == "holds"
    assert explore(f"{start}    assert alike(1, 2)\n", modules=found).verdict == "fails"


PICKLED = """
import copy

class Box:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Box, (0,)

    def __getstate__(self):
        return {}

class Lid(Box):
    def __copy__(self):
        return Lid(self.n + 1)
    def __setstate__(self, state):
        self.n = -1

class Typed:
    __name__: str
"""


@pytest.mark.parametrize(
    ("use", "verdict"),
    [
        ("assert Box(1).n == 1", "holds"),
        ("assert copy.copy(Box(1)).n == 0", "undecided"),
        ("assert copy.deepcopy(Box(1)).n == 0", "undecided"),
        ("assert copy.copy(Lid(1)).n == 2", "holds"),
        ("assert copy.deepcopy(Lid(1)).n == -1", "undecided"),
        ("assert Typed() is not None", "holds"),
    ],
)
def test_methods_for_pickling_are_in_nobodys_way_until_somebody_copies(use: str, verdict: str) -> None:
    found = {"boxes": ModuleText("boxes", PICKLED)}.get
    result = explore(f"from boxes import Box, Lid, Typed, copy\ndef test():\n    {use}\n", modules=found)
    assert (result.verdict, result.reason) == (verdict, "uses pickle" if verdict == "undecided" else "")
    inside = explore("def test():\n    pass\n", PICKLED)  # of an answer they are refused, as before
    assert inside.verdict == "undecided"


def test_an_attribute_that_reaches_far_is_refused_where_it_is_reached() -> None:
    module = (
        "def near():\n    return 1\n\ndef far():\n    return near.__code__\n\ndef set_it():\n    near.__code__ = 1\n"
    )
    found = {"parts": ModuleText("parts", module.partition("def set_it")[0])}.get
    start = "from parts import near, far\ndef test():\n"
    assert explore(f"{start}    assert near() == 1\n", modules=found).verdict == "holds"
    reached = explore(f"{start}    far()\n", modules=found)
    assert (reached.verdict, reached.reason) == ("undecided", "uses __code__")
    swallowed = explore(f"{start}    try:\n        far()\n    except BaseException:\n        pass\n", modules=found)
    assert (swallowed.verdict, swallowed.reason) == ("undecided", "uses __code__")
    sets = {"parts": ModuleText("parts", module)}.get
    assert explore(f"{start}    pass\n", modules=sets).verdict == "holds"
    setting = explore("from parts import set_it\ndef test():\n    set_it()\n", modules=sets)
    assert (setting.verdict, setting.reason) == (
        "undecided",
        "uses set_it, which is not known, as line 8 of parts uses __code__",
    )
    answer = explore("def test():\n    pass\n", module)  # what is handed in is refused as it stands, as before
    assert answer.verdict == "undecided"


@pytest.mark.parametrize(
    "bound",
    [
        "getattr = lambda thing, name: 0\n",
        "def getattr(thing, name):\n    return 0\n",
        "from others import getattr\n",
        "from others import *\n",
        "def use(getattr):\n    return 0\n",
        "for getattr in ():\n    pass\n",
    ],
)
def test_a_module_with_a_getattr_of_its_own_is_refused_as_it_stands(bound: str) -> None:
    texts = {
        "parts": ModuleText("parts", f"{bound}def far(thing):\n    return thing.__code__\n"),
        "others": ModuleText("others", "def getattr(thing, name):\n    return 0\n"),
    }
    result = explore("from parts import far\ndef test():\n    far(test)\n", modules=texts.get)
    assert result.verdict == "undecided"
    assert "uses __code__" in result.reason


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("__email__: str\n", "holds"),
        ("__name__: str\n", "holds"),
        ("class C:\n    __name__: str\n", "holds"),
        ("__name__: str = 'other'\n", "undecided"),
        ("class C:\n    __code__: int\n", "undecided"),
    ],
)
def test_to_say_of_what_type_a_name_is_binds_nothing(text: str, verdict: str) -> None:
    for result in (
        explore("def test():\n    pass\n", text),
        explore(
            "import parts\ndef test():\n    getattr(parts, 'C', object)()\n",
            modules={"parts": ModuleText("parts", text)}.get,
        ),
    ):
        assert result.verdict == verdict, result.reason
