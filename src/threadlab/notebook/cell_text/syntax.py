"""From the text of a cell to Python: IPython's own syntax is set aside, what does not parse is said."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass

from threadlab.notebook.cell_text.course_language import held, remembered
from threadlab.schedules import language

# Cell magics that run the rest of the cell as Python.
_PYTHON_CELL_MAGICS = frozenset({"time", "timeit", "capture", "prun"})
_CELL_MAGIC = re.compile(r"%%(\w+)")
_SHELL_OR_MAGIC = re.compile(r"[!%]")
_ASSIGNED = re.compile(r"([A-Za-z_][\w, .]*?)\s*=\s*[!%](?=[\w/.~])")
_HELP = re.compile(r"(\?{1,2}\s*[%\w.*]+|[%\w.*\[\]]+\s*\?{1,2})\s*;?$")
_TIMED = re.compile(r"%time\s+(?=\S)")

# What a text that does not parse would bind at top level, as far as its lines tell.
_BINDING = re.compile(
    r"(?:async\s+)?def\s+(?P<function>\w+)|class\s+(?P<type>\w+)"
    r"|(?:from\s+[\w.]+\s+)?import\s+(?P<imported>[^#\n]+)"
    r"|(?P<assigned>[A-Za-z_]\w*(?:\s*,\s*[A-Za-z_]\w*)*)\s*(?::[^=\n]+)?[-+*/|&^%@<>]*=(?!=)"
)
_IMPORTED = re.compile(r"(?:[\w.]+\s+as\s+)?(\w+)")


@dataclass(frozen=True, slots=True)
class Code:
    """The Python of a cell.

    ``text`` has the line numbers of the cell; what is not Python is blanked in it and listed in ``foreign``.
    ``tree`` is None, and ``problem`` says why, when the text does not parse; ``line`` says where, 0 if it is not known.
    ``lost`` are the names that the cell would bind if its text were Python.
    """

    text: str
    tree: ast.Module | None
    problem: str = ""
    line: int = 0
    foreign: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()


def lines_of(text: str) -> list[str]:
    """Split a text into lines as Python counts them: a form feed or a line separator in a string ends none."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


@remembered
def read_cell(text: str) -> Code:
    """Read the text of a cell; never raises, whatever the text is."""
    lines = lines_of(text)
    foreign: dict[int, str] = {}
    lost: set[str] = set()
    _set_aside_cell_magic(lines, foreign)
    # Only where Python fails to parse can there be a magic: "%b" may as well go on with an expression.
    for _ in range(len(lines) + 1):
        python = "\n".join(lines)
        try:
            tree = _parse(python)
        except SyntaxError as error:
            line = error.lineno or 1
            if line <= len(lines) and _set_aside_line(lines, line - 1, foreign, lost):
                continue
            return _unreadable(text, f"line {line}: {error.msg}", foreign, line)
        except ValueError as error:  # a null character, or a number too long to be read
            return _unreadable(text, str(error), foreign)
        except (RecursionError, MemoryError):
            return _unreadable(text, "nested too deeply", foreign)
        return Code(python, tree, "", 0, _in_order(foreign), frozenset(lost))
    return _unreadable(text, "line 1: invalid syntax", foreign)


def _parse(python: str) -> ast.Module:
    tree = language.parse(python, version=held())
    # A "return" at top level is found by the compiler only. The kernel allows "await" there, so it is Python.
    language.compiled(tree, "<cell>", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
    return tree


@remembered
def beyond_the_language(text: str) -> tuple[str, int]:
    """Name what a cell uses that not every version of Python has which judges answers, and the line; "" if nothing."""
    tree = read_cell(text).tree
    return ("", 0) if tree is None else language.beyond(tree, held())


def _unreadable(text: str, why: str, foreign: dict[int, str], line: int = 0) -> Code:
    return Code("", None, f"does not parse: {why}", line, _in_order(foreign), frozenset(_scan(text)))


def _in_order(foreign: dict[int, str]) -> tuple[str, ...]:
    return tuple(foreign[index] for index in sorted(foreign))


def _scan(text: str) -> set[str]:
    """Names that the lines at the left margin define, found without parsing."""
    names: set[str] = set()
    for line in lines_of(text):
        found = _BINDING.match(line)
        if not found:
            continue
        if found["imported"]:
            names.update(_IMPORTED.findall(found["imported"]))
        else:
            names.update(re.findall(r"\w+", found["function"] or found["type"] or found["assigned"]))
    return names


def _set_aside_cell_magic(lines: list[str], foreign: dict[int, str]) -> None:
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    magic = _CELL_MAGIC.match(lines[first]) if first is not None else None
    if first is None or not magic:
        return
    foreign[first] = lines[first].strip()
    last = first + 1 if magic[1] in _PYTHON_CELL_MAGICS else len(lines)
    lines[first:last] = [""] * (last - first)


def _set_aside_line(lines: list[str], index: int, foreign: dict[int, str], lost: set[str]) -> bool:
    """Blank line ``index`` if it is IPython's and not Python; say whether it was."""
    bare = lines[index].strip()
    indent = lines[index][: len(lines[index]) - len(lines[index].lstrip())]
    assigned = _ASSIGNED.match(bare)
    if not (assigned or _SHELL_OR_MAGIC.match(bare) or _HELP.fullmatch(bare)):
        return False
    foreign[index] = bare
    if assigned:
        lost.update(re.findall(r"\w+", assigned[1].partition(".")[0]))
    timed = _TIMED.match(bare)
    lines[index] = indent + (bare[timed.end() :] if timed else "pass")
    while bare.endswith("\\") and index + 1 < len(lines):
        index += 1
        bare = lines[index].strip()
        lines[index] = ""
    return True
