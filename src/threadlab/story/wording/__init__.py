"""The words: of each kind of failure, of each step, of each name."""
