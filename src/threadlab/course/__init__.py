"""A course: its folders, its exercises, and what an instructor does with them."""

import threadlab.grading  # noqa: F401 - before anything of nbgrader's: it makes that start fast
