# Never ends, when the test calls it.
# verdict: fails
def increment(times):
    while True:
        pass
