# Adds up without end, where no Python code runs.
# verdict: undecided
# cpu: 2
import itertools


def increment(times):
    return sum(itertools.count())
