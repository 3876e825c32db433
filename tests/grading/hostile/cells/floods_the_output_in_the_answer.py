# Prints ten megabytes when the test calls it.
# verdict: fails or undecided
def increment(times):
    for _ in range(10):
        print("x" * 1_000_000)
