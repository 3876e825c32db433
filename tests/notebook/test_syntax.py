"""From a cell's text to Python: what is IPython's is set aside and named, what does not parse is said."""

import pytest

from threadlab.notebook.cell_text.syntax import read_cell


def test_python_is_left_as_it_is():
    code = read_cell("a = 1\n\nb = 2")
    assert code.text == "a = 1\n\nb = 2"
    assert not code.problem
    assert code.foreign == ()


@pytest.mark.parametrize(
    "line",
    [
        "%matplotlib inline",
        "!ls -l",
        "!echo it's",
        "!!ls",
        "%timeit increment(3)",
        "increment?",
        "increment??",
        "?increment",
        "threading.Thread?",
        "%run other.py (unbalanced",
        "%pip install numpy",
        "!pip install numpy --quiet",
    ],
)
def test_a_line_of_ipythons_is_blanked_and_named(line):
    code = read_cell(f"a = 1\n{line}\nb = 2")
    assert code.text == "a = 1\npass\nb = 2"
    assert code.foreign == (line,)


def test_lines_of_ipythons_are_named_in_the_order_in_which_they_stand():
    assert read_cell("%cd x\na = 1\n!echo it's\nhelp?").foreign == ("%cd x", "!echo it's", "help?")


def test_a_magic_within_a_function_leaves_the_function_whole():
    code = read_cell("def f():\n    %timeit g()\n    return 1")
    assert code.text == "def f():\n    pass\n    return 1"


def test_a_command_that_goes_on_over_lines_is_blanked_as_one():
    code = read_cell("!ls \\\n  -l \\\n  -a\nx = 1")
    assert code.text == "pass\n\n\nx = 1"


@pytest.mark.parametrize(
    "text",
    ["a = 7\nb = (a\n% 3)", 'text = """\n%matplotlib inline\n!ls\n"""', "x = 'why?'", "a = b \\\n % c"],
)
def test_python_that_looks_like_ipythons_stays(text):
    assert read_cell(text).text == text
    assert read_cell(text).foreign == ()


def test_a_timed_statement_is_still_run_for_what_it_binds():
    assert read_cell("%time x = f()").text == "x = f()"


@pytest.mark.parametrize("line", ["files = !ls", "files = %sx ls"])
def test_a_name_that_only_a_command_binds_is_lost(line):
    code = read_cell(f"import time\n{line}")
    assert code.lost == {"files"}
    assert code.foreign == (line,)


@pytest.mark.parametrize("magic", ["%%time", "%%timeit -n 10", "%%capture out"])
def test_a_cell_magic_around_python_leaves_the_python(magic):
    code = read_cell(f"{magic}\nx = 1")
    assert code.text == "\nx = 1"
    assert code.foreign == (magic,)


@pytest.mark.parametrize("magic", ["%%bash", "%%html", "%%writefile a.py", "%%javascript"])
def test_any_other_cell_magic_leaves_nothing(magic):
    code = read_cell(f"\n{magic}\nx = 1\ny = 2")
    assert code.text.strip() == ""
    assert code.lost == set()
    assert not code.problem


@pytest.mark.parametrize(
    ("text", "line"),
    [("x = 1\ndef f(:\n    pass", 2), ("x = (1", 1), ("return 5", 1), ("if True:\nx = 1", 2), ("x = 'a", 1)],
)
def test_what_does_not_parse_says_where(text, line):
    code = read_cell(text)
    assert code.tree is None
    assert code.line == line
    assert code.problem.startswith(f"does not parse: line {line}: ")


def test_names_that_an_unreadable_text_defines_are_found_by_its_lines():
    text = """
from threading import Thread, Lock as Gate
import queue
counter: int = 0
a, b = 1, 2
total += 1
def increment(:
    inner = 1
async def later(): ...
class Safe:
    value = 0
if counter == 3: pass
"""
    expected = {"Thread", "Gate", "queue", "counter", "a", "b", "total", "increment", "later", "Safe"}
    assert read_cell(text).lost == expected


def test_await_at_top_level_is_python_as_it_is_in_the_kernel():
    assert not read_cell("await something()").problem


@pytest.mark.parametrize(
    "text",
    [
        "x = '\x00'",
        "(" * 500 + ")" * 500,
        "x = " + "-" * 30_000 + "1",
        "\x00",
        "9" * 5000 + "1",
        "\ud800 = 1",
        "%" * 50,
    ],
)
def test_no_text_is_too_odd_to_be_read(text):
    read_cell(text)


def test_lines_are_counted_as_python_counts_them():
    code = read_cell("a = '\x0c \u2028'\r\nb = 2\rc = 3\n%cd x")
    assert code.text == "a = '\x0c \u2028'\nb = 2\nc = 3\npass"
