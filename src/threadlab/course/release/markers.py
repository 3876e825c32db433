"""The lines that mark what students must not get: where such a line is damaged, what it marks is handed out.

nbgrader cuts out what stands between a BEGIN and an END line, and each of these lines wherever it finds one; it says
nothing of an END without a BEGIN, or of a BEGIN that is misspelt. So whatever looks like such a line and is none is
refused, before nbgrader has seen it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from threadlab.course.release.slip import Slip
from threadlab.notebook.cell_text.cells import Cell, cells_of

SECRETS = ("SOLUTION", "HIDDEN TESTS", "MARK SCHEME")
_MARKER = re.compile(rf"[ \t]*### (BEGIN|END) ({'|'.join(SECRETS)})[ \t]*")
_PHRASES = tuple((verb, region) for verb in ("BEGIN", "START", "END", "STOP") for region in SECRETS)
# How much letters must look like others to be taken for them: a phrase's, its verb's, those of a phrase in one word.
_ALIKE, _VERB, _JOINED = 0.82, 0.6, 0.88
_SLIPS = 3  # letters too many or too few
_WORDS = 4  # of a line that are looked at together; a phrase has three at most
_ADVICE = "Such a line is written ### BEGIN {0} or ### END {0}, alone in its line."


@dataclass(frozen=True, slots=True)
class Regions:
    """A cell's lines, without the markers: those that students get, and those between markers."""

    public: tuple[str, ...]
    secret: tuple[str, ...]


def regions(text: str) -> Regions:
    """Part a cell whose markers are sound."""
    public: list[str] = []
    secret: list[str] = []
    inside = False
    for line in text.split("\n"):
        marker = _MARKER.fullmatch(line)
        if marker:
            inside = marker[1] == "BEGIN"
        else:
            (secret if inside else public).append(line)
    return Regions(tuple(public), tuple(secret))


def without_markers(text: str) -> str:
    """Return a cell with all that it holds, but for the lines that mark what students must not get."""
    return "\n".join(line for line in text.split("\n") if not _MARKER.fullmatch(line))


def damaged_markers(notebooks: Sequence[Path]) -> Iterator[Slip]:
    """Find the lines of an assignment's notebooks that look like markers and are none, or stand where none may."""
    for file in notebooks:
        try:
            notebook = json.loads(file.read_text(encoding="utf-8-sig"))
        except ValueError:
            continue  # what is wrong with the file is said elsewhere
        for cell in cells_of(notebook if isinstance(notebook, dict) else {}):
            for line, what, region in _damaged(cell):
                name = f"{cell.grade_id or cell.id}, line {line}"
                yield Slip(file, name, what, _ADVICE.format(region))


def _damaged(cell: Cell) -> Iterator[tuple[int, str, str]]:
    """Give the lines of a cell that are not right, each with what is wrong, and what it seems to mark."""
    begun: tuple[int, str] | None = None
    for number, line in enumerate(cell.text.split("\n"), start=1):
        marker = _MARKER.fullmatch(line)
        if marker is None:
            region = _looks_like(line, code=cell.kind == "code")
            if region:
                yield number, f"{line.strip()!r} looks like a marker, and is none", region
            continue
        verb, region = marker.groups()
        if verb == "END":
            if begun is None or begun[1] != region:
                yield number, f"END {region} has no BEGIN {region} above it", region
            begun = None
            continue
        if begun is not None:
            yield number, f"BEGIN {region} stands inside of what begins in line {begun[0]}", region
        if not _belongs(cell, region):
            wanted = "a test" if region == "HIDDEN TESTS" else "an answer"
            yield number, f"{region} stands in a cell that is not marked as {wanted}: nothing would be cut out", region
        begun = number, region
    if begun is not None:
        yield begun[0], f"BEGIN {begun[1]} has no END {begun[1]} below it", begun[1]


def _belongs(cell: Cell, region: str) -> bool:
    if region == "HIDDEN TESTS":
        return cell.is_test
    return cell.solution or (region == "MARK SCHEME" and cell.kind == "markdown" and not cell.is_test)


def _looks_like(line: str, *, code: bool) -> str:
    """Say what a line that is no marker seems to mark; "" if it does not look like one."""
    upper = line.upper()
    for region in SECRETS:  # nbgrader finds these anywhere in a line, and takes the line out
        if f"BEGIN {region}" in line or f"END {region}" in line:
            return region
    said = upper.rpartition("#")[2] if code else upper
    words = re.findall(r"[A-Z]+", said)
    loud = line.isupper()
    if not words or not (loud or "#" in line or "<!--" in line):
        return ""
    windows = ([*words[start:end]] for start in range(len(words)) for end in range(start + 1, start + _WORDS + 1))
    for window in windows:
        for verb, region in _PHRASES:
            if _alike(window, verb, region):
                return region
    if loud or (code and line.lstrip().startswith("##")):
        # What is left of "### BEGIN HIDDEN TESTS" without its verb, or with nothing but the verb.
        for region in SECRETS:
            if len(words) <= len(region.split()) and _ratio("".join(words), region.replace(" ", "")) >= _ALIKE:
                return region
        if line.lstrip().startswith("##") and any(
            _ratio(words[0], each) >= _ALIKE for each in ("BEGIN", "END", "HIDDEN")
        ):
            return SECRETS["HIDDEN" in words or "TESTS" in words]
    return ""


def _alike(words: Sequence[str], verb: str, region: str) -> bool:
    """Say whether words are a verb and what it is about, or could be with a slip of the keyboard or two."""
    wanted = f"{verb}{region}".replace(" ", "")
    if len(words) == 1:
        return _ratio(words[0], wanted) >= _JOINED
    return _ratio(words[0], verb) >= _VERB and _ratio("".join(words), wanted) >= _ALIKE


def _ratio(letters: str, wanted: str) -> float:
    if abs(len(letters) - len(wanted)) > _SLIPS:
        return 0
    return SequenceMatcher(None, letters, wanted, autojunk=False).ratio()
