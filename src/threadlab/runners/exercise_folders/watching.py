"""Judging a learner's answers as they are saved, one exercise after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from threadlab.course.answer_check import AnswerResult
from threadlab.course.exercises import Exercise
from threadlab.errors import CannotRunError
from threadlab.runners.exercise_folders.layout import ANSWER, STUB, TASK
from threadlab.runners.exercise_folders.reading import read_exercise, read_text

Judge = Callable[[Exercise, str], AnswerResult]


@dataclass
class Watch:
    """Goes through exercises in their order, and stays at each until all of its checks hold.

    What is looked at is the contents of files, not their times: a file that was saved as it was is not judged again,
    and a file system with coarse times hides nothing. They are a few small files.

    Args:
        exercises: in the order in which they are done.
        judge: judges an answer.
        show: shows one line.
    """

    exercises: Sequence[Exercise]
    judge: Judge
    show: Callable[[str], None]
    _at: int = field(default=0, init=False)
    _seen: tuple[tuple[str, bytes], ...] | None = field(default=None, init=False)

    @property
    def done(self) -> bool:
        """Whether there is no exercise left."""
        return self._at == len(self.exercises)

    def look(self) -> int | None:
        """Judge where something has changed since the last look, and go on while all checks hold.

        Returns:
            The exit status of the last answer that was judged; None if nothing has changed.
        """
        status = None
        while not self.done:
            folder = self.exercises[self._at].notebook
            begun = begin_answer(folder)
            seen = _contents(folder)
            if seen == self._seen:
                return status
            self._seen = seen
            status = self._judge(folder, begun)
            if status != 0:
                return status
            self._at, self._seen = self._at + 1, None
        self.show(f"✓ All of it is done: {len(self.exercises)} of {len(self.exercises)} exercises.")
        return status or 0

    def _judge(self, folder: Path, begun: bool) -> int:
        self.show(f"[{self._at + 1} of {len(self.exercises)}] {self.exercises[self._at].path}")
        if begun:
            self.show(f"The task is in {folder / TASK}; write your answer into {folder / ANSWER}.")
        try:
            result = self.judge(read_exercise(folder), read_text(folder / ANSWER))
        except CannotRunError as problem:  # it is being written; it may be mended with the next save
            self.show(f"✗ {problem}")
            return 2
        for line in result.lines():
            self.show(line)
        self.show("")
        return result.status


def begin_answer(folder: Path) -> bool:
    """Make the answer from the stub if there is none yet; say whether it was made.

    Raises:
        CannotRunError: if it cannot be written.
    """
    answer = folder / ANSWER
    if answer.exists():
        return False
    try:
        answer.write_text(read_text(folder / STUB) + "\n", encoding="utf-8")
    except OSError as problem:
        raise CannotRunError(f"cannot write {answer}: {problem.strerror}") from None
    return True


def _contents(folder: Path) -> tuple[tuple[str, bytes], ...]:
    return tuple(_files(folder))


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted([*folder.glob("*.py"), *folder.glob("*.toml"), *folder.glob("checks/*.py")]):
        try:
            yield str(path), path.read_bytes()
        except OSError:  # an editor is just putting another file in its place
            yield str(path), b""
