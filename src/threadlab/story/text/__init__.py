"""A program's text made fit to be quoted: nothing hidden, nothing of a hidden test."""
