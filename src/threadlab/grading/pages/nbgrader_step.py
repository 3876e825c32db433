"""One of nbgrader's steps in the course of the current folder, in a process of its own: what came of it, as JSON.

``python -m threadlab.grading.pages.nbgrader_step autograde ASSIGNMENT STUDENT``, or
``generate_feedback ASSIGNMENT [STUDENT]``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import redirect_stdout

from threadlab.grading.pipeline import nbgrader_patches

nbgrader_patches.start_fast()

from nbgrader.apps import NbGraderAPI  # noqa: E402
from traitlets.config.loader import PyFileConfigLoader  # noqa: E402


def main(arguments: Sequence[str]) -> None:
    """Take the step and write nbgrader's account of it: whether it succeeded, and what was logged."""
    step, *names = arguments
    with redirect_stdout(sys.stderr):
        api = NbGraderAPI(config=PyFileConfigLoader("nbgrader_config.py").load_config())
        account = getattr(api, step)(*names)
    json.dump(account, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1:])
