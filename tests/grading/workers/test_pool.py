"""A pool judges many submissions side by side, each in a worker that knows nothing of the others."""

import threading
from itertools import count

import pytest

from tests.patience import PATIENCE
from tests.processes import descendants
from threadlab.grading.executors.base import AHEAD, judge_all
from threadlab.grading.executors.pool import Pool
from threadlab.grading.worker.protocol import Outcome, Submission

KEEP = "import builtins, os, sys\nbuiltins.kept = sys.modules['kept'] = os.kept = 'a note'"
LOOK = """
import builtins, os, sys
gained = [kept for kept in (getattr(builtins, 'kept', ''), sys.modules.get('kept'), getattr(os, 'kept', '')) if kept]
"""
BREAK = "import builtins\nfor name in list(vars(builtins)):\n    setattr(builtins, name, None)"


def squares(many):
    return [Submission(f"student-{n}", {"code": f"gained = {n} ** 2"}) for n in range(many)]


def test_outcomes_come_in_the_order_of_the_submissions(sandbox, raw):
    with Pool(sandbox, jobs=3, program=raw) as pool:
        outcomes = list(judge_all(squares(50), pool))
    assert [outcome.key for outcome in outcomes] == [f"student-{n}" for n in range(50)]
    assert [outcome.report["gained"] for outcome in outcomes] == [str(n**2) if n else "" for n in range(50)]


def test_workers_work_at_the_same_time(sandbox, raw):
    """Two workers that both wait for a line from outside can only end if both have been started."""
    begun = threading.Barrier(2, timeout=PATIENCE)

    class Meeting(Pool):
        def _judge(self, submission):
            begun.wait()
            return super()._judge(submission)

    with Meeting(sandbox, jobs=2, program=raw) as pool:
        assert len(list(judge_all(squares(2), pool))) == 2


def test_a_submission_finds_nothing_of_an_earlier_one(sandbox, raw):
    with Pool(sandbox, jobs=1, program=raw) as pool:
        said = [pool.start(Submission("any", {"code": code})).result() for code in (KEEP, LOOK, BREAK, LOOK)]
    assert not any(outcome.report["gained"] or outcome.report["error"] for outcome in (said[0], said[1], said[3]))
    assert said[2].reason == "ended itself (exit status 1)"


def test_the_note_would_be_found_by_the_same_worker(sandbox, raw):
    with Pool(sandbox, jobs=1, program=raw) as pool:
        report = pool.start(Submission("any", {"code": KEEP + LOOK})).result().report
    assert report["gained"] == ["a note"] * 3


def test_equal_submissions_print_alike(sandbox, raw):
    """Hashes of text, and with them the order of sets, are the same in every worker and every box."""
    code = "gained = [str(set('threads')), str(hash('lock'))]"
    said = []
    for _ in range(2):
        with Pool(sandbox, jobs=2, program=raw) as pool:
            said += [outcome.report["gained"] for outcome in judge_all([Submission("any", {"code": code})] * 4, pool)]
    assert said == [said[0]] * 8


def test_a_class_is_taken_in_as_it_is_judged(sandbox, raw):
    taken = 0

    def endless():
        nonlocal taken
        for taken in count(1):
            yield Submission(f"student-{taken}", {"code": ""})

    with Pool(sandbox, jobs=2, program=raw) as pool:
        outcomes = judge_all(endless(), pool)
        for judged in range(1, 101):
            next(outcomes)
            assert taken <= judged + 2 * AHEAD + 1
        outcomes.close()


def test_leaving_in_the_middle_leaves_nothing_running(sandbox, raw):
    before = {process.pid for process in descendants()}
    stuck = [Submission(f"student-{n}", {"code": "while True: pass"}) for n in range(4)]
    with Pool(sandbox, jobs=2, program=raw) as pool:
        waiting = judge_all([*squares(2), *stuck], pool)
        assert next(waiting).report is not None
    assert {process.pid for process in descendants()} <= before


def test_an_error_of_the_caller_ends_the_workers_too(sandbox, raw):
    def broken():
        yield from squares(3)
        raise OSError("disk full")

    before = {process.pid for process in descendants()}
    with pytest.raises(OSError, match="disk full"), Pool(sandbox, jobs=2, program=raw) as pool:
        list(judge_all(broken(), pool))
    assert {process.pid for process in descendants()} <= before


def test_a_closed_pool_says_so(sandbox, raw):
    with Pool(sandbox, jobs=1, program=raw) as pool:
        pass
    with pytest.raises(RuntimeError):
        pool.start(squares(1)[0])


def test_an_error_of_the_judge_is_a_fault_and_not_a_verdict(sandbox, raw):
    with Pool(sandbox, jobs=1, program=raw) as pool:
        outcome = pool.start(Submission("any", {"no": "code"})).result()
    assert outcome == Outcome(
        "any", reason="brought out a fault of the grader", fault=True, detail=outcome.detail, sandbox=sandbox.name
    )
    assert "KeyError" in outcome.detail
