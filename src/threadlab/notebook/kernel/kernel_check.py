"""A check in a Jupyter kernel: what to judge is read from the kernel's history, and the story is shown in the cell.

The text of a function's cell and of the cells before it comes from what was typed, not from what the kernel's objects
have become. Of a cell that was run several times only the latest run counts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

from threadlab.notebook.cell_text.course_language import held_to
from threadlab.notebook.cell_text.slicing import SourceCell
from threadlab.notebook.cell_text.syntax import read_cell
from threadlab.notebook.cell_text.test_functions import TestFunction, tests_of
from threadlab.notebook.judging.check import Judgement, judge_test
from threadlab.notebook.kernel.overview import CheckRun, language_carried, overview
from threadlab.notebook.kernel.own_process import NotJudgedError, in_own_process
from threadlab.notebook.learner_errors import CannotCheck, ShownByWords, raise_for
from threadlab.schedules.result import Result, Verdict
from threadlab.schedules.running.faults import said
from threadlab.story import Story, tell
from threadlab.story.text.html import element
from threadlab.story.text.names import capital
from threadlab.story.text.sanitize import markup


def shell() -> Any:
    """Return the IPython shell that runs this code, None if there is none."""
    ipython = sys.modules.get("IPython")
    found = ipython.get_ipython() if ipython else None
    if found is not None and _remember not in found.events.callbacks["pre_run_cell"]:
        found.events.register("pre_run_cell", _remember)
    return found


def check_in_kernel(shell: Any, name: str) -> None:
    """Judge a decorated function of the running cell and show its story.

    The cell's last test raises for all of them, so that every story of the cell is seen.

    Args:
        shell: the IPython shell.
        name: the function's name.

    Raises:
        CheckFailed: a test of this cell does not hold.
        CannotCheck: none of them fails, but one could not be decided.
        Interrupted: the cell was stopped while it ran.
    """
    try:
        with held_to(language_carried(_document(shell))):
            _running(shell, name).judge(shell)
    except KeyboardInterrupt:
        raise Interrupted(f"{name}: stopped before it was decided. Run the cell again to check it.") from None


class Interrupted(ShownByWords, KeyboardInterrupt):
    """A check was stopped, with the square button or otherwise."""


class _Cell:
    """A cell that runs, and what became of its tests so far."""

    def __init__(self, typed: str, number: int) -> None:
        self.typed = typed
        self.number = number  # of the run
        self.tests = tests_of(read_cell(typed).text)
        self.place = -1  # of the test that is being judged
        self.words: dict[Verdict, list[str]] = {"fails": [], "undecided": []}

    def find(self, name: str) -> bool:
        """Move on to the next test of that name; say whether there is one."""
        for place in range(self.place + 1, len(self.tests)):
            if self.tests[place].name == name:
                self.place = place
                return True
        return False

    def judge(self, shell: Any) -> None:
        """Judge the test that was found, and after the last one raise for all."""
        test = self.tests[self.place]
        earlier, key = history(shell), f"{self.number}-{self.place}"
        try:
            judged = in_own_process(lambda: _judged(test, earlier, key))
        except NotJudgedError as reason:
            judged = _undecided(test, f"judging it {reason}")
        if isinstance(judged, str):
            self.words["undecided"].append(f"{test.name}: {judged}")
        else:
            _show(shell, test, judged.story)
            if judged.hint:
                _show_hint(shell, judged.hint)
            if judged.result.verdict != "holds":
                self.words[judged.result.verdict].append(_words(test, judged.story))
        if self.place == len(self.tests) - 1:
            verdicts = [verdict for verdict, words in self.words.items() if words]
            _show_points(shell, CheckRun(self.number, verdicts[0] if verdicts else "holds"))
            for verdict, words in self.words.items():
                if words:
                    raise_for(verdict, "\n".join(words))


_cell = _Cell("", 0)


def _running(shell: Any, name: str) -> _Cell:
    """Return the cell that runs now, at its test ``name``."""
    global _cell
    *_, typed = history = _typed(shell)
    number = len(history) - 1
    if not ((typed, number) == (_cell.typed, _cell.number) and _cell.find(name)):
        _cell = _Cell(typed, number)
        if not _cell.find(name):
            raise CannotCheck(f"{name} cannot be checked: a check must stand at the left margin of its cell")
    return _cell


def _typed(shell: Any) -> Sequence[str]:
    """Return all that was run in this kernel so far, as it was typed, by number; the running cell last."""
    typed: Sequence[str] = shell.history_manager.input_hist_raw
    return typed


# The ids that the front end gives to cells, by the number of the run; known from the first check on.
_cell_ids: dict[int, str] = {}


def _remember(info: Any) -> None:
    """Note which cell is about to be run: a run of a newer text of it replaces the older one.

    Runs are numbered by their places in the history, where this one comes next. IPython's own count is one more or not,
    with the version, at this moment.
    """
    found = shell()
    if info.store_history and info.cell_id and found is not None:
        _cell_ids[len(_typed(found))] = info.cell_id


def history(shell: Any) -> list[SourceCell]:
    """Return the cells that were run before the running one, the latest run of each, in the order of these runs.

    Runs are of the same cell if the front end says so, or if their texts are equal.
    """
    typed = _typed(shell)
    seen: set[str] = set()
    sources: list[SourceCell] = []
    for number in range(len(typed) - 1, -1, -1):
        keys = {typed[number], _cell_ids.get(number, typed[number])}
        if not keys & seen:
            sources.append(SourceCell(f"cell [{number}]", typed[number]))
        seen |= keys
    return sources[:0:-1]  # oldest first, without the running one


def _show(shell: Any, test: TestFunction, story: Story) -> None:
    shell.display_pub.publish({"text/html": story.html, "text/plain": f"{test.name}: {story.text}"})


def _judged(test: TestFunction, earlier: Sequence[SourceCell], key: str) -> Judgement | str:
    """Judge a test; or say what failed in doing so."""
    try:
        return judge_test(test, earlier, key=key)
    except Exception as error:
        return said(error)


def _undecided(test: TestFunction, reason: str) -> Judgement:
    result = Result("undecided", 0, reason=reason)
    return Judgement(result, tell(result, name=test.name, hidden=test.hidden, want=test.want))


def _show_hint(shell: Any, hint: str) -> None:
    words = f"{capital(hint)}. Run the cell that should, then this one again; and see how the name is spelt."
    shell.display_pub.publish({"text/html": element("p", markup(words)), "text/plain": words})


_runs: dict[str, CheckRun] = {}  # the latest run of each check, by the id of its cell


def _show_points(shell: Any, run: CheckRun) -> None:
    """Show all checks of the exercise with their points below the last of them, and keep that table up to date."""
    parent = shell.get_parent() if hasattr(shell, "get_parent") else {}
    cell_id = str(parent.get("metadata", {}).get("cellId", ""))
    _runs[cell_id] = run
    found = overview(_document(shell), cell_id, _runs, _cell_ids)
    if found is not None:
        data = {"text/html": found.html(), "text/plain": found.text()}
        shown = {"display_id": f"checks of {found.exercise}"}
        shell.display_pub.publish(data, transient=shown, update=not found.is_last)


def _document(shell: Any) -> str:
    """Return where the notebook's file is, as Jupyter or VS Code tells the kernel; "" if nobody does."""
    return os.environ.get("JPY_SESSION_NAME") or str(shell.user_ns.get("__vsc_ipynb_file__", ""))


def _words(test: TestFunction, story: Story) -> str:
    """Say what the exception says: a line, for the story stands above it; the story where nothing else is shown."""
    validating = os.environ.get("NBGRADER_VALIDATING")
    return f"{test.name}:\n{story.text}" if validating else f"{test.name}: {story.title}"
