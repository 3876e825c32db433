"""Which mistakes a class made: failing answers, each beside the catalogue's mistake that fails most alike."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from threadlab.notebook.judging.report import StoryReport, TestReport
from threadlab.reporting.class_report.catalogue import KnownMistake
from threadlab.reporting.class_report.class_facts import ClassFacts, SubmissionFacts
from threadlab.reporting.class_report.failure_facts import NOT_WRITTEN, Facts, facts_of, likeness

ALIKE = 0.5  # from which likeness on an answer is said to be like a mistake of the catalogue's
KINDS: Mapping[str, str] = {
    "assertion": "a wrong result",
    "exception": "an exception",
    "deadlock": "a deadlock",
    "lost-wakeup": "a wait for a notify that cannot come",
    "livelock": "threads that go round for ever",
    "endless": "threads that never end",
    "still-running": "a thread left running",
    "polls": "asking again and again",
    "never": "nothing at the same time",
    "unwritten": "not written yet",
}
"""The kinds of failure in a few words, in the order in which a report lists them."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake that some of a class made in one exercise.

    ``known`` is the catalogue's name for it, "" where it has none; ``others`` of the catalogue's fail just so, too.
    ``story`` is of the catalogue's answer, else of a student's in which no name occurs; None where there is none.
    """

    assignment: str
    exercise: str
    words: str
    kind: str
    students: tuple[str, ...]
    checks: tuple[str, ...]
    known: str = ""
    others: tuple[str, ...] = ()
    story: StoryReport | None = None


def mistakes(facts: ClassFacts, catalogue: Mapping[tuple[str, str], Sequence[KnownMistake]]) -> list[Mistake]:
    """Find the mistakes of a class, by exercise in the notebooks' order, the frequent ones first."""
    places = dict.fromkeys((part.assignment, part.exercise) for part in facts.parts if not part.written)
    by_name = {name: facts.of(name) for name in facts.assignments}
    found = []
    for assignment, exercise in places:
        grouped = _grouped(by_name[assignment], exercise, catalogue.get((assignment, exercise), ()))
        made = [_mistake(assignment, exercise, group, facts.words) for group in grouped]
        found += sorted(made, key=lambda each: (-len(each.students), each.kind == "unwritten", each.words))
    return found


def kinds(found: Iterable[Mistake]) -> Counter[str]:
    """Count the answers by the kind of their failure."""
    counts: Counter[str] = Counter()
    for mistake in found:
        counts[mistake.kind] += len(mistake.students)
    return counts


@dataclass(frozen=True, slots=True)
class _Answer:
    student: str
    failing: Mapping[str, tuple[TestReport, ...]]
    facts: Facts


@dataclass(frozen=True, slots=True)
class _Group:
    answers: tuple[_Answer, ...]
    like: tuple[KnownMistake, ...] = ()


def _grouped(hand_ins: Iterable[SubmissionFacts], exercise: str, known: Sequence[KnownMistake]) -> list[_Group]:
    answers = [answer for hand_in in hand_ins if (answer := _failing(hand_in, exercise))]
    nearest: dict[Facts, tuple[KnownMistake, ...]] = {}
    groups: dict[object, list[_Answer]] = defaultdict(list)
    like: dict[object, tuple[KnownMistake, ...]] = {}
    for answer in answers:
        if answer.facts not in nearest:
            nearest[answer.facts] = _nearest(answer.facts, known)
        best = nearest[answer.facts]
        key: object = best[0].name if best else (kind_of(answer.failing), *sorted(answer.failing)[:1])
        groups[key].append(answer)
        like[key] = best
    return [_Group(tuple(group), like[key]) for key, group in groups.items()]


def _failing(hand_in: SubmissionFacts, exercise: str) -> _Answer | None:
    failing = {
        name: part.failing
        for name, part in hand_in.parts.items()
        if name.startswith(f"{exercise}--") and part.verdict == "fails" and part.failing
    }
    return _Answer(hand_in.student, failing, facts_of(failing)) if failing else None


def _nearest(facts: Facts, known: Sequence[KnownMistake]) -> tuple[KnownMistake, ...]:
    """Give the mistakes that fail most alike, if they do at all: several only if nothing tells them apart."""
    if not facts:
        return ()
    scored = [(likeness(facts, mistake.facts), mistake) for mistake in known]
    best = max((score for score, _ in scored), default=0.0)
    return tuple(mistake for score, mistake in scored if score == best) if best >= ALIKE else ()


def kind_of(failing: Mapping[str, Iterable[TestReport]]) -> str:
    """Name the kind of an answer's failure: that of most of its tests, and of the first where that is even.

    What is not written yet counts only where nothing else fails.
    """
    tests = [test for each in failing.values() for test in each]
    written = [test.kind or "assertion" for test in tests if not test.message.startswith(NOT_WRITTEN)]
    return Counter(written).most_common(1)[0][0] if written else "unwritten"


def _mistake(assignment: str, exercise: str, group: _Group, names: frozenset[str]) -> Mistake:
    first = group.answers[0]
    common = Counter(check for answer in group.answers for check in answer.failing)
    # Checks that at least half of those who made it fail.
    checks = tuple(check for check, count in sorted(common.items()) if 2 * count >= len(group.answers))
    kind = Counter(kind_of(answer.failing) for answer in group.answers).most_common(1)[0][0]
    if group.like:
        best, *others = group.like
        told, words = _told(best.failing), best.words
    else:
        others = []
        every = (test for answer in group.answers for tests in answer.failing.values() for test in tests)
        told = next(filter(None, (_told([test]) for test in every if not _names_somebody(test, names))), None)
        where = " ".join(checks or sorted(first.failing)[:1]).partition("--")[2].partition(" ")[0].replace("-", " ")
        words = "not written yet" if kind == "unwritten" else f"{KINDS.get(kind, kind)} at: {where}"
    return Mistake(
        assignment,
        exercise,
        words,
        kind,
        students=tuple(answer.student for answer in group.answers),
        checks=checks,
        known=group.like[0].name if group.like else "",
        others=tuple(other.words for other in others),
        story=None if kind == "unwritten" else told,
    )


def _told(tests: Iterable[TestReport]) -> StoryReport | None:
    """Pick the story to tell: one with steps to see, of a test that students know, where there is one."""
    stories = [(not test.hidden, bool(test.story.svg), test.story) for test in tests if test.story.text]
    return max(stories, key=lambda each: each[:2])[2] if stories else None


_SHORT = 3  # letters; shorter names are words of programs, too


def _names_somebody(test: TestReport, names: frozenset[str]) -> bool:
    """Say whether a story may give away who wrote the program: students put their names into comments."""
    told = f"{test.story.text}\n{test.story.svg}".lower()
    return any(name.lower() in told for name in names if len(name) >= _SHORT)
