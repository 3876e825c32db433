"""The pages that people read a graded notebook on: a student's feedback, and the formgrader of a teaching assistant."""

from functools import partial
from pathlib import Path

from threadlab.grading.pages.asked import asked
from threadlab.grading.pages.earlier_comments import earlier_comments
from threadlab.grading.pages.mark_scheme import mark_scheme

TEMPLATES = [str(Path(__file__).parent / "templates")]
"""Where nbconvert finds the templates ``feedback`` and ``formgrade``."""

_FILTERS = {
    "safe_markdown": "threadlab.grading.pages.markdown.markdown",
    "plain": "threadlab.grading.pages.raw_text.harmless_text",
    "numbered": "threadlab.grading.pages.cell_html.code",
    "output_html": "threadlab.grading.pages.cell_html.output_html",
    "how_to_read": "threadlab.grading.pages.cell_html.legend_words",
    "steps_sheet": "threadlab.grading.pages.cell_html.steps_sheet",
    "reasons": "threadlab.grading.pages.cell_html.reasons",
    "missing_answers": "threadlab.grading.pages.missing_answers.missing_answers",
    "boxes": "threadlab.grading.pages.mark_scheme.boxes",
    "parts": "threadlab.grading.pages.lesson.parts",
    "nonce": "threadlab.grading.pages.formgrader.nonce",
}


def filters(course: Path) -> dict[str, object]:
    """Return what the templates need; ``course`` is the course's folder."""
    return _FILTERS | {
        "mark_scheme": partial(mark_scheme, course / "source"),
        "asked": partial(asked, course / "gradebook.db"),
        "earlier_comments": partial(earlier_comments, course / "gradebook.db"),
    }
