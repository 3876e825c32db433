"""From the record of a failing run to the plain data of a Failure."""

from __future__ import annotations

from threadlab.schedules.failure_kinds import KINDS, Kind
from threadlab.schedules.harmful_accesses import harmful, lost_update
from threadlab.schedules.result import Blocked, Failure, Race, Step
from threadlab.schedules.running.fiber import Problem
from threadlab.schedules.running.recording.record import Record
from threadlab.schedules.running.recording.words import error_words, label, message_of
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.replay import Guided, replay_of
from threadlab.schedules.text import NOWHERE, Place


def failure_of(world: World, guided: Guided, kind: Kind | None = None) -> Failure | None:
    """Tell how the recorded run of ``world`` failed, if it did; ``kind`` overrides what kind of failure it is."""
    record, problem = world.record, world.problem
    if record is None or problem is None:
        return None
    kind = kind or _kind(problem, record.blocked)
    place, thread = _where(record, problem)
    error = problem.exception
    return Failure(
        kind=kind,
        message=_message(kind, problem, record.blocked),
        thread=thread,
        cell=place.cell,
        line=place.line,
        steps=tuple(_steps(record)),
        replay=replay_of([choice.chosen for choice in guided.choices]),
        expected=getattr(error, "expected", "") if kind == "assertion" else "",
        got=getattr(error, "got", "") if kind == "assertion" else "",
        exception=type(error).__name__ if error is not None and kind == "exception" else "",
        blocked=record.blocked,
        holds=record.holds,
        race=_race(record, kind),
        preemptions=sum(choice.preempts(choice.chosen) for choice in guided.choices),
    )


def _race(record: Record, kind: Kind) -> Race | None:
    if KINDS[kind].raced:
        return harmful(record.drafts)
    waits_in_vain = KINDS[kind].standstill == "waits" and not any(each.held_by for each in record.blocked)
    return lost_update(record.drafts) if waits_in_vain else None


def _steps(record: Record) -> list[Step]:
    return [
        Step(
            number=number,
            thread=label(draft.thread),
            cell=draft.place.cell,
            line=draft.place.line,
            source=draft.place.source,
            function=draft.place.function,
            action=draft.operation.action,
            target=draft.target,
            value=draft.value,
            effect=draft.effect,
            holding=draft.holding,
            preempted=draft.preempted,
            thing=draft.thing,
            locks=draft.locks,
            more=draft.more,
        )
        for number, draft in enumerate(record.drafts, 1)
    ]


def _where(record: Record, problem: Problem) -> tuple[Place, str]:
    if problem.fiber is not None:
        return record.failed_at, label(problem.fiber.number)
    if record.blocked:
        stuck = record.blocked[0]
        return Place(stuck.cell, stuck.line, stuck.source), stuck.thread
    return NOWHERE, "main"


def _kind(problem: Problem, blocked: tuple[Blocked, ...]) -> Kind:
    match problem.kind:
        case "assertion" | "exception" | "still-running" | "polls":
            return problem.kind
    spinners = [each for each in blocked if each.action == "spin"]
    if spinners:
        return "livelock" if all(each.target for each in spinners) else "endless"
    if any(each.action == "wait" for each in blocked) and not _cycle(blocked):
        return "lost-wakeup"
    return "deadlock"


def _cycle(blocked: tuple[Blocked, ...]) -> bool:
    waits_for = {each.thread: each.held_by for each in blocked}
    for first in waits_for:
        seen, thread = set(), first
        while thread in waits_for and thread not in seen:
            seen.add(thread)
            thread = waits_for[thread]
        if thread in seen:
            return True
    return False


def _message(kind: Kind, problem: Problem, blocked: tuple[Blocked, ...]) -> str:
    error = problem.exception
    threads = _listed([each.thread for each in blocked])
    match kind:
        case "assertion":
            assert error is not None
            return message_of(error) or "the check's condition is false"
        case "exception":
            assert error is not None
            return error_words(error)
        case "deadlock":
            return f"{threads} can never go on: " + "; ".join(_wait(each) for each in blocked)
        case "lost-wakeup":
            waiting = [each for each in blocked if each.action == "wait"]
            return (
                f"{_listed([e.thread for e in waiting])} {_verb(waiting, 'wait')} for a notify that can no longer come"
            )
        case "livelock":
            busy = [each for each in blocked if each.action == "spin"]
            looks = "what they look for" if len(busy) > 1 else "what it looks for"
            going = f"{_listed([e.thread for e in busy])} {_verb(busy, 'go', 'goes')} round and round"
            return f"{going}: {looks} can no longer come about"
        case "endless":
            busy = [each for each in blocked if each.action == "spin"]
            return f"{_listed([e.thread for e in busy])} {_verb(busy, 'run')} for ever"
        case "still-running":
            assert problem.fiber is not None
            return f"thread {label(problem.fiber.number)} was still running at the end"
        case "polls":
            return "it asks again and again instead of waiting to be told"
        case "never":
            return "no order of the threads' steps does what is asked"


def _wait(each: Blocked) -> str:
    held = f", held by {each.held_by}" if each.held_by else ""
    return f"{each.thread} waits for {each.target}{held}"


def _verb(subjects: list[Blocked], plural: str, singular: str = "") -> str:
    return plural if len(subjects) > 1 else singular or f"{plural}s"


def _listed(threads: list[str]) -> str:
    names = [name if name == "main" else f"thread {name}" for name in threads]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
