"""What the formgrader needs on the server: a page that trusts no submission, and grading that stops nobody else.

nbgrader's server grades and writes feedback while everybody else's requests wait. Here each such request is dealt
with in a process of its own, by the same functions of nbgrader, and the server goes on.
"""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import Awaitable, Callable
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
        from threadlab.grading import served_gradebook

        served_gradebook.install(sys.modules[f"{SERVER}.base"], sys.modules[f"{SERVER}.handlers"], handlers)
        for handler, step in _STEPS.items():
            guarded = handlers.check_xsrf(handlers.check_notebook_dir(_aside(step)))
            getattr(handlers, handler).post = handlers.web.authenticated(guarded)


def _aside(step: str) -> Callable[..., Awaitable[None]]:
    from tornado.web import HTTPError

    async def post(handler: Any, assignment: str, *student: str) -> None:
        arguments = ["-m", "threadlab.grading.pages.step", step, assignment, *student]
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, cwd=handler.coursedir.root, stdout=asyncio.subprocess.PIPE
        )
        answer, _ = await process.communicate()
        if process.returncode:
            raise HTTPError(500, f"{step} ended with exit status {process.returncode}")
        handler.write(answer)

    return post
