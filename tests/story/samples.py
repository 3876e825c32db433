"""One failing result of each kind, written by hand from the mistakes that students make."""

from __future__ import annotations

from dataclasses import replace

from threadlab.schedules.result import Blocked, Failure, Held, Race, Result, Step

COUNTER = {
    9: "self.value = self.value + 1",
    12: "assert counter.value == 2",
}


def step(thread: str, line: int, source: str, action: str, target: str, value: str = "", **more: object) -> Step:
    """Return a step that has no number yet; the cell is "answer" unless ``more`` says another."""
    given = {"cell": "answer", "function": "", **more}
    return Step(number=0, thread=thread, line=line, source=source, action=action, target=target, value=value, **given)  # type: ignore[arg-type]


def numbered(*steps: Step) -> tuple[Step, ...]:
    """Number the steps in the order of the schedule."""
    return tuple(replace(each, number=number) for number, each in enumerate(steps, 1))


def starts(*labels: str) -> list[Step]:
    """Return the steps with which the test starts its threads."""
    return [
        step("main", 6, "thread.start()", "start", f"thread {label}", cell="test", function="the_test")
        for label in labels
    ]


def joins(*labels: str) -> list[Step]:
    """Return the steps with which the test waits for its threads."""
    return [
        step("main", 8, "thread.join()", "join", f"thread {label}", cell="test", function="the_test")
        for label in labels
    ]


def fails(kind: str, steps: tuple[Step, ...], **more: object) -> Result:
    """Return the result of a search that found a failure."""
    threads = len({each.thread for each in steps}) or 1
    given = {"message": "", "thread": "main", "cell": "test", "line": 12, "replay": "mAABBA", **more}
    failure = Failure(kind=kind, steps=steps, **given)  # type: ignore[arg-type]
    return Result("fails", 3, threads, failure)


LINE = "self.value = self.value + 1"


def lost_update() -> Result:
    """No lock at all: the increment of one thread is overwritten."""
    inside = {"function": "increment"}
    steps = numbered(
        *starts("A", "B"),
        step("A", 9, LINE, "read", "self.value", "0", **inside),
        step("B", 9, LINE, "read", "self.value", "0", preempted=True, **inside),
        step("B", 9, LINE, "write", "self.value", "1", **inside),
        step("B", 0, "", "end", ""),
        step("A", 9, LINE, "write", "self.value", "1", **inside),
        step("A", 0, "", "end", ""),
        *joins("A", "B"),
        step("main", 12, "assert counter.value == 2", "read", "counter.value", "1", cell="test", function="the_test"),
    )
    return fails(
        "assertion", steps, message="expected 2, got 1", expected="2", got="1",
        race=Race(3, 5, 7, "self.value"), preemptions=1,
    )  # fmt: skip


def stale_check() -> Result:
    """The balance is looked at under the lock, and taken from under the lock, with the lock given back between."""

    def block(thread: str, seen: str, **more: object) -> list[Step]:
        inside = {"function": "withdraw"}
        return [
            step(
                thread,
                14,
                "with self.lock:",
                "acquire",
                "self.lock",
                effect="",
                holding=("self.lock",),
                **inside,
                **more,
            ),
            step(
                thread,
                15,
                "enough = self.balance >= amount",
                "read",
                "self.balance",
                seen,
                holding=("self.lock",),
                **inside,
            ),
            step(thread, 14, "with self.lock:", "release", "self.lock", **inside),
        ]

    def take(thread: str, before: str, after: str, **more: object) -> list[Step]:
        inside = {"function": "withdraw"}
        line = "self.balance = self.balance - amount"
        return [
            step(thread, 17, "with self.lock:", "acquire", "self.lock", holding=("self.lock",), **inside, **more),
            step(thread, 18, line, "read", "self.balance", before, holding=("self.lock",), **inside),
            step(thread, 18, line, "write", "self.balance", after, holding=("self.lock",), **inside),
            step(thread, 17, "with self.lock:", "release", "self.lock", **inside),
        ]

    steps = numbered(
        *starts("A", "B"),
        *block("A", "100"),
        *block("B", "100", preempted=True),
        *take("B", "100", "30"),
        step("B", 0, "", "end", ""),
        *take("A", "30", "-40"),
        step("A", 0, "", "end", ""),
        *joins("A", "B"),
    )
    return fails(
        "assertion", steps, message="the balance is below zero", line=21,
        race=Race(4, 11, 16, "self.balance"), preemptions=1,
    )  # fmt: skip


def wrong_in_every_order() -> Result:
    """``run()`` for ``start()``: no thread is started at all."""
    inside = {"function": "run_all"}
    steps = numbered(
        step("main", 7, "results.append(function())", "write", "results", "[1]", **inside),
        step("main", 7, "results.append(function())", "write", "results", "[1, 2]", **inside),
    )
    return fails("assertion", steps, message="each function must run in a thread of its own", line=9)


def exception() -> Result:
    """Check-then-act on a dict: the key is gone when it is used."""
    inside = {"function": "take"}
    steps = numbered(
        *starts("A", "B"),
        step("A", 5, "if name in stock:", "read", "stock", "True", **inside),
        step("B", 5, "if name in stock:", "read", "stock", "True", preempted=True, **inside),
        step("B", 6, "stock.pop(name)", "write", "stock", "3", **inside),
        step("B", 0, "", "end", ""),
        step("A", 6, "stock.pop(name)", "write", "stock", **inside),
    )
    return fails(
        "exception", steps, message="KeyError: 'apple'", thread="A", cell="answer", line=6, exception="KeyError",
        race=Race(3, 5, 7, "stock"), preemptions=1,
    )  # fmt: skip


def deadlock(size: int = 2) -> Result:
    """Locks are taken in a ring: each thread holds one and waits for the next."""
    labels = [chr(ord("A") + place) for place in range(size)]
    names = [f"fork {place}" for place in range(size)] if size > 2 else ["left.lock", "right.lock"]
    inside = {"function": "transfer"}
    steps = numbered(
        *starts(*labels),
        *(
            step(
                label,
                14,
                "with source.lock:",
                "acquire",
                names[place],
                holding=(names[place],),
                preempted=place > 0,
                **inside,
            )
            for place, label in enumerate(labels)
        ),
    )
    blocked = tuple(
        Blocked(
            label, "answer", 15, "with target.lock:", "acquire", names[(place + 1) % size], labels[(place + 1) % size]
        )
        for place, label in enumerate(labels)
    )
    main = Blocked("main", "test", 8, "thread.join()", "join", "thread A", "A")
    holds = tuple(Held(name, label, "answer", 14) for name, label in zip(names, labels, strict=True))
    return fails(
        "deadlock", steps, thread="", cell="", line=0, blocked=(main, *blocked), holds=holds, preemptions=1,
        message="every thread waits for what another one holds",
    )  # fmt: skip


def own_lock_twice() -> Result:
    """A plain Lock is taken again by the thread that holds it."""
    steps = numbered(
        *starts("A"),
        step("A", 11, "with self.lock:", "acquire", "self.lock", holding=("self.lock",), function="update"),
    )
    blocked = Blocked("A", "answer", 6, "with self.lock:", "acquire", "self.lock", "A")
    main = Blocked("main", "test", 8, "thread.join()", "join", "thread A", "A")
    return fails(
        "deadlock",
        steps,
        thread="",
        cell="",
        line=0,
        blocked=(main, blocked),
        holds=(Held("self.lock", "A", "answer", 11),),
    )


def never_given_back() -> Result:
    """A return on the way out without release."""
    inside = {"function": "withdraw"}
    steps = numbered(
        *starts("A", "B"),
        step("A", 12, "self.lock.acquire()", "acquire", "self.lock", holding=("self.lock",), **inside),
        step("A", 13, "if self.balance < amount:", "read", "self.balance", "50", holding=("self.lock",), **inside),
        step("A", 0, "", "end", "", holding=("self.lock",)),
    )
    blocked = Blocked("B", "answer", 12, "self.lock.acquire()", "acquire", "self.lock", "A")
    main = Blocked("main", "test", 8, "thread.join()", "join", "thread B", "B")
    return fails(
        "deadlock",
        steps,
        thread="",
        cell="",
        line=0,
        blocked=(main, blocked),
        holds=(Held("self.lock", "A", "answer", 12),),
    )


def lost_wakeup() -> Result:
    """The notify comes before the wait, and nothing is looked at in between."""
    take, put = {"function": "take"}, {"function": "put"}
    steps = numbered(
        *starts("A", "B"),
        step("A", 20, "if not self.full:", "read", "self.full", "False", **take),
        step(
            "B", 11, "with self.changed:", "acquire", "self.changed", holding=("self.changed",), preempted=True, **put
        ),
        step("B", 12, "self.item = item", "write", "self.item", "'x'", holding=("self.changed",), **put),
        step("B", 13, "self.full = True", "write", "self.full", "True", holding=("self.changed",), **put),
        step(
            "B",
            14,
            "self.changed.notify()",
            "notify",
            "self.changed",
            holding=("self.changed",),
            effect="woke nobody",
            **put,
        ),
        step("B", 11, "with self.changed:", "release", "self.changed", **put),
        step("B", 0, "", "end", ""),
        step("A", 21, "with self.changed:", "acquire", "self.changed", holding=("self.changed",), **take),
        step("A", 22, "self.changed.wait()", "wait", "self.changed", **take),
    )
    blocked = Blocked("A", "answer", 22, "self.changed.wait()", "wait", "self.changed")
    main = Blocked("main", "test", 8, "thread.join()", "join", "thread A", "A")
    return fails("lost-wakeup", steps, thread="A", cell="answer", line=22, blocked=(main, blocked), preemptions=1)


def livelock() -> Result:
    """Each waits politely for the other one, by polling."""
    steps = numbered(
        *starts("A", "B"),
        step("A", 6, "wants_a = True", "write", "wants_a", "True"),
        step("B", 16, "wants_b = True", "write", "wants_b", "True", preempted=True),
        step("B", 17, "while wants_a:", "read", "wants_a", "True"),
        step("A", 7, "while wants_b:", "read", "wants_b", "True"),
    )
    blocked = (
        Blocked("A", "answer", 7, "while wants_b:", "spin", "wants_b"),
        Blocked("B", "answer", 17, "while wants_a:", "spin", "wants_a"),
    )
    return fails("livelock", steps, thread="A", cell="answer", line=7, blocked=blocked, preemptions=1)


def endless() -> Result:
    """The loop's condition never changes."""
    steps = numbered(
        *starts("A"),
        step("A", 4, "count = numbers[0]", "read", "numbers", "3", function="countdown"),
        step("A", 5, "while count > 0:", "call", "count", function="countdown"),
    )
    return fails("endless", steps, thread="A", cell="answer", line=5)


def still_running() -> Result:
    """Joins only the last thread."""
    steps = numbered(
        step("main", 8, "thread.start()", "start", "thread A", function="run_all"),
        step("main", 8, "thread.start()", "start", "thread B", function="run_all"),
        step("B", 5, "results[index] = function()", "write", "results", "2", function="work"),
        step("B", 0, "", "end", ""),
        step("main", 10, "thread.join()", "join", "thread B", function="run_all"),
    )
    return fails("still-running", steps, thread="A", cell="answer", line=5)


def never() -> Result:
    """Joined inside the start loop: the threads never overlap."""
    steps = numbered(
        step("main", 8, "thread.start()", "start", "thread A", function="run_all"),
        step("A", 4, "tasks()", "call", "task", function="work"),
        step("A", 0, "", "end", ""),
        step("main", 9, "thread.join()", "join", "thread A", function="run_all"),
        step("main", 8, "thread.start()", "start", "thread B", function="run_all"),
        step("B", 4, "tasks()", "call", "task", function="work"),
        step("B", 0, "", "end", ""),
        step("main", 9, "thread.join()", "join", "thread B", function="run_all"),
    )
    return replace(fails("never", steps, cell="", line=0), schedules=6)


def polls() -> Result:
    """Looks again and again, with a sleep between."""
    return Result("fails", 4, 3, None, polls=("answer:12",))


def undecided() -> Result:
    """Uses something that is not modelled."""
    return Result("undecided", 0, reason="uses os", cell="answer", line=3)


def holds() -> Result:
    """Proved: a locked counter, 3 threads with two increments each."""
    return Result("holds", 90, 4)


ALL = {
    "lost-update": lost_update,
    "stale-check": stale_check,
    "wrong-in-every-order": wrong_in_every_order,
    "exception": exception,
    "deadlock": deadlock,
    "deadlock-of-five": lambda: deadlock(5),
    "own-lock-twice": own_lock_twice,
    "never-given-back": never_given_back,
    "lost-wakeup": lost_wakeup,
    "livelock": livelock,
    "endless": endless,
    "still-running": still_running,
    "never": never,
    "polls": polls,
    "undecided": undecided,
    "holds": holds,
}
