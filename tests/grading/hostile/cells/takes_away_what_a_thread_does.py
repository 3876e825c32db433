# Takes away what the thread that it runs in has to do.
# verdict: undecided
import threading
old = increment
def increment(times):
    threading.current_thread()._target = None; old(times)
