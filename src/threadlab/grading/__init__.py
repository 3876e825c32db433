"""Grading a class: submissions are run in sandboxed workers, side by side, and scored by nbgrader."""
