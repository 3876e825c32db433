"""The gradebook of the formgrader's server: each request opens it anew, and what hits its replacement is done again.

nbgrader's server opens the gradebook once, for as long as it lives. A grading run leaves the gradebook in canonical
form, by putting a new file in its place (``canonical_file.settled``): the server would go on with the one that is gone,
read what is no longer true, and fail at whatever is saved. So would every request after one that met any other error.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from functools import cache, wraps
from http import HTTPStatus
from inspect import iscoroutinefunction
from typing import Any

from nbgrader.api import Gradebook
from tornado.web import HTTPError

from threadlab.grading.times import BadTimeError

_MOVED = "SQLITE_READONLY_DBMOVED"


@cache
def install(base: Any, *modules: Any) -> None:
    """Let the formgrader's requests each have a gradebook of their own.

    Args:
        base: nbgrader's module with the class that all handlers of requests inherit.
        modules: nbgrader's modules with the handlers.
    """
    base.BaseHandler.gradebook = property(_own_gradebook)
    handlers = {handler for module in modules for _, handler, *_ in module.default_handlers}
    for handler in handlers:
        for method in ("get", "put", "post"):
            request = vars(handler).get(method)
            if request is not None and not iscoroutinefunction(request):
                setattr(handler, method, _whole(request))


def _own_gradebook(handler: Any) -> Gradebook:
    opened: dict[str, Any] = vars(handler)
    if "own_gradebook" not in opened:
        opened["own_gradebook"] = Gradebook(handler.db_url, handler.coursedir.course_id)
    return opened["own_gradebook"]


def _whole(request: Callable[..., Any]) -> Callable[..., Any]:
    """Close the gradebook after a request, and deal with the request once more if the file was replaced meanwhile."""

    @wraps(request)
    def whole(handler: Any, *arguments: str) -> Any:
        try:
            return request(handler, *arguments)
        except BadTimeError as problem:  # a due date that was typed
            reason = "That is no certain time, such as 2030-01-31 12:00"
            raise HTTPError(HTTPStatus.BAD_REQUEST, str(problem), reason=reason) from None
        except Exception as problem:
            if not _hit_the_replacement(problem):
                raise
        finally:
            _close(handler)
        try:
            return request(handler, *arguments)
        finally:
            _close(handler)

    return whole


def _close(handler: Any) -> None:
    gradebook = vars(handler).pop("own_gradebook", None)
    if gradebook is not None:
        gradebook.close()


def _hit_the_replacement(problem: BaseException | None) -> bool:
    """Say whether SQLite refused to write because the file that was opened is no longer there under its name.

    SQLite looks for that when it holds the lock, and the file is replaced under a lock. So nothing was written.
    """
    while problem is not None:
        if isinstance(problem, sqlite3.OperationalError) and problem.sqlite_errorname == _MOVED:
            return True
        problem = problem.__cause__ or problem.__context__
    return False
