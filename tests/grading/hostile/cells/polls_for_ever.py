# Waits by asking again and again.
# verdict: fails
import time


def increment(times):
    while counter == 0:
        time.sleep(1)
