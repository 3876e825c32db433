"""The story as rows, from which the words, the picture and the stepper are all made: so they always agree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from threadlab.schedules.failure_kinds import KINDS
from threadlab.schedules.result import Blocked, Failure, Held, Step
from threadlab.schedules.text import TEST
from threadlab.story.analysis.causes import marked, needs_its_timeout, starter, unfinished
from threadlab.story.analysis.clash import Clash, clash
from threadlab.story.analysis.fold import ToldSteps
from threadlab.story.analysis.relevance import is_event, is_signal
from threadlab.story.text.names import (
    capital,
    counted,
    in_spans,
    listed,
    name,
    sorted_by_start,
    thread,
    threads,
    without_number,
)
from threadlab.story.text.quoted_lines import Labels
from threadlab.story.text.sanitize import visible
from threadlab.story.wording import races
from threadlab.story.wording.failure_kinds import outcome
from threadlab.story.wording.marks import Mark, marks
from threadlab.story.wording.phrases import did, waits

LANES = 6  # threads that are given a lane of their own


@dataclass(frozen=True, slots=True)
class ToldStep:
    """A step that is told. ``number`` counts the steps told; ``upto`` is the schedule's own number of the step."""

    number: int
    upto: int
    thread: str
    label: str  # the line with its number, as the student wrote it; "" where it must not be shown
    words: str  # what it did
    mark: Mark  # what the reader must notice
    step: Step


@dataclass(frozen=True, slots=True)
class Fold:
    """Steps that do not matter, in words; ``upto`` is the number of the last of them."""

    upto: int
    words: str


@dataclass(frozen=True, slots=True)
class Switch:
    """Here ``stopped`` is interrupted though it could have gone on, and ``going`` runs instead."""

    upto: int
    stopped: str
    going: str


@dataclass(frozen=True, slots=True)
class Stop:
    """Where a thread stands at the end of the schedule."""

    thread: str
    state: str  # "stopped here", "never gets past this" ...
    label: str
    words: str  # what it waits for, "" where it waits for nothing
    blocked: Blocked | None = None
    missing: str = ""  # what nobody is left to do
    since: str = ""  # since when what it waits for is held, and under which name
    like: tuple[str, ...] = ()  # the others that stand there just so, and have no lane of their own


@dataclass(frozen=True, slots=True)
class Ending:
    """How the schedule ends: the line at which it shows, and what shows there."""

    label: str
    words: str


Row = ToldStep | Fold | Switch


def ending_place(ending: Ending) -> str:
    """Write the line at which it ends as a sentence does, "line 5: ..." for the label "5: ..."."""
    return f"line {ending.label}" if ending.label[:1].isdigit() else ending.label


_MISSING = {
    "wait": "notify",
    "wake": "notify",
    "get": "put anything in",
    "put": "take anything out",
    "acquire": "give it back",
}


@dataclass(frozen=True, slots=True)
class Plot:
    """The steps of a failing schedule as they are told."""

    rows: tuple[Row, ...]
    lanes: tuple[str, ...]  # the threads that have a lane, in the order of starting
    held: tuple[dict[str, tuple[str, ...]], ...]  # for each row, the locks that each thread holds after it
    stops: tuple[Stop, ...]
    ending: Ending
    meanwhile: str  # what is written into the stale window, "" where there is none
    clash: Clash | None

    @property
    def events(self) -> tuple[ToldStep, ...]:
        """The steps that are told."""
        return tuple(row for row in self.rows if isinstance(row, ToldStep))


NOTHING = Plot((), (), (), (), Ending("", ""), "", None)
"""The plot of a story that has no steps to tell."""


def plot(failure: Failure, chosen: ToldSteps, sources: Mapping[str, str]) -> Plot:
    """Return the rows of a failure's story.

    Args:
        failure: the failure, tidied and, where the test is hidden, concealed.
        chosen: which of its steps are told.
        sources: the texts of cells by name, for the line in which the failure shows.
    """
    labels = Labels(failure, sources)
    told = _in_lanes(failure, chosen.told)
    found = clash(failure)
    rows = tuple(_rows(failure, told, chosen.noise, labels))
    working = {row.thread for row in rows if isinstance(row, ToldStep)}
    stops = tuple(_stops(failure, labels))
    standing = {stop.thread for stop in stops if stop.blocked is None or stop.blocked.action != "join"}
    lanes = sorted_by_start([*sorted_by_start(working), *sorted_by_start(standing - working)][:LANES])
    return Plot(
        rows,
        lanes,
        tuple(_held(failure.steps, rows)),
        tuple(_together(stops, lanes)),
        _ending(failure, labels),
        races.meanwhile(found) if found and found.window else "",
        found,
    )


def only_lock(failure: Failure) -> dict[str, Held]:
    """Return for each thread that holds one lock which one it is, and where it took it."""
    locks = Counter(held.thread for held in failure.holds)
    return {held.thread: held for held in failure.holds if held.line and held.cell != TEST and locks[held.thread] == 1}


def since(blocked: Blocked, holds: Mapping[str, Held]) -> str:
    """Say since when its keeper holds what a thread waits for, and as what; "" if that is not known."""
    held = holds.get(blocked.held_by)
    if held is None or blocked.action == "join":
        return ""
    line = f" since line {held.line}"
    if held.lock == blocked.target:
        return line
    return f"{line}, who calls it {name(without_number(held.lock), 'a lock')}"


def _in_lanes(failure: Failure, told: frozenset[int]) -> frozenset[int]:
    """Leave out the threads that would make the picture too wide; those of the harm, then the latest, are kept."""
    race, harming = failure.race, marked(failure)
    if race is not None:
        harming |= {race.first, race.other, race.harm}
    harmful = [step.thread for step in failure.steps if step.number in harming]
    latest = [step.thread for step in reversed(failure.steps) if step.number in told]
    kept = set(list(dict.fromkeys(harmful + latest))[:LANES])
    return frozenset(step.number for step in failure.steps if step.number in told and step.thread in kept)


def _rows(failure: Failure, told: frozenset[int], left_out: frozenset[int], labels: Labels) -> Iterator[Row]:
    count = {number: place for place, number in enumerate(sorted(told), 1)}
    marked = marks(failure, lambda step: count[step.number])
    interrupted = running = ""
    working: set[str] = set()
    holding: dict[str, tuple[str, ...]] = {}
    last = max(told, default=len(failure.steps) + 1)
    for is_told, steps in groupby(failure.steps, key=lambda step: step.number in told):
        folded: list[Step] = []
        for step in steps:
            if step.preempted:
                interrupted = running
            running = step.thread
            before = holding.get(step.thread, ())
            holding[step.thread] = step.holding
            if not is_told:
                folded.append(step)
                continue
            if interrupted in working - {step.thread}:
                yield Switch(step.number - 1, interrupted, step.thread)
            interrupted = ""
            working.add(step.thread)
            label = labels(step.cell, step.line, step.source)
            mark = marked.get(step.number, Mark())
            words = did(_with_its_lock(step, before))
            yield ToldStep(count[step.number], step.number, step.thread, label, words, mark, step)
        if folded and folded[-1].number >= last and failure.blocked:
            folded = [step for step in folded if step.action == "start"]
        if folded and (folded[-1].number < last or failure.blocked):
            yield from _folded(folded, left_out)


def _with_its_lock(step: Step, before: tuple[str, ...]) -> Step:
    """Tell of a wait on a condition that its lock is given back meanwhile, and of its end that it is taken again."""
    given_back = [lock for lock in before if lock not in step.holding]
    if step.action == "wait" and step.target in given_back:
        return replace(step, action="give back and wait")
    if step.action == "wait" and given_back:
        return replace(step, action="give a lock back and wait", value=given_back[0])
    return replace(step, action="take again") if step.action == "wake" and step.target in step.holding else step


def _folded(steps: list[Step], left_out: frozenset[int]) -> Iterator[Fold]:
    """Say what is folded: who was started, and how many more steps who took."""
    said: list[str] = []
    for who_starts, starts in groupby((step for step in steps if step.action == "start"), key=lambda step: step.thread):
        group = list(starts)
        hidden = group[0].cell == TEST and not group[0].source
        names = [visible(step.target).removeprefix("thread ") for step in group if step.target]
        who = "the check" if hidden else thread(who_starts)
        if names:
            said.append(f"{who} starts thread{'s' if len(names) > 1 else ''} {listed(in_spans(names))}")
    rest = [step for step in steps if step.action != "start" and step.number not in left_out]
    if rest:
        several = sorted_by_start({step.thread for step in rest})
        whose = threads(several) if len(several) <= 4 else f"{len(several)} threads"
        said.append(f"{counted(sum(1 + step.more for step in rest), 'more step')} of {whose}")
    if said:
        yield Fold(steps[-1].number, capital("; ".join(said)))


def _held(steps: tuple[Step, ...], rows: tuple[Row, ...]) -> Iterator[dict[str, tuple[str, ...]]]:
    held: dict[str, tuple[str, ...]] = {}
    remaining = list(reversed(steps))
    for row in rows:
        while remaining and remaining[-1].number <= row.upto:
            step = remaining.pop()
            held[step.thread] = tuple(dict.fromkeys(step.holding))
        yield dict(held)


def _stops(failure: Failure, labels: Labels) -> Iterator[Stop]:
    holds = only_lock(failure)
    if KINDS[failure.kind].for_ever:
        for blocked in sorted(failure.blocked, key=lambda each: each.action == "join"):
            event = is_event(failure, blocked)
            state, words = "is stopped here", waits(blocked, event=event)
            if blocked.action == "spin":
                state = "goes round here for ever"
                words = "nothing that would end the loop ever changes" if failure.kind == "endless" else words
            missing = "set it" if event else _MISSING.get(blocked.action, "bring it about")
            if is_signal(failure, blocked):
                missing = "release it"
            label = labels(blocked.cell, blocked.line, blocked.source)
            yield Stop(blocked.thread, state, label, words, blocked, missing, since(blocked, holds))
        return
    here = labels.at(failure.cell, failure.line)
    for left in unfinished(failure) if clash(failure) is None else ():
        call = starter(failure, (left,)) or "the call"
        yield Stop(left, "has not ended yet", "", f"{call} has returned without waiting for it")
    if needs_its_timeout(failure):
        yield Stop(failure.thread, "sleeps here", here, "nothing but its time-out ever wakes it")
    elif failure.kind == "polls":
        yield Stop(failure.thread, "keeps looking here", here, "instead of waiting until it is told")
    elif failure.kind == "still-running":
        yield Stop("main", "returns here", "", f"without waiting for {thread(failure.thread)}")
        yield Stop(failure.thread, "is still running", here, "nobody waits for it to end")


def _together(stops: Sequence[Stop], lanes: Sequence[str]) -> Iterator[Stop]:
    """Tell of those without a lane that wait at one place for one thing where the first of them stands."""
    alike: dict[tuple[str, ...], list[Stop]] = {}
    for stop in stops:
        held_by = stop.blocked.held_by if stop.blocked is not None else ""
        one_by_one = stop.thread if stop.thread in lanes else ""
        alike.setdefault((one_by_one, stop.state, stop.label, stop.words, held_by, stop.since), []).append(stop)
    for first, *others in alike.values():
        yield replace(first, like=sorted_by_start(other.thread for other in others)) if others else first


def _ending(failure: Failure, labels: Labels) -> Ending:
    if KINDS[failure.kind].raced:
        return Ending(labels.at(failure.cell, failure.line), outcome(failure))
    return Ending("", "")
