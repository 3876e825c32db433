"""An old name, for terms that were set up with version 0.1 and name it in ``nbgrader_config.py``; gone in 0.3."""

from threadlab.grading.pipeline.nbgrader_patches import apply

__all__ = ["apply", "start_fast"]


def start_fast() -> None:
    """Do nothing: importing ``threadlab.grading`` is enough."""
