"""An old name, for terms that were set up with version 0.1 and name it in ``nbgrader_config.py``; gone in 0.3."""

from threadlab.grading.pipeline import nbgrader_patches

__all__ = ["apply", "start_fast"]


def apply() -> None:
    """Mend nbgrader in this process; before ``nbgrader autograde`` no backup is made, as in version 0.1."""
    nbgrader_patches.apply(lambda _: None)


def start_fast() -> None:
    """Do nothing: importing ``threadlab.grading`` is enough."""
