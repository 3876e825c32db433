"""What was judged before is not judged again, test by test; equal answers are judged once; none speaks for others."""

from __future__ import annotations

import json
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from tests.small_course import FREE_AFTERWARDS, KEEPS_ALL, RIGHT, WITHOUT_LOCK, code, notebook
from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.remembering import Remembering
from threadlab.grading.executors.verdict_cache import VerdictCache
from threadlab.grading.worker import notebook_job
from threadlab.grading.worker.check_by_check import ORDINARY, PLAN, by_parts
from threadlab.grading.worker.protocol import Outcome, Submission, decode, encode
from threadlab.notebook.cell_text.cells import cells_of

STUB = "def double(number):\n    raise NotImplementedError"
DOUBLES = """from threadlab import every_schedule


@every_schedule
def it_doubles():
    assert double(2) == 4


@every_schedule
def none_is_none():
    assert double(0) == 0"""


def request(add: str = RIGHT, double: str = STUB, tests: str = KEEPS_ALL, more: str = "print(1)") -> dict[str, Any]:
    """Make the request of a submission with two exercises, three checks and five tests."""
    cells = notebook(
        code("add", add, solution=True),
        code("more", more),
        code("add--keeps-all", tests, grade=True, locked=True, points=3),
        code("add--free-afterwards", FREE_AFTERWARDS, grade=True, locked=True, points=1),
        code("double", double, solution=True),
        code("double--doubles", DOUBLES, grade=True, locked=True, points=2),
    )
    return {"cells": [cell.to_json() for cell in cells_of(cells)]}


class Done:
    def __init__(self, outcome: Outcome, wait: Event | None = None) -> None:
        self.outcome = outcome
        self.wait = wait

    def result(self) -> Outcome:
        if self.wait is not None:
            self.wait.wait(60)
        return self.outcome

    def done(self) -> bool:
        return True

    def cancel(self) -> None:
        pass


class Worker:
    """Judges here, and keeps what it was asked for."""

    jobs = 2

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.sandbox = "bubblewrap"

    def start(self, submission: Submission) -> Done:
        only = submission.request.get("only")
        if only != PLAN:
            self.asked.append(only)
        return Done(self.judged(submission))

    def judged(self, submission: Submission) -> Outcome:
        report = decode(encode(notebook_job.judge(submission.request)))
        return Outcome(submission.key, report=report, sandbox=self.sandbox)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "verdicts.db"


def judged(path: Path, worker: Worker, *requests: dict[str, Any]) -> list[Outcome]:
    memory = VerdictCache(path)
    submissions = [Submission(f"student-{number}", each) for number, each in enumerate(requests, start=1)]
    with closing(memory), closing(Remembering(worker, memory)) as remembering:
        return list(judge_all(submissions, remembering))


def names(asked: list[Any]) -> list[str]:
    """Name what was judged: each test by its check and its number, and the ordinary cells."""
    found: list[str] = []
    for only in asked:
        found += [ORDINARY] if only == ORDINARY else [f"{check} {n}" for check in only for n in only[check]]
    return sorted(found)


ALL = [
    "",
    "add--free-afterwards 0",
    "add--keeps-all 0",
    "add--keeps-all 1",
    "double--doubles 0",
    "double--doubles 1",
]


@pytest.mark.parametrize("add", [RIGHT, WITHOUT_LOCK, "def add(", "", "import os\nadd = os.getpid", "total = lock"])
def test_the_pieces_make_the_report_that_the_whole_would_have_made(path: Path, add: str) -> None:
    asked = request(add)
    whole = decode(encode(notebook_job.judge(asked)))
    for _ in range(2):  # judged, and then remembered
        [outcome] = judged(path, Worker(), asked)
        assert outcome == Outcome("student-1", report=whole, sandbox="bubblewrap")


def test_a_second_run_judges_nothing(path: Path) -> None:
    first, second = Worker(), Worker()
    judged(path, first, request())
    judged(path, second, request())
    assert names(first.asked) == ALL
    assert second.asked == []


def test_after_one_hidden_test_has_changed_it_alone_is_judged_and_once_for_equal_answers(path: Path) -> None:
    class_of_four = [request(RIGHT), request(WITHOUT_LOCK), request(RIGHT, double="double = abs"), request(RIGHT)]
    judged(path, Worker(), *class_of_four)
    worker = Worker()
    changed = KEEPS_ALL.replace("add(-5)", "add(-7)").replace("-5", "-7")
    tested = [
        request(*([each["cells"][0]["text"]]), double=each["cells"][4]["text"], tests=changed) for each in class_of_four
    ]
    outcomes = judged(path, worker, *tested)
    assert names(worker.asked) == ["add--keeps-all 1", "add--keeps-all 1"], "for the two answers that there are"
    assert outcomes[0].report == decode(encode(notebook_job.judge(tested[0])))


@pytest.mark.parametrize(
    ("change", "again"),
    [
        ({"double": "double = abs"}, ["", "double--doubles 0", "double--doubles 1"]),
        ({"more": "print(2)"}, [""]),
        ({"more": "total = 0"}, ["", "add--free-afterwards 0", "add--keeps-all 0", "add--keeps-all 1"]),
        ({"add": WITHOUT_LOCK}, ["", "add--free-afterwards 0", "add--keeps-all 0", "add--keeps-all 1"]),
        ({"tests": KEEPS_ALL.replace("total == 3", "total == 4")}, ["", "add--keeps-all 0"]),
        ({"tests": "\n" + KEEPS_ALL}, ["", "add--keeps-all 0", "add--keeps-all 1"]),
    ],
    ids=["another answer", "another cell", "a cell that binds", "the answer", "a visible test", "a line number"],
)
def test_what_depends_on_a_change_is_judged_again_and_nothing_else(
    path: Path, change: dict[str, str], again: list[str]
) -> None:
    judged(path, Worker(), request())
    worker = Worker()
    [outcome] = judged(path, worker, request(**change))
    assert names(worker.asked) == again
    assert outcome.report == decode(encode(notebook_job.judge(request(**change))))


def test_where_a_missing_name_is_bound_below_is_part_of_the_key(path: Path) -> None:
    """A hint says so, though no test uses what stands below it."""
    missing = request(add="x = 1")
    below = {"cells": [*missing["cells"], {**missing["cells"][1], "id": "below", "text": RIGHT}]}
    judged(path, Worker(), missing)
    [outcome] = judged(path, Worker(), below)
    assert outcome.report == decode(encode(notebook_job.judge(below)))
    assert "is defined only below this check" in json.dumps(outcome.report)


def test_equal_answers_that_are_on_their_way_are_judged_once(path: Path) -> None:
    class Slow(Worker):
        def start(self, submission: Submission) -> Done:
            done = super().start(submission)
            if submission.request.get("only") != PLAN:
                done.wait = self.go
            elif submission.key == "student-3":
                self.go.set()  # all three have been planned
            return done

        go = Event()

    worker = Slow()
    outcomes = judged(path, worker, request(), request(), request())
    assert names(worker.asked) == ALL
    assert len({encode(dict(outcome.report or {})) for outcome in outcomes}) == 1
    assert [outcome.key for outcome in outcomes] == ["student-1", "student-2", "student-3"]


def test_no_worker_runs_more_than_the_cells_that_its_tests_need(path: Path) -> None:
    worker = Worker()
    judged(path, worker, request())
    assert worker.asked.count(ORDINARY) == 1
    exercises = [{check.partition("--")[0] for check in only} for only in worker.asked if only != ORDINARY]
    assert sorted(map(sorted, exercises)) == [["add"], ["double"]]


def test_a_program_that_got_past_every_wall_would_speak_for_its_own_text_alone(path: Path) -> None:
    """Wherever its code runs, it claims that all tests hold, those of other exercises and of others, too."""

    class Conquered(Worker):
        def judged(self, submission: Submission) -> Outcome:
            outcome = super().judged(submission)
            only = submission.request["only"]
            runs = only == ORDINARY or (isinstance(only, dict) and any(check.startswith("add") for check in only))
            if runs and "evil" in submission.request["cells"][0]["text"]:
                everything: Any = decode(encode(notebook_job.judge({"cells": submission.request["cells"]})))
                for check in everything["checks"]:
                    check["verdict"] = "holds"
                    for test in check["tests"]:
                        test["verdict"] = "holds"
                return replace(outcome, report=everything)
            return outcome

    evil, honest = judged(path, Conquered(), request("# evil\n" + WITHOUT_LOCK), request(WITHOUT_LOCK))
    verdicts = [
        {check["grade_id"]: check["verdict"] for check in (outcome.report or {})["checks"]}
        for outcome in (evil, honest)
    ]
    assert verdicts[0]["double--doubles"] == "fails", "not even another exercise of its own"
    assert verdicts[1] == {"add--keeps-all": "fails", "add--free-afterwards": "holds", "double--doubles": "fails"}


def test_what_a_limit_ended_is_not_remembered_and_its_check_waits_as_without_a_memory(path: Path) -> None:
    class Limited(Worker):
        def judged(self, submission: Submission) -> Outcome:
            whole = Outcome(submission.key, reason="used more than 60 s of CPU", sandbox="bubblewrap")
            return by_parts(submission, whole, self.part) if self.endless(submission) else super().judged(submission)

        def part(self, submission: Submission) -> Outcome:
            if self.endless(submission):
                return Outcome(submission.key, reason="used more than 20 s of CPU", sandbox="bubblewrap")
            return super().judged(submission)

        def endless(self, submission: Submission) -> bool:
            only = submission.request.get("only")
            return only is None or (isinstance(only, dict) and 1 in only.get("add--keeps-all", ()))

    worker = Limited()
    outcomes = [*judged(path, worker, request(), request()), *judged(path, worker, request())]
    for outcome in outcomes:
        assert outcome.limited
        undecided, free, *_ = (outcome.report or {})["checks"]
        assert (undecided["verdict"], free["verdict"]) == ("undecided", "holds")
        assert [test["reason"] for test in undecided["tests"]] == ["judging it used more than 20 s of CPU"]
    assert names(worker.asked).count("add--keeps-all 1") == 3, "each time anew"
    assert names(worker.asked).count("double--doubles 0") == 1


def test_a_fault_is_the_submissions_and_nobody_waits_for_ever(path: Path) -> None:
    class Faulty(Worker):
        broken = True

        def judged(self, submission: Submission) -> Outcome:
            if self.broken and isinstance(submission.request["only"], dict):
                return Outcome(submission.key, reason="lost its worker 3 times", fault=True)
            return super().judged(submission)

    worker = Faulty()
    for outcome in judged(path, worker, request(), request()):
        assert (outcome.fault, outcome.report) == (True, None)
    worker.broken = False
    [outcome] = judged(path, worker, request())
    assert outcome.report is not None


def test_what_was_judged_without_a_sandbox_is_not_remembered(path: Path) -> None:
    worker = Worker()
    worker.sandbox = "none"
    judged(path, worker, request())
    judged(path, worker, request())
    assert names(worker.asked) == sorted(ALL * 2)


def test_what_cannot_even_be_planned_is_judged_as_a_whole(path: Path) -> None:
    class Planless(Worker):
        def judged(self, submission: Submission) -> Outcome:
            if submission.request.get("only") == PLAN:
                return Outcome(submission.key, reason="used more than 60 s of CPU")
            return super().judged(submission)

    worker = Planless()
    [outcome] = judged(path, worker, request())
    assert worker.asked == [None]
    assert outcome.report is not None
