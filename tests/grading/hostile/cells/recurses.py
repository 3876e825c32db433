# Calls itself for ever.
# verdict: fails
def increment(times):
    increment(times)
