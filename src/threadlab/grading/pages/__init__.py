"""The pages that people read a graded notebook on: a student's feedback, and the formgrader of a teaching assistant."""

from pathlib import Path

TEMPLATES = [str(Path(__file__).parent / "templates")]
"""Where nbconvert finds the templates ``feedback`` and ``formgrade``."""

FILTERS = {
    "safe_markdown": "threadlab.grading.pages.markdown.markdown",
    "numbered": "threadlab.grading.pages.cells.code",
    "shown": "threadlab.grading.pages.cells.shown",
    "how_to_read": "threadlab.grading.pages.cells.how_to_read",
    "steps_sheet": "threadlab.grading.pages.cells.steps_sheet",
    "nonce": "threadlab.grading.pages.formgrader.nonce",
}
"""What the templates need."""
