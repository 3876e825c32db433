"""What a program can import and call, and that nothing of it differs from run to run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from threadlab import explore
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.library.standard import ALLOWED

SOURCE = Path(__file__).parents[3] / "src"
TEST = "def test():\n    pass"


@pytest.mark.parametrize("name", sorted(ALLOWED - {"__future__"}))
def test_an_allowed_module_can_be_imported_in_every_way(name, run):
    short = name.rpartition(".")[2]
    run(f"import {name}\nimport {name} as other\nassert other is {name}\nfrom {name} import *")
    if "." in name:
        run(f"from {name.rpartition('.')[0]} import {short}")


UNMODELLED = [
    *("os", "gc", "dis", "ctypes", "socket", "subprocess", "asyncio", "multiprocessing", "importlib"),
    *("builtins", "pathlib", "pickle", "signal", "nosuchmodule", "xml.dom"),
]


@pytest.mark.parametrize("name", UNMODELLED)
@pytest.mark.parametrize(
    "statement",
    [
        *("import {}\n{top}.x", "from {} import x\nx()", "import {} as y\ny.x", "from {} import *"),
        *("import {}\nprint({top})", "from {} import x\nclass A(x): pass\nA()", "from {} import x\n@x\ndef f(): pass"),
        *("from {} import x\nwith x: pass", "from {} import x\nfor _ in x: pass", "import {} as y\nif y: pass"),
        *("import {} as y\nisinstance(1, y)", "import {} as y\ngetattr(y, 'x', None)", "import {} as y\ny.x = 1"),
    ],
)
def test_any_other_module_is_named_as_the_reason_when_it_is_used(name, statement, run):
    top = name.partition(".")[0]
    with pytest.raises(Unmodelled) as refusal:
        run(statement.format(name, top=top))
    assert refusal.value.reason == f"uses {top}"


@pytest.mark.parametrize("name", UNMODELLED)
@pytest.mark.parametrize("statement", ["import {}", "from {} import x", "import {} as y", "from {} import x as y, z"])
def test_to_import_it_and_not_to_use_it_costs_nothing(name, statement):
    text = f"""
{statement.format(name)}
__author__ = "student-01"
__email__ = "student-01@example.org"
__version__, __license__, __copyright__, __maintainer__, __status__, __credits__, __date__ = "1", "", "", "", "", [], ""
def work(): pass
if __name__ == "__main__":
    work()
"""
    assert explore(TEST, text).verdict == "holds"


@pytest.mark.parametrize("member", ["collections.UserString", "decimal.getcontext", "threading.settrace", "json.load"])
def test_a_member_that_is_not_modelled_is_refused_when_it_is_used(member, run):
    module, _, name = member.partition(".")
    run(f"from {module} import {name}")
    with pytest.raises(Unmodelled) as refusal:
        run(f"from {module} import {name}\n{name}()")
    assert refusal.value.reason == f"uses {member}"


def test_no_exception_is_taken_for_one_of_a_module_that_is_not_modelled():
    text = "from socket import timeout\ntry:\n    raise TimeoutError\nexcept timeout:\n    pass"
    assert explore(TEST, text).reason == "uses socket"


def test_a_relative_import_has_no_package(run):
    with pytest.raises(ImportError):
        run("from . import x")


def test_the_controlled_modules_are_the_same_everywhere():
    text = "import threading\nfrom threading import *\nimport concurrent.futures as cf, queue, time\n"
    text += "from concurrent import futures\nassert futures is cf and Lock is threading.Lock"
    assert explore(TEST, text).verdict == "holds"


UNSTEADY = """
import random
class A: pass
things = {A() for _ in range(5)} | {"x", "yy", "zzz", (1, "q")}
order = []
for thing in things:
    order.append(thing if type(thing) in (str, tuple) else "A")
print(order, list({"b", "a"}), [x for x in frozenset("cab")], *{"p", "q"}, ",".join({"u", "v"}))
print(tuple({"b", "a"}), {"only"}.pop(), sorted({"n", "m"}, key=len), dict.fromkeys({"k", "j"}))
print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(50), 3))
print(hash("a"), hash(("a", 1)), random.Random().random())
print(A(), [A()], f"{A()}", id(order) == id(order), max({"b", "a"}, key=len), len(repr(print)) > 0)
s = {"x1", "x2", "x3"}
print(s.pop(), s.pop(), s.pop())
a, b = {"left", "right"}
print(a, b, hash(A()) == hash(A()), [hash(x) for x in (1, 2.5, None)] == [1, hash(2.5), hash(None)])
"""


def test_what_a_program_prints_depends_neither_on_addresses_nor_on_the_seed_of_hashes():
    script = (
        "import sys\nfrom threadlab.schedules.plain_run import run_cells\n"
        "print(run_cells([('answer', sys.stdin.read())]))"
    )
    outputs = set()
    for seed in ("0", "1", "4242"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(SOURCE)}
        done = subprocess.run(
            [sys.executable, "-c", script], input=UNSTEADY, capture_output=True, text=True, env=environment, check=True
        )
        outputs.add(done.stdout)
    assert len(outputs) == 1
    assert "problem=''" in outputs.pop()


def test_pretty_printing_prints_in_the_controlled_world(run):
    world, _ = run("import pprint\npprint.pprint([1])\npprint.pp({'a': 1})")
    assert world.printed == "[1]\n{'a': 1}\n"


def test_printing_to_the_programs_own_file_writes_piece_by_piece_as_cpython_does(run):
    world, _ = run("class F:\n    def write(self, text): print('got', repr(text))\nprint('x', 2, file=F())")
    assert world.printed == "got 'x'\ngot ' '\ngot '2'\ngot '\\n'\n"


def test_one_print_is_one_output_however_much_is_printed(run, fake_world):
    outputs = []

    class Listening(fake_world):
        def output(self, text):
            outputs.append(text)

    run("print(1, [2], 'x', sep='-', end='!')", world=Listening())
    assert outputs == ["1-[2]-x!"]


def test_the_modules_of_one_run_are_not_those_of_the_next(run):
    first, _ = run("import random\nrandom.seed(5)\nprint(random.random())")
    second, _ = run("import random\nrandom.seed(5)\nprint(random.random())")
    third, _ = run("import random\nprint(random.random())")
    assert first.printed == second.printed != third.printed
