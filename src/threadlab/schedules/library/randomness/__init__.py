"""Random numbers, each of which may be any that can be drawn."""
