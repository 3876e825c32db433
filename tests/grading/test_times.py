"""Times are read in ISO 8601, with their zones; everything else is no certain time, and is never guessed at."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone

import pytest
from nbgrader import utils
from nbgrader.api import Gradebook
from traitlets.config import Config

from tests.patience import PATIENCE
from tests.small_course import RIGHT, Here, SmallCourse
from threadlab import nbgrader as course_settings
from threadlab.course.folder import find_course
from threadlab.course.grading_run.grade import grade
from threadlab.grading.times import BadTimeError, parse_utc, read_time, roughly

NOON = "2026-10-01 12:00:00"

AT = {
    "2026-10-01 12:00:00 UTC": NOON,
    "2026-10-01 12:00:00.000000 UTC": NOON,  # as nbgrader's exchange writes it
    "2026-10-01 12:00:00 utc": NOON,
    "2026-10-01 12:00 GMT": NOON,
    "2026-10-01T12:00:00Z": NOON,
    "2026-10-01t12:00:00z": NOON,
    "2026-10-01 12:00:00": NOON,
    "  2026-10-01 12:00\n": NOON,
    "2026-10-01 14:00:00 +0200": NOON,
    "2026-10-01 14:00:00 +02:00": NOON,
    "2026-10-01 14:00:00+02:00": NOON,
    "2026-10-01T14:00:00+02": NOON,
    "2026-10-01T14:00:00 +0200": NOON,  # as the formgrader sends it
    "2026-10-01 08:30:00 -03:30": NOON,
    "2026-10-01 08:30:00 \u221203:30": NOON,  # with the sign that typesetters use
    "2026-10-01 05:00:00 -07": NOON,
    "2026-10-02T02:00:00+14:00": NOON,
    "20261001T120000Z": NOON,
    "20261001T1400+0200": NOON,
    "2026-10-01 12:00:00,5 UTC": "2026-10-01 12:00:00.500000",
    "2026-10-01 12:00:00.123456789 UTC": "2026-10-01 12:00:00.123456",
    "2024-02-29 00:00 UTC": "2024-02-29 00:00:00",
}
NO_TIMES = [
    "2026-10-01 12:00:00 CEST",
    "2026-10-01 12:00:00 CET",
    "2026-10-01 12:00:00 EST",
    "2026-10-01 12:00:00 Europe/Berlin",
    "2026-10-01 11:59 PM",
    "2026-10-01 11:59 PM UTC",
    "2026-10-01 11:59PM",
    "01.10.2026",
    "01.10.2026 12:00",
    "10/01/2026 12:00",
    "1 October 2026 12:00",
    "2026-10",
    "2026-10-01",
    "2026",
    "12:00",
    "1790856000",
    "2026-13-01 12:00 UTC",
    "2026-02-30 12:00 UTC",
    "2025-02-29 12:00 UTC",
    "2026-10-01 24:01 UTC",
    "2026-10-01 12:60 UTC",
    "2026-10-01 12:00:00 +99:00",
    "2026-10-01 12:00:00 +02:99",
    "2026-10-01 12:00:00 +2",
    "2026-10-01 12:00:00 +020",
    "2026-10-01 12:00:00 200",
    "2026-10-1 12:00 UTC",
    "2026-1001 12:00 UTC",
    "26-10-01 12:00 UTC",
    "0001-01-01 00:00 +02:00",
    "9999-12-31 23:59 -02:00",
    "\u0662\u0660\u0662\u0666-10-01 12:00",  # digits of another script
    "2026-10-01 12:00:00 UTC and so on",
    "2026-10-01 12:00:00 UTC\n2026-10-02 12:00:00 UTC",
    "tomorrow",
    "now",
    "",
]


@pytest.mark.parametrize("text", AT)
def test_a_time_in_iso_8601_is_read_with_its_zone(text: str) -> None:
    assert str(read_time(text)) == AT[text]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_certain_time_is_none(text: str) -> None:
    with pytest.raises(BadTimeError, match="which is no time like"):
        read_time(text)


@pytest.mark.usefixtures("small_course")
def test_nbgrader_itself_reads_times_so() -> None:
    grade_settings = Config()
    course_settings.configure(grade_settings, ".")
    from nbgrader import coursedir
    from nbgrader.apps import api, zipcollectapp
    from nbgrader.exchange import Exchange
    from nbgrader.exchange.default import collect

    assert {module.parse_utc for module in (utils, coursedir, api, zipcollectapp, collect)} == {parse_utc}
    assert parse_utc(None) is None
    exchange = Exchange(config=grade_settings)
    exchange.set_timestamp()
    assert exchange.timestamp.endswith(" UTC"), "so no zone of the server's shifts a hand-in"
    assert abs(read_time(exchange.timestamp) - datetime.now(UTC).replace(tzinfo=None)) < timedelta(hours=1)
    summer = timezone(timedelta(hours=2))
    assert str(parse_utc(datetime(2026, 10, 1, 14, tzinfo=summer))) == NOON


def test_hand_ins_are_put_in_order_even_if_their_zone_has_a_name() -> None:
    with roughly():
        assert str(parse_utc("2026-10-01 12:00:00.000000 CEST")) == NOON
        assert str(parse_utc("tomorrow")) == "0001-01-01 00:00:00"
    with pytest.raises(BadTimeError):
        parse_utc("2026-10-01 12:00:00.000000 CEST")


@pytest.mark.parametrize("noted", ["2026-10-01 12:00:00 +0200", "2026-10-01T12:00:00+02:00", "2026-10-01 10:00:00 UTC"])
def test_who_was_in_time_pays_no_penalty_whatever_his_zone(small_course: SmallCourse, noted: str) -> None:
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
        book.update_or_create_assignment("1-adding", duedate="2026-10-01 12:30 +02:00")
    config = small_course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    (small_course.submit("student-01", RIGHT).parent / "timestamp.txt").write_text(noted)
    (small_course.submit("student-02", RIGHT).parent / "timestamp.txt").write_text("2026-10-01 10:31:00 UTC")
    assert [result.points for result in grade(find_course(), Here()).results] == [4, 0]


@pytest.mark.parametrize("noted", ["2026-10-01 12:00:00 CEST", "01.10.2026", "2026-10", "2026-10-01 11:59 PM"])
def test_an_uncertain_time_waits_for_a_person_and_costs_nothing(small_course: SmallCourse, noted: str) -> None:
    (small_course.submit("student-01", RIGHT).parent / "timestamp.txt").write_text(noted)
    small_course.submit("student-02", RIGHT)
    uncertain, other = grade(find_course(), Here()).results
    assert uncertain.for_a_person == 2
    assert uncertain.remarks == (f'timestamp.txt says "{noted}", which is no time like "2030-01-31 12:00:00 UTC"',)
    assert other.points == 4


def nbgrader(course: SmallCourse, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "nbgrader", *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_due_date_given_to_nbgrader_is_read_rightly_or_refused_in_words(small_course: SmallCourse) -> None:
    def due() -> str:
        with closing(sqlite3.connect(small_course.root / "gradebook.db")) as book:
            return str(book.execute("SELECT duedate FROM assignment").fetchone()[0])

    ran = nbgrader(small_course, "db", "assignment", "add", "1-adding", "--duedate", "2026-10-01 14:00:00 +0200")
    assert (ran.returncode, due()) == (0, "2026-10-01 12:00:00.000000")
    ran = nbgrader(small_course, "db", "assignment", "add", "1-adding", "--duedate", "01.10.2026 14:00")
    assert ran.returncode == 1
    assert 'The due date says "01.10.2026 14:00", which is no time like' in ran.stderr
    assert "Traceback" not in ran.stderr
    assert due() == "2026-10-01 12:00:00.000000"


def test_the_formgrader_refuses_an_uncertain_due_date_in_words(small_course: SmallCourse) -> None:
    from tornado.web import HTTPError

    from threadlab.grading.gradebook.served import _whole

    def put(_: object, due: str) -> None:
        with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
            book.update_or_create_assignment("1-adding", duedate=due)

    class Handler:
        """Stands for one of the formgrader's."""

    save = _whole(put)
    save(Handler(), "2026-10-01T14:00:00 +0200")  # as its page sends it
    with pytest.raises(HTTPError) as refused:
        save(Handler(), "01.10.2026 14:00 +0200")
    assert refused.value.status_code == 400
    with Gradebook(f"sqlite:///{small_course.root / 'gradebook.db'}") as book:
        assert str(book.find_assignment("1-adding").duedate) == NOON
