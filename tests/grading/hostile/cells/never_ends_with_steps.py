# Never ends, and does something all the time.
# verdict: undecided
def increment(times):
    global counter
    while True:
        counter += 1
