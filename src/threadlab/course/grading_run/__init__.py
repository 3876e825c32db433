"""Grading a class: one run, what it recognises, what it reports."""
