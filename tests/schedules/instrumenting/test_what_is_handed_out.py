"""What a program is handed by attributes: nothing that lies behind the hooks, and nothing that outlasts the run."""

import pytest

from threadlab import explore
from threadlab.schedules.program_modules import ModuleText

TEST = "def test():\n    pass"

PREPARE = """
import collections, contextlib, copy, enum, functools, io, itertools, logging, random, sys, textwrap, threading, weakref
def f(): pass
class A:
    k = 1
    def __init__(self): self.n = 0
class Passing:
    def __getattribute__(self, name): return super().__getattribute__(name)
class S(A):
    __slots__ = ("x",)
class T(A, threading.Thread):
    def __init__(self): threading.Thread.__init__(self)
class C:
    @functools.cached_property
    def x(self): return 1
    def write_field(self, *_): pass
a = A()
class Seeded(random.Random): pass
class File(io.StringIO):
    def __init__(self): super().__init__(); self._file = 1
"""

REFUSED = {
    "A.__dict__['__dict__'].__get__(T())": "uses __dict__ of a T",
    "A.__dict__['__dict__'].__set__(a, {})": "sets __dict__",
    "list(A.__dict__.values())[-3:]; dict(A.__dict__)['__dict__'].__get__(T())": "uses __dict__ of a T",
    "class B(A, threading.Thread): d = vars(A)['__dict__']\nB().d": "uses __dict__ of a B",
    "class B(Passing, threading.Thread): pass": "defines __getattribute__ for a Thread",
    "class B(A, threading.Thread): pass\nA.__setattr__ = f": "defines __setattr__ for a Thread",
    "class B(Passing, Exception): pass": "defines __getattribute__ for an exception",
    "class B(Exception):\n    __traceback__ = property(f)": "defines __traceback__ for an exception",
    "class B(Exception): pass\nB.__cause__ = 1": "defines __cause__ for an exception",
    "threading.__init__('queue')": "begins a module anew",
    "type(threading).__init__(threading, 'queue')": "begins a module anew",
    "type(C.x)(C(), f)": "reaches into the engine",
    "class B(type(C.x)): pass": "reaches into the engine",
    "C.x.__init__(C(), f)": "reaches into the engine",
    "type(C.x).__init__(C.x, C(), f)": "reaches into the engine",
    "itertools.chain.__init__(C(), list)": "reaches into the engine",
    "type(vars(a).keys())({})": "reaches into the engine",
    "class B(type(vars(a).keys())): pass": "reaches into the engine",
    "object.__new__(type(sys.stdout))": "reaches into the engine",
    "object.__new__(type(iter([1])))": "reaches into the engine",
    "io.StringIO()._file": "uses _file",
    "contextlib.ExitStack()._callbacks": "uses _callbacks",
    "weakref.ref(a)._object": "uses _object",
    "logging.Formatter()._fmt": "uses _fmt",
    "getattr(Seeded(3), '_tl' + '_real')": "uses _tl_real",
    "class F(enum.IntFlag):\n    X = 1\nF.X._numeric_repr_([1])": "uses _numeric_repr_",
    "dir()": "uses dir()",
    "copy.copy(sys.stdout)": "copies Stream objects",
    "class B(Passing, str): pass\nB('{0.__globals__}').__getattribute__('format')(f)": "formats 0.__globals__",
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_lies_behind_the_hooks_is_not_handed_out(text):
    result = explore(TEST, f"{PREPARE}\n{text}")
    assert (result.verdict, result.reason) == ("undecided", REFUSED[text])


@pytest.mark.parametrize(
    "text",
    [
        "print(iter([1]).raw)",
        "print(iter([1]).elements)",
        "print(zip([1]).begun)",
        "print(iter(f, 1).pure)",
        "type(iter([1])).raw.__get__(iter([1]))",
    ],
)
def test_an_iterator_has_what_it_has_in_cpython(text):
    failure = explore(TEST, f"{PREPARE}\n{text}").failure
    assert failure is not None
    assert failure.exception == "AttributeError"


@pytest.mark.parametrize(
    "kept",
    [
        *("threading.__all__", "max.__annotations__", "textwrap.dedent.__annotations__", "itertools.__all__"),
        *("textwrap.TextWrapper.unicode_whitespace_trans", "textwrap.TextWrapper().unicode_whitespace_trans"),
        *("super(W, W()).unicode_whitespace_trans", "W.__annotations__"),
        *("threading.__getattr__.__annotations__", "functools.wraps(f).__annotations__"),
    ],
)
def test_a_note_in_what_the_library_holds_does_not_last(kept):
    prepare = f"{PREPARE}\nclass W(textwrap.TextWrapper): pass\nheld = {kept}"
    note = "held.append('a note') if type(held) is list else held.update({'a note': 1})"
    assert explore(TEST, f"{prepare}\n{note}").verdict == "holds"
    assert explore(TEST, f"{prepare}\nassert 'a note' not in held").verdict == "holds"


@pytest.mark.parametrize(
    "text",
    [
        "print(A.__dict__['k'], 'n' in vars(A), [name for name in vars(A) if name[0] != '_'], len(A.__dict__))",
        "assert (A.__dict__ | {'z': 1})['z'] == 1 and list(reversed(A.__dict__)) == list(A.__dict__)[::-1]",
        "assert A.__dict__['__dict__'].__get__(a) == {'n': 0} and A.__dict__['__dict__'].__get__(None, A)",
        "d = A.__dict__\nA.z = 3\nassert d['z'] == 3\ntry:\n    d['z'] = 4\nexcept TypeError: pass",
        "s = S()\nS.x.__set__(s, 3)\nassert S.x.__get__(s) == 3 == s.x\nS.x.__delete__(s)\nassert not hasattr(s, 'x')",
        "p = Passing()\np.y = 1\nassert p.__getattribute__('__dict__') == {'y': 1}",
        "class M(type(threading)):\n  def __init__(self, name): super().__init__(name)\nassert M('x').__name__ == 'x'",
        "f.__annotations__['x'] = int\nassert f.__annotations__ == {'x': int}",
        "def g(x: int): pass\nassert staticmethod(g).__annotations__ is g.__annotations__",
        "assert vars(Seeded(3)) == {} and not list(vars(Seeded(3))) and '_tl' not in str(vars(Seeded(3)))",
        "s = Seeded(3)\ns.x = 1\nassert vars(s) == {'x': 1} and s.__dict__.copy() == {'x': 1} and len(vars(s)) == 1",
        "assert not [name for x in (threading.Lock(), Seeded(3), T()) for name in dir(x) if name[:4] == '_tl_']",
        "w = File()\nw.write('text')\nassert (w._file, w.getvalue(), vars(w)) == (1, 'text', {'_file': 1})",
        "assert not [name for name in vars(collections.UserList) if name[:4] == '_tl_']",
        "s = Seeded(3)\ns.x = 1\nassert all((c.x, c.random()) == (1, Seeded(3).random()) for c in [copy.copy(s)])",
        "s = Seeded(3)\ns.x = 1\nassert all((c.x, c.random()) == (1, Seeded(3).random()) for c in [copy.deepcopy(s)])",
        "s = random.Random(3)\nc = copy.copy(s)\nassert s.random() == c.random()",
        "for x in (max, len, [].append, itertools.chain, random.choice, list):\n    assert x == copy.copy(x)",
        "for x in (max, print, itertools.chain, random.choice, threading.Thread):\n    assert x == copy.deepcopy(x)",
        "c = copy.copy(vars(a))\nc['n'] = 5\nassert a.n == 0 and copy.copy(max)([1, 2]) == 2",
        "class M:\n    def m(self): return super().__init__\nx = globals()\nM().m()",
        "class L(logging.Logger):\n    def _log(self, *_): self.got = 1\nl = L('x')\nl.error('y')\nassert l.got",
        "class E(A, Exception):\n    def __str__(self): return 'e'\ntry:\n    raise E\nexcept E as e: print(e)",
    ],
)
def test_what_a_class_holds_is_seen_as_ever(text):
    result = explore(TEST, f"{PREPARE}\n{text}")
    assert (result.verdict, result.reason) == ("holds", ""), result.failure


def test_a_module_of_the_programs_own_hands_out_no_built_in_names():
    found = {"own": ModuleText("own", "x = 1")}.get
    result = explore(
        TEST, "import own\nassert '__builtins__' not in vars(own) and own.x == vars(own)['x']", modules=found
    )
    assert result.verdict == "holds", result.failure


COUNTING = """
import threading
class Box:
    __slots__ = ("n",)
class Shelf: pass
class Passing(list):
    def __getattribute__(self, name): return super().__getattribute__(name)
box, shelf, row = Box(), Shelf(), Passing()
box.n = shelf.n = Shelf.n = 0
lock = threading.Lock()
def add():
    with LOCK:
        {}
"""


@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("Box.n.__set__(box, Box.n.__get__(box) + 1)", "box.n"),
        ("Shelf.n = Shelf.__dict__['n'] + 1", "Shelf.n"),
        ("there = Shelf.__dict__['__dict__'].__get__(shelf); there['n'] = there['n'] + 1", "shelf.n"),
        ("if len(row) < 2: row.append(row.__len__())", "sum(row) + 1"),
    ],
)
def test_what_is_done_by_a_descriptor_is_a_step_as_ever(step, count):
    test = f"""
def test():
    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    assert {count} == 2
"""
    assert explore(test, COUNTING.format(step).replace("LOCK", "lock")).verdict == "holds"
    assert explore(test, COUNTING.format(step).replace("LOCK", "threading.Lock()")).verdict == "fails"
