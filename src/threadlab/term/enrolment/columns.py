"""Which column of a class list says what: as Moodle, Canvas, Gradescope, GitHub Classroom and nbgrader document theirs.

Canvas: lib/gradebook_exporter.rb of instructure/canvas-lms. Moodle: grade/export of moodle/moodle, and the table of
participants. Gradescope: guides.gradescope.com, "Adding Students and Staff". All as of 2026.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from threadlab.errors import CannotRunError

FIELDS = {
    "id": "what the student's folder is called",
    "name": "the whole name",
    "first": "the first name",
    "last": "the last name",
    "email": "the e-mail address",
    "lms": "the number by which the platform knows a student",
    "number": "the matriculation number",
    "username": "the name to log in with",
    "section": "the section or group",
    "github": "the account on GitHub",
    "role": "what somebody is in the course",
}
"""What a column may say, as ``--columns`` names it."""


class BadColumnsError(CannotRunError):
    """It is not known which column of a list says what; the message says how to tell."""


@dataclass(frozen=True, slots=True)
class Form:
    """How one system writes a class list.

    ``marks`` are columns of which all are there; ``says`` the columns for each field, the first that is there counts;
    ``ids`` the fields that can name a folder, the best first.
    """

    system: str
    marks: tuple[frozenset[str], ...]
    says: Mapping[str, Sequence[str]]
    ids: tuple[str, ...]


FORMS = (
    Form(
        "Canvas",
        (frozenset({"student", "id", "section"}), frozenset({"lastname", "firstname", "id", "section"})),
        {
            "name": ("student",),
            "first": ("firstname",),
            "last": ("lastname",),
            "lms": ("id",),
            "number": ("sis user id",),
            "username": ("sis login id",),
            "section": ("section",),
        },
        ("username", "number", "lms"),
    ),
    Form(
        "GitHub Classroom",
        (frozenset({"identifier", "github_username"}),),
        {"id": ("identifier",), "name": ("name",), "github": ("github_username",)},
        ("id",),
    ),
    Form(
        "nbgrader",
        (frozenset({"id", "first_name"}), frozenset({"id", "last_name"}), frozenset({"id", "lms_user_id"})),
        {
            "id": ("id",),
            "first": ("first_name",),
            "last": ("last_name",),
            "email": ("email",),
            "lms": ("lms_user_id",),
        },
        ("id",),
    ),
    Form(
        "Gradescope",
        (frozenset({"sid", "email"}), frozenset({"name", "email", "role"})),
        {
            "name": ("name", "full name"),
            "first": ("first name",),
            "last": ("last name",),
            "email": ("email",),
            "number": ("sid",),
            "section": ("section", "sections", "section_name"),
            "role": ("role",),
        },
        ("number", "email"),
    ),
    Form(
        "Moodle",
        (frozenset({"email address"}), frozenset({"id number"}), frozenset({"first name", "last name"})),
        {
            "name": ("full name", "first name / last name", "first name / surname"),
            "first": ("first name",),
            "last": ("last name", "surname"),
            "email": ("email address",),
            "number": ("id number",),
            "username": ("username",),
            "section": ("groups", "group"),
            "role": ("roles",),
        },
        ("number", "username", "email"),
    ),
)


@dataclass(frozen=True, slots=True)
class Mapped:
    """Which column says what in one list, and which system wrote it ("" if that is not known)."""

    system: str
    column: Mapping[str, str]  # by field
    ids: tuple[str, ...]


def map_columns(columns: Sequence[str], given: Mapping[str, str]) -> Mapped:
    """Find out which column says what.

    Args:
        columns: the list's columns.
        given: what the instructor has said, a column for each field; it counts before anything else.

    Raises:
        BadColumnsError: if a column or a field that was named is not there, or none is known.
    """
    for name, column in given.items():
        if name not in FIELDS:
            raise BadColumnsError(f"--columns knows no {name!r}; it knows {', '.join(FIELDS)}")
        if column not in columns:
            raise BadColumnsError(f"the list has no column {column!r}; it has {', '.join(map(repr, columns))}")
    plain = {" ".join(column.casefold().split()): column for column in columns}
    form = next((form for form in FORMS if any(marks <= plain.keys() for marks in form.marks)), None)
    found: dict[str, str] = {}
    for name, candidates in form.says.items() if form else ():
        column = next((plain[each] for each in candidates if each in plain), "")
        if column and column not in given.values():
            found[name] = column
    ids = ("id",) if "id" in given or form is None else form.ids
    mapped = Mapped(form.system if form else "", found | dict(given), ids)
    if not any(name in mapped.column for name in ids):
        raise BadColumnsError(
            f"it is not known which column names a student's folder: the list has {', '.join(map(repr, columns))}. "
            'Say which is which, for instance: --columns "id=Matrikelnummer,first=Vorname,last=Nachname,email=E-Mail"'
        )
    return mapped


def read_mapping(text: str) -> dict[str, str]:
    """Read "id=Matrikelnummer,first=Vorname", as ``--columns`` takes it.

    Raises:
        BadColumnsError: if it is not of that form.
    """
    found = {}
    for part in filter(None, (each.strip() for each in text.split(","))):
        name, equals, column = (each.strip() for each in part.partition("="))
        if not equals or not name or not column:
            raise BadColumnsError(f'--columns takes FIELD=COLUMN,... such as "id=Matrikelnummer"; {part!r} is none')
        found[name] = column
    return found
