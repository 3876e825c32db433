# Puts its own class in the place of Thread.
# verdict: fails
import threading


class Thread:
    def __init__(self, target=None, args=()):
        self.target, self.args = target, args

    def start(self):
        self.target(*self.args)

    def join(self):
        pass


threading.Thread = Thread
