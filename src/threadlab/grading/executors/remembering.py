"""Judging only what was never judged before, test by test; and what is equal in a class, once.

What a verdict depends on is asked of a worker that runs nothing of the submission. What is then left to judge goes to
workers of its own, one for all tests that run the very same cells and one for the ordinary cells. For a verdict counts
for whoever hands in the same answer: it must come from where no other code of the submission has run. Were a program
to get past every wall, it could speak for its own text alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any

from threadlab.grading.executors.base import AHEAD, Executor, Pending
from threadlab.grading.executors.verdict_cache import Keys, VerdictCache
from threadlab.grading.sandbox.self_restricting import NONE
from threadlab.grading.worker.check_by_check import ORDINARY, PLAN
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import JSON, Outcome, Submission, decode, encode
from threadlab.notebook.judging.report import InvalidReportError, NotebookReport, worst
from threadlab.schedules.running.world import OUT_OF_MEMORY


@dataclass(frozen=True, slots=True)
class _Piece:
    """Something that has a verdict of its own: a test, or all ordinary cells."""

    key: str
    check: str = ORDINARY  # the grade id of the test's check
    number: int = 0  # of the test in its check
    cells: str = ""  # a digest of the cells that run for it


@dataclass
class _Findings:
    """What is known of a submission so far."""

    pieces: dict[str, JSON] = field(default_factory=dict)  # by their keys
    lasting: dict[str, JSON] = field(default_factory=dict)  # of those judged here the ones that hold for others, too
    checks: dict[str, JSON] = field(default_factory=dict)  # those that came to nothing but a limit, by grade id
    sandboxes: set[str] = field(default_factory=set)
    cpu_seconds: float = 0.0
    limited: bool = False


class _FaultError(Exception):
    """The grader failed at a piece, and so at the submission."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome.reason)
        self.outcome = outcome


class Remembering:
    """An executor that has another one judge only what is not remembered, and equal answers only once.

    ``close`` it before the memory, and end the other executor at once: what waits for it here waits no longer then.
    """

    def __init__(self, executor: Executor, memory: VerdictCache, limits: Limits | None = None) -> None:
        self._executor = executor
        self._memory = memory
        self._keys = Keys(limits)
        self._threads = ThreadPoolExecutor(executor.jobs * AHEAD, thread_name_prefix="remembering")
        self._lock = Lock()
        self._under_way: dict[str, Future[JSON]] = {}

    @property
    def jobs(self) -> int:
        """See ``Executor.jobs``."""
        return self._executor.jobs

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def start(self, submission: Submission) -> Pending:
        """See ``Executor.start``."""
        if "only" in submission.request or not submission.request.get("cells"):
            return self._executor.start(submission)
        return self._threads.submit(self._judge, submission)

    def _judge(self, submission: Submission) -> Outcome:
        planned = self._part(submission, PLAN).result()
        try:
            checks, pieces = self._pieces(planned.report)
        except (TypeError, KeyError, ValueError):  # not even its text can be read within the limits
            return self._executor.start(submission).result()
        findings = _Findings(cpu_seconds=planned.cpu_seconds)
        mine, others = self._divide(pieces, findings)
        try:
            self._find_out(submission, mine, findings)
        except _FaultError as fault:
            return replace(fault.outcome, key=submission.key)
        finally:
            self._tell(mine, findings)
        try:
            again = [piece for piece, found in others if not self._taken_over(piece, found, findings)]
            self._find_out(submission, again, findings)
        except _FaultError as fault:
            return replace(fault.outcome, key=submission.key)
        return _merged(submission.key, checks, pieces, findings)

    def _part(self, submission: Submission, only: JSON) -> Pending:
        return self._executor.start(replace(submission, request={**submission.request, "only": only}))

    def _pieces(self, plan: Any) -> tuple[list[str], list[_Piece]]:
        """Read a plan, as ``notebook.judging.plan`` makes it: the checks, and what has a verdict of its own."""
        pieces = [_Piece(self._keys.key("ordinary", str(plan["ordinary"])))]
        for check, tests in plan["checks"]:
            for number, (digest, cells) in enumerate(tests):
                pieces.append(_Piece(self._keys.key("test", str(digest)), str(check), number, str(cells)))
            if not tests:
                raise ValueError(check)  # it is not well written, and whoever judges it says how
        return [str(check) for check, _ in plan["checks"]], pieces

    def _divide(
        self, pieces: Sequence[_Piece], findings: _Findings
    ) -> tuple[list[_Piece], list[tuple[_Piece, Future[JSON]]]]:
        """Take what is remembered, and tell apart what is left to judge here and what is being judged for others."""
        for key, (sandbox, found) in self._memory.recall([piece.key for piece in pieces]).items():
            findings.pieces[key] = found
            findings.sandboxes.add(sandbox)
        mine: list[_Piece] = []
        others: list[tuple[_Piece, Future[JSON]]] = []
        with self._lock:
            for piece in pieces:
                if piece.key not in findings.pieces:
                    under_way = self._under_way.get(piece.key)
                    if under_way is None:
                        self._under_way[piece.key] = Future()
                        mine.append(piece)
                    else:
                        others.append((piece, under_way))
        return mine, others

    def _find_out(self, submission: Submission, pieces: Sequence[_Piece], findings: _Findings) -> None:
        """Judge pieces, those that run the same cells together.

        Raises:
            _FaultError: if the grader failed.
        """
        groups: dict[str, list[_Piece]] = {}
        for piece in pieces:
            groups.setdefault(piece.cells, []).append(piece)
        begun = [(group, self._part(submission, _only(group))) for group in groups.values()]
        for group, pending in begun:
            outcome = pending.result()
            if outcome.fault:
                raise _FaultError(outcome)
            findings.sandboxes.add(outcome.sandbox)
            findings.cpu_seconds += outcome.cpu_seconds
            findings.limited |= outcome.limited or outcome.report is None
            found = _found(group, outcome, findings)
            findings.pieces |= found
            lasting = {} if outcome.limited else {key: what for key, what in found.items() if _lasts(what)}
            findings.lasting |= lasting
            if outcome.sandbox != NONE.name:
                self._memory.keep(outcome.sandbox, lasting)

    def _tell(self, mine: Iterable[_Piece], findings: _Findings) -> None:
        """Hand what was judged here to all who wait for it; nothing, where it came to nothing that holds for others."""
        with self._lock:
            for piece in mine:
                self._under_way.pop(piece.key).set_result(findings.lasting.get(piece.key))

    def _taken_over(self, piece: _Piece, found: Future[JSON], findings: _Findings) -> bool:
        what = found.result()
        if what is not None:
            findings.pieces[piece.key] = what
        return what is not None


def _only(group: Sequence[_Piece]) -> JSON:
    """Say what to ask for to have some pieces judged that run the same cells."""
    if group[0].check == ORDINARY:
        return ORDINARY
    wanted: dict[str, list[int]] = {}
    for piece in group:
        wanted.setdefault(piece.check, []).append(piece.number)
    return wanted


def _found(group: Sequence[_Piece], outcome: Outcome, findings: _Findings) -> dict[str, JSON]:
    """Read what a worker says of some pieces; what it does not say well is left to a person, as without a memory."""
    try:
        NotebookReport.from_json(outcome.report)
    except InvalidReportError:
        return {}
    report: Any = outcome.report
    if group[0].check == ORDINARY:
        return {group[0].key: report["cells"]}
    found: dict[str, JSON] = {}
    for check in report["checks"]:
        asked = [piece for piece in group if piece.check == check["grade_id"]]
        if outcome.limited and len(check["tests"]) != len(asked):
            findings.checks[check["grade_id"]] = check
        else:
            found |= {piece.key: test for piece, test in zip(asked, check["tests"], strict=False)}
    return found


def _lasts(found: Any) -> bool:
    """Say whether every machine would find the same: memory that ran out is the machine's, and a fault is ours."""
    if not isinstance(found, Mapping):
        return False
    return found.get("verdict") != "fault" and found.get("reason") != OUT_OF_MEMORY


def _merged(key: str, checks: Sequence[str], pieces: Sequence[_Piece], findings: _Findings) -> Outcome:
    """Put the pieces together to what judging the notebook as a whole would have said."""
    report = {
        "cells": findings.pieces.get(pieces[0].key, {}),
        "checks": [check for name in checks for check in _check(name, pieces, findings)],
    }
    return Outcome(
        key,
        report=decode(encode(report)),
        sandbox=next(iter(sorted(findings.sandboxes - {""})), ""),
        cpu_seconds=findings.cpu_seconds,
        limited=findings.limited,
    )


def _check(name: str, pieces: Iterable[_Piece], findings: _Findings) -> Iterator[JSON]:
    if name in findings.checks:
        yield findings.checks[name]
        return
    tests: list[Any] = [findings.pieces.get(piece.key) for piece in pieces if piece.check == name]
    if all(test is not None for test in tests):
        yield {"grade_id": name, "verdict": worst([test["verdict"] for test in tests]), "tests": tests}
