"""What the command line turns into a sentence instead of a traceback."""


class CannotRunError(Exception):
    """Something cannot be done as it was asked for; the message says why, and what would help."""
