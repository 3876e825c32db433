"""``explore``: a test on every schedule."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from threadlab.schedules.errors import Unmodelled
from threadlab.schedules.exploring.explorer import Explorer
from threadlab.schedules.exploring.runs import SearchLimits, Want
from threadlab.schedules.interrupts import Interrupts
from threadlab.schedules.language import RUNNING, Version
from threadlab.schedules.program import Program, text_of
from threadlab.schedules.program_modules import Find
from threadlab.schedules.result import Failure, Result
from threadlab.schedules.searching.replay import InvalidReplayError
from threadlab.schedules.stacks.garbage import uncollected

ANSWER = "answer"
_one_at_a_time = threading.RLock()  # worlds share the knowledge of which one runs

ProgramSource = str | Sequence[tuple[str, str]]


def explore(
    test: Callable[[], object] | str,
    source: ProgramSource = "",
    *,
    want: Want = "every",
    may_poll: bool = True,
    may_leave_threads: bool = True,
    max_schedules: int = 20_000,
    max_steps: int = 20_000,
    replay: str = "",
    version: Version = RUNNING,
    modules: Find | None = None,
) -> Result:
    """Run a test on every schedule of its threads, one for each class of equivalent schedules.

    Args:
        test: a function, or text that defines exactly one function (or exactly one decorated one).
        source: the program under test, run afresh before the test on each schedule: its text, or its cells as
            (name, text) pairs.
        want: "every": the test must hold on every schedule; "some": on at least one; "one": on the one on which each
            thread goes on until it has to wait.
        may_poll: whether the program may wait by asking again and again.
        may_leave_threads: whether threads may still run when the test returns.
        max_schedules: runs after which the search gives up, "undecided".
        max_steps: steps of one schedule after which it does.
        replay: a failure's ``replay``: only that schedule is run.
        version: the version of Python in whose language test and program are written, by default the running one's.
        modules: gives the text of a module that belongs to the program, by its name, and None for all others; such
            modules are run afresh on each schedule, too, when they are first imported.

    Returns:
        The verdict: "holds" only after a complete search (or, for "some", when a schedule was found; for "one", when
        that one was run, which says nothing of the others).

    Raises:
        InvalidTestError: the test is not a test.
        InvalidReplayError: ``replay`` does not fit the program.
        KeyboardInterrupt: somebody has interrupted it.
    """
    cells = [(ANSWER, source)] if isinstance(source, str) else list(source)
    text, function = (test, "") if isinstance(test, str) else (text_of(test), test.__name__)
    limits = SearchLimits(may_poll, may_leave_threads, max_schedules, max_steps)
    with _one_at_a_time, uncollected():
        try:
            program = Program(cells, text, function, version, modules)
        except SyntaxError as error:
            return Result("fails", 0, failure=_unparsable(error))
        except Unmodelled as error:
            return Result("undecided", 0, reason=error.reason, cell=error.cell, line=error.line)
        with Interrupts() as interrupts:
            explorer = Explorer(program, limits, want, interrupts)
            try:
                return explorer.replay(replay) if replay else explorer.search()
            finally:
                explorer.end()


def _unparsable(error: SyntaxError) -> Failure:
    cell = (error.filename or "").strip("<>")
    line = error.lineno or 0
    message = f"{cell} does not parse: line {line}: {error.msg}"
    return Failure("exception", message, "main", cell, line, (), "", exception="SyntaxError")


__all__ = ["Explorer", "InvalidReplayError", "ProgramSource", "SearchLimits", "Want", "explore"]
