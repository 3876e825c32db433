"""Which accesses of a failing schedule do the harm."""

from __future__ import annotations

from collections.abc import Iterator

from threadlab.schedules.result import Race
from threadlab.schedules.running.operation import CONFLICT, Key, Mode
from threadlab.schedules.running.recording.record import RAISE, Draft
from threadlab.schedules.text import TEST

READS = (Mode.READ, Mode.ELEMENT_READ)
MAX_STEPS = 2_000  # longer schedules are told without a race: finding it would take long, and nobody would read it


def harmful(drafts: list[Draft]) -> Race | None:
    """Return the first accesses by which one thread spoils another's work, None if there are none.

    First choice: a thread reads, another writes, and the first writes what it made of its stale reading (an update
    is lost). Then: a thread reads, another writes, and the first goes on in the same function as if nothing had
    happened. Then: two conflicting steps with no lock in common (Savage et al., "Eraser", 1997), the later of them
    named as the harm. Numbers are those of the steps, from 1.
    """
    if len(drafts) > MAX_STEPS:
        return None
    touches = dict(_touches(drafts))
    triples = sorted(_stale(touches, drafts), key=lambda race: (race.harm - race.first, race.first))
    lost = [race for race in triples if _writes(touches, race.harm, race.first)]
    return next(iter(lost or triples), None) or _unprotected(drafts)


def lost_update(drafts: list[Draft]) -> Race | None:
    """Return the first update of data that is lost and that somebody looks at afterwards; None if there is none.

    Where threads wait for ever, that is why: what they have counted does not come to what they wait for.
    """
    if len(drafts) > MAX_STEPS:
        return None
    touches = dict(_touches(drafts))
    for race in sorted(_stale(touches, drafts), key=lambda race: (race.harm, race.first)):
        keys = {key for key, _ in touches[race.first]}
        looked = (number for number in touches if number > race.harm)
        if _writes(touches, race.harm, race.first) and any(
            key in keys and mode in READS for number in looked for key, mode in touches[number]
        ):
            return race
    return None


def _touches(drafts: list[Draft]) -> Iterator[tuple[int, list[tuple[Key, Mode]]]]:
    for number, draft in enumerate(drafts, 1):
        operation = draft.operation
        if operation.subject is None and operation.action != RAISE and draft.place.cell not in ("", TEST):
            yield number, [(key, mode) for key, mode in operation.footprint]


def _writes(touches: dict[int, list[tuple[Key, Mode]]], number: int, first: int) -> bool:
    return any(mode not in READS and _meet(dict(touches[first]), key, mode) for key, mode in touches.get(number, ()))


def _meet(seen: dict[Key, Mode], key: Key, mode: Mode) -> bool:
    """Say whether a step touches what another one has touched: two elements of one container are two things."""
    elements = (Mode.ELEMENT_READ, Mode.ELEMENT_WRITE)
    return key in seen and not (mode in elements and seen[key] in elements)


def _stale(touches: dict[int, list[tuple[Key, Mode]]], drafts: list[Draft]) -> Iterator[Race]:
    numbers = sorted(touches)
    for position, first in enumerate(numbers):
        mine = drafts[first - 1]
        seen = {key: mode for key, mode in touches[first] if mode in READS}
        other = None
        for number in numbers[position + 1 :]:
            draft = drafts[number - 1]
            if draft.thread != mine.thread:
                if other is None and any(mode not in READS and _meet(seen, key, mode) for key, mode in touches[number]):
                    other = number
            elif other is not None:
                again = any(key in seen and mode in READS for key, mode in touches[number])
                if draft.place.function == mine.place.function and not (again and _waited(drafts[first:number], mine)):
                    yield Race(first, other, number, mine.target)
                break
            elif any(key in seen for key, _ in touches[number]):
                break  # it looked again, or wrote before anybody could come between


def _waited(drafts: list[Draft], mine: Draft) -> bool:
    """Say whether a thread has waited at an event or a barrier: who does so means others to act, and looks anew."""
    return any(
        draft.thread == mine.thread
        and draft.operation.action == "wait"
        and draft.thing is not None
        and draft.thing.kind in ("event", "barrier")
        for draft in drafts
    )


def _unprotected(drafts: list[Draft]) -> Race | None:
    latest: dict[Key, tuple[int, Mode]] = {}
    found = None
    begin = next((number for number, draft in enumerate(drafts, 1) if draft.operation.action == "start"), 0)
    for number, draft in enumerate(drafts, 1):
        if draft.operation.subject is not None or number < begin:  # what is done before meets nobody
            continue
        for key, mode in draft.operation.footprint:
            before = latest.get(key)
            if before is not None and CONFLICT[mode][before[1]]:
                first = drafts[before[0] - 1]
                ours = first.place.cell != TEST or draft.place.cell != TEST
                mine, others = set(draft.locks), set(first.locks)  # not their names: two may go by one
                if first.thread != draft.thread and ours and mine | others and not mine & others:
                    found = Race(before[0], number, number, draft.target)
            latest[key] = number, mode
    return found
