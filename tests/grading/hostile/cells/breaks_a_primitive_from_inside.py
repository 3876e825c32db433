# Writes into what a primitive keeps for itself.
# verdict: undecided
import threading
b = threading.Barrier(1); b._state = -2
