# Fills the memory.
# verdict: fails or undecided
def increment(times):
    hoard = [0] * 10**12
