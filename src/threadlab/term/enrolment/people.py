"""From the rows of a class list to people: who is one, what each is called, and what cannot be so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from threadlab.grading.gradebook.class_list import Student
from threadlab.grading.submission.student_names import misnamed
from threadlab.story.text.names import counted
from threadlab.term.enrolment.columns import FIELDS, Mapped, map_columns
from threadlab.term.tables import Row, read_table

LONGEST = 128  # characters, as the gradebook keeps ids
_NOT_IN_IDS = '/\\+*?[]{}:<>|"'  # folders cannot have them, or nbgrader misreads them
_NOT_FIRST = "=-@"  # a spreadsheet would compute, a command take it for an option
_STAFF = ("teacher", "manager", "instructor", "ta", "reader", "assistant", "course creator")
_NO_STUDENT = ("points possible", "manual posting", "student, test", "test student")
_OTHER = ("number", "username", "section", "github")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class ClassList:
    """What a list says.

    ``told`` are remarks on how it was read and on what was left out; with ``problems`` nobody can be enrolled from it.
    """

    system: str
    students: tuple[Student, ...]
    told: tuple[str, ...]
    problems: tuple[str, ...]


@dataclass(slots=True)
class _Reading:
    students: dict[str, Student] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def read_class_list(path: Path, given: dict[str, str]) -> ClassList:
    """Read a class list.

    Args:
        path: a table of any of the systems that ``columns`` knows.
        given: which column says what, where it is another.

    Raises:
        BadTableError: if the file is no table.
        BadColumnsError: if it is not known which column says what.
    """
    table = read_table(path)
    mapped = map_columns(table.columns, given)
    reading = _Reading()
    rows = list(_people(table.rows, mapped, reading))
    source = _id_source(rows, mapped, reading)
    reading.told.insert(0, f"{path.name}: {_whose(mapped)} ({table.written}); {_what_is_what(mapped, source)}.")
    if table.empty:
        reading.told.append(f"{counted(table.empty, 'empty row')} left out.")
    shorten = source == "email" and _shortened_are_unique([row[mapped.column[source]] for row in rows])
    for row in rows:
        said = row[mapped.column[source]]
        _enter(row, mapped, said.partition("@")[0] if shorten else said, reading)
    if shorten and rows:
        reading.told.append("The id is what stands before the @ of the e-mail address.")
    _differing_in_case(reading)
    if not reading.students and not reading.problems:
        reading.problems.append("nobody is on it")
    return ClassList(mapped.system, tuple(reading.students.values()), tuple(reading.told), tuple(reading.problems))


def why_no_id(name: str) -> str:
    """Say why an id cannot be a student's, whose folder is called so; "" if it can."""
    if not name:
        return "there is none"
    if len(name) > LONGEST:
        return f"it is longer than {LONGEST} characters"
    bad = [letter for letter in _NOT_IN_IDS if letter in name]
    if bad:
        return f"it has {bad[0]} in it, with which no folder of nbgrader's can be called"
    if name[0] in _NOT_FIRST:
        return f"it begins with {name[0]}"
    return misnamed(name) or ("it ends with a dot" if name.endswith(".") else "")


def split_name(name: str) -> tuple[str, str]:
    """Part a whole name into first and last: "Family, Given" and "Given Family" are both ("Given", "Family")."""
    if "," in name:
        last, _, first = name.partition(",")
        return first.strip(), last.strip()
    first, _, last = name.strip().rpartition(" ")
    return first.strip(), last.strip()


def _people(rows: Sequence[Row], mapped: Mapped, reading: _Reading) -> Iterator[Row]:
    for row in rows:
        words = " ".join(row.cells.values()).casefold()
        role = row[mapped.column["role"]] if "role" in mapped.column else ""
        shown = next((row[mapped.column[name]] for name in ("name", "last", "email") if name in mapped.column), "")
        if any(shown.casefold().startswith(mark) for mark in _NO_STUDENT) or words.strip() == "manual posting":
            reading.told.append(f"Line {row.line} is not a student's, and was left out: {shown}.")
        elif any(part.strip().casefold() in _STAFF for part in role.replace("Non-editing ", "").split(",")):
            reading.told.append(f"Line {row.line} was left out: {shown} is {role}.")
        else:
            yield row


def _id_source(rows: Sequence[Row], mapped: Mapped, reading: _Reading) -> str:
    """Choose the field that names folders: the best that everybody has."""
    there = [name for name in mapped.ids if name in mapped.column]
    for name in there:
        lacking = [str(row.line) for row in rows if not row[mapped.column[name]]]
        if not lacking or name == there[-1]:
            return name
        reading.told.append(
            f'"{mapped.column[name]}" is empty in {"all lines" if len(lacking) == len(rows) else _lines(lacking)}, '
            "so the id is taken from another column."
        )
    return there[0]


def _lines(lines: Sequence[str]) -> str:
    shown = ", ".join(lines[:_SHOWN]) + (f" and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else "")
    return f"line{'s' if len(lines) > 1 else ''} {shown}"


def _enter(row: Row, mapped: Mapped, name: str, reading: _Reading) -> None:
    why = why_no_id(name)
    if why:
        said = f"the id {name!r} cannot be used: {why}" if name else "there is no id in it"
        reading.problems.append(f"line {row.line}: {said}")
        return
    student = _student(row, mapped, name)
    before = reading.students.get(name)
    if before is None:
        reading.students[name], reading.lines[name] = student, row.line
    elif (before.name, before.email) == (student.name, student.email):
        reading.told.append(f"Line {row.line} says {name} again, as line {reading.lines[name]} does.")
        sections = dict.fromkeys(filter(None, (one.other.get("section", "") for one in (before, student))))
        merged = {**before.other, "section": ", ".join(sections)} if sections else before.other
        reading.students[name] = Student(
            before.id, before.first_name, before.last_name, before.email, before.lms_user_id, merged
        )
    else:
        reading.problems.append(
            f"lines {reading.lines[name]} and {row.line} both have the id {name}, and say different things: "
            f"{_shown(before)}; {_shown(student)}"
        )


def _student(row: Row, mapped: Mapped, name: str) -> Student:
    said = {what: row[column] for what, column in mapped.column.items()}
    first, last = said.get("first", ""), said.get("last", "")
    if not first and not last:
        first, last = split_name(said.get("name", ""))
    email = said.get("email", "")
    if not email and "@" in said.get("username", ""):
        email = said["username"]
    other = {what: said[what] for what in _OTHER if said.get(what)}
    return Student(name, first, last, email, said.get("lms", ""), other)


def _shown(student: Student) -> str:
    return ", ".join(filter(None, (student.name, student.email))) or student.id


def _shortened_are_unique(addresses: Sequence[str]) -> bool:
    short = {address.partition("@")[0].casefold() for address in addresses}
    return len(short) == len({address.casefold() for address in addresses})


def _differing_in_case(reading: _Reading) -> None:
    same = defaultdict(list)
    for name in reading.students:
        same[name.casefold()].append(name)
    for names in same.values():
        if len(names) > 1:
            reading.problems.append(f"the ids {' and '.join(names)} differ in upper and lower case alone")


def _whose(mapped: Mapped) -> str:
    return f"a class list of {mapped.system}'s" if mapped.system else "a class list"


def _what_is_what(mapped: Mapped, source: str) -> str:
    columns = {"id": mapped.column[source]} | {name: mapped.column[name] for name in FIELDS if name in mapped.column}
    columns["id"] = mapped.column[source]
    return ", ".join(f'{name} from "{column}"' for name, column in columns.items() if name != "role")
