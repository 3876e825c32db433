# Is no Python.
# verdict: fails
def increment(times:
    counter += times
