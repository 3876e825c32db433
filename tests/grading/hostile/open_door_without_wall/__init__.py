"""The judge with a door, and with no wall behind it."""

from open_door import judge, learn, prepare  # noqa: F401


def wall():
    """None."""
