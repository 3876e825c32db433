"""The decorators that turn a plain function into a check.

In JupyterLab the check is judged when its cell runs, as grading will judge it: by the texts of the cells that it needs,
run afresh on every schedule. In a script it is judged at once, and in a module that others import (a test file of
pytest's, say) whenever the function is called; so is a method of ``unittest.TestCase``. Within a check these decorators
do nothing.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar, overload

from threadlab.notebook.learner_errors import CannotCheck, raise_for

if TYPE_CHECKING:
    from threadlab.notebook.cell_text.test_functions import Want
    from threadlab.notebook.project_tests.module_texts import ModuleTexts

__unittest = True  # unittest leaves out of its tracebacks what has this name
_ASKED = "threadlab_check"
_Test = TypeVar("_Test", bound=Callable[[], object])


@overload
def every_schedule(test: _Test, /) -> _Test: ...
@overload
def every_schedule(
    *, question: str = "", may_poll: bool = True, may_leave_threads: bool = True, replay: str = ""
) -> Callable[[_Test], _Test]: ...
def every_schedule(
    test: Any = None,
    /,
    *,
    question: str = "",
    may_poll: bool = True,
    may_leave_threads: bool = True,
    replay: str = "",
) -> Any:
    """Check that a function succeeds on every schedule of its threads.

    Args:
        test: the function, which takes nothing and asserts what must hold.
        question: what to think about if what the function asserts is false; it should lead to the answer, not give
            it. Races, deadlocks and the like have questions of their own.
        may_poll: whether the program may wait by asking again and again.
        may_leave_threads: whether threads may still run when the function returns.
        replay: the last line of a failure's story, to run that one schedule again; it can fail, but prove nothing.

    Raises:
        CheckFailed: some schedule breaks it.
        CannotCheck: it could not be decided.
    """
    return _decorator("every", test, DecoratorOptions(question, may_poll, may_leave_threads, replay))


@overload
def some_schedule(test: _Test, /) -> _Test: ...
@overload
def some_schedule(
    *, question: str = "", may_poll: bool = True, may_leave_threads: bool = True, replay: str = ""
) -> Callable[[_Test], _Test]: ...
def some_schedule(
    test: Any = None,
    /,
    *,
    question: str = "",
    may_poll: bool = True,
    may_leave_threads: bool = True,
    replay: str = "",
) -> Any:
    """Check that a function succeeds on at least one schedule of its threads.

    Takes and raises what ``every_schedule`` does.
    """
    return _decorator("some", test, DecoratorOptions(question, may_poll, may_leave_threads, replay))


@overload
def one_schedule(test: _Test, /) -> _Test: ...
@overload
def one_schedule(
    *, question: str = "", may_poll: bool = True, may_leave_threads: bool = True, replay: str = ""
) -> Callable[[_Test], _Test]: ...
def one_schedule(
    test: Any = None,
    /,
    *,
    question: str = "",
    may_poll: bool = True,
    may_leave_threads: bool = True,
    replay: str = "",
) -> Any:
    """Check that a function succeeds on the schedule on which each thread goes on until it has to wait.

    It is for sizes that have too many schedules, such as 31 threads at once: it shows mistakes that smaller sizes do
    not, and proves nothing of other schedules. Takes and raises what ``every_schedule`` does.
    """
    return _decorator("one", test, DecoratorOptions(question, may_poll, may_leave_threads, replay))


@dataclass(frozen=True, slots=True)
class DecoratorOptions:
    """What a decorator was told."""

    question: str = ""
    may_poll: bool = True
    may_leave_threads: bool = True
    replay: str = ""


def _decorator(want: Want, test: Any, options: DecoratorOptions) -> Any:
    if test is None:
        return lambda function: _check(want, function, options)
    if isinstance(test, type):
        raise TypeError(f"a check is a function; decorate the methods of {test.__name__} that are checks, one by one")
    if not callable(test):
        raise TypeError("a check is a function; options are given by name, as in question='...'")
    return _check(want, test, options)


def _check(want: Want, test: Callable[[], object], options: DecoratorOptions) -> Callable[[], object]:
    from threadlab.notebook.kernel import kernel_check
    from threadlab.notebook.project_tests import unittest_methods

    shell = kernel_check.shell()
    if shell is not None:
        kernel_check.check_in_kernel(shell, test.__name__)
        return test
    method = test.__qualname__.rpartition(".")[0].rpartition(".")[2] not in ("", "<locals>")
    if test.__module__ == "__main__" and not method:
        print(f"{test.__name__}: {_judge(want, test, options)}")
        return test

    @functools.wraps(test)
    def judged(*case: object) -> None:
        if method and case and unittest_methods.is_case(case[0]):
            _judge_method(want, test, options, case[0])
        else:
            _judge(want, test, options, *case)

    vars(judged)[_ASKED] = want, options
    return judged


def check_of(function: object) -> tuple[Want, DecoratorOptions] | None:
    """Return what a decorator asked of a function of a module, and its options; None where there is no decorator."""
    found: tuple[Want, DecoratorOptions] | None = getattr(function, _ASKED, None)
    return found


def _judge(want: Want, test: Callable[[], object], options: DecoratorOptions) -> str:
    """Judge a function by its own text and what that uses of its module; return what was proved."""
    from threadlab.schedules.program import text_of

    # The text ends with the function. What it uses is the program under test, whose lines the story shows.
    used, start, function = text_of(test).rpartition(f"def {test.__name__}(")
    return _explored(want, start + function, options, test.__name__, source=used)


def _judge_method(want: Want, test: Callable[[], object], options: DecoratorOptions, case: object) -> str:
    """Judge a method of unittest's by the texts of its module and of those beside it; return what was proved."""
    from threadlab.notebook.project_tests.program_text import CannotBeMadeAnewError
    from threadlab.notebook.project_tests.unittest_methods import program_of

    try:
        text, modules = program_of(case, test.__name__)
    except CannotBeMadeAnewError as reason:
        raise CannotCheck(f"{test.__name__}: undecided: {reason}") from None
    return _explored(want, text, options, test.__name__, modules=modules)


def _explored(
    want: Want, text: str, options: DecoratorOptions, name: str, *, source: str = "", modules: ModuleTexts | None = None
) -> str:
    from threadlab.notebook.judging.check import no_proof
    from threadlab.schedules.explore import explore
    from threadlab.story import tell

    result = explore(
        text,
        source,
        want=want,
        may_poll=options.may_poll,
        may_leave_threads=options.may_leave_threads,
        replay=options.replay,
        modules=modules,
    )
    if options.replay:
        result = no_proof(result)
    failure = result.failure
    again = "" if failure is None else failure.replay
    told = result if failure is None else replace(result, failure=replace(failure, replay=""))
    sources = None if modules is None else modules.own()
    story = tell(told, name=name, question=options.question, want=want, sources=sources, graded=False)
    how = f"\nRun this order again: @{want}_schedule(replay={again!r})\n" if again else ""
    raise_for(result.verdict, f"{name}: {story.text}{how}")
    return story.title
