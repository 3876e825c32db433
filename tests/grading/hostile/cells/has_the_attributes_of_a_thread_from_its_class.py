# Has the attributes of a thread from what finds them in a class of its own, past whatever watches over them.
# verdict: undecided
import threading


class Own:
    pass


class Worker(Own, threading.Thread):
    pass


Own.__dict__["__dict__"].__get__(Worker())["ended"] = True
