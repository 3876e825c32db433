"""How each system names what it lets one download: who handed it in, what the file was called, and when.

Moodle: mod/assign/classes/downloader.php of moodle/moodle ("Student 01_1234_assignsubmission_file/x.ipynb"). Canvas:
lib/content_zipper.rb of instructure/canvas-lms ("familygiven_LATE_101_5511_adding.ipynb"). Blackboard Learn's
"Assignment File Download", whose help shows no name; as vangef/BBGradebookOrganiser (0385e13) and
terr-steak/bb-file-cleanup read it ("Adding_s01_attempt_2026-10-01-14-05-09_adding.ipynb", and a note that ends in
".txt" for each attempt). nbgrader: its exchange's inbound folder. All as of 2026.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from threadlab.errors import CannotRunError

WHO = ("id", "email", "username", "number", "lms", "github", "name")
"""By what a file's name may tell whose it is; the groups that a rule may have, besides file, time and attempt."""
NOTE = "Blackboard's own note"


class BadRuleError(CannotRunError):
    """A rule for names cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a file's path says of it.

    ``who`` are ways to find the student, a kind of ``WHO`` (or "any") and a word each, the surest first. ``label`` is
    how the system calls whoever handed in. ``time`` is as the system writes it, ``later`` orders several hand-ins of
    one student where no time does, ``place`` is the folder by which Moodle finds the student again.
    """

    system: str
    label: str
    who: tuple[tuple[str, str], ...]
    file: str
    time: str = ""
    later: int = 0
    late: bool = False
    place: str = ""
    no_answer: str = ""  # what it is, if it is no file of the student's


_MOODLE = re.compile(
    r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?", re.DOTALL | re.ASCII
)
_CANVAS = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<lms>\d+)_(?P<later>\d+)_(?P<file>.+)", re.DOTALL | re.ASCII)
_CANVAS_TEXT = re.compile(r"(?P<name>.+?)(?P<late>_LATE)?_(?P<lms>\d+)_(?P<kind>text|link)\.html", re.ASCII)
_BLACKBOARD = re.compile(
    r"(?P<who>.+)_attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|\.txt)", re.DOTALL | re.ASCII
)
_EXCHANGE = re.compile(
    r"(?P<id>[^+]+)\+(?P<assignment>[^+]+)\+(?P<time>\d{4}-\d\d-\d\d [^+]+?)(?:\+(?P<secret>[^+]+))?"
)
_GRADESCOPE = re.compile(r"submission_\d+", re.ASCII)


def read_name(parts: tuple[str, ...], assignment: str) -> Claim | None:
    """Read a path as one of the systems that name whoever handed in by a form of their own; nothing if it is of none.

    Args:
        parts: the parts of the path.
        assignment: the assignment's name.
    """
    for number, part in enumerate(parts):
        inside = parts[number + 1 :]
        for form in (_moodle, _blackboard, _canvas):
            claim = form(part, inside)
            if claim:
                return claim
        claim = _exchange(part, inside, assignment)
        if claim:
            return claim
    return None


def _moodle(part: str, inside: tuple[str, ...]) -> Claim | None:
    found = _MOODLE.fullmatch(part)
    if not found:
        return None
    name, number = found["name"], found["number"]
    who = [("participant", number), ("name", name)]
    who += [("name", name[place + 1 :]) for place, letter in enumerate(name) if letter == "-"]  # after a group's name
    file = inside[-1] if inside else found["file"] or ""
    other = "" if found["plugin"] == "file" else "text that was typed into Moodle"
    place = f"{name}_{number}_assignsubmission_file"
    return Claim("Moodle", f"{name}_{number}", tuple(who), file, place=place, no_answer=other)


def _canvas(part: str, inside: tuple[str, ...]) -> Claim | None:
    found = _CANVAS.fullmatch(part)
    if found:
        return Claim(
            "Canvas",
            f"{found['name']}_{found['lms']}",
            (("lms", found["lms"]), ("name", found["name"])),
            inside[-1] if inside else found["file"],
            later=int(found["later"]),
            late=bool(found["late"]),
        )
    found = _CANVAS_TEXT.fullmatch(part)
    if found and not inside:
        who = (("lms", found["lms"]), ("name", found["name"]))
        label = f"{found['name']}_{found['lms']}"
        return Claim("Canvas", label, who, part, no_answer=f"a {found['kind']} that was entered in Canvas")
    return None


def _blackboard(part: str, inside: tuple[str, ...]) -> Claim | None:
    found = _BLACKBOARD.fullmatch(part)
    if not found:
        return None
    # Both the assignment's name and the student's may have underscores: the longest that anybody has counts.
    words = found["who"].split("_")
    names = ["_".join(words[number:]) for number in range(1 if len(words) > 1 else 0, len(words))]
    date, clock = found["time"][:10], found["time"][11:].replace("-", ":")
    return Claim(
        "Blackboard",
        words[-1],
        tuple((kind, name) for name in names for kind in ("username", "id", "number", "email")),
        inside[-1] if inside else found["file"] or part,
        time=f"{date} {clock}",
        no_answer="" if inside or found["file"] else NOTE,
    )


def _exchange(part: str, inside: tuple[str, ...], assignment: str) -> Claim | None:
    found = _EXCHANGE.fullmatch(part)
    if not found or not inside:
        return None
    other = "" if found["assignment"] == assignment else f"of {found['assignment']}"
    if inside[-1] == "timestamp.txt":
        other = "the exchange's own note"
    return Claim("nbgrader", found["id"], (("id", found["id"]),), inside[-1], time=found["time"], no_answer=other)


def gradescope_folder(parts: tuple[str, ...]) -> int:
    """Give the place of a folder of Gradescope's in a path; -1 if there is none."""
    return next((number for number, part in enumerate(parts[:-1]) if _GRADESCOPE.fullmatch(part)), -1)


def plain_name(parts: tuple[str, ...], notebooks: Iterable[str], github: Callable[[str], str]) -> Claim:
    """Read a path in a folder of files: a folder or the file bears the student's name.

    Args:
        parts: the parts of the path.
        notebooks: the names of the assignment's notebooks.
        github: gives the account that a folder of GitHub Classroom's ends with; "" if it is none.
    """
    *folders, file = parts
    stem = file.rpartition(".")[0] or file
    words = [*folders, stem]
    for notebook in (name.rpartition(".")[0] for name in notebooks):
        for join in ("_", "-", " "):
            words += [stem.removesuffix(join + notebook)] if stem.endswith(join + notebook) else []
            words += [stem.removeprefix(notebook + join)] if stem.startswith(notebook + join) else []
    accounts = [("github", account) for folder in folders if (account := github(folder))]
    label = next((word for word in (*folders[-1:], stem)), file)
    system = "GitHub Classroom" if accounts else "a folder"
    return Claim(system, label, (*accounts, *(("any", word) for word in words)), file)


def rule(text: str) -> re.Pattern[str]:
    """Compile a rule for names.

    Raises:
        BadRuleError: if it is no regular expression, or does not say who handed in.
    """
    try:
        pattern = re.compile(text)
    except re.error as problem:
        raise BadRuleError(f"--rule is no regular expression: {problem}") from None
    groups = set(pattern.groupindex)
    if not groups & set(WHO):
        raise BadRuleError(
            f"--rule has to say who handed in, by a group such as (?P<id>...) or (?P<name>...); it may have "
            f"{', '.join(WHO)}, and file, time, attempt"
        )
    strange = sorted(groups - {*WHO, "file", "time", "attempt"})
    if strange:
        raise BadRuleError(f"--rule has a group {strange[0]!r}; it may have {', '.join(WHO)}, file, time, attempt")
    return pattern


def by_rule(pattern: re.Pattern[str], path: str) -> Claim | None:
    """Read a path by the instructor's own rule; nothing if the rule says nothing of it."""
    found = pattern.search(path)
    if not found:
        return None
    said: Mapping[str, str] = {name: value or "" for name, value in found.groupdict().items()}
    who = tuple((kind, said[kind]) for kind in WHO if said.get(kind))
    if not who:
        return None
    digits = re.sub(r"\D", "", said.get("attempt", ""))
    file = said.get("file") or path.rpartition("/")[2]
    return Claim("the rule", who[0][1], who, file, time=said.get("time", ""), later=int(digits or 0))
