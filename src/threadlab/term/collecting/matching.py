"""From what a system calls somebody to a student on the class list: one, or a reason why it is not certain."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from threadlab.grading.gradebook.class_list import Student

_KINDS = ("id", "lms", "email", "username", "number", "github", "name")
_MANY = 3
NOBODY = "nobody on the class list is called so"


class Matcher:
    """Finds students by what they are called.

    ``given`` are the instructor's own matches, an id for a label; ``participants`` the students by the numbers under
    which an assignment of Moodle's has them.
    """

    def __init__(
        self, students: Mapping[str, Student], given: Mapping[str, str], participants: Mapping[str, str]
    ) -> None:
        self._students = students
        self._given = given
        self._by: dict[str, dict[str, set[str]]] = {kind: defaultdict(set) for kind in _KINDS}
        self._by["participant"] = {number: {student} for number, student in participants.items()}
        for student in students.values():
            self._enter(student)

    def _enter(self, student: Student) -> None:
        names = {
            "id": [student.id],
            "lms": [student.lms_user_id],
            "email": [student.email],
            "username": [student.other.get("username", ""), student.email.partition("@")[0]],
            "number": [student.other.get("number", "")],
            "github": [student.other.get("github", "")],
        }
        for kind, words in names.items():
            for word in filter(None, words):
                self._by[kind][word.casefold()].add(student.id)
        words = student.name.split()
        for place in range(len(words)):  # which of them are the family name, a list may not say
            name = simplified(" ".join(words[place:] + words[:place]))
            if name:
                self._by["name"][name].add(student.id)

    def find(self, label: str, who: Iterable[tuple[str, str]]) -> tuple[str, str]:
        """Find a student.

        Args:
            label: how the system calls whoever it is.
            who: kinds and words, the surest first; "any" is any kind.

        Returns:
            The id and "", or "" and why there is none.
        """
        if label in self._given:
            return self._given[label], ""
        several: set[str] = set()
        words = [(kind, word) for kind, word in who if word]
        for kind, word in words:
            found = self._look(kind, word)
            if len(found) == 1:
                return next(iter(found)), ""
            several = several or found
        if several:
            return "", f"{' and '.join(sorted(several))} are both called so"
        return "", NOBODY

    def account(self, folder: str) -> str:
        """Give the account on GitHub that a folder's name is or ends with; "" if it is nobody's."""
        name = folder.casefold()
        ends = [account for account in self._by["github"] if name == account or name.endswith(f"-{account}")]
        return max(ends, key=len, default="")

    def _look(self, kind: str, word: str) -> set[str]:
        if kind == "any":
            return next(filter(None, (self._look(each, word) for each in _KINDS)), set())
        return self._by[kind].get(simplified(word) if kind == "name" else word.casefold(), set())

    def like(self, who: Iterable[tuple[str, str]]) -> str:
        """Name students who are called nearly so, for a person to choose from; "" if there are none.

        Each name is held beside all of the class, so it is for a few.
        """
        names = self._by["name"]
        words = {simplified(word) for kind, word in who if kind in ("name", "any")}
        close = [found for word in sorted(words) for found in get_close_matches(word, names, _MANY, 0.75)]
        students = sorted({student for name in close for student in names[name]})
        shown = ", ".join(f"{each} ({self._students[each].name})" for each in students[:_MANY])
        return f"; perhaps {shown}" if shown else ""


def simplified(name: str) -> str:
    """Give a name without what systems leave out of names: accents, blanks, signs, capitals."""
    letters = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in letters if letter.isalnum() and not unicodedata.combining(letter))
