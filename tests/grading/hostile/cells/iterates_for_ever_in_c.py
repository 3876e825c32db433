# Counts without end, where no Python code runs.
# verdict: fails or undecided
import itertools


def increment(times):
    list(itertools.repeat(1))
