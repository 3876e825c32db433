"""One of nbgrader's steps in the course of the current folder, in a process of its own: what came of it, as JSON.

``python -m threadlab.grading.pages.nbgrader_step autograde ASSIGNMENT STUDENT``, or
``generate_feedback ASSIGNMENT [STUDENT]``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path

from nbgrader.apps import NbGraderAPI

from threadlab.grading.pipeline.course_settings import BadSettingsError, read_settings


def main(arguments: Sequence[str]) -> None:
    """Take the step and write nbgrader's account of it: whether it succeeded, and what was logged."""
    step, *names = arguments
    with redirect_stdout(sys.stderr):
        try:
            api = NbGraderAPI(config=read_settings(Path("nbgrader_config.py").absolute()).config)
            account = getattr(api, step)(*names)
        except BadSettingsError as problem:
            account = {"success": False, "log": str(problem)}
    json.dump(account, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
