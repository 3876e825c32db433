# Makes a text that is larger than the memory.
# verdict: fails or undecided
def increment(times):
    return "a" * 10**9 * times
