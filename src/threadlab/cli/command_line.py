"""The command line as a whole: which commands there are, and what an exit status means."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from threadlab import __version__
from threadlab.cli import authoring, build, check, grade, lab, new_term, site, student_lab, verify
from threadlab.cli.elsewhere import export_exercises, pack, watch
from threadlab.cli.reporting import likeness, report, requests
from threadlab.cli.term import class_list, collect, dates, export, feedback
from threadlab.cli.upkeep import doctor, restore, update
from threadlab.errors import CannotRunError

_COURSE = (check, new_term, authoring, build, verify, grade, lab, student_lab, site, doctor)
_TERM = (class_list, dates, collect, export, feedback)
_TEACHING = (report, likeness, requests)
_UPKEEP = (update, restore)
_ELSEWHERE = (watch, export_exercises, pack)
COMMANDS = (*_COURSE, *_TERM, *_TEACHING, *_UPKEEP, *_ELSEWHERE)
"""The commands, in the order in which the help lists them; each has ``add``, which says what it is and runs it."""

CANNOT_RUN = 2
INTERRUPTED = 130  # as shells say it
EPILOG = """\
Exit status: 0 if all is well; 1 if an answer fails a check, or the grader failed at a submission; 2 if the command
could not do what it was asked to, or an answer is neither proved right nor wrong.
"""
_EXTRAS = {
    "nbgrader": "instructor",
    "nbformat": "instructor",
    "nbconvert": "instructor",
    "sqlalchemy": "instructor",
    "traitlets": "instructor",
    "rich": "instructor",
    "xlsxwriter": "instructor",
    "yaml": "instructor",
    "jupyterlab": "instructor",
    "distributed": "cluster",
    "matplotlib": "report",
    "copydetect": "report",
    "jupyterlite-pyodide-kernel": "site",
    "mkdocs": "site",
}
"""Which extra of this package brings what a command may miss."""

_UNIX = {"fcntl", "resource", "termios"}
"""Parts of Python's library that only Linux and its kin have."""
_NOT_HERE = (
    "this command needs Linux (or another Unix): it grades in processes that the system keeps apart. "
    "On Windows, use the Windows Subsystem for Linux; there and on a Mac, a container does it too: "
    "podman build --tag threadlab . && podman run --rm --interactive --tty --volume .:/course --publish 8888:8888 "
    "threadlab. threadlab check works everywhere."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Args:
        arguments: what follows ``threadlab``; None for those of this process.

    Returns:
        The exit status: 0, 1 or 2, as ``threadlab --help`` says, or 130 if the command was interrupted.
    """
    parser = _parser()
    options, others = parser.parse_known_args(arguments)
    if options.takes_others:
        options.options = others  # argparse gives a command what follows a dash only if a name comes first
    elif others:
        parser.error(f"unrecognized arguments: {' '.join(others)}")
    try:
        status = int(options.run(options))
        sys.stdout.flush()
        return status
    except CannotRunError as problem:
        print(f"threadlab: {problem}", file=sys.stderr)
        return CANNOT_RUN
    except KeyboardInterrupt:
        print("threadlab: stopped. What was finished is kept; the same command goes on from there.", file=sys.stderr)
        return INTERRUPTED
    except BrokenPipeError:  # whoever reads the output has seen enough, as "head" has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return CANNOT_RUN
    except ModuleNotFoundError as missing:
        if missing.name in _UNIX:
            print(f"threadlab: {_NOT_HERE}", file=sys.stderr)
            return CANNOT_RUN
        extra = _EXTRAS.get((missing.name or "").partition(".")[0])
        if extra is None:
            raise
        print(f"threadlab: this needs {missing.name}: pip install 'threadlab[{extra}]'", file=sys.stderr)
        return CANNOT_RUN


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="threadlab", description="A course on Python threads, graded on every schedule.", epilog=EPILOG
    )
    parser.add_argument("--version", action="version", version=f"threadlab {__version__}")
    parser.set_defaults(takes_others=False)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add(commands)
    return parser
