"""Cells in, verdicts out: which cells a test needs, running a notebook, showing a check in JupyterLab."""
