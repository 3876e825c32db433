"""``threadlab report``: one page about a class, and the same as tables."""
