# Fills the memory with one list.
# verdict: fails or undecided
def increment(times):
    hoard = [0]
    while True:
        hoard = hoard + hoard
