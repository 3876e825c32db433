"""A world without a scheduler: it lets every step go ahead at once and writes it down."""

from __future__ import annotations

import io
import traceback
from contextlib import redirect_stdout, suppress
from types import SimpleNamespace
from typing import Any

import pytest

from threadlab.schedules.instrumenting.instrument import instrument
from threadlab.schedules.library.imports import Builtins
from threadlab.schedules.library.modules import controlled_modules
from threadlab.schedules.running.faults import is_fault
from threadlab.schedules.running.operation import Footprint, Mode, Operation, Touch, conflicts

LETTERS = {Mode.READ: "R", Mode.WRITE: "W", Mode.ELEMENT_READ: "r", Mode.ELEMENT_WRITE: "w"}


class NoAccount:
    """What a world does that keeps no account of what its threads know."""

    def frame(self, number: int) -> int:
        return number

    def mark(self) -> int:
        return 0

    def ignore(self, *_: object) -> None:
        pass

    capture = back = for_turn = meet = in_any_order = ignore

    def mode_of_adding(self, *_: object) -> Mode:
        return Mode.WRITE


class FakeWorld(NoAccount):
    """Keeps what the hooks say."""

    def __init__(self, learned: frozenset[str] = frozenset()) -> None:
        self.recording = True
        self.solo, self.one_order = False, True
        self.current = SimpleNamespace(number=0, effects=0)
        self.settings: dict[tuple[str, str], Any] = {}  # what the program has set in modules
        self.learned = learned
        self.steps: list[Operation] = []
        self.values: dict[int, object] = {}
        self.printed = self.errors = ""
        self.turns: list[tuple[Any, ...]] = []
        self.names: dict[int, str] = {}
        self._keys: dict[int, int] = {}
        self.numbers = SimpleNamespace(kept=list[object]())

    def step(self, operation: Operation) -> None:
        self.steps.append(operation)

    def touch(self, action: str, footprint: Footprint, target: str, _found: object = None) -> None:
        self.step(Touch(action, footprint, target))

    def key(self, thing: object) -> int:
        if id(thing) not in self._keys:
            self._keys[id(thing)] = len(self._keys)
            self.numbers.kept.append(thing)
        return self._keys[id(thing)]

    def has_number(self, thing: object) -> bool:
        return id(thing) in self._keys

    def note(self, value: object) -> None:
        self.values[len(self.steps) - 1] = value

    def learn(self, fact: str) -> None:
        self.learned |= {fact}

    def loop(self, token: list[Any], state: tuple[Any, ...]) -> None:
        self.turns.append(state)

    def output(self, text: str) -> None:
        self.printed += text

    def error_output(self, text: str) -> None:
        self.errors += text

    def name(self, thing: Any, name: str) -> None:
        self.names.setdefault(id(thing), name)

    def check(self, error: BaseException | None) -> None:
        assert error is None or not is_fault(error), f"taken for a bug of ours: {error!r}"

    def shown(self) -> list[str]:
        """The steps, one line each: what was done to what, and how it touches objects."""
        return [
            f"{step.action} {step.target} {''.join(LETTERS[mode] for _, mode in step.footprint)}" for step in self.steps
        ]


def run(
    text: str, *, test: bool = False, prepare: str = "", world: FakeWorld | None = None
) -> tuple[FakeWorld, dict[str, Any]]:
    """Run one instrumented text, after ``prepare``; return the world that saw it and its globals."""
    world = world or FakeWorld()
    builtins = Builtins(controlled_modules())
    namespace = builtins.begin(world)
    if prepare:
        exec(instrument(prepare, "prepare"), namespace)
    if test:
        namespace = builtins.test_namespace
    exec(instrument(text, "answer", test=test), namespace)
    return world, namespace


def _known_when_both_run(codes: list[Any], prepare: str) -> frozenset[str]:
    """What is learned when two threads run the pieces, one after the other."""
    world, namespace = run(prepare)
    for number, code in enumerate(codes, 1):
        world.current.number = number
        with suppress(Exception):  # the second may not find what it needs any more
            exec(code, namespace)
    return world.learned


def conflict(one: str, other: str, *, prepare: str) -> bool:
    """Whether the order of two pieces of program matters, after ``prepare``, when all facts about it are learned."""
    codes = [instrument(text, f"piece {number}") for number, text in enumerate((one, other))]
    learned = _known_when_both_run(codes, prepare)
    for _ in range(2):  # what the first round teaches, the second one knows
        pieces: list[list[Operation]] = []
        for code in codes:
            world, namespace = run(prepare, world=FakeWorld(learned))
            for value in list(namespace.values()):  # the same objects get the same numbers
                world.key(value)
                for cell in getattr(value, "__closure__", None) or ():
                    world.key(cell.cell_contents)
            world.steps.clear()
            exec(code, namespace)
            pieces.append(world.steps)
            learned |= world.learned
    return any(conflicts(a.footprint, b.footprint) for a in pieces[0] for b in pieces[1])


def steps(text: str, prepare: str = "") -> list[str]:
    """The steps that ``text`` takes, run after ``prepare``, which is run and not counted."""
    world, namespace = run(prepare)
    world.steps.clear()
    exec(instrument(text, "more"), namespace)
    return world.shown()


def outcome_instrumented(text: str) -> tuple[str, str]:
    """What a program prints, and how it ends: the exception and the line in the program, if there is one."""
    world = FakeWorld()
    try:
        run(text, world=world)
    except Exception as error:
        world.check(error)
        return world.printed, ending(error)
    return world.printed, ""


def outcome_plain(text: str) -> tuple[str, str]:
    """The same without instrumentation."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        try:
            exec(compile(text, "<answer>", "exec", dont_inherit=True), {"__name__": "__main__"})
        except Exception as error:
            return printed.getvalue(), ending(error)
    return printed.getvalue(), ""


def ending(error: BaseException) -> str:
    """An exception in words, with the lines of the program it passed through."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == "<answer>"]
    return f"{type(error).__name__}: {error} {lines}"


@pytest.fixture(name="run")
def _run():
    return run


@pytest.fixture(name="steps")
def _steps():
    return steps


@pytest.fixture(name="outcome_instrumented")
def _outcome_instrumented():
    return outcome_instrumented


@pytest.fixture(name="outcome_plain")
def _outcome_plain():
    return outcome_plain


@pytest.fixture(name="conflict")
def _conflict():
    return conflict


@pytest.fixture(name="fake_world")
def _fake_world():
    return FakeWorld
