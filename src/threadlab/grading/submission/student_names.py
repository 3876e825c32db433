"""Names of files and folders that were handed in, which may be anything."""

from __future__ import annotations

import os


def printable(name: str) -> str:
    """Give the name of a file or a folder as every page, gradebook and terminal can show it."""
    readable = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in readable)


def misnamed(name: str) -> str:
    """Say why a folder's name cannot be a student's in the gradebook; "" if it can.

    nbgrader takes blanks at the ends away, so that such a folder would not be found again, or be another student's.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        return "its name is no UTF-8"
    if name != name.strip():
        return "its name begins or ends with a blank"
    if not name.isprintable():
        return "its name has a character that cannot be seen"
    return "its name begins with a dot" if name.startswith(".") else ""
