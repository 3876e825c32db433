# Starts a thread that starts a thread that starts a thread ...
# verdict: undecided
from threading import Thread


def increment(times):
    Thread(target=increment, args=(times,)).start()
