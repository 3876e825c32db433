"""Ordinary cells where no thread can be started, as in a browser: their threads take turns, and are seen to."""
