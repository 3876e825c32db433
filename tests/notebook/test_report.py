"""A report as JSON: its reader trusts nothing in it, since a worker that runs hostile code wrote it."""

import json
from dataclasses import asdict, replace

import pytest

from threadlab.notebook.judging import report
from threadlab.notebook.judging.report import (
    CellReport,
    CheckReport,
    InvalidReportError,
    NotebookReport,
    StoryReport,
    TestReport,
    cut_with_note,
    fitting,
    worst,
)
from threadlab.story.analysis.fold import MOST
from threadlab.story.timeline.step_data import End, Frame, Piece, Walk
from threadlab.story.timeline.timeline import LANES

FRAME = Frame("A", "reads x: 1", "HARM: too late", harm=True, cell="answer", line=3, target="x", value="1", locks="l")
WALK = Walk((FRAME,), (Piece("answer", 3, "x = 1"),), (End("A", "3: x = 1", "is stopped here"),))
STORY = StoryReport("title", "text", "<svg/>", "Why?", "lead", WALK)
TEST = TestReport("two_threads", "fails", 3, hidden=True, kind="assertion", message="m", reason="", story=STORY)
REPORT = NotebookReport({"c1": CellReport("1\n", "uses os")}, (CheckReport("ex--b", "fails", (TEST,)),))


def test_a_report_survives_json():
    assert NotebookReport.from_json(json.loads(json.dumps(REPORT.to_json()))) == REPORT


def test_the_empty_report_is_a_report():
    assert NotebookReport.from_json(NotebookReport().to_json()) == NotebookReport()


def changed(path, value):
    """The report's JSON with the value at ``path`` replaced."""
    data = json.loads(json.dumps(REPORT.to_json()))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return data


CHECK = ("checks", 0)
FIRST = (*CHECK, "tests", 0)
STEPS = (*FIRST, "story", "walk")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("cells",), []),
        (("cells",), None),
        (("checks",), {}),
        (("checks",), "x"),
        (("more",), 1),
        (("cells", "c1"), "x"),
        (("cells", "c1", "output"), 3),
        (("cells", "c1", "output"), "x" * (report.MAX_OUTPUT + 1)),
        (("cells", "c1", "problem"), ["x"]),
        (("cells", "c" * (report.MAX_LINE + 1)), {"output": "", "problem": ""}),
        (CHECK, None),
        ((*CHECK, "verdict"), "excellent"),
        ((*CHECK, "verdict"), ["holds"]),
        ((*CHECK, "points"), 100),
        ((*CHECK, "tests"), [1]),
        ((*FIRST, "schedules"), -1),
        ((*FIRST, "schedules"), True),
        ((*FIRST, "schedules"), 1.5),
        ((*FIRST, "hidden"), "no"),
        ((*FIRST, "message"), None),
        ((*FIRST, "message"), "x" * (report.MAX_LINE + 1)),
        ((*FIRST, "story"), None),
        ((*FIRST, "story", "html"), "<script>"),
        ((*FIRST, "story", "svg"), "x" * (report.MAX_PICTURE + 1)),
        ((*FIRST, "story", "text"), "x" * (report.MAX_STORY + 1)),
        ((*FIRST, "story", "lead"), "x" * (report.MAX_LINE + 1)),
        ((*STEPS, "html"), "<script>"),
        ((*STEPS, "frames"), []),
        ((*STEPS, "frames"), "x"),
        ((*STEPS, "frames"), [asdict(FRAME)] * (MOST + 1)),
        ((*STEPS, "frames", 0), None),
        ((*STEPS, "frames", 0, "html"), "<script>"),
        ((*STEPS, "frames", 0, "words"), "x" * (report.MAX_WORDS + 1)),
        ((*STEPS, "frames", 0, "note"), None),
        ((*STEPS, "frames", 0, "harm"), 1),
        ((*STEPS, "frames", 0, "line"), "3"),
        ((*STEPS, "frames", 0, "line"), -1),
        ((*STEPS, "frames", 0, "line"), 10**12),
        ((*STEPS, "pieces"), [{"cell": "c", "first": 1, "text": ""}] * (report.MAX_PIECES + 1)),
        ((*STEPS, "pieces"), [{"cell": "c", "first": 1, "text": "x" * (report.MAX_SOURCE // 2 + 1)}] * 2),
        ((*STEPS, "ends"), None),
        ((*STEPS, "ends"), [asdict(WALK.ends[0])] * (LANES + 2)),
        ((*STEPS, "ends", 0, "words"), "x" * (report.MAX_WORDS + 1)),
        ((*STEPS, "ends", 0, "html"), "<script>"),
        ((*STEPS, "pieces", 0, "first"), True),
        ((*STEPS, "pieces", 0, "text"), ["x"]),
        (("checks",), [REPORT.to_json()["checks"][0]] * (report.MAX_ITEMS + 1)),
    ],
)
def test_what_is_not_a_report_is_refused(path, value):
    with pytest.raises(InvalidReportError):
        NotebookReport.from_json(changed(path, value))


def test_a_story_may_have_no_steps_to_go_through():
    assert NotebookReport.from_json(changed(STEPS, None)).checks[0].tests[0].story.walk is None


def test_a_source_that_is_too_long_is_left_out_and_the_steps_stay():
    assert fitting(WALK) == WALK
    long = replace(WALK, pieces=(Piece("answer", 1, "x" * (report.MAX_SOURCE + 1)),))
    assert fitting(long) == replace(WALK, pieces=())


@pytest.mark.parametrize("data", [None, [], "x", 3, {}, {"cells": {}}])
def test_data_that_is_nothing_like_a_report_is_refused(data):
    with pytest.raises(InvalidReportError):
        NotebookReport.from_json(data)


@pytest.mark.parametrize("name", ["name", "verdict", "schedules", "hidden", "kind", "message", "reason", "story"])
def test_a_missing_field_is_refused(name):
    data = json.loads(json.dumps(REPORT.to_json()))
    del data["checks"][0]["tests"][0][name]
    with pytest.raises(InvalidReportError):
        NotebookReport.from_json(data)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        (["holds", "holds"], "holds"),
        (["holds", "undecided"], "undecided"),
        (["undecided", "fault"], "fault"),
        (["fault", "fails", "undecided", "holds"], "fails"),
    ],
)
def test_a_check_is_as_good_as_its_worst_test(verdicts, expected):
    assert worst(verdicts) == expected


def test_a_long_text_is_cut_and_says_so():
    assert cut_with_note("short", 10) == "short"
    shortened = cut_with_note("x" * 30_000, 20_000)
    assert len(shortened) == 20_000
    assert shortened.endswith("(30,000 characters in all)\n")
