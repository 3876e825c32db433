"""What the formgrader needs on the server: a page that trusts no submission, and grading that stops nobody else."""

from __future__ import annotations

import secrets


def nonce(_: object) -> str:
    """Return a word that nobody can guess, by which a page knows its own scripts."""
    return secrets.token_urlsafe(16)
