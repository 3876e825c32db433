"""``threadlab verify`` finds what is wrong with a course: each of these courses is broken in one place."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from tests.small_course import RIGHT, SOURCE, WITHOUT_LOCK, Here, SmallCourse, cell
from threadlab.cli import main
from threadlab.course.folder import find_course
from threadlab.course.mutation.operators import copies
from threadlab.course.mutation.score import all_of
from threadlab.course.release.build import build
from threadlab.course.verify.finding import Finding
from threadlab.course.verify.verification import Verification, verify

KEEPS, FREE = "add--keeps-all", "add--free-afterwards"
NEVER_FREE = RIGHT.replace("    with lock:\n        total += amount", "    lock.acquire()\n    total += amount")
BUSY = """class Busy:
    def __init__(self): self.inner = threading.Lock()
    def __enter__(self): self.inner.acquire()
    def __exit__(self, *_): self.inner.release()
    def locked(self): return True


lock = Busy()"""
RIGHT_ONE = f"# Style: a with statement.\n{RIGHT}\n"
WRONG = {
    "no_lock": f"# Mistake: no lock.\n# Fails: {KEEPS} (assertion)\n{WITHOUT_LOCK}\n",
    "held": f"# Mistake: the lock says that it is held.\n# Fails: {FREE} (assertion)\n"
    + RIGHT.replace("lock = threading.Lock()", BUSY),
}


def write(course: SmallCourse, source: dict[str, Any] = SOURCE, **wrong: str) -> None:
    """Write a course with one right answer and some wrong ones, and build its release."""
    course.write_source(source)
    folder = course.root / "answers" / course.assignment / "add"
    for kind, answers in (("right", {"with_lock": RIGHT_ONE}), ("wrong", wrong)):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for name, text in answers.items():
            (folder / kind / f"{name}.py").write_text(text, encoding="utf-8")


def verified(course: SmallCourse, *, mutation: bool = False, path: str = "") -> Verification:
    return verify(find_course(course.root), path, Here(), mutation=mutation)


def alive_in(course: SmallCourse) -> list[Finding]:
    """Return the findings that are about mutants that live."""
    return [finding for finding in verified(course, mutation=True).findings if finding.rule == "mutant-lives"]


def rules(found: Verification) -> dict[str, str]:
    """Return which rules are broken, and about what, but for the numbers of answers, which are small here."""
    return {finding.rule: finding.about for finding in found.findings if finding.rule != "too-few-answers"}


def edited(name: str, old: str, new: str) -> dict[str, Any]:
    source = deepcopy(SOURCE)
    found = cell(source, name)
    assert old in found["source"]
    found["source"] = found["source"].replace(old, new)
    return source


@pytest.fixture
def course(small_course: SmallCourse) -> SmallCourse:
    write(small_course, **WRONG)
    build(find_course(small_course.root), executor=Here())
    return small_course


def test_a_course_whose_checks_are_right_has_no_finding_but_that_it_has_few_answers(course: SmallCourse) -> None:
    found = verified(course, mutation=True)
    assert rules(found) == {}
    assert [finding.about for finding in found.findings] == ["1-adding/add"] * 2
    [report] = found.exercises
    assert report.tallies is not None
    every = all_of(report.tallies)
    assert every.total == every.caught > 0


def test_a_check_that_cannot_fail_gives_points_for_nothing_and_lets_a_mistake_pass(course: SmallCourse) -> None:
    write(course, edited(FREE, "    add(1)\n    assert not lock.locked()", "    pass"), **WRONG)
    found = rules(verified(course))
    assert found["points-for-nothing"] == FREE
    assert found["wrong-passes"] == FREE


def test_a_check_that_is_too_strict_fails_the_solution_and_right_answers(course: SmallCourse) -> None:
    write(course, edited(KEEPS, "total == 3", "total == 4"), **WRONG)
    found = verified(course)
    what = [finding.what for finding in found.findings if finding.rule == "right-fails"]
    assert what == [
        "1-adding/add, solution, is right, but comes to: assertion",
        "1-adding/add, right/with_lock, is right, but comes to: assertion",
    ]


def test_a_leak_and_a_release_that_is_behind_its_source_are_found(course: SmallCourse) -> None:
    source = edited("title", "# Adding", "# Adding\n\nThere is a test a_negative_amount_is_added_too.")
    write(course, source, **WRONG)
    assert rules(verified(course)).keys() == {"leak", "not-current"}


def test_what_lies_beside_a_notebook_and_gives_it_away_is_found(course: SmallCourse) -> None:
    course.source.with_name("notes.txt").write_text("\ttotal += amount\n")
    [leak] = [finding.what for finding in verified(course).findings if finding.rule == "leak"]
    assert "notes.txt: it has a line of what is hidden in add: total += amount" in leak


def test_a_mutant_that_lives_is_named_with_what_to_do(course: SmallCourse) -> None:
    source = edited(KEEPS, "for amount in (1, 2)", "for amount in (3,)")
    write(course, source, no_lock=WRONG["no_lock"], held=WRONG["held"])
    [alive] = [f for f in verified(course, mutation=True).findings if f.rule == "mutant-lives" and "drop" in f.what]
    assert alive.what == "solution, line 11, drop a lock: with lock: (every check holds)"
    assert alive.advice.endswith("or say in answers/1-adding/add/equivalent.toml why it is as right as before.")


def test_a_mutant_that_is_said_to_be_equivalent_is_no_finding_and_an_idle_entry_is_one(course: SmallCourse) -> None:
    write(course, edited(KEEPS, "for amount in (1, 2)", "for amount in (3,)"), **WRONG)
    entry = "[[equivalent]]\nmutant = '{}'\nreason = 'one thread only'\n"
    listed = course.root / "answers/1-adding/add/equivalent.toml"
    alive = [f.what.removesuffix(" (every check holds)") for f in alive_in(course)]
    assert len(alive) > 1
    listed.write_text("".join(map(entry.format, [*alive, "solution, line 11, drop a join: thread.join()"])))
    found = verified(course, mutation=True)
    assert "mutant-lives" not in rules(found)
    assert [f.what for f in found.findings if f.rule == "form"] == [
        "no mutant that lives is 'solution, line 11, drop a join: thread.join()'"
    ]
    listed.write_text("".join(map(entry.format, alive[1:])))
    assert [f.what.removesuffix(" (every check holds)") for f in alive_in(course)] == alive[:1]


def test_a_list_of_equivalent_mutants_that_is_not_as_it_must_be_is_named(course: SmallCourse) -> None:
    listed = course.root / "answers/1-adding/add/equivalent.toml"
    good = "[[equivalent]]\nmutant = 'solution, line 1, drop a join: x'\nreason = 'why'\n"
    for text, problem in (
        (good.replace("why", " "), "an entry without a reason"),
        (good.replace("reason", "because"), "an entry has mutant and reason, both texts"),
        (good.replace("'why'", "3"), "an entry has mutant and reason, both texts"),
        (good * 2, "there is more than one entry for solution, line 1, drop a join: x"),
        ("[[equivalent", "equivalent.toml"),
    ):
        listed.write_text(text)
        assert problem in str(verified(course, mutation=True).findings)


def test_a_mistake_that_costs_another_check_or_is_of_another_kind_is_named(course: SmallCourse) -> None:
    write(course, never_free=f"# Mistake: m.\n# Fails: {FREE} (assertion)\n{NEVER_FREE}\n")
    write(course, no_lock=WRONG["no_lock"].replace("assertion", "deadlock"))
    found = rules(verified(course))
    assert found["wrong-fails-more"] == KEEPS
    assert found["wrong-kind"] == KEEPS


def test_a_check_that_no_mistake_fails_alone_may_not_be_needed(course: SmallCourse) -> None:
    (course.root / "answers/1-adding/add/wrong/held.py").unlink()
    assert rules(verified(course)) == {"not-needed": FREE}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("right", RIGHT),
        ("wrong", WITHOUT_LOCK),
        ("wrong", f"# Mistake: m.\n# Fails: {KEEPS}\n{WITHOUT_LOCK}"),
        ("wrong", f"# Mistake: m.\n# Fails: add--gone (assertion)\n{WITHOUT_LOCK}"),
    ],
)
def test_an_answer_that_does_not_say_what_it_is_is_named(course: SmallCourse, kind: str, text: str) -> None:
    (course.root / f"answers/1-adding/add/{kind}/odd.py").write_text(text)
    assert rules(verified(course))["form"] == f"1-adding/add, {kind}/odd"


def test_a_check_that_was_handed_out_and_is_gone_is_named(course: SmallCourse) -> None:
    source = deepcopy(SOURCE)
    source["cells"].remove(cell(source, FREE))
    write(course, source, no_lock=WRONG["no_lock"])
    found = verified(course)
    assert [f.what for f in found.findings if f.rule == "ids-changed"] == [
        "add--free-afterwards was handed out, and is no graded cell any more"
    ]


def test_the_command_says_what_to_mend_and_its_status_tells_scripts(
    course: SmallCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.root)
    assert main(["verify", "--without-mutants", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["ok"] is False
    assert {finding["rule"] for finding in told["exercises"][0]["findings"]} == {"too-few-answers"}
    assert main(["verify", "1-adding/add", "--without-mutants"]) == 1
    out = capsys.readouterr().out
    assert "1 right answer, and 8 are wanted" in out
    assert "Write more into answers/1-adding/add/right/." in out
    assert main(["verify", "2-nothing"]) == 2
    assert main(["verify", "1-adding/nothing"]) == 2


def test_a_report_is_about_a_whole_course(
    course: SmallCourse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(course.root)
    assert main(["verify", "1-adding/add", "--report", "report.md"]) == 2
    assert "a report is about all of a course" in capsys.readouterr().err
    assert main(["verify", "--report", "report.md"]) == 1
    told = (course.root / "report.md").read_text()
    assert "Mutation score: **100.0 %**" in told
    assert "| 1-adding/add | 2 | 1 | 2 |" in told
    assert "`too-few-answers`" in told


MUTATED = """
class Box:
    def __init__(self):
        self.changed = Condition()
        self.items = []

    def put(self, item):
        with self.changed:
            while len(self.items) >= 3:
                self.changed.wait()
            self.items.append(item)
            self.changed.notify_all()


def run(box):
    done = []
    threads = [Thread(target=box.put, args=(n,)) for n in range(2)]
    for thread in threads:
        with a, b:
            thread.start()
    thread.join()
    lock.release()
"""


def test_each_operator_makes_the_mistake_that_it_is_named_after() -> None:
    made: dict[str, list[str]] = {}
    for place, text in copies(MUTATED):
        made.setdefault(place.operator, []).append(text)
    assert made.keys() == {
        "drop a lock", "split a lock", "narrow a lock", "widen a lock", "swap two statements", "while to if",
        "notify_all to notify", "drop a notify", "drop a wait", "drop a join", "drop a release", "swap lock order",
        "off by one", "late binding for a copy", "default for own", "shared for own",
    }  # fmt: skip
    assert any("if len(self.items) >= 3:\n                self.changed.wait()" in text for text in made["while to if"])
    assert any("with b, a:" in text for text in made["swap lock order"])
    assert any("while len(self.items) > 3:" in text for text in made["off by one"])
    assert any("target=lambda: box.put(n)" in text for text in made["late binding for a copy"])
    assert any("def run(box, done=[]):" in text for text in made["default for own"])
    assert any("items = []\n\n    def __init__" in text for text in made["shared for own"])
    assert any("with a, b:\n        for thread in threads:" in text for text in made["widen a lock"])


def test_every_mutant_is_python_and_another_program() -> None:
    for _, text in copies(MUTATED):
        compile(text, "mutant", "exec")
