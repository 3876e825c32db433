"""What a program may not use, and that it is told so: never a pass, and nothing of the grader is reached."""

import ast
import sys
from types import ModuleType

import pytest

from threadlab import explore
from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.instrumenting import policy
from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.instrumenting.visiting import NAMED_IN
from threadlab.schedules.program_modules import ModuleText

TEST = "def test():\n    pass"

PREPARE = """
import threading
def f(): pass
def g(): yield 1
class A:
    def m(self): pass
    def __exit__(self, *error):
        return look(error[2])
    def __enter__(self): pass
a = A()
lock = threading.Lock()
thread = threading.Thread(target=f)
"""

REFUSED_IN_THE_TEXT = {
    "f.__globals__": "uses __globals__",
    "f.__code__": "uses __code__",
    "f.__closure__": "uses __closure__",
    "f.__builtins__": "uses __builtins__",
    "f.__defaults__": "uses __defaults__",
    "().__class__.__bases__": "uses __bases__",
    "().__class__.__base__.__subclasses__()": "uses __subclasses__",
    "A.mro()": "uses mro",
    "a.m.__self__": "uses __self__",
    "a.m.__func__": "uses __func__",
    "g().gi_frame": "uses gi_frame",
    "g().gi_frame.f_back.f_globals": "uses f_globals",
    "tb.tb_frame": "uses tb_frame",
    "a.__reduce_ex__(2)": "uses __reduce_ex__",
    "__builtins__": "uses __builtins__",
    "__import__('os')": "uses __import__",
    "__loader__": "uses __loader__",
    "__spec__": "uses __spec__",
    "_tl_step": "uses _tl_step",
    "a._tl_x": "uses _tl_x",
    "def _tl_f(): pass": "uses _tl_f",
    "import math as _tl_m": "uses _tl_m",
    "def f(_tl_x): pass": "uses _tl_x",
    "class A:\n    def __del__(self): pass": "defines __del__",
    "class A:\n    def __instancecheck__(self, x): return True": "uses __instancecheck__",
    "class A:\n    __module__ = 'x'": "uses __module__",
    "class A:\n    __match_args__ = ('__globals__',)": "uses __globals__",
    "class A:\n    __match_args__ = ('tb_' + 'frame',)": "uses __match_args__",
    "__name__ = 'x'": "sets __name__",
    "class A:\n    __class__ = property(lambda self: int)": "sets __class__",
    "async def f(): pass": "is asynchronous: async or await",
    "match f:\n    case object(__globals__=x): pass": "uses __globals__",
    "global __builtins__": "uses __builtins__",
}

REFUSED_AT_RUN_TIME = {
    "getattr(f, '__glo' + 'bals__')": "uses __globals__",
    "hasattr(f, '__code__')": "uses __code__",
    "setattr(f, '__code__', None)": "uses __code__",
    "a.__dict__['__class__'] if 0 else getattr(a, '_tl_x', 1)": "uses _tl_x",
    "'{0.__globals__}'.format(f)": "formats 0.__globals__",
    "'{0.m.__func__}'.format(a)": "formats 0.m.__func__",
    "'{:{0.__code__}}'.format(f)": "formats 0.__code__",
    "str.format('{0.__globals__}', f)": "formats 0.__globals__",
    "'{x.__globals__}'.format_map({'x': f})": "formats x.__globals__",
    "list(map(str.format, ['{0.__globals__}'], [f]))": "formats 0.__globals__",
    "class S(str): pass\nS('{0.__globals__}').format(f)": "formats 0.__globals__",
    "class S(str):\n    def go(self): return super().format(f)\nS('{0.__globals__}').go()": "formats 0.__globals__",
    "object.__getattribute__(f, '__globals__')": "uses __globals__",
    "type.__getattribute__(A, '__subclasses__')": "uses __subclasses__",
    "class B:\n    def go(self): return super().__getattribute__('__dict' + '__x__')\nB().go()": "uses __dict__x__",
    "import operator; operator.attrgetter('__globals__')(f)": "uses __globals__",
    "import operator; operator.methodcaller('__subclasses__')(A)": "uses __subclasses__",
    "import functools; functools.reduce(getattr, ['__globals__', 'x'], f)": "uses __globals__",
    "import functools; functools.wraps(f, assigned=('__code__',))(f)": "chooses what functools.wraps copies",
    "def look(tb): return getattr(tb, 'tb_' + 'frame')\nwith a: 1 / 0": "uses tb_frame",
    "import copy; copy.copy(thread)": "copies Thread objects",
    "import copy; copy.copy(threading.Event())": "copies Event objects",
    "vars(f)": "uses __dict__ of a function",
    "d = vars(threading.local())\nthreading.Thread(target=lambda: len(d)).start()": "takes __dict__ of a local "
    "to another thread",
    "vars(threading)": "uses __dict__ of a module",
    "threading.__dict__": "uses __dict__ of a module",
    "vars(threading.Thread)": "uses __dict__ of a type",
    "vars(thread)": "uses __dict__ of a Thread",
    "vars()": "uses vars()",
    "a.__class__ = int": "sets __class__",
    "a.__dict__ = {}": "sets __dict__",
    "setattr(a, '__class__', int)": "sets __class__",
    "A.__match_args__ = ('x',)": "uses __match_args__",
    "type('X', (), {'__match_args__': ('tb_frame',)})": "uses __match_args__",
    "type('X', (), {'__del__': f})": "uses __del__",
    "type.__new__(type, 'X', (), {'__del__': f})": "uses __del__",
    "class M(type):\n    def __new__(m, n, b, c): return super().__new__(m, n, b, c | {'__del__': f})\n"
    "class A(metaclass=M): pass": "uses __del__",
    "class A(metaclass=lambda *a: 1): pass": "uses a metaclass that is no class of its own",
    "type('X', (), {'__class__': int})": "uses __class__",
    "type('X', (), {'__module__': 'y'})": "uses __module__",
    "eval('1')": "uses eval",
    "exec('1')": "uses exec",
    "compile('1', '', 'eval')": "uses compile",
    "globals()['__builtins__']": "looks up __builtins__ in globals()",
    "globals()['_tl_read_global']": "looks up _tl_read_global in globals()",
    "list(globals())": "uses all of globals() at once",
    "globals().update(x=1)": "uses all of globals() at once",
    "globals()['__name__'] = 'x'": "binds '__name__' by way of globals() alone",
    "globals()['len'] = id": "binds 'len' by way of globals() alone",
    "x = 1\ndel globals()['x']": "deletes 'x' by way of globals()",
    "locals()": "uses locals",
    "open('x')": "opens a file",
    "input()": "asks for input",
    "breakpoint()": "uses breakpoint",
    "exit()": "uses exit",
    "memoryview(b'')": "uses memoryview",
    "list(map(eval, ['1']))": "uses eval",
    "thread._started": "uses _started",
    "threading._active": "uses _active",
    "import collections; collections._sys": "uses _sys",
    "import random; random._os": "uses _os",
    "from collections import UserString\nUserString()": "uses collections.UserString",
    "class T(threading.Thread):\n    def __setattr__(self, n, v): pass": "defines __setattr__ for a Thread",
    "class T(threading.Thread):\n    def __getattribute__(self, n): pass": "defines __getattribute__ for a Thread",
    "type('T', (threading.Thread,), {'__setattr__': f})": "defines __setattr__ for a Thread",
}


@pytest.mark.parametrize("text", REFUSED_IN_THE_TEXT)
def test_what_a_text_may_not_hold_is_named(text):
    with pytest.raises(Unmodelled) as refusal:
        instrument(text, "answer")
    assert refusal.value.reason == REFUSED_IN_THE_TEXT[text]


@pytest.mark.parametrize("text", REFUSED_AT_RUN_TIME)
def test_what_a_program_may_not_do_is_named_when_it_does_it(text):
    result = explore(TEST, f"{PREPARE}\n{text}")
    assert (result.verdict, result.reason) == ("undecided", REFUSED_AT_RUN_TIME[text])


OWNERS = (
    *("f", "lambda: 1", "A", "a", "type", "object", "thread", "threading.Thread", "lock", "threading", "print", "len"),
    *(
        "1",
        "'x'",
        "[]",
        "{}",
        "[].append",
        "str.join",
        "(x for x in ())",
        "range(3)",
        "Exception()",
        "a.m",
        "property(f)",
    ),
    *("super(A, a)", "threading.local()", "f.__get__(a)", "f.__getattribute__", "iter([])", "{}.keys()", "Passing()"),
)


WAYS = {
    "called": "({owner}).__getattribute__({hidden})",
    "by name": "getattr({owner}, '__getattribute__')({hidden})",
    "called by others": "list(map(({owner}).__getattribute__, *[[each] for each in ({hidden},)]))",
    "by operator": "import operator; operator.methodcaller('__getattribute__', {hidden})({owner})",
}


@pytest.mark.parametrize("owner", OWNERS)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_whatever_reads_a_name_that_it_is_given_reads_none_that_may_not_be_written(owner, way):
    passing = "class Passing:\n    def __getattribute__(self, name): return super().__getattribute__(name)\n"
    of_a_class = owner in ("A", "type", "object", "threading.Thread")
    text = way.format(owner=owner, hidden=f"{'a, ' if of_a_class else ''}'__red' + 'uce__'")
    assert explore(TEST, f"{PREPARE}\n{passing}{text}").reason == "uses __reduce__"


SETTERS = {
    "f.__setattr__('__co' + 'de__', 1)": "uses __code__",
    "f.__delattr__('__kwdef' + 'aults__')": "uses __kwdefaults__",
    "a.__setattr__('__class__', int)": "sets __class__",
    "a.__delattr__('__dict__')": "sets __dict__",
    "thread.__setattr__('_started', 1)": "uses _started",
    "class B(A):\n    def set(self): super().__setattr__('__class__', A)\nB().set()": "sets __class__",
    "class B(A):\n    def __getattribute__(self, n): return super().__getattribute__(n)\n"
    "B().__setattr__('__class__', A)": "sets __class__",
    "import operator; operator.methodcaller('__setattr__', '__class__', int)(a)": "sets __class__",
}


@pytest.mark.parametrize("text", SETTERS)
def test_whatever_sets_a_name_that_it_is_given_sets_none_that_may_not_be_written(text):
    assert explore(TEST, f"{PREPARE}\n{text}").reason == SETTERS[text]


def test_an_attribute_that_is_read_and_set_by_its_name_is_shared_as_any_other():
    program = """
import threading
class Box: pass
box = Box()
box.__setattr__("n", 0)
lock = threading.Lock()
def add():
    with LOCK:
        box.__setattr__("n", box.__getattribute__("n") + 1)
"""
    test = """
def test():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert box.n == 2
"""
    assert explore(test, program.replace("LOCK", "lock")).verdict == "holds"
    assert explore(test, program.replace("LOCK", "threading.Lock()")).verdict == "fails"


@pytest.mark.parametrize("name", ["__getattribute__", "__setattr__", "__new__", "__call__", "__get__", "__dict__"])
def test_a_pattern_reads_nothing_that_acts(name):
    with pytest.raises(Unmodelled, match=f"uses {name} in a pattern"):
        instrument(f"match f:\n    case object({name}=x): pass", "answer")


def test_what_somebody_has_put_beside_a_module_is_no_part_of_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "threading.hidden", ModuleType("hidden"))
    failure = explore(TEST, "from threading import hidden").failure
    assert failure is not None
    assert failure.exception == "ImportError"


def test_a_module_of_the_programs_own_hands_out_nothing_of_the_real_one_of_its_name():
    result = explore(
        TEST, "from concurrent import futures", modules={"concurrent": ModuleText("concurrent", "x = 1")}.get
    )
    assert result.failure is not None
    assert result.failure.exception == "ImportError"


@pytest.mark.parametrize("text", ["try:\n    eval('1')\nexcept {}:\n    print('caught')"])
@pytest.mark.parametrize("caught", ["BaseException", "(ValueError, BaseException)", "errors", "Exception"])
def test_a_refusal_passes_through_what_the_program_catches(text, caught):
    assert explore(TEST, "errors = BaseException\n" + text.format(caught)).reason == "uses eval"
    assert explore(TEST, text.replace(" {}", "")).reason == "uses eval"


@pytest.mark.parametrize(
    "text",
    [
        "import contextlib\nwith contextlib.suppress(BaseException):\n    eval('1')",
        "def f():\n    try:\n        eval('1')\n    finally:\n        return 5\nf()",
        "while True:\n    try:\n        eval('1')\n    finally:\n        break",
        "class A:\n    def __enter__(self): pass\n    def __exit__(self, *e): return True\nwith A():\n    eval('1')",
    ],
)
def test_a_refusal_counts_even_if_the_program_swallows_it(text):
    assert explore(TEST, text).reason == "uses eval"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("threading.Lock = None", TypeError),
        ("setattr(threading, 'Lock', None)", TypeError),
        ("del threading.Lock", TypeError),
        ("threading.Thread.start = f", TypeError),
        ("threading.Thread.start.x = 1", TypeError),
        ("list.append = f", TypeError),
        ("int.x = 1", TypeError),
        ("object.__setattr__(threading, 'Lock', 1)", TypeError),
        ("type.__setattr__(threading.Thread, 'start', f)", TypeError),
        ("import collections; collections.deque = list", TypeError),
        ("import contextlib; contextlib.suppress.x = 1", TypeError),
        ("import contextlib; contextlib.contextmanager.x = 1", TypeError),
        ("import functools, contextlib; functools.update_wrapper(contextlib.contextmanager, f)", TypeError),
        ("import copy; copy.copy(lock)", TypeError),
        ("import copy; copy.copy(threading.local())", TypeError),
        ("print.x = 1", AttributeError),
        ("lock.owner", AttributeError),
        ("lock.state", AttributeError),
        ("thread.kind", AttributeError),
        ("from collections import _sys", ImportError),
        ("import enum; enum.sys", AttributeError),
        ("import dataclasses; dataclasses.inspect", AttributeError),
    ],
)
def test_what_is_not_the_programs_own_stays_as_it_is(text, error):
    failure = explore(TEST, f"{PREPARE}\n{text}").failure
    assert failure is not None
    assert failure.exception == error.__name__


@pytest.mark.parametrize(
    "text",
    [
        "print(type(a).__name__, a.__class__.__name__, A.__doc__, f.__name__, A.__qualname__)",
        "class B(A):\n    def __init__(self): super().__init__()\n    def __eq__(self, o): return super().__eq__(o)",
        "class W(threading.Thread):\n    def run(self):\n        self._result = 1\nw = W()\nw.run()\nprint(w._result)",
        """class W(threading.Thread):
            def __init__(self, target):
                super().__init__()
                self._target = target
            def run(self):
                self.result = self._target()
w = W(lambda: 3)
w.run()
print(w.result)""",
        "thread.result = 5\nprint(thread.result, thread.name, thread.daemon)",
        "thread.name = 'x'\nprint(thread.name)",
        """class S(A):
            _only = None
            def __new__(cls):
                if cls._only is None:
                    cls._only = super().__new__(cls)
                return cls._only
print(S() is S())""",
        "a._private = 1\na.__dict__['x'] = 2\nprint(vars(a), '{0.x}'.format(a), '{0[0]}'.format([1]))",
        "class P:\n    __match_args__ = ('x',)\n    def __init__(self):\n        self.x = 1",
        "try:\n    1 / 0\nexcept ZeroDivisionError as e:\n    print(e.__cause__, e.args)",
        "f.calls = 1\nf.calls += 1\nprint(f.calls)",
        "from collections import namedtuple\nP = namedtuple('P', 'x')\nprint(P(1)._replace(x=2)._asdict())",
        "import abc\nclass M(metaclass=abc.ABCMeta):\n    pass",
        "class M(type): pass\nclass A(metaclass=M): pass\nprint(type(A).__name__)",
        "X = type('X', (A,), {'k': 1})\nX.k = 2\nprint(X().k)",
    ],
)
def test_what_programs_do_every_day_is_allowed(text):
    result = explore(TEST, f"{PREPARE}\n{text}")
    assert (result.verdict, result.reason) == ("holds", ""), result.failure


# Each place where a name may stand, and what is refused without one.
PLACES = (
    *("{0} = 1", "print({0})", "x.{0}", "x.{0} = 1", "f({0}=1)", "del {0}", "{0}: int", "({0} := 1)"),
    *("def {0}(): pass", "def f({0}): pass", "def f(*, {0}): pass", "lambda {0}: 1", "class {0}: pass"),
    *("import {0}", "import a as {0}", "from a import {0}", "from {0} import a", "with a as {0}: pass"),
    *("for {0} in x: pass", "[0 for {0} in x]", "try: pass\nexcept E as {0}: pass", "class A:\n  {0} = 1"),
    *("class A:\n  {0} = 'a', '__dict__'", "class A:\n  def {0}(self): pass", "def f():\n  global {0}"),
    *("match x:\n  case {0}: pass", "match x:\n  case [*{0}]: pass", "match x:\n  case C({0}=1): pass"),
    *("match x:\n  case {{1: 2, **{0}}}: pass", "def f():\n  def g():\n    nonlocal {0}"),
    *("async def f(): pass", "async def f():\n  async with a: pass", "async def f():\n  return [0 async for a in b]"),
)
NAMES = (
    *("ok", "_private", "__email__", "__init__", "__name__", "__dict__", "__del__", "__match_args__", "__traceback__"),
    *("__globals__", "__builtins__", "__import__", "_tl_step", "gi_frame", "len", "print", "threadlab"),
)


def said_of(text):
    tree = ast.parse(text)
    try:
        return [ast.dump(found) for found in policy.check_policy(tree, list(ast.walk(tree)), "answer")]
    except Unmodelled as refused:
        return refused.reason, refused.line


@pytest.mark.parametrize("place", PLACES)
def test_a_text_that_is_not_gone_through_is_one_in_which_nothing_would_be_found(place, monkeypatch):
    """Most texts are not: a glance at the names in them is enough."""
    texts = [place.format(name) for name in NAMES]
    glance = [said_of(text) for text in texts]
    monkeypatch.setattr(policy, "_is_harmless", lambda nodes: False)
    assert glance == [said_of(text) for text in texts]


def test_whatever_the_policy_handles_a_glance_sees():
    seen = {*NAMED_IN, *policy._OF_INTEREST, ast.alias, ast.Global, ast.Nonlocal, ast.comprehension}
    only_gone_through = {ast.Assign, ast.AnnAssign, ast.Import, ast.ImportFrom}
    assert set(policy.LanguagePolicy._methods) == seen | only_gone_through
