"""The recipe for LTI 1.3: starts from a learning platform that keeps to the standard, and grades that go back to it."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from jwcrypto.jwk import JWK
from nbgrader.api import Gradebook
from playwright.sync_api import Browser, Page, expect

from tests.browser.hub import RECIPE, Hub, free_address, recipe, running, settings
from tests.browser.lti_platform import ASSISTANT, CLIENT, INSTRUCTOR, LEARNER, Platform, platform_running
from tests.browser.servers import Watched
from tests.browser.trickster import grade
from tests.small_course import RIGHT, WITHOUT_LOCK, SmallCourse, cell

PEOPLE = {"a1": "student-01", "B2": "student-02", "c3": "student-03", "d4": "ta-01", "e5": "instructor-01"}
COURSE = "/services/course/formgrader"


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with platform_running() as platform:
        platform.people |= PEOPLE
        platform.roles |= {person: [LEARNER] for person in PEOPLE} | {"d4": [ASSISTANT], "e5": [INSTRUCTOR]}
        yield platform


@dataclass(frozen=True)
class Place:
    """A hub that the platform starts, and the recipe's folder."""

    hub: Hub
    folder: Path


@pytest.fixture(scope="module")
def place(course: SmallCourse, platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = recipe(tmp_path_factory.mktemp("hub") / "recipe")
    at = free_address()
    lines = {
        "issuer": platform.address,
        "client_id": CLIENT,
        "authorize_url": f"{platform.address}/auth",
        "jwks_url": f"{platform.address}/certs",
        "token_url": f"{platform.address}/token",
        "username_key": "custom_student",
        "private_key": "lti-key.pem",
        "people": "lti-people.json",
    }
    commented = (folder / "hub.toml").read_text(encoding="utf-8").partition("# [lti]")[2]
    assert [line.split()[1] for line in commented.strip().splitlines()] == list(lines)  # the recipe names all of them
    platform.callback = f"{at}/hub/lti13/oauth_callback"
    hub = settings(folder, course.root, at, "\n".join(["[lti]", *(f'{key} = "{lines[key]}"' for key in lines)]))
    with running(folder, hub):
        yield Place(hub, folder)


def begin(browser: Browser, platform: Platform, place: Place, person: str, at: str) -> Page:
    window = Watched(browser)
    return window.open(platform.start(place.hub.address, person, f"{place.hub.address}{at}"))


def test_who_starts_from_the_platform_is_who_it_says_and_only_teachers_come_to_the_course(
    browser: Browser, platform: Platform, place: Place
) -> None:
    student = begin(browser, platform, place, "a1", "/hub/home")
    expect(student.get_by_text("student-01").first).to_be_visible()
    student.goto(f"{place.hub.address}{COURSE}")
    expect(student.get_by_text("403")).to_be_visible()
    for teacher in ("d4", "e5"):
        page = begin(browser, platform, place, teacher, COURSE)
        expect(page.get_by_text("1-adding")).to_be_visible()
    assert platform.refused == []


def answered(
    platform: Platform, place: Place, *, key: JWK | None = None, state: str = "", nonce: str = "", **changed: object
) -> int:
    """Start as student-02 without a browser, with something else in the answer; give the hub's status."""
    browser = requests.Session()
    asked = browser.get(platform.start(place.hub.address, "B2", f"{place.hub.address}/hub/home"), allow_redirects=False)
    query = {name: values[0] for name, values in parse_qs(urlsplit(asked.headers["Location"]).query).items()}
    own, platform.key = platform.key, key or platform.key
    try:
        token = platform.id_token("B2", nonce or query["nonce"], **changed)
    finally:
        platform.key = own
    sent = {"id_token": token, "state": state or query["state"]}
    return browser.post(platform.callback, data=sent, allow_redirects=False).status_code


def test_an_answer_that_is_not_the_platforms_lets_nobody_in(platform: Platform, place: Place) -> None:
    assert answered(platform, place) == 302
    another = JWK.generate(kty="RSA", size=2048)
    forged = JWK(**another.export(as_dict=True), kid=platform.key.kid)
    assert answered(platform, place, key=forged) >= 400
    assert answered(platform, place, iss="http://127.0.0.1:1") >= 400
    assert answered(platform, place, aud="another-tool") >= 400
    assert answered(platform, place, exp=1_000_000_000) >= 400
    assert answered(platform, place, nonce="an-earlier-one") >= 400
    assert answered(platform, place, state="eyJuZXh0X3VybCI6ICIvIn0=") >= 400


def sender(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("send_grades", folder / "send_grades.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def points(platform: Platform) -> dict[str, tuple[float, float]]:
    return {
        platform.people[person]: (score["scoreGiven"], score["scoreMaximum"])
        for (label, person), score in platform.scores.items()
        if label == "1-adding"
    }


def test_grades_go_to_the_platform_and_what_waits_does_not(
    course: SmallCourse, platform: Platform, place: Place, browser: Browser, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    for person in ("a1", "B2", "c3"):
        begin(browser, platform, place, person, "/hub/home").wait_for_url("**/hub/home")
    monkeypatch.chdir(course.root)
    hand_in = {"student-01": RIGHT, "student-02": WITHOUT_LOCK, "student-03": RIGHT, "student-04": RIGHT}
    for student, answer in hand_in.items():
        words = "Both may read 0." if student == "student-03" else None
        course.submit(student, answer, change=lambda notebook, words=words: words and explain(notebook, words))
        grade(course, student)
    send = sender(place.folder)
    toml = str(place.folder / "hub.toml")
    # Other columns are there already, so many that the platform answers in pages.
    platform.items += [{"id": f"{platform.address}/{n}", "label": f"Quiz {n}", "scoreMaximum": 1} for n in range(5)]

    assert send.main([toml, "--new-key"]) == 0
    platform.tool_keys = json.loads(capsys.readouterr().out)
    assert "d" not in platform.tool_keys["keys"][0]  # the private half stays
    assert (place.folder / "lti-key.pem").stat().st_mode & 0o077 == 0

    assert send.main([toml, "1-adding", "--dry-run"]) == 1
    assert platform.scores == {}
    assert send.main([toml, "1-adding"]) == 1
    said = capsys.readouterr().out
    assert points(platform) == {"student-01": (4, 6), "student-02": (1, 6)}
    assert "student-03: not sent, 1 mark waits for a person" in said
    assert "student-04: not sent, has never started from the platform" in said

    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as book:
        mark = book.find_grade("written--why", "adding", "1-adding", "student-03")
        mark.manual_score, mark.needs_manual_grade = 1.5, False
        book.db.commit()
    send.main([toml, "1-adding"])  # into the same column, and a grade again is the newer one
    assert points(platform) == {"student-01": (4, 6), "student-02": (1, 6), "student-03": (5.5, 6)}
    assert [each["label"] for each in platform.items].count("1-adding") == 1
    assert platform.refused == []

    platform.tool_keys = {"keys": []}
    with pytest.raises(Exception, match="invalid_client"):
        send.main([toml, "1-adding"])


def explain(notebook: dict[str, object], words: str) -> None:
    cell(notebook, "written--why")["source"] = words


def test_what_cannot_be_sent_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "hub"
    shutil.copytree(RECIPE, folder)
    toml = folder / "hub.toml"
    before, _, lti = toml.read_text(encoding="utf-8").partition("# [lti]")
    toml.write_text(f"{before}[lti]{re.sub('^# ', '', lti, flags=re.MULTILINE)}", encoding="utf-8")
    send = sender(folder)

    def refused(*words: str) -> str:
        with pytest.raises(SystemExit) as ended:
            send.main([str(toml), *words])
        assert ended.value.code == 2
        return capsys.readouterr().err

    assert "--new-key makes it" in refused("1-adding")
    assert send.main([str(toml), "--new-key"]) == 0
    assert "is there already" in refused("--new-key")
    assert "which assignment?" in refused()
    assert "nobody has started from it" in refused("1-adding")
