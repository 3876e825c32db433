"""Checks in a Jupyter kernel."""
