"""Threads in Python, judged on every schedule."""
