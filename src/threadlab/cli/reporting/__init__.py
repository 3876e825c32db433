"""Commands that say what a class understood."""
