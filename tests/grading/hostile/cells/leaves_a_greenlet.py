# Ends the thread as the engine does when it is torn down.
# verdict: undecided
import greenlet


def increment(times):
    raise greenlet.GreenletExit
