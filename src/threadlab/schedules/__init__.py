"""The engine: a program and its test, run on every schedule. Knows nothing of notebooks."""
