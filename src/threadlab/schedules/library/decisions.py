"""The table of what each member of the standard library is to a program, as ``members.txt`` says it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple, get_args

Kind = Literal["no shared data", "one step", "several steps", "refused"]
KINDS: tuple[str, ...] = get_args(Kind)
TABLE = Path(__file__).parent / "members.txt"
CONTROLLED = frozenset({"threading", "_thread", "time", "queue", "concurrent.futures", "concurrent.futures.thread"})
"""The modules in the table for which the engine has primitives of its own."""


class Decision(NamedTuple):
    """What a member is, and if it is refused, why."""

    kind: Kind
    why: str = ""


class Danger(NamedTuple):
    """Members that would reach past the engine: what they would do, and what a program gets instead."""

    section: str
    does: str
    instead: str
    members: tuple[str, ...]


class DecisionTable(NamedTuple):
    """All decisions, by module or "class NAME" and then by member, and all dangers."""

    decisions: dict[str, dict[str, Decision]]
    dangers: tuple[Danger, ...]


@cache
def decisions_table() -> DecisionTable:
    """Read the table.

    Raises:
        ValueError: a line of it says nothing, or a member is decided twice.
    """
    return table_of_text(TABLE.read_text(encoding="utf-8"))


def table_of_text(text: str) -> DecisionTable:
    """Read the text of a table, as ``table`` does.

    Raises:
        ValueError: a line is not of the table's form.
    """
    decisions: dict[str, dict[str, Decision]] = {}
    dangers: list[Danger] = []
    section = ""
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            section = line.strip("[]")
            decisions[section] = {}
            continue
        words, colon, members = line.rpartition(": ")
        if not colon:
            raise ValueError(f"{line!r} names no member")
        if words.startswith("! "):
            does, _, instead = words.removeprefix("! ").partition("; ")
            dangers.append(Danger(section, does, instead, tuple(members.split())))
            continue
        kind, _, why = words.partition(", ")
        if kind not in KINDS or bool(why) != (kind == "refused"):
            raise ValueError(f"{words!r} is no decision")
        for member in members.split():
            if member in decisions[section]:
                raise ValueError(f"{section}.{member} is decided twice")
            decisions[section][member] = Decision(kind, why)  # type: ignore[arg-type]
    return DecisionTable(decisions, tuple(dangers))


def decided(section: str) -> dict[str, Decision]:
    """Return what is decided for a module or a class, nothing if it is not in the table."""
    return decisions_table().decisions.get(section, {})


def allowed(section: str) -> frozenset[str]:
    """Return the members of a module or a class that a program can have."""
    return frozenset(name for name, decision in decided(section).items() if decision.kind != "refused")


def modules() -> frozenset[str]:
    """Return the modules in the table that a program can import, but for those that the engine has its own of."""
    sections = {name for name in decisions_table().decisions if not name.startswith("class ")}
    return frozenset(sections) - CONTROLLED - {"builtins"}
