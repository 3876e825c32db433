"""What two answers have in common beside what all may have: copydetect's fingerprints, without chance in them.

copydetect 0.5.0 picks fingerprints by Python's hashes, which differ from process to process; and of an answer it leaves
out a place of what is repeated, where it should leave out what is boilerplate. So every fingerprint is kept here, and
boilerplate is taken away by us.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from copydetect import CodeFingerprint, compare_files

from threadlab.reporting.likeness.answers import AnswersTo

SHORTEST = 25  # characters of a passage that counts, names shortened to one letter: about a line
LEAST = 60  # characters of an answer's own; of less nothing can be said
ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers with much in common: what share of each one's own, which passages, and whose they are."""

    share: float
    texts: tuple[str, str]
    passages: tuple[tuple[tuple[int, int], ...], tuple[tuple[int, int], ...]]
    students: tuple[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Same:
    """One text that several have handed in, equal to the byte."""

    text: str
    students: tuple[str, ...]


def same_texts(answers: AnswersTo) -> list[Same]:
    """List the texts that more than one student has, the commonest first."""
    found = [Same(text, tuple(people)) for text, people in answers.by_text.items() if len(people) > 1]
    return sorted(found, key=lambda each: (-len(each.students), each.students))


def alike(answers: AnswersTo, least: float, progress: Callable[[int, int], None] = lambda *_: None) -> list[Pair]:
    """List the pairs of answers that have much in common, those with most first.

    Args:
        answers: the answers to one exercise, in Python.
        least: the share of both answers' own that they must have in common, from 0 to 1.
        progress: told how many answers were compared with all after them, and how many there are.
    """
    common = set().union(*(_fingerprint(text).hashes for text in answers.common))
    prints = [(text, mark) for text in sorted(answers.by_text) if (mark := _own(text, common)) is not None]
    found = []
    for done, (left, right) in enumerate(combinations(prints, 2)):
        if done % 1_000 == 0:
            progress(done, len(prints) * (len(prints) - 1) // 2)
        if _may_be(left[1], right[1], least) and (pair := _pair(left, right, answers, least)):
            found.append(pair)
    return sorted(found, key=lambda each: (-each.share, each.students))


def _may_be(left: Any, right: Any, least: float) -> bool:
    """Say quickly whether two answers can have so much in common."""
    return len(left.hashes & right.hashes) >= least * 0.5 * max(len(left.hashes), len(right.hashes))


def _pair(left: tuple[str, Any], right: tuple[str, Any], answers: AnswersTo, least: float) -> Pair | None:
    _, shares, slices = compare_files(left[1], right[1])
    share = min(1.0, *map(float, shares))
    if share < least:
        return None
    passages = tuple(tuple(_whole(text, part)) for (text, _), part in zip((left, right), slices, strict=True))
    whose = (tuple(answers.by_text[left[0]]), tuple(answers.by_text[right[0]]))
    return Pair(round(share, 4), (left[0], right[0]), (passages[0], passages[1]), whose)


def _whole(text: str, slices: Any) -> Iterator[tuple[int, int]]:
    """Give the passages from where to where, without overlaps."""
    end = 0
    for first, last in sorted(zip(*(map(int, row) for row in slices), strict=True)):
        if last > max(first, end):
            yield max(first, end), min(last, len(text))
            end = last


def _own(text: str, common: set[Any]) -> Any:
    """Return an answer's fingerprints without those of what all may have; None if too little is left."""
    mark = _fingerprint(text)
    mark.hashes -= common
    for each in common & mark.hash_idx.keys():
        del mark.hash_idx[each]
    places = sorted(place for places in mark.hash_idx.values() for place in places)
    mark.token_coverage = len({place + step for place in places for step in range(mark.k)})
    return mark if mark.token_coverage >= LEAST else None


def _fingerprint(text: str) -> Any:
    return CodeFingerprint("answer.py", SHORTEST, 1, fp=io.StringIO(text))
