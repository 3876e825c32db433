"""Which cells a test needs. Each program is written as cells; a test is written as what it calls."""

import pytest

from threadlab.notebook.cell_text.names import names_of
from threadlab.notebook.cell_text.slicing import SourceCell, binders, slice_for


def needed(test, *cells, **kinds):
    """The numbers, from 1, of the cells that a test needs that evaluates ``test``."""
    sources = [SourceCell(f"{number}", text) for number, text in enumerate(cells, start=1)]
    return [int(name) for name, _ in slice_for(f"def the_test():\n    {test}", sources).cells]


def texts(test, *cells):
    sources = [cell if isinstance(cell, SourceCell) else SourceCell("cell", cell) for cell in cells]
    return [text for _, text in slice_for(f"def the_test():\n    {test}", sources).cells]


ADD = "def add(n):\n    global total\n    with lock:\n        total += n"
STATE = "from threading import Lock\nlock = Lock()\ntotal = 0"


class TestNames:
    def test_a_cell_that_binds_nothing_that_is_needed_is_not(self):
        assert needed("f()", "x = 1", "def f(): return 1", "def g(): return 2") == [2]

    def test_the_latest_cell_that_binds_a_name_counts(self):
        assert needed("f()", "def f(): return 1", "def f(): return 2") == [2]

    def test_what_a_needed_function_reads_is_needed(self):
        assert needed("add(1)", STATE, ADD) == [1, 2]

    def test_what_functions_need_is_followed_from_cell_to_cell(self):
        cells = ["import time", "def c(): time.sleep(1)", "def b(): c()", "def a(): b()", "def z(): a()"]
        assert needed("a()", *cells) == [1, 2, 3, 4]

    def test_what_is_read_at_top_level_is_needed(self):
        assert needed("limit", "base = 3", "limit = base * 2") == [1, 2]

    def test_a_local_name_of_a_function_needs_nothing(self):
        assert needed("f()", "threads = 1", "def f():\n    threads = []\n    return threads") == [2]

    def test_a_name_that_the_test_binds_itself_is_not_needed(self):
        sources = [SourceCell("1", "counter = 5"), SourceCell("2", "def f(): return 1")]
        test = "counter = 0\ndef the_test():\n    assert f() == counter"
        assert [name for name, _ in slice_for(test, sources).cells] == ["2"]

    def test_what_the_test_brings_itself_an_answer_takes_from_the_test(self):
        sources = [
            SourceCell("1", "class Box:\n    broken("),
            SourceCell("2", "class Box: x = 1 / 0"),
            SourceCell("3", "def f(): return Box()"),
        ]
        assert [name for name, _ in slice_for("class Box: pass\ndef the_test():\n    f()", sources).cells] == ["3"]

    def test_an_answer_that_calls_its_function_at_once_needs_what_the_test_brings_later(self):
        sources = [SourceCell("1", "class Box: pass"), SourceCell("2", "def f(): return Box()\nf()")]
        assert [name for name, _ in slice_for("class Box: pass\ndef the_test():\n    f()", sources).cells] == ["1", "2"]

    @pytest.mark.parametrize(
        "at_once",
        [
            "def f(): return Box()\nx = f()",
            "def f(): return Box()\ndef g(): return f()\nx = g()",
            "def f(): return Box()\nx = list(map(f, range(3)))",
            "def mark(f): return f()\n@mark\ndef f(): return Box()",
            "class A:\n    def __init__(self): self.box = Box()\nx = A()",
            "f = lambda: Box()\nx = f()",
            "for each in [1]:\n    def f(): return Box()\n    f()",
        ],
    )
    def test_whatever_may_run_at_once_needs_what_it_reads_at_once(self, at_once):
        assert "Box" in names_of(at_once).at_once

    @pytest.mark.parametrize(
        "later",
        [
            "STOP = object()\ndef f(): return Box()",
            "def f(): return Box()\nSTOP = object()",
            "lock = Lock()\nclass A:\n    @property\n    def box(self): return Box()",
            "def g(): pass\ndef f(): return Box()\ng()",
            "def f(): return g()\ndef g(): return Box()",
        ],
    )
    def test_a_body_that_nothing_calls_at_once_needs_nothing_yet(self, later):
        assert "Box" not in names_of(later).at_once

    def test_the_bases_decorators_and_defaults_of_a_definition_are_needed(self):
        cells = ["class Base: pass", "def mark(f): return f", "size = 3", "@mark\nclass A(Base):\n    n = size"]
        assert needed("A()", *cells) == [1, 2, 3, 4]

    def test_the_methods_of_a_class_need_what_they_read(self):
        assert needed("A().f()", "limit = 1", "class A:\n    def f(self): return limit") == [1, 2]

    def test_a_name_of_a_class_body_is_no_global_name(self):
        assert needed("A()", "value = 1", "class A:\n    value = 2\n    other = value") == [2]

    def test_a_loop_variable_of_a_comprehension_is_no_global_name(self):
        assert needed("a", "x = 1", "a = [x for x in range(3)]") == [2]
        assert needed("a", "x = 1", "a = [x + y for y in range(3)]") == [1, 2]
        assert needed("a", "k = 1", "a = {k: v for k, v in {}.items()}") == [2]

    def test_a_name_bound_within_a_statement_is_bound(self):
        assert needed("x", "x = 1", "if (x := 2): pass") == [2]
        assert needed("fine", "with open('f') as fine: pass") == [1]
        assert needed("a, b", "(a, *b) = [1, 2]") == [1]
        assert needed("n", "match 1:\n    case int() as n: pass") == [1]

    def test_builtin_names_are_needed_only_if_a_cell_binds_them(self):
        assert needed("f()", "x = 1", "def f(): return len([])") == [2]
        assert needed("f()", "def len(x): return 3", "def f(): return len([])") == [1, 2]


class TestLaterBindings:
    def test_a_name_that_is_bound_anew_after_the_function_counts(self):
        assert needed("f()", "def f(): return limit", "x = 1", "limit = 2") == [1, 3]

    def test_the_binding_before_the_function_counts_as_well_for_its_cell_may_call_it(self):
        assert needed("f()", "limit = 1", "def f(): return limit\nf()", "limit = 2") == [1, 2, 3]

    def test_a_function_that_was_called_in_between_needs_the_earlier_binding_too(self):
        assert needed("first", "limit = 1", "def f(): return limit", "first = f()", "limit = 2") == [1, 2, 3, 4]

    def test_adding_to_a_name_needs_what_it_was_before(self):
        assert needed("add(1)", STATE, ADD, "total += 5") == [1, 2, 3]

    def test_a_name_that_is_bound_on_some_ways_only_needs_what_it_was_before(self):
        assert needed("x", "x = 1", "if y:\n    x = 2") == [1, 2]
        assert needed("x", "x = 1", "for x in []: pass") == [1, 2]
        assert needed("x", "x = 1", "while y:\n    x = 2") == [1, 2]

    def test_a_name_that_is_bound_on_every_way_does_not(self):
        assert needed("x", "x = 1", "if True:\n    x = 2\nelse:\n    x = 3") == [2]
        assert needed("x", "x = 1", "try:\n    import x\nexcept ImportError:\n    x = None") == [2]
        assert needed("x", "x = 1", "try:\n    pass\nfinally:\n    x = 2") == [2]

    def test_a_name_that_is_deleted_is_gone(self):
        assert needed("x", "x = 1", "del x") == [1, 2]


class TestChanges:
    def test_a_method_of_a_container_that_changes_it_is_needed(self):
        assert needed("results", "results = []", "results.append(1)") == [1, 2]
        assert needed("results", "results = [1]", "last = results.pop()") == [1, 2]
        assert needed("table", "table = {}", "for n in range(3):\n    table.setdefault(n, 0)") == [1, 2]

    def test_an_element_or_an_attribute_that_is_set_is_needed(self):
        assert needed("table", "table = {}", "table['x'] = 1") == [1, 2]
        assert needed("box", "class B: pass\nbox = B()", "box.size = 3", "box.size += 1", "del box.size") == [
            1,
            2,
            3,
            4,
        ]
        assert needed("box", "class B: pass\nbox = B()", "setattr(box, 'size', 3)") == [1, 2]

    def test_a_method_that_is_called_for_its_effect_is_needed(self):
        assert needed("registry", "class R: ...\nregistry = R()", "registry.register(3)") == [1, 2]

    def test_a_change_before_the_name_is_bound_anew_is_not(self):
        assert needed("results", "results = []", "results.append(1)", "results = []") == [3]

    def test_a_cell_that_only_looks_is_not_needed(self):
        assert needed("total", STATE, "print(total)", "total == 3", "results = [total]") == [1]

    def test_a_cell_that_tries_the_answer_out_is_not_needed(self):
        trial = (
            "threads = [Thread(target=add, args=(1,)) for _ in range(10)]\nfor t in threads: t.start()\nprint(total)"
        )
        assert needed("add(1)", STATE, ADD, trial, "add(5)", "print(add(3))") == [1, 2]

    def test_calling_a_module_changes_nothing(self):
        assert needed("f()", "import time", "def f(): time.sleep(1)", "time.sleep(5)") == [1, 2]
        assert needed("A()", "class A: pass", "A.show()") == [1]

    def test_a_cell_of_asserts_is_not_needed(self):
        assert needed("f()", "def f(): return 1", "assert f() == 1\nassert True") == [1]


class TestFunctionsThatBind:
    def test_a_name_that_only_a_function_binds_is_had_from_there(self):
        cells = ["def set_up():\n    global gate\n    gate = 1", "def use(): return gate"]
        assert needed("use()", *cells) == [1, 2]

    def test_but_not_if_a_cell_binds_it(self):
        cells = ["gate = 2", "def set_up():\n    global gate\n    gate = 1", "def use(): return gate"]
        assert needed("use()", *cells) == [1, 3]


class TestImports:
    def test_of_a_cell_that_is_needed_for_its_imports_only_these_are_run(self):
        cell = "import os\nimport threading, socket\nprint('hello')\nthreading.Thread(target=print).start()"
        assert texts("threading.Lock()", cell) == ["\nimport threading"]

    def test_imports_keep_their_lines_and_their_names(self):
        cell = "x = 1\nfrom queue import Queue as Line, Empty; import time as clock\nimport time"
        assert texts("Line(), clock", cell) == ["\nfrom queue import Queue as Line; import time as clock"]

    def test_a_cell_that_changes_what_it_imports_is_run_whole(self):
        cell = "import threading\nthreading.excepthook = print"
        assert texts("threading", cell) == [cell]

    def test_an_import_that_is_not_a_plain_one_is_run_with_its_cell(self):
        cell = "try:\n    import numpy\nexcept ImportError:\n    numpy = None"
        assert texts("numpy", cell) == [cell]

    def test_idle_imports_of_a_needed_cell_are_left_out(self):
        cell = "import os\nimport matplotlib.pyplot as plt, time\nfrom threading import (\n    Lock,\n    Event,\n)\n"
        function = "def f():\n    time.sleep(1)\n    return Lock()"
        idle = "pass\nimport time\nfrom threading import Lock\n\n\n\n"
        assert texts("f()", cell + function) == [idle + function]

    def test_an_import_is_not_idle_if_another_needed_cell_or_the_test_uses_it(self):
        assert texts("f(), os", "import os\ndef f(): pass") == ["import os\ndef f(): pass"]
        assert texts("g()", "import os\ndef f(): pass", "def g(): return f, os")[0] == "import os\ndef f(): pass"

    def test_ways_to_compile_stay(self):
        cell = "from __future__ import annotations\ndef f(): pass"
        assert texts("f()", cell) == [cell]

    def test_text_around_an_idle_import_stays(self):
        assert texts("x", "'é'; import os; x = 1  # why") == ["'é'; pass; x = 1  # why"]

    def test_a_star_import_may_bring_what_no_cell_binds(self):
        assert (
            texts("f()", "from threading import *\nprint(1)", "def f(): return Lock()")[0] == "from threading import *"
        )

    def test_a_star_import_is_not_needed_if_all_is_bound(self):
        assert needed("f()", "from tkinter import *", "def f(): return len([])") == [2]


class TestUnreadableCells:
    def test_the_answer_itself(self):
        found = slice_for("def t():\n    f()", [SourceCell("answer", "def f(:\n    pass", answer=True)])
        assert found.broken == "answer"
        assert found.problem == "does not parse: line 1: invalid syntax"
        assert found.line == 1
        assert found.cells == (("answer", "def f(:\n    pass"),)  # to be quoted

    def test_no_other_cell_can_stand_in_for_the_answer(self):
        sources = [
            SourceCell("example", "def f(): return 'right'"),
            SourceCell("answer", "def f(:\n    pass", answer=True),
        ]
        assert slice_for("def t():\n    f()", sources).broken == "answer"

    def test_an_answer_so_broken_that_it_does_not_show_what_it_defines(self):
        assert slice_for("def t():\n    f()", [SourceCell("answer", "deff f():", answer=True)]).broken == "answer"

    def test_another_cell_that_seems_to_bind_a_name_that_is_needed(self):
        sources = [
            SourceCell("helper", "def help(:\n    pass\nlimit ="),
            SourceCell("answer", "def f(): return limit", answer=True),
        ]
        assert slice_for("def t():\n    f()", sources).broken == "helper"

    def test_a_cell_that_would_only_have_bound_the_name_again_costs_nothing(self):
        sources = [SourceCell("answer", "def f(): return 1", answer=True), SourceCell("scratch", "def f(:")]
        found = slice_for("def t():\n    f()", sources)
        assert not found.broken
        assert [name for name, _ in found.cells] == ["answer"]

    def test_a_cell_that_only_adds_does_not_make_up_for_one_that_is_broken(self):
        sources = [SourceCell("start", "total = = 0"), SourceCell("more", "total += 1")]
        assert slice_for("def t():\n    total", sources).broken == "start"

    def test_a_cell_that_nobody_needs_costs_nothing(self):
        sources = [SourceCell("notes", "this is no Python"), SourceCell("answer", "def f(): return 1", answer=True)]
        assert not slice_for("def t():\n    f()", sources).broken

    def test_a_broken_answer_to_another_exercise_costs_nothing(self):
        sources = [SourceCell("other", "def g(:"), SourceCell("answer", "def f(): return 1", answer=True)]
        assert not slice_for("def t():\n    f()", sources).broken


class TestForeignLines:
    def test_a_name_that_only_a_command_gives(self):
        sources = [SourceCell("1", "files = !ls"), SourceCell("2", "def f(): return files")]
        assert slice_for("def t():\n    f()", sources).foreign == "files = !ls"

    def test_a_command_that_gives_nothing_that_is_needed(self):
        sources = [SourceCell("1", "files = !ls\n%cd ..\ndef f(): return 1")]
        found = slice_for("def t():\n    f()", sources)
        assert not found.foreign
        assert found.cells == (("1", "pass\npass\ndef f(): return 1"),)


def test_a_name_that_is_bound_nowhere_above_can_be_looked_for_below():
    below = [SourceCell("7", "x = 1"), SourceCell("8", "def helper(): pass"), SourceCell("9", "helper = 2")]
    found = slice_for("def t():\n    f()", [SourceCell("1", "def f(): return helper()")])
    assert found.unbound == {"helper"}
    assert binders(found.unbound, below) == {"helper": "8"}


def test_a_text_nested_too_deeply_to_be_analysed_costs_only_who_needs_it():
    deep = "x = " + "a." * 3000 + "b"
    assert needed("f()", deep, "def f(): return 1") == [2]
