"""What goes into the judging of a submission and what comes out: plain data, and how it travels.

A request and a report travel as JSON, never pickled: unpickling what a submission wrote would run its code.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, NoReturn

Task = Literal["judge", "learn", "try walls"]  # what a keeper is ordered to have done
JSON = None | bool | int | float | str | Sequence["JSON"] | Mapping[str, "JSON"]


@dataclass(frozen=True, slots=True)
class Submission:
    """One notebook that a student handed in.

    ``key`` names it in the outcome ("student-01/2-locked-counter/locked_counter"); the verdict never depends on it.
    ``request`` is all that the verdict depends on: ``{"cells": [...]}``, each cell as its ``to_json`` writes it.
    ``untouched`` is the encoded request of the notebook as it was handed out, the author's from first to last: what is
    known of it is not found out again for each submission. Without it the same outcome takes longer.
    """

    key: str
    request: Mapping[str, Any]
    untouched: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the judging of one submission ended: with a report, with a reason why there is none, or with a fault.

    ``report`` is plain JSON data. A worker that runs hostile code could write anything into it, so its reader
    must check every field. ``reason`` completes "No report: the submission ...", such as "used more than 60 s of
    CPU". ``fault`` is true where the reason lies with the grader or the machine: such an outcome must never cost
    a point. ``detail`` is for the person who looks into it (a traceback); it may quote tests, so students must
    not see it. ``sandbox`` names the tier that contained the worker. ``cpu_seconds`` is what the judging cost.
    ``limited`` is true of a report in which a limit stands in place of a verdict: another machine may come further.
    """

    key: str
    report: Mapping[str, Any] | None = None
    reason: str = ""
    fault: bool = False
    detail: str = ""
    sandbox: str = ""
    cpu_seconds: float = field(default=0.0, compare=False)
    limited: bool = False


def encode(value: JSON) -> bytes:
    """Write a value as compact JSON, always the same bytes for the same value.

    Raises:
        ValueError: if the value holds a NaN or an infinity, which JSON has no words for.
    """
    return json.dumps(value, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()


def decode(data: bytes) -> Any:
    """Read what ``encode`` wrote, or what a hostile program wrote in its place.

    Raises:
        ValueError: for anything that is not JSON, or is nested deeper than Python's parser can follow.
    """
    try:
        return json.loads(data.decode(), parse_constant=_refuse)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
