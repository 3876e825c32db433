"""What the formgrader needs on the server: a page that trusts no submission, and grading that stops nobody else.

nbgrader's server grades and writes feedback while everybody else's requests wait. Here each such request is dealt
with in a process of its own, by the same functions of nbgrader, and the server goes on.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from threadlab.grading.gradebook.regrade_requests import requests
from threadlab.grading.gradebook.term_notes import notes_in
from threadlab.grading.pages import waiting_queue

QUEUE = ".threadlab/looking.db"
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
        _add_queue(sys.modules[f"{SERVER}.base"].BaseHandler, sys.modules[f"{SERVER}.handlers"], handlers)
        served.install(sys.modules[f"{SERVER}.base"], sys.modules[f"{SERVER}.handlers"], handlers)
        for handler, step in _STEPS.items():
            guarded = handlers.check_xsrf(handlers.check_notebook_dir(_aside(step)))
            getattr(handlers, handler).post = handlers.web.authenticated(guarded)


_QUEUE = r"/formgrader/next_waiting/?"
_ANSWER = r"/formgrader/api/answer_request"
_WHO = "threadlab-ta"
_NOTHING = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Nothing waits</title></head><body>
<h1>Nothing waits for you</h1><p>{others}</p><p><a href="{back}">Manual Grading</a></p></body></html>"""


def _add_queue(base: Any, pages: Any, handlers: Any) -> None:
    """Add the address that leads to the next submission that waits and that nobody else is looking at."""
    if any(address == _QUEUE for address, *_ in pages.default_handlers):
        return

    def get(handler: Any) -> None:
        root = Path(handler.coursedir.root)
        found = waiting_queue.waiting_notebooks(root / "gradebook.db", root / handler.coursedir.autograded_directory)
        who = handler.get_cookie(_WHO) or secrets.token_urlsafe(12)  # of each browser, for all may share one token
        handler.set_cookie(_WHO, who, httponly=True, samesite="Strict", path=handler.base_url or "/")
        after = handler.get_argument("after", default="")
        chosen = waiting_queue.take_next(root / QUEUE, found, who, time.time(), after)
        if chosen:
            handler.redirect(f"{handler.base_url}/formgrader/submissions/{chosen}", permanent=False)
            return
        left = len([each for each in found if each != after])
        others = f"Somebody else is looking at what is left: {left}." if left else "There is nothing else that waits."
        handler.write(_NOTHING.format(others=others, back=f"{handler.base_url}/formgrader/gradebook"))

    def guarded(method: Callable[[Any], None]) -> Any:
        return handlers.web.authenticated(handlers.check_xsrf(handlers.check_notebook_dir(method)))

    pages.default_handlers.insert(0, (_QUEUE, type("NextWaitingHandler", (base,), {"get": guarded(get)})))
    pages.default_handlers.insert(0, (_ANSWER, type("AnswerHandler", (base,), {"post": guarded(_answer)})))


def _answer(handler: Any) -> None:
    """Keep what was answered to a request to look again."""
    from nbgrader.api import MissingEntry
    from tornado.web import HTTPError

    try:
        said = json.loads(handler.request.body)
        submission, part, words = (str(said[name]) for name in ("submission", "part", "answer"))
        found = handler.gradebook.find_submission_notebook_by_id(submission)
    except (ValueError, LookupError, TypeError, MissingEntry):
        raise HTTPError(400, "an answer needs a submission, a part and words") from None
    notes = notes_in(handler.gradebook)
    asked = [each for each in requests(notes, found.assignment.assignment.name, found.student.id) if each.part == part]
    if not asked:
        raise HTTPError(404, "nothing of the kind was asked")
    replace(asked[0], answer=words.strip()).put(notes)
    handler.gradebook.db.commit()
    handler.write(json.dumps({"success": True}))


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
    from threadlab.grading.submission.handed_in import why_not_gradable

    source = Path(coursedir.format_path(coursedir.source_directory, ".", assignment))
    submitted = Path(coursedir.format_path(coursedir.submitted_directory, student, assignment))
    expected = sorted(path.name for path in source.glob("*.ipynb"))
    return why_not_gradable(submitted, expected) if expected and submitted.is_dir() else ""


def _handed_in_at(api: Any, assignment: str, student: str) -> datetime | None:
    """Take the place of nbgrader's method, which lets one submission's bad time fail the page of the whole class."""
    from threadlab.grading.submission.handed_in import handed_in_at
    from threadlab.grading.times import BadTimeError

    folder = api.coursedir.format_path(api.coursedir.submitted_directory, student, assignment)
    try:
        return handed_in_at(Path(folder))
    except BadTimeError:
        return None
