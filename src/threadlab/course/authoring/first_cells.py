"""The cells that an assignment and an exercise begin with: small, whole, and right, so that an author changes them."""

from __future__ import annotations

from typing import Any

FirstCell = dict[str, Any]


def title_cell(assignment: str) -> FirstCell:
    """Return the first cell of a notebook."""
    return _markdown("title", _TITLE.format(assignment=assignment))


def package_cell() -> FirstCell:
    """Return the cell that tells a learner what to do where the package is missing."""
    cell = _code("package", _PACKAGE)
    return cell | {"metadata": {}}


def exercise(name: str) -> list[FirstCell]:
    """Return the cells of an exercise: what is asked, the answer with its solution, and a check.

    Args:
        name: the exercise's name, which is the name of a function in its first cells.
    """
    grade_id = f"{name}--no-call-is-lost"
    return [
        _markdown(f"exercise-{name.replace('_', '-')}", _DESCRIPTION.format(name=name)),
        _code(name, SOLUTION.format(name=name), solution=True),
        {
            **_code(grade_id, _CHECK.format(name=name), grade=True, locked=True, points=2),
            "metadata": {"nbgrader": _marks(grade_id, grade=True, locked=True, points=2), "tags": ["raises-exception"]},
        },
    ]


def question_cells(name: str) -> list[FirstCell]:
    """Return the cells of a question that learners answer in their own words, and a person grades.

    Args:
        name: the exercise's name, which the question is about.
    """
    grade_id = f"written--{name.replace('_', '-')}"
    answer = _markdown(grade_id, _MARK_SCHEME)
    marks = _marks(grade_id, grade=True, solution=True, points=2)
    return [
        _markdown(f"question-{name.replace('_', '-')}", _QUESTION.format(name=name)),
        {**answer, "metadata": {"nbgrader": marks}},
    ]


def right_answer(name: str) -> str:
    """Return a first right answer for the catalogue."""
    return f"# Style: a with statement.\n{SOLUTION.format(name=name)}\n".replace(
        "    ### BEGIN SOLUTION\n", ""
    ).replace("    ### END SOLUTION\n", "")


def wrong_answer(name: str) -> str:
    """Return a first wrong answer, which the first check catches."""
    text = right_answer(name).partition("\n")[2]
    text = text.replace("    with calls_lock:\n        calls = calls + 1", "    calls = calls + 1")
    return f"# Mistake: there is no lock.\n# Fails: {name}--no-call-is-lost (assertion)\n{text}"


def _markdown(cell_id: str, text: str) -> FirstCell:
    return {"cell_type": "markdown", "id": cell_id, "metadata": {}, "source": text}


def _code(cell_id: str, text: str, **marks: Any) -> FirstCell:
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": cell_id,
        "metadata": {"nbgrader": _marks(cell_id, **marks)},
        "outputs": [],
        "source": text,
    }


def _marks(cell_id: str, **marks: Any) -> dict[str, Any]:
    plain = {"grade": False, "locked": False, "solution": False, "task": False, "schema_version": 3}
    return plain | {"grade_id": cell_id} | marks


_TITLE = """# {assignment}

Say here what the assignment is about, how long it takes, and what one has to know. Then come lessons, with examples
that run, and exercises. Add an exercise with `threadlab new-exercise {assignment} NAME`."""

_PACKAGE = """try:
    from threadlab import every_schedule
except ModuleNotFoundError:
    print("The checks need the package threadlab, and it is not installed here. Run this line in a cell of its own,")
    print("and then restart the kernel:    %pip install threadlab --find-links ..")"""

_DESCRIPTION = """## Exercise: `{name}` (2 points)

Write `{name}()`, which adds 1 to `calls`, whatever other threads do meanwhile.

There is 1 check:

| check | points | tests you see | hidden tests | what it is about |
|---|---|---|---|---|
| `no-call-is-lost` | 2 | 1 | 1 | however many threads call it, each call counts |"""

SOLUTION = '''import threading

calls = 0
calls_lock = threading.Lock()


def {name}():
    """Add 1 to calls."""
    global calls
    ### BEGIN SOLUTION
    with calls_lock:
        calls = calls + 1
    ### END SOLUTION'''

_CHECK = """from threading import Thread

from threadlab import every_schedule


@every_schedule(question="Which two steps must no other thread come between?")
def two_threads_call_it_once_each():
    threads = [Thread(target={name}) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == 2


### BEGIN HIDDEN TESTS
@every_schedule(question="How many calls are there, and how many are counted?")
def three_calls_one_after_the_other_count_too():
    for _ in range(3):
        {name}()
    assert calls == 3
### END HIDDEN TESTS"""

_QUESTION = """## In your own words (2 points)

Without a lock, two calls of `{name}()` can count as one. Describe an order of steps in which they do.

A tutor reads your answer."""

_MARK_SCHEME = """### BEGIN SOLUTION
**Model answer.** Both threads read the same value of `calls`, each adds 1 to it, and both write the same sum: one call
is lost.

**Mark scheme.**

- 1 point: both read before either of them writes.
- 1 point: so both write the same number.
### END SOLUTION"""
