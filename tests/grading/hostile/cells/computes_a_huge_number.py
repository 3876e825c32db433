# Computes a number that nobody can wait for.
# verdict: undecided
# cpu: 2
def increment(times):
    return 7**7**7**7
