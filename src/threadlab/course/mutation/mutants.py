"""The mutants of an exercise's right answers, and those of them that are as right as before, with the reason."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from threadlab.course.mutation.operators import copies

EQUIVALENT = "equivalent.toml"


class BadEquivalentsError(Exception):
    """The list of equivalent mutants is not written as it must be; the message says where and how."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """A right answer with one small change."""

    answer: str  # "right/ring", or "solution"
    operator: str
    line: int  # of the answer, before the change
    what: str  # the line that is changed
    number: int  # counts from 1 those of which all of the above is the same
    text: str  # the program with the change

    def __str__(self) -> str:
        number = f" ({self.number})" if self.number > 1 else ""
        return f"{self.answer}, line {self.line}, {self.operator}: {self.what}{number}"


@dataclass(frozen=True, slots=True)
class Equivalent:
    """One mutant, named as it is written, that no check can tell from a right answer, and why."""

    mutant: str
    reason: str

    def covers(self, mutant: Mutant) -> bool:
        """Say whether a mutant is meant."""
        return str(mutant) == self.mutant


def mutants_of(answers: Mapping[str, str]) -> Iterator[Mutant]:
    """Make all mutants of right answers, none twice, and none that reads as a right answer does.

    Args:
        answers: the text of each answer, by its name.
    """
    seen = {ast.unparse(ast.parse(text)) for text in answers.values()}
    named: Counter[tuple[str, int, str, str]] = Counter()
    for name, text in answers.items():
        for place, mutated in copies(text):
            if mutated not in seen:
                seen.add(mutated)
                key = (name, place.line, place.operator, place.what)
                named[key] += 1
                yield Mutant(name, place.operator, place.line, place.what, named[key], mutated)


def equivalents(folder: Path) -> list[Equivalent]:
    """Read which mutants of an exercise are known to be equivalent, from ``equivalent.toml`` beside its answers.

    Args:
        folder: the folder of the exercise's answers; there need be no such file.

    Raises:
        BadEquivalentsError: if it is not written as it must be.
    """
    path = folder / EQUIVALENT
    if not path.exists():
        return []
    try:
        listed = tomllib.loads(path.read_text(encoding="utf-8")).get("equivalent", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadEquivalentsError(f"{path}: {problem}") from None
    entries = [_entry(entry, path) for entry in (listed if isinstance(listed, list) else [listed])]
    twice = [name for name, times in Counter(entry.mutant for entry in entries).items() if times > 1]
    if twice:
        raise BadEquivalentsError(f"{path}: there is more than one entry for {twice[0]}")
    return entries


def _entry(entry: Any, path: Path) -> Equivalent:
    fields = entry if isinstance(entry, dict) else {}
    if set(fields) != {"mutant", "reason"} or not all(isinstance(value, str) for value in fields.values()):
        raise BadEquivalentsError(f"{path}: an entry has mutant and reason, both texts")
    if not fields["reason"].strip():
        raise BadEquivalentsError(f"{path}: an entry without a reason")
    return Equivalent(**fields)


def reason_for(mutant: Mutant, known: Iterable[Equivalent]) -> str:
    """Return why a mutant is equivalent; "" if nobody has said that it is."""
    return next((entry.reason for entry in known if entry.covers(mutant)), "")
