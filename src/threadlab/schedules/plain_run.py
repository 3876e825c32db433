"""Ordinary cells, run in order in one world on the default schedule: what they print, and what they cannot do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from threadlab.schedules.errors import Abandoned, Unmodelled
from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.language import COURSE, Version
from threadlab.schedules.library.imports import Builtins
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.primitives.module_variables import set_variable
from threadlab.schedules.running.faults import said
from threadlab.schedules.running.fiber import Fiber
from threadlab.schedules.running.lockset import EVERYTHING
from threadlab.schedules.running.recording.words import error_words
from threadlab.schedules.running.world import World
from threadlab.schedules.searching.dpor import Candidates
from threadlab.schedules.text import Text


@dataclass(frozen=True, slots=True)
class CellRun:
    """What became of one cell: what it printed, and in words what went wrong, "" if nothing did."""

    output: str
    problem: str


class Default:
    """The scheduler that lets each thread go on as long as it can, and the sleepers in the order of waking."""

    def choose(self, world: World) -> Fiber | None:
        """Choose who goes next."""
        return Candidates(world).default(world.current, ())

    def pick(self, world: World, count: int) -> int:  # noqa: ARG002 - as every scheduler is asked
        """Choose the first way that a step can go."""
        return 0


def run_cells(cells: Sequence[tuple[str, str]], *, max_steps: int = 20_000, version: Version = COURSE) -> list[CellRun]:
    """Run cells, (name, text) pairs, one after the other in one namespace; a cell that fails does not stop the next.

    Args:
        cells: the cells in the order in which they run.
        max_steps: steps of all of them together, after which the rest is not run.
        version: the version of Python that they are written in.

    Returns:
        What became of each cell, in their order.
    """
    runs: list[CellRun] = []
    world = World(Default(), Text(cells), max_steps=max_steps, learned=EVERYTHING, run_on=True, prune=False)
    world.one_order = True
    world.shows_errors = True

    def told(args: Any) -> None:
        world.output(f"Exception in thread {args[3].name}: {error_words(args[1])}\n")

    def program() -> None:
        namespace = Builtins(controlled_modules()).begin(world)
        set_variable(world, "threading", "excepthook", told)
        for name, text in cells:
            start = len(world.printed)
            problem = _run(world, text, name, namespace, version)
            runs.append(CellRun("".join(world.printed[start:]), problem))

    reason = ""
    try:
        world.run(program)
    except Exception as error:
        reason = said(error)
    if len(runs) < len(cells):
        reason = reason or world.reason or "its threads wait for each other for ever"
        done = sum(len(run.output) for run in runs)
        runs.append(CellRun("".join(world.printed)[done:], f"was broken off: {reason}"))
        runs += [CellRun("", "was not run, because a cell above was broken off")] * (len(cells) - len(runs))
    return runs


def _run(world: World, text: str, name: str, namespace: dict[str, Any], version: Version) -> str:
    try:
        exec(instrument(text, name, version=version), namespace)  # noqa: S102 - under the language policy, in a controlled world
    except SyntaxError as error:
        return f"does not parse: line {error.lineno}: {error.msg}"
    except Unmodelled as error:
        line = error.line or world.text.raised(error.__traceback__).line
        return f"{error.reason} (line {line})" if line else error.reason
    except Abandoned:
        raise
    except BaseException as error:
        world.check(error)
        return error_words(error)
    return ""
