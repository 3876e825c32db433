# Gives a module of the library the name of another, for as long as the process lasts.
# verdict: undecided
import threading

threading.__init__("queue")
