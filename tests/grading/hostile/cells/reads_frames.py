# Reads the caller's variables.
# verdict: undecided
import sys


def increment(times):
    global counter
    frame = sys._getframe(1)
    print(frame.f_locals, frame.f_back.f_locals)
    counter += times
