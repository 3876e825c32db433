"""What the formgrader needs on the server: a page that trusts no submission, and grading that stops nobody else.

nbgrader's server grades and writes feedback while everybody else's requests wait. Here each such request is dealt
with in a process of its own, by the same functions of nbgrader, and the server goes on.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
from collections.abc import Awaitable, Callable
from datetime import datetime
from pathlib import Path
from typing import Any

SERVER = "nbgrader.server_extensions.formgrader"
_STEPS = {
    "AutogradeHandler": "autograde",
    "GenerateFeedbackHandler": "generate_feedback",
    "GenerateAllFeedbackHandler": "generate_feedback",
}


def nonce(_: object) -> str:
    """Return a word that nobody can guess, by which a page knows its own scripts."""
    return secrets.token_urlsafe(16)


def install() -> None:
    """Let the formgrader's buttons grade in processes of their own, and its requests not depend on each other.

    Outside of its server there is nothing to do. Doing it again changes nothing.
    """
    handlers: Any = sys.modules.get(f"{SERVER}.apihandlers")
    if handlers is not None:
        from threadlab.grading.gradebook import served

        sys.modules["nbgrader.apps.api"].NbGraderAPI.get_submitted_timestamp = _handed_in_at
        served.install(sys.modules[f"{SERVER}.base"], sys.modules[f"{SERVER}.handlers"], handlers)
        for handler, step in _STEPS.items():
            guarded = handlers.check_xsrf(handlers.check_notebook_dir(_aside(step)))
            getattr(handlers, handler).post = handlers.web.authenticated(guarded)


def _aside(step: str) -> Callable[..., Awaitable[None]]:
    from tornado.web import HTTPError

    async def post(handler: Any, assignment: str, *student: str) -> None:
        if step == "autograde" and (reason := _unfit(handler.coursedir, assignment, *student)):
            handler.write(json.dumps({"success": False, "log": f"{reason}."}))
            return
        arguments = ["-m", "threadlab.grading.pages.nbgrader_step", step, assignment, *student]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=handler.coursedir.root, stdout=asyncio.subprocess.PIPE
        )
        answer, _ = await process.communicate()
        if process.returncode:
            raise HTTPError(500, f"{step} ended with exit status {process.returncode}")
        handler.write(answer)

    return post


def _unfit(coursedir: Any, assignment: str, student: str) -> str:
    """Say why nbgrader could not grade a submission, in place of its log and traceback; "" if it could."""
    from threadlab.grading.submission.handed_in import unfit

    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    expected = sorted(path.name for path in source.glob("*.ipynb"))
    return unfit(submitted, expected) if expected and submitted.is_dir() else ""


def _handed_in_at(api: Any, assignment: str, student: str) -> datetime | None:
    """Take the place of nbgrader's method, which lets one submission's bad time fail the page of the whole class."""
    from threadlab.grading.submission.handed_in import handed_in_at
    from threadlab.grading.times import BadTimeError

    folder = api.coursedir.format_path(api.coursedir.submitted_directory, student, assignment)
    try:
        return handed_in_at(Path(folder))
    except BadTimeError:
        return None
