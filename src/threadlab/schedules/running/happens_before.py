"""The happens-before order of one run, in vector clocks, and the races in it.

An event's clock has one component for each thread: how many of that thread's events happen before it, itself
included (Mattern 1989). Two events of different threads that conflict, with nothing between them in
happens-before, race: the other order is another schedule to try (Flanagan and Godefroid 2005, section 4).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from threadlab.schedules.running.operation import CONFLICT, Footprint, Key, Mode, Operation

Clock = list[int]

WRITE, COMMUTING = Mode.WRITE, Mode.COMMUTING


def join(clock: Clock, other: Sequence[int]) -> None:
    """Make ``clock`` the least clock that is at or after both."""
    if len(clock) < len(other):
        clock.extend([0] * (len(other) - len(clock)))
    for index, value in enumerate(other):
        if value > clock[index]:
            clock[index] = value


class TraceEvent:
    """An executed operation: by which thread, its place in that thread, its clock, its subject's state before it.

    It outlives the run in which it happened, so it knows its subject by number only.
    """

    __slots__ = ("clock", "count", "footprint", "index", "state", "subject", "thread")

    def __init__(
        self, index: int, thread: int, clock: Clock, footprint: Footprint, subject: int | None, state: Any
    ) -> None:
        self.index = index
        self.thread = thread
        self.count = clock[thread]
        self.footprint = footprint
        self.subject = subject
        self.clock = clock
        self.state = state

    def before(self, clock: Clock) -> bool:
        """Say whether this event happens before whatever has ``clock``."""
        return clock[self.thread] >= self.count


History = list[tuple[TraceEvent, Mode]]
Readers = dict[tuple[int, Mode], TraceEvent]


class LastTouches:
    """Who touched a plain object: the last WRITE, and since then the latest event of each thread and mode."""

    __slots__ = ("since", "write")

    def __init__(self) -> None:
        self.write: TraceEvent | None = None
        self.since: Readers = {}

    def history(self) -> History:
        """Return the touches that matter still, in order."""
        touches = [(event, mode) for (_, mode), event in self.since.items()]
        touches.sort(key=lambda touch: touch[0].index)
        return touches if self.write is None else [(self.write, WRITE), *touches]


_FIRST, _WRITE, _READ, _APPEND, _REPLACE = range(5)
Undo = tuple[int, Any, Any, Any]
"""How a touch is forgotten: which sort it was, and what was there before."""


class Trace:
    """The events of one run so far. ``rewind`` keeps those of the beginning that the next run repeats."""

    def __init__(self) -> None:
        self.events: list[TraceEvent] = []
        self._undo: list[list[Undo]] = []  # for each event, what takes it out again
        self._plain: dict[Key, LastTouches] = {}
        # What may be waited for keeps every touch: a race may lie before one that is passed over.
        self._subjects: dict[Key, History] = {}

    def rewind(self, size: int) -> None:
        """Forget all but the first ``size`` events."""
        while len(self.events) > size:
            self.events.pop()
            for sort, touched, place, before in reversed(self._undo.pop()):
                if sort == _WRITE:
                    touched.write, touched.since = before
                elif sort == _APPEND:
                    touched.pop()
                elif sort == _REPLACE:
                    touched.pop()
                    touched.insert(place, before)
                elif sort == _FIRST:
                    del self._subjects[place]
                    if before is not None:
                        self._plain[place] = before
                elif before is None:
                    del touched[place]
                else:
                    touched[place] = before

    def add(self, thread: int, clock: Clock, operation: Operation, subject: int | None) -> TraceEvent:
        """Record that ``thread``, whose clock is ``clock``, performs ``operation``; moves the clock on.

        ``subject`` is the number of the operation's subject, None if it has none.

        Args:
            thread: the number of the thread.
            clock: its vector clock.
            operation: what it performs.
            subject: the number of the operation's subject, None if it has none.
        """
        footprint = operation.footprint
        if operation.after is not None:
            join(clock, operation.after)
        for key, mode in footprint:
            row = CONFLICT[mode]
            history = self._subjects.get(key)
            if history is not None:
                for event, other in reversed(history):
                    if row[other] and clock[event.thread] < event.count:
                        join(clock, event.clock)
                    if other is WRITE:
                        break  # which comes after everything before it
                continue
            touches = self._plain.get(key)
            if touches is not None:
                write = touches.write
                if write is not None and clock[write.thread] < write.count:
                    join(clock, write.clock)
                for (_, other), event in touches.since.items():
                    if row[other] and clock[event.thread] < event.count:
                        join(clock, event.clock)
        clock[thread] += 1
        state = None if subject is None else operation.state()
        event = TraceEvent(len(self.events), thread, clock.copy(), footprint, subject, state)
        self.events.append(event)
        self._undo.append([self._touch(event, key, mode) for key, mode in footprint])
        return event

    def _touch(self, event: TraceEvent, key: Key, mode: Mode) -> Undo:
        """Remember one touch; return what forgets it."""
        history = self._subjects.get(key)
        if history is not None:
            earlier = _same_since_write(history, event.thread) if mode is COMMUTING else None
            if earlier is not None:
                before_it = history.pop(earlier)
                history.append((event, mode))
                return _REPLACE, history, earlier, before_it
            history.append((event, mode))
            return _APPEND, history, None, None
        if event.subject is not None:
            known = self._plain.pop(key, None)
            self._subjects[key] = [*(known.history() if known else ()), (event, mode)]
            return _FIRST, None, key, known
        touches = self._plain.get(key)
        if touches is None:
            touches = self._plain[key] = LastTouches()
        if mode is WRITE:
            before = touches.write, touches.since
            touches.write, touches.since = event, {}
            return _WRITE, touches, None, before
        since, place = touches.since, (event.thread, mode)
        latest = since.get(place)
        since[place] = event
        return _READ, since, place, latest

    def races(self, clock: Clock, operation: Operation, subject: int | None) -> list[TraceEvent]:
        """Return the events with which ``operation`` races if a thread with ``clock`` performs it now, latest first.

        An event before which the operation would have had to wait is passed over: the two could not have come in
        the other order, but what stands before it may race (an acquire looks past the release to the acquire).
        """
        found: list[TraceEvent] = []
        ready = None if operation.timed else operation.ready
        for key, mode in operation.footprint:
            row = CONFLICT[mode]
            history = self._subjects.get(key)
            if history is not None:
                for event, other in reversed(history):
                    last = other is WRITE
                    if row[other]:
                        if clock[event.thread] >= event.count:
                            if last:
                                break
                            continue
                        if ready is None or event.subject != subject or ready(event.state):
                            found.append(event)
                            if last:
                                break
                continue
            touches = self._plain.get(key)
            if touches is None:
                continue
            write = touches.write
            if write is not None and clock[write.thread] < write.count:
                found.append(write)
            for (_, other), event in touches.since.items():
                if row[other] and clock[event.thread] < event.count:
                    found.append(event)
        if len(found) < 2:
            return found
        found.sort(key=lambda event: -event.index)
        seen = clock.copy()
        immediate = []
        for event in found:
            if not event.before(seen):
                immediate.append(event)
                join(seen, event.clock)
        return immediate


def _same_since_write(history: History, thread: int) -> int | None:
    """Return where a thread's latest COMMUTING touch since the last WRITE stands: a later one makes it needless.

    Whoever takes a lock so never has to be passed over: it was free.
    """
    for place in range(len(history) - 1, -1, -1):
        event, mode = history[place]
        if mode is WRITE:
            return None
        if mode is COMMUTING and event.thread == thread:
            return place
    return None
