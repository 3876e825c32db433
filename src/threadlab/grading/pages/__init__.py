"""The pages that people read a graded notebook on: a student's feedback, and the formgrader of a teaching assistant."""

from functools import partial
from pathlib import Path

from threadlab.grading.pages.scheme import mark_scheme

TEMPLATES = [str(Path(__file__).parent / "templates")]
"""Where nbconvert finds the templates ``feedback`` and ``formgrade``."""

_FILTERS = {
    "safe_markdown": "threadlab.grading.pages.markdown.markdown",
    "numbered": "threadlab.grading.pages.cells.code",
    "shown": "threadlab.grading.pages.cells.shown",
    "how_to_read": "threadlab.grading.pages.cells.how_to_read",
    "steps_sheet": "threadlab.grading.pages.cells.steps_sheet",
    "reasons": "threadlab.grading.pages.cells.reasons",
    "missing_answers": "threadlab.grading.pages.missing.missing_answers",
    "nonce": "threadlab.grading.pages.formgrader.nonce",
}


def filters(course: Path) -> dict[str, object]:
    """Return what the templates need; ``course`` is the course's folder."""
    return _FILTERS | {"mark_scheme": partial(mark_scheme, course / "source")}
