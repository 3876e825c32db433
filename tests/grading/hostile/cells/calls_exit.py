# Exits by a built-in function.
# verdict: undecided
def increment(times):
    exit(0)
