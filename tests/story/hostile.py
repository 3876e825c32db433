"""Texts that a student may write in order to break a page, and failures that are full of them."""

from __future__ import annotations

from dataclasses import replace

from tests.story.samples import ALL, fails, numbered, starts, step
from threadlab.schedules.result import Failure, Result

TEXTS = {
    "script": "<script>alert(1)</script>",
    "end of a character section": "]]> </text></svg><svg onload=alert(1)>",
    "quotes": '\'"`&amp;&#39;" onerror="alert(1)',
    "end of a comment": "--> <!-- </style><img src=x onerror=alert(1)>",
    "bidirectional controls": "a\u202eb\u2066c\u200fd",
    "invisible": "zero\u200bwidth\ufeff\x00\x1b[31m\x7f",
    "lone surrogate": "half \ud800 a character",
    "not allowed in XML": "\x01\x0b\ufffe\uffff",
    "piled-up marks": "a" + "\u0301" * 50,
    "wide": "漢字かな交じり文" * 20,
    "emoji": "👩‍👩‍👧‍👦" * 30,
    "very wide ligature": "\ufdfd" * 60,
    "right to left": "שלום = ערך" * 10,
    "a line of ten thousand characters": "x = " + "W" * 10_000,
    "widest letters": "W@M" * 200,
    "lines": "one\ntwo\r\nthree\u2028four",
    "tabs": "\t\tif\tx:",
    "braces": "{target} {value} {0} %s {",
    "only blanks": "   ",
    "Markdown": "![x](http://example.com/x.png) `` ``` <b>",
}


def poisoned(result: Result, text: str) -> Result:
    """Return ``result`` with ``text`` wherever a student's program has a say."""
    failure = result.failure
    if failure is None:
        return replace(result, reason=text, polls=(f"{text}:3",))
    steps = tuple(
        replace(each, source=text, function=text, target=text if each.action not in ("start", "join") else each.target,
                value=text, effect=text if each.action == "notify" else "", holding=(text,) if each.holding else (),
                cell=text if each.cell != "test" else "test")
        for each in failure.steps
    )  # fmt: skip
    return replace(
        result,
        failure=replace(
            failure,
            steps=steps,
            message=text,
            expected=text if failure.expected else "",
            got=text if failure.got else "",
            exception=text if failure.exception else "",
            replay=text,
            blocked=tuple(replace(each, source=text, target=text, cell=text) for each in failure.blocked),
            holds=tuple(replace(each, lock=text, cell=text) for each in failure.holds),
            race=None if failure.race is None else replace(failure.race, target=text),
        ),
    )


def many_threads(count: int = 12) -> Result:
    """Every thread has its say about one value, under a lock of its own."""
    labels = [chr(ord("A") + place) for place in range(count)]
    steps = numbered(
        *starts(*labels),
        *(
            step(label, 7, "total = total + 1", "read", "total", "0", holding=(f"lock_{label}",), preempted=place > 0)
            for place, label in enumerate(labels)
        ),
        *(
            step(label, 7, "total = total + 1", "write", "total", "1", holding=(f"lock_{label}",), preempted=True)
            for label in labels
        ),
    )
    return fails("assertion", steps, message="expected 12, got 1", expected="12", got="1")


def many_steps(count: int = 500) -> Result:
    """Two threads take turns at one value, hundreds of times."""
    steps = numbered(
        *starts("A", "B"),
        *(step("AB"[place % 2], 3, "x = x + 1", "write", "x", str(place), preempted=True) for place in range(count)),
    )
    return fails("exception", steps, thread="A", cell="answer", line=3, exception="ValueError", message="ValueError: x")


def many_locks(count: int = 9) -> Result:
    """One thread holds many locks at once."""
    names = tuple(f"self.lock_number_{place}" for place in range(count))
    steps = numbered(
        *starts("A"),
        *(step("A", 3, "with lock:", "acquire", name, holding=names[: place + 1]) for place, name in enumerate(names)),
    )
    return fails("still-running", steps, thread="A", cell="answer", line=3)


def failure_of(result: Result) -> Failure:
    """Return the failure of a result that has one."""
    assert result.failure is not None
    return result.failure


KINDS = ("stale-check", "exception", "deadlock", "lost-wakeup", "livelock", "still-running", "undecided")

RESULTS = {
    **{f"{kind}, {what}": poisoned(ALL[kind](), text) for kind in KINDS for what, text in TEXTS.items()},
    "twelve threads": many_threads(),
    "five hundred steps": many_steps(),
    "many locks": many_locks(),
    "no steps": fails("assertion", ()),
    "no steps, deadlock": fails("deadlock", ()),
    "no steps, never": fails("never", ()),
}
