"""``threadlab watch``: exercises without notebooks, judged at each save."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from threadlab.cli.common import Commands
from threadlab.course.answer_judge import UNPROTECTED, answer_judge

if TYPE_CHECKING:
    from threadlab.course.answer_check import AnswerResult
    from threadlab.course.exercises import Exercise

_PAUSE = 0.3  # seconds between two looks at the files


def add(commands: Commands) -> None:
    """Add the command to the command line."""
    watch = commands.add_parser(
        "watch",
        help="do exercises in an editor, judged at each save",
        description="Go through the exercises in a folder. Write each answer into its answer.py, with any editor: it "
        "is judged on every schedule each time it is saved, and its story is shown here. When all checks hold, the "
        "next exercise begins. Ctrl-C ends it; the same command goes on from there.",
        epilog="Exit status: 0 if everything is done; with --once 1 if a check fails, and 2 if one is undecided, of "
        "the first exercise that is not done. Example: threadlab watch exercises/2-locked-counter",
    )
    watch.add_argument("folder", metavar="FOLDER", type=Path, help="an exercise's folder, or a folder of such folders")
    watch.add_argument("--once", action="store_true", help="judge what is there, as far as it is done, and end")
    watch.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from threadlab.course.answer_check import check_answer
    from threadlab.runners.exercise_folders.colour import coloured, wants_colour
    from threadlab.runners.exercise_folders.reading import folder_exercises
    from threadlab.runners.exercise_folders.watching import Watch

    exercises = folder_exercises(options.folder)
    in_colour = wants_colour(sys.stdout, os.environ)
    with answer_judge() as judge:
        warned = False

        def judged(exercise: Exercise, answer: str) -> AnswerResult:
            nonlocal warned
            result = check_answer(exercise, answer, judge)
            if result.sandbox in ("", "none") and not warned:
                warned = True
                print(f"threadlab: {UNPROTECTED}", file=sys.stderr)
            return result

        watch = Watch(exercises, judged, lambda line: print(coloured(line) if in_colour else line, flush=True))
        status = watch.look()
        while not options.once and not watch.done:
            time.sleep(_PAUSE)
            status = watch.look()
    return status or 0
