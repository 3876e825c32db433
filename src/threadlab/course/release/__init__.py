"""Building the release, and refusing one that gives answers away."""
