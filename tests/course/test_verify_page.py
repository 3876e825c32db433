"""docs/verify.md is about the course as it is, says what is to be mended, and is renewed piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from copy import deepcopy
from pathlib import Path

import pytest

from tests.course.test_verify import RIGHT_ONE, WRONG, write
from tests.small_course import SOURCE, Here, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.mutation.score import all_of
from threadlab.course.release.build import build
from threadlab.course.verify import verification
from threadlab.course.verify.kept_report import digests, kept
from threadlab.course.verify.report import page
from threadlab.course.verify.verification import Verification

COURSE = find_course(Path(__file__).parent)
COMMAND = "threadlab verify --report docs/verify.md"
PAGE = COURSE.root / "docs/verify.md"
ADD = "1-adding/add"


def test_the_page_is_about_the_course_as_it_is_now() -> None:
    then = {path: digest for path, (digest, _) in kept(PAGE.with_suffix(".json")).items()}
    now = digests(COURSE)
    changed = sorted(path for path in then.keys() | now.keys() if then.get(path) != now.get(path))
    assert not changed, f"docs/verify.md is not about these as they are now: {changed}. Renew it: {COMMAND}"


def test_the_page_says_what_was_found_and_nothing_else() -> None:
    found = kept(PAGE.with_suffix(".json"))
    reports = Verification(tuple(report for _, report in found.values()), ())
    told = page(COMMAND, reports, {path: digest for path, (digest, _) in found.items()})
    assert PAGE.read_text(encoding="utf-8") == told, (
        f"docs/verify.md and docs/verify.json differ. Renew both: {COMMAND}"
    )


def test_every_wrong_mutant_is_caught_and_nothing_is_to_be_mended() -> None:
    to_be_mended = set()
    for path, (_, report) in kept(PAGE.with_suffix(".json")).items():
        assert report.tallies is not None
        every = all_of(report.tallies)
        if report.findings or every.caught != every.total - every.equivalent:
            to_be_mended.add(path)
    assert to_be_mended == set()


@pytest.fixture
def course(small_course: SmallCourse, monkeypatch: pytest.MonkeyPatch) -> SmallCourse:
    """A course without findings, whose page was made."""
    monkeypatch.setattr("threadlab.course.verify.answer_rules.LEAST_RIGHT", 1)
    monkeypatch.setattr("threadlab.course.verify.answer_rules.LEAST_WRONG", 1)
    write(small_course, **WRONG)
    build(find_course(small_course.root), executor=Here())
    monkeypatch.chdir(small_course.root)
    assert main(["verify", "--report", "page.md"]) == 0
    return small_course


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The exercises that are judged."""
    asked: list[str] = []
    judge_attempts = verification.judge_attempts

    def noting(attempts: Iterable[verification.BatchedAnswer], *rest: object) -> object:
        known = list(attempts)
        asked.extend(sorted({attempt.exercise.path for attempt in known}))
        return judge_attempts(known, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(verification, "judge_attempts", noting)
    return asked


def test_what_has_not_changed_is_not_judged_again_unless_one_asks_for_it(
    course: SmallCourse, judged: list[str]
) -> None:
    before = Path("page.md").read_bytes(), Path("page.json").read_bytes()
    assert main(["verify", "--report", "page.md"]) == 0
    assert judged == []
    assert (Path("page.md").read_bytes(), Path("page.json").read_bytes()) == before
    assert main(["verify", "--report", "page.md", "--afresh"]) == 0
    assert judged == [ADD]
    assert (Path("page.md").read_bytes(), Path("page.json").read_bytes()) == before


def _another_answer(course: SmallCourse) -> None:
    (course.root / f"answers/{ADD}/right/another.py").write_text(RIGHT_ONE)


def _another_equivalent(course: SmallCourse) -> None:
    (course.root / f"answers/{ADD}/equivalent.toml").write_text("# none\n")


def _another_test(course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    found = cell(source, "add--keeps-all")
    found["source"] = found["source"].replace("add(-5)", "add(-4)").replace("-5", "-4")
    course.write_source(source)
    build(find_course(course.root), executor=Here())


def _another_rule(course: SmallCourse) -> None:
    rules = course.root / "rules.py"
    rules.write_text("SHARE = 9\n")
    verification.answer_rules.__file__ = str(rules)


@pytest.mark.parametrize("change", [_another_answer, _another_equivalent, _another_test, _another_rule])
def test_what_has_changed_makes_the_page_old_and_is_judged_again(
    course: SmallCourse, judged: list[str], monkeypatch: pytest.MonkeyPatch, change: Callable[[SmallCourse], None]
) -> None:
    monkeypatch.setattr(verification.answer_rules, "__file__", verification.answer_rules.__file__)
    change(course)
    [(digest, _)] = kept(Path("page.json")).values()
    assert digests(find_course(course.root))[ADD] != digest
    assert main(["verify", "--report", "page.md"]) == 0
    assert judged == [ADD]
    assert f"`{digests(find_course(course.root))[ADD]}`" in Path("page.md").read_text()


def test_a_change_of_what_no_check_runs_leaves_the_page_current(course: SmallCourse, judged: list[str]) -> None:
    source = deepcopy(SOURCE)
    cell(source, "title")["source"] += "\n\nAnother sentence."
    course.write_source(source)
    build(find_course(course.root), executor=Here())
    assert main(["verify", "--report", "page.md"]) == 0
    assert judged == []


def test_what_has_something_to_mend_is_looked_at_again(course: SmallCourse, judged: list[str]) -> None:
    (course.root / f"answers/{ADD}/wrong/held.py").unlink()
    for _ in range(2):
        assert main(["verify", "--report", "page.md"]) == 1
    assert judged == [ADD, ADD]
    assert "`not-needed`: add--free-afterwards" in Path("page.md").read_text()


@pytest.mark.parametrize("text", ["", "[]", '{"exercises": [{}]}', '{"exercises": [3]}'])
def test_a_kept_report_that_cannot_be_read_is_made_anew(course: SmallCourse, judged: list[str], text: str) -> None:
    before = Path("page.json").read_bytes()
    Path("page.json").write_text(text)
    assert main(["verify", "--report", "page.md"]) == 0
    assert judged == [ADD]
    assert Path("page.json").read_bytes() == before


def test_a_report_has_the_name_of_a_page(course: SmallCourse, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--report", "page.json"]) == 2
    assert "call it page.md" in capsys.readouterr().err
    assert json.loads(Path("page.json").read_text())["exercises"]
