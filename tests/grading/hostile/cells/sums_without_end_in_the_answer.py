# Adds up without end before the tests.
# verdict: undecided
# cpu: 2
import itertools

sum(itertools.count())
