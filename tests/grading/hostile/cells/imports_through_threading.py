# Reaches a forbidden module through the controlled one.
# verdict: undecided
import threading

print(threading._os.environ, threading.sys.modules, threading.__loader__)
