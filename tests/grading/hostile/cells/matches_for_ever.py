# Gives a pattern that takes for ever to match.
# verdict: undecided
# cpu: 2
import re


def increment(times):
    re.match("(a*)*b", "a" * 60)
