"""What a module cannot make when it is imported is in nobody's way but in that of whoever uses it."""

from __future__ import annotations

import re

import pytest

from threadlab import explore
from threadlab.schedules.program_modules import ModuleText, NoSuchModuleError
from threadlab.schedules.result import Result

START = """
import os
from pathlib import Path
registry = [1]
class Own:
    made = []
    def __init__(self, *_):
        Own.made.append(self)
def nothing():
    return 3
"""


def judged(text: str, test: str) -> Result:
    """Judge the body of a test that imports ``m``, the module with that text after ``START``."""

    def find(name: str) -> ModuleText | None:
        if name == "nowhere":
            raise NoSuchModuleError(name)
        return ModuleText(name, START + text, file="m.py") if name == "m" else None

    body = "\n    ".join(["import m", *test.split("\n")])
    return explore(f"def test():\n    {body}\n", modules=find)


PUT_OFF = [
    "X = Path(__file__).parent",
    "X = os.sep",
    "X = os.environ['HOME'].split(':')[0]",
    "X = int(os.environ.get('N', '2'))",
    "X = [each for each in os.listdir() if each not in registry]",
    "X = {each: str(each) for each in Path().glob('*')}",
    "X = f'{os.sep}x'",
    "X = (Path(__file__) / 'x').read_text()",
    "X, Y = os.path.split('a')",
    "X: str = os.sep",
    "def load(path='x'):\n    with open(path) as file:\n        return file.read()\nX = load()",
    "def up(n):\n    return os.sep if n else up(1)\nX = up(0)",
    "def deco(f):\n    def inner():\n        return f()\n    return inner\n@deco\n@os.given(Own)\ndef X():\n    pass",
    "@os.given(os.lists(Own))\ndef X():\n    pass",
    "@os.given(lambda: Own())\nclass X:\n    pass",
    "class X(Own, os.PathLike):\n    pass",
    "class X:\n    def __del__(self):\n        pass",
    "with open('x') as file:\n    X = file.read()",
    "if os.sep == '/':\n    X = 1\nelse:\n    X = 2",
    "X = 1\nfor each in os.listdir():\n    X += 1",
    "try:\n    X = os.sep + 1\nexcept OSError:\n    X = None",
    "import json\nX = json.loads(Path('x').read_text())",
    "import functools\nX = functools.partial(os.path.join, 'x')",
    "from dataclasses import dataclass, field\n@dataclass\nclass X:\n    id: str = field(default_factory=os.getpid)",
    "X = os.map(lambda n: n * 2)",
]
"""Each binds X, and nobody can say to what."""


@pytest.mark.parametrize("text", PUT_OFF)
def test_what_cannot_be_made_is_unknown_to_who_uses_it_and_in_nobody_elses_way(text: str) -> None:
    assert judged(text, "assert m.nothing() == 3").verdict == "holds"
    assert judged(text, "assert m.nothing() == 4").verdict == "fails"
    used = judged(text, "assert m.X() == 3 and m.X")
    assert used.verdict == "undecided"
    assert re.fullmatch(r"uses X, which is not known, as line \d+ of m (uses|opens|defines) .*", used.reason)


OUTSIDE = [
    "os.environ['X'] = '1'",
    "os.chdir('x')",
    "import sys\nsys.path.insert(0, os.path.dirname(__file__))",
    "import sys\nsys.path += ['x']",
    "import atexit\natexit.register(print)",
    "if os.name == 'nt':\n    os.chdir('x')",
    "import socket\nsocket.setdefaulttimeout(3)",
]


@pytest.mark.parametrize("text", OUTSIDE)
def test_what_is_changed_outside_of_the_program_is_seen_by_nobody_in_it(text: str) -> None:
    assert judged(text, "assert m.nothing() == 3").verdict == "holds"
    assert judged(text, "assert m.nothing() == 4").verdict == "fails"


MUST_BE_DONE = [
    "registry.append(os.sep)",
    "X = Own(os.sep)",
    "registry += [os.sep]",
    "def add():\n    registry.append(1)\nos.register(add)",
    "def add():\n    registry.append(1)\nX = os.register(add)",
    "X = os.register(Own)",
    "X = os.fspath(registry)",
    "X = os.call(lambda: registry.append(1))",
    "X = [os.sep, registry.append(1)]",
    "X = os.getenv('x') or registry.pop()",
    "X = os.sep if os.sep else registry.pop()",
    "for each in os.listdir():\n    registry.append(each)",
    "for each in [registry]:\n    each.append(os.sep)",
    "X = [each.append(os.sep) for each in [registry]]",
    "while os.getpid():\n    registry.clear()",
    "with open('x') as registry[0]:\n    pass",
    "registry[0] = os.sep",
    "Own.made = os.sep",
    "class X(os.PathLike):\n    Own.made.append(os.sep)",
    "class X(os.sep):\n    registry.append(1)",
    "class Base:\n    def __init_subclass__(cls):\n        registry.append(cls)\nclass X(Base, os.PathLike):\n    pass",
    "def X(x=[registry.append(os.sep)]):\n    pass",
    "def add():\n    registry.append(os.sep)\nX = add()",
    "def add():\n    global nothing\n    nothing = os.sep\nX = add()",
    "def add(to):\n    to.append(os.sep)\nX = add(registry)",
    "def deco(f):\n    registry.append(f)\n    return f\n@deco\n@os.given\ndef X():\n    pass",
    "X = (registry := [os.sep])",
    "if os.sep == '/':\n    registry.append(1)",
    "try:\n    os.sep()\nfinally:\n    registry.append(1)",
    "del registry[os.sep]",
    "import decimal\ndecimal.getcontext().prec = 2",
    "import threading\nthreading.settrace(print)",
    "import random\nrandom.seed(os.getpid())",
    "import logging\nlogging.getLogger('x').setLevel(os.sep)",
    "open = registry.append\nX = open(os.sep)",
    "class Sum:\n    def __add__(self, other):\n        registry.append(1)\nS = Sum()\nX = S + os.sep",
    "try:\n    import m.inner\n    X = os.sep()\nexcept ImportError:\n    pass",
]
"""Each might change what the program sees of itself, beyond the names that it binds."""


@pytest.mark.parametrize("text", MUST_BE_DONE)
def test_what_might_change_anything_else_is_never_put_off(text: str) -> None:
    for test in ("assert m.nothing() == 3", "assert m.nothing() == 4"):
        assert judged(text, test).verdict == "undecided"


@pytest.mark.parametrize("future", ["", "from __future__ import annotations\n"])
def test_annotations_may_name_what_is_not_modelled(future: str) -> None:
    text = "import subprocess\nfrom typing import Optional\nimport pathlib\n"
    text += "def f(a: pathlib.Path, b: Optional[pathlib.Path] = None, *c: 'x') -> subprocess.Popen[str] | None:\n"
    text += "    return 3\nclass C:\n    x: pathlib.Path | None = None\n    y: dict[str, pathlib.Path] = {}\n"

    def find(name: str) -> ModuleText | None:
        return ModuleText(name, future + text) if name == "m" else None

    for wanted, verdict in ((3, "holds"), (4, "fails")):
        test = f"def test():\n    import m\n    assert m.f(1) == {wanted} and m.C().x is None\n"
        assert explore(test, modules=find).verdict == verdict


def test_a_refusal_that_a_program_has_swallowed_counts_beside_one_that_is_put_off() -> None:
    text = "import contextlib\nX = os.sep\n"
    assert judged(text, "m.nothing()").verdict == "holds"
    for test in ("m.os.sep", "try:\n    m.os.sep\nfinally:\n    m.nothing()"):
        assert judged(text, test).verdict == "undecided"
    inside = "try:\n    X = os.sep\nfinally:\n    os.chdir('x')\n"  # two things at once
    assert judged(inside, "m.nothing()").verdict == "undecided"


def test_methods_of_await_are_there_for_nobody_here() -> None:
    text = "class X:\n    async def __aenter__(self):\n        await self\n    def __await__(self):\n        yield\n"
    assert judged(text, "assert m.X() is not None").verdict == "holds"
    assert judged(text, "assert m.X() is None").verdict == "fails"
    assert judged(text, "m.X().__aenter__()").verdict == "undecided"


@pytest.mark.parametrize(
    "use",
    [
        *("m.X is None", "m.X is not None", "m.X or 1", "not m.X", "m.X == 1", "m.X != 1", "m.X < 1", "1 in [m.X]"),
        *("m.X + 1", "1 + m.X", "'a' + m.X", "[1] + m.X", "m.X * 2", "2 ** m.X", "-m.X", "m.X // 2", "divmod(7, m.X)"),
        *("','.join([m.X])", "'a'.startswith(m.X)", "'a' in m.X", "m.X in 'a'", "'%s' % m.X", "f'{m.X}'", "str(m.X)"),
        *("json.dumps([m.X])", "re.match('a', m.X)", "{m.X: 1}", "[1, 2][m.X]", "range(m.X)", "list(m.X)", "m.X.name"),
        *("isinstance(m.X, str)", "type(m.X) is str", "m.X[0]", "len(m.X)", "max(m.X, 1)", "sum([m.X])", "m.X()"),
        *("hash(m.X)", "bytes(m.X)", "sorted([1, m.X])", "time.sleep(m.X)", "Lock().acquire(timeout=m.X)"),
        *("Decimal(m.X)", "round(m.X)", "abs(m.X)", "hasattr(m.X, 'name')", "copy.copy(m.X)", "print(m.X)"),
    ],
)
def test_whatever_is_asked_of_what_is_not_known_is_undecided(use: str) -> None:
    imports = "import copy, json, re, time\nfrom decimal import Decimal\nfrom threading import Lock\n"
    module = f"{imports}X = os.environ.get('X')\nNOT = Path\n"
    helper = f"def ask(m):\n    return {use}\n"
    for test in ("assert ask(m)", "assert not ask(m)"):
        text = f"{module}{helper}import m as itself\n"
        assert judged(text, test.replace("ask(m)", "m.ask(m)")).verdict == "undecided"
    cases = "match m.X:\n    case None:\n        pass\n    case _:\n        1 / 0"
    asked = "def ask(m):\n    " + cases.replace("\n", "\n    ") + "\n"
    assert judged(module + asked, "m.ask(m)").verdict == "undecided"


@pytest.mark.parametrize(
    "sort", ["x=os.cpu_count() or 1, y=0", "x=1 + os.sep, *, y=0", "*, y=0, x=os.sep", "x=[os.sep], /, y=0"]
)
def test_a_default_that_is_not_known_is_in_the_way_of_whoever_takes_it(sort: str) -> None:
    text = (
        f"class C:\n    def f(self, {sort}):\n        return x if y else 3\ndef f({sort}):\n    return x if y else 3\n"
    )
    for call in ("m.f({})", "m.C().f({})"):
        assert judged(text, f"assert {call.format('')} == 3").verdict == "holds"
        assert judged(text, f"assert {call.format('')} == 4").verdict == "fails"
        taken = judged(text, f"assert {call.format('y=1')} == 3")
        assert taken.verdict == "undecided"
        assert "uses x, which is not known, as line" in taken.reason


def test_what_is_only_passed_on_is_nothing_that_is_used() -> None:
    text = "X = os.sep\nclass Box:\n    def __init__(self, x=X):\n        self.x = x\n        self.n = 3\n"
    text += "kept = [X, Box(X)]\n"
    assert judged(text, "assert m.Box().n == len(m.kept) + 1").verdict == "holds"
    assert judged(text, "assert m.Box().n == len(m.kept)").verdict == "fails"


def test_what_is_imported_and_not_modelled_is_something_and_not_none() -> None:
    text = "try:\n    import socket as found\nexcept ImportError:\n    found = None\n"
    text += "def ask():\n    return found is None\n"
    assert judged(text, "assert not m.ask()").verdict == "holds"
    assert judged(text, "assert m.ask()").verdict == "fails"
