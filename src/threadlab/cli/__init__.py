"""The command ``threadlab``: one module for each of its commands."""

from threadlab.cli.command_line import main

__all__ = ["main"]
