"""A record of what was graded, out of what, and inside which sandbox: ``.threadlab/graded.jsonl``, a line for each.

It tells what need not be graded again, and why a mark changed. It is no part of the grades: they are the same whichever
sandbox a machine has, so the sandbox's name stands here and not in the gradebook. A record that is lost costs time
only, and one that is wrong costs nothing: it is believed only where it agrees with what is in the course folder.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from threadlab.grading.submission.plain_files import NotPlainError, kind, open_plain


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests of all that a submission's grade follows from."""

    answer: str  # what was handed in
    tests: str  # the author's tests, and what each is worth
    notebook: str  # what else is the author's in it, and the files that come with it
    terms: str  # when it was due, and when it was handed in
    grader: str  # the package, what it runs on, and the course's settings

    def why_not(self, earlier: Inputs) -> str:
        """Say in what they differ from earlier ones; nothing if they do not."""
        words = {
            "answer": "the answer changed",
            "tests": "the tests changed",
            "notebook": "the notebook around the tests changed",
            "terms": "the due date, what lateness costs, or the hand-in time changed",
            "grader": "the grader changed",
        }
        return ", ".join(said for name, said in words.items() if getattr(self, name) != getattr(earlier, name))


@dataclass(frozen=True, slots=True)
class GradedSubmission:
    """One graded submission: its inputs, digests of what came out, and the sandbox that its code ran in."""

    inputs: Inputs
    grades: str  # what the grader entered, and the graded notebooks
    page: str  # what people entered, and the feedback
    sandbox: str  # "" if nothing was run


class GradingLog:
    """The entries by assignment and student, in a file that is only ever appended to while a class is graded."""

    def __init__(self, path: Path) -> None:
        self._entries: dict[tuple[str, str], GradedSubmission] = {}
        for line in path.read_bytes().splitlines() if path.exists() else []:
            try:
                found = json.loads(line)
                entry = GradedSubmission(Inputs(**found.pop("inputs")), **found.pop("entry"))
                self._entries[found["assignment"], found["student"]] = entry
            except (ValueError, TypeError, KeyError, AttributeError):
                continue  # the last line of a run that was killed, or one from another version
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".tmp")
        fresh.write_text("".join(_line(*place, entry) for place, entry in sorted(self._entries.items())), "utf-8")
        fresh.replace(path)
        self._file = path.open("a", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def get(self, assignment: str, student: str) -> GradedSubmission | None:
        """Give the entry of a submission."""
        return self._entries.get((assignment, student))

    def put(self, assignment: str, student: str, entry: GradedSubmission) -> None:
        """Enter a submission whose grades and pages are in their places."""
        if self._entries.get((assignment, student)) != entry:
            self._entries[assignment, student] = entry
            self._file.write(_line(assignment, student, entry))
            self._file.flush()


def graded_answers(path: Path) -> dict[tuple[str, str], str]:
    """Read a record, which somebody may be writing, for what was graded: a digest by assignment and student."""
    found = {}
    for line in path.read_bytes().splitlines() if path.exists() else []:
        with suppress(ValueError, TypeError, KeyError):
            entry = json.loads(line)
            found[entry["assignment"], entry["student"]] = str(entry["inputs"]["answer"])
    return found


def data_digest(*parts: object) -> str:
    """Give a digest of plain data."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()[:32]


def files_digest(*folders: Path, but: str | None = None) -> str:
    """Give a digest of the names and the bytes of all files in some folders; of a link, of where it leads to.

    Args:
        folders: the folders.
        but: how the names of files end that do not count.
    """
    files = [(folder, path) for folder in folders for path in _files(folder) if path.suffix != but]
    return data_digest([[str(path.relative_to(folder)), _bytes(path)] for folder, path in files])


def _files(folder: Path) -> Iterable[Path]:
    """List all that is in a folder, but for folders; what cannot be looked into has nothing."""
    found = (Path(where, name) for where, folders, files in os.walk(folder) for name in (*folders, *files))
    return sorted(path for path in found if kind(path) != "a folder" and "__pycache__" not in path.parts)


def _bytes(path: Path) -> str:
    try:
        with open_plain(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except NotPlainError as found:
        return f"{found} to {path.readlink()}" if path.is_symlink() else str(found)
    except PermissionError:
        return "unreadable"


def _line(assignment: str, student: str, entry: GradedSubmission) -> str:
    fields: Mapping[str, object] = asdict(entry)
    inputs = fields["inputs"]
    rest = {name: value for name, value in fields.items() if name != "inputs"}
    whole = {"assignment": assignment, "student": student, "inputs": inputs, "entry": rest}
    return json.dumps(whole, ensure_ascii=False) + "\n"
