# Sleeps for a thousand years.
# verdict: fails
import time


def increment(times):
    global counter
    value = counter
    time.sleep(10**11)
    counter = value + times
