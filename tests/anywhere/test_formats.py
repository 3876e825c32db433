"""One description of a judged exercise, and the forms that are made from it."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import pytest

from tests.anywhere.judging import ANSWERS, judge
from tests.small_course import SmallCourse
from threadlab.cli import main
from threadlab.runners.formats.check50 import check50
from threadlab.runners.formats.junit import junit
from threadlab.runners.judged import JudgedExercise

EXPECTED = {
    "right": (["holds", "holds"], 4, 0),
    "wrong": (["fails", "holds"], 1, 0),
    "undecided": (["undecided", "undecided"], 0, 4),
}


@pytest.fixture(scope="module")
def results() -> dict[str, JudgedExercise]:
    return {name: judge(text) for name, text in ANSWERS.items()}


@pytest.mark.parametrize("name", ANSWERS)
def test_the_description_says_what_grading_says(results: dict[str, JudgedExercise], name: str) -> None:
    judged = results[name]
    verdicts, points, waiting = EXPECTED[name]
    assert [check.verdict for check in judged.checks] == verdicts
    assert (judged.points, judged.max_points, judged.waiting) == (points, 4, waiting)
    for check in judged.checks:
        assert bool(check.message) == bool(check.story) == (check.verdict != "holds")


def test_a_failure_has_its_story_and_its_picture_and_speaks_of_no_cell(results: dict[str, JudgedExercise]) -> None:
    told, *others = results["wrong"].checks[0].told
    assert others == []
    assert told.name == "two_threads_add"
    assert "An update is lost" in told.message
    assert told.picture.startswith("<svg")
    assert "Think about: " in told.story
    assert not re.search(r"\bcells?\b|Replay", told.story)


def test_a_hint_stays_where_the_replay_goes() -> None:
    [check, _] = judge(ANSWERS["right"].replace("lock = threading.Lock()", "")).checks
    assert check.told[0].story.endswith("\n\nnothing that this check builds on defines lock\n")


def test_of_a_hidden_test_neither_name_nor_replay_is_told() -> None:
    judged = judge(ANSWERS["right"].replace("total += amount", "total += abs(amount)"))
    [hidden] = judged.checks[0].told
    assert hidden.name == ""
    assert "eplay" not in hidden.story
    for form in (check50(judged), junit([judged])):
        assert "a_negative_amount" not in form
        assert "-5" not in form


PASSED = {"holds": True, "fails": False, "undecided": None, "fault": None}


@pytest.mark.parametrize("name", ANSWERS)
def test_check50_has_a_result_for_each_check(results: dict[str, JudgedExercise], name: str) -> None:
    written = json.loads(check50(results[name]))
    assert list(written) == ["slug", "results", "version"]
    for check, result in zip(results[name].checks, written["results"], strict=True):
        assert list(result) == ["name", "description", "passed", "log", "cause", "data", "dependency"]
        assert result["passed"] is PASSED[check.verdict]
        assert result["log"] == check.story.splitlines()
        assert (result["cause"] is None) == check.holds


@pytest.mark.parametrize("name", ANSWERS)
def test_junit_has_a_case_for_each_check(results: dict[str, JudgedExercise], name: str) -> None:
    [suite] = ElementTree.fromstring(junit([results[name]]))
    verdicts, *_ = EXPECTED[name]
    assert suite.get("failures") == str(verdicts.count("fails"))
    assert suite.get("errors") == str(verdicts.count("undecided"))
    for verdict, case in zip(verdicts, suite.iter("testcase"), strict=True):
        said = [child.tag for child in case if child.tag != "properties"]
        assert said == {"holds": [], "fails": ["failure"], "undecided": ["error"]}[verdict]


def test_what_xml_cannot_hold_is_left_out(results: dict[str, JudgedExercise]) -> None:
    judged = results["wrong"]
    check = judged.checks[0]
    odd = replace(check, tests=(replace(check.told[0], story="\x00 \x1b < & \ud800", message='"\x07"'),))
    [failure] = ElementTree.fromstring(junit([replace(judged, checks=(odd,))]).encode()).iter("failure")
    assert failure.text == "two_threads_add\n\n\ufffd \ufffd < & \ufffd"
    assert failure.get("message") == '"\ufffd"'


def test_a_fault_of_the_grader_is_no_failure(results: dict[str, JudgedExercise]) -> None:
    judged = results["undecided"]
    fault = replace(judged, checks=tuple(replace(check, verdict="fault") for check in judged.checks))
    assert [r["passed"] for r in json.loads(check50(fault))["results"]] == [None, None]
    [suite] = ElementTree.fromstring(junit([fault]))
    assert (suite.get("failures"), suite.get("errors")) == ("0", "2")


@pytest.mark.parametrize("form", ["check50", "junit"])
def test_the_command_writes_each_form(small_course: SmallCourse, capsys: pytest.CaptureFixture[str], form: str) -> None:
    (small_course.root / "answer.py").write_text(ANSWERS["wrong"])
    assert main(["check", "1-adding/add", "answer.py", "--format", form]) == 1
    written = capsys.readouterr().out
    judged = judge(ANSWERS["wrong"])
    assert written == {"check50": check50(judged), "junit": junit([judged])}[form]
