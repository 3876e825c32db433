"""Which files of a download are whose answers: the latest of several, and every file that is none, with the reason."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from pathlib import PurePosixPath

from threadlab.term.collecting.archives import File, UnreadableFileError
from threadlab.term.collecting.gradescope import NAME, BadMetadataError, claims, read_metadata
from threadlab.term.collecting.matching import NOBODY, Matcher
from threadlab.term.collecting.name_forms import Claim, by_rule, gradescope_folder, plain_name, read_name
from threadlab.term.moments import Moment, moment

_LONG_AGO = datetime.min  # noqa: DTZ901 - as all times here
_HINTS = 20  # strangers for whom similar names are looked up
_COPY = re.compile(r"(?:[ _-]*\(?\d+\)?|[ _-]*copy ?\d*|-Copy\d+)$", re.IGNORECASE)  # what programs add to a name


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that may be a student's answer: whose, for which notebook, and when it was handed in, if that is known."""

    student: str
    notebook: str
    file: File
    claim: Claim
    when: Moment | None

    @property
    def order(self) -> tuple[datetime, int]:
        """What is later is greater."""
        return (self.when.at if self.when and self.when.at else _LONG_AGO, self.claim.later)


@dataclass(frozen=True, slots=True)
class HandIn:
    """What is taken of one student: the file of each notebook, when it was handed in, and what the system calls it."""

    student: str
    notebooks: Mapping[str, File]
    when: Moment | None
    claim: Claim


@dataclass(slots=True)
class Chosen:
    """What a download comes to.

    ``unused`` are files with the reason why they are none's answer; ``doubts`` need a person; ``remarks`` do not.
    ``systems`` counts the files of each system, ``labels`` are how the systems call those who handed in.
    """

    hand_ins: list[HandIn] = field(default_factory=list)
    unused: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    systems: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    labels: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Rules:
    """What files are read by: the assignment and its notebooks, those of the course's others, and the options."""

    assignment: str
    notebooks: Sequence[str]
    others: Mapping[str, Sequence[str]] = field(default_factory=dict)
    pattern: re.Pattern[str] | None = None
    zone: tzinfo | None = None
    times: Mapping[str, str] = field(default_factory=dict)  # by student


def chosen_answers(
    found: Iterable[File],
    matcher: Matcher,
    rules: Rules,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Chosen:
    """Choose the answers among files.

    Args:
        found: the files of all that was downloaded.
        matcher: knows the class.
        rules: what the files are read by.
        progress: told before each student's files are read who it is, how many are done, and how many there are.
    """
    chosen = Chosen()
    everything = list(found)
    metadata = _metadata(everything, chosen)
    nobody: dict[tuple[str, str, str], list[tuple[str, Claim]]] = defaultdict(list)
    candidates: dict[str, list[Candidate]] = defaultdict(list)
    for file in everything:
        if file.parts[-1:] == (NAME,):
            continue
        if file.refused:
            chosen.doubts.append(f"{file} was not opened: {file.refused}")
            continue
        if rules.others and set(file.parts[:-1]) & set(rules.others):
            chosen.unused.append((str(file), "of another assignment"))
            continue
        for claim in _claims(file, metadata, matcher, rules):
            _consider(file, claim, matcher, rules, chosen, nobody, candidates)
    for number, ((system, label, why), found_there) in enumerate(nobody.items()):
        more = f" and {len(found_there) - 1} more" if len(found_there) > 1 else ""
        path, claim = found_there[0]
        hint = matcher.like(claim.who) if number < _HINTS and why == NOBODY else ""
        chosen.doubts.append(f"{label} ({system}; {path}{more}): {why}{hint}")
    for done, student in enumerate(sorted(candidates)):
        progress(student, done, len(candidates))
        _latest(student, candidates[student], rules, chosen)
    return chosen


def _metadata(found: Sequence[File], chosen: Chosen) -> dict[tuple[str, str], Mapping[str, Mapping[str, object]]]:
    read = {}
    for file in found:
        if file.parts[-1:] == (NAME,) and not file.refused:
            try:
                read[file.source, str(PurePosixPath(file.path).parent)] = read_metadata(file)
            except BadMetadataError as problem:
                chosen.doubts.append(f"{file} does not say who handed in: {problem}")
    return read


def _claims(
    file: File, metadata: Mapping[tuple[str, str], Mapping[str, Mapping[str, object]]], matcher: Matcher, rules: Rules
) -> Iterator[Claim]:
    if rules.pattern is not None:
        claim = by_rule(rules.pattern, file.path)
        yield claim or Claim("the rule", file.path, (), "", no_answer="the rule says nothing of it")
        return
    place = gradescope_folder(file.parts)
    if place >= 0:
        above = metadata.get((file.source, str(PurePosixPath(*file.parts[:place]))), {})
        about = above.get(file.parts[place])
        if about is not None:
            yield from claims(file.parts[place], about, file.parts[-1])
            return
    plain = plain_name(file.parts, rules.notebooks, matcher.account)
    claim = read_name(file.parts, rules.assignment)
    known = claim is not None and (bool(claim.no_answer) or matcher.find(claim.label, claim.who)[0])
    yield claim if claim is not None and (known or not matcher.find(plain.label, plain.who)[0]) else plain


def _consider(
    file: File,
    claim: Claim,
    matcher: Matcher,
    rules: Rules,
    chosen: Chosen,
    nobody: dict[tuple[str, str, str], list[tuple[str, Claim]]],
    candidates: dict[str, list[Candidate]],
) -> None:
    chosen.labels.add(claim.label)
    if claim.no_answer or not claim.file.lower().endswith(".ipynb"):
        chosen.unused.append((str(file), claim.no_answer or "no notebook"))
        return
    chosen.systems[claim.system] += 1
    student, why = matcher.find(claim.label, claim.who)
    if not student:
        nobody[claim.system, claim.label, why].append((str(file), claim))
        return
    said = claim.time or rules.times.get(student, "")
    candidates[student].append(Candidate(student, claim.file, file, claim, moment(said, rules.zone) if said else None))


def _latest(student: str, candidates: Sequence[Candidate], rules: Rules, chosen: Chosen) -> None:
    """Take the latest file of a student for each notebook."""
    taken: dict[str, Candidate] = {}
    for notebook, found in _by_notebook(student, candidates, rules, chosen).items():
        best = _decide(student, notebook, found, chosen)
        if best is not None:
            taken[notebook] = best
    if not taken:
        return
    missing = [name for name in rules.notebooks if name not in taken]
    if missing:
        chosen.remarks.append(f"{student} handed in no {', '.join(missing)}")
    last = max(taken.values(), key=lambda each: each.order)
    if any(each.claim.late for each in taken.values()) and last.when is None:
        chosen.doubts.append(
            f"{student}: Canvas says that it is late, and not how late; --times TABLE.csv can say when"
        )
    if last.when and last.when.at is None:
        why = f" ({last.when.why})" if last.when.why else ""
        chosen.doubts.append(
            f'{student}: "{last.when.said}" is no certain time{why}; the submission will wait for a person'
        )
    chosen.hand_ins.append(HandIn(student, {name: each.file for name, each in taken.items()}, last.when, last.claim))


def _by_notebook(
    student: str, candidates: Sequence[Candidate], rules: Rules, chosen: Chosen
) -> dict[str, list[Candidate]]:
    """Sort a student's files by the notebook that they are, whatever has been added to the name."""
    sorted_: dict[str, list[Candidate]] = defaultdict(list)
    strange = []
    for each in candidates:
        name = _notebook(each.notebook, rules.notebooks)
        if name:
            sorted_[name].append(each)
        elif other := next((other for other, names in rules.others.items() if _notebook(each.notebook, names)), ""):
            chosen.unused.append((str(each.file), f"of {other}"))
        else:
            strange.append(each)
    if len(rules.notebooks) == 1 and strange and not sorted_ and len({each.notebook for each in strange}) == 1:
        chosen.remarks.append(f"{student}: {strange[0].file} is taken for {rules.notebooks[0]}")
        return {rules.notebooks[0]: strange}
    chosen.unused += [(str(each.file), f"no notebook of {rules.assignment} is called so") for each in strange]
    if not sorted_:
        names = ", ".join(str(each.file) for each in candidates)
        chosen.doubts.append(f"{student} handed in no {' and no '.join(rules.notebooks)}, but {names}")
    return sorted_


def _notebook(name: str, notebooks: Sequence[str]) -> str:
    if name in notebooks:
        return name
    stem = name[: -len(".ipynb")]
    stems = (stem.casefold(), _COPY.sub("", stem).casefold())
    return next((each for each in notebooks if each[: -len(".ipynb")].casefold() in stems), "")


def _decide(student: str, notebook: str, found: Sequence[Candidate], chosen: Chosen) -> Candidate | None:
    """Choose the latest of several files, or none if it is not known which that is. All can be read that remain."""
    read: list[tuple[Candidate, bytes]] = []
    for each in found:
        try:
            read.append((each, hashlib.sha256(each.file.read()).digest()))
        except UnreadableFileError as problem:
            chosen.doubts.append(f"{student}: {each.file} could not be read: {problem}")
    if not read:
        return None
    best, content = max(read, key=lambda pair: pair[0].order)
    different = [each for each, data in read if data != content]
    # A time says nothing beside none, and a number of one system's nothing beside another's.
    unclear = [each for each in different if not _comparable(best, each) or each.order == best.order]
    if unclear:
        names = " or ".join(str(each.file) for each in (best, *unclear))
        chosen.doubts.append(f"{student} handed in {notebook} more than once; which is later is not known: {names}")
        return None
    for each, data in read:
        if each is not best:
            why = "the same once more" if data == content else f"there is a later one: {best.file}"
            chosen.unused.append((str(each.file), why))
    return best


def _comparable(one: Candidate, other: Candidate) -> bool:
    if one.when and one.when.at and other.when and other.when.at:
        return True
    return not (one.when or other.when) and one.claim.system == other.claim.system
