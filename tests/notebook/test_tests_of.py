"""The tests of a test cell, read from its text."""

import pytest

from threadlab.notebook.cell_text.test_functions import TestCellError, without_hidden
from threadlab.notebook.cell_text.test_functions import tests_of as found_in

CELL = """from threading import Thread
from threadlab import every_schedule, some_schedule

TIMES = 2

def run(function):
    Thread(target=function).start()

@every_schedule(question="Why?", may_poll=False)
def first():
    run(print)

### BEGIN HIDDEN TESTS
MORE = 3

@some_schedule
def second():
    assert MORE == 3

@every_schedule(may_leave_threads=False)
def third():
    assert True
### END HIDDEN TESTS

def plain():
    pass
"""


def test_each_decorated_function_is_a_test():
    assert [(test.name, test.want) for test in found_in(CELL)] == [
        ("first", "every"),
        ("second", "some"),
        ("third", "every"),
    ]


def test_options_are_read_as_they_are_written():
    first, second, third = found_in(CELL)
    assert (first.question, first.may_poll, first.may_leave_threads) == ("Why?", False, True)
    assert (second.question, second.may_poll, second.may_leave_threads) == ("", True, True)
    assert (third.question, third.may_poll, third.may_leave_threads) == ("", True, False)


def test_a_test_between_the_markers_is_hidden():
    assert [test.hidden for test in found_in(CELL)] == [False, True, True]


def test_each_text_keeps_its_lines_and_leaves_the_other_tests_out():
    _, second, third = found_in(CELL)
    assert len(second.text.splitlines()) == len(CELL.splitlines())
    assert second.text.splitlines()[second.line - 1] == "def second():"
    assert "def first" not in second.text
    assert "def third" not in second.text
    assert "def second" not in third.text


def test_each_text_keeps_imports_constants_and_plain_functions():
    for test in found_in(CELL):
        for line in ("from threading import Thread", "TIMES = 2", "def run(function):", "def plain():"):
            assert line in test.text.splitlines()


def test_a_visible_test_holds_nothing_that_is_hidden():
    first, second, _ = found_in(CELL)
    assert "MORE" not in first.text
    assert "HIDDEN" not in first.text
    assert "MORE = 3" in second.text


def test_what_students_have_of_a_test_cell():
    assert "first" in without_hidden(CELL)
    assert "second" not in without_hidden(CELL)
    assert "def plain" in without_hidden(CELL)


def test_a_decorator_is_known_by_whatever_name_it_is_imported():
    text = """
import threadlab
import threadlab as lab
from threadlab import some_schedule as sometimes
@threadlab.every_schedule
def a(): pass
@lab.every_schedule(may_poll=False)
def b(): pass
@sometimes
def c(): pass
@lab.one_schedule
def d(): pass
"""
    assert [(test.name, test.want) for test in found_in(text)] == [
        ("a", "every"),
        ("b", "every"),
        ("c", "some"),
        ("d", "one"),
    ]


def test_functions_without_the_decorator_are_no_tests():
    assert found_in("import functools\n@functools.cache\ndef f(): pass\ndef test_g(): pass") == ()


def test_a_function_inside_another_is_no_test():
    assert found_in("def f():\n    @every_schedule\n    def g(): pass") == ()


def test_a_decorator_over_several_lines_belongs_to_its_function():
    first, second = found_in(
        '@every_schedule(\n    question="a"\n)\ndef f():\n    pass\n@every_schedule\ndef g(): pass'
    )
    assert first.question == "a"
    assert second.text.strip() == "@every_schedule\ndef g(): pass"


def test_nothing_is_run():
    assert len(found_in("raise SystemExit\n@every_schedule\ndef f(): 1 / 0")) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("def f(:", "does not parse: line 1"),
        ("%cd x\n@every_schedule\ndef f(): pass", "not Python: %cd x"),
        ("@every_schedule('Why?')\ndef f(): pass", "f: the decorator takes keyword arguments only"),
        ("@every_schedule(seconds=3)\ndef f(): pass", "f: the decorator has no option seconds"),
        ("@every_schedule(**options)\ndef f(): pass", r"f: the decorator has no option \*\*"),
        ("@every_schedule(question=words)\ndef f(): pass", "f: the option question must be a literal"),
        ("@every_schedule(may_poll=0)\ndef f(): pass", "f: the option may_poll must be a bool"),
        ("@every_schedule(question=None)\ndef f(): pass", "f: the option question must be a str"),
    ],
)
def test_a_cell_that_is_not_well_written_is_refused(text, words):
    with pytest.raises(TestCellError, match=words):
        found_in(text)
