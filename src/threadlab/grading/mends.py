"""An old name, for terms that were set up with version 0.1 and name it in ``nbgrader_config.py``; gone in 0.3."""

from threadlab.grading.pipeline.nbgrader_patches import apply, start_fast

__all__ = ["apply", "start_fast"]
