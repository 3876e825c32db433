"""Modules of the program under test: their variables are shared, wherever they are read and bound from."""

from __future__ import annotations

import pytest

from threadlab.schedules.explore import explore
from threadlab.schedules.program_modules import ModuleText
from threadlab.schedules.result import Result

CART = """
from threading import Lock

total = 0
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
        ("reaching", "undecided", "uses os"),
    ],
)
def test_what_is_wrong_with_a_module_is_said(module: str, verdict: str, said: str) -> None:
    result = explore("def test(): pass", f"import {module}", modules=MODULES.get)
    assert result.verdict == verdict
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
