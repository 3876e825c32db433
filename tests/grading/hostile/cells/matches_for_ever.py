# Gives a pattern that takes for ever to match.
# verdict: used more than 2 s of CPU
# cpu: 2
import re


def increment(times):
    re.match("(a*)*b", "a" * 60)
