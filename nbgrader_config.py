"""The course's settings for nbgrader: its commands, the formgrader and ``threadlab`` read them from here."""

from pathlib import Path

from threadlab.nbgrader import configure

c = get_config()
configure(c, Path(__file__).parent)
