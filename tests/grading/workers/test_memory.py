"""Equal submissions are judged once, and nothing remembered is ever out of date."""

import sqlite3
from dataclasses import replace

import pytest

from threadlab.grading.executors import package_digest, verdict_cache
from threadlab.grading.executors.base import judge_all
from threadlab.grading.executors.verdict_cache import Memory, Remembering
from threadlab.grading.worker.limits import Limits
from threadlab.grading.worker.protocol import Outcome, Submission


class Done:
    """An outcome that is there, or will be when somebody waits for it."""

    def __init__(self, outcome, at_once=True):
        self.outcome = outcome
        self.at_once = at_once

    def result(self):
        return self.outcome

    def done(self):
        return self.at_once

    def cancel(self):
        pass


class Counting:
    """An executor that counts what it is asked to judge."""

    jobs = 2

    def __init__(self, reason="", at_once=True):
        self.asked = []
        self.reason = reason
        self.at_once = at_once

    def start(self, submission):
        self.asked.append(submission.key)
        report = None if self.reason else {"for": submission.request["cells"]}
        return Done(Outcome(submission.key, report, self.reason, sandbox="bubblewrap"), self.at_once)


def submission(key, text="x = 1"):
    return Submission(key, {"cells": [{"text": text}]})


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "reports.db"


def judged(path, submissions, limits=None, **kind):
    executor = Counting(**kind)
    kept = Memory(path)
    outcomes = list(judge_all(submissions, Remembering(executor, kept, limits)))
    kept.close()
    return outcomes, executor.asked


def test_a_later_run_judges_only_what_is_new(path):
    first, asked = judged(path, [submission("a"), submission("b", "y = 2")])
    assert asked == ["a", "b"]
    second, asked = judged(path, [submission("a"), submission("b", "y = 2"), submission("c", "z = 3")])
    assert asked == ["c"]
    assert second[:2] == first


def test_equal_submissions_share_a_report_but_not_a_name(path):
    outcomes, asked = judged(path, [submission("a"), submission("b")])
    assert asked == ["a"]
    assert outcomes[1] == replace(outcomes[0], key="b")


def test_equal_submissions_on_their_way_are_judged_once(path):
    outcomes, asked = judged(path, [submission("a"), submission("b"), submission("c")], at_once=False)
    assert asked == ["a"]
    assert [outcome.key for outcome in outcomes] == ["a", "b", "c"]


def test_a_reason_is_not_remembered(path):
    judged(path, [submission("a")], reason="used more than 60 s of CPU")
    _, asked = judged(path, [submission("a")])
    assert asked == ["a"]


@pytest.mark.parametrize("change", ["limits", "python", "environment", "greenlet", "source"])
def test_everything_a_report_depends_on_is_in_the_key(path, change, monkeypatch):
    judged(path, [submission("a")])
    limits = None
    if change == "limits":
        limits = Limits(cpu_seconds=1)
    elif change == "python":
        monkeypatch.setattr(verdict_cache.sys, "version", "3.99")
    elif change == "environment":
        monkeypatch.setitem(verdict_cache.ENVIRONMENT, "PYTHONHASHSEED", "1")
    elif change == "greenlet":
        monkeypatch.setattr(verdict_cache, "version", lambda _: "99")
    else:
        monkeypatch.setattr(verdict_cache, "source_digest", lambda: "99")
    assert judged(path, [submission("a")], limits)[1] == ["a"]


@pytest.mark.parametrize("damage", [b"no database", b""])
def test_a_damaged_file_is_begun_anew(path, damage):
    judged(path, [submission("a")])
    path.write_bytes(damage)
    assert judged(path, [submission("a")])[1] == ["a"]
    assert judged(path, [submission("a")])[1] == []


def test_a_full_disk_costs_the_memory_and_not_the_grading(path, monkeypatch):
    def full(path):
        file = sqlite3.connect(path, isolation_level=None)
        file.execute(verdict_cache._TABLE)
        file.execute("PRAGMA max_page_count = 1")
        return file

    monkeypatch.setattr(verdict_cache, "_open", full)
    outcomes, asked = judged(path, [submission("a", "x" * 100_000)])
    assert outcomes[0].report is not None
    assert asked == ["a"]


def test_two_graders_share_one_file(path):
    one, other = Memory(path), Memory(path)
    one.keep("digest", Outcome("a", {"points": 1}, sandbox="landlock"))
    other.keep("digest", Outcome("b", {"points": 2}, sandbox="landlock"))
    assert one.recall("digest") == other.recall("digest") == ("landlock", {"points": 1})
    one.close()
    other.close()


def test_the_digest_of_the_source_changes_with_any_file(monkeypatch, tmp_path):
    monkeypatch.setattr(package_digest, "package", lambda _: tmp_path)
    digest = package_digest.source_digest.__wrapped__
    (tmp_path / "engine.py").write_text("verdict = 'holds'")
    first = digest()
    (tmp_path / "engine.py").write_text("verdict = 'fails'")
    second = digest()
    (tmp_path / "more.py").write_text("")
    assert len({first, second, digest()}) == 3
