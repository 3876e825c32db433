# Counts without end.
# verdict: fails or undecided
import itertools


def increment(times):
    for _ in itertools.count():
        pass
