"""What is not modelled is refused at a line, found by reading or by running, and the verdict names it."""

import pytest

from threadlab.schedules.explore import explore
from threadlab.schedules.program_modules import ModuleText
from threadlab.story import tell

FOUND_BY_READING = {
    "a special name": ("x = 1\ndef f():\n    return __import__('os')", 3),
    "an attribute": ("def f(x):\n    return (\n        x.__globals__)", 3),
    "a method": ("class C:\n    x = 1\n\n    def __del__(self): pass", 4),
    "a name that is taken": ("import math\nfrom math import (\n    sin as __globals__)", 3),
    "a parameter": ("def f(a,\n      __globals__): pass", 2),
    "a name that is declared": ("def f():\n    global x, __globals__", 2),
    "a pattern": ("class C: pass\nmatch 1:\n    case C(\n        __dict__=x): pass", 4),
    "an exception's name": ("try: pass\nexcept OSError as __globals__: pass", 2),
    "what is asynchronous": ("x = 1\nasync def f(): pass", 2),
    "such a comprehension": ("x = (\n    y async for y in z)", 2),
    "what is for tests only": ("x = 1\nfrom threadlab import BoundedBuffer", 2),
}
FOUND_BY_RUNNING = {
    "a module": ("import os\ndef f():\n    return os.getcwd()", 3),
    "a name that is made": ("def f():\n    return getattr(f,\n        '__glo' + 'bals__')", 2),
    "a format": ("def f():\n    x = 1\n    return '{0.__class__.__globals__}'.format(x)", 3),
    "a file": ("def f():\n    with open('x') as file:\n        pass", 2),
    "what is swallowed": ("import os\ndef f():\n    try:\n        os.getcwd()\n    except BaseException: pass", 4),
    "in a thread": (("import os\nfrom threading import Thread\ndef f():\n    t = Thread(target=g)\n    t.start()\n"
                    "    t.join()\ndef g():\n    os.getcwd()"), 8),
    "from the library": ("import os\ndef g(x):\n    return os.getcwd()\ndef f():\n    sorted([1], key=g)", 3),
    "too many threads": (("from threading import Thread\ndef f():\n    for i in range(300):\n"
                         "        Thread(target=print).start()"), 4),
}  # fmt: skip


@pytest.mark.parametrize(("program", "line"), FOUND_BY_READING.values(), ids=FOUND_BY_READING)
def test_what_is_found_by_reading_has_its_line(program: str, line: int) -> None:
    result = explore("def test(): pass", program)
    assert (result.verdict, result.cell, result.line) == ("undecided", "answer", line)


@pytest.mark.parametrize(("program", "line"), FOUND_BY_RUNNING.values(), ids=FOUND_BY_RUNNING)
def test_what_is_found_by_running_has_its_line(program: str, line: int) -> None:
    result = explore("def test(): f()", program)
    assert (result.verdict, result.cell, result.line) == ("undecided", "answer", line)
    assert tell(result, name="test", hidden=True).title == f"Not decided: {result.reason} (line {line})"


def test_what_the_test_itself_asks_for_is_at_a_line_of_the_test_which_a_hidden_one_keeps_to_itself() -> None:
    result = explore("def test():\n    import os\n    os.getcwd()", "")
    assert tell(result, name="test").title == "Not decided: uses os (line 3 of the check)"
    assert tell(result, name="test", hidden=True).title == "Not decided: uses os"


def test_a_module_of_the_program_is_named_with_its_line() -> None:
    module = ModuleText("shop", "x = 1\ndef f():\n    return [].__globals__\ndef g():\n    return __import__('os')")
    for call, line in (("f", 3), ("g", 5)):
        test = f"import shop\ndef test():\n    shop.{call}()"
        result = explore(test, modules=lambda name: module if name == "shop" else None)
        assert (result.verdict, result.cell, result.line) == ("undecided", "shop", line)


def test_a_module_may_have_what_would_be_refused_as_long_as_nobody_comes_to_it() -> None:
    module = ModuleText("shop", "def f():\n    return __import__('os')\ndef g():\n    return __spec__\ndef h(): pass")
    test = "import shop\ndef test():\n    shop.h()"
    assert explore(test, modules=lambda name: module if name == "shop" else None).verdict == "holds"


def test_where_nothing_was_refused_no_line_is_named() -> None:
    for result in (explore("def test(): f()", "def f(): pass"), explore("def test():\n    while True: pass", "")):
        assert result.line == 0
